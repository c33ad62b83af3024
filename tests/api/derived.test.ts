import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';

const figures: PackageFiles = {
  'indicators.csv': [
    'indicator_code,title,measure,multiplier,unit,polarity,derived_from',
    'ALL,Attainment of all pupils,proportion,100,%,high,',
    'FSM,Attainment of pupils with free meals,proportion,100,%,high,',
    'CASES,Cases,count,,cases,low,',
    'RATE,Rate,rate,10000,per 10000,low,',
    'GAP,Gap in attainment,proportion,100,percentage points,low,"value(""ALL"") - value(""FSM"")"',
    'HEAD,Cases per head,rate,1000,per 1000,low,"1000 * value(""CASES"") / population(0, 17)"',
    'BAD,Cannot be read,rate,1000,per 1000,low,value(ALL) -',
  ].join('\n'),
  'observations.csv': [
    'indicator_code,area_code,period,value,numerator,denominator,status,breakdown',
    'ALL,E06000016,AY2020/21,60,,,,', 'ALL,E06000016,AY2021/22,61,,,,', 'ALL,E06000016,AY2022/23,62,,,,', 'ALL,E06000016,AY2023/24,63,,,,', 'ALL,E06000016,CY2024,10,,,,',
    'FSM,E06000016,AY2020/21,40,,,,', 'FSM,E06000016,AY2021/22,,,,suppressed,', 'FSM,E06000016,AY2022/23,43,,,,',
    'CASES,E06000016,CY2020,80,,,,', 'CASES,E06000016,CY2021,,,,low,', 'CASES,E06000016,CY2012,5,,,,',
    'FSM,E06000016,AY2022/23,1,,,,girls',
  ].join('\n'),
  'populations.csv': 'area_code,period,age_from,age_to,persons\nE06000016,2021-06-30,0,9,30000\nE06000016,2021-06-30,10,17,10000',
};

const ask = `query Derived($area: ID! = "E06000016", $indicator: ID, $expression: String, $better: Polarity) { derivedSeries(area: $area, indicator: $indicator, expression: $expression, better: $better) {
  indicator { code } expression unit periodKind polarity points { period value status reason inputs { name value status } } direction { direction } turning { verdict explanation } } }`;

async function openFigures(): Promise<TestApi> {
  const { hub, harvestFiles } = await openTestHub();
  const report = await harvestFiles(figures, { publisher: publishers.england, name: 'figures' });
  expect(report.issues).toMatchObject([{ rule: 'BAD_VALUE', column: 'derived_from', found: 'value(ALL) -', expected: expect.stringContaining('value("CODE")') }]);
  return apiOver(hub);
}

test('a derived indicator is worked out from figures of one period, kinds apart; what is suppressed or unknown leaves no number', async () => {
  const api = await openFigures();
  const { data, errors } = await api.query(ask, { indicator: 'GAP' });
  expect(errors).toEqual([]);
  expect(data.derivedSeries.map(({ periodKind }: { periodKind: string }) => periodKind)).toEqual(['ACADEMIC_YEAR', 'CALENDAR_YEAR']);
  expect(data.derivedSeries[0]).toMatchObject({ indicator: { code: 'GAP' }, expression: 'value("ALL") - value("FSM")', unit: 'per cent', polarity: 'LOW', direction: { direction: 'TOO_FEW' } });
  expect(data.derivedSeries[0].points).toEqual([
    { period: 'AY2020/21', value: 20, status: null, reason: null, inputs: [{ name: 'value("ALL")', value: 60, status: null }, { name: 'value("FSM")', value: 40, status: null }] },
    { period: 'AY2021/22', value: null, status: 'SUPPRESSED', reason: 'value("FSM") of AY2021/22 is suppressed.', inputs: [{ name: 'value("ALL")', value: 61, status: null }, { name: 'value("FSM")', value: null, status: 'SUPPRESSED' }] },
    { period: 'AY2022/23', value: 19, status: null, reason: null, inputs: expect.anything() },
    { period: 'AY2023/24', value: null, status: 'UNKNOWN', reason: 'The hub knows no value("FSM") of AY2023/24.', inputs: expect.anything() },
  ]);
});

test('each figure that something follows from leads to the file and the line that brought it', async () => {
  const api = await openFigures();
  const { data, errors } = await api.query(`{
    derivedSeries(area: "E06000016", expression: "value(\\"CASES\\") / population(0, 17)") { points { period inputs { name observation { value provenance { file line } } } } }
    outcomeGaps(area: "E06000016", indicator: "FSM") { points { period group groupObservation { value provenance { file line } } allObservation { value provenance { file line } } } }
  }`);
  expect(errors).toEqual([]);
  const inFile = (line: number) => ({ file: 'observations.csv', line });
  expect(data.derivedSeries[0].points[1].inputs).toEqual([{ name: 'value("CASES")', observation: { value: 80, provenance: inFile(10) } }, { name: 'population(0, 17)', observation: null }]);
  expect(data.outcomeGaps[0].points).toEqual([{ period: 'AY2022/23', group: 1, groupObservation: { value: 1, provenance: inFile(13) }, allObservation: { value: 43, provenance: inFile(9) } }]);
});

