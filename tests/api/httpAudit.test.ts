import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildServer, type Server } from '../../src/commands/buildServer.ts';
import { readConfig } from '../../src/config.ts';
import type { Hub } from '../../src/hub.ts';
import { openEmptyHub } from '../support/database.ts';

let hub: Hub;
let app: Server['app'];
let address = '';

// The whole server, with every limit that a hub has.
beforeAll(async () => {
  hub = await openEmptyHub();
  ({ app } = await buildServer(hub, readConfig({ LOG_LEVEL: 'silent' })));
  address = `${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
});
afterAll(async () => {
  await app.close();
  await hub.close();
});

// The header is what a browser page of another site cannot send without asking first; the audits' GET requests need it.
const audits = serverAudits({ url: () => address, fetchFn: (url: string, init?: RequestInit) => fetch(url, { ...init, headers: { ...(init?.headers as Record<string, string>), 'apollo-require-preflight': '1' } }) });

test('there are 61 audits of GraphQL over HTTP', () => {
  expect(audits).toHaveLength(61);
});

for (const audit of audits) {
  test(`GraphQL over HTTP: ${audit.name}`, async () => {
    const result = await audit.fn();
    expect(result.status === 'ok' ? '' : `${result.status}: ${result.reason}`).toBe('');
  });
}
