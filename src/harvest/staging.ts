import { sql, type RawBuilder } from 'kysely';
import type { Writer } from '../db/Database.ts';
import { inList } from '../db/inList.ts';
import { insertRows } from '../db/insertRows.ts';
import type { PackageFile } from './package/packageFiles.ts';
import { targetsOf } from './package/columnTargets.ts';
import type { RecordBatch } from './package/readRecords.ts';
import { tableSchema } from './package/tableSchema.ts';

/** Rows of one package on their way in: kept in temporary tables, apart from the data that readers see, until the merge. */
export interface Staging extends Pick<Writer, 'db' | 'load' | 'lookThrough'> {
  sourceId: string;
  /** Columns of each catalogue table, as stored. */
  columnsOf: (table: string) => string[];
  /** Names of the temporary tables there are. */
  opened: Set<string>;
  /** The number of the next link, so that links stay in the order of their rows. */
  nextLink: () => number;
  /** Filled as rows are checked. */
  awaited: Map<string, Set<string>>;
}

/** Records of a table that are awaited one by one: where rows of a file name more that nobody has, any of the table may be one. */
const mostAwaited = 10_000;

/** In place of an id: whatever comes, goes or changes of a table. */
export const anyRecord = '*';

/** Records by table and id, there or not, for whose sake rows were refused or lost a value: when one comes, goes or changes, the rows may read otherwise. */
export type Awaited = ReadonlyMap<string, ReadonlySet<string>>;

export function newStaging({ db, load, lookThrough }: Writer, sourceId: string, columnsOf: Staging['columnsOf']): Staging {
  let links = 0;
  return { db, load, lookThrough, sourceId, columnsOf, opened: new Set(), nextLink: () => (links += 1), awaited: new Map() };
}

export interface StagedFile {
  file: PackageFile;
  /** As the descriptor names it. */
  path: string;
}

export const stageTable = (table: string): RawBuilder<unknown> => sql.table(`stage_${table}`);

/** Empty staging tables for the given catalogue tables, shaped like them. `keepShared` adds tables to a staging that is under way. */
export async function openStaging(staging: Staging, tables: readonly string[], options = { keepShared: false }): Promise<void> {
  for (const table of tables) {
    await makeTable(staging, `stage_${table}`, sql`as select * from ${sql.table(table)} where false`);
  }
  if (options.keepShared) return;
  // Their texts are compared with those of records, so they are shaped like them: PostgreSQL uses no index of another collation.
  await makeTable(staging, 'stage_link', sql`as select line as id, file as link_table, id as owner_id, id as target_id, file, line, file as column_name from plan where false`);
  await makeTable(staging, 'stage_mark', sql`as select id, id as mark from plan where false`);
  await makeTable(staging, 'stage_kept', sql`as select file as table_name, id, file, line from plan where false`);
  await sql`create unique index stage_kept_key on stage_kept (table_name, id)`.execute(staging.db);
  await makeTable(staging, 'stage_named', sql`as select file as table_name, file, line, file as column_name, file as resource, id as target_id from plan where false`);
  await makeTable(staging, 'stage_embargo', sql`as select id, file, line from plan where false`);
  await makeTable(staging, 'stage_foreign', sql`as select file as table_name, id from plan where false`);
  await sql`create unique index stage_foreign_key on stage_foreign (table_name, id)`.execute(staging.db);
}

/** Lets staged rows be found by their keys. Once all rows are there, because an index of many rows is made much faster than it is kept up. */
export async function indexStaging(staging: Staging, tables: readonly string[]): Promise<void> {
  for (const table of tables) await index(staging, `stage_${table}`, ['id']);
  await index(staging, 'stage_link', ['link_table', 'owner_id', 'target_id']);
  // Else PostgreSQL takes a key that thousands of rows have for one that few have, and looks at each of them for each.
  await staging.lookThrough([...tables.map((table) => `stage_${table}`), 'stage_link']);
}

/** Temporary tables are their connection's own, and go when it ends. */
export async function makeTable({ db, opened }: Staging, name: string, shape: RawBuilder<unknown>): Promise<void> {
  await sql`drop table if exists ${sql.table(name)}`.execute(db);
  await sql`create temporary table ${sql.table(name)} ${shape}`.execute(db);
  opened.add(name);
}

export async function dropTable({ db, opened }: Staging, name: string): Promise<void> {
  await sql`drop table if exists ${sql.table(name)}`.execute(db);
  opened.delete(name);
}

async function index({ db }: Staging, table: string, columns: readonly string[]): Promise<void> {
  await sql`create index ${sql.ref(`${table}_key`)} on ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})`.execute(db);
}

/** Does work with staging tables, and gives back the room they take whatever comes of it. After some faults of the work nothing more can be done on its connection: what is told is the fault. */
export async function whileStaged<Result>(staging: Staging, work: () => Promise<Result>): Promise<Result> {
  try {
    const result = await work();
    await closeStaging(staging);
    return result;
  } catch (error) {
    await closeStaging(staging).catch(() => {});
    throw error;
  }
}

async function closeStaging(staging: Staging): Promise<void> {
  for (const name of staging.opened) await dropTable(staging, name);
}

