import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latestBusiestDay } from '../../src/api/read/timeScope.ts';

const today = '2026-11-22';

test('the latest of the days on which most plans were in force is taken', () => {
  const spans = [
    { from: '2006-01-01', to: '2008-12-31' },
    { from: '2008-01-01', to: '2010-12-31' },
    { from: '2015-01-01', to: '2018-12-31' },
    { from: '2018-01-01', to: '2020-12-31' },
  ];
  expect(latestBusiestDay(spans, today)).toEqual({ day: '2018-12-31', count: 2 });
});

test('plans still in force are counted as at today, never in the future', () => {
  const spans = [
    { from: '2020-01-01', to: '2030-12-31' },
    { from: '2025-01-01', to: '2035-12-31' },
    { from: '2027-01-01', to: '2030-12-31' },
  ];
  expect(latestBusiestDay(spans, today)).toEqual({ day: today, count: 2 });
});

test('without a plan that has begun there is no such day', () => {
  expect(latestBusiestDay([], today)).toBeNull();
  expect(latestBusiestDay([{ from: '2027-01-01', to: '2028-12-31' }], today)).toBeNull();
});

test('no other day up to today has more plans, whatever the spans', () => {
  const day = fc.integer({ min: 0, max: 60 }).map((offset) => new Date(Date.UTC(2026, 9, 1 + offset)).toISOString().slice(0, 10));
  const span = fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), day, (spans, other) => {
      const best = latestBusiestDay(spans, today);
      const count = spans.filter(({ from, to }) => from <= other && to >= other).length;
      if (other <= today) expect(best?.count ?? 0).toBeGreaterThanOrEqual(count);
      if (best && other <= today && count === best.count && count > 0) expect(best.day >= other).toBe(true);
    }),
  );
});
