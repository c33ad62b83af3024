import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readable } from '../../src/access/readable.ts';
import { publicViewer } from '../../src/access/viewer.ts';
import { refreshOverlaps, rowRules, type Hub } from '../../src/hub.ts';
import { splitText } from '../../src/search/splitText.ts';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';

const leicester: PackageFiles = {
  'plans.csv': `
    plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until
    old,E06000016,Old plan,cypp,partial,2006,2008,
    new,E06000016,New plan,cypp,partial,2024,2027,
    secret,E06000016,Secret plan,cypp,partial,2024,2027,2025-07-01
  `,
  'priorities.csv': `
    plan_ref,priority_ref,title,description,kind,adopted,target_group
    old,1,Fewer young people NEET,,priority,yes,
    new,2,"Young people not in education, employment or training",Fewer of them,priority,yes,
    new,3,Places to learn,Also for those who are NEET,priority,yes,care leavers
    secret,4,NEET and zebras,,priority,yes,
  `,
  'services.csv': `
    service_ref,name,description,provider,authority_codes,theme_codes
    s1,Foyer,A roof for young people who are NEET,Zebra Trust,E06000016,SEND
  `,
  'inspections.csv': `
    inspection_ref,authority_code,title
    jar,E06000016,Joint Area Review
  `,
  'recommendations.csv': `
    inspection_ref,recommendation_ref,title,addressed_to,theme_codes
    jar,R1,Reduce the number who are NEET,The partnership,LAC
  `,
  'actions.csv': `
    plan_ref,inspection_ref,action_ref,recommendation_ref,title,success_criteria
    ,jar,a1,R1,Review provision,At most 8% NEET
    old,,a2,,Visit every NEET young person,
    secret,,a3,,Hide the NEET zebras,
  `,
};
const nottingham: PackageFiles = {
  'plans.csv': `
    plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to
    p,E06000018,Plan,cypp,partial,2024,2027
  `,
  'priorities.csv': `
    plan_ref,priority_ref,title,kind,adopted
    p,1,NEET,priority,yes
  `,
};

async function openSmall(today = '2025-06-01'): Promise<{ api: TestApi; hub: Hub; harvest: (files: PackageFiles) => Promise<unknown> }> {
  const { hub, harvestFiles } = await openTestHub();
  for (const [files, descriptor] of [[leicester, {}], [nottingham, { name: 'plans', publisher: publishers.nottingham }]] as const) expect((await harvestFiles(files, descriptor)).issues).toEqual([]);
  return { api: await apiOver(hub, { today }), hub, harvest: (files) => harvestFiles(files) };
}

