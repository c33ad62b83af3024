import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readConfig, type Config } from '../../src/config.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { openHub, type Hub } from '../../src/hub.ts';
import { administer, databaseKind, newPlace } from '../support/database.ts';
import { makePackage, publishers } from '../support/harvest.ts';

/** A new database of which something is set for whoever comes. */
async function databaseWith(...settings: string[]): Promise<Config & { url: string }> {
  const place = await newPlace();
  onTestFinished(place.remove);
  const url = place.settings['DATABASE_URL']!;
  await administer(async (client) => {
    for (const setting of settings) await client.query(`alter database ${new URL(url).pathname.slice(1)} set ${setting}`);
  });
  return { ...readConfig(place.settings), url };
}

async function opened(config: Config): Promise<Hub> {
  const hub = await openHub(config);
  onTestFinished(() => hub.close());
  return hub;
}

const version = sql`insert into data_version (committed_at, cause) values ('2025-01-01', 'test')`;
const outcome = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'done', (error: unknown) => error);

/** Holds a lock for much longer than the database lets anybody wait for it, while the work is under way. */
async function whileHeld(url: string, lock: number, work: () => Promise<unknown>): Promise<unknown> {
  return administer(async (client) => {
    await client.query(`begin; select pg_advisory_xact_lock(${lock})`);
    const done = outcome(work());
    await client.query('select pg_sleep(0.5)');
    await client.query('commit');
    return done;
  }, url);
}

describe.runIf(databaseKind === 'postgres')('what is set for a database does not keep a hub from', () => {
  test('waiting for its turn to write, and to start', async () => {
    const config = await databaseWith("lock_timeout = '20ms'");
    expect(await whileHeld(config.url, 4_710_002, () => opened(config))).toBe('done');
    const hub = await opened(config);
    expect(await whileHeld(config.url, 4_710_001, () => hub.write((writer) => writer.inTransaction((db) => version.execute(db))))).toBe('done');
  });

  test('pausing within a transaction, as long as what it writes takes to be worked out', async () => {
    const hub = await opened(await databaseWith("idle_in_transaction_session_timeout = '50ms'"));
    const paused = hub.write((writer) => writer.inTransaction(async (db) => {
      await version.execute(db);
      await administer((client) => client.query('select pg_sleep(0.3)'));
      await version.execute(db);
    }));
    expect(await outcome(paused)).toBe('done');
  });

  test('being missed by the server within forty seconds once its machine is gone, so that what it held is let go', async () => {
    const hub = await opened(await databaseWith('tcp_keepalives_idle = 7200'));
    const { rows } = await sql`select current_setting('tcp_keepalives_idle')::int + current_setting('tcp_keepalives_interval')::int * current_setting('tcp_keepalives_count')::int as seconds`.execute(hub.stored);
    expect(rows).toEqual([{ seconds: 40 }]);
  });

  test.each(['repeatable read', 'serializable'])('reading in four packages at once (%s)', async (level) => {
    const config = await databaseWith(`default_transaction_isolation = '${level}'`);
    const hubs = [await opened(config), await opened(config), await opened(config), await opened(config)];
    const packages = hubs.map((_, number) => makePackage({ 'themes.csv': `theme_code,label\nT${number},Theme ${number}` }, { name: `themes-${number}`, publisher: publishers.england }));
    const reports = await Promise.all(hubs.map((hub, number) => harvestPackage(hub.harvesting, packages[number]!.path).catch((error: unknown) => error)));
    expect(reports).toMatchObject(Array.from({ length: 4 }, () => ({ status: 'harvested', rowsRefused: 0 })));
  });

  test('adding entries that are there already, beside what is written', async () => {
    const config = await databaseWith("default_transaction_isolation = 'serializable'");
    const hub = await opened(config);
    const added = await administer(async (client) => {
      await client.query("begin; insert into data_version (version, committed_at, cause) values (1, '2025-01-01', 'before')");
      const appended = outcome(hub.append('data_version', ['version', 'committed_at', 'cause'], [[1, '2025-01-01', 'after']]));
      await client.query('select pg_sleep(0.2)');
      await client.query('commit');
      return appended;
    }, config.url);
    expect(added).toBe('done');
  });
});
