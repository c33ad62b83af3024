import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { MikroORM } from '@mikro-orm/sqlite';
import SQLite, { type Database as Native } from 'better-sqlite3';
import { Kysely, sql, SqliteDialect, type DatabaseConnection } from 'kysely';
import { HubError } from '../errors.ts';
import type { Opened, Tables, Writer } from './Database.ts';
import { explainTrouble } from './databaseTrouble.ts';
import { inMemory } from './databaseUrl.ts';
import { dataStateOfSqlite } from './dataState.ts';
import { makeFolder } from './makeFolder.ts';
import { migrations } from './migrations/sqlite/index.ts';
import { oneAtATime } from './oneAtATime.ts';
import { ormOptions } from './ormOptions.ts';
import { prepareOnce } from './prepareOnce.ts';
import { retryWhileBusy } from './retryWhileBusy.ts';
import { addRows, appendTo, connectToWrite, rollBack, setUp } from './sqliteConnection.ts';
import { beginTurns, takeTurns } from './takeTurns.ts';
import { writeInThread, type Writing } from './writingThread.ts';

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
  const orm = await MikroORM.init({ ...ormOptions(tables, migrations), dbName: file, onCreateConnection: (connection) => takeTurns(connection as DatabaseConnection) });
  const reading = await orm.em.getConnection().getNativeClient();
  await setUp(reading);
  prepareOnce(reading);
  const stored = orm.em.fork().getKysely() as unknown as Kysely<unknown>;
  const queue = oneAtATime();
  const isInPlace = placeOf(file);
  const whileInPlace = <Result>(work: () => Result): Result => {
    if (isInPlace()) return work();
    throw new HubError('DATABASE_UNAVAILABLE', 'The file of the database was moved away or replaced since the hub opened it, so nothing is written any more. The operator must start the hub again.');
  };
  let writing = file === inMemory ? writeInMemory(reading, stored, queue) : await writeHere(file);
  return {
    orm,
    stored,
    dataState: dataStateOfSqlite(reading, stored, { writesItself: file === inMemory }),
    migrationNames: migrations.map(({ name }) => name),
    write: (work) => queue(() => explainTrouble(async () => whileInPlace(() => work(writerOn(writing))))),
    append: (table, columns, rows) => explainTrouble(async () => whileInPlace(() => writing.append({ table, columns, rows }))),
    isInPlace,
    alone: file === inMemory ? (work) => work() : (work) => alone(file, work),
    writeBeside: () =>
      queue(async () => {
        beginTurns();
        if (file === inMemory) return;
        const before = writing;
        writing = writeInThread(file);
        await before.close();
      }),
    async close() {
      await writing.close();
      await orm.close(true);
    },
  };
}

/** Remembers which file is open, and tells whether its path still leads to it. */
function placeOf(file: string): () => boolean {
  if (file === inMemory) return () => true;
  const opened = statSync(file);
  return () => {
    try {
      const now = statSync(file);
      return now.ino === opened.ino && now.dev === opened.dev;
    } catch {
      // It is gone, or its folder cannot be looked into any more.
      return false;
    }
  };
}

function writerOn(writing: Writing): Writer {
  const { db, load } = writing;
  const writer: Writer = {
    db,
    inTransaction: (work) => inTransaction(writing, work),
    load,
    // SQLite plans by its indexes alone.
    lookThrough: async () => {},
    within: (transaction) => ({ ...writer, db: transaction, inTransaction: (work) => work(transaction) }),
  };
  return writer;
}

async function writeHere(file: string): Promise<Writing> {
  const native = await connectToWrite(file);
  const beside = appendTo(file);
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: native }) });
  return {
    db,
    load: async (table, columns, rows) => addRows(native, { table, columns, rows }),
    rollBack: async () => rollBack(native),
    append: beside.append,
    async close() {
      beside.close();
      await db.destroy();
    },
  };
}

/** What is in memory is there for one connection alone, so that nothing goes on beside what is being written. */
function writeInMemory(native: Native, db: Kysely<unknown>, queue: ReturnType<typeof oneAtATime>): Writing {
  return {
    db,
    load: async (table, columns, rows) => addRows(native, { table, columns, rows }),
    rollBack: async () => rollBack(native),
    append: (rows) => queue(async () => (addRows(native, rows), true)),
    close: async () => {},
  };
}

/**
 * The lock is taken before the work begins, so that work that has begun is never turned away by another process. Begun and
 * ended by hand: when the disk is full SQLite rolls back by itself, and a second rollback would hide what went wrong.
 */
function inTransaction<Result>({ db, rollBack: takeBack }: Writing, work: (db: Kysely<unknown>) => Promise<Result>): Promise<Result> {
  return db.connection().execute(async (connection) => {
    await retryWhileBusy(() => sql`begin immediate`.execute(connection));
    try {
      const result = await work(connection);
      await sql`commit`.execute(connection);
      return result;
    } catch (error) {
      await takeBack();
      throw error;
    }
  });
}

/** The lock is on an empty file beside the database: held for long, it keeps nobody from reading or writing data, and it ends with the process that holds it. */
async function alone<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const lock = new SQLite(`${file}.lock`, { timeout: 0 });
  try {
    await retryWhileBusy(() => {
      // Nothing is ever written to it, and on a full disk there is no room to get ready for that.
      lock.pragma('journal_mode = memory');
      lock.exec('begin exclusive');
    });
    return await work();
  } finally {
    lock.close();
  }
}

/** What an operator can do something about, in a sentence; anything else as it is. */
function explained(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const folder = dirname(file);
  if (/^(EACCES|EPERM|ENOTDIR|EEXIST|EROFS|ENOSPC|ENOENT|ENAMETOOLONG)$/.test(code)) return new HubError('BAD_CONFIGURATION', `The folder of the database is "${folder}", which the hub cannot create or write to (${code}). HUB_DATA names it, or DATABASE_URL where that is set: give the path of a folder that the hub may create or write to.`);
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return new HubError('BAD_CONFIGURATION', `${file} is not a database the hub can read (${code}). Move it away and restore the last backup (npm run hub -- restore FILE). Without one the hub makes a new file from the seeds: what was imported and decided, and its keys, are not in them. If it is another file, point HUB_DATA or DATABASE_URL elsewhere.`);
  if (code === 'SQLITE_CANTOPEN' && statSync(folder, { throwIfNoEntry: false })?.isFile()) return new HubError('BAD_CONFIGURATION', `"${folder}", in which the hub keeps its database, is a file. HUB_DATA names it, or DATABASE_URL where that is set: give the path of a folder that the hub may create or write to.`);
  if (/^SQLITE_(CANTOPEN|READONLY|FULL|IOERR|BUSY)/.test(code)) return new HubError('BAD_CONFIGURATION', `The hub cannot open ${file} for writing (${code}). Look at the folder's permissions and free space, and whether another program holds it.`);
  return error;
}
