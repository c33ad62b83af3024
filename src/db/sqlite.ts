import { dirname } from 'node:path';
import { MikroORM } from '@mikro-orm/sqlite';
import SQLite, { type Database as Native } from 'better-sqlite3';
import { Kysely, sql, SqliteDialect } from 'kysely';
import { HubError } from '../errors.ts';
import type { Append, Opened, Tables, Writer } from './Database.ts';
import { explainTrouble } from './databaseTrouble.ts';
import { inMemory } from './databaseUrl.ts';
import { dataStateOfSqlite } from './dataState.ts';
import { makeFolder } from './makeFolder.ts';
import { migrations } from './migrations/sqlite/index.ts';
import { oneAtATime } from './oneAtATime.ts';
import { ormOptions } from './ormOptions.ts';
import { prepareOnce } from './prepareOnce.ts';
import { isBusy, retryWhileBusy } from './retryWhileBusy.ts';

/** How many KiB of staged rows are held in memory: they are written one after another and read in the same order, so more brings nothing and cost an import 14 MB. */
const temporaryCacheKiB = 2_000;
/** How long a statement waits for another process before it is tried again without keeping this one waiting. */
const busyTimeoutMs = 250;

/**
 * One SQLite file, created when needed. Readers go on while one writer writes (write-ahead log), and a commit is on the
 * disk when it is acknowledged. Writing has a connection of its own, so that nobody reads what is not committed.
 */
export async function openSqlite(file: string, tables: Tables): Promise<Opened> {
  try {
    if (file !== inMemory) makeFolder(dirname(file));
    return await open(file, tables);
  } catch (error) {
    throw explained(error, file);
  }
}

async function open(file: string, tables: Tables): Promise<Opened> {
  const orm = await MikroORM.init({ ...ormOptions(tables, migrations), dbName: file });
  const reading = await orm.em.getConnection().getNativeClient();
  await setUp(reading);
  prepareOnce(reading);
  const stored = orm.em.fork().getKysely() as unknown as Kysely<unknown>;
  const writing = file === inMemory ? { native: reading, db: stored } : await connectToWrite(file);
  const queue = oneAtATime();
  const beside = file === inMemory ? null : appendTo(file);
  const writer: Writer = {
    db: writing.db,
    inTransaction: (work) => inTransaction(writing, work),
    load: async (table, columns, rows) => load(writing.native, table, columns, rows),
    // SQLite plans by its indexes alone.
    lookThrough: async () => {},
    within: (transaction) => ({ ...writer, db: transaction, inTransaction: (work) => work(transaction) }),
  };
  return {
    orm,
    stored,
    dataState: dataStateOfSqlite(reading, stored),
    migrationNames: migrations.map(({ name }) => name),
    write: (work) => queue(() => explainTrouble(() => work(writer))),
    append: beside?.append ?? ((table, columns, rows) => queue(async () => (load(reading, table, columns, rows), true))),
    alone: file === inMemory ? (work) => work() : (work) => alone(file, work),
    async close() {
      beside?.close();
      if (writing.native !== reading) await writing.db.destroy();
      await orm.close(true);
    },
  };
}

/** The connection for writing, by its driver and by Kysely. */
interface Writing {
  native: Native;
  db: Kysely<unknown>;
}

async function connectToWrite(file: string): Promise<Writing> {
  const native = new SQLite(file);
  await setUp(native);
  prepareOnce(native);
  native.pragma(`temp.cache_size = -${temporaryCacheKiB}`);
  return { native, db: new Kysely<unknown>({ dialect: new SqliteDialect({ database: native }) }) };
}

/** Another process that has just made the same file holds it for a moment, and SQLite does not wait when it is to change how a file is written. */
async function setUp(native: Native): Promise<void> {
  native.pragma(`busy_timeout = ${busyTimeoutMs}`);
  await retryWhileBusy(() => native.pragma('journal_mode = wal'));
  native.pragma('synchronous = full');
}

/** A connection of its own, made when first needed. It waits for no other: waiting inside SQLite would keep the whole process, its other connections included, from everything else. */
function appendTo(file: string): { append: Append; close: () => void } {
  let native: Native | undefined;
  return {
    append: (table, columns, rows) =>
      explainTrouble(async () => {
        try {
          native ??= await connectToAppend(file);
          load(native, table, columns, rows);
          return true;
        } catch (error) {
          if (isBusy(error)) return false;
          throw error;
        }
      }),
    close: () => native?.close(),
  };
}

async function connectToAppend(file: string): Promise<Native> {
  const native = new SQLite(file);
  await setUp(native);
  native.pragma('busy_timeout = 0');
  return native;
}

/**
 * The lock is taken before the work begins, so that work that has begun is never turned away by another process. Begun and
 * ended by hand: when the disk is full SQLite rolls back by itself, and a second rollback would hide what went wrong.
 */
function inTransaction<Result>({ native, db }: Writing, work: (db: Kysely<unknown>) => Promise<Result>): Promise<Result> {
  return db.connection().execute(async (connection) => {
    await retryWhileBusy(() => sql`begin immediate`.execute(connection));
    try {
      const result = await work(connection);
      await sql`commit`.execute(connection);
      return result;
    } catch (error) {
      if (native.inTransaction) await sql`rollback`.execute(connection);
      throw error;
    }
  });
}

/** The lock is on an empty file beside the database: held for long, it keeps nobody from reading or writing data, and it ends with the process that holds it. */
async function alone<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const lock = new SQLite(`${file}.lock`, { timeout: 0 });
  try {
    await retryWhileBusy(() => lock.exec('begin exclusive'));
    return await work();
  } finally {
    lock.close();
  }
}

function load(native: Native, table: string, columns: readonly string[], rows: readonly unknown[][]): void {
  if (rows.length === 0) return;
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  const insert = native.prepare(`insert into ${quoted(table)} (${columns.map(quoted).join(', ')}) values (${columns.map(() => '?').join(', ')})`);
  const isOwn = !native.inTransaction;
  if (isOwn) native.exec('begin');
  try {
    for (const row of rows) insert.run(row);
    if (isOwn) native.exec('commit');
  } catch (error) {
    if (isOwn && native.inTransaction) native.exec('rollback');
    throw error;
  }
}

/** What an operator can do something about, in a sentence; anything else as it is. */
function explained(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const folder = dirname(file);
  if (/^(EACCES|EPERM|ENOTDIR|EEXIST|EROFS|ENOSPC|ENOENT)$/.test(code)) return new HubError('BAD_CONFIGURATION', `The folder of the database is "${folder}", which the hub cannot create or write to (${code}). HUB_DATA names it, or DATABASE_URL where that is set: give the path of a folder that the hub may create or write to.`);
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return new HubError('BAD_CONFIGURATION', `${file} is not a database the hub can read (${code}). Move it away, and the hub makes a new one from the seeds; or point HUB_DATA or DATABASE_URL elsewhere.`);
  if (/^SQLITE_(CANTOPEN|READONLY|FULL|IOERR|BUSY)/.test(code)) return new HubError('BAD_CONFIGURATION', `The hub cannot open ${file} for writing (${code}). Look at the folder's permissions and free space, and whether another program holds it.`);
  return error;
}
