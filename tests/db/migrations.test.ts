import { existsSync } from 'node:fs';
import path from 'node:path';
import { Migration } from '@mikro-orm/migrations';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { restoreBackup } from '../../src/db/backup/restoreBackup.ts';
import type { Database } from '../../src/db/Database.ts';
import { migrations as postgresMigrations } from '../../src/db/migrations/postgres/index.ts';
import { migrations as sqliteMigrations } from '../../src/db/migrations/sqlite/index.ts';
import { openDatabase } from '../../src/db/openDatabase.ts';
import { openUnmigrated } from '../../src/db/openUnmigrated.ts';
import type { Migrations } from '../../src/db/ormOptions.ts';
import { backupFolder, hubTables } from '../../src/hub.ts';
import { administer, databaseKind, newPlace, openEmptyHub, type Place } from '../support/database.ts';
import { countsOf, everyRow, type TableRows } from '../support/everyRow.ts';

const migrations = databaseKind === 'sqlite' ? sqliteMigrations : postgresMigrations;

async function freshPlace(): Promise<Place> {
  const place = await newPlace();
  onTestFinished(place.remove);
  return place;
}

const open = (place: Place): Promise<Database<unknown>> => openDatabase(place.database, { tables: hubTables, backupFolder: backupFolder(place) });

async function opened(place: Place): Promise<Database<unknown>> {
  const database = await open(place);
  onTestFinished(() => database.close());
  return database;
}

/** What an up-to-date database would still need, as SQL. */
const missingFrom = (hub: Pick<Database<unknown>, 'orm'>) => hub.orm.schema.getUpdateSchemaSQL({ wrap: false });

test('the migrations make exactly the tables that the code describes', async () => {
  const hub = await openEmptyHub();
  onTestFinished(() => hub.close());
  // What this prints when it fails is the SQL of the migration that is missing.
  expect(await missingFrom(hub)).toBe('');
});

test('a difference between tables and code is noticed', async () => {
  const hub = await opened(await freshPlace());
  await sql`drop index plan_source_id_index`.execute(hub.stored);
  await sql`alter table plan drop column summary`.execute(hub.stored);
  expect(await missingFrom(hub)).toContain('summary');
});

test('both databases go through migrations of the same names in the same order', () => {
  expect(postgresMigrations.map(({ name }) => name)).toEqual(sqliteMigrations.map(({ name }) => name));
});

test('a database is brought up once, and opened again as it is, without a copy', async () => {
  const place = await freshPlace();
  const first = await open(place);
  await sql`insert into data_version (committed_at, cause) values ('2025-01-01', 'test')`.execute(first.stored);
  await first.close();
  const second = await opened(place);
  expect((await sql`select cause from data_version`.execute(second.stored)).rows).toEqual([{ cause: 'test' }]);
  expect(existsSync(path.join(place.dataFolder, 'backups'))).toBe(false);
});

/** A database as a hub left it that knew only the first so many migrations, with a row in every table; and what is in it. */
async function oldDatabase(place: Place, known: number): Promise<TableRows> {
  const database = await openUnmigrated(place.database, hubTables);
  await database.orm.migrator.up({ migrations: migrations.slice(0, known).map(({ name }) => name) });
  for (const { name, isView, columns } of await database.stored.introspection.getTables()) {
    if (isView || /^(sqlite_|mikro_orm_)/.test(name)) continue;
    const values = columns.map(({ dataType, name: column }) => valueOf(dataType, column));
    await sql`insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column.name)))}) values (${sql.join(values)})`.execute(database.stored);
  }
  const rows = await everyRow(database);
  await database.close();
  return rows;
}

function valueOf(dataType: string, column: string) {
  if (/^bool/i.test(dataType)) return sql.lit(true);
  return /int|double|float|real|numeric/i.test(dataType) ? sql.lit(7) : sql.lit(`a ${column}`);
}

// The newest state has nothing to be brought up to; the list grows with the migrations.
const states = migrations.slice(0, -1).map(({ name }, index) => ({ name, known: index + 1, next: migrations[index + 1]!.name }));

