import { expect, test } from 'vitest';
import { dayBy } from '../../src/api/dayBy.ts';

test('the day is that of the clock at each asking, over midnight and where the clock is set back', () => {
  let now = new Date('2026-11-28T23:59:59.999Z');
  const today = dayBy(() => now);
  const at = (time: string): string => ((now = new Date(time)), today());
  expect(['2026-11-28T23:59:59.999Z', '2026-11-29T00:00:00.000Z', '2026-11-29T12:00:00Z', '2026-11-28T12:00:00Z', '2027-01-01T00:00:00Z'].map(at)).toEqual(['2026-11-28', '2026-11-29', '2026-11-29', '2026-11-28', '2027-01-01']);
});
