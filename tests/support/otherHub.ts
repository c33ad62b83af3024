import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { HarvestReport } from '../../src/harvest/harvestReport.ts';
import { packageFiles } from '../../src/harvest/package/packageFiles.ts';
import type { Running } from '../../src/harvest/runs/Running.ts';
import { runSource } from '../../src/harvest/runs/runSource.ts';
import { idOf, readRegistration } from '../../src/harvest/sources/registration.ts';
import { registerSource } from '../../src/harvest/sources/registerSource.ts';
import { startAuthority, type Behaviour, type FakeAuthority } from './fakeAuthority.ts';
import { openTestHub, publishers, type TestHub } from './harvest.ts';
import { serveHub } from './serveHub.ts';

/** What one hub asked another: the name of the saved operation and its variables. */
export interface AskedHub {
  operation: string;
  variables: Record<string, unknown>;
}

export interface OnTheNet extends TestHub {
  /** Where it answers GraphQL, while it does. */
  address: string;
  /** Every question it was asked so far. */
  asked: AskedHub[];
  server: FakeAuthority;
  /** Answers some questions otherwise: null leaves the answer to the hub. */
  interfere: (how: (asked: AskedHub) => Behaviour | null | Promise<Behaviour | null>) => void;
  /** Registers a hub as a source of this one, by default as that of the East Midlands, and returns its id. */
  connect: (address: string, changes?: Record<string, unknown>) => Promise<string>;
  read: (id: string, day?: number) => Promise<HarvestReport[]>;
  running: Running;
}

const day = (of: number): Date => new Date(Date.UTC(2025, 5, of, 12));

/** A hub that answers over HTTP, and may read others. What it is asked passes a server that writes it down. */
export async function openHubOnTheNet({ reference = true, settings = {} }: { reference?: boolean; settings?: Record<string, string> } = {}): Promise<OnTheNet> {
  let now = day(1);
  const testHub = await openTestHub({ reference, clock: () => now });
  const { hub } = testHub;
  const { address } = await serveHub(hub, { clock: () => now, settings });
  const gatheredFolder = mkdtempSync(path.join(os.tmpdir(), 'common-ground-gathered-'));
  onTestFinished(() => rmSync(gatheredFolder, { recursive: true, force: true }));
  const running: Running = { harvesting: { ...hub.harvesting, now: () => now }, db: hub.stored, gatheredFolder, privateHosts: ['127.0.0.1'], sourceKeys: new Map(), contact: null };
  const asked: AskedHub[] = [];
  let interfering: Parameters<OnTheNet['interfere']>[0] = () => null;
  const server = await startAuthority({ '/graphql': async (request, response, time) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
    const question = { operation: /query (\w+)/.exec(query)![1]!, variables };
    asked.push(question);
    const instead = await interfering(question);
    if (instead) return instead(request, response, time);
    const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return void response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  } });
  return {
    ...testHub,
    address: server.at('/graphql'),
    asked,
    server,
    running,
    interfere: (how) => void (interfering = how),
    async connect(of, { settings = {}, ...changes } = {}) {
      const json = JSON.stringify({ connector: 'hub', publisher: publishers.eastMidlands, name: 'hub', title: 'The regional hub', settings: { address: of, ...(settings as object) }, ...changes });
      const read = readRegistration(json);
      if ('problems' in read) throw new Error(read.problems.join('\n'));
      return registerSource(hub.write, json, read.registration, now).then(() => idOf(read.registration));
    },
    async read(id, on = now.getUTCDate()) {
      now = day(on);
      return runSource(running, id, { trigger: 'command', askedBy: null });
    },
  };
}

/** Every record that is there, as its publisher and place tell it, to compare two hubs. */
export async function recordsOf({ rows }: TestHub): Promise<Record<string, unknown[]>> {
  const tables = packageFiles.map(async ({ table, links = {} }) => [
    [table, await rows(`select id, source_id, content_hash, file, line from "${table}" where withdrawn_on is null order by id`)],
    ...(await Promise.all(Object.values(links).map(async (link) => [link, await rows(`select l.owner_id, l.target_id from "${link}" l join "${table}" t on t.id = l.owner_id where t.withdrawn_on is null order by 1, 2`)]))),
  ]);
  return Object.fromEntries((await Promise.all(tables)).flat().filter(([, found]) => (found as unknown[]).length > 0)) as Record<string, unknown[]>;
}
