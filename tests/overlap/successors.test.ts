import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areOnePlace, countPlaces, successorsFrom, withoutFollowed } from '../../src/overlap/successors.ts';

/** Successions as "OLD>NEW". */
const from = (...links: string[]) => successorsFrom(links.map((link) => ({ ownerId: link.split('>')[0]!, targetId: link.split('>')[1]! })));
const changes = from('COUNTY>NORTH', 'COUNTY>WEST', 'BOURNEMOUTH>BCP', 'POOLE>BCP', 'NORTH>NORTHER');

describe('how many places there are', () => {
  const places = (...codes: string[]) => countPlaces(codes, changes);

  test('one that was divided is counted with its successors, which are two places', () => {
    expect([places('COUNTY'), places('COUNTY', 'NORTH'), places('COUNTY', 'NORTH', 'WEST'), places('NORTH', 'WEST')]).toEqual([1, 1, 2, 2]);
  });

  test('two that were joined were two places, with or without the one that they became', () => {
    expect([places('BOURNEMOUTH', 'BCP'), places('BOURNEMOUTH', 'POOLE'), places('BOURNEMOUTH', 'POOLE', 'BCP')]).toEqual([1, 2, 2]);
  });

  test('a successor of a successor is the same place, though the one between is not asked about', () => {
    expect([places('COUNTY', 'NORTHER'), places('COUNTY', 'NORTH', 'NORTHER'), places('COUNTY', 'NORTH', 'NORTHER', 'WEST', 'DERBY')]).toEqual([1, 1, 3]);
  });
});

test('who stands last is whose place no other took', () => {
  expect(withoutFollowed(['BCP', 'BOURNEMOUTH', 'COUNTY', 'DERBY', 'POOLE'], changes)).toEqual(['BCP', 'COUNTY', 'DERBY']);
});

test('those that are said to have followed one another followed neither', () => {
  const circle = from('A>B', 'B>C', 'C>A', 'C>D');
  expect([countPlaces(['A', 'B', 'C'], circle), countPlaces(['A', 'D'], circle), areOnePlace('A', 'B', circle), areOnePlace('A', 'D', circle)]).toEqual([3, 1, false, true]);
});

test('whatever followed what: as many as can be found of whom none took the place of another, so one more never makes fewer', () => {
  const codes = ['A', 'B', 'C', 'D', 'E', 'F'];
  const link = fc.tuple(fc.constantFrom(...codes), fc.constantFrom(...codes)).map(([one, other]) => `${one}>${other}`);
  fc.assert(
    fc.property(fc.array(link, { maxLength: 8 }), fc.subarray(codes), (links, some) => {
      const successors = from(...links);
      const sets = some.reduce<string[][]>((all, code) => [...all, ...all.filter((set) => set.every((one) => !areOnePlace(one, code, successors))).map((set) => [...set, code])], [[]]);
      expect(countPlaces(some, successors)).toBe(Math.max(...sets.map((set) => set.length)));
      for (const code of codes) expect(countPlaces([...some, code], successors)).toBeGreaterThanOrEqual(countPlaces(some, successors));
    }),
  );
});
