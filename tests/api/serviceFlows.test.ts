import { describe, expect, test } from 'vitest';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';

const header = 'service_ref,service_kind,home_area_code,place_area_code,period,users,basis,provider,paid_by,cost,breakdown';
const use = (...rows: string[]): PackageFiles => ({ 'service_use.csv': [header, ...rows].join('\n') });
const [leicester, nottingham, northamptonshire] = ['E06000016', 'E06000018', 'E10000021'];

/** Services that Leicester has, and places within it. */
const leicesterHas: PackageFiles = {
  'areas.csv': 'area_code,name,kind,parent_code\nL-WEST,West,locality,E06000016\nL-PARK,Park ward,ward,L-WEST',
  'services.csv': 'service_ref,name,authority_codes,theme_codes,provider\noak,Oak School,E06000016,SEND,Oak Trust\nelm,Elm House,E06000016,LAC,',
};

async function openApi(leicesterTells: PackageFiles, nottinghamTells: PackageFiles = {}, englandTells: PackageFiles = {}): Promise<TestApi> {
  const testHub = await openTestHub();
  for (const [files, publisher, name] of [[{ ...leicesterHas, ...leicesterTells }, publishers.leicester, 'use'], [nottinghamTells, publishers.nottingham, 'use'], [englandTells, publishers.england, 'use']] as const) {
    if (Object.keys(files).length > 0) expect((await testHub.harvestFiles(files, { publisher, name })).issues).toEqual([]);
  }
  return apiOver(testHub.hub);
}

async function ask(api: TestApi, text: string) {
  const { data, errors, statements } = await api.query(text);
  expect(errors).toEqual([]);
  return { ...data, statements };
}

interface Cell {
  home: { name: string };
  place: { name: string };
  users: number;
}
async function cells(api: TestApi, filter = ''): Promise<string[]> {
  const { serviceFlows } = await ask(api, `{ serviceFlows${filter && `(filter: { ${filter} })`} { nodes { home { name } place { name } users } } }`);
  return (serviceFlows.nodes as Cell[]).map(({ home, place, users }) => `${home.name} > ${place.name}: ${users}`);
}

