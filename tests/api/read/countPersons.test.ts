import { expect, test } from 'vitest';
import { countPersons, type AgeBand } from '../../../src/api/read/populationOf.ts';

const band = (sourceId: string, period: string, ageFrom: number, ageTo: number, persons: number): AgeBand => ({ sourceId, period, periodTo: `${period.slice(2)}-12-31`, ageFrom, ageTo, persons, sex: null });

test('a count says whose it is and when it was taken, so that it can be looked up', () => {
  const bands = [band('ons/estimates', 'CY2021', 0, 17, 100), band('ons/estimates', 'CY2024', 0, 4, 20), band('ons/estimates', 'CY2024', 5, 17, 81), band('council/census', 'CY2023', 0, 17, 99)];
  expect(countPersons(bands, { from: 0, to: 17 }, '2025-06-01')).toEqual({ persons: 101, period: 'CY2024', sourceId: 'ons/estimates' });
  expect(countPersons(bands, { from: 5, to: 17 }, '2025-06-01')).toEqual({ persons: 81, period: 'CY2024', sourceId: 'ons/estimates' });
});
