import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startServer } from '../../support/server.ts';

/** What comes back for a request written by hand. */
function send(port: number, ...lines: string[]): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write([...lines, '', ''].join('\r\n')));
    socket.on('data', (chunk) => (received += String(chunk)));
    socket.once('close', () => resolve(received));
  });
}

test('an address that cannot be read is refused with what is wrong with it, and is counted, limited and logged like any other', async () => {
  const { get, logged } = await startServer({ RATE_PER_MINUTE: '5' });
  for (const path of ['/%zz', '/overlaps/x;%', '/%c3?region=E12000004']) {
    const { status, json, headers } = await get(path);
    expect([status, json.errors]).toEqual([400, [{ message: 'The address of the request has a % without the two digits of a byte after it, or bytes that are no text in UTF-8. Write a % itself as %25.', extensions: { code: 'BAD_REQUEST' } }]]);
    expect(headers.get('ratelimit-limit')).toBe('5');
  }
  const counted = (await get('/metrics')).text;
  expect(counted).toContain('hub_errors_total{code="BAD_REQUEST"} 3');
  expect(logged.filter((line) => line.includes('"codes":["BAD_REQUEST"]'))).toHaveLength(3);
  for (let time = 0; time < 2; time += 1) await get('/%zz');
  expect(await get('/%zz')).toMatchObject({ status: 429, codes: ['RATE_LIMITED'] });
});

test('a percent sign in what is asked for is no fault of the address', async () => {
  const { get } = await startServer();
  expect((await get('/search?text=100%')).status).toBe(200);
  expect((await get('/nowhere%20at%20all')).status).toBe(404);
});

test('bytes in what an address asks that are no text are refused, and not read as a sign that stands for them', async () => {
  const { get } = await startServer();
  const preflight = { 'apollo-require-preflight': '1' };
  const ask = (text: string): ReturnType<typeof get> => get(`/graphql?query=%7B%20search(text:%20%22${text}%22)%20%7B%20totalCount%20%7D%20%7D`, preflight);
  const message = 'The address of the request has behind its "?" bytes that are no text in UTF-8. Write a letter beyond ASCII as the bytes that it has in UTF-8: ä as %C3%A4.';
  for (const text of ['%FF', 'a%e4b', '%C3', '%ED%A0%80', '%EF%BF%BD%FF']) expect([text, await ask(text)]).toMatchObject([text, { status: 400, json: { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] } }]);
  for (const path of ['/graphql?query=%7B__typename%7D&variables=%7B%22%FF%22:1%7D', '/search?text=%FF', '/feeds/overlaps.csv?%FF=1', '/search?text=a&text=%FF']) expect([path, (await get(path, preflight)).status]).toEqual([path, 400]);
  for (const text of ['%C3%A4', '%EF%BF%BD', '100%', '%zz']) expect([text, (await ask(text)).status]).toEqual([text, 200]);
});

test('an address with a long part is refused by what knows of no such thing', async () => {
  const { get } = await startServer();
  const { status, headers } = await get(`/overlaps/${'x'.repeat(5_000)}?region=E12000004`);
  expect([status, headers.get('ratelimit-limit')]).toEqual([404, '30000']);
});

test('a body in other letters than UTF-8, and JSON with names that are none of a request, are refused in words that are true of them', async () => {
  const { post } = await startServer();
  for (const body of ['{"query":"{ __typename }","__proto__":{"a":1}}', '{"query":"{ __typename }","constructor":{"prototype":1}}', Buffer.from('{"query":"{ __typename }"}', 'utf16le')]) {
    expect((await post(body)).json.errors).toEqual([{ message: 'The body cannot be read as JSON in UTF-8; or it has a member __proto__ or constructor.prototype, which the hub does not take. Send {"query": "…"}.', extensions: { code: 'BAD_REQUEST' } }]);
  }
});

