import { describe, expect, test } from 'vitest';
import { apiOver, type TestApi } from '../support/api.ts';
import { makePackage, openTestHub, type PackageFiles, type PackageFolder, type TestHub } from '../support/harvest.ts';

/** What the five files lean on. */
const leanedOn: PackageFiles = {
  'areas.csv': `
    area_code,name,kind,parent_code
    L-WEST,West,locality,E06000016
    L-PARK,Park ward,ward,L-WEST
  `,
  'plans.csv': `
    plan_ref,authority_codes,title,kind,coverage
    cypp,E06000016,Children and Young People's Plan,cypp,whole
    corporate,E06000016,Corporate plan,corporate,partial
  `,
  'services.csv': `
    service_ref,name,authority_codes,theme_codes
    home,Short breaks home,E06000016,SEND
  `,
  'groups.csv': `
    group_ref,name,kind,authority_codes
    board,Trust board,board,E06000016
  `,
};

/** One row of each of the five files, with every column filled. */
const filled: PackageFiles = {
  'populations.csv': `
    area_code,period,age_from,age_to,persons,sex,source,locator,note
    L-PARK,2008-06-30,0,4,812,female,Mid-year estimates,table 2,Rounded
  `,
  'plan_links.csv': `
    plan_ref,related_ref,related_title,relation,source,locator,note
    cypp,corporate,The Council's Corporate Plan,contributes to,Cabinet report,para 1.7,Four priorities
  `,
  'service_use.csv': `
    service_ref,service_kind,home_area_code,place_area_code,period,users,basis,provider,paid_by,cost,breakdown,source,locator,note
    home,residential short breaks,E06000018,L-PARK,FY2008/09,7,placement,A charity,Nottingham City Council,350000.5,looked-after children,Contract return,row 12,Estimated
  `,
  'budgets.csv': `
    authority_codes,period,amount,basis,kind,theme_codes,service_ref,contributors,text,source,locator,note
    E06000016;E06000018,FY2008/09,-250000.25,change,pooled,LAC;SEND,home,City Council;Primary Care Trust,Less for short breaks,Budget book,page 9,Provisional
  `,
  'meetings.csv': `
    group_ref,date,papers_due,item,subject_ref,for,source,locator,note
    board,2008-05-30,2008-05,Young people without work,NI 117,exception,Agenda,item 4,Moved from April
  `,
};

const everyColumn = `{
  populations { nodes { area { code } areaCode period periodKind periodFrom periodTo ageFrom ageTo persons sex ...where } }
  planLinks { nodes { plan { ref } related { ref } relatedTitle relation ...where } }
  serviceUse { nodes { service { ref } serviceKind homeArea { code kind } homeAreaCode placeArea { code kind } placeAreaCode period periodKind periodFrom periodTo users basis provider paidBy cost breakdown ...where } }
  budgets { nodes { authorities { code } period periodKind periodFrom periodTo amount basis kind themes { code } service { ref } contributors text ...where } }
  meetings { nodes { group { ref } date papersDue item subjectRef for ...where } }
}
fragment where on PublishedRecord { note provenance { document locator file line } }`;

interface Opened {
  testHub: TestHub;
  api: TestApi;
  folder: PackageFolder;
}

async function open(files: PackageFiles): Promise<Opened> {
  const testHub = await openTestHub();
  const folder = makePackage(files);
  expect((await testHub.harvest(folder)).issues).toEqual([]);
  return { testHub, folder, api: await apiOver(testHub.hub) };
}

async function ask(api: TestApi, text: string) {
  const { data, errors } = await api.query(text);
  expect(errors).toEqual([]);
  return data;
}

const found = (file: string, document: string, locator: string, note: string) => ({ note, provenance: { document, locator, file, line: 2 } });
const year = { period: 'FY2008/09', periodKind: 'FINANCIAL_YEAR', periodFrom: '2008-04-01', periodTo: '2009-03-31' };

