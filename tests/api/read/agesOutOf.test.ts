import { expect, test } from 'vitest';
import { agesOutOf } from '../../../src/api/read/commissioning/readFigures.ts';

test.each([
  ['Rate per 100,000 of 10-17 population', null, { from: 10, to: 17 }],
  ['rate per 10,000', 'children under 18', { from: 0, to: 17 }],
  ['rate per 10,000 aged 0 to 4', 'all children', null],
  ['rate per 1,000 females aged 15-17', null, null],
  ['Rate per 100,000', null, null],
  ['Rate per 1000 live births', null, null],
  ['rate per 1,000 aged 17-10', null, null],
])('a rate in “%s” out of %s is out of the ages %j', (unit, denominator, ages) => {
  expect(agesOutOf({ unit, denominator })).toEqual(ages);
});
