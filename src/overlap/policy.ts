import { sql } from 'kysely';
import { isHidden } from '../access/embargo.ts';
import type { RowRule } from '../access/rowRule.ts';

/**
 * What is said about a priority is seen by whoever may see the priority: nobody once it is withdrawn, its publisher alone while its plan
 * is under embargo. What was taken back is seen by the body alone that said it.
 */
export const overlapRules: readonly RowRule[] = [
  {
    table: 'coding_dispute',
    visible: (viewer) => sql`exists (select 1 from priority part where part.id = coding_dispute.priority_id and part.withdrawn_on is null
      and not exists (select 1 from plan hidden where hidden.id = part.plan_id and ${isHidden(viewer)}))
      and (state <> 'withdrawn'${viewer.kind === 'publisher' ? sql` or body_code = ${viewer.bodyCode}` : sql``})`,
  },
];