test('what one source suppresses and none gives stays suppressed, whichever counts another has of it', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles(figures, { publisher: publishers.england, name: 'figures' });
  const { issues, status } = await harvestFiles({ 'observations.csv': 'indicator_code,area_code,period,value,numerator,denominator,status\nFSM,E06000016,AY2021/22,,3,10,missing' }, { name: 'more-figures' });
  expect({ issues, status }).toMatchObject({ issues: [], status: 'harvested' });
  const { data } = await (await apiOver(hub)).query(ask, { expression: 'numerator("FSM") / denominator("FSM")' });
  expect(data.derivedSeries[0].points[1]).toMatchObject({ period: 'AY2021/22', value: null, status: 'SUPPRESSED', inputs: [{ value: null, status: 'SUPPRESSED' }, { value: null, status: 'SUPPRESSED' }] });
});

test('which direction of a derived indicator is better is as the plan in force says', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles(figures, { publisher: publishers.england, name: 'figures' });
  await harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000016,Plan,cypp,whole,2023,2026', 'plan_indicators.csv': 'plan_ref,indicator_code,role,polarity\ncypp,GAP,key,high' });
  const { data, errors } = await (await apiOver(hub)).query(ask, { indicator: 'GAP' });
  expect(errors).toEqual([]);
  expect(data.derivedSeries.map(({ polarity }: { polarity: string }) => polarity)).toEqual(['HIGH', 'HIGH']);
});

test.each(['draft', 'consultation', 'proposed'])('a plan that is %s does not say yet which direction is better', async (status) => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles(figures, { publisher: publishers.england, name: 'figures' });
  await harvestFiles({ 'plans.csv': `plan_ref,authority_codes,title,kind,coverage,status,valid_from,valid_to\ncypp,E06000016,Plan,cypp,whole,${status},2023,2026`, 'plan_indicators.csv': 'plan_ref,indicator_code,role,polarity\ncypp,GAP,key,high' });
  const { data } = await (await apiOver(hub)).query(ask, { indicator: 'GAP' });
  expect(data.derivedSeries.map(({ polarity }: { polarity: string }) => polarity)).toEqual(['LOW', 'LOW']);
});

test('a figure per head takes the population of just those ages, and none where none is near', async () => {
  const api = await openFigures();
  const { data, errors } = await api.query(ask, { indicator: 'HEAD' });
  expect(errors).toEqual([]);
  expect(data.derivedSeries).toMatchObject([{ unit: 'a number without a unit' }]);
  expect(data.derivedSeries[0].points.map(({ period, value, status }: { period: string; value: number; status: string }) => [period, value, status])).toEqual([['CY2012', null, 'UNKNOWN'], ['CY2020', 2, null], ['CY2021', null, 'LOW']]);
});

test.each([
  [{}, 'Neither indicator nor expression was given.'],
  [{ indicator: 'GAP', expression: '1' }, 'Both indicator and expression was given.'],
  [{ indicator: 'ALL' }, 'ALL is not derived from others: its values are published'],
  [{ expression: 'value("ALL") -' }, 'it cannot be read at character 15, its end'],
  [{ expression: '1 + 1' }, 'which names no indicator'],
  [{ expression: 'value("NOPE")' }, 'No indicator has the code "NOPE".'],
  [{ expression: 'value("ALL") + value("CASES")' }, 'it adds what is not counted alike: per cent, and people or things counted'],
  [{ expression: 'value("ALL")', area: 'X' }, 'has the code "X"'],
])('%o is refused: %s', async (variables, message) => {
  const api = await openFigures();
  const { errors } = await api.query(ask, variables);
  expect(errors[0]).toMatchObject({ message: expect.stringContaining(message), extensions: { code: message.includes('has the code') ? 'UNKNOWN_RECORD' : 'BAD_ARGUMENT' } });
});

