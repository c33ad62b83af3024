import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { startServer, type TestServer } from '../../support/server.ts';

const query = '{ __typename }';
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const someHash = '0'.repeat(64);

const byPost = ({ post }: TestServer, persistedQuery: unknown, asked: object) => post({ ...asked, extensions: { persistedQuery } });
const byGet = ({ get }: TestServer, persistedQuery: unknown, asked: object) => get(`/graphql?${new URLSearchParams({ ...asked, extensions: JSON.stringify({ persistedQuery }) })}`, { 'apollo-require-preflight': '1' });

test.each([
  ['the hash of another query', { version: 1, sha256Hash: someHash }, `has the sha256Hash "${someHash}", and that of the query sent is "${hashOf(query)}"`],
  ['another version', { version: 2, sha256Hash: someHash }, 'has the version 2'],
  ['a version that is a text', { version: '1', sha256Hash: someHash }, 'has a version that is no number'],
  ['no version', { sha256Hash: someHash }, 'has no version'],
  ['no hash', { version: 1 }, 'has no sha256Hash'],
  ['a hash that is a number', { version: 1, sha256Hash: 5 }, 'has a sha256Hash that is not a text'],
  ['a hash that can be no text', { version: 1, sha256Hash: { toString: 1, valueOf: 1 } }, 'has a sha256Hash that is not a text'],
  ['a number', 5, 'is not an object'],
  ['a list', [], 'is not an object'],
])('a persisted query with %s is the caller’s mistake, and no fault of the hub', async (_name, persistedQuery, found) => {
  const server = await startServer();
  for (const ask of [byPost, byGet]) {
    // Without its query, whether a hash is the right one cannot be told.
    for (const asked of found.includes('that of the query') ? [{ query }] : [{ query }, {}]) {
      const { status, codes, json } = await ask(server, persistedQuery, asked);
      expect([status, codes]).toEqual([400, ['BAD_REQUEST']]);
      expect(json.errors[0].message).toBe(`"persistedQuery" in the extensions ${found}. Send {"version": 1, "sha256Hash": …} with the SHA-256 of the query in hexadecimal digits, or leave it out and send the query alone.`);
    }
  }
  expect(server.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  expect((await server.get('/metrics')).text).toContain('hub_errors_total{code="INTERNAL_SERVER_ERROR"} 0');
});

test('a query is known by its hash once it was sent with it', async () => {
  const server = await startServer();
  const persistedQuery = { version: 1, sha256Hash: hashOf(query) };
  expect((await byGet(server, persistedQuery, {})).codes).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  expect((await byPost(server, persistedQuery, { query })).json).toEqual({ data: { __typename: 'Query' } });
  for (const ask of [byPost, byGet]) expect((await ask(server, persistedQuery, {})).json).toEqual({ data: { __typename: 'Query' } });
});

test('extensions without one, or with one that is empty, are passed over', async () => {
  const { post } = await startServer();
  for (const extensions of [{}, { persistedQuery: null }, { tracing: true }, null]) expect((await post({ query, extensions })).status).toBe(200);
  for (const extensions of [[], 'text', 5]) expect((await post({ query, extensions })).codes).toEqual(['BAD_REQUEST']);
});
