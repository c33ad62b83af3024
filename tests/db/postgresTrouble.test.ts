import pg from 'pg';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { openHub } from '../../src/hub.ts';
import { databaseKind, newPlace } from '../support/database.ts';

/** Opens a hub on the tests' server by an address that was changed. */
async function openAt(change: (url: URL) => void): Promise<unknown> {
  const place = await newPlace();
  onTestFinished(place.remove);
  const url = new URL(place.settings['DATABASE_URL']!);
  change(url);
  return openHub({ ...place, database: { kind: 'postgres', url: url.href } }).catch((error: unknown) => error);
}

describe.runIf(databaseKind === 'postgres')('a PostgreSQL that cannot be used stops the hub with a sentence, without the password', () => {
  test.each<[string, (url: URL) => void, string]>([
    ['nobody listens', (url) => (url.port = '9'), 'No PostgreSQL server answers there (ECONNREFUSED).'],
    ['no such machine', (url) => (url.hostname = 'no-such-machine.invalid'), 'No machine has that name'],
    ['no such database', (url) => (url.pathname = '/nothing_here'), 'The server has no such database.'],
    ['no such user', (url) => (url.username = 'nobody_known'), 'The server does not let this user in.'],
  ])('%s', async (_name, change, words) => {
    const failure = await openAt((url) => {
      url.password = 'secret';
      change(url);
    });
    expect(failure).toMatchObject({ code: 'BAD_CONFIGURATION', message: expect.stringContaining(words) });
    expect((failure as Error).message).not.toContain('secret');
  });

  test('a user who may not create tables', async () => {
    const client = new pg.Client({ connectionString: inject('postgres').replace('DATABASE', 'postgres') });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query('drop role if exists reader_only');
    await client.query('create role reader_only login');
    expect(await openAt((url) => (url.username = 'reader_only'))).toMatchObject({ code: 'BAD_CONFIGURATION', message: expect.stringContaining('This user may not create tables there.') });
  });
});
