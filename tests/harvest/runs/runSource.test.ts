import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { settleDeath } from '../../../src/harvest/runs/recordEnd.ts';
import { confirmHeld, endRun, endRunIfAny } from '../../../src/harvest/runs/askForRun.ts';
import { runSource } from '../../../src/harvest/runs/runSource.ts';
import { beginRun } from '../../../src/harvest/runs/underWay.ts';
import { findRegistered, removeSource } from '../../../src/harvest/sources/registerSource.ts';
import { publishers } from '../../support/harvest.ts';
import { makeZip } from '../../support/makeZip.ts';
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
  expect(await trial.running.harvesting.write(({ db }) => confirmHeld(db, id))).toBe(true);
  [content, etag] = [directory(2), 3];
  expect(await trial.read()).toMatchObject({ status: 'held' });
  expect(await trial.running.harvesting.write(({ db }) => confirmHeld(db, id))).toBe(true);
  expect(await trial.read()).toMatchObject({ status: 'harvested', counts: { withdrawn: 38 } });
  expect(await trial.services()).toBe(2);
  expect(await trial.running.harvesting.write(({ db }) => confirmHeld(db, id))).toBe(false);
});

test('services that come back hide no loss: a part is told of what the source held', async () => {
  let content = directory(40);
  const trial = await register((request, response, time) => file(content, `"${time}"`)(request, response, time));
  await trial.read();
  content = directory(12, descriptor, 100);
  await trial.read();
  await trial.running.harvesting.write(({ db }) => confirmHeld(db, id));
  expect(await trial.read()).toMatchObject({ status: 'harvested', counts: { added: 12, withdrawn: 40 } });
  content = directory(40);
  const held = await trial.read();
  expect(held).toMatchObject({ status: 'held' });
  expect(held.message).toContain('12 of 12 records are gone from it (100 %;');
  expect(await trial.services()).toBe(12);
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
    if (time === 2) await trial.hub.write(({ db }) => endRun(db, { sourceId: id, by: 'Derby', at: new Date('2025-06-01T12:00:00Z') }));
    await file(directory(time === 1 ? 12 : 13), `"${time}"`)(request, response, time);
  });
  await trial.read();
  const report = await trial.read();
  expect(report).toMatchObject({ status: 'cancelled', message: 'The run was cancelled by Derby. Nothing was changed.' });
  expect(await trial.services()).toBe(12);
  expect(await trial.source()).toMatchObject({ stale_since: null, failed_runs: 0 });
  expect(await trial.rows('select * from run_under_way')).toEqual([]);
});

/** Lets something happen once the rows of the next run have been read and checked, and nothing of them has been merged. */
function beforeMerge({ running }: Trial, act: () => unknown): void {
  const { harvesting } = running;
  let isStaged = false;
  running.harvesting = {
    ...harvesting,
    columnsOf: (table) => ((isStaged = true), harvesting.columnsOf(table)),
    write: (work) => harvesting.write((writer) => work({ ...writer, inTransaction: async (merge) => {
      if (isStaged) await act();
      isStaged = false;
      return writer.inTransaction(merge);
    } })),
  };
}

test('a run that is cancelled after its last row was read, and before its merge, changes nothing', async () => {
  const trial = await register((request, response, time) => file(directory(time === 1 ? 12 : 13), `"${time}"`)(request, response, time));
  await trial.read();
  beforeMerge(trial, () => endRun(trial.hub.stored, { sourceId: id, by: 'Derby', at: new Date('2025-06-01T12:00:00Z') }));
  expect(await trial.read()).toMatchObject({ status: 'cancelled', message: 'The run was cancelled by Derby. Nothing was changed.' });
  expect(await trial.services()).toBe(12);
  expect(await trial.source()).toMatchObject({ stale_since: null, failed_runs: 0 });
});

const tooSlow = 'The run took longer than 600 seconds, the setting "seconds" of the source. Nothing was changed.';

test.each([
  ['while its rows are read', (trial: Trial, isLate: () => void) => {
    const { harvesting } = trial.running;
    trial.running.harvesting = { ...harvesting, columnsOf: (table) => (isLate(), harvesting.columnsOf(table)) };
  }],
  ['just before its merge', beforeMerge],
])('a run whose time is up %s, when all has come from its source, changes nothing', async (_, when) => {
  const trial = await register((request, response, time) => file(directory(time === 1 ? 12 : 13), `"${time}"`)(request, response, time));
  await trial.read();
  onTestFinished(() => void vi.restoreAllMocks());
  const late = performance.now() + 700_000;
  when(trial, () => vi.spyOn(performance, 'now').mockReturnValue(late));
  expect(await trial.read()).toMatchObject({ status: 'failed', message: tooSlow });
  expect(await trial.services()).toBe(12);
  expect(await trial.source()).toMatchObject({ stale_since: '2025-06-01T12:00:00.000Z', failed_runs: 1 });
});

