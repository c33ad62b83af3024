import { collect } from './collect.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalHost } from '../../../src/harvest/gather/allowedHosts.ts';
import { whereNotPublic } from '../../../src/harvest/gather/publicAddress.ts';
import { json, redirectTo, startAuthority } from '../../support/fakeAuthority.ts';
import { asIfPublic, failureOf, loopback, openForTest } from './openForTest.ts';

const portOf = (address: string) => new URL(address).port;
const words = (part: string) => ({ kind: 'not-allowed', message: expect.stringContaining(part) as string });

describe('only hosts that the settings allow are asked', () => {
  test.each<[string, string, boolean]>([
    ['data.example', 'https://DATA.Example/', true],
    ['Data.EXAMPLE.', 'https://data.example/', true],
    ['data.example', 'https://data.example./', true],
    ['bücher.example', 'https://xn--bcher-kva.example/', true],
    ['data.example', 'http://data.example:8080/', true],
    ['data.example:8080', 'http://data.example:8080/', true],
    ['data.example:443', 'https://data.example/', true],
    ['data.example:443', 'http://data.example/', false],
    ['data.example:8080', 'http://data.example:8081/', false],
    ['data.example', 'https://other.data.example/', false],
    ['data.example', 'https://data.example.evil.example/', false],
    ['data.example', 'https://evil.example/data.example', false],
    ['data.example', 'https://evil.example#@data.example', false],
    ['data.example', 'https://evil.example\\@data.example/', false],
    ['2001:4860::1', 'https://[2001:4860:0::0:1]/', true],
  ])('allowed: %s; asked: %s; yes: %s', async (host, url, isAllowed) => {
    let hasConnected = false;
    const fetch = openForTest({ hosts: [host], attempts: 1 }, { resolve: () => { hasConnected = true; throw new Error('seen'); }, whereNotPublic: () => { hasConnected = true; return 'nowhere'; } });
    await fetch.json(url).catch(() => {});
    expect(hasConnected).toBe(isAllowed);
  });

  test.each([
    ['ftp://127.0.0.1/file', 'begins with ftp:'],
    ['file:///etc/passwd', 'begins with file:'],
    ['data:application/json,[]', 'begins with data:'],
    ['http://reader:letmein@127.0.0.1/', 'http://127.0.0.1/ with a name or a password before the host'],
    ['nonsense', 'something that is no address'],
    ['https://other.example/list', 'https://other.example/list, and the source’s settings do not allow the host other.example. Allowed: 127.0.0.1.'],
  ])('%s is refused: %s', async (url, part) => {
    const failure = await failureOf(openForTest().json(url));
    expect(failure).toMatchObject(words(part));
    expect(failure.message).not.toContain('letmein');
  });

  test.each(['', 'a b', 'host/path', 'user@host', 'host:port', 'http://host', 'a?b', '[::1'])('"%s" is no name of a host', (text) => {
    expect(canonicalHost(text)).toBeNull();
    expect(() => openForTest({ hosts: [text] })).toThrow('which is no name of a host');
  });

  test('a redirect to another host is refused, and what was asked and where it led is said', async () => {
    const authority = await startAuthority({ '/list': redirectTo('https://elsewhere.example/list?token=hidden') });
    const failure = await failureOf(openForTest().json(authority.at('/list')));
    expect(failure).toMatchObject(words(`${authority.at('/list')} sends the hub on to https://elsewhere.example/list?token=…, and the source’s settings do not allow the host elsewhere.example.`));
  });
});

