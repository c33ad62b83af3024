import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { inMemory, type DatabaseUrl } from '../../src/db/databaseUrl.ts';
import { openHub, type Hub } from '../../src/hub.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a PostgreSQL server with `DATABASE` in the place of a name; empty in the tests that run on SQLite. */
    postgres: string;
  }
}

/** Which database these tests run on. */
export const databaseKind: DatabaseUrl['kind'] = inject('postgres') === '' ? 'sqlite' : 'postgres';

/** A place for a hub's data that nobody else has. */
export interface Place {
  database: DatabaseUrl;
  dataFolder: string;
  /** The same as settings of a hub that is started as a program. */
  settings: Record<string, string>;
  remove: () => Promise<void>;
}

/** A new, empty database: a file of its own on SQLite, a database of its own on PostgreSQL, there a copy of a template if one is named. */
export async function newPlace(template = 'template0', kind = databaseKind): Promise<Place> {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'common-ground-data-'));
  const removeFolder = (): void => rmSync(dataFolder, { recursive: true, force: true });
  if (kind === 'sqlite') {
    return { database: { kind: 'sqlite', file: path.join(dataFolder, 'hub.sqlite') }, dataFolder, settings: { HUB_DATA: dataFolder }, remove: async () => removeFolder() };
  }
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer((client) => client.query(`create database ${name} template ${template}`));
  const url = urlOf(name);
  return {
    database: { kind: 'postgres', url },
    dataFolder,
    settings: { HUB_DATA: dataFolder, DATABASE_URL: url },
    async remove() {
      removeFolder();
      await administer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Databases that earlier tests of this file have done with: emptying one is much quicker than making one. */
const emptied: Place[] = [];

afterAll(() => Promise.all(emptied.splice(0).map((place) => place.remove())));

/** A hub with an empty database, in memory on SQLite; what it kept goes when it is closed. Its tables are not to be changed. */
export async function openEmptyHub(): Promise<Hub> {
  if (databaseKind === 'sqlite') return openPreparedHub('empty_hub', async () => {});
  await administer((client) => makeTemplate(client, 'empty_hub', async () => {}));
  const place = emptied.pop() ?? (await newPlace('empty_hub'));
  const hub = await openHub(place);
  return {
    ...hub,
    async close() {
      await empty(hub);
      await hub.close();
      emptied.push(place);
    },
  };
}

async function empty(hub: Hub): Promise<void> {
  const { rows } = await sql<{ name: string }>`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'mikro_orm_migrations'`.execute(hub.stored);
  // Without triggers, which keep the audit trail from being emptied.
  await sql.raw(`set session_replication_role = replica; ${rows.map(({ name }) => `delete from "${name}";`).join('')} set session_replication_role = origin;`).execute(hub.stored);
  await sql`select setval(oid::regclass, 1, false) from pg_class where relkind = 'S' and relname not like 'mikro%'`.execute(hub.stored);
}

/** A hub that was prepared in a certain way. On PostgreSQL that is done once, and copied for whoever asks for it again. */
export async function openPreparedHub(name: string, prepare: (hub: Hub) => Promise<void>, kind = databaseKind): Promise<Hub> {
  if (kind === 'sqlite') {
    const hub = await openHub({ database: { kind: 'sqlite', file: inMemory }, dataFolder: os.tmpdir() });
    await prepare(hub);
    return hub;
  }
  await administer((client) => makeTemplate(client, name, prepare));
  const place = await newPlace(name);
  const hub = await openHub(place);
  return {
    ...hub,
    async close() {
      await hub.close();
      await place.remove();
    },
  };
}

/** Test files run side by side: one of them makes the template, and the others wait for it. */
async function makeTemplate(client: pg.Client, name: string, prepare: (hub: Hub) => Promise<void>): Promise<void> {
  await client.query('select pg_advisory_lock(1)');
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 1) return;
  await client.query(`drop database if exists making_${name} with (force)`);
  await client.query(`create database making_${name} template template0`);
  const hub = await openHub({ database: { kind: 'postgres', url: urlOf(`making_${name}`) }, dataFolder: os.tmpdir() });
  await prepare(hub);
  await hub.close();
  await client.query(`alter database making_${name} rename to ${name}`);
}

function urlOf(database: string): string {
  return inject('postgres').replace('DATABASE', database);
}

/** SQL that tells whether anything was written; PostgreSQL counts too late to tell. */
export const countOfWrites = databaseKind === 'sqlite' ? 'select total_changes() as n' : 'select 0 as n';

export const temporaryTables = databaseKind === 'sqlite' ? 'select name from temp.sqlite_master' : "select relname as name from pg_class where relpersistence = 't' and relkind = 'r'";

/** Lets every insert into a table fail with these words. */
export async function breakInserts(hub: Hub, table: string, words: string): Promise<void> {
  if (databaseKind === 'sqlite') {
    await sql.raw(`create trigger fault before insert on ${table} begin select raise(abort, '${words}'); end`).execute(hub.stored);
    return;
  }
  await sql.raw(`create function fault() returns trigger language plpgsql as $$ begin raise exception '${words}'; end $$`).execute(hub.stored);
  await sql.raw(`create trigger fault before insert on ${table} execute function fault()`).execute(hub.stored);
}

export async function mendInserts(hub: Hub, table: string): Promise<void> {
  await sql.raw(databaseKind === 'sqlite' ? 'drop trigger fault' : `drop trigger fault on ${table}`).execute(hub.stored);
  if (databaseKind === 'postgres') await sql.raw('drop function fault()').execute(hub.stored);
}

/** Works on the server as its owner, in a database of its own unless another is named. */
export async function administer<Result>(work: (client: pg.Client) => Promise<Result>, url = urlOf('postgres')): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
