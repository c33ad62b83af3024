import { expect, test } from 'vitest';
import { describePolicy, readPolicy, stricterOf } from '../../../src/access/disclosure/DisclosurePolicy.ts';

test('of two policies each part counts that is the stricter', () => {
  expect(stricterOf({ threshold: 5, secondary: false, rounding: 10 }, { threshold: 7, secondary: true, rounding: null })).toEqual({ threshold: 7, secondary: true, rounding: 10 });
});

test('a policy says in a sentence what it does', () => {
  expect(describePolicy({ threshold: 0, secondary: false, rounding: null })).toBe('No counts are hidden or rounded by the hub.');
  expect(describePolicy({ threshold: 5, secondary: true, rounding: 10 })).toBe(
    'Counts of people from 1 to 5, and rates that rest on them, are hidden; so is what would let them be worked out from a total. Other counts are rounded to multiples of 10, and rates worked out from the rounded counts. Zero is shown as zero.',
  );
  expect(describePolicy({ threshold: 0, secondary: false, rounding: 10 })).toContain('Counts of people from 1 to 4');
});

test('a policy that cannot be meant is refused with what was found', () => {
  expect(readPolicy({ threshold: 5, secondary: true })).toEqual({ threshold: 5, secondary: true, rounding: null });
  expect(readPolicy({ threshold: 4.5 })).toEqual({ problem: 'its threshold is "4.5". Expected a whole number from 0 to 100, for example 5 to hide counts from 1 to 5' });
  expect(readPolicy({ threshold: '5' })).toHaveProperty('problem');
  expect(readPolicy({ threshold: 5, rounding: 1 })).toHaveProperty('problem');
  expect(readPolicy({ threshold: 5, secondary: 'yes' })).toHaveProperty('problem');
  expect(readPolicy({ secondary: true })).toEqual({ problem: 'secondary is set and nothing is hidden. Expected a threshold of at least 1 with it' });
  expect(readPolicy({ treshold: 5 })).toEqual({ problem: 'it has "treshold". Allowed: threshold, secondary, rounding' });
});
