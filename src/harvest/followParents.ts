import { sql, type RawBuilder } from 'kysely';
import { inList } from '../db/inList.ts';
import { subjects } from './package/subjects.ts';
import { targetsOf } from './package/columnTargets.ts';
import { isGlobalCode, packageFiles, tablesReferredTo, type PackageFile } from './package/packageFiles.ts';
import { tableSchema } from './package/tableSchema.ts';
import type { Staging } from './staging.ts';

/** How many records, of whatever source, went from sight with what they hang on, and came back with it. */
export interface PartsMoved {
  hidden: number;
  shown: number;
}

/** A way in which rows of one table hang on records of others. */
interface Hold {
  /** Whether what is named is published. */
  isThere: RawBuilder<unknown>;
  tables: readonly string[];
  /** Whether what is named is among these ids. */
  isAmong: (gone: RawBuilder<unknown>) => RawBuilder<unknown>;
}

/** On what the rows of a file hang: each must have one of every set. */
type Holds = readonly { orElse: RawBuilder<unknown>; anyOf: readonly Hold[] }[];

/**
 * Withdraws records of every source with what they must name to be of use, as a row that names nothing known is refused, and brings them
 * back with it: their own package need not change, nor be read. Done at the merge, so that a read asks nothing more than whether a record
 * is withdrawn, and all that follows from records follows (docs/decisions/0055-parts-follow-their-parents.md).
 */
export async function followParents(staging: Staging, run: { harvestId: number; today: string }): Promise<PartsMoved & { hiddenOfOthers: number; sourceIds: Set<string> }> {
  const { db, sourceId } = staging;
  // A record whose row was not refused this time is as its package says: there again, or gone for good.
  await sql`delete from withdrawn_part where source_id = ${sourceId} and not exists (select 1 from stage_kept k where k.table_name = record_table and k.id = record_id)`.execute(db);
  const { rows } = await sql<{ record_table: string }>`select distinct record_table from withdrawn_part`.execute(db);
  const waiting = new Set(rows.map((row) => row.record_table));
  const gone = await tablesWithGone(staging);
  const shown: Moved[] = [];
  const hidden: Moved[] = [];
  // What is referred to comes first, so that parts of parts follow.
  for (const file of packageFiles) {
    const holds = holdsOf(file);
    if (holds.length === 0) continue;
    if (waiting.has(file.table)) shown.push(await show(staging, file, holds, run));
    const parts = await hide(staging, file, { holds, gone }, run);
    if (parts.length > 0) gone.add(file.table);
    hidden.push(parts);
  }
  return { shown: shown.flat().length, hidden: hidden.flat().length, hiddenOfOthers: hidden.flat().filter((part) => part.source_id !== sourceId).length, sourceIds: new Set([...shown, ...hidden].flat().map((part) => part.source_id)) };
}

type Moved = { id: string; source_id: string }[];

async function show({ db }: Staging, { table }: PackageFile, holds: Holds, { harvestId }: { harvestId: number }): Promise<Moved> {
  const parts = sql.table(table);
  const { rows } = await sql<Moved[number]>`
    update ${parts} set withdrawn_on = null, harvest_id = ${harvestId}
    where id in (select record_id from withdrawn_part where record_table = ${table}) and withdrawn_on is not null
      and exists (select 1 from withdrawn_part w where w.record_table = ${table} and w.record_id = ${parts}.id and w.source_id = ${parts}.source_id)
      and ${allOf(holds)} returning id, source_id`.execute(db);
  await sql`delete from withdrawn_part where record_table = ${table} and exists (select 1 from ${parts} t where t.id = record_id and t.withdrawn_on is null)`.execute(db);
  return rows;
}

async function hide({ db, load, sourceId }: Staging, { table }: PackageFile, { holds, gone }: { holds: Holds; gone: ReadonlySet<string> }, { harvestId, today }: { harvestId: number; today: string }): Promise<Moved> {
  let all: Moved = [];
  // One statement for each way to hang on something, so that an index leads to the few that do.
  for (const hold of holds.flatMap(({ anyOf }) => anyOf)) {
    const tables = hold.tables.filter((name) => gone.has(name));
    if (tables.length === 0) continue;
    const ids = sql`(${sql.join(tables.map((name) => sql`select id from ${sql.table(name)} where source_id = ${sourceId} and withdrawn_on is not null union all select record_id from withdrawn_part where record_table = ${name}`), sql` union all `)})`;
    const { rows } = await sql<Moved[number]>`
      update ${sql.table(table)} set withdrawn_on = ${today}, harvest_id = ${harvestId}
      where withdrawn_on is null and ${hold.isAmong(ids)} and not ${allOf(holds)} returning id, source_id`.execute(db);
    await load('withdrawn_part', ['record_table', 'record_id', 'source_id'], rows.map((row) => [table, row.id, row.source_id]));
    // Not one argument each: a million rows may hang on one indicator.
    all = all.concat(rows);
  }
  return all;
}

