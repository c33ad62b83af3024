import { sql } from 'kysely';
import { inList } from '../db/inList.ts';
import { withExpected, type HarvestIssue } from './issue.ts';
import { isGlobalCode, tablesReferredTo } from './package/packageFiles.ts';
import { tableSchema } from './package/tableSchema.ts';
import { asPublished, publisherPrefix, stageTable, type StagedFile, type Staging } from './staging.ts';

/** What those are called who have a code of a register: an officer may know nothing else of them. Titles of a publisher's own records say too little of which is meant. */
const nameColumns: Readonly<Record<string, string>> = { region: 'name', authority: 'name', area: 'name', theme: 'label', indicator: 'title' };

/**
 * Issues of references that lead nowhere, with the code or reference that would be the same in other letters or with other gaps, or the code of
 * what has that name: SEND for send, NI 117 for NI117, E06000017 for Rutland. It is named and not taken, since letters may tell two apart.
 */
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

/** Ids that are alike but for letters and gaps, or whose names are, by what they have in common. */
async function knownBy(staging: Staging, files: readonly StagedFile[], tables: readonly string[], keys: readonly string[]): Promise<Map<string, string[]>> {
  const isStaged = (table: string): boolean => files.some(({ file }) => file.table === table);
  const spelt = (table: string): string[] => ['id', ...(nameColumns[table] === undefined ? [] : [nameColumns[table]])];
  const parts = tables.flatMap((table) => spelt(table).flatMap((column) => {
    const columns = sql`select id, replace(lower(${sql.ref(column)}), ' ', '') as spelt`;
    return [sql`${columns} from ${sql.table(table)} where withdrawn_on is null`, ...(isStaged(table) ? [sql`${columns} from ${stageTable(table)}`] : [])];
  }));
  const { rows } = await sql<{ id: string; spelt: string }>`select distinct id, spelt from (${sql.join(parts, sql` union all `)}) known where spelt in ${inList([...new Set(keys)])} order by id`.execute(staging.db);
  return new Map([...Map.groupBy(rows, (row) => row.spelt)].map(([key, same]) => [key, same.map(({ id }) => id)]));
}
