import { expect, test } from 'vitest';
import { askForRun, endRun } from '../../../src/harvest/runs/askForRun.ts';
import { settleDeath } from '../../../src/harvest/runs/recordEnd.ts';
import { runSource } from '../../../src/harvest/runs/runSource.ts';
import { beginRun, type UnderWay } from '../../../src/harvest/runs/underWay.ts';
import { findRegistered } from '../../../src/harvest/sources/registerSource.ts';
import type { HarvestReport } from '../../../src/harvest/harvestReport.ts';
import { directory, file, id, register, type Trial } from '../../support/registeredSource.ts';

const asked = { trigger: 'request', askedBy: 'Derby', unattended: true } as const;
const scheduled = { trigger: 'schedule', askedBy: null, unattended: true } as const;

interface AskedTrial extends Trial {
  pass: (seconds: number) => void;
  ask: () => Promise<void>;
  /** A run that begins now, of which nothing is heard any more unless the test speaks for it. */
  begin: (began?: Omit<Parameters<typeof beginRun>[0], 'write' | 'now' | 'sourceId'>) => Promise<UnderWay>;
  /** A run that begins now, writes down how the one before it ended, and ends with its process. */
  die: (began: typeof asked) => Promise<void>;
  runUnattended: (began: typeof asked | typeof scheduled) => Promise<HarvestReport[]>;
  harvests: () => Promise<unknown[]>;
}

/** Leicester's directory without a schedule, at noon. */
async function setUp(): Promise<AskedTrial> {
  let now = new Date('2025-06-01T12:00:00Z');
  const trial = await register(file(directory(12), '"1"'), { clock: () => now });
  const begin: AskedTrial['begin'] = (began = asked) => beginRun({ write: trial.hub.write, now: () => now, sourceId: id, ...began });
  return {
    ...trial,
    pass: (seconds) => void (now = new Date(now.getTime() + seconds * 1_000)),
    ask: () => askForRun(trial.hub.stored, { sourceId: id, by: 'Derby', at: now }),
    begin,
    die: async (began) => void (await settleDeath(trial.running, await findRegistered(trial.hub.stored, id), await begin(began), true)),
    runUnattended: (began) => runSource(trial.running, id, began),
    harvests: () => trial.rows(`select status, trigger, asked_by, message from harvest where source_id = '${id}' order by id`),
  };
}

test('a run that somebody asked for and that ended with its process is begun once more, and then done', async () => {
  const { pass, ask, begin, runUnattended, source, harvests, services } = await setUp();
  await ask();
  await begin();
  pass(61);
  expect(await source()).toMatchObject({ asked_at: '2025-06-01T12:00:00.000Z', asked_by: 'Derby' });
  expect(await runUnattended(asked)).toMatchObject([{ status: 'harvested' }]);
  expect(await services()).toBe(12);
  expect(await source()).toMatchObject({ asked_at: null, asked_by: null, stale_since: null });
  expect(await harvests()).toMatchObject([
    { status: 'failed', trigger: 'request', asked_by: 'Derby', message: expect.stringContaining('ended with its process') },
    { status: 'succeeded', trigger: 'request', asked_by: 'Derby' },
  ]);
});

test('one whose process ends a second time is given up, and says what to do; whoever asks anew is tried for anew', async () => {
  const { pass, ask, begin, die, runUnattended, source, authority } = await setUp();
  await ask();
  await begin();
  pass(61);
  await die(asked);
  pass(61);
  const before = authority.asked.length;
  const [report] = await runUnattended(asked);
  expect(report).toMatchObject({ status: 'failed', message: 'The run that began at 2025-06-01T12:01:01.000Z ended with its process, which was stopped, or ran out of memory. What it had not finished was not kept. So did the one before it, so it is not begun again by itself: look at the log of the hub and of its machine, mend what ended them, and ask for it once more.' });
  expect(authority.asked).toHaveLength(before);
  expect(await source()).toMatchObject({ asked_at: null, failed_runs: 2, stale_since: '2025-06-01T12:01:01.000Z' });
  await expect(runUnattended(scheduled)).rejects.toMatchObject({ code: 'ALREADY_RUNNING', message: `${id} is not due any more: another hub has read it, or it was taken back.` });
  pass(1);
  await ask();
  await begin();
  pass(61);
  expect(await runUnattended(asked)).toMatchObject([{ status: 'harvested' }]);
});

test('a run that a person began at a terminal and that ended with its process is written down as failed, with what to do, and left to that person', async () => {
  const { pass, begin, runUnattended, source, authority, rows } = await setUp();
  await begin({ trigger: 'command', askedBy: null });
  pass(61);
  const [report] = await runUnattended(scheduled);
  expect(report).toMatchObject({ status: 'failed', message: expect.stringContaining(`It is not begun again by itself: ask for it, or run "npm run hub -- harvest ${id}".`) });
  expect(authority.asked).toEqual([]);
  expect(await source()).toMatchObject({ stale_since: '2025-06-01T12:01:01.000Z' });
  expect(await rows('select * from run_under_way')).toEqual([]);
});

test('a run that was cancelled, and whose process ended before it heard of that, is not begun once more', async () => {
  const { pass, ask, begin, runUnattended, source, harvests, hub } = await setUp();
  await ask();
  await begin();
  await hub.write(({ db }) => endRun(db, { sourceId: id, by: 'Derby', at: new Date('2025-06-01T12:00:05Z') }));
  pass(61);
  await runUnattended(scheduled);
  expect(await harvests()).toMatchObject([{ status: 'cancelled', trigger: 'request', message: expect.stringContaining('was cancelled, and ended with its process') }]);
  expect(await source()).toMatchObject({ asked_at: null, stale_since: null, failed_runs: 0 });
});

test('what somebody asks for while a run that is silent for long lands is done after it', async () => {
  const { pass, ask, begin, source } = await setUp();
  await ask();
  const run = await begin();
  pass(90);
  await ask();
  await run.end();
  expect(await source()).toMatchObject({ asked_at: '2025-06-01T12:01:30.000Z' });
});

test('of two hubs that find a source due at once one reads it, and the other finds nothing to do, now and when it was read', async () => {
  const { ask, begin, harvests, runUnattended } = await setUp();
  await ask();
  const run = await begin();
  await expect(runUnattended(asked)).rejects.toMatchObject({ code: 'ALREADY_RUNNING' });
  await run.end();
  await expect(runUnattended(asked)).rejects.toMatchObject({ code: 'ALREADY_RUNNING' });
  expect(await harvests()).toEqual([]);
});

test('whoever waits for a run that lands for long finds it alive', async () => {
  const { pass, begin } = await setUp();
  const run = await begin({ trigger: 'command', askedBy: null });
  let other: Promise<UnderWay> | undefined;
  await run.write((writer) => writer.inTransaction(async () => {
    pass(90);
    other = begin({ trigger: 'command', askedBy: null });
    other.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 50));
  }));
  await expect(other).rejects.toMatchObject({ code: 'ALREADY_RUNNING' });
});
