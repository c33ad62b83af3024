import { expect, test } from 'vitest';
import { connectors } from '../../src/harvest/connectors/connectors.ts';
import { beginRun } from '../../src/harvest/runs/underWay.ts';
import { removeSource } from '../../src/harvest/sources/registerSource.ts';
import { apiOver, type Answer } from '../support/api.ts';
import { publishers, openTestHub } from '../support/harvest.ts';
import { directory, file, id, register, type Trial } from '../support/registeredSource.ts';

const noon = '2025-06-01T12:00:00.000Z';
const facts = `{ source(id: "${id}") { standing isRegistered lastReadAt lastSuccessAt staleSince failedRuns schedule nextRunAt askedAt status through { id } underWay { phase done trigger askedBy cancelledAt } lastHarvest { trigger askedBy requests bytes medianResponseMs } issuesByRule { rule refused warned } } }`;

async function factsOf({ hub }: Pick<Trial, 'hub'>): Promise<Answer['data']> {
  const { data, errors } = await (await apiOver(hub)).query(facts);
  expect(errors).toEqual([]);
  return data.source;
}

const act = (name: string, source = id): string => `mutation { ${name}(source: "${source}") { source { standing askedAt underWay { phase cancelledAt } } } }`;
const asReviewer = { asReviewer: 'Analyst' };

test('a source says how it stands: never read, current, stale since when and why, and current again', async () => {
  let now = new Date(noon);
  let isDown = true;
  const trial = await register((request, response, time) => (isDown ? void response.writeHead(404).end() : file(directory(12), `"${time}"`)(request, response, time)), { clock: () => now, changes: { schedule: '0 6 * * *' } });
  expect(await factsOf(trial)).toMatchObject({ standing: 'NEVER_READ', isRegistered: true, lastReadAt: null, staleSince: null, schedule: '0 6 * * *', nextRunAt: '2025-06-02T06:00:00.000Z', lastHarvest: null, underWay: null, through: null });
  isDown = false;
  await trial.read();
  expect(await factsOf(trial)).toMatchObject({ standing: 'CURRENT', lastReadAt: noon, lastHarvest: { trigger: 'COMMAND', askedBy: null, requests: 1, bytes: expect.any(Number), medianResponseMs: expect.any(Number) } });
  isDown = true;
  now = new Date('2025-06-03T12:00:00Z');
  await trial.read();
  expect(await factsOf(trial)).toMatchObject({ standing: 'STALE', lastReadAt: noon, staleSince: '2025-06-03T12:00:00.000Z', failedRuns: 1, status: expect.stringMatching(/^Could not be used on 2025-06-03, so what was read until 2025-06-01 still stands\. .*404/) });
  now = new Date('2025-06-04T12:00:00Z');
  await trial.read();
  expect(await factsOf(trial)).toMatchObject({ failedRuns: 2, status: expect.stringContaining('still stands. No run has landed since 2025-06-03.') });
  isDown = false;
  now = new Date('2025-06-04T13:00:00Z');
  await trial.read();
  expect(await factsOf(trial)).toMatchObject({ standing: 'CURRENT', lastReadAt: '2025-06-04T13:00:00.000Z', lastSuccessAt: noon, staleSince: null, failedRuns: 0, status: 'Read on 2025-06-04: all 12 rows were taken.' });
});

test('a removal is no reading: registered again, a source is not read until it is', async () => {
  let now = new Date(noon);
  const trial = await register(file(directory(12), '"1"'), { clock: () => now });
  const removed = { lastReadAt: null, lastSuccessAt: null, lastHarvest: { trigger: 'REMOVAL' } };
  const holding = async (): Promise<unknown> => (await (await apiOver(trial.hub)).query(`{ sources(filter: { holdsData: true, publishers: ["${publishers.leicester.code}"] }) { totalCount } }`)).data.sources.totalCount;
  await trial.read();
  expect(await holding()).toBe(1);
  now = new Date('2025-06-02T12:00:00Z');
  await removeSource(trial.running.harvesting, { id });
  expect(await factsOf(trial)).toMatchObject({ ...removed, standing: 'REMOVED', status: 'Removed on 2025-06-02, so its records are withdrawn.' });
  expect(await trial.rows('select cause from data_version order by version desc limit 1')).toEqual([{ cause: `Removal of ${id}` }]);
  now = new Date('2025-06-03T12:00:00Z');
  await trial.saveAgain();
  expect(await factsOf(trial)).toMatchObject({ ...removed, standing: 'NEVER_READ', status: 'Removed on 2025-06-02, and not read since.' });
  expect(await holding()).toBe(0);
  await trial.read();
  expect(await factsOf(trial)).toMatchObject({ standing: 'CURRENT', lastReadAt: '2025-06-03T12:00:00.000Z', status: 'Read on 2025-06-03: all 12 rows were taken.', lastHarvest: { trigger: 'COMMAND' } });
  expect(await holding()).toBe(1);
});

