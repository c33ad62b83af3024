import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeManyfold } from '../bench/manyfold.ts';
import { makeTree } from './support/makeTree.ts';
import { openTestHub, publishers } from './support/harvest.ts';

const project = path.resolve(import.meta.dirname, '..');

/** As `npm run bench` runs it. */
const asBenchIs = ['--import', 'tsx', '--import', './bench/asBuilt.mjs'];

function runBench(...args: string[]): { status: number | null; printed: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...asBenchIs, 'bench/run.ts', ...args], { cwd: project, encoding: 'utf8', timeout: 280_000 });
  return { status, printed: stdout + stderr };
}

test('what the bench measures is the hub as it is built', () => {
  const asking = "const { href } = new URL('./bench/', `file://${process.cwd()}/`); console.log(import.meta.resolve('../src/hub.ts', href), import.meta.resolve('./figure.ts', href));";
  const { stdout } = spawnSync(process.execPath, ['--experimental-import-meta-resolve', ...asBenchIs, '--input-type=module', '--eval', asking], { cwd: project, encoding: 'utf8' });
  expect(stdout.trim().split(' ').map((url) => url.slice(`file://${project}/`.length))).toEqual(['dist/hub.js', 'bench/figure.ts']);
});

test('packages written many times over land whole, each copy under references of its own', async () => {
  const seeds = makeTree({
    'leicester/datapackage.json': JSON.stringify({ name: 'leicester', title: 'Leicester’s plans', publisher: publishers.leicester }),
    'leicester/plans.csv': 'plan_ref,title,kind,coverage,authority_codes,supersedes_ref\nold,Old plan,cypp,whole,E06000016,\nnew,New plan,cypp,whole,E06000016,old\n',
    'leicester/priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,theme_codes\nnew,P1,"Looked-after children, and those who were",priority,yes,LAC\n',
    'leicester/observations.csv': 'indicator_code,area_code,period,value\nNI 117,E06000016,FY2008/09,7.1\n',
  });
  const packages = makeTree({});
  expect(writeManyfold(seeds, packages, 3)).toBe(12);
  const { harvest, rows } = await openTestHub();
  expect(await harvest(path.join(packages, 'leicester'))).toMatchObject({ status: 'harvested', message: null, rowsRead: 12, rowsRefused: 0, issues: [] });
  expect(await rows('select ref, supersedes_id from plan where supersedes_id is not null order by ref')).toEqual([1, 2, 3].map((copy) => ({ ref: `new-${copy}`, supersedes_id: `E06000016/old-${copy}` })));
  expect(readFileSync(path.join(packages, 'leicester/observations.csv'), 'utf8')).toContain('copy 3');
});

test('a part of the bench runs and prints its figures beside its goals', () => {
  const { status, printed } = runBench('requests', '--quick');
  for (const held of ['the seeds', '1 × the seeds on top']) expect(printed).toMatch(new RegExp(`^${held}: four levels(, 11 plans of each)?, [\\d,]+ values.*JSON\\.stringify.*≥ 0\\.4 ×.*\n +the first since the data changed, nothing held .*≥ 0\\.4 ×`, 'm'));
  expect(printed).not.toMatch(/NaN|Infinity/);
  expect(status).toBe(0);
}, 300_000);

test('the overlaps are measured beside comparing every pair', () => {
  const { status, printed } = runBench('overlaps', '--quick');
  expect(printed).toMatch(/overlaps that the hub answers with +[\d,]+, [\d,]+ members, [\d,]+ shared core groups +the same members, cores and strengths .* among all authorities/);
  expect(printed).toMatch(/stored from nothing, beside brute force/);
  expect(status).toBe(0);
}, 300_000);

test('a part that does not exist is answered with those that do', () => {
  expect(runBench('speed')).toEqual({ status: 1, printed: expect.stringContaining('no part or option called speed. Parts: start, import') });
});