describe.runIf(states.length > 0)('a database of every earlier state is brought up to date, and a copy is kept', () => {
  test.each(states)('$name', async ({ known, next }) => {
    const place = await freshPlace();
    const before = await oldDatabase(place, known);
    expect(Object.values(countsOf(before)).every((count) => count === 1)).toBe(true);

    const hub = await opened(place);
    expect(await missingFrom(hub)).toBe('');
    const after = await everyRow(hub);
    for (const [table, rows] of Object.entries(before)) expectKept(table, rows, after[table]!);

    // The copy is of before, and restores into a database that opens like the first.
    const copy = path.join(place.dataFolder, 'backups', `before-${next}.jsonl.gz`);
    const other = await freshPlace();
    await restoreBackup(other.database, hubTables, copy);
    const restored = await opened(other);
    expect(await everyRow(restored)).toEqual(after);
  });

  /** Every value of every row is still there; a migration may add columns. */
  function expectKept(table: string, before: string[], after: string[]): void {
    const [was, is] = [before, after].map((rows) => rows.map((row) => Object.fromEntries(JSON.parse(row) as [string, unknown][])));
    for (const row of was!) expect(is, table).toContainEqual(expect.objectContaining(row));
  }
});

test('removals that were written down as imports are told as removals, and their sources as never read', async () => {
  const place = await freshPlace();
  await oldDatabase(place, migrations.findIndex(({ name }) => name === '2026-12-01-removals-told'));
  const before = await openUnmigrated(place.database, hubTables);
  const add = (source: string, { connector = 'package', viaId = null as string | null, trigger = 'import', rowsRead = 0 }, id: number) => Promise.all([
    sql`insert into harvest (id, source_id, started_at, finished_at, status, rows_read, rows_refused, added, changed, unchanged, withdrawn, trigger) values (${id}, ${source}, '2025', '2025', 'succeeded', ${rowsRead}, 0, 0, 0, 0, 0, ${trigger})`.execute(before.stored),
    sql`insert into source (id, connector, title, publisher_kind, publisher_code, publisher_name, address, via_id, last_success_id, last_success_at, last_read_at) values (${source}, ${connector}, '', '', '', '', '', ${viaId}, ${id}, '2025', '2025')`.execute(before.stored),
  ]);
  await add('imported', { rowsRead: 3 }, 11);
  await add('removed', {}, 12);
  await add('no longer through a hub', { connector: 'hub', viaId: 'a hub', trigger: 'schedule' }, 13);
  await add('a hub', { connector: 'hub', trigger: 'schedule' }, 14);
  await add('a hub that was removed', { connector: 'hub' }, 15);
  await before.close();
  const hub = await opened(place);
  const { rows } = await sql`select s.id, h.trigger, s.last_success_id is not null and s.last_success_at is not null and s.last_read_at is not null as is_read from source s join harvest h on h.source_id = s.id where h.id > 10 order by h.id`.execute(hub.stored);
  const [isRead, isNot] = [expect.toSatisfy(Boolean), expect.toSatisfy((is) => !is)];
  expect(rows).toEqual([
    { id: 'imported', trigger: 'import', is_read: isRead },
    { id: 'removed', trigger: 'removal', is_read: isNot },
    { id: 'no longer through a hub', trigger: 'removal', is_read: isNot },
    { id: 'a hub', trigger: 'schedule', is_read: isRead },
    { id: 'a hub that was removed', trigger: 'removal', is_read: isNot },
  ]);
});

test('the day on which a service was last checked moves from its note to its column', async () => {
  const place = await freshPlace();
  await oldDatabase(place, migrations.findIndex(({ name }) => name === '2026-11-27-directory-facts'));
  const before = await openUnmigrated(place.database, hubTables);
  await sql`update service set note = 'Given at 2 places, of which one is shown. Its publisher last checked the entry on 2025-03-01.'`.execute(before.stored);
  await before.close();
  const hub = await opened(place);
  expect((await sql`select note, assured_on as day from service`.execute(hub.stored)).rows).toEqual([{ note: 'Given at 2 places, of which one is shown.', day: '2025-03-01' }]);
});

