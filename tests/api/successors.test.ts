import { expect, test } from 'vitest';
import { refreshOverlaps } from '../../src/hub.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers, referenceFiles } from '../support/harvest.ts';

const [county, north, west, derby] = ['E10000021', 'E06000061', 'E06000062', 'E06000015'] as const;
const send = 'Better support for children with special educational needs';

interface Given {
  ref: string;
  codes: readonly string[];
  dates: string;
  title?: string;
}

/** A county that two successors followed, beside Derby, and plans of theirs that state the same unless they say otherwise. */
async function dividedHub(...plans: Given[]) {
  const hub = await openTestHub({ reference: false });
  const report = await hub.harvestFiles({
    ...referenceFiles,
    'authorities.csv': ['gss_code,name,kind,region_code,valid_from,valid_to,successor_codes', `${county},Northamptonshire,county,E12000004,,2021-03-31,${north};${west}`, `${north},North Northamptonshire,unitary,E12000004,2021-04-01,,`, `${west},West Northamptonshire,unitary,E12000004,2021-04-01,,`, `${derby},Derby,unitary,E12000004,,,`].join('\n'),
    'plans.csv': ['plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to', ...plans.map(({ ref, codes, dates }) => `${ref},${codes.join(';')},Plan ${ref},cypp,whole,${dates}`)].join('\n'),
    'priorities.csv': ['plan_ref,priority_ref,title,kind,adopted', ...plans.map(({ ref, title = send }) => `${ref},${ref},${title},priority,yes`)].join('\n'),
  }, { publisher: publishers.england });
  expect(report.issues).toEqual([]);
  await refreshOverlaps(hub.hub);
  return hub;
}

async function divided(...plans: Given[]) {
  return apiOver((await dividedHub(...plans)).hub);
}

const before = { ref: 'before', codes: [county], dates: '2018,2020' };
const after = { ref: 'after', codes: [north], dates: '2022,2024' };
const ofWest = { ref: 'west', codes: [west], dates: '2022,2024' };
const ofDerby = { ref: 'derby', codes: [derby], dates: '2019,2024' };
const acrossTheChange = 'region: "E12000004", period: { from: "2006-01-01", to: "2026-12-01" }';

test('an authority and its successor make no overlap by themselves, in no list and in no match; two successors do', async () => {
  const asked = `{ overlaps(filter: { ${acrossTheChange} }) { nodes { sharedBy } } explainMatch(a: "E92000001/before", b: "E92000001/after") { verdict summary overlaps { id } reasons { aspect weight explanation } } }`;
  const { data } = await (await divided(before, after)).query(asked);
  expect(data.overlaps.nodes).toEqual([]);
  expect(data.explainMatch).toMatchObject({ verdict: 'SAME_AUTHORITY', overlaps: [], summary: 'Both stand under Special educational needs and disabilities, and both are Northamptonshire’s, whose place North Northamptonshire took: they make no overlap with each other.' });
  expect(data.explainMatch.reasons).toContainEqual({ aspect: 'AUTHORITY', weight: -1, explanation: 'Both are Northamptonshire’s, whose place North Northamptonshire took: an overlap needs statements of two authorities.' });
  expect((await (await divided(before, after, ofWest)).query(asked)).data.overlaps.nodes).toEqual([{ sharedBy: 2 }]);
});

test('beside another authority both are named and counted once: in sharing, strength, the case, the order and the filter', async () => {
  const api = await divided(before, after, ofDerby);
  const overlaps = (more = '') => `overlaps(filter: { ${acrossTheChange}${more} }) { nodes { sharedBy strength authorities { name } coverage { sharing { authority { name } countedWith { name } } } commissioningCase { components { name value explanation } } } }`;
  const { data } = await api.query(`{ all: ${overlaps()} three: ${overlaps(', minAuthorities: 3')} }`);
  expect(data.three.nodes).toEqual([]);
  const [overlap] = data.all.nodes;
  expect(overlap).toMatchObject({ sharedBy: 2, authorities: [{ name: 'Derby' }, { name: 'North Northamptonshire' }, { name: 'Northamptonshire' }] });
  expect(overlap.coverage.sharing.map((one: { countedWith: { name: string }[] }) => one.countedWith.map(({ name }) => name))).toEqual([[], ['Northamptonshire'], ['North Northamptonshire']]);
  // Both have a document and share it: as sure as the readings are.
  expect(overlap.strength).toBeGreaterThan(0.9);
  expect(overlap.commissioningCase.components.find(({ name }: { name: string }) => name === 'COVERAGE')).toMatchObject({ value: 1, explanation: '2 of the 2 authorities with a document share it. Of 1 more it holds no document. North Northamptonshire and Northamptonshire count as 1: some of them took the place of others.' });
});

