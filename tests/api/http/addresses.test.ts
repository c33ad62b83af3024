import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startServer } from '../../support/server.ts';

const getQuery = (query: string) => `/graphql?query=${encodeURIComponent(query)}`;
const preflighted = { 'apollo-require-preflight': '1' };

describe('the length of an address', () => {
  test('a query in an address longer than allowed is refused with the way to send it', async () => {
    const { get } = await startServer({ MAX_URL_BYTES: '300' });
    expect((await get(getQuery('{ dataVersion { number } }'), preflighted)).status).toBe(200);
    const answer = await get(getQuery(`{ ${'__typename '.repeat(40)} }`), preflighted);
    expect([answer.status, answer.codes]).toEqual([414, ['URL_TOO_LONG']]);
    expect(answer.json.errors[0].message).toMatch(/is \d+ bytes long\. The most is 300: send the query in the body of a POST\./);
  });

  test('an address that not even Node.js reads is refused in the same words', async () => {
    const { get } = await startServer();
    const answer = await get(`/?region=${'x'.repeat(20_000)}`);
    expect([answer.status, answer.codes]).toEqual([431, ['URL_TOO_LONG']]);
  });
});

describe('methods', () => {
  test('one that an address does not take is refused with those it takes', async () => {
    const { get } = await startServer();
    for (const [method, path, allow] of [['DELETE', '/graphql', 'GET, POST, OPTIONS'], ['POST', '/feeds/overlaps.csv', 'GET, HEAD'], ['PUT', '/overlaps/one?region=E1', 'GET, HEAD']] as const) {
      const answer = await get(path, {}, method);
      expect([answer.status, answer.codes, answer.headers.get('allow')], `${method} ${path}`).toEqual([405, ['METHOD_NOT_ALLOWED'], allow]);
    }
  });

  test('what is wrong is the method, whatever body comes with it or none', async () => {
    const { address } = await startServer();
    for (const [type, body] of [['application/json', undefined], ['application/json', '{'], ['text/plain', 'x']] as const) {
      const answer = await fetch(`${address}/graphql`, { method: 'PUT', headers: { 'content-type': type }, ...(body !== undefined && { body }) });
      expect([answer.status, (await answer.json()).errors[0].extensions.code], `${type} ${body}`).toEqual([405, 'METHOD_NOT_ALLOWED']);
    }
  });

  test('an address that is not there is not there for any method', async () => {
    const { get } = await startServer();
    for (const method of ['GET', 'POST', 'DELETE']) expect((await get('/nowhere', {}, method)).status).toBe(404);
  });

  test('HEAD answers like GET, without the body', async () => {
    const { get } = await startServer();
    for (const path of ['/holdings', '/feeds/overlaps.csv', '/health/ready']) {
      const answer = await get(path, {}, 'HEAD');
      expect([answer.status, answer.text], path).toEqual([200, '']);
    }
  });

  test('OPTIONS of the API says what it takes', async () => {
    const { get } = await startServer();
    const answer = await get('/graphql', {}, 'OPTIONS');
    expect([answer.status, answer.headers.get('allow'), answer.text]).toEqual([204, 'GET, POST, OPTIONS', '']);
  });
});

test('no answer may be taken for anything but what its Content-Type says, refusals among them', async () => {
  const { get, post } = await startServer();
  const answers = [await post({ query: '{ __typename }' }), await post('not json'), await get('/'), await get('/nowhere'), await get('/feeds/overlaps.csv'), await get('/health/live'), await get('/metrics'), await get('/assets/icon.svg')];
  for (const { headers } of answers) expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('what is not HTTP gets an answer and the end of the connection', async () => {
  const { port } = await startServer();
  const text = await new Promise<string>((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write('HELLO\r\n\r\n'));
    socket.on('data', (chunk) => (received += String(chunk))).on('close', () => resolve(received));
  });
  expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n.*Connection: close.*"code":"BAD_REQUEST"/s);
});

test('what is not HTTP behind a question leaves the question its answer', async () => {
  const { port } = await startServer();
  const body = JSON.stringify({ query: '{ overlaps { totalCount } }' });
  const text = await new Promise<string>((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(`POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}GARBAGE\r\n\r\n`));
    socket.on('data', (chunk) => (received += String(chunk))).on('close', () => resolve(received));
  });
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\{"data":\{"overlaps":\{"totalCount":\d+\}\}\}\n?HTTP\/1\.1 400 Bad Request\r\n/s);
});

test.each([
  ['', 'The request has no body.'],
  ['{}', 'The body asks nothing.'],
  ['{"query": 1}', 'The member "query" of the body is no text.'],
  [Buffer.from('{"query": "{ a\xff }"}', 'latin1'), 'The body cannot be read as JSON in UTF-8'],
])('a body that is no question is told so in words of ours: %s', async (body, words) => {
  const { post } = await startServer();
  const { status, json } = await post(body);
  expect([status, json.errors[0].extensions.code, json.errors[0].message]).toEqual([400, 'BAD_REQUEST', expect.stringContaining(words)]);
});

test('a question is answered whatever host it names, and where it names none, as HTTP 1.0 may', async () => {
  const { port, logged } = await startServer();
  const body = JSON.stringify({ query: '{ __typename }' });
  for (const head of ['HTTP/1.1\r\nHost: ]', 'HTTP/1.1\r\nHost: a b', 'HTTP/1.1\r\nHost:', 'HTTP/1.0']) {
    const text = await new Promise<string>((resolve) => {
      let received = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(`POST /graphql ${head}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`));
      socket.on('data', (chunk) => (received += String(chunk))).on('close', () => resolve(received));
    });
    expect(text, head).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\{"data":\{"__typename":"Query"\}\}/s);
  }
  expect(logged.filter((line) => line.includes('"level":50'))).toEqual([]);
});
