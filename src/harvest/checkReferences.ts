import { sql } from 'kysely';
import { inList, textsOf } from '../db/inList.ts';
import { valueIssue, type HarvestIssue } from './issue.ts';
import { isForeign, isKnown, storedColumn, unknownReference, wasRefused, type ReferenceColumn } from './knownRecords.ts';
import { filesWithOwnReference } from './package/ownReferences.ts';
import { subjects } from './package/subjects.ts';
import { isGlobalCode, tablesReferredTo, type PackageFile } from './package/packageFiles.ts';
import { tableSchema } from './package/tableSchema.ts';
import { refuseCodesOfOthers, refuseRepeatedKeys, refuseRepeatedValues } from './checkKeys.ts';
import { refuseLoops } from './checkLoops.ts';
import { tellNamed } from './checkNamed.ts';
import { isGuarded, readEmbargo, refuseNamingRefused, refuseWithoutEmbargo, type Embargo } from './refusedEmbargo.ts';
import { awaitRecords, dropStaged, publisherPrefix, removeStaged, stageTable, type StagedFile, type Staging } from './staging.ts';
import { tellImplausible } from './tellImplausible.ts';

/**
 * Looks up every code and reference of the staged rows. A row whose required reference leads nowhere is refused;
 * an optional one is left out of its row. Files are taken in order, so that refusing a plan refuses its priorities;
 * within a file, what can refuse a row comes first, so that nothing is left pointing at a refused one.
 * Nobody can tell what leads to a file that could not be read (`unread`).
 */
export async function checkReferences(staging: Staging, files: readonly StagedFile[], unread: ReadonlySet<string> = new Set()): Promise<{ issues: HarvestIssue[]; embargo: Embargo }> {
  const issues: HarvestIssue[][] = [];
  let embargo = await readEmbargo(staging);
  const staged = new Set(files.map(({ file }) => file.table));
  const canTell = (references: string): boolean => !tablesReferredTo(references).some((table) => unread.has(table));
  for (const { file, path } of files) {
    const schema = tableSchema(file.name);
    const columns = schema.fields.filter(({ references }) => references !== undefined && canTell(references)).map((field): ReferenceColumn => {
      const guarded = isGuarded(embargo, file, field);
      return { file, path, field, isRequired: guarded || field.constraints?.required === true, staged, isGuarded: guarded };
    });
    const oneOf = new Set(schema.requiredOneOf.flat());
    const mayRefuse = (column: ReferenceColumn) => column.isRequired || oneOf.has(column.field.name);
    issues.push(await refuseRepeatedKeys(staging, file, path), await refuseRepeatedValues(staging, file, path), await refuseCodesOfOthers(staging, file, path));
    for (const column of columns.filter(mayRefuse)) issues.push(await checkColumn(staging, column));
    for (const names of schema.requiredOneOf.filter((of) => columns.some(({ field }) => of.includes(field.name)))) issues.push(await refuseRowsWithout(staging, { file, path, names, told: issues.flat() }));
    if (file.name === 'plans' && embargo !== 'none') {
      issues.push(await refuseWithoutEmbargo(staging, file, path));
      embargo = (await readEmbargo(staging)) === 'none' ? 'stated' : 'refused';
    }
    for (const column of columns.filter(({ field }) => field.type === 'string' && field.references === file.name)) issues.push(await checkOwn(staging, column, mayRefuse(column)));
    for (const column of columns.filter((candidate) => !mayRefuse(candidate))) issues.push(await checkColumn(staging, column));
    if (embargo !== 'none' && schema.fields.some(({ name }) => name === 'subject_ref')) issues.push(await refuseNamingRefused(staging, file, path));
    if (file.name === 'responsibilities') issues.push(await checkSubjects(staging, file, path, staged, subjects.filter(({ references }) => canTell(references))));
    if (file.name === 'observations' && canTell('indicators')) issues.push(await tellImplausible(staging, path, staged));
    if (file.name === 'meetings' && subjectsOfMeetings.every(canTell)) issues.push(await tellUnknownSubjects(staging, file, path, staged));
  }
  const told = issues.flat();
  return { issues: [...told, ...(await tellNamed(staging, files, { told, canTell }))], embargo };
}

async function checkSubjects(staging: Staging, file: PackageFile, path: string, staged: ReadonlySet<string>, told: typeof subjects): Promise<HarvestIssue[]> {
  const { fields } = tableSchema(file.name);
  const issues: HarvestIssue[] = [];
  for (const { kinds, references } of told) {
    const field = { ...fields.find(({ name }) => name === 'subject_ref')!, references };
    const id = isGlobalCode(references) ? sql`s.subject_ref` : sql`${publisherPrefix(staging)} || s.subject_ref`;
    const { rows } = await sql<{ id: string; line: number; found: string; was_refused: number | boolean }>`
      select s.id, s.line, ${id} as found, ${wasRefused(id, field)} as was_refused from ${stageTable(file.table)} s where s.subject_kind in ${inList(kinds)} and not ${isKnown(staging, id, { field, staged })} order by s.line`.execute(staging.db);
    await removeStaged(staging, file, rows.map((row) => row.id));
    issues.push(...rows.map((row) => unknownReference(staging, field, { path, line: row.line, found: row.found, severity: 'error', wasRefused: Boolean(row.was_refused) })));
  }
  return issues;
}

