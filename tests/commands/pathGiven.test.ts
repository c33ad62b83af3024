import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { packageGiven, pathGiven } from '../../src/commands/pathGiven.ts';
import { makeTree } from '../support/makeTree.ts';

test('a path is taken from where it was given, and as it is where that is where the hub runs', () => {
  expect(pathGiven('plans.xlsx', '/offices/leicester')).toBe(resolve('/offices/leicester/plans.xlsx'));
  expect(pathGiven(resolve('/data/plans.xlsx'), '/offices/leicester')).toBe(resolve('/data/plans.xlsx'));
  expect(pathGiven('./plans.xlsx', undefined)).toBe('./plans.xlsx');
});

test('a package within the folder of the hub has the same address from wherever it is named', () => {
  expect(packageGiven('.', resolve('seeds/leicester'))).toBe(join('seeds', 'leicester'));
  expect(packageGiven('../derby', resolve('seeds/leicester'))).toBe(join('seeds', 'derby'));
  expect(packageGiven('seeds/leicester', undefined)).toBe('seeds/leicester');
  expect(packageGiven('plans', resolve('/offices/leicester'))).toBe(resolve('/offices/leicester/plans'));
  expect(packageGiven('../..', resolve('seeds/leicester'))).toBe(resolve('.'));
});

test('a command takes paths from where it was called: its arguments, its options and what it writes unless told', () => {
  const folder = makeTree({});
  const run = (...args: string[]) => spawnSync(process.execPath, ['--import', 'tsx', 'src/main.ts', ...args], { env: { ...process.env, HUB_DATA: join(folder, 'data'), DATABASE_URL: '', HUB_CALLED_FROM: folder }, encoding: 'utf8' });
  expect(run('restore', 'backup.jsonl.gz').stderr).toContain(join(folder, 'backup.jsonl.gz'));
  const template = run('template', '--files', 'plans');
  expect(template.stdout).toContain(`Wrote ${join(folder, 'common-ground.xlsx')}.`);
  expect(run('preview', 'common-ground.xlsx').stdout).toContain(join(folder, 'common-ground.xlsx'));
}, 120_000);
