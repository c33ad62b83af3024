import { sql } from 'kysely';
import { isHidden } from '../access/embargo.ts';
import type { RowRule } from '../access/rowRule.ts';
import { bodyWhich, may } from '../access/viewer.ts';

const named = sql`decision_priority named join priority part on part.id = named.target_id`;
const isNamed = sql`named.owner_id = decision.id`;

/**
 * What is said about a priority is seen by whoever may see the priority: nobody once it is withdrawn, its publisher alone while its plan
 * is under embargo. What was taken back is seen by the body alone that said it.
 *
 * A decision that names a priority under embargo is hidden with it. One whose priorities are all withdrawn, or not there yet, is seen by
 * reviewers alone: it waits for their return.
 */
export const overlapRules: readonly RowRule[] = [
  {
    table: 'coding_dispute',
    visible: (viewer) => sql`exists (select 1 from priority part where part.id = coding_dispute.priority_id and part.withdrawn_on is null
      and not exists (select 1 from plan hidden where hidden.id = part.plan_id and ${isHidden(viewer)}))
      and (state <> 'withdrawn' or body_code = ${bodyWhich(viewer, 'speak')})`,
  },
  {
    table: 'decision',
    visible: (viewer) => sql`not exists (select 1 from ${named} join plan hidden on hidden.id = part.plan_id where ${isNamed} and ${isHidden(viewer)})
      ${may(viewer, 'review') ? sql`` : sql`and (priority_ids = '[]' or other_overlap_id is not null or exists (select 1 from ${named} where ${isNamed} and part.withdrawn_on is null))`}`,
  },
];
