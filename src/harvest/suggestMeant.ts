import { sql } from 'kysely';
import { inList } from '../db/inList.ts';
import { withExpected, type HarvestIssue } from './issue.ts';
import { isGlobalCode, tablesReferredTo } from './package/packageFiles.ts';
import { tableSchema } from './package/tableSchema.ts';
import { asPublished, publisherPrefix, stageTable, type StagedFile, type Staging } from './staging.ts';

/** Issues of references that lead nowhere, with the code or reference that would be the same in other letters or with other gaps: SEND for send, NI 117 for NI117. It is named and not taken, since letters may tell two apart. */
export async function suggestMeant(staging: Staging, files: readonly StagedFile[], issues: readonly HarvestIssue[]): Promise<HarvestIssue[]> {
  const unknown = issues.filter((issue) => issue.rule === 'UNKNOWN_REFERENCE' && !issue.follows && issue.found && issue.expected);
  const meant = new Map<HarvestIssue, string[]>();
  for (const [references, same] of Map.groupBy(unknown, (issue) => referencesOf(files, issue))) {
    if (references === null) continue;
    const prefix = isGlobalCode(references) ? '' : publisherPrefix(staging);
    const keys = same.flatMap(({ found }) => itemsOf(found).map((item) => keyOf(prefix + item)));
    const known = await knownBy(staging, files, tablesReferredTo(references), keys);
    for (const issue of same) meant.set(issue, itemsOf(issue.found).flatMap((item) => known.get(keyOf(prefix + item)) ?? []).map((id) => asPublished(staging, id)));
  }
  return issues.map((issue) => {
    const [one, ...others] = meant.get(issue) ?? [];
    return one !== undefined && others.length === 0 ? withExpected(issue, `${issue.expected}; perhaps ${one} was meant`) : issue;
  });
}

function itemsOf(found: string | undefined): string[] {
  return (found ?? '').split(';');
}

/** What a column of a file names, where it names one kind of thing. */
function referencesOf(files: readonly StagedFile[], { file: at, column }: HarvestIssue): string | null {
  const file = files.find(({ path }) => path === at)?.file;
  return (file && tableSchema(file.name).fields.find(({ name }) => name === column)?.references) ?? null;
}

function keyOf(id: string): string {
  return id.toLowerCase().replaceAll(' ', '');
}

/** Ids that are alike but for letters and gaps, by what they have in common. */
async function knownBy(staging: Staging, files: readonly StagedFile[], tables: readonly string[], keys: readonly string[]): Promise<Map<string, string[]>> {
  const isStaged = (table: string): boolean => files.some(({ file }) => file.table === table);
  const parts = tables.flatMap((table) => [sql`select id from ${sql.table(table)} where withdrawn_on is null`, ...(isStaged(table) ? [sql`select id from ${stageTable(table)}`] : [])]);
  const { rows } = await sql<{ id: string }>`select distinct id from (${sql.join(parts, sql` union all `)}) known where replace(lower(id), ' ', '') in ${inList([...new Set(keys)])} order by id`.execute(staging.db);
  return new Map([...Map.groupBy(rows, ({ id }) => keyOf(id))].map(([key, same]) => [key, same.map(({ id }) => id)]));
}
