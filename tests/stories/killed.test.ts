import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openUnmigrated } from '../../src/db/openUnmigrated.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { hubTables, openHub } from '../../src/hub.ts';
import { databaseKind, newPlace, type Place } from '../support/database.ts';
import { makePackage, publishers, referenceFiles } from '../support/harvest.ts';
import { makeTree } from '../support/makeTree.ts';
import { randomFrom } from '../support/random.ts';
import { runHub, startHub } from '../support/startHub.ts';

const sources = ['E06000016/p0', 'E06000016/p1', 'E06000016/p2', 'E06000016/p3'];
const rowsPerSource = 1_000;

/** A folder of packages, one a source, in which every service is named after a version. */
function writeVersion(folder: string, version: string): void {
  for (const source of sources) {
    const name = source.split('/')[1]!;
    const rows = Array.from({ length: rowsPerSource }, (_, index) => `${name}-${index},${version},E06000016`);
    mkdirSync(path.join(folder, name), { recursive: true });
    writeFileSync(path.join(folder, name, 'datapackage.json'), JSON.stringify({ name, title: `Directory ${name}`, publisher: publishers.leicester }));
    writeFileSync(path.join(folder, name, 'services.csv'), ['service_ref,name,authority_codes', ...rows, ''].join('\n'));
  }
}

/** A database that knows the reference data and holds every source at version v0. */
async function prepare(): Promise<{ place: Place; folder: string }> {
  const place = await newPlace();
  onTestFinished(place.remove);
  const folder = makeTree({});
  writeVersion(folder, 'v0');
  const hub = await openHub(place);
  await harvestPackage(hub.harvesting, makePackage(referenceFiles, { name: 'reference', publisher: publishers.england }).path);
  await hub.close();
  expect((await runHub(['import', folder], place.settings)).code).toBe(0);
  return { place, folder };
}

/** What of each source is found: the versions its rows are of, and how many rows and links there are. Opening it is part of the trial. */
async function look(place: Place): Promise<Map<string, { versions: string[]; rows: number; links: number; harvests: number }>> {
  const database = await openUnmigrated(place.database, hubTables);
  try {
    if (place.database.kind === 'sqlite') expect((await sql`pragma integrity_check`.execute(database.stored)).rows).toEqual([{ integrity_check: 'ok' }]);
    const { rows } = await sql<{ source_id: string; name: string; rows: number; links: number; harvests: number }>`
      select s.source_id, s.name, count(*) as rows, count(l.owner_id) as links, (select count(*) from harvest h where h.source_id = s.source_id and h.status = 'succeeded') as harvests
      from service s left join service_authority l on l.owner_id = s.id where s.withdrawn_on is null group by s.source_id, s.name order by s.name`.execute(database.stored);
    const bySource = Map.groupBy(rows, (row) => row.source_id);
    const sum = (values: number[]): number => values.reduce((total, value) => total + Number(value), 0);
    return new Map([...bySource].map(([source, found]) => [source, { versions: found.map(({ name }) => name), rows: sum(found.map((row) => row.rows)), links: sum(found.map((row) => row.links)), harvests: Number(found[0]!.harvests) }]));
  } finally {
    await database.close();
  }
}

interface Outcome {
  wasKilled: boolean;
  /** Sources it said had landed. */
  acknowledged: string[];
  /** When each of them was said to have, in milliseconds from the start. */
  at: number[];
}

/** When to kill: so many milliseconds after the process said that so many sources had landed; 0 counts from its start. */
interface KillPlan {
  afterSources: number;
  delayMs: number;
}

/** Lets a process run until it ends, or is killed as planned. */
async function runAndKill(child: ChildProcess, plan: KillPlan | null): Promise<Outcome> {
  const began = performance.now();
  const at: number[] = [];
  let output = '';
  let timer: NodeJS.Timeout | undefined;
  const arm = (): void => {
    if (plan && at.length >= plan.afterSources) timer ??= setTimeout(() => child.kill('SIGKILL'), plan.delayMs);
  };
  const acknowledged = (): string[] => [...output.matchAll(/\((\S+)\): read /g)].map(([, source]) => source!);
  child.stdout!.on('data', (chunk) => {
    output += String(chunk);
    while (at.length < acknowledged().length) at.push(performance.now() - began);
    arm();
  });
  arm();
  const signal = await new Promise((resolve) => child.on('close', (_code, killedBy) => resolve(killedBy)));
  clearTimeout(timer);
  return { wasKilled: signal === 'SIGKILL', acknowledged: acknowledged(), at };
}

