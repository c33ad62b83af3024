import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addDays, isDay, parsePartialDate, parsePeriod, periodForms, periodPattern } from '../../src/catalogue/period.ts';

/** Texts close to a period: what a hand or a spreadsheet could write. */
const nearPeriods = fc.stringMatching(/^(CY|AY|FY|)[0-9]{4}([/-](Q?[0-9]{1,4}))?([/-][0-9]{2,4})?(-[0-9]{2})?$/);

describe('periods', () => {
  test.each([
    ['CY2008', 'CALENDAR_YEAR', '2008-01-01', '2008-12-31'],
    ['AY2007/08', 'ACADEMIC_YEAR', '2007-09-01', '2008-08-31'],
    ['AY1999/00', 'ACADEMIC_YEAR', '1999-09-01', '2000-08-31'],
    ['FY2007/08', 'FINANCIAL_YEAR', '2007-04-01', '2008-03-31'],
    ['CY2008-Q3', 'CALENDAR_QUARTER', '2008-07-01', '2008-09-30'],
    ['FY2008-Q1', 'FINANCIAL_QUARTER', '2008-04-01', '2008-06-30'],
    ['FY2008-Q4', 'FINANCIAL_QUARTER', '2009-01-01', '2009-03-31'],
    ['2008-02', 'MONTH', '2008-02-01', '2008-02-29'],
    ['2008-11/2009-01', 'MONTHS', '2008-11-01', '2009-01-31'],
    ['2013-04/2016-03', 'MONTHS', '2013-04-01', '2016-03-31'],
    ['2008-03-31', 'DAY', '2008-03-31', '2008-03-31'],
    ['CY2013/2015', 'POOLED_YEARS', '2013-01-01', '2015-12-31'],
  ])('%s is a %s from %s to %s', (text, kind, from, to) => {
    expect(parsePeriod(text)).toEqual({ kind, from, to });
  });

  test.each(['', '2008', '2008/09', 'AY2007/09', 'FY2007', 'CY2008-Q5', 'AY2008-Q1', '2008-13', '2008-00', '2009-01/2008-11', '2008-02-30', '2007-02-29', 'CY2015/2013', 'CY2013/2013', 'AY2013/2015', 'FY2013/2015', 'CY0208', 'cy2008', ' CY2008', 'CY2008\n'])(
    '"%s" is no period',
    (text) => {
      expect(parsePeriod(text)).toBeNull();
    },
  );

  test('the forms that messages offer are all periods', () => {
    for (const form of periodForms.split(/, | or /)) expect(parsePeriod(form), form).not.toBeNull();
  });

  test('any text is a period or null, and a period ends no sooner than it begins', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearPeriods), (text) => {
        const period = parsePeriod(text);
        if (period) expect(isDay(period.from) && isDay(period.to) && period.from <= period.to).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('every period that is read fits the pattern of the Table Schemas', () => {
    const pattern = new RegExp(periodPattern, 'u');
    fc.assert(fc.property(fc.oneof(fc.string(), nearPeriods), (text) => parsePeriod(text) === null || pattern.test(text)), { numRuns: 2000 });
  });

  test('what fits the pattern is read, unless the calendar has no such day or year', () => {
    const year = fc.integer({ min: 1000, max: 2998 });
    const month = fc.integer({ min: 1, max: 12 }).map((number) => String(number).padStart(2, '0'));
    const quarter = fc.integer({ min: 1, max: 4 });
    const next = (first: number) => String((first + 1) % 100).padStart(2, '0');
    const forms = fc.oneof(
      year.map((first) => `CY${first}`),
      fc.tuple(year, fc.integer({ min: 1, max: 100 })).map(([first, more]) => `CY${first}/${Math.min(first + more, 2999)}`),
      fc.tuple(fc.constantFrom('AY', 'FY'), year).map(([kind, first]) => `${kind}${first}/${next(first)}`),
      fc.tuple(fc.constantFrom('CY', 'FY'), year, quarter).map(([kind, first, number]) => `${kind}${first}-Q${number}`),
      fc.tuple(year, month).map(([first, number]) => `${first}-${number}`),
      fc.tuple(year, month, month).map(([first, start, end]) => `${first}-${start}/${first + 1}-${end}`),
      fc.tuple(year, month, fc.integer({ min: 1, max: 28 })).map(([first, number, day]) => `${first}-${number}-${String(day).padStart(2, '0')}`),
    );
    const pattern = new RegExp(periodPattern, 'u');
    fc.assert(fc.property(forms, (text) => pattern.test(text) && parsePeriod(text) !== null));
  });

  test('the Table Schemas state this pattern for every column that holds a period', () => {
    const folder = new URL('../../schema/package/', import.meta.url);
    const schemas = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { fields: { name: string; constraints?: { pattern?: string } }[] });
    const periods = schemas.flatMap((schema) => schema.fields).filter((field) => field.name === 'period' || field.name === 'cost_year');
    expect(periods.length).toBeGreaterThan(3);
    expect(new Set(periods.map((field) => field.constraints?.pattern))).toEqual(new Set([periodPattern]));
  });
});

describe('dates as precise as a document is', () => {
  test.each([
    ['2008', '2008-01-01', '2008-12-31'],
    ['2008-02', '2008-02-01', '2008-02-29'],
    ['2008-02-29', '2008-02-29', '2008-02-29'],
    ['9999-12-31', '9999-12-31', '9999-12-31'],
  ])('%s runs from %s to %s', (text, from, to) => {
    expect(parsePartialDate(text)).toEqual({ from, to });
  });

  test.each(['', '208', '0208', '2008-13', '2007-02-29', '2008-1-1', '01/02/2008', '2008-02-01T00:00:00Z'])('"%s" is no date', (text) => {
    expect(parsePartialDate(text)).toBeNull();
  });

  test('any text is a date or null, and a date ends no sooner than it begins', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearPeriods), (text) => {
        const date = parsePartialDate(text);
        return date === null || (isDay(date.from) && isDay(date.to) && date.from <= date.to);
      }),
      { numRuns: 2000 },
    );
  });

  test('days added and taken away again lead back', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    fc.assert(fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, days) => addDays(addDays(from, days), -days) === from));
  });
});
