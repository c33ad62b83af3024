import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { sql, type Kysely } from 'kysely';
import { HubError } from '../errors.ts';
import type { Opened } from './Database.ts';
import { inMemory, type DatabaseUrl } from './databaseUrl.ts';

/** First line of a backup: what made it and what its rows look like. */
export interface BackupHeader {
  commonGround: 'backup';
  version: 1;
  madeAt: string;
  /** Migrations that the database had been through, by their names, which are the same on both kinds of database. */
  migrations: string[];
  /** Columns of each table, in the order of its rows' values. */
  tables: Record<string, string[]>;
}

/** Last line: how many rows each table has, and the SHA-256 of all lines before this one. */
interface BackupEnding {
  rows: Record<string, number>;
  sha256: string;
}

type Row = [table: string, values: unknown[]];

const migrationTable = 'mikro_orm_migrations';

/**
 * Writes everything a database holds, as one moment saw it, to a file: one JSON line a row, gzipped. It can be restored
 * into either kind of database. The file is there whole or not at all. Returns how many rows each table has.
 */
export async function writeBackup(database: Opened, url: DatabaseUrl, file: string, madeAt: Date): Promise<Record<string, number>> {
  const partial = `${file}.partial`;
  await mkdir(dirname(resolve(file)), { recursive: true });
  try {
    const ending = await database.write(({ db }) =>
      inSnapshot(db, url, async (snapshot) => {
        const lines = new BackupLines(snapshot, await describe(database, snapshot, madeAt));
        await pipeline(Readable.from(lines.write()), createGzip(), createWriteStream(partial));
        return lines.rows;
      }),
    );
    await synchronise(partial);
    await rename(partial, file);
    return ending;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** A copy of a database with data, before its tables change. The newest of each migration is kept. */
export async function backUpBeforeMigration(database: Opened, url: DatabaseUrl, folder: string): Promise<void> {
  if (url.kind === 'sqlite' && url.file === inMemory) return;
  const [next] = await database.orm.migrator.getPending();
  if (!next || (await database.orm.migrator.getExecuted()).length === 0) return;
  await writeBackup(database, url, join(folder, `before-${next.name}.jsonl.gz`), new Date());
}

/** Reads see one moment: a transaction of its own on SQLite, a repeatable read on PostgreSQL. Writers go on. */
function inSnapshot<Result>(db: Kysely<unknown>, url: DatabaseUrl, work: (db: Kysely<unknown>) => Promise<Result>): Promise<Result> {
  const transaction = url.kind === 'postgres' ? db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only') : db.transaction();
  return transaction.execute(work);
}

async function describe(database: Opened, db: Kysely<unknown>, madeAt: Date): Promise<BackupHeader> {
  const executed = await database.orm.migrator.getExecuted();
  const tables = await tablesOf(db);
  return { commonGround: 'backup', version: 1, madeAt: madeAt.toISOString(), migrations: executed.map(({ name }) => name), tables };
}

/** Columns of every table there is, whatever the code describes: a backup is made before a migration, too. */
async function tablesOf(db: Kysely<unknown>): Promise<Record<string, string[]>> {
  const found = await db.introspection.getTables();
  const own = found.filter((table) => !table.isView && table.name !== migrationTable && !table.name.startsWith('sqlite_') && (table.schema ?? 'public') === 'public');
  return Object.fromEntries(own.map((table) => [table.name, table.columns.map((column) => column.name)]).sort(([a], [b]) => (a! < b! ? -1 : 1)));
}

class BackupLines {
  readonly rows: Record<string, number> = {};
  readonly #db: Kysely<unknown>;
  readonly #header: BackupHeader;
  readonly #hash = createHash('sha256');

  constructor(db: Kysely<unknown>, header: BackupHeader) {
    this.#db = db;
    this.#header = header;
  }

  async *write(): AsyncGenerator<string> {
    yield this.#line(this.#header);
    for (const [table, columns] of Object.entries(this.#header.tables)) {
      this.rows[table] = 0;
      const query = (this.#db as Kysely<Record<string, Record<string, unknown>>>).selectFrom(table).selectAll();
      for await (const row of query.stream(1_000)) {
        this.rows[table] += 1;
        yield this.#line([table, columns.map((column) => portable(row[column]))] satisfies Row);
      }
    }
    yield `${JSON.stringify({ rows: this.rows, sha256: this.#hash.digest('hex') } satisfies BackupEnding)}\n`;
  }

  #line(value: unknown): string {
    const line = `${JSON.stringify(value)}\n`;
    this.#hash.update(line);
    return line;
  }
}

/** Values as both databases take them. */
function portable(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new Error(`A backup knows no value of type ${typeof value}`);
}

async function synchronise(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}

/** Looks a backup over, from its first line to its last, and returns its header; or a BAD_BACKUP error that says what is wrong. */
export async function checkBackup(file: string): Promise<BackupHeader> {
  const hash = createHash('sha256');
  const rows: Record<string, number> = {};
  let header: BackupHeader | undefined;
  let ending: BackupEnding | undefined;
  for await (const line of linesOf(file)) {
    if (ending) throw bad(file, 'It goes on after its last line.');
    const parsed = parseLine(file, line);
    if (header === undefined) header = asHeader(file, parsed);
    else if (Array.isArray(parsed)) rows[String(parsed[0])] = (rows[String(parsed[0])] ?? 0) + 1;
    else ending = parsed as BackupEnding;
    if (!ending) hash.update(`${line}\n`);
  }
  if (!header || !ending) throw bad(file, 'It ends in the middle: the copy is not whole.');
  if (ending.sha256 !== hash.digest('hex')) throw bad(file, 'Its contents are not what was written: the checksum differs.');
  for (const table of Object.keys(header.tables)) {
    if ((rows[table] ?? 0) !== ending.rows[table]) throw bad(file, `It holds ${rows[table] ?? 0} rows of ${table} and should hold ${ending.rows[table]}.`);
  }
  return header;
}

/** The rows of a backup that was looked over, table by table. */
export async function* rowsOf(file: string): AsyncGenerator<Row> {
  let isFirst = true;
  for await (const line of linesOf(file)) {
    const parsed: unknown = JSON.parse(line);
    if (!isFirst && Array.isArray(parsed)) yield parsed as Row;
    isFirst = false;
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  if (!existsSync(file)) throw bad(file, 'There is no such file.');
  const input = createReadStream(file);
  const unzipped = input.pipe(createGunzip());
  input.on('error', (error) => unzipped.destroy(error));
  try {
    yield* createInterface({ input: unzipped, crlfDelay: Infinity });
  } catch (error) {
    throw bad(file, `It cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  } finally {
    input.destroy();
  }
}

function parseLine(file: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw bad(file, 'A line of it is not JSON.');
  }
}

function asHeader(file: string, parsed: unknown): BackupHeader {
  const header = parsed as Partial<BackupHeader> | null;
  if (header?.commonGround !== 'backup') throw bad(file, 'It is no backup of a hub.');
  if (header.version !== 1) throw bad(file, `It is a backup of version ${String(header.version)}; this hub reads version 1.`);
  return header as BackupHeader;
}

function bad(file: string, found: string): HubError {
  return new HubError('BAD_BACKUP', `${basename(file)} cannot be restored. ${found} Nothing was changed.`);
}

/** Whether any table of the hub has a row. */
export async function holdsData(db: Kysely<unknown>): Promise<boolean> {
  for (const table of Object.keys(await tablesOf(db))) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0) return true;
  }
  return false;
}
