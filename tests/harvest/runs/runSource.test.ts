import { expect, test } from 'vitest';
import { confirmHeld } from '../../../src/harvest/runs/runSource.ts';
import { beginRun, cancelRun } from '../../../src/harvest/runs/underWay.ts';
import { findRegistered, removeSource } from '../../../src/harvest/sources/registerSource.ts';
import { publishers } from '../../support/harvest.ts';
import { descriptor, directory, file, id, register, type Trial } from '../../support/registeredSource.ts';

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
  await trial.saveAgain();
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

test('a server that says when it may be asked again is not asked by a schedule before', async () => {
  const trial = await register((_, response) => void response.writeHead(503, { 'retry-after': '1500' }).end(), { changes: { schedule: '*/5 * * * *' } });
  expect((await trial.read()).message).toContain('asks to be left alone until');
  const { next_run_at: next } = await trial.source();
  // Retry-After counts from the true time, and the clock of the test stands still in 2025: a day is the most that is waited.
  expect(next).toBe('2025-06-02T12:05:00.000Z');
});
