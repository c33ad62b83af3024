import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moneyTogetherOf } from '../../src/performance/value/moneyTogether.ts';
import { inPricesOf } from '../../src/performance/value/prices.ts';
import { rankCorrelation } from '../../src/performance/value/rankCorrelation.ts';
import { savingsOf, type Sum } from '../../src/performance/value/savings.ts';
import { setBeside } from '../../src/performance/value/spendBesideOutcome.ts';
import { unitCostsOf, type CostRecord } from '../../src/performance/value/unitCosts.ts';

const index = { code: 'GDP', values: new Map([['FY2010/11', 80], ['FY2012/13', 100], ['CY2011', 90]]) };

test.each([
  ['FY2010/11', 1250, 'In the prices of FY2012/13: times 100 over 80 (GDP).'],
  ['FY2012/13', 1000, 'In the prices of FY2012/13 as published.'],
  ['FY2011/12', null, 'Not adjusted to FY2012/13: GDP has no value for FY2011/12.'],
  ['CY2011', null, 'Not adjusted to FY2012/13: CY2011 is a year of another kind.'],
  ['FY2010-Q1', null, 'Not adjusted to FY2012/13: FY2010-Q1 is not one whole year.'],
  [null, null, 'Not adjusted to FY2012/13: of which year its prices are is not stated.'],
] as const)('£1,000 of %s is %s in the prices of FY2012/13', (from, value, explanation) => {
  expect(inPricesOf('FY2012/13', { amount: 1000, from }, index)).toEqual({ value, explanation });
});

test('there and back again an amount is what it was, and amounts keep their proportion', () => {
  const values = fc.double({ min: 1, max: 1000, noNaN: true });
  fc.assert(fc.property(fc.double({ min: 1, max: 1e9, noNaN: true }), values, values, (amount, then, now) => {
    const own = { code: 'X', values: new Map([['FY2010/11', then], ['FY2012/13', now]]) };
    const there = inPricesOf('FY2012/13', { amount, from: 'FY2010/11' }, own).value!;
    expect(inPricesOf('FY2010/11', { amount: there, from: 'FY2012/13' }, own).value! / amount).toBeCloseTo(1, 9);
    expect(inPricesOf('FY2012/13', { amount: amount * 2, from: 'FY2010/11' }, own).value! / there).toBeCloseTo(2, 9);
  }));
});

const record: CostRecord = { recordId: 'a', groupId: null, rank: 0, themeCode: 'SEND', serviceKind: null, per: 'user', unit: null, money: null, authorityCode: 'A', period: 'FY2012/13', amount: 1000, units: 20 };

test('numbers in tenths are added without the noise that would take ten for fewer', () => {
  const rows = [0.1, 8.2, 1.7].map((units, at) => ({ ...record, recordId: String(at), amount: 10, units, per: 'place' as const }));
  expect(unitCostsOf(rows, null, null)[0]!.figures[0]).toMatchObject({ units: 10, isSmall: false });
});

test('a missing cost, a missing number and a number of 0 never become a figure', () => {
  const input = fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null });
  fc.assert(fc.property(fc.array(fc.record({ amount: input, units: input }), { minLength: 1, maxLength: 8 }), (rows) => {
    const figure = unitCostsOf(rows.map((row, at) => ({ ...record, ...row, recordId: String(at) })), 'FY2012/13', index)[0]!.figures[0]!;
    const complete = rows.filter(({ amount, units }) => amount !== null && units !== null && units > 0);
    expect([figure.records, figure.incomplete]).toEqual([complete.length, rows.length - complete.length]);
    if (complete.length === 0) expect([figure.unitCost, figure.adjusted]).toEqual([null, null]);
    else {
      const expected = complete.reduce((sum, { amount }) => sum + amount!, 0) / complete.reduce((sum, { units }) => sum + units!, 0);
      expect(figure.unitCost).toBeCloseTo(expected, 1);
    }
  }));
});

test('places of two units, and of two years, are figures of their own', () => {
  const place = { ...record, per: 'place' as const, unit: 'beds' };
  const found = unitCostsOf([place, { ...place, recordId: 'b', unit: 'sessions' }, { ...place, recordId: 'c', period: 'FY2010/11' }], null, null);
  expect(found.map(({ unit, figures }) => [unit, figures.map(({ period }) => period)])).toEqual([['beds', ['FY2010/11', 'FY2012/13']], ['sessions', ['FY2012/13']]]);
});

