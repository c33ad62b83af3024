import { describe, expect, test } from 'vitest';
import { parsePeriod } from '../../src/catalogue/period.ts';
import type { Known } from '../../src/performance/projection.ts';
import { readBaseline } from '../../src/performance/readBaseline.ts';

const known = (values: Record<string, number>): Known[] =>
  Object.entries(values).map(([period, value]) => {
    const { kind, from, to } = parsePeriod(period)!;
    return { period, periodKind: kind, periodFrom: from, periodTo: to, value };
  });

const year = 'FINANCIAL_YEAR';
const values = known({ CY1998: 47.1, 'FY1999/00': 5, 'AY2007/08': 7, 'FY2007/08': 8, 'AY2006/07': 6, 'CY2006/2008': 9, 'FY2008-Q3': 1, 'CY2010-Q1': 2, '2009-03-31': 3, '2011-03-31': 4, '2011-09-30': 5, '2012-04': 6 });

describe('a value stated in a comparator is what the change is taken from, and no year is', () => {
  test.each([
    ['1998 baseline of 32.0', 32],
    ['Baseline of 12.8 in 2005/06', 12.8],
    ['from 32.0 in 1998', 32],
    ['from 32.0 per 1,000 in 1998', 32],
    ['1998 baseline: 32.0%', 32],
    ['1998: 32', 32],
    ['baseline for 2005/06 was 1,250 children', 1250],
    ['baseline 12.8', 12.8],
    ['baseline (12.8)', 12.8],
    ['32.0 (1998)', 32],
    ['12.8% in 2005–06', 12.8],
    ['the national average of 32.0 in 1998', 32],
    ['baseline of -1.5 in FY2005/06', -1.5],
    ['baseline of £2,008 in 2005', 2008],
    ['baseline of 83, year not stated', 83],
    ['Key Stage 2, baseline of 71 per cent in 2007', 71],
    ['32.0', 32],
  ])('%s', (comparator, value) => {
    expect(readBaseline(comparator, year, values)).toEqual({ value, told: expect.stringContaining(`("${comparator}")`) });
  });
});

describe('a period named in a comparator is the known one of the kind of the target, else the only one', () => {
  test.each([
    ['CY1998', year, 'CY1998'],
    ['fy2007/08', year, 'FY2007/08'],
    ['AY2007/08 baseline', year, 'AY2007/08'],
    ['2007/08', year, 'FY2007/08'],
    ['2007/08', 'ACADEMIC_YEAR', 'AY2007/08'],
    ['2007-08 academic year', year, 'AY2007/08'],
    ['2006/07 baseline', year, 'AY2006/07'],
    ['baseline year 2006/2007', year, 'AY2006/07'],
    ['the baseline in 2006 / 7', year, 'AY2006/07'],
    ['1999/00', year, 'FY1999/00'],
    ['baseline of 1998', year, 'CY1998'],
    ['1998', 'CALENDAR_YEAR', 'CY1998'],
    ['2006-08', year, 'CY2006/2008'],
    ['2009 baseline', 'DAY', '2009-03-31'],
    ['2012-04', 'MONTH', '2012-04'],
    ['2009-03-31', year, '2009-03-31'],
  ])('%s, of a target for a %s', (comparator, kind, period) => {
    const { value } = values.find((one) => one.period === period)!;
    expect(readBaseline(comparator, kind, values)).toEqual({ value, told: `the ${value} of ${period}` });
  });
});

describe('what may mean another value is said, not guessed at', () => {
  test.each([
    [null, 'the document does not say from what: expected a comparator that states the value, such as "1998 baseline of 32.0", or names a period with a value, such as "2007/08" or CY2004.'],
    ['the year before', 'It is stated as a change (the year before), and the hub has no value to take it from: expected'],
    ['England average, 2007/08', 'it says more than a period'],
    ['level 4 at Key Stage 2 in 2007/08', 'it says more than a period'],
    ['from 5 to 16 year olds, 2007/08', 'it says more than a period'],
    ['young people of 16 in 2007/08', 'it says more than a period'],
    ['25 of 30 in 2007/08', 'it says more than a period'],
    ['class of 30 (2007/08)', 'it says more than a period'],
    ['Ofsted rating of 3 in 2007/08', 'it says more than a period'],
    ['pupils from 7 in 2007/08', 'it says more than a period'],
    ['average of 3 years to 2007/08', 'it says more than a period'],
    ['not in education at 16 in 2007/08', 'it says more than a period'],
    ['baseline of 2008 children', 'it says more than a period'],
    ['baseline of 3 million in 1998', 'it says more than a period'],
    ['32.0 in 1998, 30.5 in 1999', 'the hub cannot tell from which of 32, 30.5'],
    ['2006/07 and 2007/08', 'it names several periods (2006/07, 2007/08)'],
    ['2007/08', 'values of several periods that it may mean (AY2007/08, FY2007/08)', 'CALENDAR_YEAR'],
    ['2011', 'values of several periods that it may mean (2011-03-31, 2011-09-30)'],
    ['2008', 'the hub has no value of 2008'],
    ['2010', 'the hub has no value of 2010'],
    ['1998/99 baseline', 'the hub has no value of 1998/99'],
    ['calendar year 2007/08', 'the hub has no value of 2007/08'],
  ] as [string | null, string, string?][])('%s', (comparator, words, kind = year) => {
    expect(readBaseline(comparator, kind, values)).toEqual(expect.stringContaining(words));
  });
});