describe('only public addresses are connected to', () => {
  const ranges: Record<string, string> = {
    '0.0.0.0/8': 'this network', '10.0.0.0/8': 'private', '100.64.0.0/10': 'CGNAT', '127.0.0.0/8': 'loopback', '169.254.0.0/16': 'link-local', '172.16.0.0/12': 'private', '192.0.0.0/24': 'protocols', '192.0.2.0/24': 'documentation',
    '192.88.99.0/24': '6to4 relays', '192.168.0.0/16': 'private', '198.18.0.0/15': 'benchmarking', '198.51.100.0/24': 'documentation', '203.0.113.0/24': 'documentation', '224.0.0.0/4': 'multicast', '240.0.0.0/4': 'reserved and broadcast',
    '::/128': 'unspecified', '::1/128': 'loopback', '::/96': 'IPv4-compatible', '::ffff:0:0/96': 'IPv4-mapped', '::ffff:0:0:0/96': 'IPv4-translated', '64:ff9b::/96': 'NAT64', '64:ff9b:1::/48': 'local NAT64', '100::/64': 'discard', '2001::/32': 'Teredo', '2001:2::/48': 'benchmarking',
    '2001:10::/28': 'ORCHID', '2001:db8::/32': 'documentation', '2002::/16': '6to4', '3fff::/20': 'documentation', '4000::/3': 'not given out', '5f00::/16': 'segment routing', 'fc00::/7': 'unique local', 'fe80::/10': 'link-local', 'fec0::/10': 'site-local', 'ff00::/8': 'multicast',
  };
  const isV6 = (cidr: string) => cidr.includes(':');
  const numberOf = (address: string): bigint => {
    if (!isV6(address)) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
    const [left, right = ''] = address.split('::').map((half) => half.split(':').filter(Boolean)) as [string[], string[]?];
    const groups = address.includes('::') ? [...left, ...Array<string>(8 - left.length - (right as string[]).length).fill('0'), ...right] : left;
    return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
  };
  const within = (cidr: string) => {
    const [start, length] = cidr.split('/') as [string, string];
    const free = BigInt((isV6(cidr) ? 128 : 32) - Number(length));
    return fc.bigInt(0n, (1n << free) - 1n).map((offset) => numberOf(start) + offset);
  };
  const hex = (value: bigint, group: number) => ((value >> BigInt(16 * (7 - group))) & 0xffffn).toString(16);
  const v6 = (value: bigint) => Array.from({ length: 8 }, (_, group) => hex(value, group)).join(':');
  const v4Parts = (value: bigint) => [24n, 16n, 8n, 0n].map((shift) => Number((value >> shift) & 255n));
  const v4 = (value: bigint) => v4Parts(value).join('.');
  /** All spellings of an IPv4 address that a URL takes. */
  const v4Spellings = (value: bigint) => [
    v4(value), `${v4(value)}.`, String(value), `0x${value.toString(16)}`, `0${value.toString(8)}`, v4Parts(value).map((part) => `0${part.toString(8)}`).join('.'), v4Parts(value).map((part) => `0x${part.toString(16).toUpperCase()}`).join('.'),
    `${v4Parts(value)[0]}.${value & 0xffffffn}`, v4Parts(value).slice(0, 2).join('.') + `.${value & 0xffffn}`, v4(value).replaceAll('.', '。'), v4(value).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  ];
  const v6Spellings = (value: bigint) => [`[${v6(value)}]`, `[${v6(value).toUpperCase()}]`, `[${v6(value >> 32n << 32n).split(':').slice(0, 6).join(':')}:${v4(value & 0xffffffffn)}]`];

  test.each(Object.entries(ranges))('no address of %s (%s), however it is spelt', async (cidr) => {
    await fc.assert(fc.asyncProperty(within(cidr), async (value) => {
      const plain = isV6(cidr) ? v6(value) : v4(value);
      expect(whereNotPublic(plain)).not.toBeNull();
      for (const spelling of isV6(cidr) ? v6Spellings(value) : v4Spellings(value)) {
        const fetch = openForTest({ hosts: [plain], privateHosts: [] });
        expect(await failureOf(fetch.json(`http://${spelling}:1/`))).toMatchObject({ kind: 'not-allowed', message: expect.stringMatching(/leads to .*asks only servers on the public internet/) });
      }
    }), { numRuns: 15 });
  });

  test('any other address is public', () => {
    const bounds = Object.keys(ranges).filter((cidr) => !isV6(cidr)).map((cidr) => ({ start: numberOf(cidr.split('/')[0]!), size: 1n << BigInt(32 - Number(cidr.split('/')[1])) }));
    // The library keeps these apart as well: servers of the name system and of multicast, no web server among them.
    const special = ['192.31.196.0', '192.52.193.0', '192.175.48.0'].map((start) => ({ start: numberOf(start), size: 256n }));
    const isInside = (value: bigint) => [...bounds, ...special].some(({ start, size }) => value >= start && value < start + size);
    fc.assert(fc.property(fc.bigInt(0n, 0xffffffffn).filter((value) => !isInside(value)), (value) => {
      expect(whereNotPublic(v4(value))).toBeNull();
    }), { numRuns: 2000 });
    // Networks that registries gave to providers: of Europe, America, Asia.
    for (const cidr of ['2a00::/12', '2600::/13', '2400::/12']) fc.assert(fc.property(within(cidr), (value) => {
      expect(whereNotPublic(v6(value))).toBeNull();
    }), { numRuns: 300 });
  });

  test.each([['http://127.0.0.1/'], ['http://[::1]/'], ['http://[::ffff:7f00:1]/'], ['http://2130706433/'], ['http://[fd00::1]/'], ['http://169.254.169.254/latest/meta-data'], ['http://[64:ff9b::7f00:1]/']])('a redirect to %s is refused, even to an allowed host', async (target) => {
    const authority = await startAuthority({ '/list': redirectTo(target) });
    const fetch = openForTest({ hosts: ['data.example', new URL(target).hostname], privateHosts: ['data.example'] }, { resolve: async () => [loopback] });
    expect(await failureOf(fetch.json(`http://data.example:${portOf(authority.at('/'))}/list`))).toMatchObject(words('asks only servers on the public internet'));
  });

  test.each([[['10.0.0.7']], [['8.8.8.8', '10.0.0.7']], [['10.0.0.7', '8.8.8.8']], [['2a00::1', '::1']]])('a name that resolves to %j is refused', async (addresses) => {
    const fetch = openForTest({ hosts: ['data.example'], privateHosts: [] }, { resolve: async () => addresses });
    expect(await failureOf(fetch.json('http://data.example:1/'))).toMatchObject(words('http://data.example:1/ leads to '));
  });

  test('what was looked at is what is connected to: a name that means another machine the second time is looked at again', async () => {
    const authority = await startAuthority({ '/list': (request, response, time) => json([request.headers.host], { connection: 'close' })(request, response, time) });
    const port = portOf(authority.at('/'));
    const answers = [[loopback], ['127.0.0.2']];
    const fetch = openForTest({ hosts: ['data.example'], privateHosts: [] }, { ...asIfPublic, resolve: async () => answers.shift()! });
    expect((await fetch.json(`http://data.example:${port}/list`)).value).toEqual([`data.example:${port}`]);
    expect(answers).toEqual([['127.0.0.2']]);
    expect(await failureOf(fetch.json(`http://data.example:${port}/list`))).toMatchObject(words('127.0.0.2'));
    expect(authority.asked.length).toBe(1);
  });

  test('an operator may allow a private host by its name, and by its port', async () => {
    const authority = await startAuthority({ '/list': json([1]) });
    const port = portOf(authority.at('/'));
    const ask = (privateHosts: string[]) => openForTest({ hosts: ['intranet.example'], privateHosts }, { resolve: async () => [loopback] }).json(`http://intranet.example:${port}/list`);
    expect((await ask(['Intranet.Example.'])).value).toEqual([1]);
    expect((await ask([`intranet.example:${port}`])).value).toEqual([1]);
    expect(await failureOf(ask(['intranet.example:1']))).toMatchObject(words('asks only servers on the public internet'));
    expect(await failureOf(ask(['example']))).toMatchObject(words('asks only servers on the public internet'));
  });
});

