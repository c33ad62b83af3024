import path from 'node:path';
import { Migration } from '@mikro-orm/migrations';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backUp } from '../../src/commands/backup.ts';
import { restore } from '../../src/commands/restore.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { findTables } from '../../src/db/backup/backupFile.ts';
import { migrations } from '../../src/db/migrations/postgres/index.ts';
import type { Migrations } from '../../src/db/ormOptions.ts';
import { openHub, type Hub } from '../../src/hub.ts';
import { administer, databaseKind, newPlace } from '../support/database.ts';
import { everyRow } from '../support/everyRow.ts';

interface Given extends Config {
  /** Runs statements in the database as its owner. */
  prepare: (statements: string) => Promise<Record<string, unknown>[]>;
}

/** A new database in which a hub is another user than the owner, and may make tables where it is told to. */
async function newDatabase(user: string): Promise<Given> {
  const place = await newPlace();
  const url = new URL(place.settings['DATABASE_URL']!);
  const database = url.pathname.slice(1);
  const owners = url.href;
  url.username = encodeURIComponent(user);
  const name = `"${user}"`;
  await administer(async (client) => {
    await client.query(`create role ${name} login`);
    await client.query(`revoke create on schema public from public; grant create on database ${database} to ${name}`);
  }, owners);
  onTestFinished(async () => {
    await place.remove();
    await administer((client) => client.query(`drop role ${name}`));
  });
  const prepare: Given['prepare'] = (statements) => administer(async (client) => (await client.query<Record<string, unknown>>(statements)).rows, owners);
  return { ...readConfig({ ...place.settings, DATABASE_URL: url.href }), prepare };
}

async function opened(config: Config): Promise<Hub> {
  const hub = await openHub(config);
  onTestFinished(() => hub.close());
  return hub;
}

const version = (hub: Hub, cause: string) => sql`insert into data_version (committed_at, cause) values ('2025-01-01', ${cause})`.execute(hub.stored);
const causes = async (hub: Hub): Promise<string[]> => (await sql<{ cause: string }>`select cause from data_version order by version`.execute(hub.stored)).rows.map(({ cause }) => cause);
const schemasWithTables = ({ prepare }: Given) => prepare("select relnamespace::regnamespace::text as schema, count(*)::int > 50 as many from pg_class where relkind = 'r' and relnamespace::regnamespace::text !~ '^(pg_|information_schema)' group by 1 order by 1");
const quiet = (): void => {};

describe.runIf(databaseKind === 'postgres')('the hub is in the schema that comes first in the search path', () => {
  test.each<[string, string, (given: Given) => string]>([
    ['one with the name of its user', 'Own-schema', () => 'create schema "Own-schema" authorization "Own-schema"'],
    ['one that is set for the database', 'without_schema', ({ database }) => `create schema hubs authorization without_schema; alter database ${new URL(database.kind === 'postgres' ? database.url : '').pathname.slice(1)} set search_path = hubs`],
  ])('%s: it starts twice, is backed up, and restored into such a schema', async (_name, user, statements) => {
    const given = await newDatabase(user);
    await given.prepare(statements(given));
    const first = await openHub(given);
    await version(first, 'the first start');
    await first.close();
    const second = await opened(given);
    expect(await causes(second)).toEqual(['the first start']);
    const [only, ...others] = await schemasWithTables(given);
    expect(only).toMatchObject({ schema: expect.stringMatching(/^("Own-schema"|hubs)$/), many: true });
    expect(others).toEqual([]);

    const file = path.join(given.dataFolder, 'hub.jsonl.gz');
    expect(await backUp(given, file, quiet)).toBe(0);
    const before = await everyRow(second);
    // As if the disk of the server had been replaced.
    await second.close();
    await given.prepare(`drop schema ${String(only!['schema'])} cascade; create schema ${String(only!['schema'])} authorization "${user}"`);
    expect(await restore(given, file, quiet)).toBe(0);
    const restored = await opened(given);
    expect(await everyRow(restored)).toEqual(before);
    // Numbers go on, too.
    await version(restored, 'after');
    expect(await causes(restored)).toEqual(['the first start', 'after']);
  });

  test('a hub that an older version could not start there, and whose table of migrations is left, is made', async () => {
    const given = await newDatabase('left_behind');
    await given.prepare('create schema left_behind authorization left_behind; create table left_behind.mikro_orm_migrations (id serial primary key, name varchar(255) not null, executed_at timestamptz not null default current_timestamp); alter table left_behind.mikro_orm_migrations owner to left_behind');
    expect(await causes(await opened(given))).toEqual([]);
  });

  test('tables of other programs and other hubs in later schemas are left alone, and are in no backup', async () => {
    const given = await newDatabase('beside_others');
    await given.prepare("create schema beside_others authorization beside_others; create table mikro_orm_migrations (name text); create table data_version (secret text); create table theirs (name text); insert into theirs values ('x'); grant select on mikro_orm_migrations, theirs to beside_others");
    const hub = await opened(given);
    await version(hub, 'own');
    expect(await causes(hub)).toEqual(['own']);
    expect((await findTables(hub.stored)).map(({ name }) => name)).not.toContain('theirs');
    expect(await given.prepare('select * from mikro_orm_migrations union all select * from data_version')).toEqual([]);
  });
});

/** What a next release might bring. */
class OneTableMore extends Migration {
  override up(): void {
    this.addSql('create table one_more (id text primary key)');
  }
}

test.runIf(databaseKind === 'postgres')('a hub in "public" stays there, tables of a new version included, when a schema of its user\'s name is added, also while it runs', async () => {
  const given = await newDatabase('was_in_public');
  await given.prepare('grant create on schema public to was_in_public');
  const running = await opened(given);
  await version(running, 'before');
  await given.prepare('create schema was_in_public authorization was_in_public');
  // More at once than there were connections before.
  await Promise.all(Array.from({ length: 5 }, (_, number) => version(running, `connection ${number}`)));
  expect(await causes(running)).toHaveLength(6);

  const list = migrations as Migrations & { push: (entry: unknown) => void; pop: () => void };
  list.push({ name: '2999-01-01-one-more', class: OneTableMore });
  onTestFinished(() => list.pop());
  const next = await opened(given);
  expect(await causes(next)).toHaveLength(6);
  expect(await everyRow(next)).toHaveProperty('one_more');
  expect(await schemasWithTables(given)).toEqual([{ schema: 'public', many: true }]);
});

describe.runIf(databaseKind === 'postgres')('a search path in which tables have no place stops the hub with a sentence, and nothing is made', () => {
  test.each([
    ['no schema of it is there', 'nowhere', 'alter role nowhere set search_path = not_made', 'No schema of its search_path is there, or this user may not use it, so tables have no place.'],
    ['a dot in the name', 'john.smith', 'create schema "john.smith" authorization "john.smith"', 'The first schema of its search_path is "john.smith", and the hub takes none with a dot in its name. Set another search_path for the user.'],
  ])('%s', async (_name, user, statement, words) => {
    const given = await newDatabase(user);
    await given.prepare(statement);
    expect(await openHub(given).catch((error: unknown) => error)).toMatchObject({ code: 'BAD_CONFIGURATION', message: expect.stringContaining(words) });
    expect(await schemasWithTables(given)).toEqual([]);
  });
});