/** What is said of a record once it is merged. */
const saidByMerge = new Set(['harvest_id', 'first_harvest_id', 'withdrawn_on']);

/** Of a table's columns those that are filled when a record is staged. */
export function stagedColumns(columns: readonly string[]): string[] {
  return columns.filter((column) => !saidByMerge.has(column));
}

/** Adds records of one file to its staging table, and marks those whose new row was refused. */
export async function stageRecords(staging: Staging, file: PackageFile, { records, links, refused, named, underEmbargo }: RecordBatch): Promise<void> {
  await staging.load(`stage_${file.table}`, stagedColumns(staging.columnsOf(file.table)), records);
  await staging.load('stage_link', ['id', 'link_table', 'owner_id', 'target_id', 'file', 'line', 'column_name'], links.map((link) => [staging.nextLink(), ...link]));
  await insertRows(staging.db, sql`stage_kept`, ['table_name', 'id', 'file', 'line'], refused.map((row) => [file.table, ...row]), sql` on conflict do nothing`);
  // Refused rows name themselves, too, so that one whose key another row has is told of it.
  const names = [...named, ...refused.map(([id = null, path = null, line = null]) => [path, line, keyColumns(file), itself, id])];
  await staging.load('stage_named', namedColumns, names.map((row) => [file.table, ...row]));
  await staging.load('stage_embargo', ['id', 'file', 'line'], underEmbargo);
}

/** Of what a row names in its key columns: the record that it is. */
export const itself = 'itself';
const namedColumns = ['table_name', 'file', 'line', 'column_name', 'resource', 'target_id'];

/** The columns that tell the rows of a file apart, as issues name them. */
export function keyColumns(file: PackageFile): string {
  return tableSchema(file.name).primaryKey.join(', ');
}

/** Takes refused rows out of the staging tables; their last good state, if any, stays. What they name is looked up all the same, unless they are not there to be mended. */
export async function removeStaged(staging: Staging, file: PackageFile, ids: string[], options = { isToMend: true }): Promise<void> {
  if (ids.length === 0) return;
  await sql`insert into stage_kept (table_name, id, file, line) select cast(${file.table} as text), id, file, line from ${stageTable(file.table)} where id in ${inList(ids)} on conflict do nothing`.execute(staging.db);
  await dropStaged(staging, file, ids, options);
}

/** Takes rows out as if their package did not have them. */
export async function dropStaged(staging: Staging, file: PackageFile, ids: string[], options = { isToMend: true }): Promise<void> {
  if (ids.length === 0) return;
  if (options.isToMend) await rememberNamed(staging, file, sql`s.id in ${inList(ids)}`);
  await sql`delete from ${stageTable(file.table)} where id in ${inList(ids)}`.execute(staging.db);
  for (const linkTable of Object.values(file.links ?? {})) {
    await sql`delete from stage_link where link_table = ${linkTable} and owner_id in ${inList(ids)}`.execute(staging.db);
  }
}

/** Remembers what staged rows name that are about to be refused. */
export async function rememberNamed(staging: Staging, file: PackageFile, which: RawBuilder<unknown>): Promise<void> {
  const stage = stageTable(file.table);
  const columns = sql.join(namedColumns.map((column) => sql.ref(column)));
  const insert = (column: string, resource: string, from: RawBuilder<unknown>): Promise<unknown> => sql`insert into stage_named (${columns}) select cast(${file.table} as text), s.file, s.line, cast(${column} as text), cast(${resource} as text), ${from}`.execute(staging.db);
  await insert(keyColumns(file), itself, sql`s.id from ${stage} s where ${which}`);
  for (const { field: { name, references }, column, linkTable } of targetsOf(file)) {
    if (references === undefined) continue;
    if (linkTable === undefined) await insert(name, references, sql`s.${sql.ref(column)} from ${stage} s where s.${sql.ref(column)} is not null and ${which}`);
    else await insert(name, references, sql`s.target_id from stage_link s where s.link_table = ${linkTable} and (s.owner_id, s.line) in (select s.id, s.line from ${stage} s where ${which})`);
  }
}

/** Remembers that what becomes of a row hung on these records. */
export function awaitRecords({ awaited }: Pick<Staging, 'awaited'>, tables: readonly string[], ids: readonly string[]): void {
  if (ids.length === 0) return;
  for (const table of tables) {
    const known = awaited.get(table) ?? new Set();
    if (known.has(anyRecord)) continue;
    for (const id of ids) known.add(id);
    awaited.set(table, known.size > mostAwaited ? new Set([anyRecord]) : known);
  }
}

/** With what the ids of all that a publisher names by references of its own begin. */
export function publisherPrefix({ sourceId }: Pick<Staging, 'sourceId'>): string {
  return `${sourceId.split('/')[0]}/`;
}

/** A reference without the publisher's code that makes it unique in the hub. */
export function asPublished(staging: Pick<Staging, 'sourceId'>, id: string): string {
  const prefix = publisherPrefix(staging);
  return id.startsWith(prefix) ? id.slice(prefix.length) : id;
}