/** What an item of a meeting may be about: whatever a publisher gives a reference of its own, and what the codes of indicators and themes mean to everybody. */
const subjectsOfMeetings = [...filesWithOwnReference.map(({ name }) => name), 'indicators', 'themes'];

/** One that names nothing known stays as it is written: it may yet be known, or come under an embargo that hides the item. */
async function tellUnknownSubjects(staging: Staging, file: PackageFile, path: string, staged: ReadonlySet<string>): Promise<HarvestIssue[]> {
  const field = tableSchema(file.name).fields.find(({ name }) => name === 'subject_ref')!;
  // A row that was refused is told of where it stands.
  const known = subjectsOfMeetings.flatMap((references) => {
    const id = isGlobalCode(references) ? sql`s.subject_ref` : sql`${publisherPrefix(staging)} || s.subject_ref`;
    return [isKnown(staging, id, { field: { references }, staged }), wasRefused(id, { references })];
  });
  const { rows } = await sql<{ id: string; line: number; found: string }>`
    select s.id, s.line, s.subject_ref as found from ${stageTable(file.table)} s where s.subject_ref is not null and not (${sql.join(known, sql` or `)}) order by s.line`.execute(staging.db);
  awaitRecords(staging, subjectsOfMeetings.flatMap(tablesReferredTo), rows.flatMap(({ found }) => [found, publisherPrefix(staging) + found]));
  const own = filesWithOwnReference.map(({ name }) => `${name}.csv`).join(', ');
  const expected = `one reference of your own (of ${own}), without the code of your body before it, or one code of indicators.csv or themes.csv of a source the hub knows; where an item is about several things, a row for each`;
  return rows.map(({ line, found }) => valueIssue({ severity: 'warning', rule: 'UNKNOWN_REFERENCE', isKept: true, file: path, line, column: field.name, found, expected }));
}

/**
 * A column that names a row of the same file, after all that refuses a row by itself: what stays of such a row may close a ring, and what
 * must name a row hangs on none that is refused, so both are looked for until there are no more.
 */
async function checkOwn(staging: Staging, column: ReferenceColumn, mayRefuse: boolean): Promise<HarvestIssue[]> {
  const { file, path, field } = column;
  const issues: HarvestIssue[] = [];
  for (;;) {
    const found = [
      ...(await refuseLoops(staging, { file, path, field, column: storedColumn(field) })),
      ...(mayRefuse ? await checkColumn(staging, column) : []),
      ...(column.isGuarded ? await refuseBelow(staging, column) : []),
    ];
    if (found.length === 0) return issues;
    issues.push(...found);
  }
}

/** Refuses what hangs on a refused row of the same file, where none may, and what hangs on that: a chain of them in one go. */
async function refuseBelow(staging: Staging, { file, path, field, isGuarded: guarded }: ReferenceColumn): Promise<HarvestIssue[]> {
  const [stage, above] = [stageTable(file.table), sql.ref(storedColumn(field))];
  const { rows: refused } = await sql<{ id: string }>`select id from stage_kept k where table_name = ${file.table} and not exists (select 1 from ${stage} s where s.id = k.id)`.execute(staging.db);
  const { rows } = await sql<{ id: string; line: number; above: string }>`select id, line, ${above} as above from ${stage} where ${above} is not null order by line`.execute(staging.db);
  const hangingOn = Map.groupBy(rows, (row) => row.above);
  const lost = refused.flatMap(({ id }) => hangingOn.get(id) ?? []);
  for (const { id } of lost) for (const row of hangingOn.get(id) ?? []) lost.push(row);
  await removeStaged(staging, file, lost.map(({ id }) => id));
  return lost.map((row) => unknownReference(staging, field, { path, line: row.line, found: row.above, severity: 'error', wasRefused: true, isGuarded: guarded }));
}

function checkColumn(staging: Staging, column: ReferenceColumn): Promise<HarvestIssue[]> {
  const linkTable = column.file.links?.[column.field.name];
  return linkTable ? checkLinks(staging, column, linkTable) : checkValues(staging, column);
}