describe('flows', () => {
  const rows = use(
    `oak,,${nottingham},${leicester},FY2008/09,14,choice,,,,`,
    `oak,,${leicester},L-PARK,FY2008/09,6,choice,,,,`,
    `oak,,${northamptonshire},L-WEST,FY2008/09,0,choice,,,,`,
    `,residential special school,L-PARK,${nottingham},FY2008/09,3,placement,A charity,Leicester City Council,300000,`,
    `,residential special school,${leicester},${northamptonshire},FY2008/09,2,placement,A charity,Leicester City Council,,`,
    `,foster care,${leicester},,FY2008/09,5,placement,,,,`,
    `,foster care,${leicester},E92000001,FY2008/09,4,placement,,,,`,
  );

  test('are a matrix of home and place, wards counted with their authority, the greatest first, with what is known of cost', async () => {
    const api = await openApi(rows);
    const { serviceFlows, statements } = await ask(api, '{ serviceFlows { totalCount nodes { home { code } place { code } crossBoundary users rows services cost usersCosted costPerUser rowsWithoutCost isThin explanation } } }');
    expect(serviceFlows.totalCount).toBe(5);
    expect(serviceFlows.nodes[0]).toEqual({
      home: { code: nottingham }, place: { code: leicester }, crossBoundary: true, users: 14, rows: 1, services: 1, cost: null, usersCosted: 0, costPerUser: null, rowsWithoutCost: 1, isThin: false,
      explanation: '14 users from Nottingham were served in Leicester in FY2008/09, by 1 row naming 1 service. No row states a cost, which does not mean that it was free.',
    });
    expect(serviceFlows.nodes[2]).toMatchObject({
      home: { code: leicester }, place: { code: nottingham }, users: 3, services: 0, cost: 300_000, usersCosted: 3, costPerUser: 100_000, isThin: true,
      explanation: '3 users from Leicester were served in Nottingham in FY2008/09, by 1 row naming kinds of service alone. Fewer than 10 say little. £300,000 are stated for 3 users, £100,000 for each, which rests on fewer than 10.',
    });
    expect(await cells(api)).toEqual(['Nottingham > Leicester: 14', 'Leicester > Leicester: 6', 'Leicester > Nottingham: 3', 'Leicester > Northamptonshire: 2', 'Northamptonshire > Leicester: 0']);
    expect(statements).toBeLessThanOrEqual(7);
  });

  test('say who is a net importer; use whose place is not known is neither at home nor away, and what is not told is not 0', async () => {
    const { serviceFlows } = await ask(await openApi(rows), '{ serviceFlows { balances { authority { name } comingIn goingOut within placeNotKnown homeNotKnown net standing explanation } } }');
    expect(serviceFlows.balances).toEqual([
      {
        authority: { name: 'Leicester' }, comingIn: 14, goingOut: 5, within: 6, placeNotKnown: 9, homeNotKnown: null, net: 9, standing: 'CANNOT_SAY',
        explanation: 'In FY2008/09, into Leicester: 14; out of it: 5; at home: 6. Which is more cannot be said: those counted in neither could change it. Counted in neither: 9 more users from it whose place is not known to lie in one authority.',
      },
      { authority: { name: 'Northamptonshire' }, comingIn: 2, goingOut: 0, within: null, placeNotKnown: null, homeNotKnown: null, net: 2, standing: 'CANNOT_SAY', explanation: 'In FY2008/09, into Northamptonshire: 2; out of it: 0; at home: not told. Which is more cannot be said: fewer than 10 come in and go out.' },
      { authority: { name: 'Nottingham' }, comingIn: 3, goingOut: 14, within: null, placeNotKnown: null, homeNotKnown: null, net: -11, standing: 'NET_EXPORTER', explanation: expect.stringContaining('More go out than come in, by 11.') },
    ]);
  });

  test('of which one side is not told are no balance, and authorities of which nothing is told stay in the answer', async () => {
    const api = await openApi(use(`oak,,${nottingham},${leicester},FY2008/09,40,,,,,`));
    const { serviceFlows } = await ask(api, `{ serviceFlows(filter: { authorities: ["${leicester}", "${northamptonshire}"] }) { balances { authority { name } comingIn goingOut net standing explanation } } }`);
    expect(serviceFlows.balances).toEqual([
      { authority: { name: 'Leicester' }, comingIn: 40, goingOut: null, net: null, standing: 'CANNOT_SAY', explanation: 'In FY2008/09, into Leicester: 40; out of it: not told; at home: not told. Which is more cannot be said: of one side nothing is told.' },
      { authority: { name: 'Northamptonshire' }, comingIn: null, goingOut: null, net: null, standing: 'CANNOT_SAY', explanation: 'No row tells of use from Northamptonshire or in it in FY2008/09, which does not mean that there was none.' },
    ]);
  });

  test('are read only as far as those whose home or place is not known could not change the reading', async () => {
    const standing = async (...unknown: string[]) => (await ask(await openApi(use(`oak,,${nottingham},${leicester},CY2008,20,,,,,`, `elm,,${leicester},${nottingham},CY2008,10,,,,,`, ...unknown)), `{ serviceFlows(filter: { authorities: ["${leicester}"] }) { balances { standing } } }`)).serviceFlows.balances;
    expect(await standing(`,foster care,${leicester},,CY2008,7,,,,,`)).toEqual([{ standing: 'NET_IMPORTER' }]);
    expect(await standing(`,foster care,${leicester},,CY2008,8,,,,,`)).toEqual([{ standing: 'CANNOT_SAY' }]);
    expect(await standing(`elm,,E12000004,${leicester},CY2008,300,,,,,`)).toEqual([{ standing: 'NET_IMPORTER' }]);
  });

  test('that differ by a tenth or less are balanced', async () => {
    const standing = async (goingOut: number) => (await ask(await openApi(use(`oak,,${nottingham},${leicester},CY2008,20,,,,,`, `elm,,${leicester},${nottingham},CY2008,${goingOut},,,,,`)), `{ serviceFlows(filter: { authorities: ["${leicester}"] }) { balances { standing } } }`)).serviceFlows.balances;
    expect(await standing(18)).toEqual([{ standing: 'BALANCED' }]);
    expect(await standing(17)).toEqual([{ standing: 'NET_IMPORTER' }]);
  });

  test('name services mainly used from outside, of ten known users or more, and say nothing of services elsewhere', async () => {
    const api = await openApi(use(
      `oak,,${nottingham},L-PARK,CY2008,12,,,,,`, `oak,,${leicester},${leicester},CY2008,8,,,,,`, `oak,,E12000004,${leicester},CY2008,3,,,,,`,
      `elm,,${nottingham},${leicester},CY2008,9,,,,,`,
    ));
    const services = async (authority: string) => (await ask(api, `{ serviceFlows(filter: { authorities: ["${authority}"] }) { mainlyOutside { service { name } users outside homeNotKnown shareOutside explanation } } }`)).serviceFlows.mainlyOutside;
    expect(await services(leicester)).toEqual([
      { service: { name: 'Oak School' }, users: 20, outside: 12, homeNotKnown: 3, shareOutside: 60, explanation: '12 of the 20 users of Oak School in CY2008 whose home is known came from another authority. 3 more users whose home is not known to lie in one authority are left out.' },
    ]);
    // Of Nottingham's view only those who come from it are at hand.
    expect(await services(nottingham)).toEqual([]);
  });
});

