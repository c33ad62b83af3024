import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../src/api/createApi.ts';
import { createApp } from '../../src/api/createApp.ts';
import { buildHubSchema } from '../../src/api/schema.ts';
import { readConfig } from '../../src/config.ts';
import { rowRules, type Hub } from '../../src/hub.ts';
import { createLog } from '../../src/log.ts';
import { openEmptyHub } from '../support/database.ts';

let hub: Hub;
let app: ReturnType<typeof createApp>;
let address = '';

beforeAll(async () => {
  const config = readConfig({});
  const log = createLog('silent');
  hub = await openEmptyHub();
  app = createApp({ log, maxBodyBytes: config.maxBodyBytes });
  await createApi({ schema: await buildHubSchema(), rows: hub.rows, rules: rowRules, acts: hub.acts, publisherKeys: [], log, now: () => new Date(), limits: config }, app).mount(app);
  await app.listen({ port: 0 });
  address = `http://127.0.0.1:${(app.server.address() as { port: number }).port}/graphql`;
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
