import { connect } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startServer } from '../../support/server.ts';

const question = { query: '{ __typename }' };

afterEach(() => void vi.restoreAllMocks());

describe('the rate of one caller', () => {
  test('every answer says how much is left, and the one too many when to come again', async () => {
    const { post } = await startServer({ RATE_PER_MINUTE: '2' });
    const [first, , third] = [await post(question), await post(question), await post(question)];
    expect([first.status, first.headers.get('ratelimit-limit'), first.headers.get('ratelimit-remaining')]).toEqual([200, '2', '1']);
    expect([third!.status, third!.codes, third!.headers.get('ratelimit-remaining')]).toEqual([429, ['RATE_LIMITED'], '0']);
    expect(Number(third!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(third!.json.errors[0].message).toMatch(/^More than 2 requests came from your address within a minute, which is the most\. Try again in \d+ seconds/);
  });

  test('a minute after its first request a caller is answered again, and not before; what was refused puts that off no further', async () => {
    const { post } = await startServer({ RATE_PER_MINUTE: '1' });
    const clock = vi.spyOn(performance, 'now');
    const statusAt = async (seconds: number): Promise<[number, string | null]> => {
      clock.mockReturnValue(seconds * 1_000);
      const { status, headers } = await post(question);
      return [status, headers.get('ratelimit-reset')];
    };
    // A minute added to this fraction and taken away again leaves a little more than a minute.
    expect(await statusAt(20.00407)).toEqual([200, '60']);
    expect(await statusAt(1_000)).toEqual([200, '60']);
    expect(await statusAt(1_030)).toEqual([429, '30']);
    expect(await statusAt(1_059.5)).toEqual([429, '1']);
    expect(await statusAt(1_060)).toEqual([200, '60']);
    expect(await statusAt(1_119)).toEqual([429, '1']);
  });

  test('pages, feeds, addresses that are not there and broken questions count alike; a person gets a page that says so', async () => {
    const { get, post } = await startServer({ RATE_PER_MINUTE: '4' });
    await get('/holdings');
    await get('/feeds/overlaps.csv');
    await get('/nowhere');
    await post('not json');
    expect((await post(question)).status).toBe(429);
    expect((await get('/feeds/overlaps.csv')).codes).toEqual(['RATE_LIMITED']);
    expect((await get('/nowhere')).status).toBe(429);
    const page = await get('/');
    expect([page.status, page.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
    expect(page.text).toContain('Too many requests in a minute');
  });

  test('what watches the hub is never counted', async () => {
    const { get } = await startServer({ RATE_PER_MINUTE: '1' });
    for (const path of ['/health/live', '/health/ready', '/metrics', '/health/live', '/metrics']) expect((await get(path)).status, path).toBe(200);
  });

  test('off is off', async () => {
    const { post } = await startServer({ RATE_PER_MINUTE: 'off' });
    const answer = await post(question);
    expect([answer.status, answer.headers.get('ratelimit-limit')]).toEqual([200, null]);
  });
});

test('what was refused for its rate leaves a connection no more requests at a time', async () => {
  const { port } = await startServer({ RATE_PER_MINUTE: '50' });
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let received = '';
  socket.on('data', (piece) => (received += String(piece)));
  const answers = (): string[] => received.match(/HTTP\/1\.1 \d+/g) ?? [];
  const get = 'GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: hub\r\nApollo-Require-Preflight: 1\r\n\r\n';
  for (let sent = 1; sent <= 60; sent += 1) {
    socket.write(get);
    await vi.waitFor(() => expect(answers()).toHaveLength(sent));
  }
  expect(answers().filter((answer) => answer.endsWith('429'))).toHaveLength(10);
  const later = performance.now() + 61_000;
  vi.spyOn(performance, 'now').mockImplementation(() => later);
  received = '';
  socket.write(get.repeat(20));
  await vi.waitFor(() => expect(answers()).toHaveLength(20));
  expect(answers().filter((answer) => answer.endsWith('503'))).toHaveLength(4);
});

describe('who the caller is', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });

  test('nobody gets round the rate by naming another address', async () => {
    const { post } = await startServer({ RATE_PER_MINUTE: '1' });
    await post(question, from('203.0.113.1'));
    expect((await post(question, from('203.0.113.2'))).status).toBe(429);
  });

  test('a proxy that is trusted says whom it speaks for, and only it does', async () => {
    const { post } = await startServer({ RATE_PER_MINUTE: '1', TRUST_PROXY: '127.0.0.0/8' });
    expect((await post(question, from('203.0.113.1'))).status).toBe(200);
    expect((await post(question, from('203.0.113.2'))).status).toBe(200);
    expect((await post(question, from('203.0.113.2'))).status).toBe(429);
    // What the caller claimed stands before what the proxy saw.
    expect((await post(question, from('203.0.113.9, 203.0.113.2'))).status).toBe(429);
  });

  test('an address of IPv4 is the same caller when it is written as one of IPv6', async () => {
    const { post } = await startServer({ RATE_PER_MINUTE: '1', TRUST_PROXY: '127.0.0.1' });
    expect((await post(question, from('203.0.113.1'))).status).toBe(200);
    expect((await post(question, from('::ffff:203.0.113.1'))).status).toBe(429);
    expect((await post(question, from('::ffff:203.0.113.2'))).status).toBe(200);
  });

  test('a proxy that gives the port with the address, which is another for each connection, makes no new caller by it; nor does what is no address', async () => {
    const { post } = await startServer({ RATE_PER_MINUTE: '1', TRUST_PROXY: '127.0.0.1' });
    for (const [first, second] of [['203.0.113.1:5000', '203.0.113.1:5001'], ['[2001:db8:1:2::1]:443', '2001:db8:1:2::9'], ['foo', 'bar']] as const) {
      expect((await post(question, from(first))).status, first).toBe(200);
      expect((await post(question, from(second))).status, second).toBe(429);
    }
  });

  test('one network of IPv6, of which a caller has every address, is one caller', async () => {
    const { post } = await startServer({ RATE_PER_MINUTE: '1', TRUST_PROXY: '127.0.0.1' });
    expect((await post(question, from('2001:db8:1:2::1'))).status).toBe(200);
    expect((await post(question, from('2001:db8:1:2:ffff::9'))).status).toBe(429);
    expect((await post(question, from('2001:db8:1:3::1'))).status).toBe(200);
  });
});
