import { expect, test } from 'vitest';
import { groupsOf, type DuplicateDecision } from '../../../src/harvest/duplicates/groups.ts';

const decision = (firstId: string, secondId: string, kind: 'same' | 'different' = 'same'): DuplicateDecision => ({ id: `${firstId} ${secondId}`, kind, firstId, secondId, keepId: null, undoesId: null, note: '', reviewer: '', madeAt: '' });

test('a group is all that decisions lead to, and the chain from one to another is the shortest way', () => {
  const groups = groupsOf([decision('a', 'b'), decision('b', 'c'), decision('c', 'd'), decision('a', 'd'), decision('x', 'y'), decision('b', 'x', 'different')]);
  expect([...groups.of('c')].sort()).toEqual(['a', 'b', 'c', 'd']);
  expect([...groups.of('alone')]).toEqual(['alone']);
  expect(groups.chain('b', 'd').map(({ id }) => id)).toHaveLength(2);
  expect(groups.chain('c', 'a').map(({ id }) => id)).toHaveLength(2);
  expect(groups.chain('d', 'a').map(({ id }) => id)).toEqual(['a d']);
  expect([groups.chain('a', 'a'), groups.chain('a', 'x'), groups.chain('a', 'alone')]).toEqual([[], [], []]);
  expect([groups.verdictOn('a', 'd'), groups.verdictOn('d', 'y'), groups.verdictOn('a', 'alone')]).toEqual(['same', 'different', 'open']);
});

test('a chain of thousands, as a file may bring it, is read in no time', () => {
  const long = Array.from({ length: 5_000 }, (_, index) => decision(`s${index}`, `s${index + 1}`));
  const groups = groupsOf(long);
  for (let index = 0; index <= 5_000; index += 1) expect(groups.of(`s${index}`).size).toBe(5_001);
  expect(groups.chain('s0', 's5000')).toEqual(long);
});