const question = `query ($text: String!, $kinds: [SearchKind!], $filter: SearchFilter, $first: Int, $after: String) {
  search(text: $text, kinds: $kinds, filter: $filter, first: $first, after: $after) {
    totalCount didYouMean withFewerWords { text count } readAs { written alsoFound } kindCounts { kind count }
    nodes { kind id score matches { field segments { text isHit } } record { __typename ... on Priority { title } ... on Service { name } ... on PublishedRecord { id } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Ids found, each with its kind where it is no priority. */
async function found(api: TestApi, variables: Record<string, unknown>): Promise<string[]> {
  const { data, errors } = await api.query(question, { first: 100, ...variables });
  expect(errors).toEqual([]);
  return data.search.nodes.map(({ kind, id }: { kind: string; id: string }) => (kind === 'PRIORITY' ? id : `${kind} ${id}`));
}

describe('a search', () => {
  test('finds records of every kind by either wording, and says how it read the question', async () => {
    const { api } = await openSmall();
    const { data } = await api.query(question, { text: 'NEET' });
    expect(data.search.readAs).toEqual([{ written: 'NEET', alsoFound: expect.arrayContaining(['not in education, employment or training']) }]);
    expect(await found(api, { text: 'NEET' })).toContain('E06000016/2');
    expect(await found(api, { text: 'not in education, employment or training' })).toContain('E06000016/1');
    expect(await found(api, { text: '"NEET"' })).not.toContain('E06000016/2');
    expect(data.search.kindCounts).toEqual([{ kind: 'PRIORITY', count: 4 }, { kind: 'SERVICE', count: 1 }, { kind: 'INDICATOR', count: 0 }, { kind: 'ACTION', count: 2 }, { kind: 'RECOMMENDATION', count: 1 }]);
  });

  test('finds a word that has signs within it which show nothing, and marks it where it stands', async () => {
    const { api, harvest } = await openSmall();
    const title = 'Reduce teen\u00adage preg\u00adnancy and truan\u200bcy';
    await harvest({ 'plans.csv': leicester['plans.csv']!, 'priorities.csv': `plan_ref,priority_ref,title,kind,adopted\nnew,9,${title},priority,yes\n` });
    for (const text of ['teenage pregnancy', '"teen\u00adage preg\u00adnancy"', 'truancy', 'tru\u2060ancy', 'pregnan*']) expect(await found(api, { text }), text).toEqual(['E06000016/9']);
    const { data } = await api.query(question, { text: 'teenage' });
    expect(data.search.nodes[0].matches[0].segments).toEqual([{ text: 'Reduce ', isHit: false }, { text: 'teen\u00adage', isHit: true }, { text: ' preg\u00adnancy and truan\u200bcy', isHit: false }]);
  });

  test('puts a title before all else, and says where each record was met, with the hits marked', async () => {
    const { api } = await openSmall();
    const { data } = await api.query(question, { text: 'NEET' });
    const { nodes } = data.search as { nodes: { id: string; score: number; matches: { field: string; segments: object[] }[]; record: object }[] };
    const titleHits = nodes.map(({ matches }) => matches[0]!.field === 'TITLE');
    expect(titleHits).toEqual(titleHits.toSorted((a, b) => Number(b) - Number(a)));
    expect(nodes[0]).toMatchObject({ id: 'E06000018/1', record: { __typename: 'Priority', title: 'NEET' } });
    // Both databases give this order.
    expect(await found(api, { text: 'NEET' })).toEqual(['E06000018/1', 'E06000016/1', 'ACTION E06000016/a2', 'RECOMMENDATION E06000016/R1', 'E06000016/2', 'ACTION E06000016/a1', 'E06000016/3', 'SERVICE E06000016/s1']);
    expect(nodes.find(({ id }) => id === 'E06000016/2')!.matches).toEqual([{ field: 'TITLE', segments: [{ text: 'Young people ', isHit: false }, { text: 'not in education, employment or training', isHit: true }] }]);
    expect(nodes.find(({ id }) => id === 'E06000016/3')!.matches).toEqual([{ field: 'DESCRIPTION', segments: [{ text: 'Also for those who are ', isHit: false }, { text: 'NEET', isHit: true }] }]);
    expect(nodes.map(({ score }) => score)).toEqual(nodes.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  test('narrows by kind, authorities, day and theme, and keeps what has no dates', async () => {
    const { api } = await openSmall();
    await Promise.all(
      (
        [
          [{ kinds: ['SERVICE'] }, ['SERVICE E06000016/s1']],
          [{ filter: { authorities: ['E06000018'] } }, ['E06000018/1']],
          [{ filter: { region: 'E12000004', asAt: '2007-01-01' } }, ['ACTION E06000016/a1', 'ACTION E06000016/a2', 'E06000016/1', 'RECOMMENDATION E06000016/R1', 'SERVICE E06000016/s1']],
          [{ filter: { themes: ['LAC'] } }, ['ACTION E06000016/a1', 'RECOMMENDATION E06000016/R1']],
          [{ filter: { themes: ['SEND'] } }, ['SERVICE E06000016/s1']],
        ] as [object, string[]][]
      ).map(async ([narrowed, expected]) => expect((await found(api, { text: 'NEET', ...narrowed })).toSorted()).toEqual(expected)),
    );
  });

  test('counts every kind, whatever kinds were asked for', async () => {
    const { api } = await openSmall();
    const { data } = await api.query(question, { text: 'NEET', kinds: ['SERVICE'] });
    expect(data.search.totalCount).toBe(1);
    expect(data.search.kindCounts[0]).toEqual({ kind: 'PRIORITY', count: 4 });
  });

  test('counts an indicator as an authority’s when the hub holds a figure of it', async () => {
    const { api, harvest } = await openSmall();
    const text = 'young people';
    expect(await found(api, { text, filter: { authorities: ['E06000016'] } })).not.toContain('INDICATOR NI 117');
    await harvest({ ...leicester, 'observations.csv': 'indicator_code,area_code,period,value\nNI 117,E06000016,CY2008,9\n' });
    expect(await found(api, { text, filter: { authorities: ['E06000016'] } })).toContain('INDICATOR NI 117');
    expect(await found(api, { text, filter: { authorities: ['E06000018'] } })).not.toContain('INDICATOR NI 117');
  });

  test('finds the names that every object of JavaScript has like any other word, whatever bears them', async () => {
    const { hub, harvestFiles } = await openTestHub();
    const names = Object.getOwnPropertyNames(Object.prototype);
    const words = names.join(' ');
    const report = await harvestFiles({
      'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\n' + names.map((name) => `${name},E06000016,${words},cypp,partial,2024,2026`).join('\n'),
      'priorities.csv': 'plan_ref,priority_ref,title,description,target_group,kind,adopted\n' + names.map((name) => `${name},${name},Better schools: ${words},${words},${name},priority,yes`).join('\n'),
      'services.csv': 'service_ref,name,authority_codes\n' + names.map((name) => `${name},${words},E06000016`).join('\n'),
      'targets.csv': 'indicator_code,area_code,kind,period,value,basis,comparator\n' + names.map((name, at) => `NI 117,E06000016,target,CY${2020 + at},-4,change,${name} year`).join('\n'),
    });
    expect({ status: report.status, message: report.message, issues: report.issues.filter(({ severity }) => severity === 'error') }).toEqual({ status: 'harvested', message: null, issues: [] });
    const api = await apiOver(hub);
    for (const name of names) expect((await api.query(question, { text: name })).data.search.totalCount, name).toBe(2 * names.length);
    const { errors } = await api.query('{ targets { nodes { attainment { state explanation } } } priorities { nodes { themes { theme { code } } } } planVocabulary { version } themes { nodes { code } } }');
    expect(errors).toEqual([]);
  });

  test('offers a spelling when it finds nothing, and leaves the field’s own short forms alone', async () => {
    const { api } = await openSmall();
    const suggestion = async (text: string) => (await api.query(question, { text })).data.search.didYouMean as string | null;
    expect(await suggestion('yuong peple')).toBe('young people');
    expect(await suggestion('partnrship "review"')).toBe('partnership "review"');
    expect(await suggestion('yuong peple partnrship reveiw')).toBe('young people partnership reveiw');
    expect(await suggestion('UASC')).toBeNull();
    expect(await suggestion('xylophone')).toBeNull();
    expect(await suggestion('young')).toBeNull();
  });

  test('says what fewer words find when all of them find nothing, and takes words that mean one thing together for one', async () => {
    const { api } = await openSmall();
    const offered = async (text: string, narrowed = {}) => (await api.query(question, { text, ...narrowed })).data.search.withFewerWords as object[];
    const all = await found(api, { text: 'NEET' });
    expect(await offered('xylophone NEET')).toEqual([{ text: 'NEET', count: all.length }]);
    expect(await offered('xylophone for those not in education, employment or training')).toEqual([{ text: 'not in education, employment or training', count: all.length }]);
    expect(await found(api, { text: 'not in education, employment or training' })).toHaveLength(all.length);
    expect(await offered('"young people" xylophone partner*')).toEqual([]);
    expect(await offered('"young people" xylophone')).toEqual([{ text: '"young people"', count: (await found(api, { text: '"young people"' })).length }]);
    expect(await offered('xylophone NEET', { kinds: ['SERVICE'] })).toEqual([{ text: 'NEET', count: 1 }]);
    expect(await offered('xylophone NEET', { filter: { authorities: ['E06000018'] } })).toEqual([{ text: 'NEET', count: 1 }]);
    expect(await offered('NEET')).toEqual([]);
    expect(await offered('xylophone')).toEqual([]);
  });

  test('offers only words that are really near, for the length they have', async () => {
    const { api, harvest } = await openSmall();
    const title = 'Detail the gaps at each stage: houses, safety, obesity, co-ordination, accommodation, a multilingual lingua franca';
    await harvest({ 'plans.csv': leicester['plans.csv']!, 'priorities.csv': `plan_ref,priority_ref,title,kind,adopted\nnew,9,"${title}",priority,yes\n` });
    const suggestions = async (...texts: string[]) => Promise.all(texts.map(async (text) => (await api.query(question, { text })).data.search.didYouMean as string | null));
    expect(await suggestions('dental', 'gangs', 'straße', 'horses', 'obsolete')).toEqual([null, null, null, null, null]);
    expect(await suggestions('saftey', 'obecity', 'acommodaton', 'hosues', 'co-ordintion', 'multi-lingual hosues')).toEqual(['safety', 'obesity', 'accommodation', 'houses', 'co-ordination', 'multi-lingual houses']);
  });

  test('finds the same in the same order with a hyphen, without, and by the other forms of a word', async () => {
    const { api, harvest } = await openSmall();
    const titles = ['Coordination of care', 'Co-ordinated services', 'A co‑ordinator in every school', 'Reduce exclusions', 'Excluded pupils', 'Children’s centres', 'Young people N.E.E.T.'];
    await harvest({ 'plans.csv': leicester['plans.csv']!, 'priorities.csv': `plan_ref,priority_ref,title,kind,adopted\n${titles.map((title, index) => `new,${index + 1},${title},priority,yes\n`).join('')}` });
    const alike = [
      [['coordination', 'co-ordination', 'co ordination', 'co-ordinat*', '"co-ordination"'], ['E06000016/1', 'E06000016/2', 'E06000016/3']],
      [['exclude', 'excluded', 'exclusions'], ['E06000016/4', 'E06000016/5']],
      [['childrens centres', "children's centres", 'children’s centres', 'children‘s centre'], ['E06000016/6']],
      [['N.E.E.T.', 'N.E.E.T', 'neet'], ['E06000018/1', 'E06000016/7']],
    ] as const;
    for (const [texts, expected] of alike) for (const text of texts) expect(await found(api, { text, kinds: ['PRIORITY'] }), text).toEqual(expected);
  });

  test('refuses in words what it cannot answer', async () => {
    const { api } = await openSmall();
    const refused = [
      [{ text: '%_*"' }, 'BAD_ARGUMENT', /no word in it/],
      [{ text: ' ' }, 'BAD_ARGUMENT', /text is empty/],
      [{ text: 'a'.repeat(10_000) }, 'BAD_ARGUMENT', /10,000 characters\. The most is 200/],
      [{ text: 'NEET', kinds: [] }, 'BAD_ARGUMENT', /kinds is an empty list/],
      [{ text: 'NEET', filter: { themes: ['NOPE'] } }, 'UNKNOWN_THEME', /NOPE/],
      [{ text: 'NEET', filter: { authorities: ['E1'] } }, 'UNKNOWN_AUTHORITY', /E1/],
      [{ text: 'NEET', first: 501 }, 'PAGE_TOO_LARGE', /501/],
      [{ text: 'NEET', after: 'nonsense' }, 'BAD_CURSOR', /nonsense/],
    ] as const;
    for (const [variables, code, message] of refused) {
      const { errors } = await api.query(question, variables);
      expect(errors[0]).toMatchObject({ message: expect.stringMatching(message), extensions: { code } });
    }
  });

  test('takes a hostile text for the words in it', async () => {
    const { api } = await openSmall();
    for (const text of ['\u202eNEET', 'NEET%', 'NEET_', 'NEET 🙂', '"NEET', 'NEET ""', '((NEET']) expect(await found(api, { text }), text).toHaveLength(8);
    expect(await found(api, { text: "NEET'; drop table plan; --" })).toEqual([]);
  });
});

describe('what the viewer may not see', () => {
  const words = ['zebras', 'NEET zebras', '"NEET and zebras"', 'zebr*'];

  test('is neither found, nor counted, nor suggested', async () => {
    const { api, hub } = await openSmall('2025-06-30');
    for (const text of words) {
      const { data } = await api.query(question, { text, kinds: ['PRIORITY', 'ACTION'] });
      expect(data.search).toMatchObject({ totalCount: 0, nodes: [], kindCounts: expect.arrayContaining([{ kind: 'PRIORITY', count: 0 }, { kind: 'ACTION', count: 0 }]) });
    }
    expect((await api.query(question, { text: 'hdie' })).data.search.didYouMean).toBeNull();
    expect((await api.query(question, { text: 'zebras xylophone', kinds: ['PRIORITY', 'ACTION'] })).data.search.withFewerWords).toEqual([]);
    expect(await found(api, { text: 'NEET' })).toHaveLength(8);
    const door = readable(hub.rows, rowRules, publicViewer('2025-06-30'));
    expect(await door.selectFrom('search_word').select('word').where('word', '=', 'zebras').execute()).toEqual([]);
    expect(await door.selectFrom('search_record').select('recordId').where('recordId', 'in', ['E06000016/4', 'E06000016/3']).execute()).toEqual([{ recordId: 'E06000016/3' }]);
  });

  test('is there from its day on, so the rule is what hid it', async () => {
    const { api } = await openSmall('2025-07-01');
    for (const text of words) expect((await api.query(question, { text, kinds: ['PRIORITY', 'ACTION'] })).data.search.totalCount).toBeGreaterThan(0);
    expect((await api.query(question, { text: 'hdie' })).data.search.didYouMean).toBe('hide');
    expect((await api.query(question, { text: 'zebras xylophone', kinds: ['PRIORITY', 'ACTION'] })).data.search.withFewerWords).toEqual([{ text: 'zebras', count: 2 }]);
    expect(await found(api, { text: 'NEET' })).toHaveLength(10);
  });

  test('is found by its own publisher before its day, and by no other', async () => {
    const { hub } = await openSmall();
    expect(await found(await apiOver(hub, { today: '2025-06-30', asPublisher: 'E06000016' }), { text: 'zebras', kinds: ['PRIORITY', 'ACTION'] })).toEqual(['E06000016/4', 'ACTION E06000016/a3']);
    expect(await found(await apiOver(hub, { today: '2025-06-30', asPublisher: 'E06000018' }), { text: 'zebras', kinds: ['PRIORITY', 'ACTION'] })).toEqual([]);
  });

  test('changes no score: nothing of it can be told from what is shown', async () => {
    const { api, harvest } = await openSmall();
    const scores = async () => (await api.query(question, { text: 'NEET young' })).data.search;
    const before = await scores();
    await harvest({ ...leicester, 'priorities.csv': `${String(leicester['priorities.csv']).trim()}\n${Array.from({ length: 50 }, (_, index) => `    secret,x${index},Young NEET zebra ${index},,priority,yes,`).join('\n')}\n` });
    expect(await scores()).toEqual(before);
  });

  test('once withdrawn is found no more', async () => {
    const { api, harvest } = await openSmall();
    expect(await found(api, { text: 'foyer' })).toEqual(['SERVICE E06000016/s1']);
    const { 'services.csv': _, ...rest } = leicester;
    await harvest(rest);
    expect(await found(api, { text: 'foyer' })).toEqual([]);
  });
});

describe('over the seeds', () => {
  let hub: Hub;
  let api: TestApi;
  beforeAll(async () => {
    hub = await openSeededHub();
    await refreshOverlaps(hub);
    api = await apiOver(hub, { today: '2026-01-15' });
  });
  afterAll(() => hub.close());

  test('every record is found by each word of its own title', async () => {
    const titles = await Promise.all(
      (['priority', 'indicator', 'action', 'recommendation'] as const).map(async (kind) => (await hub.rows.selectFrom(kind).select(['id', 'title']).where('withdrawnOn', 'is', null).execute()).map((row) => ({ ...row, kind: kind.toUpperCase() }))),
    );
    const pairs = titles.flat().flatMap(({ id, title, kind }) => splitText(title).map(({ start, end }) => ({ id, kind, text: title.slice(start, end) })));
    expect(pairs.length).toBeGreaterThan(8_000);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pairs), async ({ id, kind, text }) => {
        const { data } = await api.query('query ($text: String!, $kinds: [SearchKind!]) { search(text: $text, kinds: $kinds, first: 500) { nodes { id } } }', { text, kinds: [kind] });
        expect(data.search.nodes).toContainEqual({ id });
      }),
      { numRuns: 150 },
    );
  });

  test('every record with a hyphened word in its title is found by it, and by it as one word', async () => {
    const titles = await hub.rows.selectFrom('priority').select(['id', 'title']).where('withdrawnOn', 'is', null).where('title', 'like', '%-%').execute();
    const hyphened = Map.groupBy(titles.flatMap(({ id, title }) => [...title.matchAll(/(?<![\p{L}\p{N}-])\p{L}+-\p{L}+(?![\p{L}\p{N}-])/gu)].map(([word]) => ({ id, word: word.toLowerCase() }))), ({ word }) => word);
    expect(hyphened.size).toBeGreaterThan(30);
    for (const [word, records] of [...hyphened].slice(0, 40)) {
      const ids = records.map(({ id }) => id);
      for (const text of [word, word.replace('-', ''), `"${word}"`]) expect(await found(api, { text, kinds: ['PRIORITY'], first: 500 }), text).toEqual(expect.arrayContaining(ids));
    }
  });

  test('an indicator is an authority’s by a target for it or a plan that follows it, though the hub has no figure', async () => {
    const figures = await api.query('{ observations(filter: { indicators: ["NI 117"], authorities: ["E06000016"] }) { totalCount } }');
    expect(figures.data.observations.totalCount).toBe(0);
    for (const code of ['NI 117', 'LEI-APPADV']) expect(await found(api, { text: `"${code}"`, kinds: ['INDICATOR'], filter: { authorities: ['E06000016'] } }), code).toEqual([`INDICATOR ${code}`]);
    expect(await found(api, { text: '"LEI-APPADV"', kinds: ['INDICATOR'], filter: { authorities: ['E06000018'] } })).toEqual([]);
  });

  test('tells of the themes that go by what was asked for, by any of their names and no part of one', async () => {
    const named = async (text: string): Promise<string[]> => (await api.query('query ($text: String!) { search(text: $text, first: 0) { themes { code } } }', { text })).data.search.themes.map(({ code }: { code: string }) => code);
    for (const [text, codes] of [['truancy', ['ATTEND']], ['Self harm', ['CAMHS']], ['children in care', ['LAC']], ['NEET', ['NEET']], ['school attendance', []], ['exclusion', ['ATTEND']], ['children', []], ['zebras', []]] as const) expect(await named(text), text).toEqual(codes);
  });

  test('pages hold each record once and in order, wherever they are cut', async () => {
    const whole = await found(api, { text: 'children', first: 500 });
    expect(whole.length).toBeGreaterThan(150);
    const paged: string[] = [];
    for (let after: string | null = null; ; ) {
      const { data } = await api.query(question, { text: 'children', first: 37, after: after ?? undefined });
      paged.push(...data.search.nodes.map(({ kind, id }: { kind: string; id: string }) => (kind === 'PRIORITY' ? id : `${kind} ${id}`)));
      if (!data.search.pageInfo.hasNextPage) break;
      after = data.search.pageInfo.endCursor as string;
    }
    expect(paged).toEqual(whole);
  });

  test('a cursor leads on from its place though records before it are gone, and serves its own text only', async () => {
    const { api: small, harvest } = await openSmall();
    const all = await found(small, { text: 'NEET' });
    const { data } = await small.query(question, { text: 'NEET', first: 2 });
    const after = data.search.pageInfo.endCursor as string;
    await harvest({ ...leicester, 'priorities.csv': String(leicester['priorities.csv']).replace(/old,1,.*\n/, '') });
    expect(await found(small, { text: 'NEET', after })).toEqual(all.slice(2));
    expect((await small.query(question, { text: 'zebra', after })).errors[0]!.extensions!.code).toBe('BAD_CURSOR');
  });

  test('costs as many statements for all records as for a few: one to find and rank them, one a kind, one a relation', async () => {
    const ask = (first: number) => api.query(`{ search(text: "young", first: ${first}) { totalCount kindCounts { count } nodes { matches { field } record { __typename ... on Priority { title plan { title authorities { name } } } ... on Action { plan { title } inspection { title } } ... on Service { authorities { name } } } } } }`);
    const [few, many] = [await ask(10), await ask(151)];
    expect([few.errors, many.errors]).toEqual([[], []]);
    const kinds = new Set(many.data.search.nodes.map(({ record }: { record: { __typename: string } }) => record.__typename));
    expect(kinds.size).toBe(5);
    expect(many.statements).toBeLessThanOrEqual(1 + 5 + 4);
  });

  test('its cost is known beforehand', async () => {
    const { errors, statements } = await api.query('{ search(text: "children", first: 500) { nodes { record { ... on Priority { plan { priorities(first: 500) { nodes { title } } } } } } } }');
    expect(errors[0]!.extensions!.code).toBe('QUERY_TOO_COSTLY');
    expect(statements).toBe(0);
    const asOften = `{ ${Array.from({ length: 40 }, (_, index) => `a${index}: search(text: "children", first: 0) { totalCount }`).join(' ')} }`;
    expect((await api.query(asOften)).errors[0]!.extensions!.code).toBe('QUERY_TOO_COSTLY');
  });
});
