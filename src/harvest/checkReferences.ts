import { sql, type RawBuilder } from 'kysely';
import { inList } from '../db/inList.ts';
import { valueIssue, type HarvestIssue } from './issue.ts';
import { isGlobalCode, tablesReferredTo, type PackageFile } from './package/packageFiles.ts';
import { tableSchema, type Field } from './package/tableSchema.ts';
import { keepLastGood, stageTable, type Staging } from './staging.ts';

interface StagedFile {
  file: PackageFile;
  path: string;
}

/**
 * Looks up every code and reference of the staged rows. A row whose required reference leads nowhere is refused;
 * an optional one is left out of its row. Files are taken in order, so that refusing a plan refuses its priorities.
 */
export async function checkReferences(staging: Staging, files: readonly StagedFile[]): Promise<HarvestIssue[]> {
  const issues: HarvestIssue[] = [];
  const staged = new Set(files.map(({ file }) => file.table));
  for (const { file, path } of files) {
    issues.push(...(await refuseRepeatedKeys(staging, file, path)), ...(await refuseCodesOfOthers(staging, file, path)));
    for (const field of tableSchema(file.name).fields) {
      if (!field.references) continue;
      const linkTable = file.links?.[field.name];
      if (linkTable) issues.push(...(await checkLinks(staging, file, field, linkTable, staged)));
      else if (field.type !== 'list') issues.push(...(await checkColumn(staging, file, path, field, staged)));
    }
  }
  return issues;
}

async function refuseRepeatedKeys(staging: Staging, file: PackageFile, path: string): Promise<HarvestIssue[]> {
  const stage = stageTable(file.table);
  const { rows } = await sql<{ id: string; line: number; first: number }>`
    select id, line, first from (select id, line, min(line) over (partition by id) as first from ${stage}) where line > first`.execute(staging.db);
  if (rows.length === 0) return [];
  const key = tableSchema(file.name).primaryKey.join(' + ');
  await sql`delete from ${stage} where line > (select min(first.line) from ${stage} first where first.id = ${stage}.id)`.execute(staging.db);
  await sql`delete from stage_link where file = ${path} and exists (select 1 from ${stage} s where s.id = stage_link.owner_id and s.line <> stage_link.line)`.execute(staging.db);
  return rows.map((row) => valueIssue({ severity: 'error', rule: 'REPEATED_KEY', file: path, line: row.line, column: key, found: row.id, expected: `a key that no other row has; line ${row.first} has it already` }));
}

/** A code that another source defined first stays that source's. */
async function refuseCodesOfOthers(staging: Staging, file: PackageFile, path: string): Promise<HarvestIssue[]> {
  const stage = stageTable(file.table);
  const { rows } = await sql<{ id: string; line: number; owner: string }>`
    select s.id, s.line, t.source_id as owner from ${stage} s join ${sql.table(file.table)} t on t.id = s.id where t.source_id <> s.source_id and t.withdrawn_on is null`.execute(staging.db);
  await removeStaged(staging, file, rows.map((row) => row.id));
  return rows.map((row) => valueIssue({ severity: 'error', rule: 'KEY_OF_ANOTHER_SOURCE', file: path, line: row.line, found: row.id, expected: `a code or reference that source ${row.owner} does not already publish` }));
}

async function checkColumn(staging: Staging, file: PackageFile, path: string, field: Field, staged: ReadonlySet<string>): Promise<HarvestIssue[]> {
  const stage = stageTable(file.table);
  const column = sql.ref(isGlobalCode(field.references!) ? field.name : field.name.replace(/_ref$/, '_id'));
  const { rows } = await sql<{ id: string; line: number; found: string }>`
    select s.id, s.line, s.${column} as found from ${stage} s where s.${column} is not null and not ${isKnown(staging, sql`s.${column}`, field, staged)}`.execute(staging.db);
  if (rows.length === 0) return [];
  const isRequired = field.constraints?.required === true;
  if (isRequired) await removeStaged(staging, file, rows.map((row) => row.id));
  else await sql`update ${stage} set ${column} = null where id in ${inList(rows.map((row) => row.id))}`.execute(staging.db);
  return rows.map((row) => unknownReference(field, { path, line: row.line, found: row.found, severity: isRequired ? 'error' : 'warning' }));
}

async function checkLinks(staging: Staging, file: PackageFile, field: Field, linkTable: string, staged: ReadonlySet<string>): Promise<HarvestIssue[]> {
  const { rows } = await sql<{ id: number; target_id: string; line: number; file: string }>`
    select id, target_id, line, file from stage_link s where link_table = ${linkTable} and not ${isKnown(staging, sql`s.target_id`, field, staged)}`.execute(staging.db);
  if (rows.length === 0) return [];
  await sql`delete from stage_link where id in ${inList(rows.map((row) => String(row.id)))}`.execute(staging.db);
  const issues = rows.map((row) => unknownReference(field, { path: row.file, line: row.line, found: row.target_id, severity: 'warning' }));
  return field.constraints?.required ? [...issues, ...(await refuseOwnersWithoutLinks(staging, file, field, linkTable))] : issues;
}

async function refuseOwnersWithoutLinks(staging: Staging, file: PackageFile, field: Field, linkTable: string): Promise<HarvestIssue[]> {
  const { rows } = await sql<{ id: string; line: number; file: string }>`
    select id, line, file from ${stageTable(file.table)} s where not exists (select 1 from stage_link l where l.link_table = ${linkTable} and l.owner_id = s.id)`.execute(staging.db);
  await removeStaged(staging, file, rows.map((row) => row.id));
  return rows.map((row) => valueIssue({ severity: 'error', rule: 'UNKNOWN_REFERENCE', file: row.file, line: row.line, column: field.name, found: '', expected: 'at least one code that the hub knows' }));
}

/** Known when staged in this package, or published by another source, or a last good record of this one. */
function isKnown(staging: Staging, value: RawBuilder<unknown>, field: Field, staged: ReadonlySet<string>): RawBuilder<unknown> {
  const places = tablesReferredTo(field.references!).flatMap((table) => [
    sql`exists (select 1 from ${sql.table(table)} t where t.id = ${value} and t.withdrawn_on is null and (t.source_id <> ${staging.sourceId} or exists (select 1 from stage_kept k where k.table_name = ${table} and k.id = t.id)))`,
    ...(staged.has(table) ? [sql`exists (select 1 from ${stageTable(table)} t where t.id = ${value})`] : []),
  ]);
  return sql`(${sql.join(places, sql` or `)})`;
}

/** Takes refused rows out of the staging tables; their last good state, if any, stays. */
async function removeStaged(staging: Staging, file: PackageFile, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await keepLastGood(staging, file, ids);
  await sql`delete from ${stageTable(file.table)} where id in ${inList(ids)}`.execute(staging.db);
  for (const linkTable of Object.values(file.links ?? {})) {
    await sql`delete from stage_link where link_table = ${linkTable} and owner_id in ${inList(ids)}`.execute(staging.db);
  }
}

function unknownReference(field: Field, at: { path: string; line: number; found: string; severity: 'error' | 'warning' }): HarvestIssue {
  const expected = isGlobalCode(field.references!) ? `a code in ${field.references}.csv of a source the hub knows` : `a reference that is in ${field.references}.csv of this package`;
  return valueIssue({ severity: at.severity, rule: 'UNKNOWN_REFERENCE', file: at.path, line: at.line, column: field.name, found: at.found, expected });
}
