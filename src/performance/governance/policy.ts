import { sql, type RawBuilder } from 'kysely';
import type { RowRule } from '../../access/rowRule.ts';
import type { Viewer } from '../../access/viewer.ts';

/** What is referred to a group is seen by whoever may see the group, and the target or priority that it is about. */
export function ruleOfReferrals(rulesOfRecords: readonly RowRule[]): RowRule {
  const isVisible = (table: string, column: string, viewer: Viewer): RawBuilder<unknown> => {
    const rule = rulesOfRecords.find((candidate) => candidate.table === table);
    if (!rule) throw new Error(`No rule says who may see rows of ${table}`);
    return sql`referral.${sql.ref(column)} in (select ${sql.ref(`${table}.id`)} from ${sql.table(table)} where ${rule.visible(viewer)})`;
  };
  return {
    table: 'referral',
    visible: (viewer) => sql`${isVisible('governance_group', 'group_id', viewer)}
      and (referral.target_id is null or ${isVisible('target', 'target_id', viewer)})
      and (referral.priority_id is null or ${isVisible('priority', 'priority_id', viewer)})`,
  };
}