test('a source of which runs fail is never read until one reads it, and nothing of it is said to stand, though it was removed meanwhile', async () => {
  let isDown = true;
  const trial = await register((request, response, time) => (isDown ? void response.writeHead(404).end() : file(directory(12), '"1"')(request, response, time)));
  const failing = { standing: 'NEVER_READ', lastReadAt: null, lastSuccessAt: null, staleSince: noon, failedRuns: 1, status: expect.stringMatching(/^Could not be used on 2025-06-01, so the hub has yet to read it to its end\. .*404/) };
  await trial.read();
  expect(await factsOf(trial)).toMatchObject(failing);
  await removeSource(trial.running.harvesting, { id });
  await trial.saveAgain();
  expect(await factsOf(trial)).toMatchObject({ standing: 'NEVER_READ', lastReadAt: null, lastSuccessAt: null, staleSince: null, failedRuns: 0 });
  await trial.read();
  expect(await factsOf(trial)).toMatchObject(failing);
  isDown = false;
  await trial.read();
  expect(await factsOf(trial)).toMatchObject({ standing: 'CURRENT', lastReadAt: noon, staleSince: null });
});

test('every connector is told of where a source says what reads it', async () => {
  const { hub } = await openTestHub();
  const { data } = await (await apiOver(hub)).query('{ __type(name: "Source") { fields { name description } } }');
  const { description } = data.__type.fields.find((field: { name: string }) => field.name === 'connector');
  for (const { kind } of connectors) expect(description).toContain(`"${kind}"`);
});

test('what comparisons need and a source does not state is counted, noun by noun, for all sources in a few statements', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const report = await harvestFiles({
    'plans.csv': `
      plan_ref,title,kind,authority_codes,valid_from,coverage
      CYPP,Plan,cypp,E06000016,2025,whole
    `,
    'priorities.csv': `
      plan_ref,priority_ref,title,kind,age_from,theme_codes
      CYPP,1,Help children early,priority,0,SEND
      CYPP,2,Be ambitious,priority,,
    `,
    'services.csv': `
      service_ref,name,authority_codes,age_to,annual_cost,theme_codes,postcode
      a,Chess,E06000016,12,1000,,LE1 1AA
      b,Drama,E06000016,,,LAC,
      c,Judo,E06000016,,,,
      d,Swimming,E06000016,,many,,
    `,
    'service_costs.csv': `
      service_ref,cost_ref,amount
      b,1,20
    `,
  });
  expect([report.message, report.issues.map(({ message }) => message)]).toEqual([null, [expect.stringContaining('many')]]);
  await harvestFiles({ 'services.csv': 'service_ref,name,authority_codes\na,Chess,E06000018\n' }, { publisher: publishers.nottingham });
  const { data, statements } = await (await apiOver(hub)).query('{ sources { nodes { id completeness { noun field filled of meaning } issuesByRule { rule refused warned } } } }');
  const of = (sourceId: string) => data.sources.nodes.find((node: { id: string }) => node.id === sourceId);
  const told = (sourceId: string): string[] => of(sourceId).completeness.map(({ noun, field, filled, of: all }: Record<string, string | number>) => `${noun} ${field} ${filled}/${all}`);
  expect(told('E06000016/plans')).toEqual([
    'services ages 1/3', 'services area 3/3', 'services theme 1/3', 'services cost 2/3', 'services dates 0/3', 'services place 1/3',
    'priorities ages 1/2', 'priorities theme 1/2', 'plans area 1/1', 'plans dates 1/1',
  ]);
  expect(told('E06000018/plans')).toEqual(['ages 0/1', 'area 1/1', 'theme 0/1', 'cost 0/1', 'dates 0/1', 'place 0/1'].map((fact) => `services ${fact}`));
  expect(of('E06000016/plans').issuesByRule).toEqual([{ rule: 'BAD_VALUE', refused: 1, warned: 0 }]);
  expect(of('E06000018/plans').issuesByRule).toEqual([]);
  expect(statements).toBeLessThanOrEqual(8);
});

test('a reviewer has a source read, and a person at the hub sees who asked', async () => {
  const trial = await register(file(directory(12), '"1"'));
  const reviewer = await apiOver(trial.hub, asReviewer);
  expect(await reviewer.query(act('harvestSource'))).toMatchObject({ errors: [], data: { harvestSource: { source: { standing: 'NEVER_READ', askedAt: noon } } } });
  // Asked twice before it began, it is one run.
  expect((await reviewer.query(act('harvestSource'))).errors).toEqual([]);
  expect(await trial.source()).toMatchObject({ asked_by: 'Analyst' });
  expect((await reviewer.query(act('cancelHarvest'))).data.cancelHarvest).toEqual({ source: { standing: 'NEVER_READ', askedAt: null, underWay: null } });
  expect((await reviewer.query(act('cancelHarvest'))).errors).toMatchObject([{ message: expect.stringContaining('there is nothing to cancel') }]);
});

