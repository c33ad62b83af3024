import { expect, test } from 'vitest';
import { compareWith, standingInWords } from '../../src/performance/compareWith.ts';
import type { Interval } from '../../src/performance/intervals.ts';

const limits: Interval = { lower: 2, upper: 4, method: 'as published' };

function told(interval: Interval | null, other: number): [string, string] {
  const standing = compareWith(3, interval, other);
  return [standing, standingInWords({ measure: 'rate', period: 'FY2024/25', value: 3, interval, other, against: 'that of the East Midlands', standing, verdict: 'neither' })];
}

test('a value is apart from another beyond its limits alone; without limits only the same number is similar', () => {
  expect(told(limits, 4)).toEqual(['similar', 'In FY2024/25 it was 3 (95% limits 2 to 4), and that of the East Midlands was 4, within these limits: the difference may be chance.']);
  expect(told(limits, 4.5)[0]).toBe('lower');
  expect(told(limits, 1.5)[0]).toBe('higher');
  expect(told(null, 3)).toEqual(['similar', 'In FY2024/25 it was 3, and that of the East Midlands was the same number.']);
  expect(told(limits, 3)).toEqual(['similar', 'In FY2024/25 it was 3 (95% limits 2 to 4), and that of the East Midlands was the same number.']);
  expect(told(null, 3.1)).toEqual(['cannot-say', 'In FY2024/25 it was 3, and that of the East Midlands was 3.1. Without confidence limits the difference may be chance.']);
});
