import { existsSync, statSync } from 'node:fs';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { inMemory } from '../../src/db/databaseUrl.ts';
import { openHub, type Hub } from '../../src/hub.ts';
import { databaseKind, newPlace, type Place } from '../support/database.ts';
import { turnsDuring } from '../support/turnsDuring.ts';

async function openOnFile(): Promise<{ hub: Hub; place: Place; file: string }> {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await openHub(place);
  onTestFinished(() => hub.close());
  return { hub, place, file: place.database.kind === 'sqlite' ? place.database.file : '' };
}

const version = (cause: string) => sql`insert into data_version (committed_at, cause) values ('2025-01-01', ${cause})`;
const causes = async ({ stored }: Hub) => (await sql<{ cause: string }>`select cause from data_version where committed_at = '2025-01-01' order by version`.execute(stored)).rows.map(({ cause }) => cause);
/** A statement that takes SQLite a good while. */
const longStatement = sql`with recursive n (i) as (select 1 union all select i + 1 from n where i < 300000) select count(*) as n from n`;

describe.runIf(databaseKind === 'sqlite')('a hub that answers', () => {
  test('gives other work its turn while a long statement, a commit or a checkpoint is under way', async () => {
    const { hub, file } = await openOnFile();
    await hub.writeBeside();
    // On the loop itself it is none.
    expect(await turnsDuring(hub.write(({ db }) => longStatement.execute(db)))).toBeGreaterThan(100);

    const filled = hub.write(({ inTransaction }) => inTransaction(async (db) => {
      await sql`insert into data_version (committed_at, cause) with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000) select '2025-01-01', printf('%0500d', i) from n`.execute(db);
      return version('the last').execute(db);
    }));
    expect(await turnsDuring(filled)).toBeGreaterThan(100);
    // The log was brought into the file itself.
    expect(statSync(file).size).toBeGreaterThan(20_000 * 500);
  });

  test('writes as before: all of a transaction or nothing, what is read in it, values of every kind, and rows by the thousand', async () => {
    const { hub } = await openOnFile();
    await hub.writeBeside();
    const seen = await hub.write(({ inTransaction }) => inTransaction(async (db) => {
      const { numAffectedRows } = await version('one').execute(db);
      const { rows } = await sql`select cause, null as none, 1.5 as fraction, ${'“ö”'} as text from data_version where committed_at = '2025-01-01'`.execute(db);
      return { numAffectedRows, rows };
    }));
    expect(seen).toEqual({ numAffectedRows: 1n, rows: [{ cause: 'one', none: null, fraction: 1.5, text: '“ö”' }] });

    const broken = hub.write((writer) => writer.inTransaction(async (db) => {
      await writer.within(db).load('data_version', ['committed_at', 'cause'], Array.from({ length: 5_000 }, (_, row) => ['2025-01-01', `row ${row}`]));
      await sql`insert into data_version (version, committed_at, cause) values (1, '2025-01-01', 'twice'), (1, '2025-01-01', 'twice')`.execute(db);
    }));
    await expect(broken).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY', message: expect.stringContaining('data_version.version') });
    expect(await causes(hub)).toEqual(['one']);
    await hub.write(({ load }) => load('data_version', ['committed_at', 'cause'], [['2025-01-01', 'two']]));
    expect(await causes(hub)).toEqual(['one', 'two']);
  });

  test('adds beside what is being written, or says that it cannot yet', async () => {
    const { hub } = await openOnFile();
    await hub.writeBeside();
    const append = (cause: string) => hub.append('data_version', ['committed_at', 'cause'], [['2025-01-01', cause]]);
    expect(await append('before')).toBe(true);
    await hub.write(({ inTransaction }) => inTransaction(async () => expect(await append('meanwhile')).toBe(false)));
    expect(await append('after')).toBe(true);
    expect(await causes(hub)).toEqual(['before', 'after']);
  });

  test('lets what was begun before end before writing moves, and leaves no log behind when it closes', async () => {
    const { hub, file } = await openOnFile();
    const begun = hub.write(({ inTransaction }) => inTransaction(async (db) => {
      await new Promise(setImmediate);
      await version('begun before').execute(db);
    }));
    await hub.writeBeside();
    await begun;
    await hub.write(({ db }) => version('written beside').execute(db));
    expect(await causes(hub)).toEqual(['begun before', 'written beside']);
    expect(existsSync(`${file}-wal`)).toBe(true);
    await hub.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  test('fails what it is asked to write once its thread is gone, and does not go on half done on another connection', async () => {
    const { hub, place } = await openOnFile();
    await hub.writeBeside();
    const half = hub.write(({ inTransaction }) => inTransaction(async (db) => {
      await version('half').execute(db);
      await hub.close();
      await version('the other half').execute(db);
    }));
    await expect(half).rejects.toThrow('The thread that writes to the database has ended');
    const again = await openHub(place);
    onTestFinished(() => again.close());
    expect(await causes(again)).toEqual([]);
  });
});

test('a hub in memory, and one on a server, go on writing as they did', async () => {
  const hub = databaseKind === 'sqlite' ? await openHub({ database: { kind: 'sqlite', file: inMemory }, dataFolder: '' }) : (await openOnFile()).hub;
  await hub.writeBeside();
  await hub.write(({ db }) => version('one').execute(db));
  expect(await causes(hub)).toEqual(['one']);
});