describe('the secret header', () => {
  const secret = { header: 'X-Api-Key', value: 'very secret' };
  const showKey = (request: { headers: NodeJS.Dict<string | string[]> }) => [request.headers['x-api-key'] ?? null, request.headers.authorization ?? null];

  test('goes to a private host, and along a redirect on the same one', async () => {
    const authority = await startAuthority({ '/first': redirectTo('/list'), '/list': (request, response, time) => json(showKey(request))(request, response, time) });
    expect((await openForTest({ secret }).json(authority.at('/first'), { headers: { authorization: 'Basic abc' } })).value).toEqual(['very secret', 'Basic abc']);
  });

  test('is dropped by a redirect to another server, and stays dropped on the way back', async () => {
    const home = await startAuthority({ '/list': (request, response, time) => json(showKey(request))(request, response, time) });
    const away = await startAuthority({ '/away': (request, response, time) => json(showKey(request))(request, response, time), '/back': redirectTo(home.at('/list')) });
    home.behave({ '/first': redirectTo(away.at('/away')), '/second': redirectTo(away.at('/back')) });
    const ask = async (path: string) => (await openForTest({ secret }).json(home.at(path), { headers: { authorization: 'Basic abc' } })).value;
    expect(await ask('/first')).toEqual([null, null]);
    expect(await ask('/second')).toEqual([null, null]);
  });

  test('is dropped by a redirect even where its name is that of a header that may be passed on', async () => {
    const away = await startAuthority({ '/list': (request, response, time) => json(request.headers.accept ?? null)(request, response, time) });
    const home = await startAuthority({ '/first': redirectTo(away.at('/list')) });
    expect((await openForTest({ secret: { header: 'Accept', value: 'very secret' } }).json(home.at('/first'))).value).not.toBe('very secret');
  });

  test('is not sent over plain http to a host on the internet, and nothing is', async () => {
    const authority = await startAuthority({ '/list': json([1]) });
    expect(await failureOf(openForTest({ secret, privateHosts: [] }, asIfPublic).json(authority.at('/list')))).toMatchObject(words('is not encrypted, and the source’s secret header is sent over https alone'));
    expect(authority.asked).toEqual([]);
  });

  test('is in no message, not even where a server repeats it', async () => {
    const authority = await startAuthority({ '/list': redirectTo('https://elsewhere.example/very%20secret/x?key=very%20secret') });
    const { message } = await failureOf(openForTest({ secret }).json(authority.at('/list')));
    expect(message).toContain('https://elsewhere.example/(secret)/x?key=…');
    expect(message).not.toMatch(/very( |%20)secret/);
  });

  test('is in no message where a server repeats the key without what stands before it', async () => {
    const authority = await startAuthority({ '/list': redirectTo('https://elsewhere.example/hunter2%2B/x') });
    const { message } = await failureOf(openForTest({ secret: { header: 'Authorization', value: 'Bearer hunter2+' } }).json(authority.at('/list')));
    expect(message).toContain('https://elsewhere.example/(secret)/x');
  });
});

