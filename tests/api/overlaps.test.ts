import { describe, expect, test } from 'vitest';
import { refreshOverlaps } from '../../src/hub.ts';
import { apiOver, type TestApi } from '../support/api.ts';
import { openTestHub, publishers, type TestHub } from '../support/harvest.ts';
import { fileOf, leicester, workbookBytes } from '../support/workbook.ts';

const plans = (rows: string[]) => ['plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage', ...rows].join('\n');
const priorities = (rows: string[]) => ['plan_ref,priority_ref,title,kind,adopted', ...rows].join('\n');
const send = 'Improve support for children with special educational needs and disabilities';
const lac = 'Improve outcomes for looked-after children';

/** Leicester and Nottingham, each with a plan of 2024 to 2026, and what else a test adds. */
async function twoPlans(more: (hub: TestHub) => Promise<unknown> = async () => {}): Promise<TestApi> {
  const hub = await openTestHub();
  await hub.harvestFiles({ 'plans.csv': plans(['p,E06000016,Leicester plan,cypp,2024,2026,partial']), 'priorities.csv': priorities([`p,1,${send},priority,yes`]) });
  await hub.harvestFiles(
    { 'plans.csv': plans(['p,E06000018,Nottingham plan,cypp,2025,2027,whole']), 'priorities.csv': priorities([`p,1,${send},priority,yes`, `p,2,${lac},priority,yes`]) },
    { name: 'nottingham', title: 'Nottingham', publisher: publishers.nottingham },
  );
  await more(hub);
  await refreshOverlaps(hub.hub);
  return apiOver(hub.hub);
}

const titles = async (api: TestApi, filter: string): Promise<string[]> => {
  const { data, errors } = await api.query(`{ overlaps(filter: ${filter}) { nodes { title } } }`);
  expect(errors).toEqual([]);
  return data.overlaps.nodes.map((node: { title: string }) => node.title);
};

test('what two authorities state is an overlap; what one alone states is not', async () => {
  const api = await twoPlans();
  expect(await titles(api, '{ region: "E12000004" }')).toEqual(['Special educational needs and disabilities']);
});

test('each member says whose it is, in its own words, and why it belongs', async () => {
  const api = await twoPlans();
  const { data } = await api.query(`{ overlaps { nodes { strength members { totalCount nodes { ring confidence priority { title authorities { name } plan { title } } evidence { kind weight explanation } } } } } }`);
  const [overlap] = data.overlaps.nodes;
  expect(overlap.members.totalCount).toBe(2);
  expect(overlap.members.nodes.map((member: { priority: { authorities: { name: string }[] } }) => member.priority.authorities[0]!.name)).toEqual(['Leicester', 'Nottingham']);
  for (const member of overlap.members.nodes) {
    expect(member.priority.title).toBe(send);
    expect(member.evidence[0].explanation).toMatch(/special educational needs/i);
  }
});

test('every authority asked about is in one list: sharing, not sharing or unknown', async () => {
  const api = await twoPlans(async (hub) => {
    await hub.harvestFiles({ 'plans.csv': plans(['q,E06000016,Leicester care plan,other,2024,2026,partial', 'p,E06000016,Leicester plan,cypp,2024,2026,partial']), 'priorities.csv': priorities([`p,1,${send},priority,yes`]) });
  });
  const { data } = await api.query(`{ overlaps(filter: { authorities: ["E06000016", "E06000018", "E10000021"], period: { from: "2020-01-01", to: "2025-12-31" }, minAuthorities: 1 }) {
    coverage { authority { name } state statement }
    nodes { title coverage { sharing { authority { name } through } notSharing { authority { name } reason } unknown { authority { name } reason } } }
  } }`);
  const [overlap] = data.overlaps.nodes;
  expect(overlap.coverage).toMatchObject({
    sharing: [{ authority: { name: 'Leicester' }, through: 'OWN_PLAN' }, { authority: { name: 'Nottingham' }, through: 'OWN_PLAN' }],
    notSharing: [],
    unknown: [{ authority: { name: 'Northamptonshire' }, reason: expect.stringContaining('no document of Northamptonshire') }],
  });
  expect(data.overlaps.coverage.map((entry: { state: string }) => entry.state)).toEqual(['PARTIAL', 'NO_DOCUMENT', 'WHOLE']);
});