/** Tables that others hang on, of which this source has withdrawn records. */
async function tablesWithGone({ db, sourceId }: Staging): Promise<Set<string>> {
  const tables = [...new Set(packageFiles.flatMap((file) => holdsOf(file).flatMap(({ anyOf }) => anyOf.flatMap((hold) => hold.tables))))];
  const parts = tables.map((table) => sql`select ${table} as name where exists (select 1 from ${sql.table(table)} where source_id = ${sourceId} and withdrawn_on is not null)`);
  const { rows } = await sql<{ name: string }>`${sql.join(parts, sql` union all `)}`.execute(db);
  return new Set(rows.map((row) => row.name));
}

function allOf(holds: Holds): RawBuilder<unknown> {
  return sql`(${sql.join(holds.map(({ orElse, anyOf }) => sql`(${sql.join([orElse, ...anyOf.map(({ isThere }) => isThere)], sql` or `)})`), sql` and `)})`;
}

const known = new Map<string, Holds>();

function holdsOf(file: PackageFile): Holds {
  const { fields, requiredOneOf } = tableSchema(file.name);
  if (known.has(file.table)) return known.get(file.table)!;
  const references = new Set(fields.filter((field) => field.references).map(({ name }) => name));
  const sets = [...fields.filter((field) => field.references && field.constraints?.required).map(({ name }) => [name]), ...requiredOneOf.filter((names) => names.some((name) => references.has(name)))];
  const named = targetsOf(file);
  const holds = sets.map((names) => {
    const targets = names.map((name) => named.find(({ field }) => field.name === name)!);
    const plain = targets.filter(({ field }) => !field.references).map(({ column }) => sql`${own(file, column)} is not null`);
    return { orElse: plain[0] ?? sql`1 = 0`, anyOf: targets.filter(({ field }) => field.references).map(({ field, column, linkTable }) => holdBy(file, field.references!, linkTable ?? own(file, column))) };
  });
  const all = file.name === 'responsibilities' ? [...holds, ...subjectHolds(file)] : holds;
  known.set(file.table, all);
  return all;
}

/** What a group answers for, where that is something that publishers publish. */
function subjectHolds(file: PackageFile): Holds {
  return subjects.map(({ kinds, references }) => {
    const subject = own(file, 'subject_ref');
    const id = isGlobalCode(references) ? subject : sql`(select publisher_code from source where source.id = ${own(file, 'source_id')}) || '/' || ${subject}`;
    const hold = holdBy(file, references, id);
    return { orElse: sql`${own(file, 'subject_kind')} not in ${inList(kinds)}`, anyOf: [hold] };
  });
}

/** Hangs on a record of a kind, named in a column or by a list. */
function holdBy(file: PackageFile, references: string, named: RawBuilder<unknown> | string): Hold {
  const tables = tablesReferredTo(references);
  const isPublished = (id: RawBuilder<unknown>): RawBuilder<unknown> => sql`(${sql.join(tables.map((table) => sql`exists (select 1 from ${sql.table(table)} held where held.id = ${id} and held.withdrawn_on is null)`), sql` or `)})`;
  if (typeof named !== 'string') return { tables, isThere: isPublished(named), isAmong: (gone) => sql`${named} in ${gone}` };
  const link = sql.table(named);
  return {
    tables,
    isThere: sql`exists (select 1 from ${link} link where link.owner_id = ${own(file, 'id')} and ${isPublished(sql`link.target_id`)})`,
    isAmong: (gone) => sql`${own(file, 'id')} in (select owner_id from ${link} where target_id in ${gone})`,
  };
}

function own(file: PackageFile, column: string): RawBuilder<unknown> {
  return sql.ref(`${file.table}.${column}`);
}
