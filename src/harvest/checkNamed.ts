import { sql } from 'kysely';
import { inPages, keptTogether } from './inPages.ts';
import type { HarvestIssue } from './issue.ts';
import { keyAsPublished, keyOfAnother, repeated } from './checkKeys.ts';
import { isKnown, unknownReference, wasRefused } from './knownRecords.ts';
import { isGlobalCode } from './package/packageFiles.ts';
import { tableSchema, type Field } from './package/tableSchema.ts';
import { awaitRecords, itself, keyColumns, stageTable, type StagedFile, type Staging } from './staging.ts';

/**
 * What else is wrong with rows that were refused: what they name and nobody knows, and keys that other rows have. So whoever mends the
 * package mends it once. What hangs on another refused row is no fault of its own, and not told.
 */
export async function* tellNamed(staging: Staging, files: readonly StagedFile[], canTell: (references: string) => boolean): AsyncGenerator<HarvestIssue[]> {
  const { rows: named } = await sql<{ table_name: string; resource: string }>`select distinct table_name, resource from stage_named order by table_name, resource`.execute(staging.db);
  if (named.length === 0) return;
  await sql`create index stage_named_place on stage_named (file, line)`.execute(staging.db);
  const staged = new Set(files.map(({ file }) => file.table));
  for (const at of files) {
    const resources = named.filter(({ table_name: table }) => table === at.file.table).map(({ resource }) => resource);
    if (resources.includes(itself)) {
      yield* repeatedKeys(staging, at);
      yield* keysOfOthers(staging, at);
    }
    for (const resource of resources.filter((each) => each !== itself && canTell(each))) yield* unknownIn(staging, at, { resource, staged });
  }
}

interface UnknownName {
  file: string;
  line: number;
  column_name: string;
  target_id: string;
  /** How many records its cell names. */
  named: number;
}

async function* unknownIn(staging: Staging, { file }: StagedFile, { resource, staged }: { resource: string; staged: ReadonlySet<string> }): AsyncGenerator<HarvestIssue[]> {
  const meant = { references: resource };
  const unknown = sql<UnknownName>`
    select n.file, n.line, n.column_name, n.target_id, (select count(*) from stage_named m where m.file = n.file and m.line = n.line and m.column_name = n.column_name) as named
    from stage_named n where n.table_name = ${file.table} and n.resource = ${resource} and not ${isKnown(staging, sql`n.target_id`, { field: meant, staged })} and not ${wasRefused(sql`n.target_id`, meant)}`;
  const { fields, requiredOneOf } = tableSchema(file.name);
  const needed = new Set(requiredOneOf.flat());
  const cellOf = (row: UnknownName): string => `${row.file}:${row.line}:${row.column_name}`;
  for await (const rows of keptTogether(inPages(staging, unknown, ['line', 'file', 'column_name', 'target_id']), cellOf)) {
    yield [...Map.groupBy(rows, cellOf).values()].map((cell) => {
      const { file: path, line, column_name: column, named } = cell[0]!;
      const field: Field = { ...fields.find(({ name }) => name === column)!, references: resource };
      const found = cell.map(({ target_id: id }) => id).join(';');
      const refuses = column === 'subject_ref' || needed.has(column) || (field.constraints?.required === true && cell.length === Number(named));
      return unknownReference(staging, field, { path, line, found, severity: refuses ? 'error' : 'warning', isOfRefused: true });
    });
  }
}

/** Refused rows with the key of another row, whichever comes first: once they are mended, one of the two goes. */
async function* repeatedKeys(staging: Staging, { file }: StagedFile): AsyncGenerator<HarvestIssue[]> {
  const stage = stageTable(file.table);
  const same = sql<{ file: string; line: number; id: string; first: number }>`
    select * from (
      select n.file, n.line, n.target_id as id, coalesce((select s.line from ${stage} s where s.id = n.target_id), min(n.line) over (partition by n.target_id)) as first
      from stage_named n where n.table_name = ${file.table} and n.resource = ${itself}
    ) refused where first <> line`;
  for await (const rows of inPages(staging, same, ['line'])) yield rows.map(({ file: path, line, id, first }) => repeated(path, { line, first }, { column: keyColumns(file), found: keyAsPublished(staging, file, id) }));
}

/** Refused rows with a reference that another package of the publisher has. A code that another source has is everybody's, and its row to be left out. */
async function* keysOfOthers(staging: Staging, { file }: StagedFile): AsyncGenerator<HarvestIssue[]> {
  if (isGlobalCode(file.name)) return;
  const taken = sql<{ file: string; line: number; id: string; owner: string }>`
    select n.file, n.line, n.target_id as id, t.source_id as owner from stage_named n join ${sql.table(file.table)} t on t.id = n.target_id
    where n.table_name = ${file.table} and n.resource = ${itself} and t.source_id <> ${staging.sourceId} and t.withdrawn_on is null`;
  for await (const rows of inPages(staging, taken, ['line'])) {
    awaitRecords(staging, [file.table], rows.map(({ id }) => id));
    yield rows.map(({ file: path, line, id, owner }) => keyOfAnother(staging, file, { path, line, id, owner }));
  }
}