describe('every column of the five files', () => {
  test('lands and is published', async () => {
    const { api } = await open({ ...leanedOn, ...filled });
    expect(await ask(api, everyColumn)).toEqual({
      populations: {
        nodes: [
          {
            area: { code: 'L-PARK' }, areaCode: 'L-PARK', period: '2008-06-30', periodKind: 'DAY', periodFrom: '2008-06-30', periodTo: '2008-06-30',
            ageFrom: 0, ageTo: 4, persons: 812, sex: 'FEMALE', ...found('populations.csv', 'Mid-year estimates', 'table 2', 'Rounded'),
          },
        ],
      },
      planLinks: {
        nodes: [{ plan: { ref: 'cypp' }, related: { ref: 'corporate' }, relatedTitle: "The Council's Corporate Plan", relation: 'contributes to', ...found('plan_links.csv', 'Cabinet report', 'para 1.7', 'Four priorities') }],
      },
      serviceUse: {
        nodes: [
          {
            service: { ref: 'home' }, serviceKind: 'residential short breaks', homeArea: { code: 'E06000018', kind: 'AUTHORITY' }, homeAreaCode: 'E06000018',
            placeArea: { code: 'L-PARK', kind: 'WARD' }, placeAreaCode: 'L-PARK', ...year, users: 7, basis: 'PLACEMENT', provider: 'A charity', paidBy: 'Nottingham City Council',
            cost: 350000.5, breakdown: 'looked-after children', ...found('service_use.csv', 'Contract return', 'row 12', 'Estimated'),
          },
        ],
      },
      budgets: {
        nodes: [
          {
            authorities: [{ code: 'E06000016' }, { code: 'E06000018' }], ...year, amount: -250000.25, basis: 'CHANGE', kind: 'POOLED', themes: [{ code: 'LAC' }, { code: 'SEND' }],
            service: { ref: 'home' }, contributors: ['City Council', 'Primary Care Trust'], text: 'Less for short breaks', ...found('budgets.csv', 'Budget book', 'page 9', 'Provisional'),
          },
        ],
      },
      meetings: {
        nodes: [
          {
            group: { ref: 'board' }, date: '2008-05-30', papersDue: '2008-05', item: 'Young people without work', subjectRef: 'NI 117', for: 'EXCEPTION',
            ...found('meetings.csv', 'Agenda', 'item 4', 'Moved from April'),
          },
        ],
      },
    });
  });

  test('may be left empty where the row does not need it', async () => {
    const { api } = await open({
      ...leanedOn,
      'populations.csv': 'area_code,period,age_from,age_to,persons\nE06000016,CY2008,0,19,80000',
      'plan_links.csv': 'plan_ref,related_title\ncypp,Local Area Agreement',
      'service_use.csv': 'service_kind,home_area_code,period,users\nresidential special school,E06000016,AY2008/09,12',
      'budgets.csv': 'authority_codes,period,amount,kind\nE06000016,FY2008/09,5,spend',
      'meetings.csv': 'group_ref,date\nboard,2008',
    });
    expect(await ask(api, '{ populations { nodes { sex } } planLinks { nodes { related { ref } relation } } serviceUse { nodes { service { ref } placeArea { code } placeAuthority { code } crossBoundary basis cost } } budgets { nodes { basis service { ref } themes { code } contributors text } } meetings { nodes { papersDue item for } } }')).toEqual({
      populations: { nodes: [{ sex: null }] },
      planLinks: { nodes: [{ related: null, relation: null }] },
      serviceUse: { nodes: [{ service: null, placeArea: null, placeAuthority: null, crossBoundary: null, basis: null, cost: null }] },
      budgets: { nodes: [{ basis: null, service: null, themes: [], contributors: [], text: null }] },
      meetings: { nodes: [{ papersDue: null, item: null, for: null }] },
    });
  });

  const changes: [file: string, from: string, to: string, query: string, then: object][] = [
    ['populations.csv', '812', '815', '{ populations { nodes { persons } } }', { populations: { nodes: [{ persons: 815 }] } }],
    ['plan_links.csv', 'contributes to', 'part of', '{ planLinks { nodes { relation } } }', { planLinks: { nodes: [{ relation: 'part of' }] } }],
    ['service_use.csv', ',7,placement', ',9,placement', '{ serviceUse { nodes { users } } }', { serviceUse: { nodes: [{ users: 9 }] } }],
    ['budgets.csv', '-250000.25', '-300000', '{ budgets { nodes { amount } } }', { budgets: { nodes: [{ amount: -300000 }] } }],
    ['meetings.csv', 'exception', 'decision', '{ meetings { nodes { for } } }', { meetings: { nodes: [{ for: 'DECISION' }] } }],
  ];

  test.each(changes)('of %s is updated when it is published again', async (file, from, to, query, then) => {
    const { testHub, folder, api } = await open({ ...leanedOn, ...filled });
    folder.write({ ...leanedOn, ...filled, [file]: String(filled[file]).replace(from, to) });
    expect((await testHub.harvest(folder)).counts).toMatchObject({ added: 0, changed: 1, withdrawn: 0 });
    expect(await ask(api, query)).toEqual(then);
  });

  test('is withdrawn with its file, and comes back with it', async () => {
    const { testHub, folder, api } = await open({ ...leanedOn, ...filled });
    const count = '{ populations { totalCount } planLinks { totalCount } serviceUse { totalCount } budgets { totalCount } meetings { totalCount } }';
    const counts = async () => Object.values((await ask(api, count)) as Record<string, { totalCount: number }>).map(({ totalCount }) => totalCount);
    expect(await counts()).toEqual([1, 1, 1, 1, 1]);
    folder.write(leanedOn);
    expect((await testHub.harvest(folder)).counts).toMatchObject({ withdrawn: 5 });
    expect(await counts()).toEqual([0, 0, 0, 0, 0]);
    folder.write({ ...leanedOn, ...filled });
    await testHub.harvest(folder);
    expect(await counts()).toEqual([1, 1, 1, 1, 1]);
  });
});

