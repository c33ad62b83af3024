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
  // An issue quotes the row it is about, which may be one of a plan under embargo.
  { table: 'issue', visible: (viewer) => sql`not exists (select 1 from plan hidden where hidden.source_id = issue.source_id and ${isHidden(viewer)})` },
];

function embargoOf(table: string, viewer: Viewer): RawBuilder<unknown> {
  if (table === 'plan') return sql` and not ${isHidden(viewer, 'plan')}`;
  // A link would also tell the title of the plan it leads to.
  if (table === 'plan_link') return sql` and not exists (select 1 from plan hidden where hidden.id in (plan_id, related_id) and ${isHidden(viewer)})`;
  if (partsOfPlans.has(table)) return sql` and not exists (select 1 from plan hidden where hidden.id = plan_id and ${isHidden(viewer)})`;
  if (table === 'milestone') return notUnderEmbargo(actionsOf('milestone'), viewer);
  if (table === 'target') return sql`${notUnderEmbargo(sql`priority part where part.id = priority_id`, viewer)}${notUnderEmbargo(actionsOf('target'), viewer)}`;
  if (namesItsSubject.has(table)) return sql`${sql.join(['plan', ...partsWithReference].map((named) => notNamed(named, table, viewer)), sql``)}`;
  return sql``;
}

/** Not a row that names, by its publisher's reference, something of a plan under embargo: that would tell that it is there. */
function notNamed(named: string, table: string, viewer: Viewer): RawBuilder<unknown> {
  const plan = named === 'plan' ? sql`part.id` : sql`part.plan_id`;
  const subject = table === 'meeting' ? subjectInKey : sql.ref(`${table}.subject_ref`);
  // A publisher may have several sources, and whose a record is its id begins with. What stands there may be the whole id, since a strategy is named in any words.
  const isNamed = sql`part.id in ((select own.publisher_code from source own where own.id = ${sql.ref(`${table}.source_id`)}) || '/' || ${subject}, ${subject})`;
  return sql` and not exists (select 1 from ${sql.table(named)} part join plan hidden on hidden.id = ${plan} where ${isNamed} and ${isHidden(viewer)})`;
}

const escaped = (column: string): RawBuilder<unknown> => sql`replace(replace(coalesce(${sql.ref(column)}, ''), '\\', '\\\\'), '|', '\\|')`;

/** What an item of a meeting is about, as its publisher wrote it: the key has it also where the hub did not know it when the row was read, and so left it out of its column. */
const subjectInKey = sql`substr(meeting.id, 4 + length(${escaped('meeting.group_id')}) + length(meeting.date) + length(${escaped('meeting.item')}))`;

/** The actions a record is tied to, of which each may be part of a plan. */
function actionsOf(table: 'milestone' | 'target'): RawBuilder<unknown> {
  return sql`action part join ${sql.table(`${table}_action`)} link on link.target_id = part.id where link.owner_id = ${sql.ref(`${table}.id`)}`;
}

function notUnderEmbargo(parts: RawBuilder<unknown>, viewer: Viewer): RawBuilder<unknown> {
  return sql` and not exists (select 1 from ${parts} and exists (select 1 from plan hidden where hidden.id = part.plan_id and ${isHidden(viewer)}))`;
}