describe('what is never added', () => {
  test('is two periods, not even a quarter and its year: the latest counts unless another is asked for', async () => {
    const api = await openApi(use(
      `oak,,${nottingham},${leicester},FY2008/09,40,,,,,`, `oak,,${nottingham},${leicester},FY2008-Q4,11,,,,,`, `elm,,${nottingham},${leicester},FY2008/09,1,,,,,`, `oak,,${nottingham},${leicester},CY2007,30,,,,,`,
    ));
    const { serviceFlows } = await ask(api, '{ serviceFlows { basis { period periodKind rows otherPeriods { period periodKind rows } explanation } nodes { users } } }');
    expect(serviceFlows).toEqual({
      basis: {
        period: 'FY2008/09', periodKind: 'FINANCIAL_YEAR', rows: 2, otherPeriods: [{ period: 'FY2008-Q4', periodKind: 'FINANCIAL_QUARTER', rows: 1 }, { period: 'CY2007', periodKind: 'CALENDAR_YEAR', rows: 1 }],
        explanation: '2 rows of service use of FY2008/09, about everybody. Nobody says that they are all: small numbers and whole services may be missing. There are rows of other periods, which are never added: FY2008-Q4 (1), CY2007 (1).',
      },
      nodes: [{ users: 41 }],
    });
    expect(await cells(api, 'period: "FY2008-Q4"')).toEqual(['Nottingham > Leicester: 11']);
    expect(await cells(api, 'period: "FY2005/06"')).toEqual([]);
  });

  test('is a group of users and everybody', async () => {
    const api = await openApi(use(`oak,,${nottingham},${leicester},CY2008,40,,,,,`, `oak,,${nottingham},${leicester},CY2008,12,,,,,looked-after children`));
    expect(await cells(api)).toEqual(['Nottingham > Leicester: 40']);
    expect(await cells(api, 'breakdown: "looked-after children"')).toEqual(['Nottingham > Leicester: 12']);
    const { serviceFlows } = await ask(api, '{ serviceFlows(filter: { breakdown: "girls" }) { basis { period otherGroups { breakdown rows } explanation } } }');
    expect(serviceFlows.basis).toEqual({
      period: null, otherGroups: [{ breakdown: null, rows: 1 }, { breakdown: 'looked-after children', rows: 1 }],
      explanation: 'The hub was told of no use of services by the group "girls" that fits. That does not mean that there was none. There are rows of other groups of users, which are never added: everybody (1), looked-after children (1).',
    });
  });

  test('is a ward and its authority, where one source tells of both', async () => {
    const api = await openApi(use(`oak,,${nottingham},${leicester},CY2008,40,,,,,`, `oak,,${nottingham},L-WEST,CY2008,25,,,,,`, `oak,,${nottingham},L-PARK,CY2008,10,,,,,`, `elm,,${nottingham},L-PARK,CY2008,1,,,,,`));
    const { serviceFlows } = await ask(api, '{ serviceFlows { basis { rows partRows explanation } nodes { users } } }');
    expect(serviceFlows).toEqual({ basis: { rows: 2, partRows: 2, explanation: expect.stringContaining('Left out: 2 rows about a part of a place of which the same source also tells as a whole.') }, nodes: [{ users: 41 }] });
  });

  test('is what two sources tell of the same: the home authority counts first, then the one that serves', async () => {
    const fromNottingham = use(`,day school,${nottingham},${leicester},CY2008,39,,,,,`, `,special school,${leicester},${nottingham},CY2008,8,placement,,,,`);
    const api = await openApi(use(`oak,day school,${nottingham},${leicester},CY2008,41,,,,,`, `,Special  School,${leicester},${nottingham},CY2008,7,placement,,,,`), fromNottingham);
    expect(await cells(api)).toEqual(['Nottingham > Leicester: 39', 'Leicester > Nottingham: 7']);
    const { serviceFlows } = await ask(api, '{ serviceFlows { basis { rows toldAgainRows explanation } } }');
    expect(serviceFlows.basis).toEqual({ rows: 2, toldAgainRows: 2, explanation: expect.stringContaining('Left out: 2 rows of use of which another source tells already.') });
  });

  test('is use of other themes; rows that name only a kind are left out, and said to be', async () => {
    const api = await openApi(use(`oak,,${nottingham},${leicester},CY2008,40,,,,,`, `elm,,${nottingham},${leicester},CY2008,5,,,,,`, `,special school,${nottingham},${leicester},CY2009,7,,,,,`));
    const { serviceFlows } = await ask(api, '{ serviceFlows(filter: { themes: ["SEND"] }) { basis { period kindOnlyRows explanation } nodes { users } } }');
    expect(serviceFlows).toEqual({ basis: { period: 'CY2008', kindOnlyRows: 1, explanation: expect.stringContaining('Left out: 1 row that names only a kind of service, whose themes are not known.') }, nodes: [{ users: 40 }] });
    expect(await cells(api, 'bases: [PLACEMENT]')).toEqual([]);
  });
});