describe('a question that is sent on', () => {
  const echo = (request: AsyncIterable<Buffer> & { method?: string }, response: { end: (text: string) => unknown }) => void collect(request).then((parts) => response.end(JSON.stringify([request.method, String(Buffer.concat(parts))])));

  test.each<[number, string[]]>([[307, ['POST', '{"a":1}']], [308, ['POST', '{"a":1}']], [303, ['GET', '']]])('with %i becomes %j', async (code, arrived) => {
    const authority = await startAuthority({ '/graphql': redirectTo('/there', code), '/there': echo });
    expect((await openForTest().json(authority.at('/graphql'), { body: { a: 1 } })).value).toEqual(arrived);
  });

  test.each([301, 302])('with %i is not sent again: the settings are to say where', async (code) => {
    const authority = await startAuthority({ '/graphql': redirectTo('/there', code), '/there': echo });
    expect(await failureOf(openForTest().json(authority.at('/graphql'), { body: { a: 1 } }))).toMatchObject({ kind: 'wrong-format', message: expect.stringContaining(`sends the hub on to ${authority.at('/there')} in a way (status ${code})`) });
  });
});

test('no proxy of the environment is asked', async () => {
  const proxy = await startAuthority({});
  const authority = await startAuthority({ '/list': json([1]) });
  const before = { ...process.env };
  Object.assign(process.env, { HTTP_PROXY: proxy.at(''), http_proxy: proxy.at(''), ALL_PROXY: proxy.at(''), NODE_USE_ENV_PROXY: '1' });
  try {
    expect((await openForTest().json(authority.at('/list'))).value).toEqual([1]);
  } finally {
    process.env = before;
  }
  expect(proxy.asked).toEqual([]);
});
