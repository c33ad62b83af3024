import { buildSchema } from 'graphql';
import dns from 'node:dns';
import { connect, isIP, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createApp } from '../../../src/api/createApp.ts';
import { createLog } from '../../../src/log.ts';
import { startServer } from '../../support/server.ts';

/** A connection, everything it received once it was closed, and how long that took. */
function open(port: number): { socket: Socket; closed: Promise<{ received: string; afterMs: number }> } {
  const startedAt = performance.now();
  let received = '';
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  socket.on('data', (chunk) => (received += String(chunk)));
  return { socket, closed: new Promise((resolve) => socket.once('close', () => resolve({ received, afterMs: performance.now() - startedAt }))) };
}

/** Sends one more piece every few milliseconds for as long as the connection lasts. */
function dribble(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 20);
  socket.once('close', () => clearInterval(timer));
}

describe('a caller that takes its time', () => {
  test('over the headers is cut off with a sentence, however busily it drips them', async () => {
    const { port, get } = await startServer({ CALLER_TIMEOUT_MS: '300' });
    const { socket, closed } = open(port);
    socket.write('GET / HTTP/1.1\r\nHost: hub\r\n');
    dribble(socket, 'X-More: 1\r\n');
    const { received, afterMs } = await closed;
    expect(received).toMatch(/^HTTP\/1\.1 408 .*Connection: close.* whole in the 0\.3 seconds a caller has .*"code":"REQUEST_TOO_SLOW"/s);
    expect(afterMs).toBeLessThan(5_000);
    expect((await get('/health/live')).status).toBe(200);
  });

  test('over the body is cut off, too', async () => {
    const { port } = await startServer({ CALLER_TIMEOUT_MS: '300' });
    const { socket, closed } = open(port);
    socket.write('POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"query":"');
    dribble(socket, ' ');
    expect((await closed).received).toMatch(/^HTTP\/1\.1 408 .*"code":"REQUEST_TOO_SLOW"/s);
  });

  test('and says nothing at all is cut off', async () => {
    const { port } = await startServer({ CALLER_TIMEOUT_MS: '300' });
    expect((await open(port).closed).afterMs).toBeLessThan(5_000);
  });

  test('because the hub takes its time over the answer is not cut off', async () => {
    const schema = buildSchema('type Query { slow: String }');
    schema.getQueryType()!.getFields().slow!.resolve = () => new Promise((resolve) => void setTimeout(() => resolve('done'), 1_000));
    const { post } = await startServer({ CALLER_TIMEOUT_MS: '200' }, { schema });
    expect((await post({ query: '{ slow }' })).json).toEqual({ data: { slow: 'done' } });
  });

  test('over reading a long answer is cut off, and the hub keeps nothing of it', async () => {
    const schema = buildSchema('type Query { long: String }');
    schema.getQueryType()!.getFields().long!.resolve = () => 'x'.repeat(15_000_000);
    const { app, port } = await startServer({ CALLER_TIMEOUT_MS: '300' }, { schema });
    const ended = new Promise<boolean>((resolve) => app.server.once('connection', (connection: Socket) => connection.once('close', resolve)));
    const { socket } = open(port);
    socket.pause();
    const body = JSON.stringify({ query: '{ long }' });
    socket.write(`POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    await ended;
    expect(await new Promise((resolve) => app.server.getConnections((_, count) => resolve(count)))).toBe(0);
  });

  test('over several long answers is cut off where nothing has gone out for longest, once too much waits to be taken', async () => {
    const schema = buildSchema('type Query { long: String }');
    schema.getQueryType()!.getFields().long!.resolve = () => 'x'.repeat(10_000_000);
    const { port, app } = await startServer({ MAX_UNREAD_BYTES: '25000000' }, { schema });
    const ended: number[] = [];
    const body = JSON.stringify({ query: '{ long }' });
    for (const caller of [1, 2, 3, 4]) {
      const connected = new Promise<Socket>((resolve) => app.server.once('connection', resolve));
      const { socket } = open(port);
      socket.pause();
      socket.write(`POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      const connection = await connected;
      connection.once('close', () => void ended.push(caller));
      await expect.poll(() => connection.bytesWritten, { timeout: 30_000 }).toBeGreaterThan(0);
    }
    await expect.poll(() => ended, { timeout: 30_000 }).toEqual([1, 2]);
  });

  test('has one answer at a time made of what it asks in one piece, the next once that is taken, and of more than sixteen the rest are refused', async () => {
    const schema = buildSchema('type Query { long(n: Int): String }');
    const made: number[] = [];
    schema.getQueryType()!.getFields().long!.resolve = (_source, { n }) => (made.push(n as number), String(n).repeat(12_000_000));
    const { port, app, post } = await startServer({}, { schema });
    const get = (n: number, query = `{ long(n: ${n}) }`) => `GET /graphql?query=${encodeURIComponent(query)} HTTP/1.1\r\nHost: hub\r\nApollo-Require-Preflight: 1\r\n\r\n`;
    const connected = new Promise<Socket>((resolve) => app.server.once('connection', resolve));
    const { socket, closed } = open(port);
    socket.pause();
    socket.write([get(1), get(2), get(3).replace('Host', 'Connection: close\r\nHost')].join(''));
    const connection = await connected;
    await expect.poll(() => connection.bytesWritten).toBeGreaterThan(0);
    expect((await post({ query: '{ __typename }' })).status).toBe(200);
    expect(made).toEqual([1]);
    socket.resume();
    expect((await closed).received.match(/"long":"\d/g)).toEqual(['"long":"1', '"long":"2', '"long":"3']);
    const patient = open(port);
    patient.socket.write([...Array.from({ length: 18 }, (_, n) => get(n, '{ __typename }')), get(0, '{ __typename }').replace('Host', 'Connection: close\r\nHost')].join(''));
    const { received } = await patient.closed;
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual([...Array.from({ length: 16 }, () => 'HTTP/1.1 200'), ...Array.from({ length: 3 }, () => 'HTTP/1.1 503')]);
    expect(received).toContain('16 requests of this connection are not answered yet');
  });

  test('over a long answer is not cut off for callers that have left before theirs was made', async () => {
    const schema = buildSchema('type Query { long(slowly: Boolean): String }');
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    let waiting = 0;
    schema.getQueryType()!.getFields().long!.resolve = async (_source, { slowly }) => {
      waiting += 1;
      if (slowly) await released;
      return 'x'.repeat(10_000_000);
    };
    const { port, app, logged } = await startServer({ MAX_UNREAD_BYTES: '25000000' }, { schema });
    const asking = async (query: string): Promise<{ socket: Socket; connection: Socket }> => {
      const connected = new Promise<Socket>((resolve) => app.server.once('connection', resolve));
      const { socket } = open(port);
      socket.pause();
      const body = JSON.stringify({ query });
      socket.write(`POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      return { socket, connection: await connected };
    };
    const { connection: reader } = await asking('{ long }');
    await expect.poll(() => reader.bytesWritten).toBeGreaterThan(0);
    const gone = await Promise.all([1, 2, 3, 4].map(() => asking('{ long(slowly: true) }')));
    await expect.poll(() => waiting).toBe(5);
    for (const { socket } of gone) socket.destroy();
    await expect.poll(() => gone.every(({ connection }) => connection.destroyed)).toBe(true);
    release();
    await expect.poll(() => app.queue!.running()).toBe(0);
    expect(reader.destroyed).toBe(false);
    expect(logged.join('')).not.toContain('cut off');
  });
});

test('on whichever address of the hub, a caller that reads nothing of its answer is cut off, and one that the hub keeps waiting is not', async () => {
  const app = createApp({ log: createLog('silent'), maxBodyBytes: 1_000, callerTimeoutMs: 600 });
  const ended = new Map<string, string[]>();
  app.addHook('onRequest', async ({ url, raw: { socket } }) => {
    const address = socket.localAddress!;
    socket.once('close', () => ended.set(address, [...(ended.get(address) ?? []), url]));
  });
  app.get('/long', async () => Buffer.alloc(30_000_000));
  app.get('/slow', async () => new Promise((resolve) => void setTimeout(() => resolve('done'), 2_500)));
  const found = ['127.0.0.1', '127.0.0.2', '::1'].map((address) => ({ address, family: isIP(address) }));
  const lookup = vi.spyOn(dns, 'lookup').mockImplementation(((host: string, _options: object, tell: (error: null, all: object[]) => void) => tell(null, host === 'localhost' ? found : [{ address: host, family: isIP(host) }])) as typeof dns.lookup);
  await app.listen({ host: 'localhost', port: 0 });
  lookup.mockRestore();
  const addresses = app.addresses() as AddressInfo[];
  expect(addresses.length).toBeGreaterThan(1);
  const sockets = addresses.map(({ address, port }) => connect(port, address).on('error', () => {}).pause());
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await app.close();
  });
  for (const socket of sockets) socket.write('GET /long HTTP/1.1\r\nHost: hub\r\n\r\n');
  const answers = await Promise.all(addresses.map(async ({ address, port, family }) => (await fetch(`http://${family === 'IPv6' ? `[${address}]` : address}:${port}/slow`)).text()));
  expect(answers).toEqual(addresses.map(() => 'done'));
  await expect.poll(() => addresses.filter(({ address }) => !ended.get(address)?.includes('/long')), { timeout: 20_000 }).toEqual([]);
});
