import { sql } from 'kysely';
import { inList, textsOf } from '../db/inList.ts';
import { inPages, keptTogether } from './inPages.ts';
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
import { tellOfPlans } from './tellOfPlans.ts';
import { ToldPlaces } from './ToldPlaces.ts';

/**
 * Looks up every code and reference of the staged rows. A row whose required reference leads nowhere is refused;
 * an optional one is left out of its row. Files are taken in order, so that refusing a plan refuses its priorities;
 * within a file, what can refuse a row comes first, so that nothing is left pointing at a refused one.
 * Nobody can tell what leads to a file that could not be read (`unread`). What is wrong is told as it is found. Returns what became of the
 * embargoes that the package states.
 */
export async function checkReferences(staging: Staging, files: readonly StagedFile[], { unread, tell }: { unread: ReadonlySet<string>; tell: (issues: readonly HarvestIssue[]) => void }): Promise<Embargo> {
  const told = new ToldPlaces();
  /** Tells all that is found, and whether anything was. */
  const take: Take = async (found) => {
    let isAny = false;
    for await (const issues of found) {
      told.add(issues);
      tell(issues);
      isAny ||= issues.length > 0;
    }
    return isAny;
  };
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
    for (const refuse of [refuseRepeatedKeys, refuseRepeatedValues, refuseCodesOfOthers]) await take(refuse(staging, file, path));
    for (const column of columns.filter(mayRefuse)) await take(checkColumn(staging, column));
    for (const names of schema.requiredOneOf.filter((of) => columns.some(({ field }) => of.includes(field.name)))) await take(refuseRowsWithout(staging, { file, path, names, told }));
    if (file.name === 'plans' && embargo !== 'none') {
      await take(refuseWithoutEmbargo(staging, file, path));
      embargo = (await readEmbargo(staging)) === 'none' ? 'stated' : 'refused';
    }
    for (const column of columns.filter(({ field }) => field.type === 'string' && field.references === file.name)) await checkOwn(staging, column, { mayRefuse: mayRefuse(column), take });
    for (const column of columns.filter((candidate) => !mayRefuse(candidate))) await take(checkColumn(staging, column));
    if (embargo !== 'none' && schema.fields.some(({ name }) => name === 'subject_ref')) await take(refuseNamingRefused(staging, file, path));
    if (file.name === 'responsibilities') await take(checkSubjects(staging, file, path, staged, subjects.filter(({ references }) => canTell(references))));
    if (file.name === 'observations' && canTell('indicators')) await take(tellImplausible(staging, path, staged));
    if (file.name === 'meetings' && subjectsOfMeetings.every(canTell)) await take(tellUnknownSubjects(staging, file, path, staged));
  }
  const plans = files.find(({ file }) => file.name === 'plans');
  if (plans && canTell('priorities') && canTell('authorities')) await take(tellOfPlans(staging, plans.path, staged));
  // Once for each place, but all that these themselves find there.
  for await (const issues of tellNamed(staging, files, canTell)) tell(issues.filter(({ file, line = 0, column }) => !told.has(file, line, column)));
  return embargo;
}

type Take = (found: AsyncIterable<readonly HarvestIssue[]>) => Promise<boolean>;

async function* checkSubjects(staging: Staging, file: PackageFile, path: string, staged: ReadonlySet<string>, told: typeof subjects): AsyncGenerator<HarvestIssue[]> {
  const { fields } = tableSchema(file.name);
  for (const { kinds, references } of told) {
    const field = { ...fields.find(({ name }) => name === 'subject_ref')!, references };
    const id = isGlobalCode(references) ? sql`s.subject_ref` : sql`${publisherPrefix(staging)} || s.subject_ref`;
    const unknown = sql<{ id: string; line: number; found: string; was_refused: number | boolean }>`
      select s.id, s.line, ${id} as found, ${wasRefused(id, field)} as was_refused from ${stageTable(file.table)} s where s.subject_kind in ${inList(kinds)} and not ${isKnown(staging, id, { field, staged })}`;
    for await (const rows of inPages(staging, unknown, ['line'])) {
      await removeStaged(staging, file, rows.map((row) => row.id));
      yield rows.map((row) => unknownReference(staging, field, { path, line: row.line, found: row.found, severity: 'error', wasRefused: Boolean(row.was_refused) }));
    }
  }
}

