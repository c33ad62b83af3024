/** What progress may be told of: each kind of record, by the table that holds it. */
export const subjectTables = ['action', 'milestone', 'recommendation', 'priority', 'plan_indicator'] as const;

export type SubjectTable = (typeof subjectTables)[number];

/** The name under which reports about a record are kept. */
export function subjectOf(table: SubjectTable, id: string): string {
  return `${table}:${id}`;
}

/** The record that a name stands for. */
export function recordOf(subject: string): { table: SubjectTable; id: string } {
  const colon = subject.indexOf(':');
  return { table: subject.slice(0, colon) as SubjectTable, id: subject.slice(colon + 1) };
}
