import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { untakenAnswers, type UntakenAnswers } from '../../../src/api/http/untakenAnswers.ts';

/** A server that answers each request with what is told of its address, and a caller of it that reads nothing until it is let. */
async function answering(answerOf: (url: string) => Buffer): Promise<{ untaken: UntakenAnswers; socket: Socket; received: () => Buffer }> {
  const untaken = untakenAnswers(() => {});
  const server = createServer(({ url, socket }, response: ServerResponse) => {
    const answer = answerOf(url!);
    response.setHeader('content-length', answer.length);
    const sent = untaken.send(response, socket, answer);
    if (Buffer.isBuffer(sent)) response.end(sent);
    else pipeline(sent, response, () => {});
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
  onTestFinished(() => {
    socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).pause();
  return { untaken, socket, received: () => Buffer.concat(chunks) };
}

/** Bytes of which no two pieces are alike. */
const longOf = (seed: number, bytes: number): Buffer => Buffer.from(Uint32Array.from({ length: bytes / 4 }, (_, at) => at * 2_654_435_761 + seed).buffer);

test('long answers to requests that came in one piece arrive in order and byte for byte', async () => {
  const lengths = [8_000_000, 100_000, 3_000_000, 262_144, 262_148, 524_288];
  const answers = lengths.map((length, at) => longOf(at, length));
  const { untaken, socket, received } = await answering((url) => answers[Number(url.slice(1))]!);
  socket.write(answers.map((_, at) => `GET /${at} HTTP/1.1\r\nHost: hub\r\n${at === answers.length - 1 ? 'Connection: close\r\n' : ''}\r\n`).join(''));
  await expect.poll(() => untaken.bytes()).toBe(lengths.reduce((sum, length) => sum + length));
  const ended = once(socket, 'end');
  socket.resume();
  await ended;
  let rest = received();
  for (const answer of answers) {
    const begin = rest.indexOf('\r\n\r\n') + 4;
    expect(rest.subarray(begin, begin + answer.length).equals(answer), `${answer.length} bytes`).toBe(true);
    rest = rest.subarray(begin + answer.length);
  }
  expect([rest.length, untaken.bytes()]).toEqual([0, 0]);
});

test('a caller that leaves between two pieces leaves nothing behind that is counted, nor do its answers that were not begun', async () => {
  const { untaken, socket, received } = await answering(() => Buffer.alloc(20_000_000));
  socket.write('GET / HTTP/1.1\r\nHost: hub\r\n\r\n'.repeat(3));
  await expect.poll(() => untaken.bytes()).toBe(60_000_000);
  socket.once('data', () => socket.pause()).resume();
  await expect.poll(() => received().length).toBeGreaterThan(0);
  expect(untaken.bytes()).toBe(60_000_000);
  socket.destroy();
  await expect.poll(() => untaken.bytes()).toBe(0);
});
