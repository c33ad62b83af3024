import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refuseTooMany } from '../../src/api/read/value/refuseTooMany.ts';
import { refreshDuplicates, type Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';

/** A hub with these files of the region, beside the reference data; ask for a field of what its money buys. */
async function open(files: PackageFiles, { england }: { england?: PackageFiles } = {}) {
  const testHub = await openTestHub();
  if (england) expect((await testHub.harvestFiles(england, { publisher: publishers.england, name: 'more' })).issues).toEqual([]);
  expect((await testHub.harvestFiles(files, { publisher: publishers.eastMidlands })).issues).toEqual([]);
  const api = await apiOver(testHub.hub);
  return { ...testHub, ask: async (fields: string, args = 'authorities: ["E06000016", "E06000018"]') => {
    const { data, errors, statements } = await api.query(`{ valueForMoney(${args}) { ${fields} } }`);
    expect(errors).toEqual([]);
    return { ...data.valueForMoney, statements };
  } };
}

const unitCosts = 'unitCosts { explanation types { theme { code } serviceKind per unit money authoritiesKnown authoritiesAsked rowsWithoutCost figures { authority { name } period records incomplete amount units unitCost adjusted isSmall explanation } spread { authorities median explanation } } }';

const deflator: PackageFiles = {
  'indicators.csv': 'indicator_code,title,measure,unit,polarity\nGDP,Prices,score,index,neutral',
  'observations.csv': 'indicator_code,area_code,period,value,status,breakdown\nGDP,E92000001,FY2010/11,80,final,\nGDP,E92000001,FY2011/12,85,final,services only\nGDP,E92000001,FY2012/13,100,final,\nGDP,E92000001,FY2011/12,,suppressed,\nGDP,E06000016,FY2011/12,1,final,',
};

describe('unit costs', () => {
  test('users cost what their own row says, by theme and by kind of service, and groups are never added to all', async () => {
    const { ask } = await open({
      'services.csv': 'service_ref,name,authority_codes,theme_codes\nh,Home,E06000016,SEND',
      'service_use.csv': `
        service_ref,service_kind,home_area_code,period,users,cost,breakdown
        h,Residential  School,E06000016,FY2010/11,20,800000,
        ,residential school,E06000016,FY2010/11,5,300000,
        h,residential school,E06000016,FY2010/11,9,900000,looked-after children
        ,residential school,E06000018,FY2010/11,0,5000,
        ,residential school,E06000018,FY2012/13,7,,
      `,
    }, { england: deflator });
    const { unitCosts: found, prices, statements } = await ask(`prices ${unitCosts}`, 'authorities: ["E06000016", "E06000018"], priceYear: "FY2012/13", deflator: "GDP"');
    expect(found.types.map(({ theme, serviceKind, per, rowsWithoutCost, authoritiesKnown }: Record<string, unknown>) => [theme, serviceKind, per, rowsWithoutCost, authoritiesKnown])).toEqual([[null, 'residential school', 'USER', 1, 1], [{ code: 'SEND' }, null, 'USER', 0, 1]]);
    const [words, themed] = found.types;
    // £1,100,000 over 25, and at 80 to 100 £55,000.
    expect(words.figures).toMatchObject([
      { authority: { name: 'Leicester' }, period: 'FY2010/11', records: 2, incomplete: 0, amount: 1_100_000, units: 25, unitCost: 44_000, adjusted: 55_000, isSmall: false },
      { authority: { name: 'Nottingham' }, records: 0, incomplete: 1, amount: 5000, units: 0, unitCost: null, adjusted: null, isSmall: false, explanation: '£5,000 is stated, for no number of users above 0.' },
    ]);
    expect(themed.figures).toMatchObject([{ unitCost: 40_000, adjusted: 50_000 }]);
    expect(words.spread).toMatchObject({ authorities: 1, median: null, explanation: expect.stringContaining('5 are needed') });
    expect(prices).toContain('by GDP, of which the hub has values for England for 2 years');
    expect(statements).toBeLessThanOrEqual(22);
  });

  test('of use that two sources tell of, or a row about the whole and one about a part, one counts, and areas within are their authority', async () => {
    const { ask, harvestFiles } = await open({
      'areas.csv': 'area_code,name,kind,parent_code\nE05000001,Abbey,ward,E06000016\nE05000002,Arboretum,ward,E06000018',
      'service_use.csv': 'service_kind,home_area_code,period,users,cost\ncare,E06000016,FY2011/12,20,1000\ncare,E05000001,FY2011/12,12,900\ncare,E05000002,FY2011/12,10,200',
    });
    await harvestFiles({ 'service_use.csv': 'service_kind,home_area_code,period,users,cost\nCare,E06000016,FY2011/12,25,2500' });
    expect((await ask(unitCosts)).unitCosts.types).toMatchObject([{ serviceKind: 'care', figures: [{ authority: { name: 'Leicester' }, records: 1, amount: 2500, units: 25 }, { authority: { name: 'Nottingham' }, records: 1, amount: 200, units: 10, unitCost: 20 }] }]);
  });

  test('more than 2,000 figures are refused, with how to narrow', async () => {
    const kinds = (count: number) => Array.from({ length: count }, (_, at) => `kind ${at},E06000016,FY2011/12,20,400`);
    const { harvestFiles, hub } = await open({ 'service_use.csv': ['service_kind,home_area_code,period,users,cost', ...kinds(2_000)].join('\n') });
    const told = async () => (await apiOver(hub)).query('{ valueForMoney(authorities: ["E06000016"]) { unitCosts { types { serviceKind } } } }');
    const { data, errors } = await told();
    expect([errors, data.valueForMoney.unitCosts.types.length]).toEqual([[], 2_000]);
    await harvestFiles({ 'service_use.csv': 'service_kind,home_area_code,period,users,cost\none more,E06000016,FY2011/12,20,400' });
    expect((await told()).errors).toMatchObject([{ extensions: { code: 'BAD_ARGUMENT' }, message: '2001 unit costs fit, and one answer holds 2000. Narrow by authorities, themes, or from and to.' }]);
  });

  test('a year without a value of the deflator, and one without a deflator, are not adjusted', async () => {
    const use = { 'service_use.csv': 'service_kind,home_area_code,period,users,cost\ncare,E06000016,FY2011/12,4,400' };
    const { ask } = await open(use, { england: deflator });
    const figure = async (args: string) => (await ask(unitCosts, `authorities: ["E06000016"], ${args}`)).unitCosts.types[0].figures[0];
    expect(await figure('priceYear: "FY2012/13", deflator: "GDP"')).toMatchObject({ unitCost: 100, adjusted: null, isSmall: true, explanation: '£400 over 4 users in 1 record is £100 each. Fewer than 10: one more or fewer would change it much. Not adjusted to FY2012/13: GDP has no value for FY2011/12.' });
    expect(await figure('priceYear: "FY2012/13"')).toMatchObject({ adjusted: null, explanation: expect.stringContaining('no deflator was named') });
    expect(await figure('priceYear: "FY2011/12"')).toMatchObject({ adjusted: 100 });
    expect((await ask('prices', 'authorities: ["E06000016"]')).prices).toContain('amounts of different years are not compared');
  });

  test('places of services that are one count once, and what authorities share is not divided', async () => {
    const services = (...rows: string[]) => ({ 'services.csv': ['service_ref,name,provider,authority_codes,theme_codes,postcode,annual_cost,cost_year,capacity,capacity_unit', ...rows].join('\n') });
    const { ask, hub, harvestFiles } = await open(services('sb,Short Breaks,Rainbow Ltd,E06000016,SEND,LE1 5WW,200000,FY2010/11,20,places', 'o,Own club,Acorn,E06000016,SEND,,100000,FY2010/11,20, Places', 'j,Joint home,Both,E06000016;E06000018,SEND,,900000,FY2010/11,9,places', 'n,No cost,Oak,E06000016,SEND,,,,9,places', 'z,No places,Elm,E06000016,SEND,,7000,FY2010/11,,places'));
    await harvestFiles(services('r,Short Breaks,Rainbow Limited,E06000016,SEND,LE1 5WW,200000,FY2010/11,20,places'));
    await refreshDuplicates(hub);
    const told = async () => (await ask(unitCosts)).unitCosts;
    expect((await told()).types[0].figures).toMatchObject([{ records: 3, incomplete: 1, amount: 500_000, units: 60 }]);
    const { errors } = await (await apiOver(hub, { asReviewer: 'Analyst' })).query('mutation { decideDuplicate(input: { services: ["E12000004/sb", "E06000016/r"], isSame: true, note: "One." }) { decision { id } } }');
    expect(errors).toEqual([]);
    const { types, explanation } = await told();
    expect(types).toMatchObject([{ per: 'PLACE', unit: 'places', rowsWithoutCost: 1, figures: [{ records: 2, amount: 300_000, units: 40, unitCost: 7500 }] }]);
    expect(explanation).toContain('1 service without a yearly cost');
    expect(explanation).toContain('1 service of several authorities together, whose cost is not divided among them, left out.');
  });

  test('a service of which one record states a cost and another none states one, whatever reviewers made one service of', async () => {
    const services = (...rows: string[]) => ({ 'services.csv': ['service_ref,name,provider,authority_codes,theme_codes,postcode,annual_cost,cost_year,capacity,capacity_unit', ...rows].join('\n') });
    const { ask, hub, harvestFiles } = await open(services('a,Short Breaks,Rainbow Ltd,E06000016,SEND,LE1 5WW,200000,FY2010/11,20,places', 'b,Home Support,Sun Ltd,E06000016,SEND,LE2 5WW,100000,FY2010/11,10,places', 'n,No cost,Oak,E06000016,SEND,,,,9,places'));
    await harvestFiles(services('a,Short Breaks,Rainbow Limited,E06000016,SEND,LE1 5WW,,,20,places', 'b,Home Support,Sun Limited,E06000016,SEND,LE2 5WW,90000,FY2011/12,10,places', 'n,Not costed,Oak Limited,E06000016,SEND,,,,9,places'));
    await refreshDuplicates(hub);
    const told = async () => (await ask(unitCosts)).unitCosts;
    const apart = await told();
    expect([apart.types[0].rowsWithoutCost, apart.explanation]).toEqual([3, expect.stringMatching(/the hub holds 3 services without a yearly cost .* 3 services state a yearly cost and places\./)]);
    for (const ref of ['a', 'b']) {
      const { errors } = await (await apiOver(hub, { asReviewer: 'Analyst' })).query(`mutation { decideDuplicate(input: { services: ["E12000004/${ref}", "E06000016/${ref}"], isSame: true, note: "One." }) { decision { id } } }`);
      expect(errors).toEqual([]);
    }
    // Of a one record has the cost; of b both have one, of different years.
    const together = await told();
    expect([together.types[0].rowsWithoutCost, together.explanation]).toEqual([2, expect.stringMatching(/the hub holds 2 services without a yearly cost .* 2 services state a yearly cost and places\./)]);
    const { figures } = together.types[0];
    expect(figures.reduce((sum: number, { records, incomplete }: Record<'records' | 'incomplete', number>) => sum + records + incomplete, 0)).toBe(2);
  });

  test('money is divided by the children of one authority and one theme, and a change or a sum of several never is', async () => {
    const { ask } = await open({
      'populations.csv': 'area_code,period,age_from,age_to,persons\nE06000016,2011-06-30,0,17,80000',
      'budgets.csv': `
        authority_codes,period,amount,basis,kind,theme_codes,text
        E06000016,FY2011/12,4000000,,spend,SEND,
        E06000016,FY2011/12,9000000,change,spend,SEND,
        E06000016;E06000018,FY2011/12,7000000,,spend,SEND,
        E06000016,FY2011/12,6000000,,spend,SEND;LAC,
        E06000016,FY2011/12,1000,,spend,LAC,one
        E06000016,FY2011/12,2000,,spend,LAC,two
        E06000018,FY2011/12,5000,,spend,SEND,
      `,
    });
    const { unitCosts: { types, explanation } } = await ask(unitCosts);
    expect(types.map(({ theme, figures }: { theme: { code: string }; figures: { authority: { name: string }; amount: number; unitCost: number }[] }) => [theme.code, ...figures.map(({ authority, amount, unitCost }) => [authority.name, amount, unitCost])])).toEqual([['LAC', ['Leicester', null, null]], ['SEND', ['Leicester', 4_000_000, 50], ['Nottingham', 5000, null]]]);
    expect(types[0].figures[0].explanation).toContain('2 sums are stated and one may be part of another');
    expect(explanation).toContain('Left out: 1 sum stated as a change, from which the whole is not known. Left out: 1 sum of several authorities together. Left out: 1 sum for several themes together.');
    // Nobody counted children of these ages.
    expect((await ask(unitCosts, 'authorities: ["E06000016"], ages: { from: 5, to: 9 }')).unitCosts.types[1].figures).toMatchObject([{ amount: 4_000_000, units: null, unitCost: null }]);
  });
});

test('spend stands beside an outcome with its limits and polarity, and a withheld value is none', async () => {
  const { ask } = await open({
    'populations.csv': 'area_code,period,age_from,age_to,persons\nE06000016,2011-06-30,0,17,80000',
    'budgets.csv': 'authority_codes,period,amount,kind,theme_codes\nE06000016,FY2011/12,4000000,spend,SEND',
  }, { england: { 'observations.csv': 'indicator_code,area_code,period,value,numerator,denominator,status,breakdown\nNI 117,E06000016,CY2011,8,80,1000,,\nNI 117,E06000016,2012-03-31,,,,suppressed,\nNI 117,E06000018,CY2011,5,,,,\nNI 117,E06000016,2012-03-30,50,,,,girls' } });
  const { spendAgainstOutcome: found } = await ask('spendAgainstOutcome(theme: "SEND", indicator: "NI 117") { explanation pairs correlation { rho } points { authority { name } money spend { unitCost period } outcome { period value } interval { method } polarity } }');
  expect(found).toMatchObject({
    pairs: 1, correlation: null, explanation: expect.stringContaining('cannot be said: 1 point has'),
    points: [{ authority: { name: 'Leicester' }, money: 'SPEND', spend: { unitCost: 50, period: 'FY2011/12' }, outcome: { period: 'CY2011', value: 8 }, interval: { method: '95% Wilson' }, polarity: 'LOW' }, { authority: { name: 'Nottingham' }, money: null, spend: null, outcome: { value: 5 }, interval: null }],
  });
});

test('savings planned stand beside those achieved, and money together is added by kind and never divided', async () => {
  const { ask } = await open({
    'budgets.csv': `
      authority_codes,period,amount,basis,kind,stage,contributors
      E06000016,FY2011/12,2000000,,saving,planned,
      E06000016,FY2011/12,1500000,,saving,achieved,
      E06000018,FY2011/12,70,,saving,,
      E06000016;E06000018,FY2008/09,900,,pooled,,City Council;Primary Care Trust
      E06000016,FY2008/09,100,,pooled,,City Council
      E06000016,FY2008/09,55,change,pooled,,
      E06000016,FY2008/09,40,,aligned,,
    `,
  });
  const { savings, moneyTogether, statements } = await ask('savings { explanation savings { period planned achieved percentAchieved sums { stage } } } moneyTogether { explanation funds { kind basis period total contributors sums { amount contributors authorities { name } } } }');
  expect(savings).toEqual({
    explanation: '2 savings: of 1 both what was to be saved and what was are known.',
    savings: [{ period: 'FY2011/12', planned: 2_000_000, achieved: 1_500_000, percentAchieved: 75, sums: [{ stage: 'ACHIEVED' }, { stage: 'PLANNED' }] }, { period: 'FY2011/12', planned: null, achieved: null, percentAchieved: null, sums: [{ stage: null }] }],
  });
  expect(moneyTogether.funds.map(({ kind, basis, total, contributors }: Record<string, unknown>) => [kind, basis, total, contributors])).toEqual([['ALIGNED', 'TOTAL', 40, []], ['POOLED', 'CHANGE', null, []], ['POOLED', 'TOTAL', null, ['City Council', 'Primary Care Trust']]]);
  expect(moneyTogether.funds[2].sums).toContainEqual({ amount: 900, contributors: ['City Council', 'Primary Care Trust'], authorities: [{ name: 'Leicester' }, { name: 'Nottingham' }] });
  expect(statements).toBeLessThanOrEqual(10);
  // A sum of both is all of it for either.
  const alone = await ask('moneyTogether { funds { kind total explanation } }', 'authorities: ["E06000018"]');
  expect(alone.moneyTogether.funds).toEqual([{ kind: 'POOLED', total: 900, explanation: '1 sum, £900. 1 of several authorities together, never divided among them; 1 of them also of authorities that were not asked about.' }]);
});

test('the number of statements does not grow with authorities and rows', async () => {
  const codes = Array.from({ length: 30 }, (_, at) => `E0800${String(100 + at).padStart(4, '0')}`);
  const count = async (used: string[]) => {
    const { ask } = await open({
      'service_use.csv': ['service_kind,home_area_code,period,users,cost', ...used.map((code) => `care,${code},FY2011/12,20,400`)].join('\n'),
      'budgets.csv': ['authority_codes,period,amount,kind', ...used.map((code) => `${code},FY2011/12,400,spend`)].join('\n'),
    }, { england: { 'authorities.csv': ['gss_code,name,kind,region_code', ...codes.map((code, at) => `${code},Place ${at},unitary,E12000004`)].join('\n') } });
    const { unitCosts: found, statements } = await ask(unitCosts, 'region: "E12000004"');
    expect(found.types[1].figures).toHaveLength(used.length);
    return statements;
  };
  expect(await count(codes)).toBe(await count(codes.slice(0, 2)));
});

test.each([
  ['deflator: "NI 117"', 'deflator is given without priceYear'],
  ['priceYear: "2012"', 'priceYear "2012" is no period such as'],
  ['priceYear: "FY2012-Q1"', 'priceYear "FY2012-Q1" is not one whole year'],
  ['priceYear: "FY2012/13", deflator: "NO"', 'No indicator has the code "NO"'],
  ['from: "2012-01-01", to: "2011-01-01"', 'from (2012-01-01) is after to (2011-01-01)'],
  ['ages: { from: 9, to: 5 }', 'ages.from (9) is after ages.to (5).'],
])('%s is refused', async (args, words) => {
  const { hub } = await openTestHub();
  const { errors } = await (await apiOver(hub)).query(`{ valueForMoney(${args}) { prices } }`);
  expect(errors).toMatchObject([{ extensions: { code: words.includes('has the code') ? 'UNKNOWN_RECORD' : 'BAD_ARGUMENT' }, message: expect.stringContaining(words) }]);
});

test('an answer that would hold more rows than anybody reads is refused, with how to narrow', () => {
  expect(() => refuseTooMany(5_001, 'sums of money')).toThrow('More than 5,000 sums of money fit, which is more than one answer holds. Narrow by authorities, themes, or from and to.');
  expect(() => refuseTooMany(5_000, 'sums of money')).not.toThrow();
});

describe('on the seeds', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await openSeededHub();
  });
  afterAll(() => hub.close());

  test("Leicestershire's £300 million cannot be divided, Leeds's £11.2m is a change, and nothing is known of unit costs, savings or pooled money", async () => {
    const { data, errors } = await (await apiOver(hub)).query(`{ valueForMoney(authorities: ["E06000016", "E06000015", "E10000018", "E08000035"]) { ${unitCosts} savings { explanation savings { period } } moneyTogether { explanation funds { period } } } }`);
    expect(errors).toEqual([]);
    const { unitCosts: costs, savings, moneyTogether } = data.valueForMoney;
    expect(costs.types).toMatchObject([{ theme: null, per: 'CHILD', unit: 'aged 0 to 17', money: 'BUDGET', figures: [{ authority: { name: 'Leicestershire' }, period: 'FY2008/09', amount: 300_000_000, units: null, unitCost: null, explanation: '£300,000,000 is stated; how many children of these ages live there is not known.' }] }]);
    expect(costs.explanation).toMatch(/^Of 4 authorities the hub holds \d+ services without a yearly cost and 0 rows of use without a cost: not stated is not free\. What a place costs is not known of any service\. What a user costs is not known of any service\. Of 1 sum of money of one authority, the number of its children is known for none\. Left out: 1 sum stated as a change, from which the whole is not known\.$/);
    expect(savings).toEqual({ explanation: 'The hub was told of no saving, planned or achieved, of 4 authorities. That does not say that none was planned or made.', savings: [] });
    expect(moneyTogether).toEqual({ explanation: 'The hub was told of no pooled or aligned budget of 4 authorities. That does not say that there is none.', funds: [] });
  });
});