/** What an item of a meeting may be about: whatever a publisher gives a reference of its own, and what the codes of indicators and themes mean to everybody. */
const subjectsOfMeetings = [...filesWithOwnReference.map(({ name }) => name), 'indicators', 'themes'];

/** One that names nothing known stays as it is written: it may yet be known, or come under an embargo that hides the item. */
async function* tellUnknownSubjects(staging: Staging, file: PackageFile, path: string, staged: ReadonlySet<string>): AsyncGenerator<HarvestIssue[]> {
  const field = tableSchema(file.name).fields.find(({ name }) => name === 'subject_ref')!;
  // A row that was refused is told of where it stands.
  const known = subjectsOfMeetings.flatMap((references) => {
    const id = isGlobalCode(references) ? sql`s.subject_ref` : sql`${publisherPrefix(staging)} || s.subject_ref`;
    return [isKnown(staging, id, { field: { references }, staged }), wasRefused(id, { references })];
  });
  const unknown = sql<{ line: number; found: string }>`
    select s.line, s.subject_ref as found from ${stageTable(file.table)} s where s.subject_ref is not null and not (${sql.join(known, sql` or `)})`;
  const own = filesWithOwnReference.map(({ name }) => `${name}.csv`).join(', ');
  const expected = `one reference of your own (of ${own}), without the code of your body before it, or one code of indicators.csv or themes.csv of a source the hub knows; where an item is about several things, a row for each`;
  for await (const rows of inPages(staging, unknown, ['line'])) {
    awaitRecords(staging, subjectsOfMeetings.flatMap(tablesReferredTo), rows.flatMap(({ found }) => [found, publisherPrefix(staging) + found]));
    yield rows.map(({ line, found }) => valueIssue({ severity: 'warning', rule: 'UNKNOWN_REFERENCE', isKept: true, file: path, line, column: field.name, found, expected }));
  }
}

/**
 * A column that names a row of the same file, after all that refuses a row by itself: what stays of such a row may close a ring, and what
 * must name a row hangs on none that is refused, so both are looked for until there are no more.
 */
async function checkOwn(staging: Staging, column: ReferenceColumn, { mayRefuse, take }: { mayRefuse: boolean; take: Take }): Promise<void> {
  const { file, path, field } = column;
  for (let isAny = true; isAny; ) {
    isAny = await take(refuseLoops(staging, { file, path, field, column: storedColumn(field) }));
    if (mayRefuse) isAny = (await take(checkColumn(staging, column))) || isAny;
    if (column.isGuarded) isAny = (await take(refuseBelow(staging, column))) || isAny;
  }
}

/** Refuses what hangs on a refused row of the same file, where none may, and what hangs on that: a chain of them in one go. */
async function* refuseBelow(staging: Staging, { file, path, field, isGuarded: guarded }: ReferenceColumn): AsyncGenerator<HarvestIssue[]> {
  const [stage, above] = [stageTable(file.table), sql.ref(storedColumn(field))];
  const { rows: refused } = await sql<{ id: string }>`select id from stage_kept k where table_name = ${file.table} and id in (select ${above} from ${stage}) and not exists (select 1 from ${stage} s where s.id = k.id)`.execute(staging.db);
  const { rows } = await sql<{ id: string; line: number; above: string }>`select id, line, ${above} as above from ${stage} where ${above} is not null order by line`.execute(staging.db);
  const hangingOn = Map.groupBy(rows, (row) => row.above);
  const lost = refused.flatMap(({ id }) => hangingOn.get(id) ?? []);
  for (const { id } of lost) for (const row of hangingOn.get(id) ?? []) lost.push(row);
  await removeStaged(staging, file, lost.map(({ id }) => id));
  for (const row of lost) yield [unknownReference(staging, field, { path, line: row.line, found: row.above, severity: 'error', wasRefused: true, isGuarded: guarded })];
}

