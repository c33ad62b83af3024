import type { FastifyInstance } from 'fastify';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apiOver } from '../support/api.ts';
import { makeKeyOf } from '../support/keys.ts';
import { letters, openHubOfSecrets, secrets, secretsIn, type Secret } from '../support/secrets.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { asViewer, kinds, type Kind } from '../support/viewers.ts';
import { filesOf } from '../export/paper/readBack.ts';
import { whoSees } from './policyTable.ts';

/** Where a page wants something to show; all others are asked for as they are. */
const addresses: Readonly<Record<string, string>> = {
  '/overlaps/:id': '/overlaps/overlap-SEND?region=E12000004',
  '/match': '/match?a=E06000016/p1&b=E06000018/p1',
  // A word of the plan under embargo: the page repeats what was asked.
  '/search': '/search?text=placements',
  '/report': '/report?plan=E06000016/open',
  '/plan': '/plan?plan=E06000016/open',
  '/inspection': '/inspection?inspection=E06000016/review',
  '/groups': '/groups?authority=E06000016',
  '/agenda': '/agenda?group=E06000016/board&asAt=2025-06-01',
  '/crosswalks': '/crosswalks?plans=E06000016/open,E06000018/open&vocabulary=ecm',
};
const papers = ['/proposals/:id/paper', '/proposals/:id/paper.docx'];

/** Every address that answers a GET, but for the API and what pages are made with. */
function everyRoute(app: FastifyInstance): string[] {
  const routes: string[] = [];
  const parents: string[] = [];
  for (const [, indent, part, methods] of app.printRoutes({ commonPrefix: false }).matchAll(/^([│ ]*)[└├]── (\S+)(?: \(([^)]*)\))?/gm)) {
    const depth = indent!.length / 4;
    parents[depth] = `${depth === 0 ? '' : parents[depth - 1]!.replace(/\/$/, depth === 1 && !part!.startsWith('/') ? '/' : '')}${part}`;
    if (methods?.split(', ').includes('GET')) routes.push(parents[depth]!);
  }
  return routes.filter((route) => !/^\/(graphql$|assets\/|graphiql\/|health\/|metrics$)/.test(route));
}

interface Served extends TestServer {
  headersOf: (code: string) => Record<string, string>;
}

/** The whole server over a hub of secrets, whose plan stays under embargo, and a key for each kind of viewer that a key can be. */
async function serve(): Promise<Served> {
  const { hub } = await openHubOfSecrets({ embargoUntil: '2999-01-01' });
  const server = await startServer({}, { hub });
  const keys = new Map<string, string>();
  for (const { code, roles: [role, ...more], scopes, body, region } of kinds) {
    if (role === undefined || more.length > 0) continue;
    keys.set(code, (await makeKeyOf(hub, { role, scopes, bodyCode: body, regionCode: region, name: `Desk ${code}` }, new Date())).authorization);
  }
  return { ...server, headersOf: (code): Record<string, string> => (keys.has(code) ? { authorization: keys.get(code)! } : {}) };
}

const withKeys: readonly Kind[] = kinds.filter(({ roles }) => roles.length <= 1);
const insidersOf = (secret: Secret): string[] => withKeys.map(({ code }) => code).filter((code) => whoSees[secret].includes(code));

test('every page and feed shows what everybody may see, whoever asks with whatever key', async () => {
  const { app, get, headersOf } = await serve();
  const routes = everyRoute(app).filter((route) => !papers.includes(route));
  expect(routes).toEqual(expect.arrayContaining(['/', '/holdings', '/overlaps/:id', '/search', '/feeds/overlaps.csv', '/feeds/cases.csv-metadata.json', '/schema.graphql']));
  for (const route of routes) {
    const address = addresses[route] ?? route;
    const forPublic = await get(address);
    expect(forPublic.status, `${address}: ${forPublic.text.slice(0, 300)}`).toBe(200);
    for (const code of ['pub', 'oL', 'anE', 'adm']) {
      const { status, text } = await get(address, headersOf(code));
      expect([status, secretsIn(text).filter((letter) => letter !== 'A')], `${address} as ${code}`).toEqual([200, []]);
    }
  }
}, 120_000);

test('the paper of a proposal is printed for those who see the proposal, without what is exempt, and for others as if there were none', async () => {
  const { app, get, headersOf, address } = await serve();
  expect(everyRoute(app)).toEqual(expect.arrayContaining(papers));
  const textOf = async (path: string, code: string): Promise<{ status: number; text: string }> => {
    const response = await fetch(address + path, { headers: headersOf(code) });
    if (!path.endsWith('.docx') || response.status !== 200) return { status: response.status, text: await response.text() };
    return { status: response.status, text: Object.values(filesOf(new Uint8Array(await response.arrayBuffer()))).join('\n') };
  };
  for (const { code } of withKeys) {
    for (const end of ['paper', 'paper.docx']) {
      const agreed = await textOf(`/proposals/agreed/${end}`, code);
      expect([agreed.status, secretsIn(agreed.text)], `agreed as ${code}`).toEqual([200, ['A']]);
      const [draft, none] = [await textOf(`/proposals/dormouse-draft/${end}`, code), await textOf(`/proposals/none/${end}`, code)];
      if (insidersOf('D').includes(code)) expect([draft.status, secretsIn(draft.text), draft.text.includes('Dormouse exempt')], `draft as ${code}`).toEqual([200, ['D'], false]);
      else expect([draft.status, draft.text.replaceAll('dormouse-draft', 'none')], `draft as ${code}`).toEqual([404, none.text]);
    }
  }
  expect((await get('/proposals/dormouse-draft/paper', { authorization: 'Bearer wrong' })).status).toBe(401);
}, 120_000);