test('unknown is not none: a plan held in part leaves its authority unknown, a whole general one does not', async () => {
  const hub = await openTestHub();
  const authorities = [
    ['Leicester', publishers.leicester, 'whole', `p,1,${lac},priority,yes`],
    ['Nottingham', publishers.nottingham, 'partial', `p,1,${send},priority,yes`],
  ] as const;
  for (const [name, publisher, coverage, row] of authorities) {
    await hub.harvestFiles({ 'plans.csv': plans([`p,${publisher.code},${name} plan,cypp,2024,2026,${coverage}`]), 'priorities.csv': priorities([row]) }, { name, title: name, publisher });
  }
  await refreshOverlaps(hub.hub);
  const api = await apiOver(hub.hub);
  const { data } = await api.query(`{ compare(authorities: ["E06000016", "E06000018"]) { themes { theme { code } cells { authority { name } state reason } } } }`);
  const cells = Object.fromEntries(data.compare.themes.map((theme: { theme: { code: string }; cells: { state: string }[] }) => [theme.theme.code, theme.cells.map((cell) => cell.state)]));
  expect(cells).toEqual({ SEND: ['NOT_STATED', 'PRESENT'], LAC: ['PRESENT', 'UNKNOWN'] });
});

test('an inspector’s recommendation hangs on an overlap as context and does not make one', async () => {
  const api = await twoPlans(async (hub) => {
    await hub.harvestFiles(
      { 'plans.csv': plans(['jar,E06000016,Inspection,improvement,2024,2026,whole', 'p,E06000016,Leicester plan,cypp,2024,2026,partial']), 'priorities.csv': priorities([`p,1,${send},priority,yes`, `jar,2,${lac},recommendation,no`, `jar,3,${send},recommendation,no`]) },
    );
  });
  expect(await titles(api, '{ region: "E12000004" }')).toEqual(['Special educational needs and disabilities']);
  const { data } = await api.query(`{ overlaps { nodes { members { totalCount } context { nodes { priority { ref } } } } } }`);
  expect(data.overlaps.nodes).toEqual([{ members: { totalCount: 2 }, context: { nodes: [{ priority: { ref: '3' } }] } }]);
});

test('a joint plan is shown as an existing commitment and makes no overlap by itself', async () => {
  const hub = await openTestHub();
  await hub.harvestFiles({ 'plans.csv': plans(['j,E06000016;E06000018,Joint SEND plan,send,2024,2026,partial']), 'priorities.csv': priorities([`j,1,${send},priority,yes`]) });
  await refreshOverlaps(hub.hub);
  const api = await apiOver(hub.hub);
  expect(await titles(api, '{ region: "E12000004" }')).toEqual([]);
  const joined = await twoPlans(async (more) => {
    await more.harvestFiles({ 'plans.csv': plans(['j,E06000016;E06000018,Joint SEND plan,send,2024,2026,partial', 'p,E06000016,Leicester plan,cypp,2024,2026,partial']), 'priorities.csv': priorities([`p,1,${send},priority,yes`, `j,2,${send},priority,yes`]) });
  });
  const { data } = await joined.query(`{ overlaps { nodes { jointPlans { title authorities { name } } coverage { sharing { authority { name } statements } } } } }`);
  expect(data.overlaps.nodes[0].jointPlans).toEqual([{ title: 'Joint SEND plan', authorities: [{ name: 'Leicester' }, { name: 'Nottingham' }] }]);
});