describe('placements', () => {
  const rows = use(
    `,Residential special school,${leicester},${nottingham},FY2008/09,6,placement,A charity,Leicester City Council,600000,`,
    `,residential special school ,L-PARK,${northamptonshire},FY2008/09,5,placement,a charity,Leicester City Council,,`,
    `oak,,${nottingham},${leicester},FY2008/09,2,placement,,,50000,`,
    `,foster care,${leicester},L-WEST,FY2008/09,20,placement,,,,`,
    `,foster care,${leicester},,FY2008/09,3,placement,,,,`,
    `,day care,${leicester},${nottingham},FY2008/09,50,choice,,,,`,
  );

  test('outside the home authority are told by kind, provider and payer; only rows that state a cost are divided', async () => {
    const { placements, statements } = await ask(await openApi(rows), '{ placements { summary { outside within placeNotKnown cost usersCosted costPerUser rowsWithoutCost explanation } nodes { kind service { name } provider paidBy homes { name } places { name } users rows cost usersCosted costPerUser rowsWithoutCost isThin explanation } } }');
    expect(placements.nodes).toEqual([
      {
        kind: 'Residential special school', service: null, provider: 'A charity', paidBy: 'Leicester City Council', homes: [{ name: 'Leicester' }], places: [{ name: 'Nottingham' }, { name: 'Northamptonshire' }],
        users: 11, rows: 2, cost: 600_000, usersCosted: 6, costPerUser: 100_000, rowsWithoutCost: 1, isThin: false,
        explanation: '11 users placed outside the home authority in FY2008/09: Residential special school; provider A charity; paid by Leicester City Council. From Leicester to Nottingham, Northamptonshire. £600,000 are stated for 6 users, £100,000 for each, which rests on fewer than 10. 1 row states no cost and is left out of it.',
      },
      { kind: null, service: { name: 'Oak School' }, provider: 'Oak Trust', paidBy: null, homes: [{ name: 'Nottingham' }], places: [{ name: 'Leicester' }], users: 2, rows: 1, cost: 50_000, usersCosted: 2, costPerUser: 25_000, rowsWithoutCost: 0, isThin: true, explanation: expect.stringContaining('Oak School; provider Oak Trust; paid by not stated.') },
    ]);
    expect(placements.summary).toEqual({
      outside: 13, within: 20, placeNotKnown: 3, cost: 650_000, usersCosted: 8, costPerUser: 81_250, rowsWithoutCost: 1,
      explanation: 'Users placed in FY2008/09, outside the home authority: 13; within it: 20; where is not known: 3. Outside: £650,000 are stated for 8 users, £81,250 for each, which rests on fewer than 10. 1 row states no cost and is left out of it.',
    });
    expect(statements).toBeLessThanOrEqual(8);
  });

  test('are those of the authorities asked about, wherever they are', async () => {
    const api = await openApi(rows);
    const users = async (code: string) => ((await ask(api, `{ placements(filter: { authorities: ["${code}"] }) { nodes { users } } }`)).placements.nodes as { users: number }[]).map((row) => row.users);
    expect(await users(leicester)).toEqual([11]);
    expect(await users(nottingham)).toEqual([2]);
  });

  test('of which nobody told are not none', async () => {
    const { placements } = await ask(await openApi(use(`oak,,${nottingham},${leicester},CY2008,40,choice,,,,`)), '{ placements { totalCount basis { period explanation } summary { outside cost explanation } } }');
    expect(placements).toEqual({
      totalCount: 0, basis: { period: null, explanation: 'The hub was told of no use of services that fits. That does not mean that there was none.' },
      summary: { outside: null, cost: null, explanation: 'No row tells of a placement, which does not mean that there was none.' },
    });
  });
});