test('a run that is under way tells how far it is, is not begun twice, and ends when somebody says so', async () => {
  const trial = await register(file(directory(12), '"1"'));
  const publisher = await apiOver(trial.hub, { asPublisher: publishers.leicester.code });
  const run = await beginRun({ write: trial.hub.write, now: () => new Date(noon), sourceId: id, trigger: 'request', askedBy: 'Leicester' });
  await run.tell('gathering', 'read 3 of 12 pages');
  expect((await factsOf(trial)).underWay).toEqual({ phase: 'gathering', done: 'read 3 of 12 pages', trigger: 'REQUEST', askedBy: 'Leicester', cancelledAt: null });
  expect((await publisher.query(act('harvestSource'))).errors).toMatchObject([{ extensions: { code: 'ALREADY_RUNNING' }, message: expect.stringContaining('end it with cancelHarvest') }]);
  expect((await publisher.query(act('cancelHarvest'))).data.cancelHarvest.source.underWay).toEqual({ phase: 'gathering', cancelledAt: noon });
  await expect(run.tell('reading', '')).rejects.toThrow('The run was cancelled by Leicester.');
});

test('a run that was held goes on when its publisher confirms what is gone', async () => {
  let content = directory(40);
  const trial = await register((request, response, time) => file(content, `"${time}"`)(request, response, time));
  await trial.read();
  const publisher = await apiOver(trial.hub, { asPublisher: publishers.leicester.code });
  expect((await publisher.query(act('confirmHarvest'))).errors).toMatchObject([{ message: expect.stringContaining('is not held') }]);
  content = directory(3);
  await trial.read();
  expect(await factsOf(trial)).toMatchObject({ standing: 'HELD', status: expect.stringContaining('37 of 40 records are gone') });
  expect((await publisher.query(act('confirmHarvest'))).data.confirmHarvest.source).toMatchObject({ standing: 'HELD', askedAt: noon });
  expect(await trial.read()).toMatchObject({ status: 'harvested', counts: { withdrawn: 37 } });
  expect(await factsOf(trial)).toMatchObject({ standing: 'CURRENT' });
});

test.each([
  [{}, id, 'NOT_SIGNED_IN', 'Send its key'],
  [{ asPublisher: 'E06000018' }, id, 'NOT_ALLOWED', 'It is published by Leicester (E06000016), and your key is that of E06000018'],
  [asReviewer, 'E06000016/none', 'UNKNOWN_SOURCE', '"sources" lists the ids'],
  [asReviewer, 'E06000016/by-hand', 'UNKNOWN_SOURCE', 'It was imported by hand'],
] as const)('as %o asking for %s is refused with %s', async (who, source, code, words) => {
  const trial = await register(file(directory(12), '"1"'));
  await trial.harvestFiles({ 'services.csv': 'service_ref,name,authority_codes\na,Chess,E06000016\n' }, { name: 'by-hand' });
  const { data, errors } = await (await apiOver(trial.hub, who)).query(act('harvestSource', source));
  expect(data).toEqual({ harvestSource: null });
  expect(errors).toMatchObject([{ extensions: { code }, message: expect.stringContaining(words) }]);
  expect(await trial.rows('select id from source where asked_at is not null')).toEqual([]);
});

test('a record says what its publisher calls it, where the original is, and what changes when it says something else', async () => {
  const trial = await register(file(directory(12), '"1"'));
  await trial.read();
  await trial.harvestFiles({ 'services.csv': 'service_ref,name,authority_codes,source\nby-hand,Chess,E06000016,\nfrom-web,Drama,E06000016,https://leicester.example/drama.pdf\n' }, { name: 'by-hand' });
  const { data, errors } = await (await apiOver(trial.hub)).query('{ services(filter: { authorities: ["E06000016"] }) { nodes { id provenance { originalId link contentHash } } } regions { nodes { provenance { originalId link } } } }');
  expect(errors).toEqual([]);
  const of = (ref: string) => data.services.nodes.find((node: { id: string }) => node.id === `E06000016/${ref}`).provenance;
  expect(of('s0')).toEqual({ originalId: 's0', link: trial.authority.at('/directory.zip'), contentHash: expect.stringMatching(/^\S{10,}$/) });
  expect(of('s1').contentHash).not.toBe(of('s0').contentHash);
  expect(of('by-hand')).toMatchObject({ originalId: 'by-hand', link: null });
  expect(of('from-web')).toMatchObject({ link: 'https://leicester.example/drama.pdf' });
  expect(data.regions.nodes[0].provenance).toEqual({ originalId: 'E12000004', link: null });
});
