import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { MikroORM, type EntitySchema } from '@mikro-orm/sqlite';
import { Migrator } from '@mikro-orm/migrations';
import type { InferKyselyDB } from '@mikro-orm/sql';
import { CamelCasePlugin, type Kysely } from 'kysely';
import { HubError } from '../errors.ts';
import { migrations } from './migrations/index.ts';

type Naming = { columnNamingStrategy: 'property' };
/** Rows of the given tables, each column under its property name. */
export type RowsOf<Tables extends readonly unknown[]> = InferKyselyDB<Extract<Tables[number], { name: string }>, Naming>;

export interface Database<Rows> {
  /** Plain rows, each column under its property name; booleans are 1 and 0, as SQLite keeps them. */
  rows: Kysely<Rows>;
  /** The same with columns as stored, for the set-based SQL of harvest and overlap. */
  stored: Kysely<unknown>;
  /** Columns of a table, as stored. */
  columnsOf: (table: string) => string[];
  orm: MikroORM;
  close(): Promise<void>;
}

/**
 * The hub's database in one SQLite file, created and brought to the newest migration when needed.
 * Readers go on while one writer writes (write-ahead log), and a commit is on the disk when it is acknowledged.
 */
export async function openDatabase<Rows>(file: string, tables: readonly EntitySchema[]): Promise<Database<Rows>> {
  try {
    if (file !== ':memory:') makeFolder(dirname(file));
    return await openAndMigrate<Rows>(file, tables);
  } catch (error) {
    throw explained(error, file);
  }
}

async function openAndMigrate<Rows>(file: string, tables: readonly EntitySchema[]): Promise<Database<Rows>> {
  const orm = await MikroORM.init({
    entities: [...tables],
    dbName: file,
    extensions: [Migrator],
    migrations: { migrationsList: migrations, snapshot: false, allOrNothing: true },
    // The hub reads rows, not entities: nothing may lean on a shared identity map.
    allowGlobalContext: false,
    // The migrator reports each step; a step that fails throws, and that is what an operator needs to hear.
    logger: () => {},
    ensureDatabase: false,
  });
  await orm.em.getConnection().execute('pragma busy_timeout = 10000');
  await orm.em.getConnection().execute('pragma journal_mode = wal');
  await orm.em.getConnection().execute('pragma synchronous = full');
  await migrate(orm);
  const stored = orm.em.fork().getKysely() as unknown as Kysely<unknown>;
  // Kysely's own renaming, not MikroORM's: that one takes "plan_id" of any table for "plan"."id" once plan is joined.
  const rows = stored.withPlugin(new CamelCasePlugin()) as Kysely<Rows>;
  const columns = new Map([...orm.getMetadata().getAll().values()].map((meta) => [meta.tableName, meta.props.flatMap((property) => property.fieldNames ?? [])]));
  return { rows, stored, columnsOf: (table) => columns.get(table) ?? [], orm, close: () => orm.close(true) };
}

/** Of several processes that open a new database at once, one brings it up; the others find it done when they look again. */
async function migrate(orm: MikroORM): Promise<void> {
  const mostAttempts = 20;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await orm.migrator.up();
      return;
    } catch (error) {
      if (attempt === mostAttempts) throw error;
      await setTimeout(250);
    }
  }
}

/** Makes a folder and those above it. One at a time, because Node.js's own recursion never ends below a folder like /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** What an operator can do something about, in a sentence; anything else as it is. */
function explained(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const folder = dirname(file);
  if (/^(EACCES|EPERM|ENOTDIR|EEXIST|EROFS|ENOSPC|ENOENT)$/.test(code)) return new HubError('BAD_CONFIGURATION', `HUB_DATA is "${folder}", which the hub cannot create or write to (${code}). Allowed: the path of a folder that the hub may create or write to.`);
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return new HubError('BAD_CONFIGURATION', `${file} is not a database the hub can read (${code}). Move it away, and the hub makes a new one from the seeds; or point HUB_DATA elsewhere.`);
  if (/^SQLITE_(CANTOPEN|READONLY|FULL|IOERR|BUSY)/.test(code)) return new HubError('BAD_CONFIGURATION', `The hub cannot open ${file} for writing (${code}). Look at the folder's permissions and free space, and whether another program holds it.`);
  return error;
}