test('relations lead both ways', async () => {
  const { api } = await open({ ...leanedOn, ...filled });
  const { area, nottingham, plans, groups, theme, authority } = await ask(
    api,
    `{ area(code: "L-PARK") { populations { nodes { persons authority { code } } } serviceUseAsPlace { nodes { users } } serviceUseAsHome { totalCount } }
       nottingham: authority(code: "E06000018") { populations { totalCount } serviceUseAsHome { nodes { users homeAuthority { code } placeAuthority { code } } } serviceUseAsPlace { totalCount } budgets { nodes { amount } } }
       authority(code: "E06000016") { services { nodes { use { nodes { users } } budgets { nodes { amount } } } } budgets { totalCount } region { populations { totalCount } serviceUseAsHome { totalCount } } }
       plans { nodes { ref links { nodes { relation } } linkedFrom { nodes { relation plan { ref } } } } }
       groups { nodes { meetings(filter: { for: [EXCEPTION] }) { nodes { item } } told: meetings(filter: { for: [INFORMATION] }) { totalCount } } }
       theme(code: "LAC") { budgets { nodes { amount } } } }`,
  );
  expect(area).toEqual({ populations: { nodes: [{ persons: 812, authority: null }] }, serviceUseAsPlace: { nodes: [{ users: 7 }] }, serviceUseAsHome: { totalCount: 0 } });
  expect(nottingham).toEqual({
    populations: { totalCount: 0 }, serviceUseAsHome: { nodes: [{ users: 7, homeAuthority: { code: 'E06000018' }, placeAuthority: { code: 'E06000016' } }] }, serviceUseAsPlace: { totalCount: 0 },
    budgets: { nodes: [{ amount: -250000.25 }] },
  });
  expect(authority).toEqual({
    services: { nodes: [{ use: { nodes: [{ users: 7 }] }, budgets: { nodes: [{ amount: -250000.25 }] } }] }, budgets: { totalCount: 1 },
    region: { populations: { totalCount: 0 }, serviceUseAsHome: { totalCount: 0 } },
  });
  expect(plans.nodes).toEqual([
    { ref: 'cypp', links: { nodes: [{ relation: 'contributes to' }] }, linkedFrom: { nodes: [] } },
    { ref: 'corporate', links: { nodes: [] }, linkedFrom: { nodes: [{ relation: 'contributes to', plan: { ref: 'cypp' } }] } },
  ]);
  expect(groups.nodes).toEqual([{ meetings: { nodes: [{ item: 'Young people without work' }] }, told: { totalCount: 0 } }]);
  expect(theme).toEqual({ budgets: { nodes: [{ amount: -250000.25 }] } });
});

