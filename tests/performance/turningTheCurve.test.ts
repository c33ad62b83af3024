import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecastOf, turningOf } from '../../src/performance/turningTheCurve.ts';

/** Values of calendar years from 2010 on. */
const years = (...all: number[]) => all.map((value, index) => ({ period: `CY${2010 + index}`, periodKind: 'CALENDAR_YEAR', periodFrom: `${2010 + index}-01-01`, periodTo: `${2010 + index}-12-31`, value }));

describe('where a series would go if nothing changed', () => {
  test('is the line through its latest values, led on for three periods, less surely the further', () => {
    const { points, explanation } = forecastOf(years(10, 12, 13, 15));
    expect(points.map(({ periodTo, value }) => [periodTo, value.toFixed(2)])).toEqual([['2014-12-31', '16.50'], ['2015-12-31', '18.10'], ['2016-12-31', '19.70']]);
    const widths = points.map(({ lower, upper }) => upper - lower);
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(explanation).toBe('The straight line through the 4 values from CY2010 to CY2013, which says what would be if nothing changed.');
  });

  test.each([
    ['months', ['2024-01', '2024-02', '2024-03'], ['2024-04-30', '2024-05-31', '2024-06-30']],
    ['quarters', ['2024-03', '2024-06', '2024-09'], ['2024-12-31', '2025-03-31', '2025-06-30']],
  ])('goes on by %s as by years', (_, months, ends) => {
    const known = months.map((month, index) => ({ period: month, periodKind: 'MONTH', periodFrom: `${month}-01`, periodTo: new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10), value: index }));
    expect(forecastOf(known).points.map(({ periodTo }) => periodTo)).toEqual(ends);
  });

  test('goes on by days where its periods stand at no place of a month', () => {
    const days = (...ends: string[]) => forecastOf(ends.map((day, index) => ({ period: day, periodKind: 'DAY', periodFrom: day, periodTo: day, value: 10 + 2 * index }))).points.map(({ periodTo, value }) => [periodTo, value]);
    expect(days('2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23')).toEqual([['2026-03-30', 18], ['2026-04-06', 20], ['2026-04-13', 22]]);
    expect(days('2026-01-01', '2026-02-10', '2026-03-22')[0]![0]).toBe('2026-05-01');
  });

  test('is not said of two values, nor over a gap', () => {
    expect(forecastOf(years(1, 2))).toEqual({ points: [], explanation: '2 values that follow one another are known; a line needs 3.' });
    const gap = years(1, 2, 3, 4, 5).filter(({ period }) => period !== 'CY2012');
    expect(forecastOf(gap).points).toEqual([]);
  });
});

describe('the curve', () => {
  test.each([
    ['above', years(20, 19, 18.2, 17, 17.5, 19), 'led to 15.12 in CY2015'],
    ['below', years(10, 11, 11.8, 13, 12, 10), 'it was 10, below those limits'],
    ['on-course', years(20, 19, 18.5, 17, 16.2, 15), 'within those limits'],
  ] as const)('turns %s', (direction, known, words) => {
    expect(turningOf(known)).toEqual({ direction, explanation: expect.stringContaining(words) });
  });

  test('is judged of five values at least', () => {
    expect(turningOf(years(1, 2, 3, 4))).toEqual({ direction: null, explanation: 'To see whether the curve turns takes 5 values that follow one another; 4 are known.' });
  });

  test('law: a series that is straight to the tenth is led on straight, whatever leap days lie in it, and does not turn', () => {
    const ends = { years: ['12-31', '08-31', '03-31'], quarters: ['03-31', '06-30', '09-30', '12-31'] };
    const tenths = fc.record({ first: fc.integer({ min: 2000, max: 2030 }), count: fc.integer({ min: 5, max: 12 }), start: fc.integer({ min: -1_000, max: 1_000 }), step: fc.integer({ min: -50, max: 50 }) });
    fc.assert(fc.property(tenths, fc.constantFrom(...ends.years, 'quarters'), ({ first, count, start, step }, kind) => {
      const known = Array.from({ length: count }, (_, index) => {
        const periodTo = kind === 'quarters' ? `${first + Math.floor(index / 4)}-${ends.quarters[index % 4]}` : `${first + index}-${kind}`;
        return { period: periodTo, periodKind: kind, periodFrom: periodTo, periodTo, value: (start + step * index) / 10 };
      });
      expect(turningOf(known).direction).toBe('on-course');
      expect(forecastOf(known).points.map(({ value, lower, upper }) => [value, lower, upper])).toEqual([0, 1, 2].map((ahead) => Array.from({ length: 3 }, () => (start + step * (count + ahead)) / 10)));
    }));
  });

  test('law: a straight line never turns, and a jump that is large enough always does', () => {
    fc.assert(fc.property(fc.integer({ min: 6, max: 15 }), fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 5 }), (count, step, noise) => {
      const line = Array.from({ length: count }, (_, index) => 50 + step * index + (index % 2 ? noise : -noise) / 10);
      expect(turningOf(years(...line)).direction).toBe('on-course');
      expect(turningOf(years(...line.slice(0, -1), line.at(-1)! + 500)).direction).toBe('above');
    }));
  });
});
