import { expect, test } from 'vitest';
import { chanceOf, seedOf } from '../../../src/overlap/engine/chance.ts';

const seeds = Array.from({ length: 200 }, (_, i) => seedOf(`word:${i}`));

test('chance comes out as often as it should, for each feature and in each round', () => {
  const share = (chances: readonly number[]): number => chances.filter(chance => chance < 0.45).length / chances.length;
  for (const one of seeds.slice(0, 20)) expect(share(seeds.flatMap(other => [0, 1, 2, 3, 4].map(round => chanceOf(one, other, round))))).toBeCloseTo(0.45, 1);
  for (const round of [0, 1, 7, 15]) expect(share(seeds.flatMap(one => seeds.map(other => chanceOf(one, other, round))))).toBeCloseTo(0.45, 1);
});

test('chance hangs on the feature, the example and the round, on each of them', () => {
  const [one, other] = [seedOf('word:poverti'), seedOf('Reduce child poverty')];
  expect(chanceOf(one, other, 3)).toBe(chanceOf(one, other, 3));
  expect(new Set([chanceOf(one, other, 3), chanceOf(one, other, 4), chanceOf(one, other + 1, 3), chanceOf(one + 1, other, 3), chanceOf(other, one, 3)]).size).toBe(5);
});
