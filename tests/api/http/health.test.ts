import { expect, test } from 'vitest';
import { openTestHub } from '../../support/harvest.ts';
import { startServer } from '../../support/server.ts';

test('a hub that answers is live and ready', async () => {
  const { get } = await startServer();
  const [live, ready] = [await get('/health/live'), await get('/health/ready')];
  expect([live.status, live.json, ready.status, ready.json]).toEqual([200, { status: 'live' }, 200, { status: 'ready' }]);
  expect(ready.headers.get('cache-control')).toBe('no-store');
});

test('a hub whose database does not answer is live, but not ready', async () => {
  const { hub } = await openTestHub();
  const { get } = await startServer({}, { hub: { ...hub, rows: hub.rows.withSchema('gone') } });
  expect((await get('/health/live')).status).toBe(200);
  const ready = await get('/health/ready');
  expect([ready.status, ready.json]).toEqual([503, { status: 'database does not answer' }]);
});

test('a hub that stops is not ready, still answers, and ends each connection with its answer', async () => {
  const { get, post, beginStopping } = await startServer();
  expect((await post({ query: '{ __typename }' })).headers.get('connection')).not.toBe('close');
  beginStopping();
  const ready = await get('/health/ready');
  expect([ready.status, ready.json]).toEqual([503, { status: 'stopping' }]);
  const answer = await post({ query: '{ __typename }' });
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
});