describe('use across boundaries', () => {
  const use = (rows: string) => `service_kind,home_area_code,place_area_code,period,users,basis\n${rows}`;
  const files: PackageFiles = {
    ...leanedOn,
    'service_use.csv': use(`
      within one ward's authority,L-PARK,E06000016,CY2008,1,choice
      away,E06000016,E06000018,CY2008,2,placement
      away from a ward,L-PARK,E06000018,CY2008,3,placement
      coming in,E06000018,L-WEST,CY2008,4,referral
      nobody says where,E06000016,,CY2008,5,placement
      somewhere in England,E06000016,E92000001,CY2008,6,
    `.trim()),
  };
  const users = async (api: TestApi, filter: string): Promise<number[]> => ((await ask(api, `{ serviceUse(filter: { ${filter} }) { nodes { users } } }`)).serviceUse.nodes as { users: number }[]).map((row) => row.users).toSorted((a, b) => a - b);

  test('is told from use at home by the authorities around home and place, and what is not known is neither', async () => {
    const { api } = await open(files);
    expect(await users(api, 'crossBoundary: true')).toEqual([2, 3, 4]);
    expect(await users(api, 'crossBoundary: false')).toEqual([1]);
    const { serviceUse } = await ask(api, '{ serviceUse { nodes { users crossBoundary } } }');
    const across = Object.groupBy(serviceUse.nodes as { users: number; crossBoundary: boolean | null }[], (row) => String(row.crossBoundary));
    expect(Object.entries(across).map(([key, rows]) => [key, rows!.map((row) => row.users).toSorted((a, b) => a - b)] as const).toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual([['false', [1]], ['null', [5, 6]], ['true', [2, 3, 4]]]);
  });

  test('is found from either side, by basis and by words', async () => {
    const { api } = await open(files);
    const { authority } = await ask(api, '{ authority(code: "E06000018") { serviceUseAsPlace(filter: { crossBoundary: true }) { nodes { users } } serviceUseAsHome { nodes { users } } } }');
    expect(authority).toEqual({ serviceUseAsPlace: { nodes: expect.arrayContaining([{ users: 2 }, { users: 3 }]) }, serviceUseAsHome: { nodes: [{ users: 4 }] } });
    expect(await users(api, 'crossBoundary: true, bases: [PLACEMENT]')).toEqual([2, 3]);
    expect(await users(api, 'homes: ["L-PARK"]')).toEqual([1, 3]);
    expect(await users(api, 'places: ["E92000001"]')).toEqual([6]);
    expect(await users(api, 'authorities: ["E06000018"]')).toEqual([2, 3, 4]);
    expect(await users(api, 'text: "nobody"')).toEqual([5]);
  });

  test('areas that lie in one another go nowhere, as two packages could say together before the hub refused it', async () => {
    const area = (row: string): PackageFiles => ({ 'areas.csv': `area_code,name,kind,parent_code\n${row}` });
    const { api, testHub, folder } = await open(area('L-WEST,West,locality,'));
    const wards = makePackage(area('L-PARK,Park ward,ward,L-WEST'), { name: 'wards' });
    expect((await testHub.harvest(wards)).issues).toEqual([]);
    folder.write({ ...files, ...area('L-WEST,West,locality,') });
    expect((await testHub.harvest(folder)).issues).toEqual([]);
    await testHub.rows(`update area set parent_code = 'L-PARK' where id = 'L-WEST'`);
    expect(await testHub.rows(`select parent_code from area where id in ('L-PARK', 'L-WEST') order by id`)).toEqual([{ parent_code: 'L-WEST' }, { parent_code: 'L-PARK' }]);
    expect(await users(api, 'crossBoundary: true')).toEqual([2]);
  });

  test('takes one statement for the authorities around, however many rows', async () => {
    const { api } = await open(files);
    const { statements } = await api.query('{ serviceUse { nodes { homeAuthority { name } placeAuthority { name } crossBoundary } } }');
    expect(statements).toBe(2);
  });
});

describe('filters', () => {
  test('populations by whole age bands, by sex and by the latest of each series', async () => {
    const { api } = await open({
      'populations.csv': `
        area_code,period,age_from,age_to,persons,sex
        E06000016,CY2007,0,4,1,
        E06000016,CY2008,0,4,2,all
        E06000016,CY2008,0,4,3,male
        E06000016,CY2008,0,19,4,
        E06000016,2007-06-30,0,4,5,
      `,
    });
    const persons = async (filter: string) => ((await ask(api, `{ populations(filter: { ${filter} }) { nodes { persons } } }`)).populations.nodes as { persons: number }[]).map((row) => row.persons).toSorted((a, b) => a - b);
    expect(await persons('ages: { from: 0, to: 4 }')).toEqual([1, 2, 3, 5]);
    expect(await persons('sexes: [ALL]')).toEqual([1, 2, 4, 5]);
    expect(await persons('latest: true')).toEqual([2, 3, 4, 5]);
    expect(await persons('latest: true, to: "2007-12-31"')).toEqual([1, 5]);
    expect(await persons('from: "2008-01-01", region: "E12000004"')).toEqual([2, 3, 4]);
  });

  test('money by kind and by what its amount means, of which none stated is a whole sum', async () => {
    const { api } = await open({
      'budgets.csv': `
        authority_codes,period,amount,basis,kind,theme_codes
        E06000016,FY2007/08,1,,budget,SEND
        E06000016,FY2008/09,2,total,budget,
        E06000016,FY2008/09,3,change,budget,
        E06000016,FY2008/09,4,,spend,
      `,
    });
    const amounts = async (filter: string) => ((await ask(api, `{ budgets(filter: { ${filter} }) { nodes { amount } } }`)).budgets.nodes as { amount: number }[]).map((row) => row.amount).toSorted((a, b) => a - b);
    expect(await amounts('bases: [TOTAL], kinds: [BUDGET]')).toEqual([1, 2]);
    expect(await amounts('bases: [CHANGE]')).toEqual([3]);
    expect(await amounts('themes: ["SEND"]')).toEqual([1]);
    expect(await amounts('from: "2009-01-01"')).toEqual([2, 3, 4]);
  });

  test('a meeting of which only the year or month is known is kept when it may have been then', async () => {
    const { api } = await open({ ...leanedOn, 'meetings.csv': 'group_ref,date\nboard,2008\nboard,2008-05\nboard,2008-05-30\nboard,2009-01-01' });
    const dates = async (filter: string) => ((await ask(api, `{ meetings(filter: { ${filter} }) { nodes { date } } }`)).meetings.nodes as { date: string }[]).map((row) => row.date);
    expect(await dates('from: "2008-05-31"')).toEqual(['2008', '2008-05', '2009-01-01']);
    expect(await dates('from: "2008-06-01"')).toEqual(['2008', '2009-01-01']);
    expect(await dates('to: "2008-05-29"')).toEqual(['2008', '2008-05']);
    expect(await dates('to: "2008-04-30"')).toEqual(['2008']);
  });
});
