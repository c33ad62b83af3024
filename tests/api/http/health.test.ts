import { closeSync, copyFileSync, openSync, renameSync, truncateSync, writeSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { nextDataVersion } from '../../../src/harvest/recordHarvest.ts';
import { openHub } from '../../../src/hub.ts';
import { databaseKind, newPlace } from '../../support/database.ts';
import { openTestHub } from '../../support/harvest.ts';
import { startServer } from '../../support/server.ts';

test('a hub that answers is live and ready', async () => {
  const { get } = await startServer();
  const [live, ready] = [await get('/health/live'), await get('/health/ready')];
  expect([live.status, live.json, ready.status, ready.json]).toEqual([200, { status: 'live' }, 200, { status: 'ready' }]);
  expect(ready.headers.get('cache-control')).toBe('no-store');
});

test('a hub whose database does not answer is live, but not ready', async () => {
  const { hub } = await openTestHub();
  const { get } = await startServer({}, { hub: { ...hub, rows: hub.rows.withSchema('gone') } });
  expect((await get('/health/live')).status).toBe(200);
  const ready = await get('/health/ready');
  expect([ready.status, ready.json]).toEqual([503, { status: 'database does not answer' }]);
});

test.runIf(databaseKind === 'sqlite')('a hub whose file was moved away or replaced meanwhile is not ready, and writes nothing that nobody would find again', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await openHub(place);
  onTestFinished(() => hub.close());
  const { get } = await startServer({}, { hub });
  const file = path.join(place.dataFolder, 'hub.sqlite');
  const write = () => hub.write(async ({ db }) => void (await nextDataVersion(db, '2025-06-01', 'test')));
  const readiness = async () => {
    const { status, json } = await get('/health/ready');
    return [status, json.status];
  };
  await write();
  expect(await readiness()).toEqual([200, 'ready']);
  renameSync(file, `${file}.away`);
  for (const replaced of [false, true]) {
    if (replaced) copyFileSync(`${file}.away`, file);
    expect(await readiness()).toEqual([503, 'file of the database was moved, replaced or made unreadable']);
    await expect(write()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE', message: expect.stringContaining('was moved away or replaced since the hub opened it') });
    await expect(hub.append('audit_entry', [], [])).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  }
  expect((await get('/health/live')).status).toBe(200);
  renameSync(`${file}.away`, file);
  expect(await readiness()).toEqual([200, 'ready']);
  await write();
});

test.runIf(databaseKind === 'sqlite')('a hub whose file was damaged says so, and is no fault of the hub', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await openHub(place);
  onTestFinished(() => hub.close().catch(() => undefined));
  const { post } = await startServer({}, { hub });
  expect((await post({ query: '{ plans { totalCount } }' })).status).toBe(200);
  const file = path.join(place.dataFolder, 'hub.sqlite');
  await hub.write(async ({ db }) => void (await sql`pragma wal_checkpoint(truncate)`.execute(db)));
  truncateSync(file, 8_192);
  const { status, codes, json } = await post({ query: '{ actions { totalCount } services { totalCount } priorities { nodes { title } } }' });
  expect([status, new Set(codes)]).toEqual([503, new Set(['DATABASE_UNAVAILABLE'])]);
  expect(json.errors![0].message).toMatch(/^The file of the database cannot be read or written \(SQLITE_(CORRUPT|NOTADB|IOERR)\w*\): it is damaged, or its disk fails/);
});

test.runIf(databaseKind === 'sqlite')('a hub whose file was damaged in one place alone is ready, as it answers all that does not need that', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await openHub(place);
  onTestFinished(() => hub.close().catch(() => undefined));
  const { get, post } = await startServer({}, { hub });
  const where = await hub.write(async ({ db }) => {
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
    return (await sql<{ page: number; size: number }>`select rootpage as page, page_size as size from sqlite_schema, pragma_page_size where name = 'service'`.execute(db)).rows[0]!;
  });
  const file = openSync(path.join(place.dataFolder, 'hub.sqlite'), 'r+');
  writeSync(file, Buffer.alloc(where.size, 0xff), 0, where.size, (where.page - 1) * where.size);
  closeSync(file);
  const damaged = await post({ query: '{ services { nodes { name } } }' });
  expect(damaged.codes).toEqual(['DATABASE_UNAVAILABLE']);
  expect([(await get('/health/ready')).status, (await post({ query: '{ plans { totalCount } }' })).status]).toEqual([200, 200]);
});

test('a hub that stops is not ready, still answers, and ends each connection with its answer', async () => {
  const { get, post, beginStopping } = await startServer();
  expect((await post({ query: '{ __typename }' })).headers.get('connection')).not.toBe('close');
  beginStopping();
  const ready = await get('/health/ready');
  expect([ready.status, ready.json]).toEqual([503, { status: 'stopping' }]);
  const answer = await post({ query: '{ __typename }' });
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
});
