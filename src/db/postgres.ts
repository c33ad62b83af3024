import { MikroORM, StringType, TextType, type EntityMetadata } from '@mikro-orm/postgresql';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import pg from 'pg';
import { parse, toClientConfig } from 'pg-connection-string';
import { HubError } from '../errors.ts';
import type { Opened, Tables, Writer } from './Database.ts';
import { codeOf, explainTrouble } from './databaseTrouble.ts';
import { nameOf } from './databaseUrl.ts';
import { dataStateThrough } from './dataState.ts';
import type { OtherEnd } from './endWhenSilent.ts';
import { migrations } from './migrations/postgres/index.ts';
import { oneAtATime } from './oneAtATime.ts';
import { ormOptions } from './ormOptions.ts';
import { settleSessions, type Session } from './postgresSession.ts';

/** Numbers of the hub's advisory locks. A server lets go of them when the process that holds one is gone. */
const locks = { write: 4_710_001, alone: 4_710_002 } as const;

/** How long a statement waits for a connection, be it because the server does not answer or because all are in use. */
const longestWaitMs = 30_000;

/** After how long a connection on which nothing moves is asked for a sign of life: the system's own answer would be hours. */
const keepAliveMs = 10_000;
/** How long connections have to be closed in order. */
const closingMs = 5_000;

/** Type number of bigint, which `count(*)` returns: the hub's counts are far below 2^53. */
const bigint = 20;
pg.types.setTypeParser(bigint, Number);

/** A database of a PostgreSQL server, which several hubs may share. Nothing is locked but by a transaction, or a connection that the server sees end. */
export async function openPostgres(url: string, tables: Tables, maxReadSeconds = 0): Promise<Opened> {
  try {
    return await open(url, tables, maxReadSeconds);
  } catch (error) {
    throw explained(error, url);
  }
}

async function open(url: string, tables: Tables, maxReadSeconds: number): Promise<Opened> {
  const { onConnect, schema, endAll } = settleSessions(maxReadSeconds, wrongAt(url), (session) => otherEndOf(session, () => stored));
  const orm = await MikroORM.init({ ...ormOptions(tables, migrations), clientUrl: url, driverOptions: { ...protectionOf(url), onConnect, connectionTimeoutMillis: longestWaitMs, keepAlive: true, keepAliveInitialDelayMillis: keepAliveMs }, discovery: { onMetadata: compareTextByBytes } });
  try {
    await orm.em.getConnection().execute('select 1');
    // Where its table of migrations is, which it would look for in "public" alone.
    orm.config.set('schema', schema());
  } catch (error) {
    await orm.close(true);
    throw error;
  }
  const stored = orm.em.fork().getKysely() as unknown as Kysely<unknown>;
  const readState = dataStateThrough(stored);
  const queue = oneAtATime();
  const onWriting: OnWriting = (work) => onOwnConnection(stored, maxReadSeconds, work);
  return {
    orm,
    stored,
    dataState: () => explainTrouble(async () => readState()),
    migrationNames: migrations.map(({ name }) => name),
    write: (work) => queue(() => explainTrouble(() => onWriting((db) => work(writerOn(db))))),
    append: (table, columns, rows) => explainTrouble(async () => (await load(stored, { table, columns, rows, ending: sql` on conflict do nothing` }), true)),
    alone: (work) => alone(onWriting, work).catch((error: unknown) => Promise.reject(explained(error, url))),
    // The server writes elsewhere as it is.
    isInPlace: () => true,
    writeBeside: async () => {},
    close: () => closeInTime(() => orm.close(true), endAll),
  };
}

/** What the server itself waits for on a connection is its client: to be told something, or to take what it is told. An address may lead to another server by now, which knows nothing of it. */
function otherEndOf({ pid, began, server }: Session, stored: () => Kysely<unknown>): OtherEnd {
  const isIt = sql`pid = ${pid} and backend_start::text = ${began}`;
  return {
    async isDone() {
      const { rows } = await sql`select 1 where pg_postmaster_start_time()::text = ${server} and not exists (select 1 from pg_stat_activity where ${isIt} and wait_event_type is distinct from 'Client')`.execute(stored());
      return rows.length > 0;
    },
    end: async () => void (await sql`select pg_terminate_backend(pid) from pg_stat_activity where ${isIt} and wait_event_type = 'Client'`.execute(stored())),
  };
}

/** One that is in use is waited for, and one on which nothing answers would be for ever: those that are there then are ended, and what the driver still waits for after that is nobody's. */
async function closeInTime(close: () => Promise<void>, endAll: () => void): Promise<void> {
  const timers: NodeJS.Timeout[] = [];
  const after = (ms: number): Promise<void> => new Promise((resolve) => void timers.push(setTimeout(resolve, ms)));
  await Promise.race([close(), after(closingMs).then(endAll).then(() => after(closingMs))]).finally(() => timers.forEach(clearTimeout));
}

/** How the connection is protected, which MikroORM does not read from an address: read as libpq does, where `require` encrypts and `verify-full` also checks whose certificate it is. */
function protectionOf(url: string): Pick<pg.ClientConfig, 'ssl'> {
  const { ssl, host } = toClientConfig(parse(url, { useLibpqCompat: true }));
  if (typeof ssl !== 'object') return ssl === undefined ? {} : { ssl };
  // Of a server that is named by its number the driver does not say which it is, and its certificate would be held against another name.
  return { ssl: { ...ssl, ...(host && { host }) } };
}

