import { expect, test } from 'vitest';
import { counted, listed } from '../src/words.ts';

test.each([
  [0, '0 authorities'],
  [1, '1 authority'],
  [2_000, '2,000 authorities'],
])('%i is told with its noun', (count, words) => {
  expect(counted(count, 'authority', 'authorities')).toBe(words);
});

test('a noun that takes an s needs no second form', () => {
  expect([counted(1, 'source'), counted(2, 'source')]).toEqual(['1 source', '2 sources']);
});

test.each([
  [[], Infinity, ''],
  [['Derby'], Infinity, 'Derby'],
  [['Derby', 'Leicester'], Infinity, 'Derby and Leicester'],
  [['Derby', 'Leicester', 'Rutland'], Infinity, 'Derby, Leicester and Rutland'],
  [['Derby', 'Leicester', 'Rutland'], 2, 'Derby, Leicester and Rutland'],
  [['Derby', 'Leicester', 'Rutland', 'Kent'], 2, 'Derby, Leicester and 2 more'],
] as const)('%j, of whom at most %d are named, are listed as a sentence lists them', (names, most, words) => {
  expect(listed(names, most)).toBe(words);
});
