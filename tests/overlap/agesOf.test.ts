import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agesInWords, agesOf } from '../../src/overlap/agesOf.ts';

const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 10 })).map(([from, years]) => ({ from, to: from + years })), { minLength: 1, maxLength: 6 });

test('ages of statements are joined so that no year is counted twice and none is added', () => {
  fc.assert(
    fc.property(spans, (stated) => {
      const [joined, ...others] = agesOf(stated);
      expect(others).toEqual([]);
      const years = joined!.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
      expect(years).toEqual([...new Set(stated.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)))].sort((a, b) => a - b));
      joined!.slice(1).forEach(({ from }, i) => expect(from).toBeGreaterThan(joined![i]!.to + 1));
    }),
  );
});

test('a statement without ages is about all children, first those under 18', () => {
  expect(agesOf([{ from: null, to: null }, { from: 16, to: 25 }])).toEqual([[{ from: 0, to: 25 }], [{ from: 0, to: 25 }]]);
  expect(agesOf([{ from: null, to: null }])).toEqual([[{ from: 0, to: 17 }], [{ from: 0, to: 19 }]]);
  expect(agesOf([{ from: 14, to: null }])).toEqual([[{ from: 14, to: 17 }]]);
});

test('ages in words', () => {
  expect(agesInWords([{ from: 0, to: 4 }, { from: 16, to: 16 }])).toBe('0 to 4 and 16');
});
