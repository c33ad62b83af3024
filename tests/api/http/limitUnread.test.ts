import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Noted } from '../../../src/access/audit/auditEntry.ts';
import { createApp } from '../../../src/api/createApp.ts';
import { auditRequests } from '../../../src/api/http/auditRequests.ts';
import { limitConcurrency } from '../../../src/api/http/limitConcurrency.ts';
import { limitUnread } from '../../../src/api/http/limitUnread.ts';
import type { Queue } from '../../../src/api/http/queue.ts';
import { HubError } from '../../../src/errors.ts';
import { createLog } from '../../../src/log.ts';

const log = createLog('silent');

interface LongAnswers {
  address: string;
  queue: Queue;
  noted: Noted[];
  /** Asks for a long answer, and reads nothing of it. */
  leave: (path?: string) => Socket;
}

/** A server with room for two long answers, and with patience for longer than any test takes unless told. */
async function startWith({ mostBytes = 16_000_000, turns = 32, mostWaiting = 24, patienceMs = 600_000 } = {}): Promise<LongAnswers> {
  const app = createApp({ log, maxBodyBytes: 1_000 });
  onTestFinished(async () => {
    app.server.closeAllConnections();
    await app.close();
  });
  limitUnread(app, { mostBytes, mostWaiting, patienceMs }, log);
  const queue = limitConcurrency(app, { maxConcurrent: turns, maxWaiting: 100, maxWaitMs: 600_000 });
  const noted: Noted[] = [];
  auditRequests(app, { note: (entry) => void noted.push(entry) });
  mountAnswers(app);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    address,
    queue,
    noted,
    leave(path = '/long') {
      const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
      onTestFinished(() => void socket.destroy());
      socket.pause();
      socket.write(`GET ${path} HTTP/1.1\r\nHost: hub\r\n\r\n`);
      return socket;
    },
  };
}

function mountAnswers(app: FastifyInstance): void {
  app.get('/long', async () => Buffer.alloc(6_000_000));
  app.get('/longer', async () => Buffer.alloc(40_000_000));
  app.get('/shorter', async () => Buffer.alloc(3_000_000));
  app.get('/text', async () => 'ä'.repeat(3_000_000));
  app.get('/fault', async () => Promise.reject(new HubError('NOT_FOUND', 'ä'.repeat(300_000))));
  app.get('/pages', async ({ asked }, reply) => {
    asked.goesOn = true;
    return reply.send(Readable.from(pagesUntil(60), { objectMode: false }));
  });
  app.get('/short', async () => 'short');
  app.get('/kept', async ({ asked }, reply) => {
    Object.assign(asked, { kind: 'query', rows: 500, gaveData: true, codes: ['UNKNOWN_THEME'] });
    const bytes = Buffer.alloc(6_000_000);
    return reply.headers({ etag: '"one"', 'cache-control': 'public, max-age=3600', 'content-encoding': 'gzip', 'content-disposition': 'attachment', 'content-type': 'text/csv', 'content-length': bytes.length }).send(bytes);
  });
  app.get('/done', async ({ asked }) => {
    Object.assign(asked, { kind: 'mutation', acts: 'decide', gaveData: true });
    return Buffer.alloc(6_000_000);
  });
}

/** Pages of 400,000 bytes, each made anew. */
async function* pagesUntil(last: number): AsyncGenerator<Buffer> {
  for (let page = 1; page <= last; page += 1) yield Buffer.alloc(400_000);
}

/** Two callers who do not read fill the room. */
async function fill({ leave, noted }: LongAnswers, path = '/long'): Promise<[Socket, Socket]> {
  const callers: [Socket, Socket] = [leave(path), leave(path)];
  await expect.poll(() => noted.length, { timeout: 30_000 }).toBe(2);
  return callers;
}

/** Reads a little now and then until it is let off, and tells whether the connection ended. */
function readSlowly(socket: Socket): { isCutOff: () => boolean; hurry: () => void } {
  let [isCutOff, isSlow] = [false, true];
  socket.once('close', () => (isCutOff = true)).on('data', () => {
    if (!isSlow) return;
    socket.pause();
    setTimeout(() => socket.resume(), 15);
  });
  socket.resume();
  return { isCutOff: () => isCutOff, hurry: () => void (isSlow = false) };
}

