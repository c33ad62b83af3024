import { expect, test } from 'vitest';
import type { DisclosurePolicy } from '../../../src/access/disclosure/DisclosurePolicy.ts';
import type { FigureKind, FigureRow } from '../../../src/access/disclosure/FigureKind.ts';
import { observationFigures } from '../../../src/access/disclosure/observations.ts';
import { populationFigures } from '../../../src/access/disclosure/populations.ts';
import { protect } from '../../../src/access/disclosure/protect.ts';
import { serviceUseFigures } from '../../../src/access/disclosure/serviceUse.ts';
import { intervalOf } from '../../../src/performance/intervalOf.ts';
import { around, observation, population, serviceUse } from './tables.ts';

const upToFive: DisclosurePolicy = { threshold: 5, secondary: false, rounding: null };
const withOthers: DisclosurePolicy = { ...upToFive, secondary: true };
const toTens: DisclosurePolicy = { ...upToFive, rounding: 10 };

function seen(rows: FigureRow[], policy: DisclosurePolicy, kind: FigureKind = observationFigures): readonly FigureRow[] {
  return protect(rows, policy, kind, around).rows;
}

const values = (rows: readonly FigureRow[], column = 'value') => rows.map((row) => row[column]);

test('a count from 1 to the threshold is hidden, with its status and without its note; one above it, and zero, stay as they are', () => {
  const rows = [observation({ value: 1 }), observation({ value: 5, note: 'five boys' }), observation({ value: 6 }), observation({ value: 0 })];
  const protectedRows = seen(rows, upToFive);
  expect(values(protectedRows)).toEqual([null, null, 6, 0]);
  expect(protectedRows[1]).toEqual(observation({ status: 'suppressed' }));
  expect(protectedRows[2]).toBe(rows[2]);
});

test.each([
  ['its numerator', { value: 8.4, numerator: 4, denominator: 48 }],
  ['its denominator', { value: 0, numerator: 0, denominator: 3 }],
  ['what value and denominator make', { value: 2, denominator: 200 }],
  ['what is left of the whole', { value: 98.4, numerator: 124, denominator: 126 }],
])('a percentage is hidden with all that belongs to it when %s counts few', (_, figures) => {
  const row = observation({ indicator_code: 'NI 117', ...figures, lower: 1, upper: 99, interval_method: 'Wilson, 95%' });
  expect(seen([row], upToFive)).toEqual([observation({ indicator_code: 'NI 117', status: 'suppressed' })]);
});

test('a rate per 10,000 is hidden when it and its denominator make a small count', () => {
  expect(values(seen([observation({ indicator_code: 'LAC', value: 4, denominator: 10_000 }), observation({ indicator_code: 'LAC', value: 60, denominator: 10_000 })], upToFive))).toEqual([null, 60]);
});

test('an average is hidden for few people, not for a small sum of days', () => {
  expect(values(seen([observation({ indicator_code: 'WAIT', value: 2, numerator: 6, denominator: 3 }), observation({ indicator_code: 'WAIT', value: 0.1, numerator: 4, denominator: 40 })], upToFive))).toEqual([null, 0.1]);
});

test('beside one hidden group the next smallest is hidden, so that the total does not give it back; a true zero is not chosen', () => {
  const rows = [observation({ value: 60 }), observation({ value: 3, breakdown: 'a' }), observation({ value: 40, breakdown: 'b' }), observation({ value: 17, breakdown: 'c' }), observation({ value: 0, breakdown: 'd' })];
  expect(protect(rows, withOthers, observationFigures, around)).toMatchObject({ hidden: 1, hiddenBeside: 1 });
  expect(values(seen(rows, withOthers))).toEqual([60, null, 40, null, 0]);
  expect(values(seen(rows, upToFive))).toEqual([60, null, 40, 17, 0]);
});

test('what was hidden before, or is withheld by its publisher, is protected like what is hidden now', () => {
  const rows = [observation({ value: 60 }), observation({ status: 'suppressed', breakdown: 'a' }), observation({ value: 40, breakdown: 'b' }), observation({ value: 17, breakdown: 'c' })];
  const once = protect(rows, withOthers, observationFigures, around, { mindsWithheld: true });
  expect(once).toMatchObject({ hidden: 0, hiddenBeside: 1 });
  expect(values(once.rows)).toEqual([60, null, 40, null]);
  expect(protect(once.rows, withOthers, observationFigures, around).rows).toEqual(once.rows);
});