function checkColumn(staging: Staging, column: ReferenceColumn): AsyncIterable<HarvestIssue[]> {
  const linkTable = column.file.links?.[column.field.name];
  return linkTable ? checkLinks(staging, column, linkTable) : checkValues(staging, column);
}

async function* checkValues(staging: Staging, reference: ReferenceColumn): AsyncGenerator<HarvestIssue[]> {
  const { file, path, field, isRequired } = reference;
  const stage = stageTable(file.table);
  const name = storedColumn(field);
  const column = sql.ref(name);
  const unknown = sql<{ id: string; line: number; found: string; was_refused: number | boolean; is_foreign: number | boolean }>`
    select s.id, s.line, s.${column} as found, ${wasRefused(sql`s.${column}`, field)} as was_refused, ${isForeign(tablesReferredTo(field.references!), sql`s.${column}`)} as is_foreign from ${stage} s where s.${column} is not null and not ${isKnown(staging, sql`s.${column}`, reference)}`;
  for await (const rows of inPages(staging, unknown, ['line', 'id'])) {
    const ids = rows.map((row) => row.id);
    // A figure that was told of another's indicator until now is wrong as well, so its last good state does not stay. Nothing hangs on one.
    if (isRequired && isGlobalCode(field.references!) && !filesWithOwnReference.includes(file)) await dropStaged(staging, file, rows.filter((row) => row.is_foreign).map((row) => row.id));
    if (isRequired) await removeStaged(staging, file, ids);
    // The hash tells a row with its value left out from the same row once the value is known.
    else await sql`update ${stage} set ${column} = null, content_hash = content_hash || ${`-${name}`} where id in ${inList(ids)}`.execute(staging.db);
    yield rows.map((row) => unknownReference(staging, field, { path, line: row.line, found: row.found, severity: isRequired ? 'error' : 'warning', wasRefused: Boolean(row.was_refused), isGuarded: reference.isGuarded }));
  }
}

async function* checkLinks(staging: Staging, reference: ReferenceColumn, linkTable: string): AsyncGenerator<HarvestIssue[]> {
  const { field } = reference;
  const unknown = sql<UnknownLink>`
    select id, owner_id, target_id, line, file, ${wasRefused(sql`s.target_id`, field)} as was_refused from stage_link s where link_table = ${linkTable} and not ${isKnown(staging, sql`s.target_id`, reference)}`;
  for await (const rows of keptTogether(inPages(staging, unknown, ['id']), (row) => row.owner_id)) yield await leaveOutLinks(staging, reference, linkTable, rows);
}

interface UnknownLink {
  id: number;
  owner_id: string;
  target_id: string;
  line: number;
  file: string;
  was_refused: number | boolean;
}

/** Takes links away that lead nowhere, all of each row at once, and refuses rows that have none left and need one. */
async function leaveOutLinks(staging: Staging, reference: ReferenceColumn, linkTable: string, rows: readonly UnknownLink[]): Promise<HarvestIssue[]> {
  const { file, field, isRequired, isGuarded: guarded } = reference;
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
async function* refuseRowsWithout(staging: Staging, { file, path, names, told }: { file: PackageFile; path: string; names: readonly string[]; told: ToldPlaces }): AsyncGenerator<HarvestIssue[]> {
  const fields = tableSchema(file.name).fields.filter((field) => names.includes(field.name));
  const without = sql<{ id: string; line: number }>`
    select id, line from ${stageTable(file.table)} where ${sql.join(fields.map((field) => sql`${sql.ref(storedColumn(field))} is null`), sql` and `)}`;
  for await (const rows of inPages(staging, without, ['line', 'id'])) {
    await removeStaged(staging, file, rows.map((row) => row.id));
    yield rows.map(({ line }) => {
      const follows = names.some((name) => told.has(path, line, name)) && !names.some((name) => told.hasOwn(path, line, name));
      return valueIssue({ severity: 'error', rule: 'UNKNOWN_REFERENCE', file: path, line, column: names.join(' or '), found: '', expected: 'one of them, and a reference only to what the hub knows', ...(follows && { follows: true as const }) });
    });
  }
}
