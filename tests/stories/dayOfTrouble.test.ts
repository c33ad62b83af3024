import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openUnmigrated } from '../../src/db/openUnmigrated.ts';
import { hubTables } from '../../src/hub.ts';
import { newPlace, type Place } from '../support/database.ts';
import { serveDirectory } from '../support/directoryServer.ts';
import { redirectTo, startAuthority, trouble, type Behaviour } from '../support/fakeAuthority.ts';
import { publishers } from '../support/harvest.ts';
import { makeTree } from '../support/makeTree.ts';
import { makeZip } from '../support/makeZip.ts';
import { runHub, startHub } from '../support/startHub.ts';

const descriptor = { name: 'clubs', title: 'Leicester’s youth clubs', publisher: publishers.leicester };
const id = 'E06000016/clubs';

/** A zip of so many clubs, named after what of them is new. */
function clubs(count: number, name: string, encoding: BufferEncoding = 'utf8'): Buffer {
  const rows = Array.from({ length: count }, (_, index) => `c${index},${name} ${index},E06000016`);
  return readFileSync(makeZip({ 'datapackage.json': JSON.stringify(descriptor), 'services.csv': Buffer.from(['service_ref,name,authority_codes', ...rows, ''].join('\n'), encoding) }));
}

/** The same zip, one file of which unpacks to two thousand million bytes, as its directory says. */
function bomb(zip: Buffer): Buffer {
  const grown = Buffer.from(zip);
  grown.writeUInt32LE(2_000_000_000, grown.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 24);
  return grown;
}

const sends = (content: Buffer): Behaviour => (_, response) => void response.writeHead(200, { 'content-length': content.length }).end(content);

/** Makes a run that ended with its process be one of more than a minute ago. */
async function letAMinutePass(place: Place): Promise<void> {
  const database = await openUnmigrated(place.database, hubTables);
  await database.write(({ db }) => sql`update run_under_way set heard_at = '2026-01-01T00:00:00.000Z'`.execute(db));
  await database.close();
}