test('groups of two things make everybody, with a row for each of the one or without, however their names are spelt', () => {
  const cross = [observation({ value: 100 }), ...([['Girls, Age: under 5', 3], ['girls, Age: 5 to 17', 20], ['boys, Age: under 5', 37], ['boys, Age: 5 to 17', 40]] as const).map(([breakdown, value]) => observation({ breakdown, value }))];
  expect(values(seen(cross, withOthers))).toEqual([100, null, null, 37, 40]);
  const margin = [observation({ breakdown: 'Girls', value: 20 }), observation({ breakdown: 'girls, Age: under 5', value: 3 }), observation({ breakdown: 'girls, Age: 5 to 17', value: 17 })];
  expect(values(seen(margin, withOthers))).toEqual([20, null, null]);
});

test('a row that lies across the others does not keep the rest from making everybody', () => {
  const rows = [observation({ value: 60 }), ...([['Age: under 5', 3], ['Age: 5 to 10', 17], ['Age: 11 to 17', 40], ['Age: under 11', 20]] as const).map(([breakdown, value]) => observation({ breakdown, value }))];
  const [all, , middle, , across] = values(seen(rows, withOthers));
  expect([all, middle === null || across === null]).toEqual([60, true]);
});

test('ages that make a whole in two ways are protected in both', () => {
  const rows = ([[0, 17, 100], [0, 8, 97], [9, 17, 3], [0, 4, 50], [5, 17, 50]] as const).map(([from, to, persons]) => population({ age_from: from, age_to: to, persons }));
  const found = values(seen(rows, withOthers, populationFigures), 'persons');
  expect(found[2]).toBeNull();
  expect([found[0], found[1]]).toContain(null);
});

test.each([
  ['a percentage and its numerator tell the rest', { indicator_code: 'NI 117', value: 95, numerator: 38 }],
  ['an average and its sum tell how many', { indicator_code: 'WAIT', value: 4.5, numerator: 9 }],
])('%s', (_, figures) => {
  expect(values(seen([observation(figures)], upToFive))).toEqual([null]);
});

test('two hidden that must both be 1 are not safe together', () => {
  const rows = [observation({ value: 42 }), observation({ value: 1, breakdown: 'a' }), observation({ value: 1, breakdown: 'b' }), observation({ value: 40, breakdown: 'c' })];
  expect(values(seen(rows, withOthers))).toEqual([42, null, null, null]);
});

test('when a total is all that is left to hide, it is hidden', () => {
  const rows = [observation({ area_code: 'E12000004', value: 9 }), observation({ value: 9, area_code: 'E06000016' }), observation({ value: 5, area_code: 'W1' }), observation({ value: 4, area_code: 'W2' })];
  // Both wards are small: nothing follows, but that they make nine.
  expect(values(seen(rows, withOthers))).toEqual([9, 9, null, null]);
  const alone = [observation({ value: 40 }), observation({ value: 37, breakdown: 'a' }), observation({ value: 3, breakdown: 'b' })];
  expect(values(seen(alone, withOthers))).toEqual([40, null, null]);
});

test('areas within an authority, and authorities of a region, are parts of it', () => {
  const wards = [observation({ value: 30 }), observation({ area_code: 'W1', value: 2 }), observation({ area_code: 'W2', value: 28 })];
  expect(values(seen(wards, withOthers))).toEqual([30, null, null]);
  const region = [observation({ area_code: 'E12000004', value: 52 }), observation({ area_code: 'E06000016', value: 30 }), observation({ area_code: 'E06000018', value: 2 }), observation({ area_code: 'E06000015', value: 20 })];
  expect(values(seen(region, withOthers))).toEqual([52, 30, null, null]);
});

test('percentages are protected by their numerators', () => {
  const ni117 = (figures: Partial<FigureRow>) => observation({ indicator_code: 'NI 117', ...figures });
  const rows = [ni117({ value: 10, numerator: 100, denominator: 1000 }), ni117({ value: 0.8, numerator: 4, denominator: 500, breakdown: 'girls' }), ni117({ value: 19.2, numerator: 96, denominator: 500, breakdown: 'boys' })];
  expect(values(seen(rows, withOthers))).toEqual([10, null, null]);
});

test('of groups that overlap, two that make the whole are still told', () => {
  const rows = [observation({ value: 60 }), observation({ value: 57, breakdown: 'at school' }), observation({ value: 3, breakdown: 'not at school' }), observation({ value: 20, breakdown: 'looked-after children' })];
  expect(values(seen(rows, withOthers))).toEqual([60, null, null, 20]);
});

