import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { parseDatabaseUrl } from '../../src/db/databaseUrl.ts';
import { databaseTrouble } from '../../src/db/databaseTrouble.ts';
import { openHub, type Hub } from '../../src/hub.ts';
import { administer, databaseKind, newPlace } from '../support/database.ts';
import { openProxy } from '../support/proxy.ts';
import { doorCertificate, startTlsDoor } from '../support/startTlsDoor.ts';

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
    ['no such user', (url) => (url.username = 'nobody_known'), 'The server does not let this user in: role "nobody_known" does not exist.'],
  ])('%s', async (_name, change, words) => {
    const failure = await openAt((url) => {
      url.password = 'secret';
      change(url);
    });
    expect(failure).toMatchObject({ code: 'BAD_CONFIGURATION', message: expect.stringContaining(words) });
    expect((failure as Error).message).not.toContain('secret');
  });

  test('a user who may not create tables', async () => {
    await administer((client) => client.query('drop role if exists reader_only; create role reader_only login'));
    expect(await openAt((url) => (url.username = 'reader_only'))).toMatchObject({ code: 'BAD_CONFIGURATION', message: expect.stringContaining('This user may not create tables there.') });
  });

  test.each(['LATIN1', 'SQL_ASCII'])('a database that keeps texts as %s, before anything is made in it', async (encoding) => {
    const name = `in_${encoding.toLowerCase()}`;
    await administer((client) => client.query(`create database ${name} template template0 encoding '${encoding}' locale_provider libc locale 'C'`));
    onTestFinished(() => administer(async (client) => void (await client.query(`drop database ${name} with (force)`))));
    expect(await openAt((url) => (url.pathname = `/${name}`))).toMatchObject({ code: 'BAD_CONFIGURATION', message: expect.stringContaining(`It keeps texts as ${encoding}, and the hub needs UTF8.`) });
    const made = await administer(async (client) => (await client.query("select relname from pg_class where relnamespace = 'public'::regnamespace")).rows, inject('postgres').replace('DATABASE', name));
    expect(made).toEqual([]);
  });

  test('what answers is no PostgreSQL server', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    expect(await openAt((url) => (url.port = String((server.address() as AddressInfo).port)))).toMatchObject({ code: 'BAD_CONFIGURATION', message: expect.stringContaining('it is no PostgreSQL server') });
  });
});

describe.runIf(databaseKind === 'postgres')('a connection on which nothing answers, though nobody ends it,', () => {
  test('is ended a while after the server would have given up, so that the hub answers again; and closing waits for none', { timeout: 90_000 }, async () => {
    const place = await newPlace();
    onTestFinished(place.remove);
    const url = new URL(place.settings['DATABASE_URL']!);
    const proxy = await openProxy({ host: url.hostname, port: Number(url.port) });
    url.port = String(proxy.port);
    const hub = await openHub({ ...place, database: { kind: 'postgres', url: url.href }, maxReadSeconds: 1 });
    const ask = () => sql<{ one: number }>`select 1 as one`.execute(hub.stored).then(({ rows }) => rows[0]!.one, (error: unknown) => databaseTrouble(error)?.code);
    expect(await ask()).toBe(1);
    proxy.silence();
    expect(await ask()).toBe('DATABASE_UNAVAILABLE');
    expect(await ask()).toBe(1);
    const begun = Promise.withResolvers<void>();
    const writing = hub.write(async ({ db }) => {
      proxy.silence();
      begun.resolve();
      await sql`select 1`.execute(db);
    }).catch((error: unknown) => databaseTrouble(error)?.code ?? (error as { code?: string }).code);
    await begun.promise;
    await hub.close();
    expect(await writing).toBe('DATABASE_UNAVAILABLE');
  });

  test('is ended with what it holds once the server has done all that was written on it, so that this hub and others write again', { timeout: 90_000 }, async () => {
    const place = await newPlace();
    onTestFinished(place.remove);
    const url = new URL(place.settings['DATABASE_URL']!);
    const other = await openHub({ ...place, database: parseDatabaseUrl(url.href)! });
    onTestFinished(() => other.close());
    const proxy = await openProxy({ host: url.hostname, port: Number(url.port) });
    url.port = String(proxy.port);
    const hub = await openHub({ ...place, database: { kind: 'postgres', url: url.href } });
    onTestFinished(() => hub.close());
    const begun = Promise.withResolvers<void>();
    const silenced = hub.write(({ inTransaction }) => inTransaction(async (db) => {
      proxy.silence();
      begun.resolve();
      await sql`select 1`.execute(db);
    })).catch((error: unknown) => databaseTrouble(error)?.code ?? (error as { code?: string }).code);
    await begun.promise;
    const write = ({ write: writeTo }: Hub) => writeTo(({ inTransaction }) => inTransaction(async (db) => (await sql`select 1 as one`.execute(db)).rows));
    expect(await Promise.all([write(other), silenced, write(hub)])).toEqual([[{ one: 1 }], 'DATABASE_UNAVAILABLE', [{ one: 1 }]]);
  });

  test('and while somebody writes it is waited for as long as that takes', { timeout: 90_000 }, async () => {
    const place = await newPlace();
    onTestFinished(place.remove);
    const hub = await openHub({ ...place, database: parseDatabaseUrl(place.settings['DATABASE_URL']!)!, maxReadSeconds: 1 });
    onTestFinished(() => hub.close());
    expect(await hub.write(async ({ db }) => (await sql<{ one: number }>`select 1 as one from pg_sleep(23)`.execute(db)).rows)).toEqual([{ one: 1 }]);
  });
});

