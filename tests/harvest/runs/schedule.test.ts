import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { askForRun } from '../../../src/harvest/runs/askForRun.ts';
import { createLog } from '../../../src/log.ts';
import { startSchedule, type Schedule } from '../../../src/schedule.ts';
import { makeTree } from '../../support/makeTree.ts';
import { descriptor, openRuns } from '../../support/registeredSource.ts';

/** A command in place of "hub": notes which source it was to read, and reads until a file of that name is there. */
const noting = `
  import { appendFileSync, existsSync } from 'node:fs';
  const [, , folder, , id] = process.argv;
  appendFileSync(folder + '/begun', id + '\\n');
  const looking = setInterval(() => existsSync(folder + '/' + id.split('/')[1]) && clearInterval(looking), 10);
`;

test('a source that somebody asks for comes before those that were due already', async () => {
  const { save, hub } = await openRuns({ clock: () => new Date('2025-06-01T12:00:00Z') });
  for (const name of ['first', 'second']) await save({ ...descriptor, name, connector: 'package', schedule: '0 3 * * *', settings: { address: '/there/is.zip' } });
  await save({ ...descriptor, name: 'wanted', connector: 'package', settings: { address: '/there/is.zip' } });
  const folder = makeTree({ 'noting.mjs': noting });
  const begun = (): string[] => readFileSync(path.join(folder, 'begun'), 'utf8').trim().split('\n');
  const schedule: Schedule = startSchedule(hub, createLog('silent'), [path.join(folder, 'noting.mjs'), folder]);
  onTestFinished(() => schedule.stop());
  await vi.waitFor(() => expect(begun()).toEqual(['E06000016/first']), 5_000);
  await askForRun(hub.stored, { sourceId: 'E06000016/wanted', by: 'Derby', at: new Date('2025-06-01T12:00:00Z') });
  for (const name of ['first', 'wanted']) writeFileSync(path.join(folder, name), '');
  await vi.waitFor(() => expect(begun()).toEqual(['E06000016/first', 'E06000016/wanted', 'E06000016/second']), 5_000);
});