test('groups of several kinds are told apart by what is before a colon, and by words for sex and age', () => {
  const rows = [observation({ value: 60 }), observation({ value: 57, breakdown: 'Sex: Girls' }), observation({ value: 3, breakdown: 'Sex: Boys' }), observation({ value: 20, breakdown: 'aged 5 to 10' }), observation({ value: 40, breakdown: 'aged 11 to 15' })];
  expect(values(seen(rows, withOthers))).toEqual([60, null, null, 20, 40]);
});

test('populations are protected along ages, sexes and places', () => {
  const rows = [population({}), population({ age_to: 9, persons: 97 }), population({ age_from: 10, persons: 3 }), population({ sex: 'female', persons: 98 }), population({ sex: 'male', persons: 2 })];
  expect(values(seen(rows, withOthers, populationFigures), 'persons')).toEqual([100, null, null, null, null]);
});

test('service use is hidden with its cost, along homes and groups', () => {
  const rows = [serviceUse({ users: 30, cost: 300_000 }), serviceUse({ users: 2, cost: 20_000, home_area_code: 'W1' }), serviceUse({ users: 28, cost: 280_000, home_area_code: 'W2' })];
  const protectedRows = seen(rows, withOthers, serviceUseFigures);
  expect(values(protectedRows, 'users')).toEqual([30, null, null]);
  expect(values(protectedRows, 'cost')).toEqual([300_000, null, null]);
  expect(values(protectedRows, 'status')).toEqual([null, 'suppressed', 'suppressed']);
});

test('counts are rounded on their own, never to one that would be hidden nor to a zero that is none', () => {
  expect(values(seen([6, 14, 96, 0, 4].map((value) => observation({ value })), toTens))).toEqual([10, 10, 100, 0, null]);
  expect(values(seen([1, 2, 3, 8].map((value) => observation({ value })), { threshold: 0, secondary: false, rounding: 5 }))).toEqual([null, null, 5, 10]);
});

test('a percentage is worked out from its rounded counts, to as many decimals as before, and its limits go', () => {
  const row = observation({ indicator_code: 'NI 117', value: 33.3, numerator: 124, denominator: 372, lower: 28.7, upper: 38.3 });
  expect(seen([row], toTens)).toEqual([observation({ indicator_code: 'NI 117', value: 32.4, numerator: 120, denominator: 370 })]);
});

test('a percentage published as a whole number, or with .0, is worked out to one decimal at least, so that its rounded counts give it', () => {
  const published = [{ value: 3.0, numerator: 12, denominator: 400 }, { value: 3.1, numerator: 12, denominator: 387 }, { value: 4.0, numerator: 17, denominator: 425 }];
  const rows = seen(published.map((row) => observation({ indicator_code: 'NI 117', ...row })), { ...upToFive, rounding: 5 });
  expect(values(rows)).toEqual([2.5, 2.6, 3.5]);
  for (const { value, numerator, denominator } of rows as unknown as (typeof published)[number][]) {
    expect(intervalOf({ measure: 'proportion', multiplier: null, value, numerator, denominator, lower: null, upper: null, intervalMethod: null })).not.toBeNull();
  }
});

test('a rate per person keeps two figures that count', () => {
  expect(values(seen([observation({ indicator_code: 'PER HEAD', value: 0.03, numerator: 12, denominator: 400 })], { ...upToFive, rounding: 5 }))).toEqual([0.025]);
});

test('a rate that cannot be worked out from rounded counts is shown without them', () => {
  const row = observation({ indicator_code: 'LAC', value: 61.2, numerator: 124 });
  expect(seen([row], toTens)).toEqual([observation({ indicator_code: 'LAC', value: 61.2 })]);
  // Out of how many it is, only the exact counts would tell.
  const ofNoMultiplier = observation({ indicator_code: 'RATE', value: 61.2, numerator: 124, denominator: 20_261 });
  expect(seen([ofNoMultiplier], toTens)).toEqual([observation({ indicator_code: 'RATE', value: 61.2 })]);
});

test('what people cost follows their rounded number', () => {
  expect(seen([serviceUse({ users: 12, cost: 120_000 })], toTens, serviceUseFigures)).toEqual([serviceUse({ users: 10, cost: 100_000 })]);
});

test('what is hidden beside a count is looked for in the sum that gives it away', () => {
  const [a, b] = ['Group: a', 'Group: b'];
  const rows = [observation({ value: 43 }), observation({ value: 3, breakdown: a }), observation({ value: 40, breakdown: b }), observation({ area_code: 'E06000018', value: 4, breakdown: a }), observation({ area_code: 'E06000015', value: 6, breakdown: a }), observation({ area_code: 'E12000004', value: 13, breakdown: a })];
  expect(values(seen(rows, withOthers))).toEqual([43, null, null, null, 6, 13]);
});