test('rows that more tells apart get the ids of what tells them apart, and all that names them by those follows', async () => {
  const place = await freshPlace();
  await oldDatabase(place, migrations.findIndex(({ name }) => name === '2026-11-29-rows-told-apart'));
  const before = await openUnmigrated(place.database, hubTables);
  await sql`update plan_indicator set id = 'E06000016/cypp|NI 117', outcome_id = null, priority_id = ${'E06000016/P|1\\a'}`.execute(before.stored);
  await sql`update service_use set id = 'E06000016/|school|E06000016||AY2008/09|||', paid_by = 'Council'`.execute(before.stored);
  await sql`update meeting set id = 'E06000016/board|2025|Results', subject_ref = null`.execute(before.stored);
  await sql`update judgement set id = 'E06000016/jar|Safeguarding', area_code = 'E05000001'`.execute(before.stored);
  await sql`update progress_report set subject = 'plan_indicator:E06000016/cypp|NI 117'`.execute(before.stored);
  await sql`update withdrawn_part set record_table = 'meeting', record_id = 'E06000016/board|2025|Results'`.execute(before.stored);
  await before.close();
  const hub = await opened(place);
  const ids = await sql<{ id: string }>`select id from plan_indicator union all select id from service_use union all select id from meeting union all select id from judgement union all select subject from progress_report union all select record_id from withdrawn_part`.execute(hub.stored);
  const indicator = 'E06000016/cypp|NI 117||P\\|1\\\\a';
  expect(ids.rows.map(({ id }) => id)).toEqual([indicator, 'E06000016/|school|E06000016||AY2008/09||||Council', 'E06000016/board|2025|Results|', 'E06000016/jar|Safeguarding|E05000001', `plan_indicator:${indicator}`, 'E06000016/board|2025|Results|']);
});

test('a row whose key would grow too long for an index keeps the one it has', async () => {
  const place = await freshPlace();
  await oldDatabase(place, migrations.findIndex(({ name }) => name === '2026-11-29-rows-told-apart'));
  const before = await openUnmigrated(place.database, hubTables);
  const id = 'E06000016/|school|E06000016||AY2008/09|||';
  // What hardly packs: an index of PostgreSQL holds long texts that do.
  const long = Array.from({ length: 400 }, (_, index) => ((index * 7919 * 104_729) % 1_000_003).toString(36) + ((index * 15_485_863) % 999_983).toString(36)).join('').slice(0, 3_000);
  await sql`update service_use set id = ${id}, paid_by = ${long}`.execute(before.stored);
  await before.close();
  const hub = await opened(place);
  expect((await sql`select id, paid_by from service_use`.execute(hub.stored)).rows).toEqual([{ id, paid_by: long }]);
});

/** What a next release might bring: it changes a table, then fails. */
class Faulty extends Migration {
  override up(): void {
    this.addSql('alter table plan add column colour text');
    this.addSql("update plan set colour = 'red'");
    this.addSql('create table plan (id text)');
  }
}

/** What a next release might bring, and nothing wrong with it. */
class Sound extends Migration {
  override up(): void {
    this.addSql('alter table plan add column colour text');
  }
}

/** What a next release might bring to a large table. */
class Slow extends Migration {
  override up(): void {
    this.addSql('select pg_sleep(1.5)');
    this.addSql('alter table plan add column colour text');
  }
}

/** Needs more room than there is. */
class TooLarge extends Migration {
  override up(): void {
    if (databaseKind === 'postgres') return this.addSql(`do $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`);
    this.addSql('pragma max_page_count = 1');
    this.addSql('create table large as with recursive line(number, text) as (select 1, hex(randomblob(4000)) union all select number + 1, hex(randomblob(4000)) from line where number < 1000) select * from line');
  }
}

/** Lets hubs that are opened in this test know one migration more. */
function release(name: string, migration: typeof Migration & (new (...args: never[]) => Migration)): void {
  const list = migrations as Migrations & { push: (entry: unknown) => void; pop: () => void };
  list.push({ name, class: migration });
  onTestFinished(() => list.pop());
}