describe('long answers that are made before those before them can be taken', () => {
  test('wait for them, so that nobody who reads is cut off', async () => {
    const { address } = await startWith();
    const lengths = await Promise.all(Array.from({ length: 8 }, async () => (await (await fetch(`${address}/long`)).arrayBuffer()).byteLength));
    expect(lengths).toEqual(Array.from({ length: 8 }, () => 6_000_000));
  });

  test('leave others a turn', async () => {
    const { address, queue, leave } = await startWith({ turns: 4, mostWaiting: 3 });
    for (let caller = 1; caller <= 6; caller += 1) leave();
    await expect.poll(() => queue.running(), { timeout: 30_000 }).toBe(3);
    expect(await (await fetch(`${address}/short`)).text()).toBe('short');
    expect(queue.running()).toBe(3);
  });

  test('give their turns back when their callers leave', async () => {
    const { queue, leave } = await startWith({ turns: 4, mostWaiting: 3 });
    const callers = [1, 2, 3, 4].map(() => leave());
    await expect.poll(() => queue.running(), { timeout: 30_000 }).toBe(2);
    for (const caller of callers.slice(2)) caller.destroy();
    await expect.poll(() => queue.running(), { timeout: 30_000 }).toBe(0);
  });

  test('get the room of callers to whom nothing goes out, and only of as many as it needs', async () => {
    const server = await startWith({ patienceMs: 1_000 });
    const callers = await fill(server);
    const closed = callers.map((caller) => new Promise((resolve) => caller.once('close', resolve)));
    expect((await (await fetch(`${server.address}/long`)).arrayBuffer()).byteLength).toBe(6_000_000);
    expect(server.noted).toHaveLength(3);
    for (const caller of callers) caller.resume();
    await Promise.race(closed);
    expect(callers.filter((caller) => caller.destroyed)).toHaveLength(1);
  });

  test('are refused while all others read, who get theirs whole', async () => {
    const server = await startWith({ mostBytes: 80_000_000, patienceMs: 2_000 });
    const callers = await fill(server, '/longer');
    const readers = callers.map(readSlowly);
    const response = await fetch(`${server.address}/long`);
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([503, '2', expect.stringContaining('"extensions":{"code":"HUB_BUSY"}')]);
    expect(readers.map((reader) => reader.isCutOff())).toEqual([false, false]);
    for (const reader of readers) reader.hurry();
    await expect.poll(() => callers.map(({ bytesRead }) => bytesRead > 40_000_000), { timeout: 60_000 }).toEqual([true, true]);
  });
});

describe('a shorter answer that would fit', () => {
  test('waits behind a longer one that does not, which would else never be sent while shorter ones come', async () => {
    const server = await startWith();
    const callers = await fill(server);
    const arrived: string[] = [];
    const ask = (path: string) => fetch(server.address + path).then(async (response) => void (await response.arrayBuffer(), arrived.push(path)));
    const long = ask('/long');
    await expect.poll(() => server.queue.running(), { timeout: 30_000 }).toBe(1);
    const shorter = ask('/shorter');
    await wait(500);
    expect([arrived, server.queue.running()]).toEqual([[], 2]);
    callers[0].resume();
    await Promise.all([long, shorter]);
  });

  test('is sent once that is refused, or its caller has left', async () => {
    const server = await startWith({ mostBytes: 44_000_000, patienceMs: 3_000 });
    const reader = server.leave('/longer');
    readSlowly(reader);
    await expect.poll(() => server.noted.length, { timeout: 30_000 }).toBe(1);
    for (const leaves of [false, true]) {
      const leaving = new AbortController();
      const long = fetch(`${server.address}/long`, { signal: leaving.signal }).then(({ status }) => status, () => 'left');
      await expect.poll(() => server.queue.running(), { timeout: 30_000 }).toBe(1);
      if (!leaves) await wait(1_000);
      const shorter = fetch(`${server.address}/shorter`).then(async (response) => (await response.arrayBuffer()).byteLength);
      await expect.poll(() => server.queue.running(), { timeout: 30_000 }).toBe(2);
      if (leaves) leaving.abort();
      expect([await long, await shorter]).toEqual([leaves ? 'left' : 503, 3_000_000]);
    }
    reader.destroy();
  });
});

