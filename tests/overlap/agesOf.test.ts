import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agesInWords, agesOf, hasAgesOfTheme, type Ages } from '../../src/overlap/agesOf.ts';
import { loadRules } from '../../src/overlap/engine/Rules.ts';
import { inherentAges } from '../../src/overlap/inherentAges.ts';

const stating = (from: number | null, to: number | null, themeCode = 'SEND') => ({ themeCode, from, to, read: null });
const reading = (read: Ages | null, themeCode: string) => ({ themeCode, from: null, to: null, read });

const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 10 })).map(([from, years]) => ({ from, to: from + years })), { minLength: 1, maxLength: 6 });

test('ages of statements are joined so that no year is counted twice and none is added', () => {
  fc.assert(
    fc.property(spans, (stated) => {
      const [joined, ...others] = agesOf(stated.map(({ from, to }) => stating(from, to)));
      expect(others).toEqual([]);
      const years = joined!.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
      expect(years).toEqual([...new Set(stated.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)))].sort((a, b) => a - b));
      joined!.slice(1).forEach(({ from }, i) => expect(from).toBeGreaterThan(joined![i]!.to + 1));
    }),
  );
});

test('a statement without ages is about all children, first those under 18', () => {
  expect(agesOf([stating(null, null), stating(16, 25)])).toEqual([[{ from: 0, to: 25 }], [{ from: 0, to: 25 }]]);
  expect(agesOf([stating(null, null)])).toEqual([[{ from: 0, to: 17 }], [{ from: 0, to: 19 }]]);
  expect(agesOf([stating(14, null)])).toEqual([[{ from: 14, to: 17 }]]);
});

test('a statement without ages is for those that its theme is about, and words that say just these are no narrower', () => {
  expect(agesOf([reading(null, 'EARLYYRS')])).toEqual([[{ from: 0, to: 5 }], [{ from: 0, to: 4 }]]);
  expect(agesOf([reading(null, 'EARLYYRS'), reading({ from: 0, to: 5 }, 'EARLYYRS')])).toEqual([[{ from: 0, to: 5 }], [{ from: 0, to: 4 }]]);
  expect(agesOf([reading(null, 'SUBST')])).toEqual([[{ from: 13, to: 19 }], [{ from: 13, to: 19 }]]);
  expect(agesOf([reading(null, 'EARLYYRS'), reading(null, 'SEND')])).toEqual([[{ from: 0, to: 17 }], [{ from: 0, to: 19 }]]);
});

test('ages that a statement names outrank those of its theme', () => {
  expect(agesOf([reading({ from: 0, to: 1 }, 'EARLYYRS')])).toEqual([[{ from: 0, to: 1 }]]);
  expect(agesOf([stating(0, 5, 'EARLYYRS')])).toEqual([[{ from: 0, to: 5 }]]);
  expect([reading(null, 'EARLYYRS'), reading({ from: 0, to: 5 }, 'EARLYYRS'), reading({ from: 0, to: 1 }, 'EARLYYRS'), stating(0, 5, 'EARLYYRS'), reading(null, 'SEND')].map(hasAgesOfTheme)).toEqual([true, true, false, false, false]);
});

test('the ages of every stage that a theme is about are known', () => {
  for (const code of loadRules().themesOfAges) expect(inherentAges(code)).toEqual({ from: expect.any(Number), to: expect.any(Number) });
  expect(inherentAges('YOUTHJUST')).toEqual({ from: 11, to: 19 });
  expect(inherentAges('SEND')).toBeNull();
});

test('ages in words', () => {
  expect(agesInWords([{ from: 0, to: 4 }, { from: 16, to: 16 }])).toBe('0 to 4 and 16');
});
