import { sql, type Kysely, type RawBuilder } from 'kysely';
import { inList } from '../db/inList.ts';
import { insertRows } from './insertRows.ts';
import type { ParsedRecord } from './package/parseRecord.ts';
import type { PackageFile } from './package/packageFiles.ts';

/** Rows of one package on their way in: kept in temporary tables, apart from the data that readers see, until the merge. */
export interface Staging {
  db: Kysely<unknown>;
  sourceId: string;
  /** Columns of each catalogue table, as stored. */
  columnsOf: (table: string) => string[];
}

export interface StagedFile {
  file: PackageFile;
  /** As the descriptor names it. */
  path: string;
}

export const stageTable = (table: string): RawBuilder<unknown> => sql.table(`stage_${table}`);

/** Empty staging tables for the given catalogue tables, shaped like them. `keepShared` adds tables to a staging that is under way. */
export async function openStaging(staging: Staging, tables: readonly string[], options = { keepShared: false }): Promise<void> {
  const { db } = staging;
  for (const table of tables) {
    await sql`drop table if exists temp.${stageTable(table)}`.execute(db);
    await sql`create temp table ${stageTable(table)} as select * from ${sql.table(table)} where 0`.execute(db);
    await sql`create index temp.${sql.ref(`stage_${table}_id`)} on ${stageTable(table)} (id)`.execute(db);
  }
  if (options.keepShared) return;
  await sql`drop table if exists temp.stage_link`.execute(db);
  await sql`create temp table stage_link (id integer primary key, link_table text, owner_id text, target_id text, file text, line integer, column_name text)`.execute(db);
  await sql`create index temp.stage_link_key on stage_link (link_table, owner_id, target_id)`.execute(db);
  await sql`drop table if exists temp.stage_kept`.execute(db);
  await sql`create temp table stage_kept (table_name text, id text, primary key (table_name, id))`.execute(db);
}

/** Gives back the room the staging tables take. */
export async function closeStaging(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from temp.sqlite_master where type = 'table' and name like 'stage\\_%' escape '\\'`.execute(db);
  for (const { name } of rows) await sql`drop table temp.${sql.table(name)}`.execute(db);
}

/** Adds records of one file to its staging table. */
export async function stageRecords(staging: Staging, file: PackageFile, path: string, records: ParsedRecord[]): Promise<void> {
  const columns = staging.columnsOf(file.table);
  const rows = records.map((record) => {
    const stored: Record<string, unknown> = {
      ...record.columns,
      id: record.id,
      source_id: staging.sourceId,
      file: path,
      line: record.line,
    };
    return columns.map((column) => stored[column] ?? null);
  });
  await insertRows(staging.db, sql`${stageTable(file.table)}`, columns, rows);
  const links = records.flatMap((record) => record.links.map((link) => [link.table, record.id, link.targetId, path, record.line, link.column]));
  await insertRows(staging.db, sql`stage_link`, ['link_table', 'owner_id', 'target_id', 'file', 'line', 'column_name'], links);
}

/** Marks records whose new row was refused, so that their last good state stays. */
export async function keepLastGood(staging: Staging, file: PackageFile, ids: readonly string[]): Promise<void> {
  await insertRows(staging.db, sql`stage_kept`, ['table_name', 'id'], ids.map((id) => [file.table, id]), sql` on conflict do nothing`);
}

/** Takes refused rows out of the staging tables; their last good state, if any, stays. */
export async function removeStaged(staging: Staging, file: PackageFile, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await keepLastGood(staging, file, ids);
  await sql`delete from ${stageTable(file.table)} where id in ${inList(ids)}`.execute(staging.db);
  for (const linkTable of Object.values(file.links ?? {})) {
    await sql`delete from stage_link where link_table = ${linkTable} and owner_id in ${inList(ids)}`.execute(staging.db);
  }
}

/** A reference without the publisher's code that makes it unique in the hub. */
export function asPublished(staging: Staging, id: string): string {
  const prefix = `${staging.sourceId.split('/')[0]}/`;
  return id.startsWith(prefix) ? id.slice(prefix.length) : id;
}