/** A moment at random, as likely before the first source as between any two: by how long a whole run takes to the first and from one to the next. */
function planAtRandom(random: () => number, { at }: Outcome): KillPlan {
  const afterSources = Math.floor(random() * sources.length);
  const betweenMs = (at.at(-1)! - at[0]!) / (at.length - 1);
  return { afterSources, delayMs: afterSources === 0 ? at[0]! * (0.3 + 0.8 * random()) : betweenMs * random() };
}

/** What is wrong after a trial: a source that is neither wholly as before nor wholly new, or one that was said to have landed and did not. */
function faultsOf(before: Map<string, string>, found: Awaited<ReturnType<typeof look>>, version: string, acknowledged: string[]): string[] {
  return sources.flatMap((source) => {
    const { versions = [], rows = 0, links = 0 } = found.get(source) ?? {};
    if (versions.length !== 1 || rows !== rowsPerSource || links !== rowsPerSource) return [`${source} is torn: ${rows} rows and ${links} links of ${versions.join(' and ')}`];
    if (versions[0] !== version && versions[0] !== before.get(source)) return [`${source} is of ${versions[0]}, which is neither old nor new`];
    if (versions[0] !== version && acknowledged.includes(source)) return [`${source} was said to have landed and is lost`];
    return [];
  });
}

const importing = (folder: string, place: Place) => spawn(process.execPath, ['dist/main.js', 'import', folder], { env: { ...process.env, NODE_ENV: 'production', ...place.settings }, stdio: ['ignore', 'pipe', 'ignore'] });
const badly = (mode: 'torn' | 'boasting', place: Place, version: string) => {
  const { database } = place;
  return spawn(process.execPath, ['tests/support/badWriter.mjs', mode, database.kind, database.kind === 'sqlite' ? database.file : database.url, version], { stdio: ['ignore', 'pipe', 'inherit'] });
};

const serviceRows = (count: number): string => Array.from({ length: count }, (_, index) => `s-${index},Youth club ${index},E06000018`).join('\n');
const planOf = (authority: string): Record<string, string> => ({
  'plans.csv': `plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage\np,${authority},Plan,cypp,2024,2099,partial`,
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\np,1,Improve outcomes for looked-after children,priority,yes',
});

