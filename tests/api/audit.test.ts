import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeKey } from '../../src/access/keys.ts';
import { publicViewer, type Viewer } from '../../src/access/viewer.ts';
import { refreshOverlaps, type Hub } from '../../src/hub.ts';
import { savedOperation } from '../../bench/questions.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers } from '../support/harvest.ts';
import { leicester as leicesterFiles, nottingham } from '../support/reviewing.ts';
import { makeKeyOf, viewerOf } from '../support/keys.ts';
import { serveHub } from '../support/serveHub.ts';
import { startServer, type TestServer } from '../support/server.ts';

const documentOf = (query: string): string => createHash('sha256').update(query).digest('hex').slice(0, 16);
/** What a caller writes, in whatever place. */
const marker = 'Zebra';

/** Somebody with a key. */
interface Known {
  id: string;
  key: string;
  headers: { authorization: string };
}

interface Audited extends TestServer {
  hub: Hub;
  analyst: Known;
  officer: Known;
  /** Stops the hub, and tells what the trail then holds. */
  stop: () => Promise<Record<string, unknown>[]>;
}

async function startAudited(settings = {}): Promise<Audited> {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles(leicesterFiles());
  await harvestFiles(nottingham, { publisher: publishers.nottingham });
  await refreshOverlaps(hub);
  const known = async (asked: Parameters<typeof makeKeyOf>[1]): Promise<Known> => {
    const { id, key, authorization } = await makeKeyOf(hub, asked, new Date());
    return { id, key, headers: { authorization } };
  };
  const server = await startServer(settings, { hub });
  return {
    ...server,
    hub,
    analyst: await known({ role: 'analyst', name: 'Analyst' }),
    officer: await known({ role: 'officer', name: 'Officer', bodyCode: 'E06000016' }),
    async stop() {
      await server.app.close();
      const entries = await hub.rows.selectFrom('audit_entry').selectAll().orderBy('seq').execute();
      return entries.map(({ id, chain, seq, at, until, previous, hash, ...said }) => said);
    },
  };
}

const answered = { who: null, role: 'public', operation: null, document: null, outcome: 'answered', code: null, times: 1 };