test('a merge that has begun is done, however long it takes', async () => {
  const trial = await register(file(directory(12), '"1"'));
  const { harvesting } = trial.running;
  onTestFinished(() => void vi.restoreAllMocks());
  trial.running.harvesting = { ...harvesting, afterMerge: async (...merged) => {
    await harvesting.afterMerge?.(...merged);
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 601_000);
  } };
  expect(await trial.read()).toMatchObject({ status: 'harvested' });
  expect(await trial.services()).toBe(12);
});

test('a source that is removed while it is being read stays removed', async () => {
  const trial: Trial = await register(async (request, response, time) => {
    if (time === 2) await removeSource(trial.running.harvesting, { id });
    await file(directory(time === 1 ? 12 : 13), `"${time}"`)(request, response, time);
  });
  await trial.read();
  expect(await trial.read()).toMatchObject({ status: 'failed', message: `${id} was removed while it was being read. Nothing was changed.` });
  expect(await trial.services()).toBe(0);
  expect(await trial.rows(`select registration from source where id = '${id}' and removed_at is not null`)).toEqual([{ registration: null }]);
});

test('a source that is registered anew keeps what its package says of itself, and is read anew', async () => {
  const trial = await register(file(directory(12, { ...descriptor, title: 'As the package has it', licenses: [{ name: 'OGL-UK-3.0', title: 'OGL' }] }), '"1"'));
  await trial.read();
  const [before] = await trial.rows<{ title: string; licence: string }>(`select title, licence from source where id = '${id}'`);
  expect(before!.licence).not.toBeNull();
  await trial.saveAgain();
  expect(await trial.rows(`select title, licence from source where id = '${id}'`)).toEqual([before]);
  await trial.read();
  expect(await trial.rows(`select title, licence from source where id = '${id}'`)).toEqual([before]);
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

test('what came from one address never stands for what is at another, although that server says that nothing is newer', async () => {
  const trial = await register(file(directory(12), '"1"'));
  await trial.read();
  trial.authority.behave({ '/moved.zip': file(directory(14), '"1"') });
  await trial.save({ ...descriptor, connector: 'package', settings: { address: trial.authority.at('/moved.zip') } });
  expect(await trial.read()).toMatchObject({ status: 'harvested', counts: { added: 2 } });
});

test('what a run that died had gathered is cleared away by the next', async () => {
  const trial = await register(file(directory(12), '"1"'));
  await trial.read();
  const [own] = readdirSync(trial.running.gatheredFolder);
  const folder = path.join(trial.running.gatheredFolder, own!);
  mkdirSync(path.join(folder, 'new-killed'));
  await trial.read();
  expect(readdirSync(folder)).toEqual(['last']);
});

test('a run that died is written down as failed, and a source whose runs keep dying is left in peace by its schedule', async () => {
  let now = new Date('2025-06-01T12:00:00Z');
  const trial = await register(file(directory(12), '"1"'), { clock: () => now, changes: { schedule: '*/5 * * * *' } });
  const beginning = { write: trial.hub.write, now: () => now, sourceId: id, trigger: 'schedule', askedBy: null } as const;
  await beginRun(beginning);
  // Each dies as well.
  for (const time of ['12:02', '12:04', '12:06']) {
    now = new Date(`2025-06-01T${time}:00Z`);
    await settleDeath(trial.running, await findRegistered(trial.hub.stored, id), await beginRun(beginning), true);
  }
  expect(await trial.source()).toMatchObject({ failed_runs: 3, stale_since: '2025-06-01T12:02:00.000Z', next_run_at: '2025-06-01T13:10:00.000Z' });
  expect(await trial.rows(`select status, trigger, message from harvest where source_id = '${id}' order by id limit 1`)).toEqual([{ status: 'failed', trigger: 'schedule', message: 'The run that began at 2025-06-01T12:00:00.000Z ended with its process, which was stopped, or ran out of memory. What it had not finished was not kept. If it happens again, look at the log of the hub and of its machine.' }]);
  now = new Date('2025-06-01T12:08:00Z');
  trial.authority.behave({ '/directory.zip': file(directory(12), '"1"') });
  expect(await trial.read()).toMatchObject({ status: 'harvested' });
  expect(await trial.source()).toMatchObject({ failed_runs: 0, stale_since: null, next_run_at: '2025-06-01T12:10:00.000Z' });
  expect(await trial.rows(`select status from harvest where source_id = '${id}' order by id`)).toEqual(['failed', 'failed', 'failed', 'failed', 'succeeded'].map((status) => ({ status })));
});

test('a source whose key the hub does not have is no source that is well', async () => {
  const trial = await register(file(directory(12), '"1"'), { changes: { key: 'leicester' } });
  const report = await trial.read();
  expect(report).toMatchObject({ status: 'failed', message: 'The source needs the key "leicester", and SOURCE_KEYS has none of that name. Add it there, and start the hub again.' });
  expect(trial.authority.asked).toEqual([]);
  expect(await trial.source()).toMatchObject({ failed_runs: 1, stale_since: '2025-06-01T12:00:00.000Z' });
});

test('a run that the hub’s own machine stops is written down as failed, in words', async () => {
  const trial = await register(file(directory(12), '"1"'), { changes: { schedule: '0 3 * * *' } });
  // Where its folder should be, a file is: no folder can be made there.
  const gatheredFolder = path.join(trial.running.gatheredFolder, 'taken');
  writeFileSync(gatheredFolder, '');
  const [report] = await runSource({ ...trial.running, gatheredFolder }, id, { trigger: 'command', askedBy: null });
  expect(report).toMatchObject({ status: 'failed', message: 'The hub could not keep what it gathered (ENOTDIR). Look at the disk and the rights of the folder "gathered" in HUB_DATA. Nothing was changed.' });
  expect(await trial.source()).toMatchObject({ failed_runs: 1, next_run_at: '2025-06-02T03:00:00.000Z' });
});

test('a registration that a newer hub no longer takes is a failure too, and is not tried again at once', async () => {
  const trial = await register(file(directory(12), '"1"'), { changes: { schedule: '0 3 * * *' } });
  await trial.read();
  await sql`update source set registration = ${JSON.stringify({ connector: 'fax' })}, asked_at = '2025-06-01T11:59:00.000Z', next_run_at = '2025-06-01T11:59:00.000Z' where id = ${id}`.execute(trial.hub.stored);
  await sql`insert into run_under_way (source_id, token, trigger, started_at, heard_at, phase, done) values (${id}, 'dead', 'request', '2025-06-01T11:50:00.000Z', '2025-06-01T11:50:00.000Z', 'gathering', '')`.execute(trial.hub.stored);
  await expect(trial.read()).rejects.toMatchObject({ code: 'BAD_CONFIGURATION' });
  expect(await trial.rows('select token from run_under_way')).toEqual([]);
  expect(await trial.source()).toMatchObject({ failed_runs: 1, stale_since: '2025-06-01T12:00:00.000Z', asked_at: null, next_run_at: '2025-06-02T03:00:00.000Z' });
  expect(await trial.rows('select message from harvest order by id desc limit 1')).toEqual([{ message: expect.stringMatching(/^What is registered of E06000016\/directory no longer holds: .*Mend it with "npm run hub -- sources add"\.$/) }]);
  expect(await trial.services()).toBe(12);
});

test('a run that died is not cancelled: nobody would hear of it', async () => {
  let now = new Date('2025-06-01T12:00:00Z');
  const trial = await register(file(directory(12), '"1"'), { clock: () => now });
  await beginRun({ write: trial.hub.write, now: () => now, sourceId: id, trigger: 'schedule', askedBy: null });
  const end = () => trial.hub.write(({ db }) => endRunIfAny(db, { sourceId: id, by: 'Derby', at: now }));
  expect(await end()).toBe(true);
  now = new Date('2025-06-01T12:01:01Z');
  expect(await end()).toBe(false);
});

test('a failure that everybody may read names no folder of the hub’s machine', async () => {
  const trial = await register(file(directory(12), '"1"'), { changes: { settings: { address: '/srv/secret-folder/directory.zip' } } });
  const { message } = await trial.read();
  expect(message).toBe('There is no file or folder directory.zip where the source’s setting "address" says. Nothing was changed.');
});

test('a zip with a file where another has a folder is refused, and the refusal names no folder of the hub’s machine', async () => {
  const clash = readFileSync(makeZip({ 'datapackage.json': JSON.stringify(descriptor), 'services.csv': 'service_ref\n', 'services.csv/more.csv': 'service_ref\n' }));
  const { message } = await (await register(file(clash, '"1"'))).read();
  expect(message).toBe('package.zip holds two files of one name, or a file where another has a folder. Expected each name once. Nothing was changed.');
});
