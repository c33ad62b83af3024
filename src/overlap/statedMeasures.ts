import { sql, type RawBuilder } from 'kysely';

/**
 * The indicators that a plan names for priorities, whether with the priority or, in a file of its own, with the indicator: each tie once, as
 * rows of `owner_id` and `target_id`. `isOwner` says of a column whether it names one of the priorities asked about.
 */
export function statedMeasures(isOwner: (priorityId: RawBuilder<string>) => RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select l.owner_id, l.target_id from priority_indicator l where ${isOwner(sql`l.owner_id`)}
    union select n.priority_id, n.indicator_code from plan_indicator n where ${isOwner(sql`n.priority_id`)} and n.withdrawn_on is null)`;
}
