import { afterAll, beforeAll } from 'vitest';
import { holderOfKey } from '../../src/access/keyStore.ts';
import { createApi, type Api } from '../../src/api/createApi.ts';
import { createApp } from '../../src/api/createApp.ts';
import { buildHubSchema } from '../../src/api/schema.ts';
import { readConfig } from '../../src/config.ts';
import { mountExplorer } from '../../src/explorer/mountExplorer.ts';
import { mountFeeds } from '../../src/export/mountFeeds.ts';
import { mountPapers } from '../../src/export/paper/mountPapers.ts';
import { refreshOverlaps, rowRules, type Hub } from '../../src/hub.ts';
import { createLog } from '../../src/log.ts';
import { openSeededHub } from '../support/api.ts';

export interface Pages {
  address: string;
  api: Api;
  /** Asks for a path, and gives back what came. */
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; headers: Headers; text: string }>;
  /** What a GraphQL query answers over HTTP, to be read as the query shapes it. */
  // oxlint-disable-next-line typescript/no-explicit-any
  query(text: string): Promise<{ data: any }>;
  close(): Promise<void>;
}

/** Pages, feeds and API over a hub's data, on a port of their own, with the limits a hub has unless it is configured otherwise. */
export async function openPages(hub: Hub, today = '2026-01-15'): Promise<Pages> {
  await refreshOverlaps(hub);
  const log = createLog('fatal');
  const limits = readConfig({});
  const app = createApp({ log, maxBodyBytes: limits.maxBodyBytes });
  const api = createApi({ schema: await buildHubSchema(), rows: hub.rows, rules: rowRules, dataState: hub.dataState, acts: hub.acts, findHolder: (key, day) => holderOfKey(hub.stored, key, day), log, now: () => new Date(`${today}T12:00:00Z`), limits }, app);
  await api.mount(app);
  await mountExplorer(app, api);
  await mountFeeds(app, api);
  await mountPapers(app, api);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    address,
    api,
    async get(path, headers = {}) {
      const response = await fetch(address + path, { headers });
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
    async query(text) {
      const response = await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: text }) });
      return (await response.json()) as { data: unknown };
    },
    close: () => app.close(),
  };
}

/** Pages over the seeds for every test of a file: opened before the first, closed after the last. */
export function pagesOfSeeds(): Readonly<Pick<Pages, 'address' | 'get' | 'query'>> {
  let hub: Hub;
  let pages: Pages;
  beforeAll(async () => {
    hub = await openSeededHub();
    pages = await openPages(hub);
  });
  afterAll(async () => {
    await pages.close();
    await hub.close();
  });
  return {
    get address() {
      return pages.address;
    },
    get: (path, headers) => pages.get(path, headers),
    query: (text) => pages.query(text),
  };
}
