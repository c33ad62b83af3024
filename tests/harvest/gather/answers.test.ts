import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, linkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { first, json, redirectTo, startAuthority, status, trouble, type Behaviour } from '../../support/fakeAuthority.ts';
import { failureOf, openForTest } from './openForTest.ts';

/** What asking for JSON at one path that behaves so comes to. */
async function troubleWith(behaviour: Behaviour, settings: Parameters<typeof openForTest>[0] = {}) {
  const authority = await startAuthority({ '/list': behaviour });
  const failure = await failureOf(openForTest(settings).json(authority.at('/list?page=2&key=hidden')));
  expect(failure.message).not.toContain('hidden');
  return { kind: failure.kind, message: failure.message.replaceAll(authority.at(''), 'http://server') };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gather-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('what comes whole is given', () => {
  test('JSON, with or without a byte order mark', async () => {
    const authority = await startAuthority({ '/plain': json({ name: 'Café' }), '/marked': (_, response) => void response.end('\uFEFF{"name":"Café"}') });
    const fetch = openForTest();
    expect((await fetch.json(authority.at('/plain'))).value).toEqual({ name: 'Café' });
    expect((await fetch.json(authority.at('/marked'))).value).toEqual({ name: 'Café' });
    expect(fetch.spent()).toMatchObject({ requests: 2, bytes: 35, medianResponseMs: expect.any(Number) });
  });

  test.each<[string, Buffer]>([['gzip', gzipSync('[1]')], ['x-gzip', gzipSync('[1]')], ['deflate', deflateSync('[1]')], ['deflate', deflateRawSync('[1]')], ['br', brotliCompressSync('[1]')]])('compressed with %s', async (encoding, body) => {
    const authority = await startAuthority({ '/list': (_, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(body) });
    expect((await openForTest().json(authority.at('/list'))).value).toEqual([1]);
  });

  test('the hub says who it is, and a body is sent as JSON', async () => {
    const authority = await startAuthority({ '/graphql': (request, response) => void request.toArray().then((parts) => response.end(JSON.stringify([request.method, request.headers['user-agent'], request.headers['content-type'], String(parts)]))) });
    const { value } = await openForTest({ contact: 'mailto:hub@example.org' }).json(authority.at('/graphql'), { body: { query: '{ a }' } });
    expect(value).toEqual(['POST', expect.stringMatching(/^Common-Ground\/\d+\.\d+\.\d+ \(\+mailto:hub@example\.org\)$/), 'application/json', '{"query":"{ a }"}']);
  });

  test('a download takes the place of a file without touching what that is linked to', async () => {
    const authority = await startAuthority({ '/data.csv': (_, response) => void response.writeHead(200, { etag: '"2"' }).end('new') });
    const folder = newFolder();
    writeFileSync(join(folder, 'last.csv'), 'old');
    linkSync(join(folder, 'last.csv'), join(folder, 'data.csv'));
    expect(await openForTest().download(authority.at('/data.csv'), join(folder, 'data.csv'))).toMatchObject({ bytes: 3, isNotModified: false, validators: { etag: '"2"' } });
    expect(readFileSync(join(folder, 'data.csv'), 'utf8')).toBe('new');
    expect(readFileSync(join(folder, 'last.csv'), 'utf8')).toBe('old');
  });

  test('nothing newer than what the hub has, asked by either validator', async () => {
    const authority = await startAuthority({ '/list': (request, response) => void response.writeHead(request.headers['if-none-match'] === '"1"' && request.headers['if-modified-since'] === 'Fri, 27 Nov 2026 08:00:00 GMT' ? 304 : 200).end('') });
    const validators = { etag: '"1"', lastModified: 'Fri, 27 Nov 2026 08:00:00 GMT' };
    const folder = newFolder();
    expect(await openForTest().json(authority.at('/list'), { validators })).toMatchObject({ isNotModified: true, value: null });
    expect(await openForTest().download(authority.at('/list'), join(folder, 'file'), { validators })).toMatchObject({ isNotModified: true, bytes: 0 });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('no more requests to a host at once than are allowed, whatever its ports, over connections that are used again', async () => {
    const held: (() => void)[] = [];
    let most = 0;
    let arrived = 0;
    const connections = new Set<unknown>();
    // Holds three, and gives any others every chance to come before it answers; the last two make no three.
    const hold: Behaviour = async (request, response) => {
      connections.add(request.socket);
      arrived += 1;
      most = Math.max(most, held.push(() => response.end('[]')));
      if (held.length < 3 && arrived < 20) return;
      for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
      for (const answer of held.splice(0)) answer();
    };
    const ports = [await startAuthority({ '/list': hold }), await startAuthority({ '/list': hold })];
    const fetch = openForTest({ atOnce: 3 });
    await Promise.all(Array.from({ length: 20 }, (_, number) => fetch.json(ports[number % 2]!.at('/list'))));
    expect(most).toBe(3);
    expect(connections.size).toBeLessThanOrEqual(6);
  });
});

describe('what does not come whole is never taken', () => {
  test.each<[string, Behaviour, RegExp]>([
    ['half a body', trouble.halfABody, /^http:\/\/server\/list\?page=2&key=… broke off before its answer was whole \(\w+\)\. Nothing of it was used\./],
    ['half a chunked body', trouble.halfAChunkedBody, /broke off before its answer was whole/],
    ['half a gzip', trouble.halfAGzip, /sent a compressed body that ends early/],
    ['no bytes of a gzip', (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(), /sent a compressed body that ends early/],
    ['a gzip that is none', (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('{"contents":[]}'), /cannot be inflated \(Z_DATA_ERROR\)/],
    ['a brotli that is none', (_, response) => void response.writeHead(200, { 'content-encoding': 'br' }).end('{"contents":[]}'), /compressed with br, and its body cannot be inflated/],
  ])('%s', async (_, behaviour, message) => {
    expect(await troubleWith(behaviour)).toEqual({ kind: 'broken-off', message: expect.stringMatching(message) });
    const authority = await startAuthority({ '/file': behaviour });
    const folder = newFolder();
    expect(await failureOf(openForTest().download(authority.at('/file'), join(folder, 'file')))).toMatchObject({ kind: 'broken-off' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each<[string, Behaviour]>([['a server that never answers', trouble.neverAnswers], ['a body that stops half way', trouble.stopsHalfWay]])('%s is given up after a silence', async (_, behaviour) => {
    expect(await troubleWith(behaviour, { silentMs: 50 })).toEqual({ kind: 'too-slow', message: 'http://server/list?page=2&key=… sent nothing for 0.05 seconds. It may do better later; if it does not, tell whoever runs the server.' });
  });

  test('a body that drips is cut when the time of the run is up, and says so', async () => {
    const authority = await startAuthority({ '/list': trouble.drips });
    expect(await failureOf(openForTest({ signal: AbortSignal.timeout(100) }).json(authority.at('/list')))).toMatchObject({ kind: 'too-slow', message: expect.stringMatching(/^The time of the run was up while /) });
  });

  test.each<[string, Behaviour]>([['before an answer', trouble.neverAnswers], ['within one', trouble.drips]])('a run that is cancelled stops %s', async (_, behaviour) => {
    const fetch = openForTest();
    const authority = await startAuthority({ '/list': (request, response, time) => { void behaviour(request, response, time); setImmediate(fetch.stop); } });
    expect(await failureOf(fetch.json(authority.at('/list')))).toMatchObject({ kind: 'cancelled' });
    expect(await failureOf(fetch.json(authority.at('/list')))).toMatchObject({ kind: 'cancelled' });
  });

  test('a run that is cancelled does not wait for a name to be resolved', async () => {
    const fetch = openForTest({ hosts: ['slow.example'] }, { resolve: () => { setImmediate(fetch.stop); return new Promise(() => {}); } });
    expect(await failureOf(fetch.json('https://slow.example/'))).toMatchObject({ kind: 'cancelled' });
  });
});

describe('nothing is larger than a run may read', () => {
  test.each<[string, Behaviour, RegExp]>([
    ['an endless body', trouble.endlessBody, /sent, with what was read before, more than the 1000000 bytes/],
    ['a gzip bomb', trouble.gzipBomb, /sent, inflated and with what was read before, more than the 1000000 bytes/],
    ['a body announced as too large', (_, response) => void response.writeHead(200, { 'content-length': 2_000_000 }).write('x'), /announced, with what was read before, more than/],
  ])('%s', async (_, behaviour, message) => {
    expect(await troubleWith(behaviour)).toEqual({ kind: 'too-large', message: expect.stringMatching(message) });
  });

  test('a body that will not be read is not waited for: its connection is cut', async () => {
    const cut = Promise.withResolvers<void>();
    const authority = await startAuthority({ '/list': (_, response) => { response.on('close', () => cut.resolve()); response.writeHead(200, { 'content-length': 2_000_000 }).write('x'); } });
    expect(await failureOf(openForTest({ silentMs: 60_000 }).json(authority.at('/list')))).toMatchObject({ kind: 'too-large' });
    await cut.promise;
  });

  test('compressed bytes that inflate to nothing are counted as well', async () => {
    const authority = await startAuthority({ '/list': (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(Buffer.concat(Array.from({ length: 200 }, () => gzipSync('')))) });
    expect(await failureOf(openForTest({ mostBytes: 3000 }).json(authority.at('/list')))).toMatchObject({ kind: 'too-large' });
  });

  test('a JSON text has a cap of its own, and a run one on its requests and its bytes together', async () => {
    const authority = await startAuthority({ '/list': json('x'.repeat(998)) });
    const list = authority.at('/list');
    expect(await failureOf(openForTest({ mostJsonBytes: 999 }).json(list))).toMatchObject({ kind: 'too-large', message: expect.stringContaining('JSON text of more than 999 bytes') });
    const few = openForTest({ mostRequests: 2 });
    await few.json(list);
    await few.json(list);
    expect(await failureOf(few.json(list))).toMatchObject({ kind: 'too-large', message: expect.stringContaining('more than the 2 requests') });
    const small = openForTest({ mostBytes: 2500 });
    await small.json(list);
    await small.json(list);
    expect(await failureOf(small.json(list))).toMatchObject({ kind: 'too-large' });
  });
});

test('JSON of more values than fit into memory is refused before it is parsed; names, signs and what stands within quotes are no values', async () => {
  const member = '{"a": [-1.5e+3, null ], "b\\"]": "[,]:{\\\\"},';
  const list = (times: number, then: string): Behaviour => (_, response) => void response.end(`[${member.repeat(times)}${then}]`);
  // Each member is five values: the object, the list, its two, and the text.
  const authority = await startAuthority({ '/most': list(399_999, '1,2,3,4'), '/more': list(399_999, '1,2,3,4,5') });
  const fetch = openForTest({ mostBytes: 100_000_000 });
  expect((await fetch.json(authority.at('/most'))).value).toHaveLength(400_003);
  expect(await failureOf(fetch.json(authority.at('/more')))).toEqual({ kind: 'too-large', notBefore: null, message: `${authority.at('/more')} answered with JSON of more than 2000000 values. Expected: smaller pages. Ask for fewer records on a page, or check the address.` });
});

describe('what is not what it should be is said in words', () => {
  const answer = (body: string, type = 'application/json'): Behaviour => (_, response) => void response.writeHead(200, { 'content-type': type }).end(body);
  test.each<[string, Behaviour, string]>([
    ['a web page', trouble.webPage, 'answered with a web page. Expected: JSON.'],
    ['a web page that calls itself JSON', answer('\n<html><body>'), 'answered with a web page. Expected: JSON.'],
    ['Latin 1', trouble.latin1, 'answered with JSON that is not in UTF-8 (its server calls it iso-8859-1), first in line 2.'],
    ['nothing', status(204), 'answered with an empty body. Expected: JSON.'],
    ['a comma too many', answer('{"contents": [\n  {"id": 1},\n]}'), 'answered with JSON that is wrong in line 3, column 1 (value expected).'],
    ['JSON that ends early', answer('{"contents": ['), 'answered with JSON that is wrong in line 1, column 15'],
    ['a hundred thousand lists in one another', answer('['.repeat(100_000)), 'answered with JSON of more than 100 levels, one inside the other.'],
    ['two encodings, one in the other', trouble.gzipInGzip, 'answered compressed as "gzip, gzip". Expected: not compressed, or once with one of gzip, deflate, br.'],
    ['an unknown encoding', (_, response) => void response.writeHead(200, { 'content-encoding': 'constructor' }).end('[]'), 'answered compressed as "constructor".'],
    ['not modified, unasked', status(304), 'answered 304 (not modified) although the hub had not said what it has.'],
    ['a part', (_, response) => void response.writeHead(206).end('[]'), 'answered 206 (partial content) although the hub asked for all of it.'],
    ['a redirect to nowhere', status(302), 'answered 302 (found) without saying where to.'],
  ])('%s', async (_, behaviour, message) => {
    expect(await troubleWith(behaviour)).toEqual({ kind: 'wrong-format', message: expect.stringContaining(message) });
  });

  test('brackets within strings are no depth', async () => {
    const value = { name: `\\"${'['.repeat(500)}` };
    const authority = await startAuthority({ '/list': json(value) });
    expect((await openForTest().json(authority.at('/list'))).value).toEqual(value);
  });

  test('a web page is no file of data', async () => {
    const authority = await startAuthority({ '/data.csv': trouble.webPage });
    const folder = newFolder();
    expect(await failureOf(openForTest().download(authority.at('/data.csv'), join(folder, 'data.csv')))).toMatchObject({ kind: 'wrong-format', message: expect.stringContaining('answered with a web page') });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('what is not HTTP is said in words, and no fault of the hub', () => {
  const head = (headers: string, first = 'HTTP/1.1 200 OK') => `${first}\r\n${headers}\r\n\r\n[]`;
  const raw = (bytes: string): Behaviour => (request) => void request.socket.end(bytes);
  test.each<[string, string, string]>([
    ['the greeting of another kind of server', 'SSH-2.0-OpenSSH_9.6\r\n', 'Expected HTTP/, RTSP/ or ICE/'],
    ['a header without a colon', head('content length 2'), 'Invalid header token'],
    ['a negative length', head('content-length: -5'), 'Invalid character in Content-Length'],
    ['a length in words', head('content-length: two'), 'Invalid character in Content-Length'],
    ['two lengths', head('content-length: 2\r\ncontent-length: 3'), 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'],
    ['lines that end in a line feed alone', 'HTTP/1.1 200 OK\ncontent-length: 2\n\n[]', 'Missing expected CR after response line'],
    ['a NUL in a header', head('etag: "\0"\r\ncontent-length: 2'), 'Invalid header value char'],
    ['a status of two digits', head('content-length: 2', 'HTTP/1.1 20 OK'), 'Invalid status code'],
    ['a status that there is not', head('content-length: 2', 'HTTP/1.1 000 OK'), 'ERR_ASSERTION'],
  ])('%s', async (_, bytes, reason) => {
    expect(await troubleWith(raw(bytes))).toEqual({ kind: 'wrong-format', message: `http://server/list?page=2&key=… answered with something that is not HTTP (${reason}). Check the address and its port.` });
  });

  test.each<[string, string, string]>([
    ['a chunk without a length', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n[]', 'Invalid character in chunk size'],
    ['a trailer that is none', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\nno trailer\r\n\r\n', 'Invalid header token'],
  ])('%s, after a whole head', async (_, bytes, reason) => {
    expect(await troubleWith(raw(bytes))).toEqual({ kind: 'broken-off', message: expect.stringContaining(`broke off before its answer was whole (${reason}). Nothing of it was used.`) });
  });
});

describe('a server that is busy is asked again', () => {
  test.each([408, 425, 429, 500, 502, 503, 504])('after %i, with longer waits each time', async (code) => {
    const authority = await startAuthority({ '/list': first(3, status(code), json([1])) });
    const fetch = openForTest();
    expect((await fetch.json(authority.at('/list'))).value).toEqual([1]);
    expect(fetch.waits).toEqual([375, 750, 1500]);
  });

  test('after a connection that was cut before a byte', async () => {
    const authority = await startAuthority({ '/list': first(1, trouble.cutsAtOnce, json([1])) });
    const fetch = openForTest();
    expect((await fetch.json(authority.at('/list'))).value).toEqual([1]);
    expect(fetch.spent().requests).toBe(2);
  });

  test('only so often', async () => {
    const authority = await startAuthority({ '/list': status(503) });
    expect(await failureOf(openForTest().json(authority.at('/list')))).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('answered 503 (service unavailable), 4 times in a row.') });
    expect(authority.asked.length).toBe(4);
    const list = authority.at('/list');
    await authority.close();
    expect(await failureOf(openForTest().json(list))).toMatchObject({ kind: 'unreachable', message: `${list} could not be reached (ECONNREFUSED), 4 times in a row. It may do better later; if it does not, check the address and tell whoever runs the server.` });
  });

  const noon = Date.UTC(2026, 10, 27, 12);
  const date = 'Fri, 27 Nov 2026 12:00:00 GMT';
  test.each(['20', 'Fri, 27 Nov 2026 12:00:20 GMT'])('when it says: Retry-After: %s', async (after) => {
    const authority = await startAuthority({ '/list': first(1, status(429, { 'retry-after': after, date }), json([1])) });
    const fetch = openForTest({}, { now: () => noon });
    await fetch.json(authority.at('/list'));
    expect(fetch.waits).toEqual([20_250]);
  });

  test.each(['Fri, 27 Nov 2026 13:10:20 GMT', '20'])('by its own clock, however wrong that is: Retry-After: %s', async (after) => {
    const authority = await startAuthority({ '/list': first(1, status(429, { 'retry-after': after, date: 'Fri, 27 Nov 2026 13:10:00 GMT' }), json([1])) });
    const fetch = openForTest({}, { now: () => noon });
    await fetch.json(authority.at('/list'));
    expect(fetch.waits).toEqual([20_250]);
  });

  test('by the hub’s clock where it does not say what its own shows', async () => {
    const authority = await startAuthority({ '/list': first(1, (_, response) => { response.sendDate = false; response.writeHead(429, { 'retry-after': 'Fri, 27 Nov 2026 12:00:20 GMT' }).end(); }, json([1])) });
    const fetch = openForTest({}, { now: () => noon });
    await fetch.json(authority.at('/list'));
    expect(fetch.waits).toEqual([20_250]);
  });

  test.each(['0', '-1', '5.5', 'Fri, 27 Nov 2026 11:00:00 GMT', 'soon'])('with the same waits when it says what is no time to come: Retry-After: %s', async (after) => {
    const authority = await startAuthority({ '/list': first(3, status(429, { 'retry-after': after, date }), json([1])) });
    const fetch = openForTest({}, { now: () => noon });
    await fetch.json(authority.at('/list'));
    expect(fetch.waits).toEqual([375, 750, 1500]);
  });

  test.each(['61', 'Fri, 27 Nov 2026 12:01:01 GMT'])('but not when that is too long: Retry-After: %s', async (after) => {
    const authority = await startAuthority({ '/list': status(429, { 'retry-after': after, date }) });
    const fetch = openForTest({}, { now: () => noon });
    expect(await failureOf(fetch.json(authority.at('/list')))).toMatchObject({ kind: 'unreachable', notBefore: new Date(noon + 61_000), message: expect.stringContaining('asks to be left alone until 2026-11-27T12:01:01Z, which is longer than the 60 seconds that a run waits.') });
    expect(fetch.waits).toEqual([]);
  });

  test.each([400, 401, 403, 404, 410, 422, 501])('never after %i', async (code) => {
    const authority = await startAuthority({ '/list': status(code) });
    expect(await failureOf(openForTest().json(authority.at('/list')))).toMatchObject({ kind: 'refused', message: expect.stringContaining(`answered ${code} (`) });
    expect(authority.asked.length).toBe(1);
  });

  test('never after a status that the caller takes as an answer: it comes with what was said, when that is JSON', async () => {
    const authority = await startAuthority({
      '/services/1': (_, response) => void response.writeHead(404).end('<html>not here</html>'),
      '/graphql': (_, response) => void response.writeHead(400).end('{"errors":[{"message":"Cannot query field"}]}'),
    });
    const fetch = openForTest();
    expect(await fetch.json(authority.at('/services/1'), { answers: [404, 410] })).toMatchObject({ status: 404, value: null });
    expect(await fetch.json(authority.at('/graphql'), { body: {}, answers: [400] })).toMatchObject({ status: 400, value: { errors: [{ message: 'Cannot query field' }] } });
    expect(await failureOf(fetch.json(authority.at('/graphql'), { answers: [404] }))).toMatchObject({ kind: 'refused' });
    expect(authority.asked.length).toBe(3);
  });

  test('never once the run was stopped', async () => {
    const authority = await startAuthority({ '/list': status(503) });
    const fetch = openForTest({}, { wait: async (_, signal) => { fetch.stop(); signal.throwIfAborted(); } });
    expect(await failureOf(fetch.json(authority.at('/list')))).toMatchObject({ kind: 'cancelled' });
    expect(authority.asked.length).toBe(1);
  });
});

test('a redirect is followed five times and no more', async () => {
  const authority = await startAuthority({ '/loop': redirectTo('/loop'), ...Object.fromEntries([1, 2, 3, 4, 5].map((step) => [`/${step}`, redirectTo(`/${step + 1}`)])), '/6': json([6]) });
  expect(await openForTest().json(authority.at('/1'))).toMatchObject({ value: [6], url: authority.at('/6') });
  expect(await failureOf(openForTest().json(authority.at('/loop')))).toMatchObject({ kind: 'endless', message: expect.stringContaining('sends the hub on more than 5 times') });
  expect(authority.asked.filter((path) => path === '/loop').length).toBe(6);
});
