import SQLite, { type Database as Native } from 'better-sqlite3';
import type { QueryResult } from 'kysely';
import { prepareOnce } from './prepareOnce.ts';
import { isBusy, retryWhileBusy } from './retryWhileBusy.ts';

/** How many KiB of staged rows are held in memory: they are written one after another and read in the same order, so more brings nothing and cost an import 14 MB. */
const temporaryCacheKiB = 2_000;
/** How long a statement waits for another process before it is tried again without keeping this one waiting. */
const busyTimeoutMs = 250;

/** Rows to be added to a table, each an array in the order of `columns`. */
export interface NewRows {
  table: string;
  columns: readonly string[];
  rows: readonly unknown[][];
}

/** Another process that has just made the same file holds it for a moment, and SQLite does not wait when it is to change how a file is written. */
export async function setUp(native: Native): Promise<void> {
  native.pragma(`busy_timeout = ${busyTimeoutMs}`);
  await retryWhileBusy(() => native.pragma('journal_mode = wal'));
  native.pragma('synchronous = full');
}

export async function connectToWrite(file: string): Promise<Native> {
  const native = new SQLite(file);
  await setUp(native);
  prepareOnce(native);
  native.pragma(`temp.cache_size = -${temporaryCacheKiB}`);
  return native;
}

/** Adds rows beside whatever is being written: false when the file is busy. */
export type AppendRows = (rows: NewRows) => Promise<boolean>;

/** A connection of its own, made when first needed. It waits for no other: waiting inside SQLite would keep its thread from everything else. */
export function appendTo(file: string): { append: AppendRows; close: () => void } {
  let native: Native | undefined;
  return {
    async append(rows) {
      try {
        native ??= await connectToAppend(file);
        addRows(native, rows);
        return true;
      } catch (error) {
        if (isBusy(error)) return false;
        throw error;
      }
    },
    close: () => native?.close(),
  };
}

async function connectToAppend(file: string): Promise<Native> {
  const native = new SQLite(file);
  await setUp(native);
  native.pragma('busy_timeout = 0');
  return native;
}

/** Runs one statement, and answers as Kysely's own driver does. */
export function runStatement(native: Native, statement: string, parameters: readonly unknown[]): QueryResult<unknown> {
  const prepared = native.prepare(statement);
  if (prepared.reader) return { rows: prepared.all(parameters) };
  const { changes, lastInsertRowid } = prepared.run(parameters);
  return { rows: [], insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes) };
}

/** Adds rows, all or none, within the transaction there is or in one of their own. */
export function addRows(native: Native, { table, columns, rows }: NewRows): void {
  if (rows.length === 0) return;
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  const insert = native.prepare(`insert into ${quoted(table)} (${columns.map(quoted).join(', ')}) values (${columns.map(() => '?').join(', ')})`);
  const isOwn = !native.inTransaction;
  if (isOwn) native.exec('begin');
  try {
    for (const row of rows) insert.run(row);
    if (isOwn) native.exec('commit');
  } catch (error) {
    if (isOwn) rollBack(native);
    throw error;
  }
}

/** Takes back what a transaction did, unless SQLite has by itself, as it does when the disk is full. */
export function rollBack(native: Native): void {
  if (native.inTransaction) native.exec('rollback');
}