test('a day of trouble: whatever a source does, the hub goes on answering with what it last read whole, and says what happened', { timeout: 240_000 }, async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const authority = await startAuthority({});
  const settings = { ...place.settings, PRIVATE_HOSTS: '127.0.0.1', HARVESTS: 'off' };
  const registration = path.join(makeTree({}), 'clubs.json');
  writeFileSync(registration, JSON.stringify({ ...descriptor, connector: 'package', settings: { address: authority.at('/clubs.zip') } }));
  expect((await runHub(['sources', 'add', registration], settings)).code).toBe(0);

  const hub = await startHub(settings);
  const ask = async (query: string) => {
    const answer = await fetch(`${hub.address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
    const { data, errors } = (await answer.json()) as { data: Record<string, never>; errors?: unknown[] };
    expect(errors).toBeUndefined();
    return data as unknown as { services: { totalCount: number; nodes: { name: string }[] }; source: { standing: string; staleSince: string | null; status: string; failedRuns: number; underWay: { phase: string } | null } };
  };
  /** What the hub answers: how many clubs, of which version, and how it says the source stands. */
  const seen = async () => {
    const { services, source } = await ask(`{ services(first: 200, filter: { text: "club" }) { totalCount nodes { name } } source(id: "${id}") { standing staleSince status failedRuns underWay { phase } } }`);
    const own = services.nodes.map(({ name }) => name).filter((name) => /^\w+ club \d+$/.test(name));
    return { clubs: own.length, versions: [...new Set(own.map((name) => name.split(' ')[0]))], standing: source.standing, status: source.status, failedRuns: source.failedRuns, isStale: source.staleSince !== null };
  };
  const harvest = async (behaviour: Behaviour, ...options: string[]) => {
    authority.behave({ '/clubs.zip': behaviour });
    return runHub(['harvest', id, ...options], settings);
  };

  const morning = { clubs: 40, versions: ['Morning'] };
  expect((await harvest(sends(clubs(40, 'Morning club')))).code).toBe(0);
  expect(await seen()).toMatchObject({ ...morning, standing: 'CURRENT', isStale: false });

  // What is wrong, and what the hub says of it.
  const troubles: [string, Behaviour, RegExp][] = [
    ['is not there', (_, response) => void response.writeHead(404).end(), /answered 404/],
    ['has an error of its own', (_, response) => void response.writeHead(500, { 'retry-after': '7200' }).end(), /answered 500.*asks to be left alone until/],
    ['hangs up half way', trouble.halfABody, /broke off before its answer was whole/],
    ['sends a page to sign in', trouble.webPage, /answered with a web page/],
    ['sends without end', trouble.gzipBomb, /more than the 500000000 bytes/],
    ['sends a file that unpacks to two gigabytes', sends(bomb(clubs(40, 'Evil club'))), /unpacks to \d+ bytes\. Allowed: 1000000000/],
    ['sends half a zip as if it were all', sends(clubs(40, 'Half club').subarray(0, 300)), /is no zip, or broke off on its way/],
    ['sends text that is not UTF-8', sends(clubs(40, 'Café club', 'latin1')), /UTF-8/],
    ['sends the hub to a private address', redirectTo('http://169.254.169.254/latest/meta-data'), /do not allow the host 169\.254\.169\.254/],
    ['sends the hub round in circles', redirectTo('/clubs.zip'), /sends the hub on more than 5 times/],
    ['sends another authority’s data', sends(readFileSync(makeZip({ 'datapackage.json': JSON.stringify({ ...descriptor, publisher: publishers.nottingham }), 'services.csv': 'service_ref,name\nx,Taken over club 1\n' }))), /The source is registered as E06000016\/clubs/],
  ];
  for (const [index, [what, behaviour, words]] of troubles.entries()) {
    const run = await harvest(behaviour);
    expect([what, run.code, run.output + run.errors]).toEqual([what, 1, expect.stringMatching(words)]);
    expect({ what, ...(await seen()) }).toMatchObject({ what, ...morning, standing: 'STALE', isStale: true, failedRuns: index + 1, status: expect.stringMatching(words) });
  }
  expect((await runHub(['sources', 'show', id], settings)).output).toContain(`after ${troubles.length} runs that did not land`);

  // Nothing new is no failure: it heals.
  expect((await harvest(sends(clubs(40, 'Morning club')))).output).toContain('nothing has changed since it was last read');
  expect(await seen()).toMatchObject({ ...morning, standing: 'CURRENT', isStale: false, failedRuns: 0 });

  // It shrinks: somebody must say that it is right.
  const few = clubs(4, 'Noon club');
  expect((await harvest(sends(few))).output).toContain('of 40 records are gone');
  expect(await seen()).toMatchObject({ ...morning, standing: 'HELD' });
  expect((await harvest(sends(few), '--confirm')).code).toBe(0);
  expect(await seen()).toMatchObject({ clubs: 4, versions: ['Noon'], standing: 'CURRENT' });

  // A directory whose pages never end, and one whose pages break off.
  const directory = await serveDirectory(['a', 'b', 'c'].map((ref) => ({ id: ref, name: `Directory club ${ref}` })));
  writeFileSync(registration, JSON.stringify({ ...descriptor, name: 'directory', connector: 'open-referral', requests: 40, settings: { address: directory.address } }));
  expect((await runHub(['sources', 'add', registration], settings)).code).toBe(0);
  expect((await runHub(['harvest', 'E06000016/directory'], settings)).code).toBe(0);
  const listed = async (): Promise<number> => (await ask('{ services(first: 200, filter: { text: "Directory club" }) { totalCount nodes { name } } }')).services.totalCount;
  expect(await listed()).toBe(3);
  for (const [behaviour, words] of [[trouble.endlessPages, /takes more than the 40 requests/], [trouble.halfABody, /broke off before its answer was whole/]] as const) {
    directory.authority.behave({ '/api/services': behaviour });
    const run = await runHub(['harvest', 'E06000016/directory'], settings);
    expect([run.code, run.output]).toEqual([1, expect.stringMatching(words)]);
    expect(await listed()).toBe(3);
  }

  // It is killed in the middle of reading a large one.
  authority.behave({ '/clubs.zip': sends(clubs(60_000, 'Killed club')) });
  const child = spawn(process.execPath, ['dist/main.js', 'harvest', id], { env: { ...process.env, NODE_ENV: 'production', ...settings }, stdio: 'ignore' });
  const ended = once(child, 'exit');
  await vi.waitFor(async () => expect((await ask(`{ services(first: 1) { totalCount nodes { name } } source(id: "${id}") { underWay { phase } } }`)).source.underWay).toEqual({ phase: 'reading' }), { timeout: 60_000, interval: 20 });
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(await seen()).toMatchObject({ clubs: 4, versions: ['Noon'], standing: 'CURRENT' });
  const soon = await harvest(sends(clubs(5, 'Evening club')));
  expect([soon.code, soon.output]).toEqual([1, expect.stringContaining('is being read since')]);
  await letAMinutePass(place);
  expect((await harvest(sends(clubs(5, 'Evening club')))).code).toBe(0);
  expect(await seen()).toMatchObject({ clubs: 5, versions: ['Evening'], standing: 'CURRENT', isStale: false });
  expect(await hub.stop()).toBe(0);
});