test('search finds, and counts, for each viewer what that viewer may see', async () => {
  const { hub } = await openHubOfSecrets();
  const api = await apiOver(hub, { holds: true, today: '2025-06-01' });
  for (const letter of letters) {
    const found = new Set<string>();
    for (const kind of kinds) {
      const { data } = await api.query('query($text: String!) { search(text: $text) { totalCount } }', { text: secrets[letter].word }, asViewer(kind, '2025-06-01'));
      if (data.search.totalCount > 0) found.add(kind.code);
    }
    // Of the secrets only plans are searched.
    expect([...found], secrets[letter].word).toEqual(letter === 'Z' || letter === 'Y' ? whoSees[letter] : []);
  }
}, 60_000);

test('a gateway that names what is hidden gets nothing, as for what is not there, by each type it may name', async () => {
  const { hub } = await openHubOfSecrets();
  const api = await apiOver(hub, { holds: true, today: '2025-06-01' });
  const representations = [
    ...['Plan', 'Priority', 'Service', 'Overlap', 'Authority', 'Region', 'Theme', 'Indicator'].flatMap((type) => ['E06000016/Zebra', 'E06000016/Zebra-p1', 'E06000018/gone', 'dormouse-draft'].map((id) => ({ __typename: type, id }))),
    { __typename: 'Priority', id: 'E06000016/p1' },
  ];
  const named = async (kind: Kind) => (await api.query('query($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }', { representations }, asViewer(kind, '2025-06-01'))).data._entities as unknown[];
  for (const kind of kinds) {
    const seen = (await named(kind)).filter((entity) => entity !== null);
    expect(seen, kind.meaning).toHaveLength(whoSees.Z.includes(kind.code) ? 3 : 1);
  }
}, 60_000);

test('another hub is sent the rows of a plan under embargo only with a key that opens them', async () => {
  const { post, headersOf } = await serve();
  const rows = '{ source(id: "E06000016/secret") { records { noun count } plans: rows(noun: "plans") { totalCount nodes { cells } } priorities: rows(noun: "priorities") { totalCount nodes { id } } } }';
  for (const { code } of withKeys) {
    const { json, text } = await post({ query: rows }, headersOf(code));
    const sees = whoSees.Z.includes(code);
    expect([secretsIn(text), json.data.source.plans.totalCount, json.data.source.priorities.totalCount], code).toEqual(sees ? [['Z'], 1, 2] : [[], 0, 0]);
  }
}, 60_000);

test('an answer that is kept is given to no viewer of another reach, whoever asks first', async () => {
  const saved = readFileSync('schema/operations/proposals.graphql', 'utf8');
  const plans = readFileSync('schema/operations/authority-plans.graphql', 'utf8');
  const inOneOrder = withKeys.map(({ code }) => code);
  for (const order of [inOneOrder, inOneOrder.toReversed()]) {
    const { post, get, headersOf } = await serve();
    for (const code of [...order, ...order]) {
      const answers = [await post({ query: saved }, headersOf(code)), await post({ query: plans, variables: { code: 'E06000016' } }, headersOf(code))] as const;
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(secretsIn(answers[0].text), code).toEqual(whoSees.D.includes(code) ? ['D', 'A'] : ['A']);
      expect(secretsIn(answers[1].text), code).toEqual((['Z', 'Y'] as const).filter((letter) => whoSees[letter].includes(code)));
      if (code !== 'pub') expect([answers[0].headers.get('cache-control'), answers[0].headers.get('etag')], code).toEqual(['no-store', null]);
    }
    // What the public was given is no answer to somebody with a key, however it is asked for.
    const address = `/graphql?query=${encodeURIComponent(saved)}`;
    const preflight = { 'apollo-require-preflight': '1' };
    const etag = (await get(address, preflight)).headers.get('etag');
    expect(etag).not.toBeNull();
    expect((await get(address, { ...preflight, 'if-none-match': etag! })).status).toBe(304);
    const own = await get(address, { ...preflight, 'if-none-match': etag!, ...headersOf('oL') });
    expect([own.status, secretsIn(own.text)]).toEqual([200, ['D', 'A']]);
  }
}, 120_000);

test('to compare versions of what was agreed, the public hears the same of a draft as of a version that never was', async () => {
  const { hub } = await openHubOfSecrets();
  const api = await apiOver(hub, { holds: true, today: '2025-06-01' });
  const differences = (from: number, as: Kind) => api.query('query($from: Int!) { proposal(id: "agreed") { differences(from: $from) { parts { was now } } } }', { from }, asViewer(as, '2025-06-01'));
  for (const kind of kinds) {
    const [draft, never] = [await differences(1, kind), await differences(9, kind)];
    if (whoSees.V.includes(kind.code)) expect(secretsIn(JSON.stringify(draft.data)), kind.code).toContain('V');
    else expect(JSON.stringify([draft.data, draft.errors.map(({ message }) => message)]), kind.code).toBe(JSON.stringify([never.data, never.errors.map(({ message }) => message.replace('9', '1'))]));
  }
}, 60_000);