test('of services that are one the first that states both counts, with all its rows, and once', () => {
  const one = { ...record, groupId: 'g' };
  const { figures } = unitCostsOf([{ ...one, amount: null }, { ...one, recordId: 'b', rank: 1 }, { ...one, recordId: 'b', rank: 1, amount: 500, units: 5 }, { ...one, recordId: 'c', rank: 2, amount: 9 }], null, null)[0]!;
  expect(figures).toMatchObject([{ records: 2, amount: 1500, units: 25, unitCost: 60 }]);
});

test('a median and a range need five authorities in the prices of one year', () => {
  const costs = (...each: [string, string, number][]) => unitCostsOf(each.map(([authorityCode, period, amount]) => ({ ...record, recordId: authorityCode + period, authorityCode, period, amount })), null, null)[0]!.spread;
  const four: [string, string, number][] = [['A', 'FY2012/13', 200], ['B', 'FY2012/13', 400], ['C', 'FY2012/13', 600], ['D', 'FY2012/13', 800]];
  expect(costs(...four, ['E', 'FY2010/11', 1000])).toEqual({ authorities: 4, priceYear: 'FY2012/13', median: null, lowest: null, highest: null, explanation: 'Cannot say: 4 authorities have a figure in the prices of FY2012/13; 5 are needed. 1 more has one only in the prices of other years, or of none stated, which is not compared.' });
  expect(costs(...four, ['E', 'FY2012/13', 1000])).toMatchObject({ authorities: 5, median: 30, lowest: 10, highest: 50 });
  const adjusted = unitCostsOf([...four, ['E', 'FY2010/11', 1000] as const].map(([authorityCode, period, amount]) => ({ ...record, recordId: authorityCode, authorityCode, period, amount })), 'FY2012/13', index)[0]!.spread;
  // £50 of 2010/11 at 80 is £62.50 at 100.
  expect(adjusted).toMatchObject({ authorities: 5, highest: 62.5, explanation: '5 authorities, in the prices of FY2012/13, from costs of FY2010/11, FY2012/13.' });
});

const sum: Sum = { id: '1', amount: 200, basis: null, kind: 'saving', stage: 'planned', period: 'FY2011/12', periodTo: '2012-03-31', serviceId: null, text: null, authorityCodes: ['A'], themeCodes: [], paidInBy: [] };

test('a saving is judged only where plan and result are each stated once', () => {
  const achieved = { ...sum, stage: 'achieved', amount: 150 };
  expect(savingsOf([sum, achieved])).toMatchObject([{ planned: 200, achieved: 150, percentAchieved: 75, explanation: '£200 was to be saved. £150 was saved. That is 75 % of it.' }]);
  expect(savingsOf([sum])).toMatchObject([{ planned: 200, achieved: null, percentAchieved: null, explanation: '£200 was to be saved. What was saved is not known.' }]);
  expect(savingsOf([sum, { ...sum, stage: null, amount: 9 }, { ...sum, basis: 'change', amount: 5 }])).toMatchObject([{ planned: 200, achieved: null, explanation: expect.stringContaining('1 sum (£9) of which it is not stated whether they were planned or achieved: counted as neither. 1 sum stated as a change') }]);
  expect(savingsOf([{ ...sum, text: 'Vans' }, { ...sum, text: 'Offices', amount: 50 }, { ...achieved, text: 'Offices', amount: 50 }])).toMatchObject([{ planned: 50, percentAchieved: 100 }, { planned: 200, percentAchieved: null }]);
  expect(savingsOf([sum, { ...sum, id: '2' }])).toMatchObject([{ planned: null, explanation: expect.stringContaining('2 sums state what was to be saved, and one may be part of another: not added.') }]);
  expect(savingsOf([sum, { ...achieved, period: 'FY2012/13', periodTo: '2013-03-31' }])).toHaveLength(2);
});

test('only whole sums of one kind and period are added, and none that may be part of another or told twice', () => {
  const pooled = { ...sum, kind: 'pooled', stage: null, paidInBy: ['Trust', 'Council'] };
  const funds = moneyTogetherOf([pooled, { ...pooled, amount: 300, authorityCodes: ['A', 'B'] }, { ...pooled, kind: 'aligned' }, { ...pooled, basis: 'change', amount: -20 }], new Set(['A']));
  expect(funds.map(({ kind, basis, total, contributors }) => [kind, basis, total, contributors])).toEqual([['aligned', 'total', 200, ['Council', 'Trust']], ['pooled', 'change', null, ['Council', 'Trust']], ['pooled', 'total', null, ['Council', 'Trust']]]);
  expect(funds[2]!.explanation).toBe('2 sums. Not added: an authority has a part in several of them, and one may be part of another. 1 of several authorities together, never divided among them; 1 of them also of authorities that were not asked about.');
  expect(moneyTogetherOf([pooled, { ...pooled, amount: 300, authorityCodes: ['B', 'C'] }], new Set(['A', 'B']))).toMatchObject([{ total: 500 }]);
  expect(moneyTogetherOf([pooled, { ...pooled, id: '2' }], new Set(['A']))).toMatchObject([{ total: null, explanation: '2 sums. Not added: 1 sum of the same amount for the same authorities may be one told twice.' }]);
});