describe('a migration that fails', () => {
  test('for want of room says that, and leaves the database as it was', async () => {
    const place = await freshPlace();
    const before = await oldDatabase(place, migrations.length);
    release('2999-01-01-large', TooLarge);
    const copy = path.join(place.dataFolder, 'backups', 'before-2999-01-01-large.jsonl.gz');
    expect(await open(place).catch((error: unknown) => error)).toMatchObject({ code: 'DATABASE_FULL', message: expect.stringMatching(`could not be changed as this version of the hub needs: its disk is full\\. They are as they were, and a copy of all data is in ${copy}\\. Make room and start the hub again\\.$`) });
    const database = await openUnmigrated(place.database, hubTables);
    onTestFinished(() => database.close());
    expect(await everyRow(database)).toEqual(before);
  });

  test('leaves the database as it was, and says so with where the copy is', async () => {
    const place = await freshPlace();
    const before = await oldDatabase(place, migrations.length);
    release('2999-01-01-faulty', Faulty);
    const copy = path.join(place.dataFolder, 'backups', 'before-2999-01-01-faulty.jsonl.gz');
    const failure = await open(place).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'MIGRATION_FAILED' });
    const { message } = failure as Error;
    expect(message).toMatch(/could not be changed as this version of the hub needs \(2999-01-01-faulty\): .*already exists\. They are as they were, and a copy of all data is in /);
    expect(message).toContain(copy);
    expect(message).not.toContain('create table');

    const database = await openUnmigrated(place.database, hubTables);
    onTestFinished(() => database.close());
    expect(await everyRow(database)).toEqual(before);
    expect((await database.orm.migrator.getExecuted()).map(({ name }) => name)).not.toContain('2999-01-01-faulty');

    const other = await freshPlace();
    await restoreBackup(other.database, hubTables, copy);
    const restored = await openUnmigrated(other.database, hubTables);
    onTestFinished(() => restored.close());
    expect(await everyRow(restored)).toEqual(before);
  });

  test('does not happen to one without fault: the data are kept and copied', async () => {
    const place = await freshPlace();
    const before = await oldDatabase(place, migrations.length);
    release('2999-01-01-sound', Sound);
    const hub = await opened(place);
    const after = await everyRow(hub);
    expect(after['plan']![0]).toContain('["colour",null]');
    expect({ ...after, plan: [] }).toEqual({ ...before, plan: [] });
    expect(existsSync(path.join(place.dataFolder, 'backups', 'before-2999-01-01-sound.jsonl.gz'))).toBe(true);
  });
});

test.runIf(databaseKind === 'postgres')('a migration may take longer than reading may, and than the database lets others take', async () => {
  const place = await freshPlace();
  await oldDatabase(place, migrations.length);
  const { pathname } = new URL(place.settings['DATABASE_URL']!);
  await administer((client) => client.query(`alter database ${pathname.slice(1)} set statement_timeout = '1s'`));
  release('2999-01-01-slow', Slow);
  const database = await openDatabase(place.database, { tables: hubTables, backupFolder: backupFolder(place), maxReadSeconds: 1 });
  onTestFinished(() => database.close());
  expect((await everyRow(database))['plan']![0]).toContain('["colour",null]');
  await expect(sql`select pg_sleep(1.5)`.execute(database.stored)).rejects.toThrow('statement timeout');
});

test('of several that open an old database at once, one brings it up and all find it whole', async () => {
  const place = await freshPlace();
  const before = await oldDatabase(place, 1);
  const hubs = await Promise.all([1, 2, 3].map(() => open(place)));
  for (const hub of hubs) {
    expect(await missingFrom(hub)).toBe('');
    expect(Object.keys(countsOf(await everyRow(hub)))).toEqual(expect.arrayContaining(Object.keys(before)));
    await hub.close();
  }
});

test.runIf(databaseKind === 'sqlite')('a commit is on the disk when it is acknowledged, and readers go on while one writes', async () => {
  const hub = await opened(await freshPlace());
  expect((await sql`pragma journal_mode`.execute(hub.stored)).rows).toEqual([{ journal_mode: 'wal' }]);
  expect((await sql`pragma synchronous`.execute(hub.stored)).rows).toEqual([{ synchronous: 2 }]);
});
