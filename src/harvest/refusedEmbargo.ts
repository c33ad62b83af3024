import { sql, type RawBuilder } from 'kysely';
import { inPages } from './inPages.ts';
import { valueIssue, type HarvestIssue } from './issue.ts';
import { columnsOfPlans, partsOfPlans } from './package/columnsOfPlans.ts';
import type { PackageFile } from './package/packageFiles.ts';
import type { Field } from './package/tableSchema.ts';
import { publisherPrefix, removeStaged, stageTable, type Staging } from './staging.ts';

/**
 * Whether a row of plans.csv states an embargo, and whether such a row was refused. What is stated and refused holds nothing back, so that
 * what hangs on its plan would be public at once, under the last good state of the plan or under the plan of another source. Therefore:
 *
 * - where one was refused, whatever hangs on its plan is refused with it, and stays as it was;
 * - where one is stated, a row that is part of a plan by what it names is refused when it names nothing known, in place of landing without
 *   the name: that would take it from under the embargo.
 */
export type Embargo = 'none' | 'stated' | 'refused';

/** Whether anything of a package states an embargo. */
export async function readEmbargo({ db }: Staging): Promise<Embargo> {
  const { rows } = await sql`select 1 from stage_embargo limit 1`.execute(db);
  return rows.length > 0 ? 'stated' : 'none';
}

/** Keeps of the plans that state an embargo those whose row was refused, once plans were checked, and refuses other rows of the same plan: one without an embargo may come before one with it. */
export async function* refuseWithoutEmbargo(staging: Staging, file: PackageFile, path: string): AsyncGenerator<HarvestIssue[]> {
  const stage = stageTable(file.table);
  await sql`delete from stage_embargo where exists (select 1 from ${stage} s where s.id = stage_embargo.id and s.file = stage_embargo.file and s.line = stage_embargo.line)`.execute(staging.db);
  const meant = sql<{ id: string; line: number; ref: string; refused: number }>`
    select s.id, s.line, s.ref, min(e.line) as refused from ${stage} s join stage_embargo e on e.id = s.id group by s.id, s.line, s.ref`;
  for await (const rows of inPages(staging, meant, ['line'])) {
    await removeStaged(staging, file, rows.map((row) => row.id));
    yield rows.map(({ line, ref, refused }) => valueIssue({ severity: 'error', rule: 'REPEATED_KEY', file: path, line, column: 'plan_ref', found: ref, expected: `a plan that is not meant by a refused row which states an embargo, as line ${refused} may; mend that row first` }));
  }
}

/** Whether a column makes its row part of a plan, in a package that states an embargo. */
export function isGuarded(embargo: Embargo, file: PackageFile, field: Field): boolean {
  return embargo !== 'none' && columnsOfPlans(file).some((column) => column.field.name === field.name);
}

/** Whether a stored record is, or is part of, a plan of which a row that states an embargo was refused. */
export function isBarred(table: string, record: string): RawBuilder<unknown> {
  const isPart = partsOfPlans.some((file) => file.table === table);
  return table === 'plan' || isPart ? sql`exists (select 1 from stage_embargo e where e.id = ${sql.ref(`${record}.${isPart ? 'plan_id' : 'id'}`)})` : sql`1 = 0`;
}

/** Refuses rows that name, as what they are about, something that was refused: a row that names its subject is hidden by nothing but the subject. */
export async function* refuseNamingRefused(staging: Staging, file: PackageFile, path: string): AsyncGenerator<HarvestIssue[]> {
  const ids = sql`(${publisherPrefix(staging)} || s.subject_ref, s.subject_ref)`;
  const tables = ['plan', ...partsOfPlans.map(({ table }) => table)];
  const named = [
    sql`exists (select 1 from stage_embargo e where e.id in ${ids})`,
    sql`exists (select 1 from stage_kept k where k.table_name in (${sql.join(tables)}) and k.id in ${ids})`,
    ...tables.map((table) => sql`exists (select 1 from ${sql.table(table)} t where t.id in ${ids} and ${isBarred(table, 't')})`),
  ];
  const naming = sql<{ id: string; line: number; found: string }>`
    select s.id, s.line, s.subject_ref as found from ${stageTable(file.table)} s where s.subject_ref is not null and (${sql.join(named, sql` or `)})`;
  const expected = 'what was not refused itself: the package states an embargo, and until that row is mended nothing tells whether it holds here, too';
  for await (const rows of inPages(staging, naming, ['line'])) {
    await removeStaged(staging, file, rows.map((row) => row.id));
    yield rows.map(({ line, found }) => valueIssue({ severity: 'error', rule: 'UNKNOWN_REFERENCE', file: path, line, column: 'subject_ref', found, expected }));
  }
}
