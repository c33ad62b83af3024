import { expect, test } from 'vitest';
import { countPersons, type AgeBand } from '../../../src/api/read/populationOf.ts';

const band = (sourceId: string, period: string, ageFrom: number, ageTo: number, persons: number): AgeBand => ({ sourceId, period, periodTo: `${period.slice(2)}-12-31`, ageFrom, ageTo, persons, sex: null });

test('a count says whose it is and when it was taken, so that it can be looked up', () => {
  const day = { from: '2025-06-01', to: '2025-06-01' };
  const bands = [band('ons/estimates', 'CY2021', 0, 17, 100), band('ons/estimates', 'CY2024', 0, 4, 20), band('ons/estimates', 'CY2024', 5, 17, 81), band('council/census', 'CY2023', 0, 17, 99)];
  expect(countPersons(bands, { from: 0, to: 17 }, day)).toEqual({ persons: 101, period: 'CY2024', sourceId: 'ons/estimates' });
  expect(countPersons(bands, { from: 5, to: 17 }, day)).toEqual({ persons: 81, period: 'CY2024', sourceId: 'ons/estimates' });
});

test('of several counts the nearest to the whole period counts, one within it before all, and of two as near the later', () => {
  const year = { from: '2022-04-01', to: '2023-03-31' };
  const nearest = (...days: string[]) => countPersons(days.map((day) => ({ ...band('ons/estimates', day, 0, 17, 100), periodTo: day })), { from: 0, to: 17 }, year)?.period;
  // 275 days before its first day, 457 after its last.
  expect(nearest('2021-06-30', '2024-06-30')).toBe('2021-06-30');
  expect(nearest('2021-06-30', '2022-06-30', '2023-06-30')).toBe('2022-06-30');
  expect(nearest('2022-06-30', '2022-12-31')).toBe('2022-12-31');
  expect(nearest('2022-03-22', '2023-04-10')).toBe('2023-04-10');
  expect(nearest('2017-04-02')).toBe('2017-04-02');
  expect(nearest('2017-03-01', '2028-05-01')).toBeUndefined();
});
