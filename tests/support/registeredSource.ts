import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { onTestFinished } from 'vitest';
import type { HarvestReport } from '../../src/harvest/harvestReport.ts';
import type { Running } from '../../src/harvest/runs/Running.ts';
import { runSource } from '../../src/harvest/runs/runSource.ts';
import { readRegistration } from '../../src/harvest/sources/registration.ts';
import { registerSource } from '../../src/harvest/sources/registerSource.ts';
import { startAuthority, type Behaviour, type FakeAuthority } from './fakeAuthority.ts';
import { openTestHub, publishers, type TestHub } from './harvest.ts';
import { makeZip } from './makeZip.ts';

/** Leicester's directory, a package at an authority's server. */
export const descriptor = { name: 'directory', title: 'Leicester’s directory', publisher: publishers.leicester };
/** Id of that source. */
export const id = 'E06000016/directory';

/** A zip of Leicester's directory with so many services, numbered from `first` on. */
export function directory(services: number, described: object = descriptor, first = 0): Buffer {
  const rows = Array.from({ length: services }, (_, index) => `s${first + index},Service ${first + index},E06000016`);
  return readFileSync(makeZip({ 'datapackage.json': JSON.stringify(described), 'services.csv': `${['service_ref,name,authority_codes', ...rows].join('\n')}\n` }));
}

/** Answers with a file and its ETag, and with 304 to whoever has it. */
export function file(content: Buffer, etag: string): Behaviour {
  return (request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { etag, 'content-length': content.length }).end(content);
  };
}

/** A hub in which sources are registered and read, as commands and the schedule do it. */
export interface Runs extends TestHub {
  running: Running;
  /** Registers a source as its operator would; throws every problem of what is said of it. */
  save: (registration: object) => Promise<void>;
  /** Reads a source once: the report of each package that came of it. */
  run: (sourceId: string) => Promise<HarvestReport[]>;
}

export async function openRuns({ clock = () => new Date('2025-06-01T12:00:00Z') } = {}): Promise<Runs> {
  const testHub = await openTestHub({ clock });
  const gatheredFolder = mkdtempSync(path.join(os.tmpdir(), 'common-ground-gathered-'));
  onTestFinished(() => rmSync(gatheredFolder, { recursive: true, force: true }));
  const { hub } = testHub;
  const running: Running = { harvesting: { ...hub.harvesting, now: clock }, db: hub.stored, gatheredFolder, privateHosts: ['127.0.0.1'], sourceKeys: new Map(), contact: null };
  return {
    ...testHub,
    running,
    async save(registration) {
      const json = JSON.stringify(registration);
      const read = readRegistration(json);
      if ('problems' in read) throw new Error(read.problems.join('\n'));
      await registerSource(hub.write, json, read.registration, clock());
    },
    run: (sourceId) => runSource(running, sourceId, { trigger: 'command', askedBy: null }),
  };
}

export interface Trial extends Runs {
  authority: FakeAuthority;
  read: () => Promise<HarvestReport>;
  services: () => Promise<number>;
  source: () => Promise<Record<string, unknown>>;
  /** Registers the same source again. */
  saveAgain: () => Promise<void>;
}

/** A hub with Leicester's directory registered at an authority's server that behaves so. `clock` may move. */
export async function register(behaviour: Behaviour, { clock = () => new Date('2025-06-01T12:00:00Z'), changes = {} } = {}): Promise<Trial> {
  const runs = await openRuns({ clock });
  const authority = await startAuthority({ '/directory.zip': behaviour });
  const saveAgain = (): Promise<void> => runs.save({ ...descriptor, connector: 'package', settings: { address: authority.at('/directory.zip') }, ...changes });
  await saveAgain();
  return {
    ...runs,
    authority,
    saveAgain,
    read: async () => (await runs.run(id))[0]!,
    services: async () => Number((await sql<{ n: number }>`select count(*) as n from service where withdrawn_on is null`.execute(runs.hub.stored)).rows[0]!.n),
    source: async () => (await sql<Record<string, unknown>>`select * from source where id = ${id}`.execute(runs.hub.stored)).rows[0]!,
  };
}
