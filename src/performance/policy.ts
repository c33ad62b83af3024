import { sql, type RawBuilder } from 'kysely';
import type { RowRule } from '../access/rowRule.ts';
import type { Viewer } from '../access/viewer.ts';
import { ruleOfReferrals } from './governance/policy.ts';
import { subjectTables, type SubjectTable } from './progress/subjects.ts';

/** What is told of a record is seen by whoever may see the record: by nobody once it is withdrawn, by its publisher alone while its plan is under embargo. */
export function performanceRules(rulesOfRecords: readonly RowRule[]): RowRule[] {
  return [{ table: 'progress_report', visible: (viewer) => sql`(${sql.join(subjectTables.map((table) => isOfVisible(table, rulesOfRecords, viewer)), sql` or `)})` }, ruleOfReferrals(rulesOfRecords)];
}

function isOfVisible(table: SubjectTable, rulesOfRecords: readonly RowRule[], viewer: Viewer): RawBuilder<unknown> {
  const prefix = `${table}:`;
  const rule = rulesOfRecords.find((candidate) => candidate.table === table);
  if (!rule) throw new Error(`No rule says who may see rows of ${table}`);
  return sql`(progress_report.subject like ${`${prefix}%`} and exists (select 1 from ${sql.table(table)} where ${sql.ref(`${table}.id`)} = substr(progress_report.subject, cast(${prefix.length + 1} as integer)) and ${rule.visible(viewer)}))`;
}
