import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { inject } from 'vitest';
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

/** A new, empty database: a file of its own on SQLite, a database of its own on PostgreSQL. */
export async function newPlace(): Promise<Place> {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'common-ground-data-'));
  const removeFolder = (): void => rmSync(dataFolder, { recursive: true, force: true });
  if (databaseKind === 'sqlite') {
    return { database: { kind: 'sqlite', file: path.join(dataFolder, 'hub.sqlite') }, dataFolder, settings: { HUB_DATA: dataFolder }, remove: async () => removeFolder() };
  }
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(`create database ${name}`);
  const url = urlOf(name);
  return {
    database: { kind: 'postgres', url },
    dataFolder,
    settings: { HUB_DATA: dataFolder, DATABASE_URL: url },
    async remove() {
      removeFolder();
      await administer(`drop database if exists ${name} with (force)`);
    },
  };
}

/** A hub with an empty database, in memory on SQLite; what it kept goes when it is closed. */
export async function openEmptyHub(): Promise<Hub> {
  if (databaseKind === 'sqlite') return openHub({ database: { kind: 'sqlite', file: inMemory }, dataFolder: os.tmpdir() });
  const place = await newPlace();
  const hub = await openHub(place);
  return {
    ...hub,
    async close() {
      await hub.close();
      await place.remove();
    },
  };
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

/** Runs one statement on the server, outside any database of a test. */
async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