test('a rank correlation needs ten points, and comes with its limits', () => {
  // The usual example of ten people's IQ and hours of television: rho = -29/165.
  const points = [[86, 0], [97, 20], [99, 28], [100, 27], [101, 50], [103, 29], [106, 7], [110, 17], [112, 6], [113, 12]] as [number, number][];
  const found = rankCorrelation(points)!;
  expect(found.rho).toBeCloseTo(-29 / 165, 12);
  expect([found.lower < -0.6, found.upper > 0.4]).toEqual([true, true]);
  expect(rankCorrelation(points.slice(1))).toBeNull();
  expect(rankCorrelation(points.map(([x]) => [x, 1]))).toBeNull();
  fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 })), { minLength: 10, maxLength: 30 }), (some) => {
    const one = rankCorrelation(some);
    if (one === null) return;
    expect(one.lower <= one.rho && one.rho <= one.upper && one.lower >= -1 && one.upper <= 1).toBe(true);
    expect(rankCorrelation(some.map(([x, y]) => [x * x * x, y]))!.rho).toBeCloseTo(one.rho, 9);
  }));
});

test('costs of years that are not stated are not added, and a year comes before a quarter of a later one', () => {
  const place = { ...record, per: 'place' as const, period: null };
  expect(unitCostsOf([place, { ...place, recordId: 'b' }], null, null)).toMatchObject([{ figures: [{ unitCost: null, records: 2, explanation: expect.stringContaining('2 records state a cost and no year of its prices') }] }]);
  expect(unitCostsOf([place], null, null)).toMatchObject([{ figures: [{ unitCost: expect.any(Number), explanation: expect.stringContaining('The year of its prices is not stated.') }] }]);
  const spend = { ...record, per: 'child' as const, money: 'spend' };
  const costs = unitCostsOf([{ ...spend, period: 'FY2011/12' }, { ...spend, recordId: 'q', period: 'FY2012-Q1' }], null, null);
  expect(setBeside(['A'], costs, [], 'rate').points).toMatchObject([{ spend: { period: 'FY2011/12' } }]);
});

test('spend stands beside the value of its own time, never a later or an earlier one', () => {
  const value = (period: string, periodTo: string, number: number | null) => ({ areaCode: 'A', period, periodTo, value: number, status: null, harvestId: 1, sourceId: 'E06000016/a' });
  const costs = unitCostsOf([{ ...record, per: 'child', money: 'budget', period: 'FY2012/13' }, { ...record, recordId: 'b', per: 'child', money: 'spend', amount: 900 }], null, null);
  const beside = setBeside(['A', 'B'], costs, [value('2011-03-31', '2011-03-31', 1), value('CY2012', '2012-12-31', 2), value('2013-03-31', '2013-03-31', null), value('AY2012/13', '2013-08-31', 4)], 'rate');
  expect(beside).toMatchObject({ pairs: 1, correlation: null, points: [{ authorityCode: 'A', money: 'spend', spend: { unitCost: 45 }, outcome: { period: 'CY2012', value: 2 } }] });
  expect(beside.explanation).toBe('Of 2 authorities, money for each child is known of 1, and a value of the same time of 1. Whether one goes with the other cannot be said: 1 point has one kind of money and the same periods; 10 are needed.');
  expect(setBeside(['A'], costs, [value('AY2012/13', '2013-08-31', 4)], 'rate').points).toMatchObject([{ outcome: null }]);
});

test('money for each child is never correlated with a count, which goes with how many live there', () => {
  const codes = Array.from({ length: 12 }, (_, index) => `A${index}`);
  const costs = unitCostsOf(codes.map((code, index) => ({ ...record, recordId: code, authorityCode: code, per: 'child' as const, money: 'spend' as const, amount: 900 + index })), null, null);
  const outcomes = codes.map((areaCode, index) => ({ areaCode, period: 'FY2012/13', periodTo: '2013-03-31', value: index, status: null, harvestId: 1, sourceId: 'E92000001/a' }));
  expect(setBeside(codes, costs, outcomes, 'rate').correlation).toMatchObject({ rho: 1 });
  expect(setBeside(codes, costs, outcomes, 'count')).toMatchObject({ pairs: 12, correlation: null, explanation: 'Of 12 authorities, money for each child is known of 12, and a value of the same time of 12. Whether one goes with the other cannot be said: the outcome is a count, which grows with the authority.' });
});