test('a request that names no host or two, or expects what the hub does not know, gets a sentence, too', async () => {
  const { port, get } = await startServer();
  expect(await send(port, 'GET /graphql HTTP/1.1', 'Connection: close')).toMatch(/^HTTP\/1\.1 400 .*"The request has no header Host, which HTTP\/1\.1 asks for\."/s);
  expect(await send(port, 'GET /health/live HTTP/1.0')).toMatch(/^HTTP\/1\.1 200 /);
  expect(await send(port, 'GET /graphql HTTP/1.1', 'Host: hub', 'HOST: elsewhere', 'Connection: close')).toMatch(/^HTTP\/1\.1 400 .*"The request has more than one header Host, so nobody can tell which is meant\. Send one\."/s);
  expect(await send(port, 'GET / HTTP/1.1', 'Host: hub', 'Expect: wonders')).toMatch(/^HTTP\/1\.1 417 .*"The header Expect says \\"wonders\\"\. The hub knows 100-continue alone: leave it out\."/s);
  expect((await get('/metrics')).text).toContain('hub_requests_total{route="none",method="none",status="417"} 1');
});

test('what asks for no address of the hub is told so', async () => {
  const { port, get } = await startServer();
  expect(await send(port, 'CONNECT elsewhere:443 HTTP/1.1', 'Host: elsewhere')).toMatch(/^HTTP\/1\.1 400 .*"The request asks for a tunnel \(CONNECT\), and the hub is no proxy\..*"code":"BAD_REQUEST"/s);
  expect((await get('/metrics')).text).toContain('hub_requests_total{route="none",method="none",status="400"} 1');
  for (const method of ['GET', 'OPTIONS', 'HEAD']) expect(await send(port, `${method} * HTTP/1.1`, 'Host: hub', 'Connection: close')).toMatch(/^HTTP\/1\.1 404 /);
});

test('an address that is told with a host there cannot be is refused like any that cannot be read, and with a host like its path alone', async () => {
  const { port, get } = await startServer();
  for (const address of ['http://evil:abc/', 'http:///x', 'http://[::1/x', 'HTTPS://?a=b', 'http://hub/x#/y', 'http://a%20b/']) {
    const received = await send(port, `GET ${address} HTTP/1.1`, 'Host: hub', 'Connection: close');
    expect(received, address).toMatch(/^HTTP\/1\.1 400 .*names no host.*"code":"BAD_REQUEST"/s);
    for (const header of ['ratelimit-remaining', 'x-content-type-options: nosniff']) expect(received, address).toContain(header);
  }
  expect((await get('/metrics')).text).toContain('hub_errors_total{code="BAD_REQUEST"} 6');
  expect(await send(port, 'GET http://elsewhere:80/health/live?a=%C3%A4 HTTP/1.1', 'Host: hub', 'Connection: close')).toMatch(/^HTTP\/1\.1 200 /);
  for (const address of ['ftp://hub/x', 'http://hub']) expect(await send(port, `HEAD ${address} HTTP/1.1`, 'Host: hub', 'Connection: close')).toMatch(/^HTTP\/1\.1 (200|404) /);
});

test('what never becomes a request is counted and logged by its code', async () => {
  const { port, get, logged } = await startServer({ CALLER_TIMEOUT_MS: '300' });
  expect(await send(port, 'BLAH')).toMatch(/^HTTP\/1\.1 400 /);
  await new Promise<void>((resolve) => connect(port, '127.0.0.1').on('data', () => {}).once('close', () => resolve()).write('GET / HTTP/1.1\r\n'));
  const counted = (await get('/metrics')).text;
  expect(counted).toContain('hub_errors_total{code="REQUEST_TOO_SLOW"} 1');
  expect(counted).toContain('hub_requests_total{route="none",method="none",status="408"} 1');
  expect(logged.filter((line) => /"method":"none","route":"none","status":40[08],"codes":\["(BAD_REQUEST|REQUEST_TOO_SLOW)"\]/.test(line))).toHaveLength(2);
});
