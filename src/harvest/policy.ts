import { sql, type RawBuilder } from 'kysely';
import { isHidden } from '../access/embargo.ts';
import type { RowRule } from '../access/rowRule.ts';
import { may, type Viewer } from '../access/viewer.ts';
import type { Target } from './package/columnTargets.ts';
import { columnsOfPlans, partsOfPlans } from './package/columnsOfPlans.ts';
import { filesWithOwnReference } from './package/ownReferences.ts';
import { packageFiles, tablesReferredTo, type PackageFile } from './package/packageFiles.ts';

/** Tables of what is part of a plan and has a reference, by which rows may name it. */
const partsWithReference = filesWithOwnReference.filter((file) => partsOfPlans.includes(file)).map(({ table }) => table);

const actions = packageFiles.find(({ table }) => table === 'action')!;

/** Tables whose rows name what they are about by a reference that may be of many kinds. */
const namesItsSubject: ReadonlySet<string> = new Set(['responsibility', 'meeting']);

/** What a publisher has withdrawn is kept for the record and shown to nobody, nor is what must name it, which is withdrawn with it (followParents.ts); a plan under embargo, with all its parts, is its publisher's alone until its day. */
export const harvestRules: readonly RowRule[] = [
  ...packageFiles.map((file) => ({ table: file.table, visible: (viewer: Viewer) => sql`withdrawn_on is null${embargoOf(file, viewer)}` })),
  // What a publisher has withdrawn is the duplicate of nothing, until it comes back.
  { table: 'duplicate_candidate', visible: () => sql`exists (select 1 from service part where part.id = first_id and part.withdrawn_on is null) and exists (select 1 from service part where part.id = second_id and part.withdrawn_on is null)` },
  { table: 'duplicate_decision', visible: (viewer) => (may(viewer, 'review') ? sql`1 = 1` : sql`exists (select 1 from service part where part.id in (first_id, second_id) and part.withdrawn_on is null)`) },
  // An issue quotes the row it is about, which may be one of a plan under embargo, or name one that another source of the same publisher has.
  // Whose they are is looked up once for all issues: for each it would take issues times plans.
  { table: 'issue', visible: (viewer) => sql`issue.source_id not in (select own.id from source own where own.publisher_code in (select whose.publisher_code from plan hidden join source whose on whose.id = hidden.source_id where ${isHidden(viewer)}))` },
];

function embargoOf(file: PackageFile, viewer: Viewer): RawBuilder<unknown> {
  if (file.table === 'plan') return sql` and not ${isHidden(viewer, 'plan')}`;
  if (file.table === 'action') return sql` and action.id not in ${hiddenActions(viewer)}`;
  if (namesItsSubject.has(file.table)) return notNamingHidden(file.table, viewer);
  return sql.join(columnsOfPlans(file).map((column) => notUnderEmbargo(file, column, viewer)), sql``);
}

/**
 * Not a row that names, by its publisher's reference, something of a plan under embargo: that would tell that it is there. What stands there
 * may be the whole id, since a strategy is named in any words. Mostly no plan is under embargo, and then nothing is looked up for any row.
 */
function notNamingHidden(table: string, viewer: Viewer): RawBuilder<unknown> {
  const subject = sql.ref(`${table}.subject_ref`);
  // A publisher may have several sources, and whose a record is its id begins with.
  const ids = sql`((select own.publisher_code from source own where own.id = ${sql.ref(`${table}.source_id`)}) || '/' || ${subject}, ${subject})`;
  const ofPlans = ['plan', ...partsWithReference.filter((part) => part !== 'action')].map((part) => sql`exists (select 1 from ${sql.table(part)} part join plan hidden on hidden.id = ${part === 'plan' ? sql`part.id` : sql`part.plan_id`} where part.id in ${ids} and ${isHidden(viewer)})`);
  const named = [...ofPlans, sql`exists (select 1 from action part where part.id in ${ids} and part.id in ${hiddenActions(viewer)})`];
  return sql` and not (exists (select 1 from plan hidden where ${isHidden(viewer)}) and (${sql.join(named, sql` or `)}))`;
}

/** Not a row that is part, by what it names in a column, of a plan under embargo. */
function notUnderEmbargo({ table }: PackageFile, { field, column, linkTable }: Target, viewer: Viewer): RawBuilder<unknown> {
  const [named] = tablesReferredTo(field.references!);
  const value = sql.ref(`${table}.${column}`);
  if (named === 'plan') return sql` and not exists (select 1 from plan hidden where hidden.id = ${value} and ${isHidden(viewer)})`;
  if (named === 'action') return sql` and not exists (select 1 from ${sql.table(linkTable!)} link where link.owner_id = ${sql.ref(`${table}.id`)} and link.target_id in ${hiddenActions(viewer)})`;
  const parts = linkTable === undefined ? sql`${sql.table(named!)} part where part.id = ${value}` : sql`${sql.table(named!)} part join ${sql.table(linkTable)} link on link.target_id = part.id where link.owner_id = ${sql.ref(`${table}.id`)}`;
  return sql` and not exists (select 1 from ${parts} and exists (select 1 from plan hidden where hidden.id = part.plan_id and ${isHidden(viewer)}))`;
}

/**
 * The ids of actions under embargo. One may be so by its own plan, by what it names of another, or by the action it is part of, however
 * far up: what hangs on it cannot be judged by the plan that stands beside it, which may be public. Collected once for a statement, from the
 * few plans under embargo down.
 */
function hiddenActions(viewer: Viewer): RawBuilder<unknown> {
  const ways = columnsOfPlans(actions).filter(({ column }) => column !== 'parent_action_id').map(({ field, column }) => {
    const [named] = tablesReferredTo(field.references!);
    const ids = named === 'plan' ? sql`select id from secret` : sql`select named.id from ${sql.table(named!)} named where named.plan_id in (select id from secret)`;
    return sql`select part.id from action part where ${sql.ref(`part.${column}`)} in (${ids})`;
  });
  return sql`(with recursive secret as (select hidden.id from plan hidden where ${isHidden(viewer)}), kept(id) as (${sql.join(ways, sql` union `)} union select child.id from action child join kept on child.parent_action_id = kept.id) select id from kept)`;
}