describe('time', () => {
  test('without a date the hub takes the latest on which most plans were in force, and says so', async () => {
    const api = await twoPlans();
    const { data } = await api.query(`{ overlaps(filter: { region: "E12000004" }) { days { from to explanation } } }`);
    expect(data.overlaps.days).toMatchObject({ from: '2025-06-01', to: '2025-06-01', explanation: expect.stringContaining('2 of the 2') });
  });

  test('as at a day before one of the plans, there is no overlap', async () => {
    expect(await titles(await twoPlans(), '{ asAt: "2024-06-01" }')).toEqual([]);
  });

  test('plans that were never in force together say so over a period, and concurrentOnly leaves them out', async () => {
    const hub = await openTestHub();
    const both = [
      [publishers.leicester, '2006,2008'],
      [publishers.nottingham, '2015,2018'],
    ] as const;
    for (const [publisher, years] of both) {
      await hub.harvestFiles({ 'plans.csv': plans([`p,${publisher.code},Plan,cypp,${years},partial`]), 'priorities.csv': priorities([`p,1,${send},priority,yes`]) }, { name: publisher.name, title: publisher.name, publisher });
    }
    await refreshOverlaps(hub.hub);
    const api = await apiOver(hub.hub);
    const { data } = await api.query(`{ overlaps(filter: { period: { from: "2006-01-01", to: "2018-12-31" } }) { nodes { concurrent members { nodes { priority { plan { inForceFrom inForceTo } } } } } } }`);
    expect(data.overlaps.nodes).toHaveLength(1);
    expect(data.overlaps.nodes[0].concurrent).toBe(false);
    expect(await titles(api, '{ period: { from: "2006-01-01", to: "2018-12-31" }, concurrentOnly: true }')).toEqual([]);
  });

  test('Northamptonshire is asked about until it ended, and not after', async () => {
    const api = await twoPlans();
    const names = async (asAt: string) => (await api.query(`{ overlaps(filter: { region: "E12000004", asAt: "${asAt}" }) { coverage { authority { name } } } }`)).data.overlaps.coverage.map((entry: { authority: { name: string } }) => entry.authority.name);
    expect(await names('2021-03-31')).toContain('Northamptonshire');
    expect(await names('2021-04-01')).not.toContain('Northamptonshire');
  });

  test('a day to come is told as one, and so is one on which none of those asked about existed', async () => {
    const api = await twoPlans();
    const told = async (filter: string) => (await api.query(`{ overlaps(filter: { ${filter} }) { days { explanation } coverage { statement } } }`)).data.overlaps;
    const statements = async (asAt: string) => (await told(`authorities: ["E06000016"], asAt: "${asAt}"`)).coverage.map(({ statement }: { statement: string }) => statement);
    expect(await statements('2099-01-01')).toEqual(['Leicester: the hub holds no document in force. What the authority will have then is not known yet.']);
    expect(await statements('1999-01-01')).toEqual(['Leicester: the hub holds no document in force. What the authority had then is not known.']);
    expect((await told('authorities: ["E10000021"], asAt: "2022-01-01"')).days.explanation).toBe('Plans in force on 2022-01-01, as asked. None of the authorities asked about existed then, by the days on which the hub knows that they began or ended.');
    expect((await told('region: "E12000004", asAt: "2022-01-01"')).days.explanation).toBe('Plans in force on 2022-01-01, as asked.');
  });

  test('asAt and period together, and a period that ends before it begins, are refused in words', async () => {
    const api = await twoPlans();
    const both = await api.query(`{ overlaps(filter: { asAt: "2025-01-01", period: { from: "2025-01-01", to: "2025-02-01" } }) { totalCount } }`);
    expect(both.errors[0]).toMatchObject({ message: expect.stringContaining('Give one'), extensions: { code: 'BAD_ARGUMENT' } });
    const backwards = await api.query(`{ overlaps(filter: { period: { from: "2025-03-01", to: "2025-02-01" } }) { totalCount } }`);
    expect(backwards.errors[0]!.extensions!.code).toBe('BAD_ARGUMENT');
  });
});