describe('an outcome gap', () => {
  const gaps = '{ outcomeGaps(indicator: "NI 117", area: "E06000016") { breakdown periodKind direction explanation points { period group all difference ratio lower upper method } } }';
  const rows = (group: readonly [number, number][], all: readonly [number, number][]): string => [
    'indicator_code,area_code,period,value,numerator,denominator,breakdown',
    ...group.map(([numerator, denominator], index) => `NI 117,E06000016,CY${2010 + index},${(numerator / denominator) * 100},${numerator},${denominator},care leavers`),
    ...all.map(([numerator, denominator], index) => `NI 117,E06000016,CY${2010 + index},${(numerator / denominator) * 100},${numerator},${denominator},`),
  ].join('\n');
  const answer = async (observations: string) => {
    const { hub, harvestFiles } = await openTestHub();
    await harvestFiles({ 'observations.csv': observations }, { publisher: publishers.england, name: 'figures' });
    const { data, errors } = await (await apiOver(hub)).query(gaps);
    expect(errors).toEqual([]);
    return data.outcomeGaps;
  };

  test('that gets smaller year by year is narrowing, beyond chance, with limits against all others', async () => {
    const [gap] = await answer(rows([[400, 1_000], [350, 1_000], [300, 1_000], [250, 1_000], [200, 1_000]], [[1_000, 10_000], [1_000, 10_000], [1_000, 10_000], [1_000, 10_000], [1_000, 10_000]]));
    expect(gap).toMatchObject({ breakdown: 'care leavers', periodKind: 'CALENDAR_YEAR', direction: 'NARROWING' });
    expect(gap.points[0]).toMatchObject({ period: 'CY2010', group: 40, all: 10, difference: 30, ratio: 4, method: '95% MOVER, against all others, from the counts' });
    expect(gap.explanation).toContain('In CY2014 the group had 20, and all 10: a gap of 10 against the group, beyond chance');
  });

  test('of a group that is better off is a lead, and shrinks as the group gets worse', async () => {
    const [gap] = await answer(rows([[10, 1_000], [20, 1_000], [30, 1_000], [40, 1_000], [50, 1_000]], [[1_000, 10_000], [1_000, 10_000], [1_000, 10_000], [1_000, 10_000], [1_000, 10_000]]));
    expect(gap.direction).toBe('LEAD_SHRINKING');
    expect(gap.explanation).toContain('in favour of the group');
  });

  test('is not told where the value of the group is suppressed, or of all is not known', async () => {
    const [gap] = await answer('indicator_code,area_code,period,value,status,breakdown\nNI 117,E06000016,CY2010,,suppressed,care leavers\nNI 117,E06000016,CY2010,10,,\nNI 117,E06000016,CY2011,20,,care leavers');
    expect(gap).toMatchObject({ direction: 'TOO_FEW', explanation: expect.stringContaining('There is no period in which both have a value.') });
    expect(gap.points).toEqual([
      { period: 'CY2010', group: null, all: 10, difference: null, ratio: null, lower: null, upper: null, method: null },
      { period: 'CY2011', group: 20, all: null, difference: null, ratio: null, lower: null, upper: null, method: null },
    ]);
  });
});

test('a count shows no gap, since a group has a part of it: its being less than all is no lead', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({
    'indicators.csv': 'indicator_code,title,measure,unit,polarity\nEXCL,Children excluded,count,children,low',
    'observations.csv': `indicator_code,area_code,period,value,lower,upper,breakdown\n${[2010, 2011, 2012, 2013, 2014].flatMap((year, index) => [`EXCL,E06000016,CY${year},${500 + 60 * index},${490 + 60 * index},${510 + 60 * index},`, `EXCL,E06000016,CY${year},100,95,105,girls`]).join('\n')}`,
  }, { publisher: publishers.england, name: 'figures' });
  const { data, errors } = await (await apiOver(hub)).query('{ outcomeGaps(indicator: "EXCL", area: "E06000016") { breakdown direction explanation points { group all difference ratio lower } } }');
  expect(errors).toEqual([]);
  expect(data.outcomeGaps).toMatchObject([{ breakdown: 'girls', direction: 'NO_CLEAR_CHANGE', explanation: 'It is a count, of which the group has a part: that a part is less than the whole is no gap. A rate or a proportion shows one.' }]);
  expect(data.outcomeGaps[0].points[0]).toEqual({ group: 100, all: 500, difference: null, ratio: null, lower: null });
});

describe('on the seeds', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await openSeededHub();
  });
  afterAll(() => hub.close());

  test('the gap of pupils with free school meals in Leicester is worked out from published scores', async () => {
    const api = await apiOver(hub);
    const { data, errors } = await api.query(ask, { expression: 'value("LAIT:AVG_Attain8_Score") - value("LAIT:FSM_AVG_Attain8_Score")', better: 'LOW' });
    expect(errors).toEqual([]);
    expect(data.derivedSeries).toMatchObject([{ unit: '“Score per pupil”', periodKind: 'ACADEMIC_YEAR', direction: { direction: 'TOO_FEW' } }]);
    const points = data.derivedSeries[0].points as { period: string; value: number | null; inputs: { value: number | null }[] }[];
    expect(points).toHaveLength(10);
    for (const { value, inputs } of points) expect(value).toBe(inputs[0]!.value === null || inputs[1]!.value === null ? null : Math.round((inputs[0]!.value - inputs[1]!.value) * 10) / 10);
  });
});
