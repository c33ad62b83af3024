import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attainmentOf, type Aim } from '../../src/performance/attainment.ts';
import { project, type Known } from '../../src/performance/projection.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers } from '../support/harvest.ts';

/** Values of calendar years from 2010 on. */
const values = (...all: number[]): Known[] => all.map((value, index) => ({ period: `CY${2010 + index}`, periodKind: 'CALENDAR_YEAR', periodFrom: `${2010 + index}-01-01`, periodTo: `${2010 + index}-12-31`, value }));
const aim = (changes: Partial<Aim>): Aim => ({ value: 10, basis: null, comparator: null, period: 'CY2014', periodKind: 'CALENDAR_YEAR', periodTo: '2014-12-31', polarity: 'high', ...changes });

test.each([
  ['met', aim({}), values(5, 6, 7, 8, 10), 'In CY2014 the value was 10, just the 10 aimed at.'],
  ['met', aim({ polarity: 'low' }), values(15, 14, 13, 11, 9.5), 'In CY2014 the value was 9.5, better than 10 by 0.5.'],
  ['exceeded-by-far', aim({}), values(5, 6, 7, 8, 12), 'better than 10 by 2.'],
  ['missed', aim({}), values(5, 6, 7, 8, 9), 'In CY2014 the value was 9, short of 10 by 1.'],
  ['on-course', aim({}), values(5, 6.5, 8, 9.5), 'A line through the 4 values from CY2010 to CY2013 leads to 11 in CY2014 (80% limits 11 to 11), which reaches 10. It says what would be if nothing changed.'],
  ['at-risk', aim({}), values(6, 8, 7, 9), 'which misses, but may yet reach, 10.'],
  ['unlikely', aim({ value: 30 }), values(6, 8, 7, 9), 'which misses 30.'],
  ['not-measurable', aim({ value: null }), values(5), 'The target is stated in words alone.'],
  ['not-measurable', aim({ polarity: 'neutral' }), values(5, 6, 7, 8, 9), 'Nobody has said whether more or less'],
  ['not-measurable', aim({ period: null, periodTo: null, periodKind: null }), values(5, 6, 7), 'does not say by when'],
  ['not-measurable', aim({}), values(5, 6), 'Of CY2014 no value is known, and 2 that follow one another before it: a line needs 3.'],
  ['not-measurable', aim({ periodKind: 'ACADEMIC_YEAR', period: 'AY2013/14' }), values(5, 6, 7), 'Of AY2013/14 no value is known, and none that follow one another before it: a line needs 3. 3 of another kind of period are left aside.'],
  ['met', aim({ value: -2, basis: 'change', comparator: 'CY2010', polarity: 'low' }), values(15, 14, 13, 13.5, 13), 'In CY2014 the value was 13, just the 13 aimed at. What is aimed at is a change from the 15 of CY2010.'],
  ['missed', aim({ value: -50, basis: 'percent-change', comparator: '1998 baseline of 32.0', polarity: 'low' }), values(15, 14, 13, 17, 17), 'In CY2014 the value was 17, short of 16 by 1. What is aimed at is a change from the 32 that its comparator states ("1998 baseline of 32.0").'],
  ['missed', aim({ value: 20, basis: 'percent-change', comparator: 'CY2010' }), values(10, 10, 11, 11, 11), 'short of 12 by 1.'],
  // Which no binary fraction is.
  ['met', aim({ value: 0.3, basis: 'change', comparator: 'CY2010' }), values(12.8, 12.9, 13, 13, 13.1), 'In CY2014 the value was 13.1, just the 13.1 aimed at.'],
  ['met', aim({ value: 10, basis: 'percent-change', comparator: 'CY2010' }), values(100, 100, 100, 100, 110), 'just the 110 aimed at.'],
  ['exceeded-by-far', aim({ value: 33 }), values(30, 30, 30, 30, 36.3), 'better than 33 by 3.3.'],
  ['on-course', aim({ value: 0.1 }), values(0.1, 0.1, 0.1, 0.1), 'leads to 0.1 in CY2014 (80% limits 0.1 to 0.1), which reaches 0.1.'],
  ['on-course', aim({ value: 100 / 3 }), values(100 / 3, 100 / 3, 100 / 3, 100 / 3), 'which reaches 33.33.'],
  ['missed', aim({ value: 12345 }), values(12344, 12344, 12344, 12344, 12341), 'In CY2014 the value was 12341, short of 12345 by 4.'],
  ['missed', aim({ value: 1000.3 }), values(1, 1, 1, 1, 1000), 'In CY2014 the value was 1000, short of 1000.3 by 0.3.'],
  ['not-measurable', aim({ value: -2, basis: 'change', comparator: 'the year before' }), values(15, 14), 'It is stated as a change (the year before), and the hub has no value to take it from'],
] as [string, Aim, Known[], string][])('%s: %o', (state, target, known, words) => {
  const found = attainmentOf(target, known);
  expect([found.state, found.explanation]).toEqual([state, expect.stringContaining(words)]);
});

