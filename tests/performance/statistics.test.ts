import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { controlChart, directionOfTravel, weightedTrend } from '../../src/performance/directionOfTravel.ts';
import { byarLimits, exactLimits, poissonRate, wilson } from '../../src/performance/intervals.ts';

describe('confidence limits are those of the published vectors, to six places', () => {
  test.each([[15, 100, 0.093_059_852_8, 0.232_835_595_9], [0, 20, 0, 0.161_125_158_1], [8, 8, 0.675_592_435_1, 1]])('Wilson, %i of %i', (events, outOf, lower, upper) => {
    const limits = wilson(events, outOf, 1)!;
    expect(limits.lower).toBeCloseTo(lower, 8);
    expect(limits.upper).toBeCloseTo(upper, 8);
    expect(limits.method).toBe('95% Wilson');
  });

  test('Byar, 20 and 10 events, and as a rate', () => {
    expect(byarLimits(20).map((limit) => limit.toFixed(7))).toEqual(['12.2114288', '30.8898804']);
    expect(byarLimits(10).map((limit) => limit.toFixed(7))).toEqual(['4.7874499', '18.3914586']);
    const rate = poissonRate(20, 5_000, 10_000)!;
    expect([rate.lower.toFixed(4), rate.upper.toFixed(4), rate.method]).toEqual(['24.4229', '61.7798', '95% Byar']);
  });

  test('exact Poisson below ten events', () => {
    expect(exactLimits(4).map((limit) => limit.toFixed(7))).toEqual(['1.0898654', '10.2415887']);
    expect(exactLimits(0)[0]).toBe(0);
    expect(poissonRate(9, 1_000, 1_000)!.method).toBe('95% exact Poisson');
  });

  test('there is none where nothing could be counted', () => {
    expect([wilson(1, 0, 100), wilson(5, 4, 100), wilson(-1, 4, 100), poissonRate(1, 0, 100)]).toEqual([null, null, null, null]);
  });
});

test('law: an interval holds its value, and narrows as more are counted', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (outOf, share) => {
    const events = Math.round(outOf * share);
    const [few, many] = [wilson(events, outOf, 100)!, wilson(events * 4, outOf * 4, 100)!];
    expect(few.lower).toBeLessThanOrEqual((events / outOf) * 100 + 1e-9);
    expect(few.upper).toBeGreaterThanOrEqual((events / outOf) * 100 - 1e-9);
    expect(many.upper - many.lower).toBeLessThan(few.upper - few.lower);
    const rate = poissonRate(events, outOf, 1)!;
    expect(rate.lower).toBeLessThanOrEqual(events / outOf);
    expect(rate.upper).toBeGreaterThan(events / outOf);
    expect(wilson(events, outOf, 100, 99.8)!.upper).toBeGreaterThanOrEqual(few.upper);
  }));
});

const withLimits = (values: readonly number[], half = 1) => values.map((value) => ({ value, lower: value - half, upper: value + half }));

describe('the direction of travel', () => {
  test('by the trend of five points is that of the published vectors', () => {
    const rising = weightedTrend(withLimits([10, 11, 12.5, 13, 15]));
    expect([rising.slope.toFixed(4), rising.chiSquare.toFixed(3), rising.isSignificant]).toEqual(['1.2000', '55.319', true]);
    const level = weightedTrend(withLimits([10, 10.4, 9.8, 10.6, 10.9]));
    expect([level.slope.toFixed(4), level.chiSquare.toFixed(4), level.isSignificant]).toEqual(['0.2000', '1.5366', false]);
    expect(directionOfTravel(withLimits([10, 11, 12.5, 13, 15]))).toEqual({ direction: 'increasing', method: 'five-point trend', points: 5, explanation: 'Over the last 5 values the line changes by 1.2 a period; chi-square is 55.32, above 9.55.' });
    expect(directionOfTravel(withLimits([15, 13, 12.5, 11, 10])).direction).toBe('decreasing');
    expect(directionOfTravel(withLimits([10, 10.4, 9.8, 10.6, 10.9])).direction).toBe('no-clear-change');
  });

  test('law: of values that never change is none', () => {
    fc.assert(fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: 12, max: 20 }), fc.boolean(), fc.constantFrom(10, 3, 7), (tenths, count, hasLimits, divisor) => {
      const value = tenths / divisor;
      const points = Array.from({ length: count }, () => ({ value, lower: hasLimits ? value - 0.3 : null, upper: hasLimits ? value + 0.3 : null }));
      expect(directionOfTravel(points).direction).toBe('no-clear-change');
      if (hasLimits) expect(directionOfTravel(points.slice(0, 5)).direction).toBe('no-clear-change');
    }));
  });

  test('turns on no single point', () => {
    const one = directionOfTravel(withLimits([10, 9.9, 9.8, 9.7, 20]));
    expect(one.direction).toBe('no-clear-change');
    expect(one.explanation).toContain('the direction turns when one value is left out');
  });

  test('by the control chart has the limits of the published vector', () => {
    const { mean, averageMovingRange, lower, upper } = controlChart([52, 49, 55, 51, 48, 50, 53, 47, 54, 51, 50, 49]);
    expect([mean, averageMovingRange.toFixed(7), lower.toFixed(6), upper.toFixed(6)]).toEqual([50.75, '3.5454545', '41.319091', '60.180909']);
  });

  const level = [52, 49, 55, 51, 48, 50, 53, 47, 54, 51, 50, 49];
  test.each([
    ['no clear change', level, 'no-clear-change', 'vary as chance would have it'],
    ['the last above the limit', [...level, 75], 'increasing', 'above the upper limit'],
    ['the last below the limit', [...level, 25], 'decreasing', 'below the lower limit'],
    ['seven above the mean', [...level, 56, 55, 57, 56, 55, 57, 56], 'increasing', 'last 7 values are all above the mean'],
    ['seven below the mean', [...level, 46, 45, 47, 46, 45, 47, 46], 'decreasing', 'last 7 values are all below the mean'],
    ['seven rising', [...level, 45, 47, 49, 51, 53, 55, 57], 'increasing', 'Each of the last 7 values is above'],
    ['seven falling', [...level, 57, 55, 53, 51, 49, 47, 45], 'decreasing', 'Each of the last 7 values is below'],
  ])('by the control chart: %s', (_, values, direction, words) => {
    const found = directionOfTravel(values.map((value) => ({ value, lower: null, upper: null })));
    expect(found).toMatchObject({ direction, method: 'control chart', explanation: expect.stringContaining(words) });
  });

  test.each([
    [0, 'No values are known. A trend needs 5 values with confidence limits, or 12 without.'],
    [1, 'One value is known. A trend needs 5 values with confidence limits, or 12 without.'],
    [6, '6 values are known, 5 of the last 5 without confidence limits. A trend needs 5 with them, or 12 without.'],
  ])('is not said of %i points without limits', (count, explanation) => {
    expect(directionOfTravel(Array.from({ length: count }, (_, index) => ({ value: index, lower: null, upper: null })))).toEqual({ direction: 'too-few', method: null, points: count, explanation });
  });
});
