import { expect, test } from 'vitest';
import { savedOperationNames } from '../../../src/api/savedOperationNames.ts';
import { removeSource } from '../../../src/harvest/sources/registerSource.ts';
import { openTestHub } from '../../support/harvest.ts';
import { directory, file, id, register } from '../../support/registeredSource.ts';
import { startServer, type TestServer } from '../../support/server.ts';

/** The values of the metrics by name and labels, as Prometheus reads them. */
async function readMetrics({ get }: TestServer): Promise<Map<string, number>> {
  const { status, headers, text } = await get('/metrics');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of lines) expect(line).toMatch(/^[a-z_][a-z_0-9]*(\{([a-z_]+="[^"]*",?)*\})? (-?[\d.]+(e[+-]?\d+)?|\+Inf|Nan)$/i);
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
}

test('requests, operations and errors are counted, and what was refused by which limit', async () => {
  const server = await startServer({ MAX_DEPTH: '8', RATE_PER_MINUTE: '5' });
  await server.post({ query: 'query HubSummary { plans { nodes { title } } }' });
  await server.post({ query: `{ ${'plans { nodes { authorities { '.repeat(3)} name ${'} } }'.repeat(3)} }` });
  await server.post({ query: '{ nothing }' });
  await server.post('not json');
  await server.get('/holdings');
  await server.get('/nowhere');
  const metrics = await readMetrics(server);
  expect(metrics.get('hub_requests_total{route="/graphql",method="POST",status="200"}')).toBe(3);
  expect(metrics.get('hub_requests_total{route="/holdings",method="GET",status="200"}')).toBe(1);
  expect(metrics.get('hub_request_duration_seconds_count{route="/graphql",operation="other"}')).toBe(2);
  expect(metrics.get('hub_request_duration_seconds_count{route="/graphql",operation="HubSummary"}')).toBe(1);
  for (const code of ['QUERY_TOO_DEEP', 'GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST', 'RATE_LIMITED']) expect(metrics.get(`hub_errors_total{code="${code}"}`), code).toBe(1);
  expect(metrics.get('hub_errors_total{code="QUERY_TOO_COSTLY"}')).toBe(0);
  expect(metrics.get('hub_requests_waiting')).toBe(0);
  expect(metrics.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
});

test('a request counts once, however often the metrics are read', async () => {
  const server = await startServer();
  const counted = async (): Promise<number | undefined> => (await readMetrics(server)).get('hub_requests_total{route="/holdings",method="GET",status="200"}');
  expect(await counted()).toBeUndefined();
  await server.get('/holdings');
  expect([await counted(), await counted()]).toEqual([1, 1]);
  await server.get('/holdings');
  expect(await counted()).toBe(2);
});

test('the data have their version, and each source the time it was last read to its end', async () => {
  const { hub, harvestFiles } = await openTestHub({ clock: () => new Date('2025-06-01T12:00:00Z') });
  const server = await startServer({}, { hub });
  expect((await readMetrics(server)).get('hub_data_version')).toBe(1);
  await harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\ncypp-2006,E06000016,Children and Young People’s Plan,cypp,whole' });
  const metrics = await readMetrics(server);
  expect(metrics.get('hub_database_up')).toBe(1);
  expect([...metrics].filter(([name]) => name.startsWith('hub_source_last_success_timestamp_seconds')).map(([, time]) => time)).toEqual([Date.parse('2025-06-01T12:00:00Z') / 1_000, Date.parse('2025-06-01T12:00:00Z') / 1_000]);
});

const lastRead = ([...metrics]: Iterable<[string, number]>): Record<string, number> =>
  Object.fromEntries([...metrics].flatMap(([name, time]) => /^hub_source_last_success_timestamp_seconds\{source="(.*)"\}$/.exec(name)?.slice(1).map((source) => [source, time]) ?? []));

test('a source that is read and found as it was has been read, whenever its files were last others', async () => {
  let now = new Date('2025-06-01T12:00:00Z');
  const trial = await register(file(directory(3), '"same"'), { clock: () => now });
  const server = await startServer({}, { hub: trial.hub });
  expect(lastRead(await readMetrics(server))).toMatchObject({ [id]: 0 });
  await trial.read();
  now = new Date('2025-06-02T12:00:00Z');
  await trial.read();
  expect(lastRead(await readMetrics(server))).toMatchObject({ [id]: Date.parse('2025-06-02T12:00:00Z') / 1_000 });
  await removeSource(trial.running.harvesting, { id });
  await trial.saveAgain();
  expect(lastRead(await readMetrics(server))).toMatchObject({ [id]: 0 });
});

test('of a source that was removed, and of a package that never landed, no metric tells, and neither counts among those that hold data', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const server = await startServer({}, { hub });
  await harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\ncypp-2006,E06000016,Plan,cypp,whole' }, { name: 'gone' });
  await harvestFiles({ 'plans.csv': 'plan_ref;authority_codes;title\ncypp;E06000016;Plan' }, { name: 'mistaken' });
  const held = async (): Promise<unknown> => (await server.post({ query: '{ all: sources { nodes { id } } holding: sources(filter: { holdsData: true }) { nodes { id } } others: sources(filter: { holdsData: false }) { nodes { id } } }' })).json.data;
  const [gone, mistaken, reference] = [{ id: 'E06000016/gone' }, { id: 'E06000016/mistaken' }, { id: 'E92000001/reference' }];
  expect(await held()).toEqual({ all: { nodes: expect.arrayContaining([gone, mistaken, reference]) }, holding: { nodes: expect.arrayContaining([gone, reference]) }, others: { nodes: [mistaken] } });
  expect(Object.keys(lastRead(await readMetrics(server))).sort()).toEqual([gone.id, reference.id]);
  await removeSource(hub.harvesting, gone);
  expect(await held()).toMatchObject({ holding: { nodes: [reference] }, others: { nodes: expect.arrayContaining([gone, mistaken]) } });
  expect(Object.keys(lastRead(await readMetrics(server)))).toEqual([reference.id]);
});

test('with the database gone the metrics say so, and stand', async () => {
  const { hub } = await openTestHub();
  const metrics = await readMetrics(await startServer({}, { hub: { ...hub, rows: hub.rows.withSchema('gone') } }));
  expect(metrics.get('hub_database_up')).toBe(0);
  expect(metrics.has('process_cpu_seconds_total')).toBe(true);
});

test('no caller can make a series: names, addresses and methods of its own all fall together', async () => {
  const server = await startServer();
  const series = async () => [...(await readMetrics(server)).keys()].filter((name) => name.startsWith('hub_'));
  await server.post({ query: 'query Own0 { __typename }' });
  await server.get('/nowhere/0');
  await server.get('/overlaps/0');
  await series();
  const before = await series();
  for (let index = 1; index < 20; index += 1) {
    await server.post({ query: `query Own${index} { __typename }` });
    await server.get(`/nowhere/${index}`);
    await server.get(`/overlaps/${index}`);
  }
  expect(await series()).toEqual(before);
  expect(savedOperationNames.size).toBeGreaterThan(15);
});

test('they are for this machine unless the operator says otherwise', async () => {
  const local = await startServer();
  const passedOn = await local.get('/metrics', { 'x-forwarded-for': '203.0.113.1' });
  expect([passedOn.status, passedOn.codes]).toEqual([403, ['FORBIDDEN']]);
  expect((await local.app.inject({ url: '/metrics', remoteAddress: '203.0.113.1' })).statusCode).toBe(403);
  const open = await startServer({ METRICS: 'public' });
  expect((await open.app.inject({ url: '/metrics', remoteAddress: '203.0.113.1' })).statusCode).toBe(200);
  expect((await (await startServer({ METRICS: 'off' })).get('/metrics')).status).toBe(404);
});
