import { fastify } from 'fastify';
import { buildSchema } from 'graphql';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { stopServer } from '../../src/commands/stopServer.ts';
import { startServer } from '../support/server.ts';

test('a caller that is taken when the time to finish is over, and stalls, does not keep the server from stopping', async () => {
  const app = fastify();
  // As a hub takes what was connected before it listens no more.
  app.addHook('preClose', async () => {
    await wait(50);
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    const taken = once(app.server, 'connection');
    socket.write('GET / HTTP/1.1\r\nHost: half');
    await taken;
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const lifecycle = { isStopping: false };
  await stopServer({ app, lifecycle }, { stopDelayMs: 0, stopTimeoutMs: 0 });
  expect([lifecycle.isStopping, app.server.listening]).toEqual([true, false]);
});

test('a long answer that was on its way before the stop arrives whole, and the stop ends with it', async () => {
  const schema = buildSchema('type Query { long: String }');
  schema.getQueryType()!.getFields().long!.resolve = () => 'x'.repeat(10_000_000);
  const { app, port } = await startServer({}, { schema });
  const [socket, connected] = [connect(port, '127.0.0.1'), once(app.server, 'connection')];
  onTestFinished(() => void socket.destroy());
  let received = '';
  socket.on('data', (chunk) => (received += String(chunk))).pause();
  socket.write(`GET /graphql?query=${encodeURIComponent('{ long }')} HTTP/1.1\r\nHost: hub\r\nApollo-Require-Preflight: 1\r\n\r\n`);
  const [connection] = (await connected) as [Socket];
  await expect.poll(() => connection.bytesWritten).toBeGreaterThan(0);
  const stopped = stopServer({ app, lifecycle: { isStopping: false } }, { stopDelayMs: 0, stopTimeoutMs: 60_000 });
  await expect.poll(() => app.server.listening).toBe(false);
  const [began, ended] = [performance.now(), once(socket, 'end')];
  socket.resume();
  await stopped;
  expect(performance.now() - began).toBeLessThan(30_000);
  await ended;
  expect(JSON.parse(received.split('\r\n\r\n')[1]!).data.long === 'x'.repeat(10_000_000), `${received.length} bytes arrived`).toBe(true);
});

test('a request that takes longer than ten seconds has all the time that the hub is given to stop', async () => {
  const schema = buildSchema('type Query { slow: String }');
  let asked = (): void => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  schema.getQueryType()!.getFields().slow!.resolve = async () => (asked(), wait(11_000, 'done'));
  const { app, post } = await startServer({}, { schema });
  const answer = post({ query: '{ slow }' });
  await isAsked;
  await stopServer({ app, lifecycle: { isStopping: false } }, { stopDelayMs: 0, stopTimeoutMs: 60_000 });
  expect((await answer).json).toEqual({ data: { slow: 'done' } });
});
