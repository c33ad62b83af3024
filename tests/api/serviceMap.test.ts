import { describe, expect, test } from 'vitest';
import { apiOver, type TestApi } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';

const leicester: PackageFiles = {
  'services.csv': [
    'service_ref,name,provider,commissioner,authority_codes,theme_codes,target_group,tier_model,tiers,latitude,longitude,open_to_residents_of,annual_cost,cost_year,contract_end,notice_by,extension,assured_on,status',
    'near,Near clinic,Trust,ICB,E06000016,SEND,care leavers,Derby,3;4,52.64,-1.14,E06000016,10000,FY2024/25,2026-03-31,2025-09-30,12 months,2025-05-01,',
    'middle,Middle school,Council,Council,E06000016,SEND,,CAMHS,3,52.70,-1.14,,,,2026,2025-10,,2024-05-01,',
    'nowhere,No known place,,,E06000016,SEND,,,,,,,,,,,,,',
    'over,Closed in 2020,,,E06000016,SEND,,,,52.64,-1.14,,,,2026-01-31,,,,closed',
  ].join('\n'),
  'service_capacities.csv': 'service_ref,capacity_ref,unit,maximum\nmiddle,c,places,12\nnear,c,places,40',
  'service_places.csv': 'service_ref,place_ref,latitude,longitude\nmiddle,hut,52.9548,-1.1581',
};
const nottingham: PackageFiles = {
  'services.csv': [
    'service_ref,name,authority_codes,theme_codes,latitude,longitude,open_to_residents_of,contract_end,notice_by,capacity,capacity_unit,quality',
    'open,Open to Leicester,E06000018,SEND,52.95,-1.15,E06000016;E06000018,2026-06,,,,',
    'closed,For Nottingham alone,E06000018,LAC,52.951,-1.15,E06000018,,,20,places,Good (2023)',
    'silent,Does not say,E06000018,SEND,52.952,-1.15,,,,,,',
    'later,Ends later,E06000018,SEND,52.953,-1.15,,2027-01,,,,',
  ].join('\n'),
};

async function openMap(): Promise<TestApi> {
  const { hub, harvestFiles } = await openTestHub();
  expect((await harvestFiles(leicester)).issues).toEqual([]);
  expect((await harvestFiles(nottingham, { publisher: publishers.nottingham })).issues).toEqual([]);
  return apiOver(hub);
}

describe('services are narrowed', () => {
  test.each([
    ['{ tiers: { model: "derby", tiers: ["3"] } }', ['Near clinic']],
    ['{ tiers: { model: "CAMHS", tiers: ["3", "9"] } }', ['Middle school']],
    ['{ provider: "TRUST" }', ['Near clinic']],
    ['{ commissioner: "council" }', ['Middle school']],
    ['{ targetGroup: "leavers" }', ['Near clinic']],
    ['{ contractEnds: { from: "2026-03-15", to: "2026-03-31" } }', ['Middle school', 'Near clinic']],
    ['{ contractEnds: { from: "2026-06-30", to: "2026-12-01" } }', ['Middle school', 'Open to Leicester']],
    ['{ contractEnds: { from: "2027-01-31", to: "2027-02-01" } }', ['Ends later']],
    ['{ annualCost: { from: 10000 } }', ['Near clinic']],
    ['{ annualCost: { to: 9999 } }', []],
    ['{ capacity: { unit: "Places", from: 10, to: 20 } }', ['For Nottingham alone', 'Middle school']],
    ['{ capacity: { unit: "beds" } }', []],
    ['{ quality: "GOOD" }', ['For Nottingham alone']],
    ['{ states: [COST, CONTRACT_END] }', ['Near clinic']],
    ['{ doesNotState: [PLACE] }', ['No known place']],
    ['{ authorities: ["E06000016"], doesNotState: [CONTRACT_END] }', ['No known place']],
    ['{ states: [OPENNESS], authorities: ["E06000018"] }', ['For Nottingham alone', 'Open to Leicester']],
    ['{ openToResidentsOf: ["E06000018"] }', ['For Nottingham alone', 'Open to Leicester']],
    ['{ assuredSince: "2025-01-01" }', ['Near clinic']],
  ])('by %s', async (filter, names) => {
    const { data, errors } = await (await openMap()).query(`{ services(filter: ${filter}) { totalCount nodes { name } } }`);
    expect(errors).toEqual([]);
    expect(data.services.nodes.map(({ name }: { name: string }) => name)).toEqual(names);
    expect(data.services.totalCount).toBe(names.length);
  });
});

