import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePeriod } from '../../../src/catalogue/period.ts';
import { periodBetween, readInterval } from '../../../src/harvest/connectors/indicators/readDates.ts';
import { readFigure, readStatus } from '../../../src/harvest/connectors/indicators/readFigure.ts';
import { readPeriodLabel } from '../../../src/harvest/connectors/indicators/readPeriod.ts';
import { statedYearKind } from '../../../src/harvest/connectors/indicators/yearKind.ts';
import { measureOf, polarityOf } from '../../../src/harvest/connectors/indicators/measureOf.ts';
import { agesInWords, breakdownOf, isEverybody } from '../../../src/harvest/connectors/indicators/breakdown.ts';

describe('figures', () => {
  test.for([
    ['6', '6', null], ['1,234.5', '1234.5', null], ['12.5%', '12.5', null], ['£1,000', '1000', null], ['-0.25', '-0.25', null], ['−3', '-3', null], ['.5', '0.5', null],
    ['7.0000000000000007E-2', '7.0000000000000007E-2', null], ['12.3 [p]', '12.3', 'provisional'], ['1,200 [r]', '1200', 'revised'], ['4 [e]', '4', null], ['0', '0', null],
    ['-', '', 'missing'], ['c', '', 'suppressed'], ['[c]', '', 'suppressed'], ['[C]', '', 'suppressed'], ['*', '', 'suppressed'], ['z', '', 'not-applicable'], ['[z]', '', 'not-applicable'], ['x', '', 'missing'], [':', '', 'missing'],
    ['..', '', 'missing'], ['k', '', 'low'], ['[low]', '', 'low'], ['', '', 'missing'], ['<5', '', 'suppressed'], ['[c][r]', '', 'suppressed'], ['u', '', 'suppressed'],
  ] as const)('"%s" is read as "%s", %s', ([text, value, status]) => {
    expect(readFigure(text)).toMatchObject({ value, status });
  });

  test.for(['1,23', '1.234,5', '12 34', 'about 5', '[q]', '5 [q]', '[p]', '1-5', '~', '5*', '()', '1e500x', '[]', '12,34,567', '[c] 5', '--5', 'Infinity'])('"%s" is no figure, and no number is guessed from it', (text) => {
    expect(readFigure(text)).toEqual({ expected: expect.stringContaining('a number') });
  });

  test('a second mark beside a number is kept in the note, because the package has room for one status', () => {
    expect(readFigure('12 [p][r]')).toEqual({ value: '12', status: 'provisional', note: 'marked [p][r]' });
    expect(readFigure('12 [r] [e]')).toEqual({ value: '12', status: 'revised', note: 'estimated' });
  });

  test('any number reads back as itself, with or without thousands commas and a percent sign', () => {
    const written = fc.record({ whole: fc.integer({ min: 0, max: 2_000_000_000 }), decimals: fc.option(fc.stringMatching(/^\d{1,6}$/), { nil: undefined }), sign: fc.constantFrom('', '-'), commas: fc.boolean(), percent: fc.constantFrom('', '%', ' %') });
    fc.assert(fc.property(written, ({ whole, decimals, sign, commas, percent }) => {
      const plain = `${sign}${whole}${decimals === undefined ? '' : `.${decimals}`}`;
      const shown = `${sign}${commas ? whole.toLocaleString('en-GB') : whole}${decimals === undefined ? '' : `.${decimals}`}${percent}`;
      expect(readFigure(shown)).toEqual({ value: plain, status: null, note: '' });
    }));
  });

  test('no mark of something missing or withheld ever gives a number, in whatever brackets, case and spaces', () => {
    const mark = fc.constantFrom('', '-', '–', '..', ':', 'x', 'c', 'z', 'k', 'low', '*', 'u', 'w', 'na', 'N/A', 'NaN', 'null', 'suppressed');
    const spaces = fc.constantFrom('', ' ', '  ');
    fc.assert(fc.property(mark, spaces, spaces, fc.boolean(), fc.constantFrom('', ' [r]', '[p]'), (text, before, after, inBrackets, second) => {
      const read = readFigure(`${before}${inBrackets && text !== '' ? `[${text.toUpperCase()}]` : text}${text === '' ? '' : second}${after}`);
      expect(read).toMatchObject({ value: '', status: expect.stringMatching(/^(missing|suppressed|not-applicable|low)$/) });
    }));
  });

  test('whatever text comes, it is a number of the data package, a known absence, or refused', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const read = readFigure(text);
      if ('value' in read && read.value !== '') expect(read.value).toMatch(/^-?\d+(\.\d+)?([eE][+-]?\d{1,2})?$/);
      if ('value' in read && read.value === '') expect(read.status).not.toBeNull();
    }));
  });

  test('a status in a column of its own that the data package does not have is kept in words', () => {
    expect(readStatus('Provisional')).toEqual({ status: 'provisional', note: '' });
    expect(readStatus('[c]')).toMatchObject({ status: 'suppressed' });
    expect(readStatus('e')).toEqual({ status: null, note: 'estimated' });
    expect(readStatus('Forecast by model')).toEqual({ status: null, note: 'status in the source: Forecast by model' });
  });
});

