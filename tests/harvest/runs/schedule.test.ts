import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { askForRun } from '../../../src/harvest/runs/askForRun.ts';
import { foundDone } from '../../../src/harvest/runs/underWay.ts';
import { createLog } from '../../../src/log.ts';
import type { Hub } from '../../../src/hub.ts';
import { startSchedule, type Schedule } from '../../../src/schedule.ts';
import { countStatements } from '../../support/countStatements.ts';
import { makeTree } from '../../support/makeTree.ts';
import { descriptor, openRuns } from '../../support/registeredSource.ts';

/** A command in place of "hub": notes which source it was to read, and reads until a file of that name is there. */
const noting = `
  import { appendFileSync, existsSync } from 'node:fs';
  const [, , folder, , id] = process.argv;
  appendFileSync(folder + '/begun', id + '\\n');
  const looking = setInterval(() => existsSync(folder + '/' + id.split('/')[1]) && clearInterval(looking), 10);
`;

/** A schedule that looks every twentieth of a second, until the test ends; a file in place of "hub" is told its folder. */
function start(hub: Pick<Hub, 'stored' | 'write'>, file: string, { log = createLog('silent'), pauseMs = 60_000 } = {}): Schedule {
  const schedule = startSchedule(hub, log, { command: [file, path.dirname(file)], lookEveryMs: 50, pauseMs });
  onTestFinished(() => schedule.stop());
  return schedule;
}

test('a source that somebody asks for comes before those that were due already', async () => {
  const { save, hub } = await openRuns({ clock: () => new Date('2025-06-01T12:00:00Z') });
  for (const name of ['first', 'second']) await save({ ...descriptor, name, connector: 'package', schedule: '0 3 * * *', settings: { address: '/there/is.zip' } });
  await save({ ...descriptor, name: 'wanted', connector: 'package', settings: { address: '/there/is.zip' } });
  const folder = makeTree({ 'noting.mjs': noting });
  const begun = (): string[] => readFileSync(path.join(folder, 'begun'), 'utf8').trim().split('\n');
  start(hub, path.join(folder, 'noting.mjs'));
  await vi.waitFor(() => expect(begun()).toEqual(['E06000016/first']), 5_000);
  await askForRun(hub.stored, { sourceId: 'E06000016/wanted', by: 'Derby', at: new Date('2025-06-01T12:00:00Z') });
  for (const name of ['first', 'wanted']) writeFileSync(path.join(folder, name), '');
  await vi.waitFor(() => expect(begun()).toEqual(['E06000016/first', 'E06000016/wanted', 'E06000016/second']), 5_000);
});

test('whoever asked first comes first, then what ended with its process, then what its schedule has due', async () => {
  const { save, hub } = await openRuns();
  const names = ['asked-last', 'asked-first', 'scheduled', 'asked', 'died'];
  for (const name of names) await save({ ...descriptor, name, connector: 'package', ...(['scheduled', 'asked'].includes(name) && { schedule: '0 3 * * *' }), settings: { address: '/there/is.zip' } });
  for (const [index, name] of ['asked-first', 'asked', 'asked-last'].entries()) await askForRun(hub.stored, { sourceId: `E06000016/${name}`, by: 'Derby', at: new Date(Date.UTC(2025, 5, 1, 12, index)) });
  await sql`insert into run_under_way (source_id, token, trigger, started_at, heard_at, phase, done) values ('E06000016/died', 'a', 'command', '2025-06-01T12:00:00.000Z', '2025-06-01T12:00:00.000Z', 'gathering', '')`.execute(hub.stored);
  // Each ends as soon as it has begun.
  const folder = makeTree({ 'noting.mjs': noting, ...Object.fromEntries(names.map((name) => [name, ''])) });
  start(hub, path.join(folder, 'noting.mjs'));
  await vi.waitFor(() => expect(readFileSync(path.join(folder, 'begun'), 'utf8').split('\n').slice(0, 5)).toEqual(['asked-first', 'asked', 'asked-last', 'died', 'scheduled'].map((name) => `E06000016/${name}`)), 10_000);
});

