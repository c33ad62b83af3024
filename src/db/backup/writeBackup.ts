import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, link, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql, type Kysely } from 'kysely';
import { HubError } from '../../errors.ts';
import type { Opened } from '../Database.ts';
import type { DatabaseUrl } from '../databaseUrl.ts';
import { makeFolder } from '../makeFolder.ts';
import { findTables, migrationTable, type BackupEnding, type BackupHeader, type BackupRow } from './backupFile.ts';
import { readCounters } from './counters.ts';

/**
 * Writes everything a database holds, as one moment saw it, to a file: one JSON line a row, gzipped. It can be restored
 * into either kind of database. The file is there whole or not at all. Returns how many rows each table has.
 */
export async function writeBackup({ write }: Pick<Opened, 'write'>, url: DatabaseUrl, file: string, madeAt: Date, { mayReplace = false } = {}): Promise<Record<string, number>> {
  const partial = `${file}.${randomUUID().slice(0, 8)}.partial`;
  try {
    makeFolder(dirname(resolve(file)));
    const rows = await write(({ db }) => inSnapshot(db, url, (snapshot) => writeLines(snapshot, url, partial, madeAt)));
    await (mayReplace ? rename(partial, file) : moveToFree(partial, file));
    return rows;
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    throw explained(error, file);
  }
}

/** Unlike a new name, a link takes nobody's place who was quicker. Some file systems, of shares and memory sticks, have none. */
async function moveToFree(partial: string, file: string): Promise<void> {
  try {
    await link(partial, file);
  } catch (error) {
    if (!/^(EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS)$/.test(String((error as NodeJS.ErrnoException).code))) throw error;
    if (await access(file).then(() => true, () => false)) throw Object.assign(new Error(`${file} is there`), { code: 'EEXIST' });
    return rename(partial, file);
  }
  await rm(partial);
}

/** Reads see one moment: a transaction of its own on SQLite, a repeatable read on PostgreSQL. Writers go on. */
function inSnapshot<Result>(db: Kysely<unknown>, url: DatabaseUrl, work: (db: Kysely<unknown>) => Promise<Result>): Promise<Result> {
  const transaction = url.kind === 'postgres' ? db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only') : db.transaction();
  return transaction.execute(work);
}

async function writeLines(db: Kysely<unknown>, url: DatabaseUrl, file: string, madeAt: Date): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  await pipeline(Readable.from(inPieces(linesOf(db, await describe(db, url, madeAt), rows))), createGzip(), createWriteStream(file, { flags: 'wx' }));
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
  return rows;
}

async function describe(db: Kysely<unknown>, url: DatabaseUrl, madeAt: Date): Promise<BackupHeader> {
  const tables = await findTables(db);
  const { rows: migrations } = await sql<{ name: string }>`select name from ${sql.table(migrationTable)} order by id`.execute(db);
  return {
    commonGround: 'backup',
    version: 1,
    madeAt: madeAt.toISOString(),
    migrations: migrations.map(({ name }) => name),
    tables: Object.fromEntries(tables.map(({ name, columns }) => [name, columns])),
    counters: await readCounters(db, url.kind),
  };
}

/** The lines of a backup, and in `counts` how many rows each table turned out to have. */
async function* linesOf(db: Kysely<unknown>, header: BackupHeader, counts: Record<string, number>): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const lineOf = (value: BackupHeader | BackupRow): string => {
    const line = `${JSON.stringify(value)}\n`;
    hash.update(line);
    return line;
  };
  yield lineOf(header);
  for (const [table, columns] of Object.entries(header.tables)) {
    let count = 0;
    const query = (db as Kysely<Record<string, Record<string, unknown>>>).selectFrom(table).selectAll();
    for await (const row of query.stream(1_000)) {
      count += 1;
      yield lineOf([table, columns.map((column) => portable(row[column]))]);
    }
    counts[table] = count;
  }
  yield `${JSON.stringify({ rows: counts, sha256: hash.digest('hex') } satisfies BackupEnding)}\n`;
}

/** Lines gathered into pieces of some size: compressing each on its own takes seven times as long. */
async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const line of lines) {
    piece += line;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Values as both databases take them. */
function portable(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new Error(`A backup knows no value of type ${typeof value}`);
}

/** What an operator can do something about, in a sentence; anything else as it is. */
function explained(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const wrong = (found: string): HubError => new HubError('BAD_BACKUP', `The backup ${file} was not written. ${found} (${code}). The data are as they were, and no part of a backup is left.`);
  if (/^(ENOSPC|EDQUOT|EFBIG)$/.test(code)) return wrong('There is no room left for it; make room, or name another place');
  if (/^(EACCES|EPERM|EROFS)$/.test(code)) return wrong('The hub may not write there; name another place, or let its user write to the folder');
  if (code === 'EEXIST') return wrong('There is such a file already, which is never written over; name another');
  if (/^(ENOENT|ENOTDIR|EISDIR|ENAMETOOLONG)$/.test(code)) return wrong('That is no place for a file; name another');
  return error;
}