async function checkValues(staging: Staging, reference: ReferenceColumn): Promise<HarvestIssue[]> {
  const { file, path, field, isRequired } = reference;
  const stage = stageTable(file.table);
  const name = storedColumn(field);
  const column = sql.ref(name);
  const { rows } = await sql<{ id: string; line: number; found: string; was_refused: number | boolean; is_foreign: number | boolean }>`
    select s.id, s.line, s.${column} as found, ${wasRefused(sql`s.${column}`, field)} as was_refused, ${isForeign(tablesReferredTo(field.references!), sql`s.${column}`)} as is_foreign from ${stage} s where s.${column} is not null and not ${isKnown(staging, sql`s.${column}`, reference)} order by s.line, s.id`.execute(staging.db);
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  // A figure that was told of another's indicator until now is wrong as well, so its last good state does not stay. Nothing hangs on one.
  if (isRequired && isGlobalCode(field.references!) && !filesWithOwnReference.includes(file)) await dropStaged(staging, file, rows.filter((row) => row.is_foreign).map((row) => row.id));
  if (isRequired) await removeStaged(staging, file, ids);
  // The hash tells a row with its value left out from the same row once the value is known.
  else await sql`update ${stage} set ${column} = null, content_hash = content_hash || ${`-${name}`} where id in ${inList(ids)}`.execute(staging.db);
  return rows.map((row) => unknownReference(staging, field, { path, line: row.line, found: row.found, severity: isRequired ? 'error' : 'warning', wasRefused: Boolean(row.was_refused), isGuarded: reference.isGuarded }));
}

async function checkLinks(staging: Staging, reference: ReferenceColumn, linkTable: string): Promise<HarvestIssue[]> {
  const { file, field, isRequired, isGuarded: guarded } = reference;
  const { rows } = await sql<{ id: number; owner_id: string; target_id: string; line: number; file: string; was_refused: number | boolean }>`
    select id, owner_id, target_id, line, file, ${wasRefused(sql`s.target_id`, field)} as was_refused from stage_link s where link_table = ${linkTable} and not ${isKnown(staging, sql`s.target_id`, reference)} order by id`.execute(staging.db);
  if (rows.length === 0) return [];
  await sql`delete from stage_link where id in ${inList(rows.map((row) => row.id))}`.execute(staging.db);
  const unknown = Map.groupBy(rows, (row) => row.owner_id);
  const emptied = guarded ? new Set(unknown.keys()) : isRequired ? await ownersWithoutLinks(staging, linkTable, [...unknown.keys()]) : new Set<string>();
  await removeStaged(staging, file, [...emptied]);
  await markHashes(staging, file, [...unknown].map(([id, links]) => [id, `-${field.name}:${links.map((link) => link.target_id).join(';')}`]));
  const whole = [...emptied].map((id) => unknown.get(id)!);
  return [
    ...whole.map((links) => unknownReference(staging, field, { path: links[0]!.file, line: links[0]!.line, found: links.map((link) => link.target_id).join(';'), severity: 'error', wasRefused: links.every((link) => link.was_refused), isGuarded: guarded })),
    ...rows.filter((row) => !emptied.has(row.owner_id)).map((row) => unknownReference(staging, field, { path: row.file, line: row.line, found: row.target_id, severity: 'warning', wasRefused: Boolean(row.was_refused) })),
  ];
}

async function ownersWithoutLinks(staging: Staging, linkTable: string, ids: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select value as id from ${textsOf(ids)} where not exists (select 1 from stage_link l where l.link_table = ${linkTable} and l.owner_id = value)`.execute(staging.db);
  return new Set(rows.map((row) => row.id));
}

/** Adds to the hashes of rows what was left out of them. */
async function markHashes(staging: Staging, file: PackageFile, marks: [id: string, mark: string][]): Promise<void> {
  const stage = stageTable(file.table);
  await sql`delete from stage_mark`.execute(staging.db);
  await staging.load('stage_mark', ['id', 'mark'], marks);
  await sql`update ${stage} set content_hash = content_hash || m.mark from stage_mark m where m.id = ${stage}.id`.execute(staging.db);
}

/** Refuses rows that lost, as unknown, every reference of which they need one. */
async function refuseRowsWithout(staging: Staging, { file, path, names, told }: { file: PackageFile; path: string; names: readonly string[]; told: readonly HarvestIssue[] }): Promise<HarvestIssue[]> {
  const fields = tableSchema(file.name).fields.filter((field) => names.includes(field.name));
  const { rows } = await sql<{ id: string; line: number }>`
    select id, line from ${stageTable(file.table)} where ${sql.join(fields.map((field) => sql`${sql.ref(storedColumn(field))} is null`), sql` and `)} order by line, id`.execute(staging.db);
  if (rows.length === 0) return [];
  await removeStaged(staging, file, rows.map((row) => row.id));
  const lostAt = Map.groupBy(told.filter((issue) => issue.file === path && names.includes(issue.column ?? '')), ({ line }) => line);
  return rows.map(({ line }) => {
    const follows = lostAt.get(line)?.every((issue) => issue.follows) ?? false;
    return valueIssue({ severity: 'error', rule: 'UNKNOWN_REFERENCE', file: path, line, column: names.join(' or '), found: '', expected: 'one of them, and a reference only to what the hub knows', ...(follows && { follows }) });
  });
}
