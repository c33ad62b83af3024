import { parse, validate } from 'graphql';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acrossRegions, overlapsOf, regionsOf } from '../../examples/national-hub/acrossRegions.mjs';
import { startNationalHub } from '../../examples/national-hub/startNationalHub.mjs';
import { askGraphql } from '../../examples/supergraph/askGraphql.mjs';
import { buildHubSchema } from '../../src/api/schema.ts';
import { newPlace, type Place } from '../support/database.ts';

let folder: string;
let place: Place;
let national: Awaited<ReturnType<typeof startNationalHub>>;
const printed: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'common-ground-national-'));
  place = await newPlace();
  national = await startNationalHub({ folder, port: 0, print: (line) => printed.push(line), settings: place.settings });
}, 300_000);
afterAll(async () => {
  await national?.stop();
  await place.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('overlaps across the boundary of the regions are in the national hub, and neither region shows one', async () => {
  const [eastMidlands, northEast, nation] = await Promise.all([overlapsOf(national.hubs.eastMidlands), overlapsOf(national.hubs.northEast), overlapsOf(national.hubs.national)]);
  expect([eastMidlands, northEast].map((overlaps) => [overlaps.length > 0, acrossRegions(overlaps)])).toEqual([[true, []], [true, []]]);
  const across = acrossRegions(nation);
  expect(across.length).toBeGreaterThan(0);
  for (const overlap of across) expect(regionsOf(overlap)).toEqual(['East Midlands', 'North East']);
  // Each theme in which two authorities of one region meet is in the national hub, too.
  const themes = new Set(nation.map(({ theme }) => theme.code));
  for (const { theme } of [...eastMidlands, ...northEast]) expect(themes).toContain(theme.code);
});

test('each priority is the same as in its region, and says who published it, where, and through which hub it came', async () => {
  const priorities = `{ priorities(first: 500) { nodes { id title provenance { publisher { code } file line contentHash originalId document locator licence source { id version } } } } }`;
  const of = async (hub: string) => (await askGraphql(hub, priorities)).priorities.nodes as { id: string }[];
  const nation = new Map((await of(national.hubs.national)).map((priority) => [priority.id, priority]));
  const regional = [...(await of(national.hubs.eastMidlands)), ...(await of(national.hubs.northEast))];
  expect(regional.length).toBeGreaterThan(50);
  for (const priority of regional) expect(nation.get(priority.id)).toEqual(priority);
  expect(nation.size).toBe(regional.length);
  const { sources } = await askGraphql(national.hubs.national, '{ sources(first: 50) { nodes { id connector standing through { id } records { count } } } }');
  const ways = Object.fromEntries(sources.nodes.filter(({ records }: { records: unknown[] }) => records.length > 0).map(({ id, through }: { id: string; through: { id: string } | null }) => [id, through?.id ?? null]));
  expect(ways).toMatchObject({ 'E92000001/england': null, 'E06000016/leicester': 'E12000004/hub', 'E06000047/county-durham': 'E12000001/hub' });
  expect(new Set(sources.nodes.map(({ standing }: { standing: string }) => standing))).toEqual(new Set(['CURRENT']));
});

test('it says which of its own records came back to it, and a second reading finds nothing new', async () => {
  expect(printed.join('\n')).toContain('E92000001/england is left alone: the hub reads it itself.');
  expect(await national.harvest()).toMatch(/The hub of the North East \(E12000001\/hub\): nothing has changed since it was last read\./);
});

test('what its README shows fits the contract', async () => {
  const [, shown] = /```graphql\n([^]*?)```/.exec(readFileSync('examples/national-hub/README.md', 'utf8'))!;
  expect(validate(await buildHubSchema(), parse(shown!))).toEqual([]);
  const { overlaps } = await askGraphql(national.hubs.national, shown!);
  expect(overlaps.nodes.length).toBeGreaterThan(0);
});