test('law: a change by tenths that came about is met, whatever binary fractions make of it', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 1, max: 500 }), fc.boolean(), (start, change, isRise) => {
    const reached = (isRise ? start + change : start - change) / 10;
    const target = aim({ value: (isRise ? change : -change) / 10, basis: 'change', comparator: 'CY2010', polarity: isRise ? 'high' : 'low' });
    expect(attainmentOf(target, values(start / 10, 1, 1, 1, reached))).toMatchObject({ state: 'met', aim: reached });
  }));
});

test('law: what lies on a line is projected onto it, without doubt, and doubt grows with the distance', () => {
  fc.assert(fc.property(fc.integer({ min: 3, max: 12 }), fc.integer({ min: -50, max: 50 }), fc.integer({ min: -5, max: 5 }), (count, start, step) => {
    const line = values(...Array.from({ length: count }, (_, index) => start + step * index));
    const next = project(line, `${2010 + count}-12-31`);
    expect(next.value).toBeCloseTo(start + step * count, 1);
    expect(next.upper - next.lower).toBeLessThan(0.2);
    const rough = line.map((point, index) => ({ ...point, value: point.value + (index % 2) }));
    const [near, far] = [project(rough, `${2010 + count}-12-31`), project(rough, `${2015 + count}-12-31`)];
    expect(far.upper - far.lower).toBeGreaterThan(near.upper - near.lower);
  }));
});

test('targets of a list are judged in three statements, each by the values of its own place and group', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({ 'observations.csv': 'indicator_code,area_code,period,value,status,breakdown\nNI 117,E06000016,CY2010,9,final,\nNI 117,E06000016,CY2010,3,,looked-after children\nNI 117,E06000018,CY2010,5,provisional,\n' }, { publisher: publishers.england, name: 'figures' });
  await harvestFiles({ 'targets.csv': 'indicator_code,area_code,period,value,kind,breakdown\nNI 117,E06000016,CY2010,8,target,\nNI 117,E06000016,CY2010,8,stretch,looked-after children\n' });
  await harvestFiles({ 'targets.csv': 'indicator_code,area_code,period,value,kind,breakdown\nNI 117,E06000018,CY2010,5,target,\n' }, { publisher: publishers.nottingham });
  const api = await apiOver(hub);
  const bare = await api.query('{ targets { nodes { areaCode breakdown } } }');
  const { data, errors, statements } = await api.query('{ targets { nodes { areaCode breakdown attainment { state aim actual projected { value } } } } }');
  expect(errors).toEqual([]);
  expect(statements - bare.statements).toBe(3);
  const ordered = data.targets.nodes.toSorted((a: { areaCode: string; breakdown: string | null }, b: { areaCode: string; breakdown: string | null }) => (`${a.areaCode}${a.breakdown ?? ''}` < `${b.areaCode}${b.breakdown ?? ''}` ? -1 : 1));
  expect(ordered).toEqual([
    { areaCode: 'E06000016', breakdown: null, attainment: { state: 'MISSED', aim: 8, actual: 9, projected: null } },
    { areaCode: 'E06000016', breakdown: 'looked-after children', attainment: { state: 'EXCEEDED_BY_FAR', aim: 8, actual: 3, projected: null } },
    { areaCode: 'E06000018', breakdown: null, attainment: { state: 'MET', aim: 5, actual: 5, projected: null } },
  ]);
});

test('which direction is better is what the plan in force says; after its last day it is what the indicator says', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({
    'indicators.csv': 'indicator_code,title,measure,unit,polarity\nREF,Referrals,count,referrals,low',
    'observations.csv': 'indicator_code,area_code,period,value\nREF,E06000016,CY2010,10\nREF,E06000016,CY2011,12\nREF,E06000016,CY2015,12',
  }, { publisher: publishers.england, name: 'figures' });
  await harvestFiles({
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nmore,E06000016,Reach more families,early-help,whole,2010,2012',
    'plan_indicators.csv': 'plan_ref,indicator_code,role,polarity\nmore,REF,key,high',
    'targets.csv': 'indicator_code,area_code,period,value,kind\nREF,E06000016,CY2011,11,target\nREF,E06000016,CY2015,11,target',
  });
  const { data, errors } = await (await apiOver(hub)).query('{ targets { nodes { period attainment { state } } } indicatorSeries(indicator: "REF", area: "E06000016") { polarity { polarity plan { title } } } }');
  expect(errors).toEqual([]);
  expect(data.targets.nodes).toEqual([{ period: 'CY2011', attainment: { state: 'MET' } }, { period: 'CY2015', attainment: { state: 'MISSED' } }]);
  expect(data.indicatorSeries[0].polarity).toEqual({ polarity: 'LOW', plan: null });
});
