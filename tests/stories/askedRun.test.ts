import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openUnmigrated } from '../../src/db/openUnmigrated.ts';
import { hubTables } from '../../src/hub.ts';
import { newPlace, type Place } from '../support/database.ts';
import { startAuthority } from '../support/fakeAuthority.ts';
import { makePackage, publishers, referenceFiles } from '../support/harvest.ts';
import { makeTree } from '../support/makeTree.ts';
import { descriptor, directory, file, id } from '../support/registeredSource.ts';
import { runHub, startHub } from '../support/startHub.ts';

/** A hub that can be killed with whatever it started, as a machine that goes down does it. */
async function startInGroup(settings: Record<string, string>): Promise<{ address: string; killAll: () => Promise<void> }> {
  const child = spawn(process.execPath, ['dist/main.js'], { env: { ...process.env, NODE_ENV: 'production', PORT: '0', ...settings }, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const killAll = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
    await ended;
  };
  onTestFinished(killAll);
  let printed = '';
  return new Promise((resolve) => {
    child.stdout.on('data', (chunk) => {
      printed += String(chunk);
      const address = /Open (http:\S+\/) to see/.exec(printed)?.[1];
      if (address && printed.includes('Ctrl+C')) resolve({ address, killAll });
    });
  });
}

/** Makes a run that ended with its process be one of more than a minute ago. */
async function letAMinutePass(place: Place): Promise<void> {
  const database = await openUnmigrated(place.database, hubTables);
  await database.write(({ db }) => sql`update run_under_way set heard_at = '2026-01-01T00:00:00.000Z'`.execute(db));
  await database.close();
}

/** Leicester's directory, registered at a server that takes questions and says nothing until it behaves otherwise, and a way for Leicester to ask a hub that reads it. */
async function setUp() {
  const place = await newPlace();
  onTestFinished(place.remove);
  const authority = await startAuthority({ '/directory.zip': () => {} });
  const settings = { ...place.settings, SEEDS: 'none', PRIVATE_HOSTS: '127.0.0.1' };
  expect((await runHub(['import', makePackage(referenceFiles, { name: 'reference', publisher: publishers.england }).path], settings)).code).toBe(0);
  const made = await runHub(['key', 'make', 'publisher', '--body', 'E06000016'], settings);
  const [, key] = /^ {2}(cg_\w+_[\w-]{43})$/m.exec(made.output)!;
  const registration = path.join(makeTree({}), 'directory.json');
  writeFileSync(registration, JSON.stringify({ ...descriptor, connector: 'package', settings: { address: authority.at('/directory.zip') } }));
  expect((await runHub(['sources', 'add', registration], settings)).code).toBe(0);
  const ask = async (address: string, query: string) => {
    const answer = await fetch(`${address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` }, body: JSON.stringify({ query }) });
    return (await answer.json()) as { data: Record<string, { underWay: object | null; askedAt: string | null; harvests: { nodes: object[] } }>; errors?: unknown[] };
  };
  return {
    place,
    settings,
    answers: () => authority.behave({ '/directory.zip': file(directory(12), '"1"') }),
    /** Asks for a run, which begins and waits for the server. */
    askForRun: async (address: string) => {
      expect((await ask(address, `mutation { harvestSource(source: "${id}") { source { askedAt } } }`)).errors).toBeUndefined();
      await vi.waitFor(() => expect(authority.asked).toHaveLength(1), { timeout: 30_000 });
    },
    found: async (address: string) => (await ask(address, `{ source(id: "${id}") { askedAt underWay { phase } harvests { nodes { status trigger askedBy added } } } }`)).data['source'],
  };
}

const succeeded = { status: 'SUCCEEDED', trigger: 'REQUEST', askedBy: 'Leicester', added: 12 };

test('what somebody asked for is read by the next hub when the one that reads it is killed, and while it is read others step back', { timeout: 240_000 }, async () => {
  const { place, settings, answers, askForRun, found } = await setUp();
  const first = await startInGroup(settings);
  await askForRun(first.address);
  expect(await runHub(['harvest', id, '--unattended'], settings)).toEqual({ code: 3, output: '', errors: '' });
  await first.killAll();
  await letAMinutePass(place);

  answers();
  const second = await startHub(settings);
  const harvests = { nodes: [succeeded, { status: 'FAILED', trigger: 'REQUEST', askedBy: 'Leicester', added: 0 }] };
  await vi.waitFor(async () => expect(await found(second.address)).toEqual({ askedAt: null, underWay: null, harvests }), { timeout: 60_000, interval: 500 });
  expect(await runHub(['harvest', id, '--unattended'], settings)).toEqual({ code: 3, output: '', errors: '' });
});

test('what somebody asked for is begun anew at once by the next hub when the one that reads it is stopped, and is no failure', { timeout: 240_000 }, async () => {
  const { settings, answers, askForRun, found } = await setUp();
  const first = await startHub(settings);
  await askForRun(first.address);
  expect(await first.stop()).toBe(0);
  answers();
  const second = await startHub(settings);
  // Nobody hears for a minute of a run that died.
  await vi.waitFor(async () => expect(await found(second.address)).toEqual({ askedAt: null, underWay: null, harvests: { nodes: [succeeded] } }), { timeout: 40_000, interval: 500 });
});