describe('periods', () => {
  test.for([
    ['2016', 'calendar', 'CY2016'], ['2016', 'financial', 'FY2015/16'], ['2016', 'academic', 'AY2015/16'], ['2016', 'year-ending-09', '2015-10/2016-09'], ['2016', 'year-ending-12', '2016-01/2016-12'], ['2016', 'month-01', '2016-01'], ['2016', 'day-03-31', '2016-03-31'],
    ['2016/17', 'financial', 'FY2016/17'], ['2016-17', 'academic', 'AY2016/17'], ['2016/17', 'day-03-31', '2017-03-31'], ['1999/00', 'financial', 'FY1999/00'], ['2016-2017', 'financial', 'FY2016/17'],
    ['2014-16', 'calendar', 'CY2014/2016'], ['2017 - 19', 'calendar', 'CY2017/2019'], ['2013/14-15/16', 'financial', '2013-04/2016-03'], ['2017/18 - 19/20', 'academic', '2017-09/2020-08'],
    ['2019/20 Q1', 'financial', 'FY2019-Q1'], ['2019 Q3', 'calendar', 'CY2019-Q3'], ['Nov 2023', 'financial', '2023-11'], ['Nov 2020 - Oct 2021', 'calendar', '2020-11/2021-10'], ['2024-03-31', 'calendar', '2024-03-31'],
  ] as const)('%s of a %s year is %s', ([label, kind, period]) => {
    expect(readPeriodLabel(label, { kind })).toEqual({ period, status: null, note: '' });
    expect(parsePeriod(period)).not.toBeNull();
  });

  test.for([
    ['2024 (Rev)', 'revised', ''], ['2025 (prov)', 'provisional', ''], ['2020 (Final)', 'final', ''], ['2016-17 (OT)', null, 'its period is labelled "2016-17 (OT)"'],
  ] as const)('%s says %s of its value', ([label, status, note]) => {
    expect(readPeriodLabel(label, { kind: 'academic' })).toMatchObject({ status, note });
  });

  test.for([['2016/17', 'calendar'], ['2014-16', 'financial'], ['2014-16', 'academic'], ['2013/14-15/16', 'calendar'], ['2016/17', 'month-01'], ['2019/20 Q1', 'academic'], ['2016/18', 'financial'], ['2024-03', 'calendar'], ['0216', 'calendar'], ['last year', 'calendar'], ['', 'calendar'], ['2024-02-31', 'calendar']] as const)('%s of a %s year is refused, not guessed', ([label, kind]) => {
    expect(readPeriodLabel(label, { kind })).toEqual({ expected: expect.any(String) });
  });

  test('a year of whose kind nobody tells is refused with the setting that would settle it', () => {
    expect(readPeriodLabel('2016', { leftOpen: ' (it says only "Annual")' })).toEqual({ expected: expect.stringMatching(/says only "Annual".*set periodKind/) });
  });

  test.for([['Calendar Year', 'calendar'], ['Financial', 'financial'], ['Academic Year', 'academic'], ['Annual (end of Sept)', 'year-ending-09'], ['Annual - January', 'month-01'], ['Financial year end point', 'day-03-31'], ['Annual', null], ['Yearly', null], ['', null], ['November-November', null]] as const)('the words "%s" state the kind %s', ([words, kind]) => {
    expect(statedYearKind(words)).toBe(kind);
  });

  test.for([['2021-09-01T00:00:00/P1Y', 'AY2021/22'], ['2021-01-01T00:00:00/P1Y', 'CY2021'], ['2021-04-01T00:00:00/P1Y', 'FY2021/22'], ['2018-01-01T00:00:00/P3Y', 'CY2018/2020'], ['2018-04-01/P3Y', '2018-04/2021-03'], ['2021-04-01T00:00:00/P3M', 'CY2021-Q2'], ['2021-02-01T00:00:00/P1M', '2021-02'], ['2021-06-21T00:00:00/P1D', '2021-06-21'], ['2021-10-01/2022-09-30', '2021-10/2022-09'], ['2021-06-15T00:00:00/P1Y', null], ['2021', null]] as const)('the interval %s is the period %s', ([text, period]) => {
    const interval = readInterval(text);
    expect(interval && periodBetween(interval.from, interval.to)).toBe(period);
  });
});