describe('filters', () => {
  async function twoThemes(): Promise<TestApi> {
    const hub = await openTestHub();
    for (const publisher of [publishers.leicester, publishers.nottingham]) {
      await hub.harvestFiles(
        { 'plans.csv': plans([`p,${publisher.code},Plan,cypp,2024,2026,partial`]), 'priorities.csv': ['plan_ref,priority_ref,title,kind,adopted,age_from,age_to', `p,1,${send},priority,yes,0,25`, `p,2,${lac},priority,yes,5,18`].join('\n') },
        { name: publisher.name, title: publisher.name, publisher },
      );
    }
    await refreshOverlaps(hub.hub);
    return apiOver(hub.hub);
  }

  test('themes, text, strength, authorities and ages each narrow the list', async () => {
    const api = await twoThemes();
    expect(await titles(api, '{}')).toHaveLength(2);
    expect(await titles(api, '{ themes: ["SEND"] }')).toEqual(['Special educational needs and disabilities']);
    expect(await titles(api, '{ text: "disabilit" }')).toEqual(['Special educational needs and disabilities']);
    expect(await titles(api, '{ text: "no such words" }')).toEqual([]);
    expect(await titles(api, '{ minStrength: 1 }')).toEqual([]);
    expect(await titles(api, '{ minAuthorities: 3 }')).toEqual([]);
    expect(await titles(api, '{ ages: { from: 0, to: 4 } }')).toEqual(['Special educational needs and disabilities']);
  });

  test('statements that name no ages are about those of their theme, where it has any', async () => {
    const hub = await openTestHub();
    await hub.harvestFiles({ 'themes.csv': 'theme_code,label\nSKILLS,Skills\nEARLYYRS,Early years\nCHEALTH,Health' }, { name: 'more-themes', publisher: publishers.england });
    const stated = (...titles: string[]) => ['plan_ref,priority_ref,title,kind,adopted', ...titles.map((title, index) => `p,${index},${title},priority,yes`)].join('\n');
    for (const publisher of [publishers.leicester, publishers.nottingham]) {
      await hub.harvestFiles({ 'plans.csv': plans([`p,${publisher.code},Plan,cypp,2024,2026,partial`]), 'priorities.csv': stated('Vocational skills and apprenticeships', 'Breastfeeding', 'Early years and nursery education') }, { name: publisher.name, title: publisher.name, publisher });
    }
    await refreshOverlaps(hub.hub);
    const api = await apiOver(hub.hub);
    const [all, young, grown] = await Promise.all(['{}', '{ ages: { from: 0, to: 4 } }', '{ ages: { from: 16, to: 18 } }'].map(async (filter) => new Set(await titles(api, filter))));
    const only = (here: Set<string>, there: Set<string>) => [...here].filter((title) => !there.has(title));
    expect(all!.size).toBe(3);
    expect(only(all!, young!)).toEqual(['Skills']);
    expect(only(all!, grown!)).toEqual(['Early years']);
  });

  test('pages follow one another by cursor without loss or repetition', async () => {
    const api = await twoThemes();
    const all = await api.query(`{ overlaps { totalCount nodes { id } } }`);
    const ids: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 10; page += 1) {
      const { data }: { data: { overlaps: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } } } = await api.query(`query ($after: String) { overlaps(first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`, { after });
      ids.push(...data.overlaps.nodes.map((node) => node.id));
      if (!data.overlaps.pageInfo.hasNextPage) break;
      after = data.overlaps.pageInfo.endCursor;
    }
    expect(ids).toEqual(all.data.overlaps.nodes.map((node: { id: string }) => node.id));
    expect(ids).toHaveLength(all.data.overlaps.totalCount);
  });

  test('a code that the hub does not know is refused, and the message says which are known', async () => {
    const api = await twoThemes();
    const wrong = [
      ['{ region: "E99999999" }', 'UNKNOWN_REGION', 'E12000004 East Midlands'],
      ['{ authorities: ["E06000099"] }', 'UNKNOWN_AUTHORITY', 'E06000099'],
      ['{ themes: ["SEN"] }', 'UNKNOWN_THEME', 'SEND'],
    ] as const;
    for (const [filter, code, words] of wrong) {
      const { errors } = await api.query(`{ overlaps(filter: ${filter}) { totalCount } }`);
      expect(errors[0]).toMatchObject({ message: expect.stringContaining(words), extensions: { code } });
    }
  });

  test('an overlap found by id is the one in the list, with the same id whatever is asked', async () => {
    const api = await twoThemes();
    const { data } = await api.query(`{ overlaps(filter: { themes: ["LAC"] }) { nodes { id } } }`);
    const { id } = data.overlaps.nodes[0];
    const found = await api.query(`query ($id: ID!) { overlap(id: $id) { id title } none: overlap(id: "overlap-nothing") { id } }`, { id });
    expect(found.data.none).toBeNull();
    expect(found.data.overlap).toMatchObject({ id, title: 'Looked-after children' });
  });
});