test('a service open to the whole region is open to the residents of each of its authorities', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({ 'services.csv': 'service_ref,name,authority_codes,open_to_residents_of\nall,For the region,E06000018,E12000004\nsome,For Leicester,E06000018,E06000016\nnone,Does not say,E06000018,' }, { publisher: publishers.nottingham });
  const { data } = await (await apiOver(hub)).query('{ leicester: services(filter: { openToResidentsOf: ["E06000016"] }) { nodes { name } } nottingham: services(filter: { openToResidentsOf: ["E06000018"] }) { nodes { name } } }');
  expect([data.leicester, data.nottingham].map(({ nodes }) => nodes.map(({ name }: { name: string }) => name))).toEqual([['For Leicester', 'For the region'], ['For the region']]);
});

test('a service open to an authority, to its region or to a larger area is open to the residents of each area within, and not the other way round', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const files = {
    'areas.csv': 'area_code,name,kind,parent_code\nNORTH,North,locality,E06000018\nBULWELL,Bulwell,ward,NORTH\nBASFORD,Basford,ward,E06000018',
    'services.csv': 'service_ref,name,authority_codes,open_to_residents_of\na,For the region,E06000018,E12000004\nb,For Nottingham,E06000018,E06000018\nc,For the north,E06000018,NORTH\nd,For Bulwell,E06000018,BULWELL\ne,For England,E06000018,E92000001\nf,For Leicester,E06000018,E06000016\ng,Does not say,E06000018,',
  };
  expect((await harvestFiles(files, { publisher: publishers.nottingham })).issues).toEqual([]);
  const ask = (alias: string, codes: string) => `${alias}: services(filter: { openToResidentsOf: [${codes}] }) { nodes { name } }`;
  const { data, errors } = await (await apiOver(hub)).query(`{ ${ask('bulwell', '"BULWELL"')} ${ask('basford', '"BASFORD"')} ${ask('both', '"BASFORD", "E06000016"')} ${ask('city', '"E06000018"')} }`);
  expect(errors).toEqual([]);
  const names = ({ nodes }: { nodes: { name: string }[] }): string[] => nodes.map(({ name }) => name.replace('For ', ''));
  expect(names(data.bulwell)).toEqual(['Bulwell', 'England', 'Nottingham', 'the north', 'the region']);
  expect(names(data.basford)).toEqual(['England', 'Nottingham', 'the region']);
  expect(names(data.both)).toEqual(['England', 'Leicester', 'Nottingham', 'the region']);
  expect(names(data.city)).toEqual(['England', 'Nottingham', 'the region']);
});

describe('services near a point', () => {
  const near = (args: string) => `{ servicesNear(${args}) { basis { latitude longitude withoutPlace explanation } totalCount pageInfo { endCursor } nodes { distanceKm isOpen service { name } } } }`;

  test('are listed from the nearest of their places, closed ones left out, and those without a place counted, not left out in silence', async () => {
    const { data, errors } = await (await openMap()).query(near('latitude: 52.64, longitude: -1.14, withinKm: 30, filter: { themes: ["SEND"], authorities: ["E06000016"] }'));
    expect(errors).toEqual([]);
    expect(data.servicesNear.nodes).toEqual([{ distanceKm: 0, isOpen: null, service: { name: 'Near clinic' } }, { distanceKm: 6.67, isOpen: null, service: { name: 'Middle school' } }]);
    expect(data.servicesNear.basis).toEqual({ latitude: 52.64, longitude: -1.14, withoutPlace: 1, explanation: 'Distances are from the point given, as the crow flies. Of 1 service under the filter no place is known: it may be nearer than any listed.' });
  });

  test('outside an authority say whether they are open to its residents, from the middle of its own when no point is given', async () => {
    const api = await openMap();
    const { data, errors } = await api.query(near('outsideOf: "E06000016", withinKm: 60'));
    expect(errors).toEqual([]);
    expect(data.servicesNear.basis.explanation).toBe("Distances are from the middle of the 3 known places of the authority's own services, as the crow flies. Every service under the filter has a known place.");
    expect(data.servicesNear.nodes.map(({ isOpen, service }: { isOpen: string; service: { name: string } }) => [service.name, isOpen])).toEqual([['Open to Leicester', 'YES'], ['For Nottingham alone', 'NO'], ['Does not say', 'NOT_STATED'], ['Ends later', 'NOT_STATED']]);
    const first = await api.query(near('outsideOf: "E06000016", withinKm: 60, first: 1'));
    const second = await api.query(near(`outsideOf: "E06000016", withinKm: 60, first: 1, after: "${first.data.servicesNear.pageInfo.endCursor}"`));
    expect(second.data.servicesNear).toMatchObject({ totalCount: 4, nodes: [{ service: { name: 'For Nottingham alone' } }] });
  });

  test('are open to an authority when they are open to its region or to England', async () => {
    const { hub, harvestFiles } = await openTestHub();
    const { issues } = await harvestFiles({ 'services.csv': 'service_ref,name,authority_codes,latitude,longitude,open_to_residents_of\n1,Of the region,E06000018,52.95,-1.15,E12000004\n2,Of England,E06000018,52.951,-1.15,E92000001\n3,Of elsewhere,E06000018,52.952,-1.15,E06000018' }, { publisher: publishers.nottingham });
    expect(issues).toEqual([]);
    const { data } = await (await apiOver(hub)).query(near('latitude: 52.95, longitude: -1.15, outsideOf: "E06000016"'));
    expect(data.servicesNear.nodes.map(({ isOpen }: { isOpen: string }) => isOpen)).toEqual(['YES', 'YES', 'NO']);
  });

  test.each([
    ['withinKm: 5', 'Neither a point nor outsideOf is given.'],
    ['latitude: 52', 'longitude is missing.'],
    ['latitude: 95, longitude: 0', 'is off the globe'],
    ['latitude: 52, longitude: 0, withinKm: 201', 'withinKm is 201. Expected more than 0, and at most 200.'],
    ['outsideOf: "E10000021"', 'Of no service of E10000021 a place is known'],
    ['outsideOf: "X"', 'has the code "X"'],
  ])('(%s) are refused: %s', async (args, message) => {
    const { errors } = await (await openMap()).query(near(args));
    expect(errors[0]?.message).toContain(message);
  });
});