describe('an answer that finds no room and may not wait', () => {
  test('is refused in the words of the hub, with nothing in the headers of what it was', async () => {
    const server = await startWith({ mostWaiting: 0 });
    await fill(server);
    const response = await fetch(`${server.address}/kept`);
    expect(response.status).toBe(503);
    expect([...response.headers.keys()].filter((name) => name !== 'date').sort()).toEqual(['connection', 'content-length', 'content-type', 'keep-alive', 'retry-after', 'x-content-type-options']);
    expect(await response.json()).toEqual({ errors: [{ message: 'There is no room for the answer: others of 12,000,000 bytes are on their way to their callers, and the hub keeps 16,000,000 at the most. Try again in a few seconds, or ask for less at once.', extensions: { code: 'HUB_BUSY' } }] });
    expect(server.noted.slice(2)).toMatchObject([{ outcome: 'refused', code: 'HUB_BUSY', rows: 0 }]);
    expect(server.queue.running()).toBe(0);
  });

  test('is sent all the same where it tells of what was done', async () => {
    const server = await startWith({ mostWaiting: 0 });
    await fill(server);
    const response = await fetch(`${server.address}/done`);
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([200, 6_000_000]);
    expect(server.noted.slice(2)).toMatchObject([{ kind: 'page', outcome: 'answered', code: null }]);
  });

  test('needs none where its headers alone are asked for, or where it is short', async () => {
    const server = await startWith({ mostWaiting: 0 });
    await fill(server);
    const response = await fetch(`${server.address}/long`, { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '6000000']);
    expect(await (await fetch(`${server.address}/short`)).text()).toBe('short');
  });
});

describe('an answer that is made as it is sent', () => {
  test('counts for what it keeps, keeps no turn, and is noted once at its end', async () => {
    const { address, queue, noted, leave } = await startWith({ mostBytes: 2_200_000, mostWaiting: 0 });
    const callers = [leave('/pages'), leave('/pages')];
    await wait(500);
    expect([queue.running(), noted.length]).toEqual([0, 0]);
    expect((await fetch(`${address}/pages`)).status).toBe(503);
    callers[0]!.resume();
    await expect.poll(() => noted.length, { timeout: 30_000 }).toBe(2);
    expect((await (await fetch(`${address}/pages`)).arrayBuffer()).byteLength).toBe(24_000_000);
    callers[1]!.destroy();
    await expect.poll(() => noted.map(({ outcome }) => outcome), { timeout: 30_000 }).toEqual(['refused', 'answered', 'answered', 'answered']);
  });

  test('is cut off where it stands still and others need its room', async () => {
    const { address, leave } = await startWith({ mostBytes: 6_500_000, patienceMs: 1_000 });
    const caller = leave('/pages');
    const closed = new Promise((resolve) => caller.once('close', resolve));
    await wait(500);
    expect((await (await fetch(`${address}/long`)).arrayBuffer()).byteLength).toBe(6_000_000);
    caller.resume();
    await closed;
    expect(caller.bytesRead).toBeLessThan(24_000_000);
  });
});

test('a long text arrives as it is', async () => {
  const { address } = await startWith();
  const response = await fetch(`${address}/text`);
  expect(response.headers.get('content-length')).toBe('6000000');
  expect((await response.text()) === 'ä'.repeat(3_000_000)).toBe(true);
});

test('a long error arrives as it is', async () => {
  const { address } = await startWith();
  const response = await fetch(`${address}/fault`);
  expect([response.status, response.headers.get('content-length')]).toEqual([404, '600061']);
  expect(await response.json()).toEqual({ errors: [{ message: 'ä'.repeat(300_000), extensions: { code: 'NOT_FOUND' } }] });
});
