import { expect, test } from 'vitest';
import { latestRegularRun } from '../../src/performance/regularRun.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers } from '../support/harvest.ts';

const query = '{ indicatorSeries(indicator: "NI 117", area: "E06000016") { indicator { code } area { name } periodKind breakdown direction { direction verdict method points explanation } beside { area { name } period value other standing verdict } points { observation { period value status } interval { lower upper method } others } } }';
const header = 'indicator_code,area_code,period,value,numerator,denominator,lower,upper,status,breakdown';

/** What is said of NI 117 (a proportion of which low is better) in Leicester, where these rows of observations are known. */
async function seriesOf(...rows: string[]) {
  const { hub, harvestFiles } = await openTestHub();
  const report = await harvestFiles({ 'observations.csv': [header, ...rows].join('\n') }, { publisher: publishers.england, name: 'figures' });
  expect(report.issues).toEqual([]);
  const { data, errors, statements } = await (await apiOver(hub)).query(query);
  expect(errors).toEqual([]);
  return { series: data.indicatorSeries, statements };
}

test('a proportion that falls year by year gets better, beyond chance, with limits of its own', async () => {
  const { series, statements } = await seriesOf(...[120, 110, 98, 90, 80].map((counted, year) => `NI 117,E06000016,CY${2010 + year},${counted / 10},${counted},1000,,,final,`));
  expect(series).toMatchObject([{ indicator: { code: 'NI 117' }, area: { name: 'Leicester' }, periodKind: 'CALENDAR_YEAR', breakdown: null, direction: { direction: 'DECREASING', verdict: 'BETTER', method: 'FIVE_POINT_TREND', points: 5 }, beside: [] }]);
  const [first] = series[0].points;
  expect([first.interval.lower.toFixed(3), first.interval.upper.toFixed(3), first.interval.method]).toEqual(['10.130', '14.161', '95% Wilson']);
  expect(statements).toBeLessThanOrEqual(8);
});

test('values of two kinds of period, or of two groups, are series of their own', async () => {
  const { series } = await seriesOf('NI 117,E06000016,CY2010,5,,,,,,', 'NI 117,E06000016,AY2010/11,5,,,,,,', 'NI 117,E06000016,CY2011,5,,,,,,', 'NI 117,E06000016,CY2011,9,,,,,,looked-after children');
  expect(series.map(({ periodKind, breakdown, points }: { periodKind: string; breakdown: string | null; points: unknown[] }) => [periodKind, breakdown, points.length])).toEqual([['ACADEMIC_YEAR', null, 1], ['CALENDAR_YEAR', null, 2], ['CALENDAR_YEAR', 'looked-after children', 1]]);
});

test('beside the region and England it is said to be apart only where its limits say so', async () => {
  const { series } = await seriesOf('NI 117,E06000016,CY2010,8,80,1000,,,,', 'NI 117,E12000004,CY2010,7,,,,,,', 'NI 117,E92000001,CY2010,5,,,,,,', 'NI 117,E06000016,CY2011,8,,,,,,', 'NI 117,E12000004,CY2012,7,,,,,,');
  expect(series[0].beside).toEqual([
    { area: { name: 'East Midlands' }, period: 'CY2010', value: 8, other: 7, standing: 'SIMILAR', verdict: 'NEITHER' },
    { area: { name: 'England' }, period: 'CY2010', value: 8, other: 5, standing: 'HIGHER', verdict: 'WORSE' },
  ]);
  const { series: bare } = await seriesOf('NI 117,E06000016,CY2010,8,,,,,,', 'NI 117,E92000001,CY2010,5,,,,,,');
  expect(bare[0].beside).toMatchObject([{ standing: 'CANNOT_SAY', verdict: 'NEITHER' }]);
});

