import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import type { HarvestReport } from '../../../src/harvest/harvestReport.ts';
import { confirmHeld, runSource, type Running } from '../../../src/harvest/runs/runSource.ts';
import { beginRun, cancelRun } from '../../../src/harvest/runs/underWay.ts';
import { readRegistration } from '../../../src/harvest/sources/registration.ts';
import { findRegistered, registerSource, removeSource } from '../../../src/harvest/sources/registerSource.ts';
import { startAuthority, type Behaviour, type FakeAuthority } from '../../support/fakeAuthority.ts';
import { openTestHub, publishers, type TestHub } from '../../support/harvest.ts';
import { makeZip } from '../../support/makeZip.ts';

const descriptor = { name: 'directory', title: 'Leicester’s directory', publisher: publishers.leicester };
const id = 'E06000016/directory';

/** A zip of Leicester's directory with so many services. */
function directory(services: number, described: object = descriptor): Buffer {
  const rows = Array.from({ length: services }, (_, index) => `s${index},Service ${index},E06000016`);
  return readFileSync(makeZip({ 'datapackage.json': JSON.stringify(described), 'services.csv': `${['service_ref,name,authority_codes', ...rows].join('\n')}\n` }));
}

/** Answers with a file and its ETag, and with 304 to whoever has it. */
function file(content: Buffer, etag: string): Behaviour {
  return (request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { etag, 'content-length': content.length }).end(content);
  };
}

interface Trial extends TestHub {
  running: Running;
  authority: FakeAuthority;
  read: () => Promise<HarvestReport>;
  services: () => Promise<number>;
  source: () => Promise<Record<string, unknown>>;
}

/** A hub with Leicester's directory registered at an authority's server that behaves so. `clock` may move. */
async function register(behaviour: Behaviour, { clock = () => new Date('2025-06-01T12:00:00Z'), changes = {} } = {}): Promise<Trial> {
  const testHub = await openTestHub({ clock });
  const authority = await startAuthority({ '/directory.zip': behaviour });
  const gatheredFolder = mkdtempSync(path.join(os.tmpdir(), 'common-ground-gathered-'));
  onTestFinished(() => rmSync(gatheredFolder, { recursive: true, force: true }));
  const { hub } = testHub;
  const running: Running = { harvesting: { ...hub.harvesting, now: clock }, db: hub.stored, gatheredFolder, privateHosts: ['127.0.0.1'], sourceKeys: new Map() };
  await save(testHub, authority, clock(), changes);
  return {
    ...testHub,
    running,
    authority,
    read: async () => (await runSource(running, id, { trigger: 'command', askedBy: null }))[0]!,
    services: async () => Number((await sql<{ n: number }>`select count(*) as n from service where withdrawn_on is null`.execute(hub.stored)).rows[0]!.n),
    source: async () => (await sql<Record<string, unknown>>`select * from source where id = ${id}`.execute(hub.stored)).rows[0]!,
  };
}

async function save({ hub }: TestHub, authority: FakeAuthority, now: Date, changes = {}): Promise<void> {
  const json = JSON.stringify({ ...descriptor, connector: 'package', settings: { address: authority.at('/directory.zip') }, ...changes });
  const read = readRegistration(json);
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  await registerSource(hub.write, json, read.registration, now);
}

test('a registered source is read, and when its server has nothing newer it is not sent again', async () => {
  const trial = await register(file(directory(12), '"1"'));
  expect(await trial.read()).toMatchObject({ status: 'harvested', counts: { added: 12 } });
  expect(await trial.source()).toMatchObject({ connector: 'package', stale_since: null, last_read_at: '2025-06-01T12:00:00.000Z' });
  expect(await trial.read()).toMatchObject({ status: 'unchanged' });
  expect(trial.authority.asked).toHaveLength(2);
  expect(await trial.rows('select status, requests, trigger from harvest order by id desc limit 1')).toEqual([{ status: 'succeeded', requests: 1, trigger: 'command' }]);
});

test('a source that is down is stale since then, says why, and what was read before still answers', async () => {
  let now = new Date('2025-06-01T12:00:00Z');
  const trial = await register(file(directory(12), '"1"'), { clock: () => now });
  await trial.read();
  await trial.authority.close();
  now = new Date('2025-06-02T12:00:00Z');
  const report = await trial.read();
  expect(report.status).toBe('failed');
  expect(report.message).toContain('127.0.0.1');
  now = new Date('2025-06-03T12:00:00Z');
  await trial.read();
  expect(await trial.source()).toMatchObject({ stale_since: '2025-06-02T12:00:00.000Z', failed_runs: 2, last_read_at: '2025-06-01T12:00:00.000Z' });
  expect(await trial.services()).toBe(12);
});

