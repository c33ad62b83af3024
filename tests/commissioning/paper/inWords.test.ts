import { expect, test } from 'vitest';
import { dateInWords, differenceInWords, figureInWords, moneyInWords, percentInWords, periodInWords } from '../../../src/commissioning/paper/inWords.ts';

test.each([
  [1_234_567, 'pounds', '£1,234,567'],
  [-1_250.5, 'pounds', '-£1,250.50'],
  [1_200, 'pounds per place', '£1,200 per place'],
  [1_200, '£ per child', '£1,200 per child'],
  [12.5, 'percent', '12.5%'],
  [53, '% of leavers', '53% of leavers'],
  [12.5, 'percent of users', '12.5% of users'],
  [88, 'Rate per 10,000', '88 per 10,000'],
  [15.9, 'Score', '15.9 score'],
  [1_240, 'children', '1,240 children'],
  [0.000125, null, '0.000125'],
  [0.114150474386, 'standard deviations from the mean', '0.1142 standard deviations from the mean'],
  [1_234.567891, 'users', '1,234.5679 users'],
  [0, 'users', '0 users'],
  [-4.2, 'percentage points', '-4.2 percentage points'],
])('%s of "%s" is %s', (value, unit, words) => {
  expect(figureInWords(value, unit)).toBe(words);
});

test.each([
  ['AY2024/25', 'School year 2024/25'],
  ['FY2024/25', 'Financial year 2024/25'],
  ['FY2008-Q3', 'Financial year 2008, quarter 3'],
  ['CY2008', 'Calendar year 2008'],
  ['CY2013/2015', 'Calendar years 2013/2015'],
  ['2025-03-31', '31 March 2025'],
  ['2008-11/2009-01', 'November 2008 to January 2009'],
  ['last summer', 'last summer'],
])('the period %s is %s', (period, words) => {
  expect(periodInWords(period)).toBe(words);
});

test('a range is told by both its ends, by one where they are the same, and what is not known as not known', () => {
  expect(moneyInWords({ low: 1_200, high: 1_500 })).toBe('£1,200 to £1,500');
  expect(moneyInWords({ low: 0, high: 0 })).toBe('£0');
  expect(moneyInWords(null)).toBe('Not known');
  expect(percentInWords({ low: 5, high: 7.5 })).toBe('5% to 7.5%');
  expect(differenceInWords({ low: -300, high: 0 })).toBe('£300 less to the same');
  expect(differenceInWords(null)).toBe('Not known');
});

test('a moment keeps its hour, a day has none, and what is no date stays as it was told', () => {
  expect(dateInWords('2026-11-20T14:03:00Z')).toBe('20 November 2026, 14:03 UTC');
  expect(dateInWords('2026-11-20T23:30:00-02:00')).toBe('21 November 2026, 01:30 UTC');
  expect(dateInWords('2026-02-31')).toBe('2026-02-31');
  expect(dateInWords('spring')).toBe('spring');
});