test.runIf(databaseKind === 'postgres')('a database that takes no changes is told so, and no fault of the hub', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await openHub({ ...place, database: parseDatabaseUrl(place.settings['DATABASE_URL']!)! });
  onTestFinished(() => hub.close());
  const written = hub.write(({ inTransaction }) => inTransaction(async (db) => {
    await sql`set transaction read only`.execute(db);
    await sql`delete from run_under_way`.execute(db);
  }));
  await expect(written).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE', message: expect.stringContaining('can be read at present and not changed (25006)') });
});

describe.runIf(databaseKind === 'postgres')('a connection is encrypted as the address asks', () => {
  const throughDoor = async (query: string): Promise<{ opened: unknown; encrypted: number }> => {
    const place = await newPlace();
    const url = new URL(place.settings['DATABASE_URL']!);
    const door = await startTlsDoor(Number(url.port));
    onTestFinished(async () => {
      door.close();
      await place.remove();
    });
    [url.port, url.search] = [String(door.port), query];
    const database = parseDatabaseUrl(url.href)!;
    const opened = await openHub({ ...place, database }).catch((error: unknown) => error);
    if (!(opened instanceof Error)) await (opened as Hub).close();
    return { opened, encrypted: door.connections() };
  };

  test.each(['?sslmode=require', `?sslmode=verify-full&sslrootcert=${doorCertificate}`, `?sslmode=verify-ca&sslrootcert=${doorCertificate}`])('%s', async (query) => {
    const { opened, encrypted } = await throughDoor(query);
    expect(opened).not.toBeInstanceOf(Error);
    expect(encrypted).toBeGreaterThan(0);
  });

  test.each([
    ['', 'no pg_hba.conf entry for host "127.0.0.1", user "postgres", database "x", no encryption. Correct the user name and password; where encryption is what it misses, end the address in ?sslmode=require.'],
    ['?sslmode=verify-full', 'The server shows a certificate that this hub cannot verify (DEPTH_ZERO_SELF_SIGNED_CERT).'],
    ['?sslmode=verify-ca', 'sslmode=verify-ca needs sslrootcert'],
    ['?sslmode=require&sslrootcert=nowhere.crt', 'A certificate or key that its address names cannot be read: ENOENT'],
  ])('what does not fit is told in a sentence: "%s"', async (query, words) => {
    expect((await throughDoor(query)).opened).toMatchObject({ code: 'BAD_CONFIGURATION', message: expect.stringContaining(words) });
  });

  test('a server that takes no encryption is not asked without', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.end('N'))).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    expect(await openAt((url) => ([url.port, url.search] = [String((server.address() as AddressInfo).port), '?sslmode=require']))).toMatchObject({ code: 'BAD_CONFIGURATION', message: expect.stringContaining('which the server does not offer') });
  });
});

test.runIf(databaseKind === 'postgres')('a hub ends although somebody never gives a connection back', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await openHub(place);
  void hub.stored.connection().execute(() => new Promise(() => undefined));
  await hub.rows.selectFrom('plan').select('id').execute();
  await hub.close();
}, 30_000);
