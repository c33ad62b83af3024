import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gapOf, mover, type Figure } from '../../src/performance/gaps/gapOf.ts';
import { wilson } from '../../src/performance/intervals.ts';

const percent = (numerator: number, denominator: number): Figure => ({ value: (numerator / denominator) * 100, numerator, denominator, interval: wilson(numerator, denominator, 100) });
const estimateOf = (numerator: number, denominator: number) => ({ ...wilson(numerator, denominator, 100)!, value: (numerator / denominator) * 100 });

test('the limits of a difference of two proportions are those of Newcombe\'s own example (method 10, 56 of 70 and 48 of 80)', () => {
  const [one, other] = [percent(56, 70), percent(48, 80)];
  const { lower, upper } = mover({ value: one.value, ...one.interval! }, { value: other.value, ...other.interval! });
  expect([lower / 100, upper / 100].map((limit) => limit.toFixed(4))).toEqual(['0.0524', '0.3339']);
});

test('a group is set against all others, and its gap to all is that by their share', () => {
  // 56 of 70 in the group, 48 of 80 of the others, so 104 of 150 of all.
  const { difference, ratio, interval } = gapOf(percent(56, 70), percent(104, 150), estimateOf);
  expect(difference).toBeCloseTo(80 - 69.3333, 3);
  expect(ratio).toBeCloseTo(80 / 69.3333, 4);
  expect(interval).toEqual({ lower: expect.closeTo(5.24 * (80 / 150), 1), upper: expect.closeTo(33.39 * (80 / 150), 1), method: '95% MOVER, against all others, from the counts' });
});

test('a gap that rounding made is not beyond chance', () => {
  // 45.5 % and 45.49 %, published as 46 and 45.
  const rounded = (numerator: number, denominator: number): Figure => ({ ...percent(numerator, denominator), value: Math.round((numerator / denominator) * 100) });
  const { difference, interval } = gapOf(rounded(455_000, 1_000_000), rounded(4_549_000, 10_000_000), estimateOf);
  expect(difference).toBe(1);
  expect(interval!.lower).toBeLessThan(0);
  expect(interval!.upper).toBeLessThan(1.1);
});

test('without counts both are taken as apart, and without limits there is no interval', () => {
  const bare = (value: number, interval: Figure['interval']): Figure => ({ value, numerator: null, denominator: null, interval });
  expect(gapOf(bare(50, { lower: 45, upper: 55, method: 'x' }), bare(60, { lower: 59, upper: 61, method: 'x' }), estimateOf).interval).toEqual({ lower: expect.closeTo(-15.099, 3), upper: expect.closeTo(-4.901, 3), method: '95% MOVER, as if the group were not part of all: rather too wide' });
  expect(gapOf(bare(50, null), bare(60, null), estimateOf)).toEqual({ difference: -10, ratio: expect.closeTo(50 / 60, 9), interval: null });
});

test('law: the limits hold the gap, and the gap of a group that is as all others holds nought', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 2_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (inGroup, inRest, share, other) => {
    const [group, rest] = [Math.round(inGroup * share), Math.round(inRest * other)];
    const { difference, interval } = gapOf(percent(group, inGroup), percent(group + rest, inGroup + inRest), estimateOf);
    expect(interval!.lower).toBeLessThanOrEqual(difference + 1e-9);
    expect(interval!.upper).toBeGreaterThanOrEqual(difference - 1e-9);
    const alike = gapOf(percent(group, inGroup), percent(group * 11, inGroup * 11), estimateOf);
    expect(alike.interval!.lower).toBeLessThanOrEqual(1e-9);
    expect(alike.interval!.upper).toBeGreaterThanOrEqual(-1e-9);
  }));
});