test('the same query of the public, answered anew and from what is kept, is one entry with all that was given', async () => {
  const { post, get, stop } = await startAudited();
  const query = savedOperation('vocabularies');
  const first = await post({ query });
  await post({ query });
  await post({ query });
  await get(`/graphql?query=${encodeURIComponent(query)}`, { 'apollo-require-preflight': '1', 'if-none-match': first.headers.get('etag')! });
  const [entry, ...others] = await stop();
  expect(others).toEqual([]);
  const rows = (JSON.stringify(first.json.data).match(/(?<=[[,]){/g) ?? []).length;
  expect(rows).toBeGreaterThan(10);
  expect(entry).toEqual({ ...answered, kind: 'query', operation: 'Vocabularies', document: documentOf(query), times: 4, rows: 4 * rows, cost: expect.any(Number) });
  expect(Number(entry!['cost']) % 4).toBe(0);
});

test('a query of the caller\'s own bears no name, not even that of a saved one which it borrowed', async () => {
  const { post, stop } = await startAudited();
  const own = '{ authorities { nodes { code } } }';
  const borrowed = 'query Vocabularies { regions { nodes { code } } }';
  await post({ query: own });
  await post({ query: borrowed });
  expect(await stop()).toEqual([
    { ...answered, kind: 'query', document: documentOf(own), rows: 3, cost: expect.any(Number) },
    { ...answered, kind: 'query', document: documentOf(borrowed), rows: 1, cost: expect.any(Number) },
  ]);
});

test('each mutation is an entry under the holder of its key, whatever came of it; one of the public is refused like any other', async () => {
  const { post, stop, analyst, officer } = await startAudited();
  const query = 'mutation($input: SetThemeInput!) { setTheme(input: $input) { decision { id } priorities { id } } }';
  const setTheme = (priority: string, headers: Record<string, string>) => post({ query, variables: { input: { priority, theme: 'SEND', note: 'It says so' } } }, headers);
  await setTheme('E06000016/p3', analyst.headers);
  await setTheme('E06000016/p4', analyst.headers);
  await setTheme('E06000016/none', analyst.headers);
  await setTheme('E06000016/p3', officer.headers);
  await setTheme('E06000016/p3', {});
  const act = { ...answered, kind: 'mutation', operation: 'setTheme', who: analyst.id, role: 'analyst', document: documentOf(query), rows: 1, cost: expect.any(Number) };
  const refused = { ...act, outcome: 'refused', rows: 0 };
  expect(await stop()).toEqual([act, act, { ...refused, code: 'UNKNOWN_PRIORITY' }, { ...refused, who: officer.id, role: 'officer', code: 'NOT_ALLOWED' }, { ...refused, who: null, role: 'public', code: 'NOT_SIGNED_IN' }]);
});

test('what a mutation does is told as the schema names it, and never as its caller does', async () => {
  const { post, stop, officer } = await startAudited();
  await post({ query: `mutation ${marker} { ${marker}: revokeKey(input: { key: "x" }) { accessKey { id } } ...${marker}2 } fragment ${marker}2 on Mutation { makeKey(input: { role: OFFICER }) { key } } query Other { viewer { name } }`, operationName: marker }, officer.headers);
  expect((await stop()).map(({ kind, operation }) => [kind, operation])).toEqual([['mutation', 'makeKey, revokeKey']]);
});

test('an answer of which some fields failed is told as such', async () => {
  const { post, stop } = await startAudited();
  await post({ query: '{ dataVersion { number } overlap(id: "overlap-SEND", filter: { authorities: ["E09000099", "E06000016"] }) { id } }' });
  const [entry] = await stop();
  expect([entry!['outcome'], entry!['code']]).toEqual(['answered-in-part', 'UNKNOWN_AUTHORITY']);
});

test('pages and feeds are told by their addresses as the hub writes them, with what they were made from', async () => {
  const { get, stop } = await startAudited();
  await get('/overlaps/overlap-SEND');
  await get('/overlaps/overlap-LAC?asAt=2025-06-01');
  await get('/feeds/overlaps.csv?asAt=2025-06-01');
  await get(`/overlaps/${marker}`);
  await get(`/${marker}`);
  const told = await stop();
  expect(told.map(({ kind, operation, outcome, code, times }) => [kind, operation, outcome, code, times])).toEqual([
    ['page', '/overlaps/:id', 'answered', null, 2],
    ['feed', '/feeds/overlaps.csv', 'answered', null, 1],
    ['page', '/overlaps/:id', 'refused', 'NOT_FOUND', 1],
    ['request', null, 'refused', 'NOT_FOUND', 1],
  ]);
  expect(Number(told[0]!['rows'])).toBeGreaterThan(2);
  expect(Number(told[1]!['rows'])).toBeGreaterThan(2);
  expect(told.map(({ cost }) => Number(cost) > 2_000)).toEqual([true, true, true, false]);
});

test('what watches the hub and what every page loads is not told', async () => {
  const { get, stop } = await startAudited({ METRICS: 'local' });
  for (const path of ['/health/live', '/health/ready', '/metrics', '/assets/icon.svg', '/graphiql/app.css']) expect((await get(path)).status).toBe(200);
  await get('/graphql', {}, 'OPTIONS');
  expect(await stop()).toEqual([]);
});

test('a key the hub does not know is told as refused, and nothing that a caller wrote is anywhere in the trail', async () => {
  const { hub, post, get, stop, analyst } = await startAudited();
  const stranger = makeKey().key;
  for (const authorization of [`Bearer ${stranger}`, `Basic ${marker}`]) expect((await post({ query: '{ viewer { kind } }' }, { authorization })).status).toBe(401);
  await post({ query: `query ${marker}($text: String!) { ${marker}: search(text: $text) { totalCount } }`, variables: { text: marker }, operationName: marker });
  await post({ query: `{ search(text: "${marker}") { totalCount } } # ${marker}` }, { ...analyst.headers, 'user-agent': marker, cookie: marker });
  await post({ query: `{ ${marker} }` });
  await post(`{"query": "${marker}`);
  await post({ query: 'mutation($input: SetThemeInput!) { setTheme(input: $input) { decision { id } } }', variables: { input: { priority: 'E06000016/p3', theme: 'SEND', note: `${marker} says so` } } }, analyst.headers);
  for (const path of [`/?region=${marker}`, `/search?text=${marker}`, `/feeds/overlaps.csv?asAt=${marker}`, `/${marker}?${marker}`, `/%zz${marker}`]) await get(path, analyst.headers);
  const told = await stop();
  expect(told.filter(({ kind }) => kind === 'sign-in')).toEqual([{ ...answered, who: null, role: null, kind: 'sign-in', outcome: 'refused', code: 'BAD_KEY', times: 2, rows: 0, cost: 0 }]);
  expect(told.filter(({ who }) => who === analyst.id).map(({ kind }) => kind)).toEqual(['query', 'mutation']);
  const whole = JSON.stringify(await hub.rows.selectFrom('audit_entry').selectAll().execute());
  expect(whole).toContain(analyst.id);
  for (const secret of [marker, stranger, stranger.slice(0, 8), analyst.key, analyst.key.slice(0, 8), '127.0.0.1']) expect(whole, secret).not.toContain(secret);
});

const administrator = viewerOf('administrator');
const trailQuery = 'query($filter: AuditFilter, $first: Int, $after: String) { auditEntries(filter: $filter, first: $first, after: $after) { totalCount pageInfo { endCursor } nodes { id seq at until who role kind operation document outcome code times rows cost previous hash } } }';

async function askTrail(hub: Hub, viewer: Viewer, variables = {}) {
  const { api } = await serveHub(hub);
  const { body } = await api.server.executeOperation({ query: trailQuery, variables }, { contextValue: api.newContext(viewer) });
  if (body.kind !== 'single') throw new Error('Answered in parts');
  // oxlint-disable-next-line typescript/no-explicit-any
  return JSON.parse(JSON.stringify(body.singleResult)) as { data: any; errors?: { message: string; extensions: { code: string } }[] };
}

test('an administrator reads the trail, the newest first, narrowed and page by page', async () => {
  const { hub, post, get, stop, analyst, officer } = await startAudited();
  await post({ query: '{ regions { totalCount } }' }, analyst.headers);
  await post({ query: '{ themes { totalCount } }' }, officer.headers);
  await get('/holdings');
  await stop();
  const { data, errors } = await askTrail(hub, administrator);
  expect(errors).toBeUndefined();
  const all = data.auditEntries;
  expect(all.totalCount).toBe(3);
  expect(all.nodes.map(({ who, kind, operation, role, outcome, times }: Record<string, unknown>) => [who, role, kind, operation, outcome, times])).toEqual(expect.arrayContaining([[null, 'public', 'PAGE', '/holdings', 'ANSWERED', 1], [analyst.id, 'analyst', 'QUERY', null, 'ANSWERED', 1], [officer.id, 'officer', 'QUERY', null, 'ANSWERED', 1]]));
  const newestFirst = all.nodes.map(({ at, id }: { at: string; id: string }) => `${at} ${id}`);
  expect(newestFirst).toEqual(newestFirst.toSorted().reverse());
  const [first, second] = [await askTrail(hub, administrator, { first: 2 }), await askTrail(hub, administrator, { first: 2, after: (await askTrail(hub, administrator, { first: 2 })).data.auditEntries.pageInfo.endCursor })];
  expect([...first.data.auditEntries.nodes, ...second.data.auditEntries.nodes]).toEqual(all.nodes);
  const count = async (filter: object): Promise<number> => (await askTrail(hub, administrator, { filter })).data.auditEntries.totalCount;
  const day = all.nodes[0].at.slice(0, 10);
  expect([await count({ who: [analyst.id] }), await count({ operations: ['/holdings'] }), await count({ kinds: ['PAGE', 'FEED'] }), await count({ from: day, to: day }), await count({ from: '2999-01-01' }), await count({ to: '2000-01-01' })]).toEqual([1, 1, 1, 3, 0, 0]);
  expect((await askTrail(hub, administrator, { filter: { from: '2025-02-01', to: '2025-01-01' } })).errors![0]).toMatchObject({ message: 'from (2025-02-01) is after to (2025-01-01).', extensions: { code: 'BAD_ARGUMENT' } });
});

test('nobody else does: they are told who may, and the door shows them no row', async () => {
  const { hub, post, stop } = await startAudited();
  await post({ query: '{ regions { totalCount } }' });
  await stop();
  for (const [viewer, code] of [[publicViewer('2025-06-01'), 'NOT_SIGNED_IN'], [viewerOf('officer', { body: 'E06000016' }), 'NOT_ALLOWED'], [viewerOf('analyst'), 'NOT_ALLOWED']] as const) {
    const { data, errors } = await askTrail(hub, viewer);
    expect([data, errors?.[0]?.extensions.code]).toEqual([null, code]);
    expect(errors![0]!.message).toMatch(/^Only an administrator may read the audit trail/);
    const { api } = await serveHub(hub);
    expect(await api.newContext(viewer).db.selectFrom('audit_entry').select('id').execute()).toEqual([]);
  }
  // The control: it is there.
  expect((await askTrail(hub, administrator)).data.auditEntries.totalCount).toBe(1);
});

test('when a key was last used is what the trail has, on the list of keys, too', async () => {
  const { hub, analyst, officer, post, stop } = await startAudited();
  await post({ query: '{ viewer { name } }' }, analyst.headers);
  await stop();
  const { until } = await hub.rows.selectFrom('audit_entry').select('until').where('who', '=', analyst.id).executeTakeFirstOrThrow();
  const { data } = await (await apiOver(hub, { as: viewerOf('administrator') })).query('{ accessKeys { nodes { id lastUsedAt } } }');
  const lastUsed = Object.fromEntries(data.accessKeys.nodes.map(({ id, lastUsedAt }: { id: string; lastUsedAt: string | null }) => [id, lastUsedAt]));
  expect(lastUsed).toEqual({ [analyst.id]: until, [officer.id]: null });
});