test('one that shared it and whose successors have it no longer is one of the two that its place is by now', async () => {
  const other = 'Buses that run on time';
  const api = await divided(before, { ...after, title: other }, { ...ofWest, title: other }, ofDerby);
  const { data } = await api.query(`{ overlaps(filter: { ${acrossTheChange} }) { nodes { sharedBy coverage { notSharing { authority { name } } } commissioningCase { components { name explanation } } } } }`);
  expect(data.overlaps.nodes[0]).toMatchObject({ sharedBy: 2, coverage: { notSharing: [{ authority: { name: 'North Northamptonshire' } }, { authority: { name: 'West Northamptonshire' } }] } });
  expect(data.overlaps.nodes[0].commissioningCase.components.find(({ name }: { name: string }) => name === 'COVERAGE').explanation).toContain('2 of the 3 authorities with a document share it. 1 other has a whole general plan without it.');
});

test('a joint plan is listed and counted in AGREEMENTS where it commits two of those asked about, and not where one of them is not asked about or is no more', async () => {
  const joint = { ref: 'joint', codes: [county, derby], dates: '2020-01-01,2024-12-31' };
  const api = await divided(before, joint, ofDerby, after);
  const jointPlans = async (filter: string) => {
    const { data } = await api.query(`{ overlaps(filter: { ${filter} }) { nodes { jointPlans { title } commissioningCase { components { name explanation } } } } }`);
    const [{ jointPlans: listed, commissioningCase }] = data.overlaps.nodes;
    const { explanation } = commissioningCase.components.find(({ name }: { name: string }) => name === 'AGREEMENTS');
    return [listed.map(({ title }: { title: string }) => title), explanation.includes('Plan joint')];
  };
  expect(await jointPlans(`authorities: ["${county}", "${derby}", "${west}"], asAt: "2020-06-01"`)).toEqual([['Plan joint'], true]);
  // Its successor shares it by now, and is not bound by it.
  expect(await jointPlans(`region: "E12000004", period: { from: "2020-01-01", to: "2022-12-31" }`)).toEqual([[], false]);
  expect(await jointPlans(`authorities: ["${derby}", "${north}"], asAt: "2022-06-01"`)).toEqual([[], false]);
  expect(await jointPlans(`region: "E12000004", asAt: "2022-06-01"`)).toEqual([[], false]);
});

test('what an indicator counts in a county is not added to what it counts in those that took its place: they are the same children', async () => {
  const { hub, harvestFiles } = await dividedHub(before, after, ofWest, ofDerby);
  await harvestFiles({
    'indicators.csv': 'indicator_code,title,measure,unit,polarity,theme_codes\nSEN-N,Number of children with a plan,count,children,low,SEND',
    'observations.csv': `indicator_code,area_code,period,value\n${[[county, 'CY2020', 1_000], [north, 'CY2022', 480], [west, 'CY2022', 520]].map(([code, period, value]) => `SEN-N,${code},${period},${value}`).join('\n')}`,
  }, { publisher: publishers.england, name: 'figures' });
  const { data, errors } = await (await apiOver(hub, { today: '2024-06-30' })).query(`{ overlaps(filter: { ${acrossTheChange} }) { nodes { sharedBy childrenConcerned { byIndicator { children explanation observations { areaCode } notKnown { name } } } } } }`);
  expect(errors).toEqual([]);
  expect(data.overlaps.nodes).toEqual([{ sharedBy: 3, childrenConcerned: { byIndicator: [{
    children: 1_000,
    explanation: 'Number of children with a plan: 1,000 in 2 of the 4 authorities that share it, CY2022. The children of one are counted with another authority’s.',
    observations: [{ areaCode: north }, { areaCode: west }],
    notKnown: [{ name: 'Derby' }],
  }] } }]);
});

test('value for money asks one authority fewer where both its successors are asked', async () => {
  const { data } = await (await divided(before, after, ofWest, ofDerby)).query('{ valueForMoney(region: "E12000004") { unitCosts { explanation } savings { explanation } } }');
  expect(data.valueForMoney).toMatchObject({ unitCosts: { explanation: expect.stringMatching(/^Of 3 authorities the hub holds/) }, savings: { explanation: expect.stringContaining('of 3 authorities.') } });
});