/** Writing, and waiting for one's turn, takes as long as it takes: only reading has a time limit. */
function onOwnConnection<Result>(stored: Kysely<unknown>, maxReadSeconds: number, work: (db: Kysely<unknown>) => Promise<Result>): Promise<Result> {
  return stored.connection().execute(async (db) => {
    await sql`set statement_timeout = 0`.execute(db);
    try {
      return await work(db);
    } finally {
      // A connection that was cut keeps no setting, and must not hide what went wrong.
      await sql`set statement_timeout = ${sql.lit(`${maxReadSeconds}s`)}`.execute(db).catch(() => {});
    }
  });
}

type OnWriting = <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>;

function alone<Result>(onWriting: OnWriting, work: () => Promise<Result>): Promise<Result> {
  return onWriting(async (db) => {
    await sql`select pg_advisory_lock(${locks.alone})`.execute(db);
    try {
      return await work();
    } finally {
      // A connection that was cut has let go already.
      await sql`select pg_advisory_unlock(${locks.alone})`.execute(db).catch(() => {});
    }
  });
}

/** While a property is being discovered, its type is still the class that stands for it. */
const textTypes: ReadonlySet<unknown> = new Set([StringType, TextType]);

/** Text is compared byte by byte, as SQLite does, whatever the language of the server: both databases sort and match alike. */
function compareTextByBytes(meta: EntityMetadata): void {
  for (const property of Object.values(meta.properties)) {
    if (!textTypes.has(property.type)) continue;
    property.columnTypes = ['text'];
    property.collation = 'C';
  }
}

function writerOn(db: Kysely<unknown>): Writer {
  return {
    db,
    inTransaction: (work) =>
      db.transaction().execute(async (transaction) => {
        await sql`select pg_advisory_xact_lock(${locks.write})`.execute(transaction);
        return work(transaction);
      }),
    load: (table, columns, rows) => load(db, { table, columns, rows }),
    // The server does so by itself, but minutes later: until then it reads a table that was filled just now from end to end, again and again.
    lookThrough: async (tables) => void (await sql`analyze ${sql.join(tables.map((table) => sql.table(table)))}`.execute(db)),
    // A connection that is in a transaction answers to nobody else, so nothing may go past the transaction.
    within: (transaction) => ({ ...writerOn(transaction), inTransaction: (work) => work(transaction) }),
  };
}

const rowsPerStatement = 5_000;

/** Rows of a table, and what is to happen with those that are there already; without that, they are refused. */
interface Loading {
  table: string;
  columns: readonly string[];
  rows: readonly unknown[][];
  ending?: RawBuilder<unknown>;
}

async function load(db: Kysely<unknown>, { table, columns, rows, ending = sql`` }: Loading): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const batch = rows.slice(start, start + rowsPerStatement).map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
    await sql`insert into ${sql.table(table)} (${names}) select ${names} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(batch)}::json)${ending}`.execute(db);
  }
}

/** What an operator can do something about, in a sentence without the password; anything else as it is. */
function explained(error: unknown, url: string): unknown {
  const code = codeOf(error);
  const wrong = wrongAt(url);
  if (/^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH)$/.test(code)) return wrong(`No PostgreSQL server answers there (${code}). Start it, or correct host and port.`);
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code)) return wrong(`No machine has that name (${code}).`);
  if (code === '28P01') return wrong('The server does not let this user in. Correct the user name and password.');
  // Its own words say whether it knows no such user, or has no rule for one who comes so: without encryption, say.
  if (code === '28000') return wrong(`The server does not let this user in: ${wordsOf(error)}. Correct the user name and password; where encryption is what it misses, end the address in ?sslmode=require.`);
  if (code === '3D000') return wrong('The server has no such database. Create it (createdb), or correct the name.');
  if (code === '42501') return wrong('This user may not create tables there. Give it a schema of its own (create schema NAME authorization NAME), or use the owner of the database.');
  if (code === '53300') return wrong('The server has no connection left. Raise its max_connections, or stop what uses them.');
  if (/does not support SSL/.test(wordsOf(error))) return wrong('The address asks for an encrypted connection (sslmode), which the server does not offer. Let it take SSL; or leave sslmode out, where nobody else can listen.');
  if (/CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|^ERR_(TLS|SSL|OSSL)/.test(code)) return wrong(`The server shows a certificate that this hub cannot verify (${code}). Name the certificate of who issued it in sslrootcert, or correct the host; sslmode=require encrypts without verifying.`);
  if (/^(ENOENT|EACCES|EISDIR)$/.test(code)) return wrong(`A certificate or key that its address names cannot be read: ${wordsOf(error)}.`);
  if (/verify-ca requires/.test(wordsOf(error))) return wrong('sslmode=verify-ca needs sslrootcert, the file with the certificate of who issued that of the server.');
  if (wordsOf(error).startsWith('Connection terminated')) return wrong('What answers there ended the connection at once: it is no PostgreSQL server, or one that is just stopping. Correct host and port, or try again in a moment.');
  return error;
}

function wrongAt(url: string): (found: string) => HubError {
  return (found) => new HubError('BAD_CONFIGURATION', `DATABASE_URL names the ${nameOf({ kind: 'postgres', url })}. ${found}`);
}

/** What the server or the driver said first, without the full stop. */
function wordsOf(error: unknown): string {
  if (error instanceof Error && error.cause instanceof Error) return wordsOf(error.cause);
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}