test('a source whose run could not even write down that it failed is left alone for a while', async () => {
  const { save, hub } = await openRuns({ clock: () => new Date('2025-06-01T12:00:00Z') });
  await save({ ...descriptor, name: 'crashes', connector: 'package', schedule: '0 3 * * *', settings: { address: '/there/is.zip' } });
  const folder = makeTree({ 'failing.mjs': "import { appendFileSync } from 'node:fs'; appendFileSync(process.argv[2] + '/begun', Date.now() + '\\n'); process.exit(1);" });
  start(hub, path.join(folder, 'failing.mjs'), { pauseMs: 1_000 });
  const [first, second] = await vi.waitFor(() => {
    const begun = readFileSync(path.join(folder, 'begun'), 'utf8').trim().split('\n');
    expect(begun.length).toBeGreaterThan(1);
    return begun.map(Number);
  }, 20_000);
  expect(second! - first!).toBeGreaterThanOrEqual(1_000);
});

test('a hub that finds another at a source that is due steps back and warns nobody', async () => {
  const { save, hub } = await openRuns({ clock: () => new Date('2025-06-01T12:00:00Z') });
  await save({ ...descriptor, name: 'wanted', connector: 'package', settings: { address: '/there/is.zip' } });
  await askForRun(hub.stored, { sourceId: 'E06000016/wanted', by: 'Derby', at: new Date('2025-06-01T12:00:00Z') });
  const folder = makeTree({ 'late.mjs': `process.exit(${foundDone});` });
  const lines: { level: number; msg: string; source: string }[] = [];
  start(hub, path.join(folder, 'late.mjs'), { log: createLog('debug', { write: (line) => void lines.push(JSON.parse(line)) }) });
  const [debug, info] = [20, 30];
  await vi.waitFor(() => expect(lines.slice(0, 2)).toMatchObject([{ level: info, msg: 'source is due' }, { level: debug, source: 'E06000016/wanted', msg: 'another hub reads the source, or has read it' }]), 5_000);
});

test('a source is looked at whose run ended with its process, though nothing is due', async () => {
  const { save, hub } = await openRuns({ clock: () => new Date('2025-06-01T12:00:00Z') });
  for (const name of ['died', 'lives', 'idle']) await save({ ...descriptor, name, connector: 'package', settings: { address: '/there/is.zip' } });
  for (const [name, ago] of [['died', 70_000], ['lives', 5_000]] as const) {
    const at = new Date(Date.now() - ago).toISOString();
    await sql`insert into run_under_way (source_id, token, trigger, started_at, heard_at, phase, done) values (${`E06000016/${name}`}, ${name}, 'command', ${at}, ${at}, 'gathering', '')`.execute(hub.stored);
  }
  const folder = makeTree({ 'noting.mjs': noting });
  start(hub, path.join(folder, 'noting.mjs'));
  await vi.waitFor(() => expect(readFileSync(path.join(folder, 'begun'), 'utf8')).toBe('E06000016/died\n'), 5_000);
});

test('a schedule that is stopped while a source is being looked up begins nothing more', async () => {
  const { save, hub } = await openRuns({ clock: () => new Date('2025-06-01T12:00:00Z') });
  await save({ ...descriptor, name: 'due', connector: 'package', schedule: '0 3 * * *', settings: { address: '/there/is.zip' } });
  const folder = makeTree({ 'noting.mjs': noting, due: '' });
  // A schedule that has stopped waits for nothing any more.
  await new Promise<void>((resolve) => {
    const schedule = start(hub, path.join(folder, 'noting.mjs'), { log: Object.assign(createLog('silent'), { info: (_of: unknown, message: string) => message === 'source is due' && void schedule.stop().then(resolve) }) });
  });
  expect(existsSync(path.join(folder, 'begun'))).toBe(false);
});

/** Notes the token of its run and its own number, and reads until it is told to end. */
const holding = `
  import { writeFileSync } from 'node:fs';
  const [, , folder, , , , token = ''] = process.argv;
  writeFileSync(folder + '/run', JSON.stringify({ token, pid: process.pid }), { flag: 'wx' });
  setInterval(() => {}, 1_000);
`;