test('half a file withdraws nothing, and the next whole one heals', async () => {
  const whole = directory(12);
  const trial = await register((request, response, time) => (time === 2 ? void response.writeHead(200, { 'content-length': whole.length }).write(whole.subarray(0, 200), () => response.destroy()) : file(time === 1 ? whole : directory(13), `"${time}"`)(request, response, time)));
  await trial.read();
  expect(await trial.read()).not.toMatchObject({ status: 'unchanged' });
  expect(await trial.services()).toBeGreaterThanOrEqual(12);
  await trial.read();
  expect(await trial.services()).toBe(13);
  expect(await trial.source()).toMatchObject({ stale_since: null, failed_runs: 0 });
});

test('a source that shrinks much is held; a person confirms just what was read, and nothing else', async () => {
  let content = directory(40);
  let etag = 1;
  const trial = await register((request, response, time) => file(content, `"${etag}"`)(request, response, time));
  await trial.read();
  [content, etag] = [directory(3), 2];
  const held = await trial.read();
  expect(held).toMatchObject({ status: 'held' });
  expect(held.message).toContain('37 of 40 records are gone');
  expect(await trial.services()).toBe(40);
  expect(await trial.source()).toMatchObject({ stale_since: '2025-06-01T12:00:00.000Z' });
  expect(await confirmHeld(trial.running, id)).toBe(true);
  [content, etag] = [directory(2), 3];
  expect(await trial.read()).toMatchObject({ status: 'held' });
  expect(await confirmHeld(trial.running, id)).toBe(true);
  expect(await trial.read()).toMatchObject({ status: 'harvested', counts: { withdrawn: 38 } });
  expect(await trial.services()).toBe(2);
  expect(await confirmHeld(trial.running, id)).toBe(false);
});

test('a shrink that the source allows is no reason to stop', async () => {
  let content = directory(40);
  const trial = await register((request, response, time) => file(content, `"${time}"`)(request, response, time), { changes: { mayShrinkBy: 50 } });
  await trial.read();
  content = directory(20);
  expect(await trial.read()).toMatchObject({ status: 'harvested', counts: { withdrawn: 20 } });
});

test('a package that says it is another publisher’s is refused, whatever its address', async () => {
  const trial = await register(file(directory(12, { ...descriptor, publisher: publishers.england }), '"1"'));
  const report = await trial.read();
  expect(report.status).toBe('failed');
  expect(report.message).toContain('The source is registered as E06000016/directory, of Leicester (authority)');
  expect(await trial.services()).toBe(0);
});

test('a run that is cancelled changes nothing and leaves the source as well as it was', async () => {
  const trial: Trial = await register(async (request, response, time) => {
    if (time === 2) await cancelRun(trial.hub.write, id, 'Derby', '2025-06-01T12:00:00Z');
    await file(directory(time === 1 ? 12 : 13), `"${time}"`)(request, response, time);
  });
  await trial.read();
  const report = await trial.read();
  expect(report).toMatchObject({ status: 'cancelled', message: 'The run was cancelled by Derby. Nothing was changed.' });
  expect(await trial.services()).toBe(12);
  expect(await trial.source()).toMatchObject({ stale_since: null, failed_runs: 0 });
  expect(await trial.rows('select * from run_under_way')).toEqual([]);
});

test('one run reads a source at a time, and a dead one leaves its place to the next', async () => {
  let now = new Date('2025-06-01T12:00:00Z');
  const trial = await register(file(directory(12), '"1"'), { clock: () => now });
  await beginRun({ write: trial.hub.write, now: () => now, sourceId: id, trigger: 'schedule', askedBy: null });
  await expect(trial.read()).rejects.toMatchObject({ code: 'ALREADY_RUNNING' });
  now = new Date('2025-06-01T12:01:01Z');
  expect(await trial.read()).toMatchObject({ status: 'harvested' });
});

test('a source that is removed and registered again has the same records', async () => {
  const trial = await register(file(directory(12), '"1"'));
  await trial.read();
  const before = await trial.rows<{ id: string }>('select id, first_harvest_id from service order by id');
  await removeSource(trial.running.harvesting, await findRegistered(trial.hub.stored, id));
  expect(await trial.services()).toBe(0);
  expect(await trial.rows('select distinct withdrawn_on from service')).toEqual([{ withdrawn_on: '2025-06-01' }]);
  await expect(trial.read()).rejects.toMatchObject({ code: 'UNKNOWN_SOURCE' });
  await save(trial, trial.authority, new Date('2025-06-01T12:00:00Z'));
  expect(await trial.read()).toMatchObject({ status: 'harvested' });
  expect(await trial.rows('select id, first_harvest_id from service order by id')).toEqual(before);
  expect(await trial.services()).toBe(12);
});

test('after several failures in a row a schedule leaves the server in peace, longer each time', async () => {
  const trial = await register((_, response) => void response.writeHead(404).end(), { changes: { schedule: '*/5 * * * *' } });
  const next: unknown[] = [];
  for (let run = 1; run <= 5; run += 1) {
    await trial.read();
    next.push((await trial.source()).next_run_at);
  }
  expect(next).toEqual(['2025-06-01T12:05:00.000Z', '2025-06-01T12:05:00.000Z', '2025-06-01T13:05:00.000Z', '2025-06-01T14:05:00.000Z', '2025-06-01T16:05:00.000Z']);
});