test.each([['2023-11-31', 'a day that there is'], ['0999-01-01', 'a year from 1000 on'], ['0216', 'a year from 1000 on']])('"%s" is refused, and it is said why: %s', (label, expected) => {
  expect(readPeriodLabel(label, { kind: 'calendar' })).toEqual({ expected });
});

test('what kind of number it is comes from the source, and a note says when only the title tells', () => {
  expect(measureOf({ valueType: '', unit: 'Rate per 1000 live births', title: '' })).toEqual({ measure: 'rate', multiplier: '1000', unit: 'Rate per 1000 live births', note: '' });
  expect(measureOf({ valueType: '', unit: '% of births', title: '' })).toMatchObject({ measure: 'proportion', multiplier: '100' });
  expect(measureOf({ valueType: 'Crude rate', unit: 'per 100,000', title: '' })).toMatchObject({ measure: 'rate', multiplier: '100000' });
  // A sum grows with the place; money for each child does not, and may be set beside that of another.
  expect(measureOf({ valueType: '', unit: '£', title: 'Spend on early help' })).toMatchObject({ measure: 'money', unit: '£' });
  for (const unit of ['£ per head', '£ per looked-after child', 'Pounds per capita']) expect(measureOf({ valueType: '', unit, title: '' })).toMatchObject({ measure: 'mean', unit });
  expect(measureOf({ valueType: '', unit: '£ per year', title: '' })).toMatchObject({ measure: 'money' });
  for (const [unit, multiplier] of [['per 100 000', '100000'], ['per 100\u00a0000', '100000'], ['per 10k', '10000'], ['per 10 years', '10']] as const) expect(measureOf({ valueType: 'Crude rate', unit, title: '' }), unit).toMatchObject({ multiplier });
  expect(measureOf({ valueType: '', unit: '', title: 'Percentage of children' })).toEqual({ measure: 'proportion', multiplier: '100', unit: 'not stated in source', note: 'kind of measure read from the title' });
  expect(measureOf({ valueType: '', unit: '', title: 'Child health' })).toMatchObject({ measure: 'score', note: 'the source does not state the kind of measure' });
  expect(['High', 'Low', '-', '', 'RAG - Low is good', 'High is good', 'No judgement'].map((stated) => polarityOf(stated).polarity)).toEqual(['high', 'low', 'neutral', 'neutral', 'low', 'high', 'neutral']);
});

test.each([['All', 'tenure'], ['total', 'tenure'], ['All tenures', 'tenure'], ['All ethnic groups', 'Ethnic group'], ['All usual residents', 'disability'], ['Total: All households', 'tenure'], ['Persons', 'sex'], ['All categories: Ethnic group', 'ethnic_group'], ['', 'tenure'], ['_T', 'tenure'], ['Both', 'Sex'], ['Both sexes', 'gender'], ['All categories: Economic activity', 'Economic activity'], ['All', 'Parents in work'],
  ['All tenures', 'Housing tenure'], ['All tenures', 'Tenure (3 categories)'], ['All school types', 'School type'], ['All pupils', 'Pupil group'], ['All ethnic groups', 'Ethnic minority group'], ['Both', 'Sex (2 categories)'], ['Both', 'Gender of respondent'], ['All household types', 'Household type [note 2]']])('"%s" in the column %s is everybody', (value, column) => {
  expect(isEverybody(value, column)).toBe(true);
});

test.each([['Owned', 'tenure'], ['All other ethnic groups', 'ethnic group'], ['All full-time students', 'occupation'], ['Total rented', 'tenure'], ['Allotment', 'tenure'], ['All ethnic groups', 'tenure'], ['Not stated', 'tenure'], ['Both', 'Parents in work'], ['Both parents', 'Parents in work'], ['All parents', 'Parents'], ['All Saints pupils', 'Saints pupils'], ['Total rented', 'Rented homes'], ['All full-time students', 'Full-time students'], ['All ethnic minority groups', 'Ethnic minority group'], ['Both', 'Housing tenure'], ['All housing', 'Housing'], ['All pupils', 'Pupils (2 categories)']])('"%s" in the column %s is not everybody', (value, column) => {
  expect(isEverybody(value, column)).toBe(false);
});

test('a group is written in one order, and everybody as nothing', () => {
  expect(breakdownOf('Persons', 'All ages', '')).toBe('');
  expect(breakdownOf('Female', '<18 yrs', 'Deprivation: Most deprived decile')).toBe('female, <18 yrs, Deprivation: Most deprived decile');
  expect([agesInWords('5', '10'), agesInWords('65', ''), agesInWords('', '40'), agesInWords('', '')]).toEqual(['aged 5 to 10', 'aged 65 and over', 'aged 40 and under', '']);
});