describe('asked wrongly', () => {
  test.each([
    ['serviceFlows(filter: { period: "2008/09" })', 'BAD_ARGUMENT', 'period is "2008/09". Expected: a period as published, such as CY2008'],
    ['placements(filter: { authorities: ["E06000999"] })', 'UNKNOWN_AUTHORITY', 'E06000999'],
    ['serviceFlows(filter: { themes: ["NOPE"] })', 'UNKNOWN_THEME', 'NOPE'],
    ['serviceFlows(first: 501)', 'PAGE_TOO_LARGE', '501'],
  ])('%s is refused', async (field, code, words) => {
    const { errors } = await (await openApi(use())).query(`{ ${field} { totalCount } }`);
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining(words), extensions: expect.objectContaining({ code }) })]);
  });
});

test('the matrix is paged, and a cursor leads on', async () => {
  const api = await openApi(use(`oak,,${nottingham},${leicester},CY2008,40,,,,,`, `oak,,${leicester},${leicester},CY2008,30,,,,,`, `oak,,${northamptonshire},${leicester},CY2008,20,,,,,`));
  const first = (await ask(api, '{ serviceFlows(first: 2) { nodes { users } pageInfo { hasNextPage endCursor } } }')).serviceFlows;
  expect(first).toMatchObject({ nodes: [{ users: 40 }, { users: 30 }], pageInfo: { hasNextPage: true } });
  expect((await ask(api, `{ serviceFlows(first: 2, after: "${first.pageInfo.endCursor}") { nodes { users } pageInfo { hasNextPage } } }`)).serviceFlows).toEqual({ nodes: [{ users: 20 }], pageInfo: { hasNextPage: false } });
});

test('the seeds hold no service use, and the hub says so instead of none', async () => {
  const hub = await openSeededHub();
  try {
    const { serviceFlows, placements } = await ask(await apiOver(hub), '{ serviceFlows(filter: { region: "E12000004" }) { totalCount basis { rows explanation } balances { authority { name } standing } } placements(filter: { region: "E12000004" }) { totalCount basis { explanation } } }');
    expect(serviceFlows).toMatchObject({ totalCount: 0, basis: { rows: 0, explanation: 'The hub was told of no use of services that fits. That does not mean that there was none.' } });
    expect(serviceFlows.balances).toContainEqual({ authority: { name: 'Leicester' }, standing: 'CANNOT_SAY' });
    expect(placements.basis.explanation).toContain('does not mean that there was none');
  } finally {
    await hub.close();
  }
});