describe('drafts', () => {
  async function draftAndPlan(): Promise<TestApi> {
    const hub = await openTestHub();
    await hub.harvestFiles({ 'plans.csv': plans(['p,E06000016,Leicester plan,cypp,2024,2026,partial']), 'priorities.csv': priorities([`p,1,${send},priority,yes`]) });
    await hub.harvestFiles(
      { 'plans.csv': 'plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage,status\np,E06000018,Nottingham plan,cypp,2024,2026,partial,draft\n', 'priorities.csv': priorities([`p,1,${send},priority,yes`]) },
      { name: 'nottingham', title: 'Nottingham', publisher: publishers.nottingham },
    );
    await refreshOverlaps(hub.hub);
    return apiOver(hub.hub);
  }

  test('what a draft states is context, not yet an overlap; coverage says that it is a draft', async () => {
    const api = await draftAndPlan();
    expect(await titles(api, '{ region: "E12000004" }')).toEqual([]);
    const { data } = await api.query(`{ overlaps(filter: { region: "E12000004" }) { coverage { statement } } compare(authorities: ["E06000016", "E06000018"]) { themes { cells { state priorities { title } context { title } } } } }`);
    expect(data.overlaps.coverage[1].statement).toContain('It is a draft or consultation, not yet adopted');
    expect(data.compare.themes[0].cells[1]).toEqual({ state: 'UNKNOWN', priorities: [], context: [{ title: send }] });
  });

  test('a whole draft proves nothing missing: what its authority adopted is not known', async () => {
    const hub = await openTestHub();
    await hub.harvestFiles({ 'plans.csv': plans(['p,E06000016,Leicester plan,cypp,2014,2016,partial', 'j,E10000021,Plan of Northamptonshire,cypp,2014,2016,partial']), 'priorities.csv': priorities([`p,1,${send},priority,yes`, `j,2,${send},priority,yes`]) }, { publisher: publishers.england });
    const ofNottingham = (status: string) => hub.harvestFiles({ 'plans.csv': `plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage,status\np,E06000018,Nottingham plan,cypp,2014,2016,whole,${status}\n`, 'priorities.csv': priorities(['p,1,Buses that run on time,priority,yes']) }, { name: 'nottingham', publisher: publishers.nottingham });
    const ask = async () => {
      await refreshOverlaps(hub.hub);
      const { data } = await (await apiOver(hub.hub)).query('{ overlaps(filter: { authorities: ["E06000016", "E06000018", "E10000021"], period: { from: "2015-06-01", to: "2015-06-01" } }) { nodes { coverage { notSharing { authority { name } } unknown { authority { name } reason } } } } }');
      return data.overlaps.nodes;
    };
    for (const status of ['draft', 'Draft for consultation']) {
      await ofNottingham(status);
      expect(await ask()).toEqual([{ coverage: { notSharing: [], unknown: [{ authority: { name: 'Nottingham' }, reason: 'Nottingham has "Nottingham plan" as a draft or for consultation, and no statement in it is in this overlap; what it adopted is not known.' }] } }]);
    }
    await ofNottingham('approved');
    expect(await ask()).toEqual([{ coverage: { notSharing: [{ authority: { name: 'Nottingham' } }], unknown: [] } }]);
  });

  test('the data version of an overlap moves when a plan that states it becomes a draft', async () => {
    const hub = await openTestHub();
    const of = (status: string) => ({ 'plans.csv': `plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage,status\np,E06000016,Leicester plan,cypp,2014,2016,partial,${status}\n`, 'priorities.csv': priorities([`p,1,${send},priority,yes`]) });
    await hub.harvestFiles({ 'plans.csv': plans(['p,E06000018,Nottingham plan,cypp,2014,2016,partial', 'j,E10000021,Plan of Northamptonshire,cypp,2014,2016,partial']), 'priorities.csv': priorities([`p,1,${send},priority,yes`, `j,2,${send},priority,yes`]) }, { name: 'two', publisher: publishers.england });
    const versions: number[] = [];
    for (const status of ['approved', 'Draft']) {
      await hub.harvestFiles(of(status));
      await refreshOverlaps(hub.hub);
      const { data } = await (await apiOver(hub.hub)).query('{ overlap(id: "overlap-SEND") { dataVersion } }');
      versions.push(data.overlap.dataVersion);
    }
    expect(versions[1]).toBeGreaterThan(versions[0]!);
  });

  test('asked for, drafts count', async () => {
    expect(await titles(await draftAndPlan(), '{ region: "E12000004", includeDrafts: true }')).toEqual(['Special educational needs and disabilities']);
  });
});

