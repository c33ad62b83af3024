import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CompareAuthoritiesDocument } from '../../../src/api/generated/operations.ts';
import { makePackage, openTestHub, publishers } from '../../support/harvest.ts';
import { serveHub, type Asking } from '../../support/serveHub.ts';
import { makeKeyOf } from '../../support/keys.ts';

const saved = (file: string): string => readFileSync(`schema/operations/${file}.graphql`, 'utf8');
const authorityPlans = saved('authority-plans');
const plans = (title: string): Record<string, string> => ({ 'plans.csv': `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until\np1,E06000016,${title},cypp,whole,2024,2026,\np2,E06000016,Not yet public,send,whole,2024,2026,2025-06-02` });
const ofLeicester: Asking = { query: authorityPlans, variables: { code: 'E06000016' } };

async function servedHub(options: Parameters<typeof serveHub>[1] = {}) {
  const testHub = await openTestHub();
  const folder = makePackage(plans('Our plan'));
  await testHub.harvest(folder);
  return { ...testHub, folder, ...(await serveHub(testHub.hub, options)) };
}

describe('a saved operation asked again', () => {
  test('is answered without reading anything, with the same bytes and the same ETag', async () => {
    const { ask } = await servedHub();
    const [first, again] = [await ask(ofLeicester), await ask(ofLeicester)];
    expect(first.text).toContain('Our plan');
    expect(first.statements).toBeGreaterThan(0);
    expect(again).toMatchObject({ status: 200, text: first.text, statements: 0 });
    for (const { headers } of [first, again]) {
      expect(headers.get('etag')).toMatch(/^W\/"[\w-]{27}"$/);
      expect(headers.get('etag')).toBe(first.headers.get('etag'));
      expect(headers.get('cache-control')).toBe('private, no-cache');
      expect(headers.get('vary')).toBe('accept, authorization');
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    }
  });

  test('is known whatever its spaces and comments, and in whatever order its variables come', async () => {
    const { ask } = await servedHub();
    const query = saved('overlap-feed');
    await ask({ query, operationName: 'OverlapFeed', variables: { first: 3, filter: { region: 'E12000004', asAt: '2025-06-01' } } });
    const tight = query.replaceAll(/^#.*$/gm, '').replaceAll(/\s+/g, ' ');
    await ask({ query: tight, operationName: 'OverlapFeed', variables: {} });
    const again = await ask({ query: tight, operationName: 'OverlapFeed', variables: { unknown: 1, filter: { asAt: '2025-06-01', region: 'E12000004' }, first: 3 } });
    expect(again.statements).toBe(0);
    const other = await ask({ query: tight, operationName: 'MoreStatements', variables: {} });
    expect(other.statements).toBeGreaterThan(0);
    expect(other.text).not.toBe(again.text);
  });

  test('is none to a request that is refused: words of one document cut in two, or a text that no record holds', async () => {
    const { ask } = await servedHub();
    const query = saved('region-overlaps').replace(/^(#.*\n)+/, '');
    const [first, ...rest] = query.split('\n');
    await ask({ query, variables: {} });
    await ask({ query: `# c\n${query}`, variables: {} });
    const codeOf = async (asked: object): Promise<unknown> => (JSON.parse((await ask({ variables: {}, ...asked } as never)).text) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;
    expect(await codeOf({ query: rest.join('\n'), operationName: first })).toBe('GRAPHQL_PARSE_FAILED');
    expect(await codeOf({ query, operationName: '# c' })).toBe('OPERATION_RESOLUTION_FAILURE');
    expect(await codeOf({ query, variables: { unused: '\0' } })).toBe('BAD_USER_INPUT');
    expect(await codeOf({ query })).toBeUndefined();
  });

  test('is another question where a variable is null, left out, or a number that JSON does not have', async () => {
    const { ask } = await servedHub();
    const query = saved('region-overlaps');
    await ask({ query, variables: {} });
    for (const variables of [{ region: null }, { after: null }]) expect((await ask({ query, variables })).statements).toBeGreaterThan(0);
    const endless = await ask({ query, variables: '{"after":1e999}' });
    expect(JSON.parse(endless.text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  test('serves pages and feeds as well', async () => {
    const { api, ask } = await servedHub();
    const variables = { authorities: ['E06000016', 'E06000018'] };
    const answer = await api.execute(CompareAuthoritiesDocument, variables);
    expect(await api.execute(CompareAuthoritiesDocument, variables)).toEqual(answer);
    const overHttp = await ask({ query: saved('compare-authorities'), variables });
    expect(overHttp.statements).toBe(0);
    expect(JSON.parse(overHttp.text)).toEqual({ data: answer });
  });
});

describe('what is kept ends', () => {
  test('when the data change, and the old tag with it', async () => {
    const { ask, folder, harvest } = await servedHub();
    const before = await ask(ofLeicester);
    folder.write(plans('Our new plan'));
    await harvest(folder);
    const after = await ask({ ...ofLeicester, method: 'GET', headers: { 'apollo-require-preflight': '1', 'if-none-match': before.headers.get('etag')! } });
    expect(after.status).toBe(200);
    expect(after.text).toContain('Our new plan');
  });

  test('when a harvest changed no record but what the hub says of it: a refused row leaves a plan held in part', async () => {
    const { ask, harvest, folder } = await servedHub();
    const whole = (rows: string) => ({ ...plans('Our plan'), 'priorities.csv': `plan_ref,priority_ref,title,kind,adopted,theme_codes\np1,R1,Support for SEND,priority,yes,SEND\n${rows}` });
    folder.write(whole(''));
    await harvest(folder);
    const question: Asking = { query: saved('coverage-feed'), variables: { filter: { region: 'E12000004' } } };
    const before = await ask(question);
    const { version } = JSON.parse((await ask({ query: '{ dataVersion { version: number } }' })).text).data.dataVersion as { version: number };
    folder.write(whole('p9,R9,Of no plan,priority,yes,SEND'));
    expect(await harvest(folder)).toMatchObject({ rowsRefused: 1, dataVersion: null });
    const after = await ask(question);
    expect(JSON.parse((await ask({ query: '{ dataVersion { version: number } }' })).text)).toMatchObject({ data: { dataVersion: { version } } });
    expect(after.statements).toBeGreaterThan(0);
    expect(after.text).not.toBe(before.text);
  });

  test('with the day: a plan under embargo is there on its day', async () => {
    let today = '2025-06-01';
    const { ask } = await servedHub({ clock: () => new Date(`${today}T23:59:59Z`) });
    expect((await ask(ofLeicester)).text).not.toContain('Not yet public');
    today = '2025-06-02';
    expect((await ask(ofLeicester)).text).toContain('Not yet public');
  });
});

describe('nothing is kept', () => {
  test('of an answer with an error, whole or in part', async () => {
    const { ask } = await servedHub();
    for (const variables of [{ region: 'E1' }, { first: 501 }]) {
      const question: Asking = { query: saved('region-overlaps'), variables };
      const [first, again] = [await ask(question), await ask(question)];
      expect(first.text).toContain('"errors"');
      expect(again.text).toBe(first.text);
      expect(again.headers.get('etag')).toBeNull();
    }
  });

  test.each(['hub-summary', 'what-the-hub-holds', 'derby-plan'])('of %s, which tells of sources', async (file) => {
    const { ask } = await servedHub();
    const [first, again] = [await ask({ query: saved(file) }), await ask({ query: saved(file) })];
    expect(first.text).not.toContain('"errors"');
    expect(again.headers.get('etag')).toBeNull();
  });

  test('of what is not saved, were it only by one field more', async () => {
    const { ask } = await servedHub();
    const query = authorityPlans.replace('nodes {', 'nodes { __typename');
    expect(query).not.toBe(authorityPlans);
    const again = [await ask({ ...ofLeicester, query }), await ask({ ...ofLeicester, query })].at(-1)!;
    expect(again.headers.get('etag')).toBeNull();
  });
});

describe('over HTTP', () => {
  test('a GET whose tag still holds gets 304 and no body; a POST gets the answer', async () => {
    const { ask } = await servedHub();
    const etag = (await ask(ofLeicester)).headers.get('etag')!;
    for (const tags of [etag, `"other", ${etag}`, etag.replace('W/', ''), '*']) {
      const headers = { 'apollo-require-preflight': '1', 'if-none-match': tags };
      const got = await ask({ ...ofLeicester, method: 'GET', headers });
      expect(got, tags).toMatchObject({ status: 304, text: '', statements: 0 });
      expect(got.headers.get('etag')).toBe(etag);
      expect(got.headers.get('content-type')).toBeNull();
      expect(await ask({ ...ofLeicester, headers })).toMatchObject({ status: 200, statements: 0 });
    }
    expect(await ask({ ...ofLeicester, method: 'GET', headers: { 'apollo-require-preflight': '1', 'if-none-match': 'W/"another"' } })).toMatchObject({ status: 200, statements: 0 });
  });

  test('each caller gets the content type it accepts', async () => {
    const { ask } = await servedHub();
    await ask(ofLeicester);
    for (const type of ['application/json', 'application/graphql-response+json']) {
      for (const _ of [1, 2]) expect((await ask({ ...ofLeicester, headers: { accept: type } })).headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    }
    expect((await ask({ ...ofLeicester, headers: { accept: 'text/csv' } })).status).toBe(406);
  });

  test('a GET that a page of another site could make a browser send is refused, though the answer is at hand', async () => {
    const { ask } = await servedHub();
    await ask(ofLeicester);
    expect(await ask({ ...ofLeicester, method: 'GET', headers: {} })).toMatchObject({ status: 400, text: expect.stringContaining('A page that somebody opens elsewhere could send such a request') });
  });

  test('what is wrong with a request is said as ever, though its operation is kept', async () => {
    const { ask } = await servedHub();
    await ask(ofLeicester);
    for (const variables of ['"text"', '[1]', '7']) expect((await ask({ ...ofLeicester, variables })).status, variables).toBe(400);
    expect((await ask({ ...ofLeicester, operationName: 'Other' })).text).toContain('OPERATION_RESOLUTION_FAILURE');
  });
});

test('a kept answer says what a new one would', async () => {
  const { harvestFiles, hub } = await openTestHub();
  await harvestFiles(plans('Our plan'), { publisher: publishers.leicester });
  const [one, other] = [await serveHub(hub), await serveHub(hub)];
  await one.ask(ofLeicester);
  expect((await one.ask(ofLeicester)).text).toBe((await other.ask(ofLeicester)).text);
});

test('a publisher with its key never gets what is kept for the public, nor the public what the publisher saw', async () => {
  const { ask, hub } = await servedHub();
  const { key } = await makeKeyOf(hub, { role: 'publisher', bodyCode: 'E06000016' });
  const signed: Asking = { ...ofLeicester, headers: { authorization: `Bearer ${key}` } };
  expect((await ask(signed)).text).toContain('Not yet public');
  for (const _ of [1, 2]) {
    expect((await ask(ofLeicester)).text).not.toContain('Not yet public');
    const own = await ask(signed);
    expect(own.text).toContain('Not yet public');
    expect(own.headers.get('etag')).toBeNull();
    expect(own.headers.get('cache-control')).toBe('no-store');
  }
  expect((await ask({ ...ofLeicester, headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
});

test('what is kept of an answer to a body with which a plan is shared ends with the agreement, be it ended or past its last day', async () => {
  let now = '2025-06-01T12:00:00Z';
  const { ask, hub, folder, harvest } = await servedHub({ clock: () => new Date(now) });
  folder.write({ 'plans.csv': plans('Our plan')['plans.csv']!.replace('2025-06-02', '2025-08-01') });
  await harvest(folder);
  const signed: Asking = { ...ofLeicester, headers: { authorization: (await makeKeyOf(hub, { role: 'officer', bodyCode: 'E06000018' })).authorization } };
  const agreement = { publisherCode: 'E06000016', sourceId: null, what: 'unpublished-plans', withBodyCode: 'E06000018', withRegionCode: null, basis: 'An agreement', note: null, validFrom: '2025-05-01', recordedBy: 'Officer', recordedAt: now } as const;
  const sees = async () => (await ask(signed)).text.includes('Not yet public');
  expect(await sees()).toBe(false);
  await hub.acts.recordAgreement({ ...agreement, id: 'one', validTo: '2025-12-31' });
  expect(await sees()).toBe(true);
  // The control: it is kept, and given again without reading anything.
  expect(await ask(signed)).toMatchObject({ statements: 0, text: expect.stringContaining('Not yet public') });
  expect((await ask(ofLeicester)).text).not.toContain('Not yet public');
  await hub.acts.endAgreement({ id: 'one', endedBy: 'Officer', endedAt: now, endedNote: 'Done.' });
  expect(await sees()).toBe(false);
  await hub.acts.recordAgreement({ ...agreement, id: 'two', validTo: '2025-06-01' });
  expect(await sees()).toBe(true);
  now = '2025-06-02T00:00:00Z';
  expect(await sees()).toBe(false);
});
