import { fastify } from 'fastify';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { stopServer } from '../../src/commands/stopServer.ts';

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