test.each([
  ['told to end with its hub is given back, so that the next begins it at once', 'stop', null, []],
  ['told to end by whoever tells all processes at once is given back', 'SIGINT', null, []],
  ['killed is not: it may be what its source sent', 'SIGKILL', null, [{ token: 'its' }]],
  ['cancelled is not: the next writes down that it was', 'stop', '2025-06-01T12:00:00.000Z', [{ token: 'its' }]],
] as const)('a run that is %s', async (_, how, cancelledAt, left) => {
  const { save, hub, rows } = await openRuns({ clock: () => new Date('2025-06-01T12:00:00Z') });
  await save({ ...descriptor, name: 'wanted', connector: 'package', settings: { address: '/there/is.zip' } });
  await askForRun(hub.stored, { sourceId: 'E06000016/wanted', by: 'Derby', at: new Date('2025-06-01T12:00:00Z') });
  const folder = makeTree({ 'holding.mjs': holding });
  const warned: string[] = [];
  const schedule = start(hub, path.join(folder, 'holding.mjs'), { log: createLog('warn', { write: (line) => void warned.push(line) }) });
  const { token, pid } = await vi.waitFor(() => JSON.parse(readFileSync(path.join(folder, 'run'), 'utf8')) as { token: string; pid: number }, 5_000);
  const now = new Date().toISOString();
  await sql`insert into run_under_way (source_id, token, trigger, started_at, heard_at, phase, done, cancelled_at) values ('E06000016/wanted', ${token}, 'request', ${now}, ${now}, 'gathering', '', ${cancelledAt})`.execute(hub.stored);
  if (how === 'stop') await schedule.stop();
  else process.kill(pid, how);
  await vi.waitFor(() => expect(warned).not.toEqual([]), 5_000);
  expect((await rows<{ token: string }>('select token from run_under_way')).map((row) => ({ token: row.token === token ? 'its' : row.token }))).toEqual(left);
  expect(await rows(`select asked_at from source where id = 'E06000016/wanted'`)).toEqual([{ asked_at: '2025-06-01T12:00:00.000Z' }]);
});

test('a run that is past its time and was not heard of for a minute is ended, not another’s, and the next source is read', async () => {
  const { save, hub } = await openRuns({ clock: () => new Date('2025-06-01T12:00:00Z') });
  for (const [name, seconds] of [['hangs', 5], ['next', 600]] as const) await save({ ...descriptor, name, connector: 'package', schedule: '0 3 * * *', seconds, settings: { address: '/there/is.zip' } });
  const folder = makeTree({ 'noting.mjs': noting });
  const begun = (): string[] => readFileSync(path.join(folder, 'begun'), 'utf8').trim().split('\n');
  const statements = countStatements();
  const warned: string[] = [];
  start({ ...hub, stored: hub.stored.withPlugin(statements.plugin) }, path.join(folder, 'noting.mjs'), { log: createLog('warn', { write: (line) => void warned.push((JSON.parse(line) as { msg: string }).msg) }) });
  await vi.waitFor(() => expect(begun()).toEqual(['E06000016/hangs']), 5_000);
  /** While a run is under way nothing is asked but whether it hangs. */
  const lookTwice = async (): Promise<void> => {
    const before = statements.count();
    await vi.waitFor(() => expect(statements.count()).toBeGreaterThan(before + 2), 10_000);
  };
  const ago = (seconds: number): string => new Date(Date.now() - seconds * 1_000).toISOString();
  // The row of a run that ended with its process is nobody's who runs now; nor is a run ended that only lands for long.
  await sql`insert into run_under_way (source_id, token, trigger, started_at, heard_at, phase, done) values ('E06000016/hangs', 'a', 'schedule', ${ago(90)}, ${ago(90)}, 'gathering', '')`.execute(hub.stored);
  await lookTwice();
  expect(warned).toEqual([]);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
  onTestFinished(() => void vi.useRealTimers());
  await sql`update run_under_way set started_at = ${ago(100)}, heard_at = ${ago(100)}, phase = 'reading'`.execute(hub.stored);
  await lookTwice();
  expect(warned).toEqual([]);
  await sql`update run_under_way set phase = 'gathering'`.execute(hub.stored);
  await vi.waitFor(() => expect(begun()).toEqual(['E06000016/hangs', 'E06000016/next']), 15_000);
  expect(warned[0]).toBe('a run that is past its time and does not answer is ended');
  const { rows } = await sql<{ next_run_at: string }>`select next_run_at from source where id = 'E06000016/hangs'`.execute(hub.stored);
  expect(rows[0]!.next_run_at > new Date().toISOString()).toBe(true);
});
