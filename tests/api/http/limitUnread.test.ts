import { connect, type AddressInfo, type Socket } from 'node:net';
import { fastify } from 'fastify';
import { describe, expect, onTestFinished, test } from 'vitest';
import { limitConcurrency } from '../../../src/api/http/limitConcurrency.ts';
import { limitUnread } from '../../../src/api/http/limitUnread.ts';
import type { Queue } from '../../../src/api/http/queue.ts';
import { createLog } from '../../../src/log.ts';

/** A server with room for two long answers, and with patience for longer than any test takes. */
async function startWith(turns: number, mostWaiting: number): Promise<{ address: string; queue: Queue; leave: () => Promise<Socket> }> {
  const app = fastify();
  onTestFinished(() => app.close());
  limitUnread(app, { mostBytes: 16_000_000, mostWaiting, mostWaitMs: 600_000 }, createLog('silent'));
  const queue = limitConcurrency(app, { maxConcurrent: turns, maxWaiting: 100, maxWaitMs: 600_000 });
  app.get('/long', async () => Buffer.alloc(6_000_000));
  app.get('/short', async () => 'short');
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    address,
    queue,
    async leave() {
      const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
      onTestFinished(() => void socket.destroy());
      socket.pause();
      socket.write('GET /long HTTP/1.1\r\nHost: hub\r\n\r\n');
      return socket;
    },
  };
}

describe('long answers that are made before those before them can be taken', () => {
  test('wait for them, so that nobody who reads is cut off', async () => {
    const { address } = await startWith(32, 24);
    const lengths = await Promise.all(Array.from({ length: 8 }, async () => (await (await fetch(`${address}/long`)).arrayBuffer()).byteLength));
    expect(lengths).toEqual(Array.from({ length: 8 }, () => 6_000_000));
  });

  test('leave others a turn', async () => {
    const { address, queue, leave } = await startWith(4, 3);
    for (let caller = 1; caller <= 6; caller += 1) await leave();
    await expect.poll(() => queue.running(), { timeout: 30_000 }).toBe(3);
    expect(await (await fetch(`${address}/short`)).text()).toBe('short');
    expect(queue.running()).toBe(3);
  });

  test('give their turns back when their callers leave', async () => {
    const { queue, leave } = await startWith(4, 3);
    const callers = await Promise.all([1, 2, 3, 4].map(leave));
    await expect.poll(() => queue.running(), { timeout: 30_000 }).toBe(2);
    for (const caller of callers.slice(2)) caller.destroy();
    await expect.poll(() => queue.running(), { timeout: 30_000 }).toBe(0);
  });
});
