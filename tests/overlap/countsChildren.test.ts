import { expect, test } from 'vitest';
import { countsChildren } from '../../src/overlap/countsChildren.ts';

const count = (title: string) => countsChildren({ title, measure: 'count', unit: 'count', numerator: null });

test.each(['Number of Children looked after', 'Children subject to a Child Sexual Exploitation meeting', 'Young people not in education, employment or training', '16 to 18 year olds in work', 'Pupils with a plan'])('%s: children are counted', (title) => {
  expect(count(title)).toBe(true);
});

test.each(["Number of Sure Start Children's Centres", 'Schools below floor targets', 'Under-18 conceptions (number)', 'Additional apprenticeships sourced', 'Chlamydia: diagnosed new episodes among under 16s', 'Places for children', 'Visits to young people', 'Children’s homes'])('%s: something else is counted', (title) => {
  expect(count(title)).toBe(false);
});

test('of a rate or a share, the numerator says who is counted, and without one nobody knows', () => {
  const rate = { title: 'Children looked after', measure: 'rate', unit: 'per 10,000' };
  expect(countsChildren({ ...rate, numerator: null })).toBe(false);
  expect(countsChildren({ ...rate, numerator: 'Children looked after on 31 March' })).toBe(true);
  expect(countsChildren({ ...rate, numerator: 'Placements that lasted a year' })).toBe(false);
});
