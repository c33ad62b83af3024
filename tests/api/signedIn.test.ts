import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { holderOfKey } from '../../src/access/keyStore.ts';
import { makeKey } from '../../src/access/keys.ts';
import { createApi } from '../../src/api/createApi.ts';
import { createApp } from '../../src/api/createApp.ts';
import { buildHubSchema } from '../../src/api/schema.ts';
import { readConfig } from '../../src/config.ts';
import { rowRules } from '../../src/hub.ts';
import { openTestHub } from '../support/harvest.ts';
import { makeKeyOf } from '../support/keys.ts';

/** A hub on a free port, the key of Leicester's publisher, and everything the hub logs. */
async function startHub() {
  const { hub } = await openTestHub();
  const config = readConfig({});
  const lines = new PassThrough();
  const log = pino({ level: 'trace' }, lines);
  const app = createApp({ log, maxBodyBytes: config.maxBodyBytes });
  await createApi({ schema: await buildHubSchema(), rows: hub.rows, rules: rowRules, dataState: hub.dataState, acts: hub.acts, findHolder: (key, today) => holderOfKey(hub.stored, key, today), log, now: () => new Date('2025-06-01T12:00:00Z'), limits: config }, app).mount(app);
  await app.listen({ port: 0 });
  onTestFinished(() => app.close());
  const { port } = app.server.address() as { port: number };
  const ask = async (headers: Record<string, string>, init: RequestInit = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', body: JSON.stringify({ query: '{ viewer { roles body { code name } } }' }), ...init, headers: { 'content-type': 'application/json', ...headers } });
    return { status: response.status, headers: response.headers, body: (await response.json()) as { data?: { viewer: unknown }; errors?: { message: string; extensions: { code: string } }[] } };
  };
  return { hub, port, ask, leicester: await makeKeyOf(hub, { role: 'publisher', bodyCode: 'E06000016' }), logged: () => String(lines.read() ?? '') };
}

test('the hub says as whom it answers: the public, or the body whose key was sent', async () => {
  const { ask, leicester } = await startHub();
  expect((await ask({})).body.data).toEqual({ viewer: { roles: [], body: null } });
  const signedIn = await ask({ authorization: `Bearer ${leicester.key}` });
  expect(signedIn.body.data).toEqual({ viewer: { roles: ['PUBLISHER'], body: { code: 'E06000016', name: 'Leicester' } } });
  expect(signedIn.headers.get('cache-control')).toBe('no-store');
});

test('a wrong key, or anything else in its header, gets 401 with a code and is never answered as the public', async () => {
  const { ask, leicester, logged } = await startHub();
  const stranger = makeKey().key;
  for (const authorization of [`Bearer ${stranger}`, 'Bearer', 'Basic dXNlcjpwYXNz', leicester.key]) {
    const { status, headers, body } = await ask({ authorization });
    expect([status, body.data, body.errors?.[0]?.extensions.code]).toEqual([401, undefined, 'BAD_KEY']);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(body.errors![0]!.message).not.toContain(stranger);
  }
  expect(logged()).not.toContain(stranger);
});

test('a GET may ask with a key, and may change nothing', async () => {
  const { ask, leicester, port } = await startHub();
  const headers = { authorization: `Bearer ${leicester.key}`, 'apollo-require-preflight': '1' };
  const get = (query: string) => fetch(`http://127.0.0.1:${port}/graphql?query=${encodeURIComponent(query)}`, { headers });
  expect((await get('{ viewer { roles } }')).status).toBe(200);
  expect((await get('mutation { disputeCoding(input: { priority: "x", theme: "SEND", note: "no" }) { dispute { id } } }')).status).toBe(405);
  // The control: by POST the same is read, and refused for what it says.
  const post = await ask(headers, { body: JSON.stringify({ query: 'mutation { disputeCoding(input: { priority: "x", theme: "SEND", note: "no" }) { dispute { id } } }' }) });
  expect(post.body.errors![0]!.extensions.code).toBe('UNKNOWN_PRIORITY');
});

test('a page of another site cannot make a browser send a change', async () => {
  const { port } = await startHub();
  const simple = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ query: 'mutation { withdrawDispute(input: { dispute: "x" }) { dispute { id } } }' }) });
  expect(simple.status).toBe(400);
});

test.each(['before', 'after'])('two Authorization headers are no key, though one with a key stands %s the other', async (place) => {
  const { leicester, port } = await startHub();
  const socket = connect(port, '127.0.0.1');
  const body = JSON.stringify({ query: '{ viewer { roles } }' });
  const two = place === 'before' ? [leicester.key, 'x'] : ['x', leicester.key];
  socket.write(`POST /graphql HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Type: application/json\r\n${two.map((key) => `Authorization: Bearer ${key}\r\n`).join('')}Content-Length: ${body.length}\r\n\r\n${body}`);
  let answer = '';
  for await (const part of socket) answer += String(part);
  expect(answer).toMatch(/^HTTP\/1.1 401 /);
});
