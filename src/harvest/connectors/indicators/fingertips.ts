import { breakdownOf } from './breakdown.ts';
import type { Form } from './Form.ts';
import { readFactsFile } from './readFactsFile.ts';
import { readPeriodLabel } from './readPeriod.ts';

const columns = {
  indicator: ['IndicatorID', 'Indicator ID'],
  title: ['IndicatorName', 'Indicator Name', 'Indicator', 'Indicator full name'],
  valueType: ['ValueType', 'Value type'],
  unit: ['Unit'],
  polarity: ['Polarity'],
  yearType: ['PeriodType', 'Year type'],
  frequency: ['Frequency'],
  description: ['Definition'],
  body: ['Data source'],
  url: [],
};

/** Fingertips' CSV of all data, and its metadata of indicators. Of its two pairs of limits the 95% ones are kept. */
export const fingertips: Form = {
  name: 'fingertips',
  title: 'the CSV of Fingertips',
  columns: ['Indicator ID', 'Indicator Name', 'Area Code', 'Area Name', 'Sex', 'Age', 'Category Type', 'Category', 'Time period', 'Value', 'Count', 'Denominator'],
  prefix: 'FT',
  indicatorOf: (cell) => cell('Indicator ID'),
  titleOf: (cell) => cell('Indicator Name'),
  placeOf: (cell) => ({ code: cell('Area Code') }),
  periodOf: (cell, year) => readPeriodLabel(cell('Time period'), year),
  reportOf: (cell) => ({
    place: fingertips.placeOf(cell),
    periodLabel: cell('Time period'),
    value: cell('Value'),
    numerator: cell('Count'),
    denominator: cell('Denominator'),
    lower: cell('Lower CI 95.0 limit'),
    upper: cell('Upper CI 95.0 limit'),
    limits: '95%',
    remark: cell('Value note'),
    breakdown: breakdownOf(cell('Sex'), cell('Age'), [cell('Category Type'), cell('Category')].filter(Boolean).join(': ')),
  }),
  readFacts: readFingertipsFacts,
};

export function readFingertipsFacts(place: string, path: string): ReturnType<Form['readFacts']> {
  return readFactsFile(place, path, columns);
}
