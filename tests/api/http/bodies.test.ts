import { request } from 'node:http';
import { connect } from 'node:net';
import { text as allOf } from 'node:stream/consumers';
import { brotliCompressSync, createGzip, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { startServer } from '../../support/server.ts';

const question = JSON.stringify({ query: '{ dataVersion { number } }' });

describe('compressed bodies', () => {
  test('gzip and deflate are read', async () => {
    const { post } = await startServer();
    for (const [encoding, body] of [['gzip', gzipSync(question)], ['deflate', deflateSync(question)], ['GZIP', gzipSync(question)], ['identity', question]] as const) {
      const answer = await post(body, { 'content-encoding': encoding });
      expect([answer.status, answer.json.data], encoding).toEqual([200, { dataVersion: { number: 1 } }]);
    }
  });

  test('any other encoding is refused with what is read instead', async () => {
    const { post } = await startServer();
    for (const [encoding, body] of [['br', brotliCompressSync(question)], ['gzip, gzip', gzipSync(gzipSync(question))], ['constructor', question]] as const) {
      const answer = await post(body, { 'content-encoding': encoding });
      expect([answer.status, answer.codes, answer.headers.get('accept-encoding')], encoding).toEqual([415, ['UNSUPPORTED_ENCODING'], 'gzip, deflate']);
      expect(answer.json.errors[0].message).toContain(`"${encoding}". The hub reads gzip or deflate`);
    }
  });

  test('what is compressed on its way alone is refused as that, and not as JSON that is wrong', async () => {
    const { port } = await startServer();
    const body = gzipSync(question);
    const socket = connect(port, '127.0.0.1');
    socket.end(Buffer.concat([Buffer.from(`POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nTransfer-Encoding: gzip, chunked\r\nConnection: close\r\n\r\n${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]));
    const answer = await allOf(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 415 /);
    expect(answer).toContain('The Transfer-Encoding of the body is \\"gzip, chunked\\". The hub reads chunked alone; say in Content-Encoding how the body is compressed, gzip or deflate.');
  });

  test('what is not gzip, or only half of it, is refused as the caller’s mistake', async () => {
    const { post } = await startServer();
    for (const body of [question, gzipSync(question).subarray(0, 30), new Uint8Array(0)]) {
      const answer = await post(body, { 'content-encoding': 'gzip' });
      expect([answer.status, answer.codes]).toEqual([415, ['UNSUPPORTED_ENCODING']]);
    }
  });

  test('one that is too large is told whether as it arrives or inflated, and its size where that is known', async () => {
    const { post, port } = await startServer({ MAX_BODY_BYTES: '1024' });
    const long = JSON.stringify({ query: `{ __typename } # ${'x'.repeat(2_000)}` });
    const packed = gzipSync(long);
    const whole = await post(long);
    const inflated = await post(packed, { 'content-encoding': 'gzip' });
    const streamed = { method: 'POST', body: new Blob([long]).stream(), duplex: 'half', headers: { 'content-type': 'application/json' } };
    const inPieces = await fetch(`http://127.0.0.1:${port}/graphql`, streamed);
    expect([whole, inflated, inPieces].map(({ status }) => status)).toEqual([413, 413, 413]);
    expect([whole.json, inflated.json, (await inPieces.json()) as typeof whole.json].map(({ errors }) => errors[0].message)).toEqual([
      `The request body has ${long.length.toLocaleString('en-GB')} bytes as it arrives. The most is 1,024 bytes. Use variables and ask for less at once.`,
      `The request body has more than 1,024 bytes once it is inflated, of ${packed.length} that arrive. That is the most. Use variables and ask for less at once.`,
      'The request body has more than 1,024 bytes as it arrives. That is the most. Use variables and ask for less at once.',
    ]);
  });

  test('a bomb is refused by its first pieces, whatever it would grow to', async () => {
    const { port } = await startServer({ MAX_BODY_BYTES: '65536' });
    const before = process.memoryUsage();
    // A gigabyte of spaces: about a megabyte as it is sent, written until the hub has had enough.
    const { status, code } = await new Promise<{ status: number | undefined; code: string }>((resolve, reject) => {
      const bomb = createGzip({ level: 9 });
      const call = request({ port, path: '/graphql', method: 'POST', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } }, (response) => {
        let text = '';
        response.on('data', (chunk) => (text += String(chunk)));
        response.on('end', () => {
          bomb.destroy();
          resolve({ status: response.statusCode, code: (JSON.parse(text) as { errors: [{ extensions: { code: string } }] }).errors[0].extensions.code });
        });
      });
      call.on('error', reject);
      bomb.on('error', () => {});
      bomb.pipe(call);
      const piece = Buffer.alloc(1 << 20, ' ');
      const write = (left: number): void => void (left > 0 && !bomb.destroyed && bomb.write(piece, () => write(left - 1)));
      write(1_024);
    });
    expect([status, code]).toEqual([413, 'BODY_TOO_LARGE']);
    const after = process.memoryUsage();
    expect(after.rss - before.rss).toBeLessThan(200 * 1024 * 1024);
  });
});

test('a list of requests is refused with a sentence', async () => {
  const { post } = await startServer();
  for (const list of [[], [{ query: '{ __typename }' }], Array.from({ length: 100 }, () => ({ query: '{ __typename }' }))]) {
    const answer = await post(list);
    expect([answer.status, answer.codes]).toEqual([400, ['BATCH_NOT_SUPPORTED']]);
    expect(answer.json.errors[0].message).toContain(`a list of ${list.length} requests. The hub takes one at a time`);
  }
});

test('a body of another kind is refused with what to send', async () => {
  const { post } = await startServer();
  const answer = await post('{ __typename }', { 'content-type': 'application/graphql' });
  expect([answer.status, answer.json.errors[0].message]).toEqual([415, 'The Content-Type of the body is "application/graphql". Send JSON, as application/json.']);
});