test('a count is not set beside that of a larger place or of other authorities: being less is neither better nor chance', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const others = ['E06000015', 'E06000021', 'E06000031'];
  await harvestFiles({
    'authorities.csv': `gss_code,name,kind,region_code\n${others.map((code) => `${code},Place ${code},unitary,E12000004`).join('\n')}`,
    'neighbour_models.csv': `model,authority_code,rank,neighbour_code\n${others.map((code, index) => `New,E06000016,${index + 1},${code}`).join('\n')}`,
    'indicators.csv': 'indicator_code,title,measure,unit,polarity\nEXCL,Children excluded,count,children,low\nSPENT,Spent on them,money,pounds,low',
    'observations.csv': `indicator_code,area_code,period,value,lower,upper\n${['EXCL', 'SPENT'].flatMap((code) => [`${code},E06000016,CY2010,17,15,19.4`, `${code},E12000004,CY2010,506,500,512`, `${code},E92000001,CY2010,9000,,`, ...others.map((other) => `${code},${other},CY2010,416,410,420`)]).join('\n')}`,
  }, { publisher: publishers.england, name: 'figures' });
  const { data, errors } = await (await apiOver(hub)).query(`{ ${['EXCL', 'SPENT'].map((code) => `${code}: indicatorSeries(indicator: "${code}", area: "E06000016", comparedWith: ${JSON.stringify(others)}) { beside { other standing verdict explanation } alike { median standing verdict } compared { median standing verdict } }`).join(' ')} }`);
  expect(errors).toEqual([]);
  const nothing = { standing: 'CANNOT_SAY', verdict: 'NEITHER' };
  for (const [series] of [data.EXCL, data.SPENT]) {
    expect(series).toMatchObject({ beside: [{ other: 506, ...nothing, explanation: 'In CY2010 it was 17 (95% limits 15 to 19.4), and that of the East Midlands was 506. Such a figure grows with the place, so the one says nothing of the other.' }, { other: 9_000, ...nothing }], alike: { median: 416, ...nothing }, compared: { median: 416, ...nothing } });
  }
});

test('too few is said, and why: a year that is missing, or suppressed, or periods that overlap', async () => {
  const values = (years: number[]) => years.map((year) => `NI 117,E06000016,CY${year},8,80,1000,,,,`);
  const { series: gap } = await seriesOf(...values([2008, 2009, 2010, 2012, 2013]));
  expect(gap[0].direction).toEqual({ direction: 'TOO_FEW', verdict: 'NEITHER', method: null, points: 2, explanation: '2 values are known. A trend needs 5 values with confidence limits, or 12 without. Before the last 2 a period is missing.' });
  const { series: hidden } = await seriesOf(...values([2008, 2009, 2011, 2012, 2013]), 'NI 117,E06000016,CY2010,,,,,,suppressed,');
  expect(hidden[0].direction).toMatchObject({ direction: 'TOO_FEW', points: 3 });
  expect(hidden[0].points[2]).toEqual({ observation: { period: 'CY2010', value: null, status: 'SUPPRESSED' }, interval: null, others: 0 });
  const { series: pooled } = await seriesOf(...[2008, 2009, 2010, 2011, 2012].map((year) => `NI 117,E06000016,CY${year}/${year + 2},8,80,1000,,,,`));
  expect(pooled[0].direction).toMatchObject({ direction: 'TOO_FEW', explanation: expect.stringContaining('Its periods overlap') });
});

test('of several values for one period the firm one counts, and published limits before the hub’s own', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({ 'observations.csv': `${header}\nNI 117,E06000016,CY2010,8,80,1000,7,9.5,final,\n` }, { publisher: publishers.england, name: 'final' });
  await harvestFiles({ 'observations.csv': `${header}\nNI 117,E06000016,CY2010,9,90,1000,,,provisional,\n` }, { name: 'early' });
  const { data } = await (await apiOver(hub)).query(query);
  expect(data.indicatorSeries[0].points).toEqual([{ observation: { period: 'CY2010', value: 8, status: 'FINAL' }, interval: { lower: 7, upper: 9.5, method: 'as published' }, others: 1 }]);
});

test('what an authority quotes of England or of a region, or how it would be compared, changes nobody\'s comparison', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const official = ['NI 117,E06000016,CY2010,8,80,1000,,,,', 'NI 117,E12000004,CY2010,7,,,,,,', 'NI 117,E92000001,CY2010,5,,,,,,', 'NI 117,E92000001,CY2011,5,,,,,provisional,'];
  await harvestFiles({ 'observations.csv': [header, ...official].join('\n'), 'neighbour_models.csv': 'model,authority_code,rank,neighbour_code,valid_from\nOfficial,E06000016,1,E06000018,2010' }, { publisher: publishers.england, name: 'figures' });
  const quoted = ['NI 117,E12000004,CY2010,0.3,,,,,final,', 'NI 117,E92000001,CY2010,0.1,,,,,final,', 'NI 117,E92000001,CY2012,4,,,,,,', 'NI 117,E06000016,CY2012,8,80,1000,,,,'];
  await harvestFiles({ 'observations.csv': [header, ...quoted].join('\n'), 'neighbour_models.csv': 'model,authority_code,rank,neighbour_code,valid_from\nFlattering,E06000016,1,E10000021,2026\nOfficial,E06000016,2,E10000021,2026' }, { name: 'plan' });
  const { data, errors } = await (await apiOver(hub)).query(`{ indicatorSeries(indicator: "NI 117", area: "E06000016") { alike { model neighbours { authority { code } } } beside { area { name } period other otherPoint { others observation { provenance { publisher { name } } } } } }
    england: indicatorSeries(indicator: "NI 117", area: "E92000001") { points { observation { period value } } } }`);
  expect(errors).toEqual([]);
  const [{ alike, beside }] = data.indicatorSeries;
  expect(alike).toEqual({ model: 'Official', neighbours: [{ authority: { code: 'E06000018' } }] });
  expect(beside).toEqual([
    { area: { name: 'East Midlands' }, period: 'CY2010', other: 7, otherPoint: { others: 1, observation: { provenance: { publisher: { name: 'England' } } } } },
    // What only the authority quotes is better than nothing, and says whose it is.
    { area: { name: 'England' }, period: 'CY2012', other: 4, otherPoint: { others: 0, observation: { provenance: { publisher: { name: 'Leicester' } } } } },
  ]);
  expect(data.england[0].points.map(({ observation }: { observation: { period: string; value: number } }) => [observation.period, observation.value])).toEqual([['CY2010', 5], ['CY2011', 5], ['CY2012', 4]]);
});

