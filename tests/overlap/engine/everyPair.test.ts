import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareByRule, comparePairs, pairsOf } from '../../../bench/scale/comparePairs.ts';
import { recombine } from '../../../bench/scale/recombine.ts';
import { formOverlaps } from '../../../src/overlap/engine/formOverlaps.ts';
import { loadEngine } from '../../../src/overlap/engine/loadEngine.ts';

const coded = recombine(8).flatMap(({ statements }) => statements).map((statement) => loadEngine().codeStatement(statement));

test('overlaps hold the same pairs, cores and strengths as comparing every pair', () => {
  fc.assert(
    fc.property(fc.subarray(coded, { minLength: 2 }), (some) => {
      const [compared, grouped] = [comparePairs(some), pairsOf(formOverlaps(some))];
      expect({ related: grouped.related, core: grouped.core }).toEqual({ related: compared.related, core: compared.core });
      expect(grouped.strength).toBeCloseTo(compared.strength, 6);
    }),
    { numRuns: 60 },
  );
});

test('holding every two statements against each other by the rule finds the same pairs, cores and strengths', () => {
  const some = coded.filter((_, row) => row % 3 === 0);
  const { pairs, compared } = compareByRule(some);
  const grouped = pairsOf(formOverlaps(some));
  expect(compared).toBe((some.length * (some.length - 1)) / 2);
  expect([pairs.related, pairs.core]).toEqual([grouped.related, grouped.core]);
  expect(pairs.strength).toBeCloseTo(grouped.strength, 6);
});

test('comparing every pair finds something to compare', () => {
  const { core, related } = comparePairs(coded);
  expect(Math.min(core, related)).toBeGreaterThan(100);
});

test('made-up plans are the same each time, and hardly two of their statements alike', () => {
  const titles = recombine(8).flatMap(({ statements }) => statements.map(({ title }) => title));
  expect(titles).toEqual(recombine(8).flatMap(({ statements }) => statements.map(({ title }) => title)));
  expect(titles).toHaveLength(500);
  expect(new Set(titles).size).toBeGreaterThan(400);
});