describe('kill -9 between what landed and the reading of it', () => {
  test('leaves nothing that a hub that serves does not read by itself', { timeout: 120_000 }, async () => {
    const place = await newPlace();
    onTestFinished(place.remove);
    const settings = { ...place.settings, SEEDS: 'none' };
    const reference = makePackage(referenceFiles, { name: 'reference', publisher: publishers.england });
    expect((await runHub(['import', reference.path], settings)).code).toBe(0);
    expect((await runHub(['import', makePackage(planOf('E06000018'), { publisher: publishers.nottingham }).path], settings)).code).toBe(0);
    const hub = await startHub(settings);
    const folder = makeTree({
      'a/datapackage.json': JSON.stringify({ name: 'plans', title: 'Plans', publisher: publishers.leicester }),
      ...Object.fromEntries(Object.entries(planOf('E06000016')).map(([name, text]) => [`a/${name}`, text])),
      'b/datapackage.json': JSON.stringify({ name: 'directory', title: 'Directory', publisher: publishers.nottingham }),
      'b/services.csv': `service_ref,name,authority_codes\n${serviceRows(50_000)}`,
    });
    // The second package is there only to be killed in: the first has landed, and would be read after both.
    const { wasKilled, acknowledged } = await runAndKill(importing(folder, place), { afterSources: 1, delayMs: 0 });
    expect({ wasKilled, acknowledged }).toEqual({ wasKilled: true, acknowledged: ['E06000016/plans'] });

    const ask = async (): Promise<unknown> => {
      const query = '{ priority(id: "E06000016/1") { themes { theme { code } } overlaps { title authorities { name } } } }';
      const response = await fetch(`${hub.address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
      return response.json();
    };
    expect(await ask()).toEqual({ data: { priority: { themes: [], overlaps: [] } } });
    await vi.waitFor(async () => {
      expect(await ask()).toEqual({ data: { priority: { themes: [{ theme: { code: 'LAC' } }], overlaps: [{ title: expect.any(String), authorities: [{ name: 'Leicester' }, { name: 'Nottingham' }] }] } } });
    }, { timeout: 60_000, interval: 500 });
    expect(await hub.stop()).toBe(0);
  });
});

describe('kill -9 at any moment of an import', () => {
  const [mostTrials, mostMs] = databaseKind === 'sqlite' ? [15, 15_000] : [6, 15_000];

  test('leaves every source wholly old or wholly new, loses nothing that was acknowledged and locks nothing', { timeout: 120_000 }, async () => {
    const { place, folder } = await prepare();
    const random = randomFrom(20_261_127);
    const versions = new Map(sources.map((source) => [source, 'v0']));
    const harvests = new Map(sources.map((source) => [source, 1]));
    const tally = { trials: 0, killed: 0, between: 0 };
    writeVersion(folder, 'whole');
    const whole = await runAndKill(importing(folder, place), null);
    for (const source of sources) {
      versions.set(source, 'whole');
      harvests.set(source, 2);
    }
    const began = performance.now();
    for (let trial = 1; trial <= mostTrials && performance.now() - began < mostMs; trial += 1) {
      const version = `v${trial}`;
      writeVersion(folder, version);
      const { wasKilled, acknowledged } = await runAndKill(importing(folder, place), planAtRandom(random, whole));
      const found = await look(place);
      expect(faultsOf(versions, found, version, acknowledged), `trial ${trial}`).toEqual([]);
      for (const [source, { versions: [now], harvests: times }] of found) {
        // A harvest is written down with its rows, or not at all.
        if (now === version) harvests.set(source, harvests.get(source)! + 1);
        expect(times, `trial ${trial}: harvests of ${source}`).toBe(harvests.get(source));
        versions.set(source, now!);
      }
      const landed = [...versions.values()].filter((now) => now === version).length;
      tally.trials += 1;
      tally.killed += Number(wasKilled);
      tally.between += Number(landed > 0 && landed < sources.length);
    }
    console.log(`Killed ${tally.killed} of ${tally.trials} imports on ${databaseKind}, ${tally.between} of them between the first and the last source.`);
    expect(tally.killed).toBeGreaterThan(0);

    writeVersion(folder, 'last');
    expect((await runHub(['import', folder], place.settings)).code).toBe(0);
    expect([...(await look(place)).values()].map(({ versions: [now] }) => now)).toEqual(sources.map(() => 'last'));
  });

  test('is noticed where a writer commits a source in pieces', { timeout: 60_000 }, async () => {
    const { place } = await prepare();
    const random = randomFrom(7);
    const versions = new Map(sources.map((source) => [source, 'v0']));
    const faults: string[] = [];
    for (let trial = 1; trial <= 10 && faults.length === 0; trial += 1) {
      const { acknowledged } = await runAndKill(badly('torn', place, `v${trial}`), { afterSources: 1, delayMs: 20 * random() });
      const found = await look(place);
      faults.push(...faultsOf(versions, found, `v${trial}`, acknowledged));
      for (const [source, { versions: [now] }] of found) versions.set(source, now!);
    }
    expect(faults.join()).toMatch(/is torn: 1000 rows and 1000 links of v\d+ and v\d+/);
  });

  test('is noticed where a writer says that a source landed before it did', { timeout: 60_000 }, async () => {
    const { place } = await prepare();
    const { acknowledged } = await runAndKill(badly('boasting', place, 'v1'), { afterSources: 1, delayMs: 0 });
    expect(faultsOf(new Map(sources.map((source) => [source, 'v0'])), await look(place), 'v1', acknowledged)).toEqual([`${sources[0]} was said to have landed and is lost`]);
  });
});
