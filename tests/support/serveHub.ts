import { onTestFinished } from 'vitest';
import { holderOfKey } from '../../src/access/keyStore.ts';
import { createApi } from '../../src/api/createApi.ts';
import { createApp } from '../../src/api/createApp.ts';
import type { ReaderThreads } from '../../src/api/execution/readerThreads.ts';
import { buildHubSchema } from '../../src/api/schema.ts';
import { readConfig } from '../../src/config.ts';
import { rowRules, type Hub } from '../../src/hub.ts';
import { createLog } from '../../src/log.ts';
import { countStatements } from './countStatements.ts';

export interface Received {
  status: number;
  headers: Headers;
  text: string;
  /** How many SQL statements it took. */
  statements: number;
}

export interface ServedHub {
  api: ReturnType<typeof createApi>;
  /** Where it answers GraphQL. */
  address: string;
  /** Asks over HTTP. */
  ask: (request: Asking) => Promise<Received>;
}

export interface Asking {
  query: string;
  variables?: Record<string, unknown> | string;
  operationName?: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
}

interface Serving {
  /** What it takes for now. */
  clock?: () => Date;
  /** Runs before each statement's answer is handed on. */
  onAnswer?: (count: number) => Promise<void> | void;
  readers?: ReaderThreads;
  /** Settings other than the defaults. */
  settings?: Record<string, string>;
}

/** The API over a hub's data on a port of its own, until the test ends. */
export async function serveHub(hub: Hub, { clock = () => new Date('2025-06-01T12:00:00Z'), onAnswer, readers, settings = {} }: Serving = {}): Promise<ServedHub> {
  const limits = readConfig(settings);
  const log = createLog('fatal');
  const app = createApp({ log, maxBodyBytes: limits.maxBodyBytes });
  onTestFinished(() => app.close());
  const counter = countStatements(onAnswer);
  const api = createApi({ schema: await buildHubSchema(), rows: hub.rows.withPlugin(counter.plugin), rules: rowRules, dataState: hub.dataState, readers, acts: hub.acts, findHolder: (key, day) => holderOfKey(hub.stored, key, day), log, now: clock, limits }, app);
  await api.mount(app);
  const address = `${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
  return {
    api,
    address,
    ask: async ({ query, variables, operationName, method = 'POST', headers = { 'apollo-require-preflight': '1' } }) => {
      const before = counter.count();
      const asked = { query, ...(operationName !== undefined && { operationName }) };
      const variablesJson = typeof variables === 'string' ? variables : JSON.stringify(variables ?? {});
      const response =
        method === 'GET'
          ? await fetch(`${address}?${new URLSearchParams({ ...asked, variables: variablesJson })}`, { headers })
          : await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: `${JSON.stringify(asked).slice(0, -1)},"variables":${variablesJson}}` });
      return { status: response.status, headers: response.headers, text: await response.text(), statements: counter.count() - before };
    },
  };
}
