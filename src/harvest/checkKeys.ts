import { sql } from 'kysely';
import { inPages } from './inPages.ts';
import { valueIssue, type HarvestIssue } from './issue.ts';
import type { PackageFile } from './package/packageFiles.ts';
import { targetsOf } from './package/columnTargets.ts';
import { maySuppress } from './package/suppressed.ts';
import { quoteValue } from './package/quoteValue.ts';
import { tableSchema } from './package/tableSchema.ts';
import { asPublished, awaitRecords, dropStaged, keyColumns, rememberNamed, removeStaged, stageTable, type Staging } from './staging.ts';

/** Of several rows with one key the first lands; the others are refused. Of figures the first that is suppressed, whatever the others say: it takes the number back. */
export async function* refuseRepeatedKeys(staging: Staging, file: PackageFile, path: string): AsyncGenerator<HarvestIssue[]> {
  const stage = stageTable(file.table);
  const hidingFirst = maySuppress(tableSchema(file.name)) ? sql`case when status = 'suppressed' then 0 else 1 end, ` : sql``;
  const later = sql`(
    select id, line, first from (
      select id, line, first_value(line) over (partition by id order by ${hidingFirst}line) as first from ${stage} where id in (select id from ${stage} group by id having count(*) > 1)
    ) staged where line <> first)`;
  let isAny = false;
  for await (const rows of inPages(staging, sql<{ id: string; line: number; first: number }>`select id, line, first from ${later} later`, ['id', 'line'])) {
    yield rows.map((row) => repeated(path, row, { column: keyColumns(file), found: keyAsPublished(staging, file, row.id) }));
    isAny = true;
  }
  if (!isAny) return;
  await rememberNamed(staging, file, sql`(s.id, s.line) in (select id, line from ${later} later)`);
  await sql`delete from ${stage} where (id, line) in (select id, line from ${later} later)`.execute(staging.db);
  await sql`delete from stage_link where file = ${path} and exists (select 1 from ${stage} s where s.id = stage_link.owner_id and s.line <> stage_link.line)`.execute(staging.db);
}

/** Of several rows that are alike in what none may share beside its key, the first lands: a neighbour has one rank. */
export async function* refuseRepeatedValues(staging: Staging, file: PackageFile, path: string): AsyncGenerator<HarvestIssue[]> {
  for (const names of tableSchema(file.name).uniqueKeys) {
    const columns = names.map((name) => targetsOf(file).find(({ field }) => field.name === name)!.column);
    const listed = sql.join(columns.map((column) => sql.ref(column)));
    const alike = sql<{ id: string; line: number; first: number } & Record<string, unknown>>`
      select * from (select id, line, ${listed}, min(line) over (partition by ${listed}) as first from ${stageTable(file.table)}) staged where line > first`;
    for await (const rows of inPages(staging, alike, ['line'])) {
      // Nor does the last good state of such a row stay, which may be the very same.
      await dropStaged(staging, file, rows.map((row) => row.id));
      yield rows.map((row) => repeated(path, row, { column: names.join(', '), found: columns.map((column) => asPublished(staging, String(row[column]))).join(', ') }));
    }
  }
}

export function repeated(path: string, { line, first }: { line: number; first: number }, what: { column: string; found: string }): HarvestIssue {
  return valueIssue({ severity: 'error', rule: 'REPEATED_KEY', file: path, line, ...what, expected: `what no other row has; line ${first} has it already` });
}

interface Taken {
  id: string;
  line: number;
  owner: string;
  /** What this package says of it, and what the other source does. */
  [said: `${'own' | 'other'}_${number}`]: string | number | null;
}

/** What tells whether two sources mean the same by a code or reference: what they call it first, then what must be alike to the letter. Files that are not here have codes of a register, or none to choose. */
const meant: Record<string, readonly string[]> = { indicators: ['title', 'measure', 'multiplier'], areas: ['name', 'parent_code'], plans: ['title'], services: ['name'], groups: ['name'], inspections: ['title'], outcomes: ['title'], priorities: ['title'], actions: ['title'], recommendations: ['title'] };
/** A code of a national register, which means one thing whatever it is called. */
const gssCode = /^[A-Z]\d{8}$/;
/** The part of their words that two names of one thing have in common at least: a later edition may add some. */
const leastInCommon = 0.5;