test('beside its statistical neighbours it is set by the latest model, which is named, with who is like whom and of how many a value is known', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const codes = ['E06000015', 'E06000018', 'E06000021', 'E06000031'];
  await harvestFiles({
    'authorities.csv': `gss_code,name,kind,region_code\n${codes.filter((code) => code !== 'E06000018').map((code) => `${code},Place ${code},unitary,E12000004`).join('\n')}\n`,
    'neighbour_models.csv': `model,authority_code,rank,neighbour_code,closeness,valid_from\nOld,E06000016,1,E06000018,close,2014-01-01\n${codes.map((code, index) => `New,E06000016,${index + 1},${code},very close,2025-05-01`).join('\n')}\nNew,E06000018,1,E06000016,close,2025-05-01\n`,
    'observations.csv': [header, 'NI 117,E06000016,CY2010,8,80,1000,,,,', ...codes.slice(0, 3).map((code, index) => `NI 117,${code},CY2010,${index + 3},,,,,,`), 'NI 117,E06000031,CY2009,50,,,,,,'].join('\n'),
  }, { publisher: publishers.england, name: 'figures' });
  const { data, errors } = await (await apiOver(hub)).query('{ indicatorSeries(indicator: "NI 117", area: "E06000016") { alike { model validFrom period value known median standing verdict neighbours { authority { name } rank isMutual value } } } }');
  expect(errors).toEqual([]);
  expect(data.indicatorSeries[0].alike).toEqual({
    model: 'New', validFrom: '2025-05-01', period: 'CY2010', value: 8, known: 3, median: 4, standing: 'HIGHER', verdict: 'WORSE',
    neighbours: [
      { authority: { name: 'Place E06000015' }, rank: 1, isMutual: false, value: 3 }, { authority: { name: 'Nottingham' }, rank: 2, isMutual: true, value: 4 },
      { authority: { name: 'Place E06000021' }, rank: 3, isMutual: false, value: 5 }, { authority: { name: 'Place E06000031' }, rank: 4, isMutual: false, value: null },
    ],
  });
});

test.each([['indicator: "NI 999", area: "E06000016"', 'No indicator has the code "NI 999"'], ['indicator: "NI 117", area: "E06999999"', 'No region, authority or area has the code']])('%s is refused', async (args, words) => {
  const { hub } = await openTestHub();
  const { errors } = await (await apiOver(hub)).query(`{ indicatorSeries(${args}) { periodKind } }`);
  expect(errors).toMatchObject([{ extensions: { code: 'UNKNOWN_RECORD' }, message: expect.stringContaining(words) }]);
});

test.each([
  ['snapshots a year apart', ['2016-03-31', '2017-03-31', '2018-03-31'].map((day) => [day, day]), 3],
  ['a leap year does not break a run', [['2015-01-01', '2015-12-31'], ['2016-01-01', '2016-12-31'], ['2017-01-01', '2017-12-31']], 3],
  ['two years apart after one', [['2014-01-01', '2014-12-31'], ['2016-01-01', '2016-12-31'], ['2017-01-01', '2017-12-31']], 2],
  ['none', [], 0],
  ['pooled years a year apart', [['2014-01-01', '2016-12-31'], ['2015-01-01', '2017-12-31']], null],
] as [string, string[][], number | null][])('of %s %s follow one another', (_, periods, length) => {
  expect(latestRegularRun(periods.map(([periodFrom, periodTo]) => ({ periodFrom: periodFrom!, periodTo: periodTo! })))?.length ?? null).toBe(length);
});
