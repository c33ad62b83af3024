import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openHub } from '../../src/hub.ts';
import { databaseKind, newPlace, openEmptyHub } from '../support/database.ts';

test('the migrations make exactly the tables that the code describes', async () => {
  const hub = await openEmptyHub();
  onTestFinished(() => hub.close());
  // What this prints when it fails is the SQL of the migration that is missing.
  expect(await hub.orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe('');
});

test('a difference between tables and code is noticed', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await openHub(place);
  onTestFinished(() => hub.close());
  await sql`drop index plan_source_id_index`.execute(hub.stored);
  await sql`alter table plan drop column summary`.execute(hub.stored);
  expect(await hub.orm.schema.getUpdateSchemaSQL({ wrap: false })).toContain('summary');
});

test('a database is brought up once, and opened again as it is', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const first = await openHub(place);
  await sql`insert into data_version (committed_at, cause) values ('2025-01-01', 'test')`.execute(first.stored);
  await first.close();
  const second = await openHub(place);
  onTestFinished(() => second.close());
  expect((await sql`select cause from data_version`.execute(second.stored)).rows).toEqual([{ cause: 'test' }]);
});

test.runIf(databaseKind === 'sqlite')('a commit is on the disk when it is acknowledged, and readers go on while one writes', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await openHub(place);
  onTestFinished(() => hub.close());
  expect((await sql`pragma journal_mode`.execute(hub.stored)).rows).toEqual([{ journal_mode: 'wal' }]);
  expect((await sql`pragma synchronous`.execute(hub.stored)).rows).toEqual([{ synchronous: 2 }]);
});