/**
 * A code or reference that another source defined first stays that source's. Where this package means something else by it, nothing that the
 * package says of it is taken for what is said of that source's (`stage_foreign`).
 */
export async function* refuseCodesOfOthers(staging: Staging, file: PackageFile, path: string): AsyncGenerator<HarvestIssue[]> {
  const columns = meant[file.name] ?? [];
  const said = columns.flatMap((column, at) => [sql`s.${sql.ref(column)} as ${sql.ref(`own_${at}`)}`, sql`t.${sql.ref(column)} as ${sql.ref(`other_${at}`)}`]);
  const taken = sql<Taken>`
    select ${sql.join([sql`s.id`, sql`s.line`, sql`t.source_id as owner`, ...said])} from ${stageTable(file.table)} s join ${sql.table(file.table)} t on t.id = s.id where t.source_id <> s.source_id and t.withdrawn_on is null`;
  for await (const rows of inPages(staging, taken, ['line', 'id'])) {
    const foreign = new Set(rows.filter((row) => columns.length > 0 && !meansTheSame(row, columns)).map(({ id }) => id));
    await staging.load('stage_foreign', ['table_name', 'id'], [...foreign].map((id) => [file.table, id]));
    await removeStaged(staging, file, rows.map(({ id }) => id), { isToMend: false });
    awaitRecords(staging, [file.table], rows.map(({ id }) => id));
    yield rows.map((row) => keyOfAnother(staging, file, { ...row, path }, foreign.has(row.id) ? row.other_0 : undefined));
  }
}

export function keyOfAnother(staging: Staging, file: PackageFile, row: { id: string; line: number; owner: string; path: string }, theirs?: string | number | null): HarvestIssue {
  return valueIssue({ severity: 'error', rule: 'KEY_OF_ANOTHER_SOURCE', file: row.path, line: row.line, column: keyColumns(file), found: keyAsPublished(staging, file, row.id), expected: whatIsFree(file, row.owner, theirs) });
}

function meansTheSame(row: Taken, [, ...others]: readonly string[]): boolean {
  return gssCode.test(row.id) || (others.every((_, at) => row[`own_${at + 1}`] === row[`other_${at + 1}`]) && wordsInCommon(String(row.own_0), String(row.other_0)) >= leastInCommon);
}

/** Which part of the words of two names stands in both. */
function wordsInCommon(one: string, other: string): number {
  const [ones, others] = [one, other].map((name) => new Set(name.toLowerCase().match(/[\p{L}\p{N}]+/gu))) as [Set<string>, Set<string>];
  const common = [...ones].filter((word) => others.has(word)).length;
  return common / Math.max(1, ones.size + others.size - common);
}

/** Codes are everybody's, and references one publisher's: only these are its own to choose. `theirs` is what the other source means by it, where that is something else. */
function whatIsFree(file: PackageFile, owner: string, theirs: string | number | null | undefined): string {
  const isReference = tableSchema(file.name).primaryKey.every((column) => column.endsWith('_ref'));
  if (isReference) return `a reference that source ${owner} does not already publish. A reference is unique among all packages of a publisher: begin those of each plan with a prefix of its own, for example "2024-1"; or, if this is the same plan again, import it under the name of that source ("${owner.slice(owner.indexOf('/') + 1)}")`;
  const free = `a code or reference that source ${owner} does not already publish`;
  if (theirs !== undefined) return `${free}, where it means ${quoteValue(theirs)}. If you mean the same, leave this row out; if not, give it a code of your own, which nobody else may have`;
  return file.name === 'indicators' ? `${free}. Leave this row out: the other rows of the package may use the code without it` : free;
}

/** `E06000016/jar-2008|Safeguarding` as `jar-2008, Safeguarding`. */
export function keyAsPublished(staging: Staging, file: PackageFile, id: string): string {
  const key = asPublished(staging, id);
  if (tableSchema(file.name).primaryKey.length === 1) return key;
  return key.split(/(?<!\\)\|/).filter(Boolean).map((part) => part.replace(/\\(.)/g, '$1')).join(', ');
}