describe('contracts that end', () => {
  const contracts = (filter: string) => `{ contractsEnding(filter: ${filter}) { theme { code } couldBeJoint noticeBy explanation authorities { name } contracts { end noticeBy extension service { name } authorities { name } } withoutEnd { authority { name } services } } }`;

  test('within some days meet by theme; a closed service and one that ends later are left out, what states no end is counted', async () => {
    const { data, errors, statements } = await (await openMap()).query(contracts('{ region: "E12000004", ends: { from: "2026-01-01", to: "2026-12-31" } }'));
    expect(errors).toEqual([]);
    expect(data.contractsEnding).toEqual([{
      theme: { code: 'SEND' }, couldBeJoint: true, noticeBy: null,
      explanation: '3 contracts for Special educational needs and disabilities of 2 authorities (Leicester, Nottingham) end between 2026-01-01 and 2026-12-31. By when notice must be given is not stated of 1. Of 2 more services of the theme no end of a contract is stated. They could buy together in time, if they buy the same.',
      authorities: [{ name: 'Leicester' }, { name: 'Nottingham' }],
      contracts: [
        { end: '2026', noticeBy: '2025-10', extension: null, service: { name: 'Middle school' }, authorities: [{ name: 'Leicester' }] },
        { end: '2026-03-31', noticeBy: '2025-09-30', extension: '12 months', service: { name: 'Near clinic' }, authorities: [{ name: 'Leicester' }] },
        { end: '2026-06', noticeBy: null, extension: null, service: { name: 'Open to Leicester' }, authorities: [{ name: 'Nottingham' }] },
      ],
      withoutEnd: [{ authority: { name: 'Leicester' }, services: 1 }, { authority: { name: 'Nottingham' }, services: 1 }],
    }]);
    expect(statements).toBeLessThanOrEqual(8);
  });

  test('of one authority are no occasion to buy together, and tell until when notice is sure', async () => {
    const { data } = await (await openMap()).query(contracts('{ authorities: ["E06000016"], themes: ["SEND"], ends: { from: "2026-01-01", to: "2026-12-31" } }'));
    expect(data.contractsEnding).toMatchObject([{ couldBeJoint: false, noticeBy: '2025-09-30' }]);
  });

  test('on days that are over are no occasion any more', async () => {
    const { hub, harvestFiles } = await openTestHub();
    await harvestFiles(leicester);
    await harvestFiles(nottingham, { publisher: publishers.nottingham });
    const { data } = await (await apiOver(hub, { today: '2027-01-01' })).query(contracts('{ region: "E12000004", ends: { from: "2026-01-01", to: "2026-12-31" } }'));
    expect(data.contractsEnding).toMatchObject([{ couldBeJoint: false, explanation: expect.stringMatching(/These days are over: it is too late to buy together\.$/) }]);
  });

  test.each([
    ['{ ends: { from: "2026-01-01", to: "2026-12-31" } }', 'Neither region nor authorities is given.'],
    ['{ region: "E12000004", ends: { from: "2026-12-31", to: "2026-01-01" } }', 'ends.from (2026-12-31) is after ends.to (2026-01-01).'],
    ['{ region: "E12000004", themes: ["X"], ends: { from: "2026-01-01", to: "2026-12-31" } }', '"X"'],
  ])('(%s) are refused: %s', async (filter, message) => {
    const { errors } = await (await openMap()).query(contracts(filter));
    expect(errors[0]?.message).toContain(message);
  });
});
