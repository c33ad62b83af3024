import { buildSchema } from 'graphql';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { startServer } from '../../support/server.ts';

test('each request is one line that says what was answered, how, and how long it took', async () => {
  const { post, get, logged } = await startServer();
  const query = 'query WhatTheHubHolds { dataVersion { number } }';
  await post({ query });
  await post({ query: '{ nothing }' });
  await get('/overlaps/overlap-SEND');
  const [known, unknown, page] = logged.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(logged).toHaveLength(3);
  expect(known).toEqual({ level: 30, time: expect.any(String), msg: 'Answered', method: 'POST', route: '/graphql', status: 200, durationMs: expect.any(Number), operation: 'WhatTheHubHolds', documentHash: createHash('sha256').update(query).digest('hex'), cost: expect.any(Number) });
  expect(unknown).toMatchObject({ status: 200, operation: 'other', codes: ['GRAPHQL_VALIDATION_FAILED'] });
  expect(page).toMatchObject({ method: 'GET', route: '/overlaps/:id', status: 404, codes: ['NOT_FOUND'] });
});

test('at the level a hub has unless told otherwise, requests leave no line', async () => {
  const { post, logged } = await startServer({ LOG_LEVEL: 'warn' });
  await post({ query: '{ nothing }' });
  expect(logged).toEqual([]);
});

/** A schema whose field fails as our own code might, with what the caller wrote in the error. */
function echoingSchema() {
  const schema = buildSchema('type Query { broken(text: String): String }');
  schema.getQueryType()!.getFields().broken!.resolve = (_source, { text }) => {
    throw Object.assign(new Error(`no such row: ${text}`), { parameters: [text], query: `select '${text}'` });
  };
  return schema;
}

test('nothing that a caller wrote is in the log, wherever it wrote it and whatever failed', async () => {
  const secrets = ['alice.smith@example.org', 'alice_smith_example_org', 'sk-token-1234', 'Mozilla'];
  const [address, name, token] = secrets as [string, string, string];
  const headers = { cookie: `session=${token}`, 'user-agent': 'Mozilla/5.0', 'x-forwarded-for': '203.0.113.77' };
  const servers = [await startServer({ LOG_LEVEL: 'trace', TRUST_PROXY: '127.0.0.1' }), await startServer({ LOG_LEVEL: 'trace', TRUST_PROXY: '127.0.0.1' }, { schema: echoingSchema() })];
  for (const { post, get } of servers) {
    // A key the hub does not know ends a request before its query is read.
    await post({ query: '{ __typename }' }, { ...headers, authorization: `Bearer ${token}` });
    await post({ query: `query ${name} { plans(filter: { text: "${address}" }) { totalCount } }` }, headers);
    await post({ query: `query ${name}($t: String) { ${name}: broken(text: $t) }`, variables: { t: address } }, headers);
    await post({ query: `{ broken(text: "${address}") # ${address}\n }` }, headers);
    await post({ query: `{ ${name} @${name}(of: "${address}") }`, operationName: name }, headers);
    await post({ query: `{ "${address}"` }, headers);
    await post({ query: 'query ($n: Int) { plans(first: $n) { totalCount } }', variables: { n: address } }, headers);
    await post(`{"query": "${address}`, headers);
    await post([{ query: address }], headers);
    await post({ query: '{ __typename }' }, { ...headers, 'content-encoding': address, 'content-type': address });
    for (const path of [`/overlaps/${address}`, `/?region=${address}`, `/?${address}=1`, `/${address}`, `/%zz${address}`, `/feeds/overlaps.csv?asAt=${address}`, `/graphql?query=${address}`]) await get(path, headers);
  }
  const log = servers.flatMap(({ logged }) => logged).join('');
  // The failures are there, so that their absence does not prove the rest.
  expect(log.match(/A request failed through a fault of the hub/g)?.length).toBe(2);
  for (const secret of [...secrets, '203.0.113.77', '127.0.0.1']) expect(log, secret).not.toContain(secret);
});