test('an authority asked about by name that did not exist then is told of, with its successors', async () => {
  const hub = await openTestHub({ reference: false });
  await hub.harvest('seeds/england');
  const api = await apiOver(hub.hub);
  const { data } = await api.query(`{
    after: compare(authorities: ["E10000021", "E06000061"], asAt: "2025-06-30") { authorities { name } coverage { authority { name } state statement } }
    before: overlaps(filter: { authorities: ["E10000021", "E06000061"], asAt: "2008-06-30" }) { coverage { authority { name } state statement } }
  }`);
  expect(data.after.authorities).toEqual([{ name: 'North Northamptonshire' }]);
  expect(data.after.coverage[1]).toMatchObject({ authority: { name: 'Northamptonshire' }, state: 'NOT_THEN', statement: expect.stringContaining('ended on 2021-03-31 and was succeeded by North Northamptonshire (E06000061) and West Northamptonshire') });
  expect(data.before.coverage[1]).toMatchObject({ authority: { name: 'North Northamptonshire' }, state: 'NOT_THEN', statement: expect.stringContaining('did not exist yet') });
});

describe('a plan that its publisher calls whole', () => {
  const whole = 'plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage,stated_priorities\np,E06000016,Leicester plan,cypp,2024,2026,whole,';

  async function stateOfLac(plan: string, rows: string[]): Promise<{ state: string; reason: string }> {
    const hub = await openTestHub();
    await hub.harvestFiles({ 'plans.csv': `${plan}\n`, 'priorities.csv': priorities(rows) });
    await hub.harvestFiles({ 'plans.csv': plans(['p,E06000018,Nottingham plan,cypp,2024,2026,whole']), 'priorities.csv': priorities([`p,1,${lac},priority,yes`]) }, { name: 'nottingham', title: 'Nottingham', publisher: publishers.nottingham });
    await refreshOverlaps(hub.hub);
    const { data } = await (await apiOver(hub.hub)).query('{ compare(authorities: ["E06000016", "E06000018"]) { themes { theme { code } cells { state reason } } } }');
    return data.compare.themes.find((theme: { theme: { code: string } }) => theme.theme.code === 'LAC').cells[0];
  }

  test('shows that a theme is not there', async () => {
    expect(await stateOfLac(`${whole}1`, [`p,1,${send},priority,yes`])).toMatchObject({ state: 'NOT_STATED' });
  });

  test('shows nothing while fewer priorities are held than it states', async () => {
    expect(await stateOfLac(`${whole}2`, [`p,1,${send},priority,yes`])).toMatchObject({ state: 'UNKNOWN' });
  });

  test('nor while one of its priorities was refused', async () => {
    expect(await stateOfLac(whole, [`p,1,${send},priority,yes`, `p,2,${lac},priority,perhaps`])).toMatchObject({ state: 'UNKNOWN' });
  });

  test('nor where it states the theme and does not say that it adopted it', async () => {
    expect(await stateOfLac(whole, [`p,1,${send},priority,yes`, `p,2,${lac},priority,`])).toMatchObject({ state: 'UNKNOWN', reason: expect.stringContaining('not known to have adopted') });
  });
});

