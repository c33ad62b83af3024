import { sql, type RawBuilder } from 'kysely';
import { isHidden } from '../access/embargo.ts';
import type { RowRule } from '../access/rowRule.ts';
import { may, type Viewer } from '../access/viewer.ts';
import { filesWithOwnReference } from './package/ownReferences.ts';
import { packageFiles } from './package/packageFiles.ts';
import { tableSchema } from './package/tableSchema.ts';

/** Tables whose rows are part of a plan, and hidden with it: every file that names its plan. */
const partsOfPlans = new Set(packageFiles.filter(({ name }) => name !== 'plans' && tableSchema(name).fields.some((field) => field.name === 'plan_ref')).map(({ table }) => table));

/** Of these the tables whose rows others may name by a reference. */
const partsWithReference = filesWithOwnReference.map(({ table }) => table).filter((table) => partsOfPlans.has(table));

/** Tables whose rows name what they are about by a reference that may be of many kinds. */
const namesItsSubject: ReadonlySet<string> = new Set(['responsibility', 'meeting']);

/** What a publisher has withdrawn is kept for the record and shown to nobody, nor is what must name it, which is withdrawn with it (followParents.ts); a plan under embargo, with all its parts, is its publisher's alone until its day. */
export const harvestRules: readonly RowRule[] = [
  ...packageFiles.map(({ table }) => ({ table, visible: (viewer: Viewer) => sql`withdrawn_on is null${embargoOf(table, viewer)}` })),
  // What a publisher has withdrawn is the duplicate of nothing, until it comes back.
  { table: 'duplicate_candidate', visible: () => sql`exists (select 1 from service part where part.id = first_id and part.withdrawn_on is null) and exists (select 1 from service part where part.id = second_id and part.withdrawn_on is null)` },
  { table: 'duplicate_decision', visible: (viewer) => (may(viewer, 'review') ? sql`1 = 1` : sql`exists (select 1 from service part where part.id in (first_id, second_id) and part.withdrawn_on is null)`) },
  // An issue quotes the row it is about, which may be one of a plan under embargo, or name one that another source of the same publisher has.
  { table: 'issue', visible: (viewer) => sql`not exists (select 1 from plan hidden join source whose on whose.id = hidden.source_id where ${isHidden(viewer)} and whose.publisher_code = (select own.publisher_code from source own where own.id = issue.source_id))` },
];

function embargoOf(table: string, viewer: Viewer): RawBuilder<unknown> {
  if (table === 'plan') return sql` and not ${isHidden(viewer, 'plan')}`;
  // A link would also tell the title of the plan it leads to.
  if (table === 'plan_link') return sql` and not exists (select 1 from plan hidden where hidden.id in (plan_id, related_id) and ${isHidden(viewer)})`;
  if (partsOfPlans.has(table)) return sql` and not exists (select 1 from plan hidden where hidden.id = plan_id and ${isHidden(viewer)})`;
  if (table === 'milestone') return notUnderEmbargo(actionsOf('milestone'), viewer);
  if (table === 'target') return sql`${notUnderEmbargo(sql`priority part where part.id = priority_id`, viewer)}${notUnderEmbargo(actionsOf('target'), viewer)}`;
  if (namesItsSubject.has(table)) return notNamingHidden(table, viewer);
  return sql``;
}

/**
 * Not a row that names, by its publisher's reference, something of a plan under embargo: that would tell that it is there. What stands there
 * may be the whole id, since a strategy is named in any words. Mostly no plan is under embargo, and then nothing is looked up for any row.
 */
function notNamingHidden(table: string, viewer: Viewer): RawBuilder<unknown> {
  const subject = sql.ref(`${table}.subject_ref`);
  // A publisher may have several sources, and whose a record is its id begins with.
  const ids = sql`((select own.publisher_code from source own where own.id = ${sql.ref(`${table}.source_id`)}) || '/' || ${subject}, ${subject})`;
  const named = ['plan', ...partsWithReference].map((part) => sql`exists (select 1 from ${sql.table(part)} part join plan hidden on hidden.id = ${part === 'plan' ? sql`part.id` : sql`part.plan_id`} where part.id in ${ids} and ${isHidden(viewer)})`);
  return sql` and not (exists (select 1 from plan hidden where ${isHidden(viewer)}) and (${sql.join(named, sql` or `)}))`;
}

/** The actions a record is tied to, of which each may be part of a plan. */
function actionsOf(table: 'milestone' | 'target'): RawBuilder<unknown> {
  return sql`action part join ${sql.table(`${table}_action`)} link on link.target_id = part.id where link.owner_id = ${sql.ref(`${table}.id`)}`;
}

function notUnderEmbargo(parts: RawBuilder<unknown>, viewer: Viewer): RawBuilder<unknown> {
  return sql` and not exists (select 1 from ${parts} and exists (select 1 from plan hidden where hidden.id = part.plan_id and ${isHidden(viewer)}))`;
}