describe('a plan of which the hub holds no statement', () => {
  async function leicesterWith(coverage: string, others: Record<string, string> = {}) {
    const hub = await openTestHub();
    await hub.harvestFiles({ 'plans.csv': plans([`p,E06000016,Leicester plan,cypp,2014,2016,${coverage}`]), ...others });
    for (const publisher of [publishers.nottingham, { kind: 'authority', code: 'E10000021', name: 'Northamptonshire' }]) {
      await hub.harvestFiles({ 'plans.csv': plans([`p,${publisher.code},${publisher.name} plan,cypp,2014,2016,whole`]), 'priorities.csv': priorities([`p,1,${lac},priority,yes`]) }, { publisher });
    }
    await refreshOverlaps(hub.hub);
    const { data } = await (await apiOver(hub.hub)).query(`{
      overlaps(filter: { authorities: ["E06000016", "E06000018", "E10000021"], asAt: "2015-06-01" }) { coverage { state statement plans { coverage } } nodes { coverage { notSharing { reason } unknown { reason } } } }
      compare(authorities: ["E06000016", "E06000018"], asAt: "2015-06-01") { themes { cells { state } } }
      plans(filter: { coverage: [WHOLE], authorities: ["E06000016", "E06000018"] }) { nodes { title } }
    }`);
    const [ofLeicester] = data.overlaps.coverage;
    return { ...ofLeicester, ...data.overlaps.nodes[0].coverage, cells: data.compare.themes[0].cells.map(({ state }: { state: string }) => state) as string[], whole: data.plans.nodes.map(({ title }: { title: string }) => title) as string[] };
  }

  test.each(['whole', 'partial'])('is not held %s, whatever its publisher calls it, and leaves its authority unknown', async (coverage) => {
    expect(await leicesterWith(coverage)).toMatchObject({
      state: 'NO_STATEMENT',
      statement: 'Leicester: 1 document in force, known 1 by its title only, with no statement of it held.',
      plans: [{ coverage: 'NO_STATEMENT' }],
      notSharing: [],
      unknown: [{ reason: 'The hub knows one document of Leicester by its title only and holds no statement of it, so what it says is not known.' }],
      cells: ['UNKNOWN', 'PRESENT'],
      whole: ['Nottingham plan'],
    });
  });

  test('is known by its outcomes only where the hub holds those', async () => {
    const held = await leicesterWith('whole', { 'outcomes.csv': 'plan_ref,outcome_ref,title\np,o1,Be healthy\n' });
    expect(held).toMatchObject({ state: 'OUTCOMES_ONLY', statement: 'Leicester: 1 document in force, known 1 by its outcomes only.', notSharing: [], cells: ['UNKNOWN', 'PRESENT'] });
  });

  test('says of itself that none was required, where its publisher does', async () => {
    expect(await leicesterWith('none-required')).toMatchObject({ state: 'NONE_REQUIRED', notSharing: [] });
  });
});

test.each(['priorities', 'Priorities', ' PRIORITIES'])('a plan called whole of whose sheet "%s" a row was refused is held in part: what it is without may be in that row', async (name) => {
  const statement = async (kind: string): Promise<string> => {
    const hub = await openTestHub();
    const sheets = [leicester, { name: 'plans', rows: plans(['p,E06000016,Leicester plan,cypp,2024,2026,whole']).split('\n').map((row) => row.split(',')) }, { name, rows: priorities([`p,1,${lac},priority,yes`, `p,2,${send},${kind},yes`]).split('\n').map((row) => row.split(',')) }];
    expect((await hub.harvest(fileOf(workbookBytes(sheets)))).status).toBe('harvested');
    const { data } = await (await apiOver(hub.hub)).query('{ overlaps(filter: { authorities: ["E06000016"] }) { coverage { statement } } }');
    return data.overlaps.coverage[0].statement as string;
  };
  expect(await statement('priority')).toBe('Leicester: 1 document in force, known 1 whole.');
  expect(await statement('no-such-kind')).toBe('Leicester: 1 document in force, known 1 in part.');
});
