import { readFileSync } from 'node:fs';
import { readColumnNames, readCsvw } from './csvw.ts';
import type { Form } from './Form.ts';
import { periodBetween, readInterval } from './readDates.ts';
import type { ReadPeriod } from './readPeriod.ts';

/** The ONS's tidy CSV (Explore Local Statistics), and CSVW as metadata. */
export const onsTidy: Form = {
  name: 'ons-tidy',
  title: 'the tidy CSV of the ONS (Explore Local Statistics)',
  columns: ['areacd', 'period', 'value'],
  read: ['indicator', 'areacd', 'period', 'value', 'lci_95', 'uci_95', 'status'],
  prefix: 'ONS',
  indicatorOf: (cell) => cell('indicator') || null,
  titleOf: () => '',
  placeOf: (cell) => ({ code: cell('areacd') }),
  periodOf: (cell) => readPeriod(cell('period')),
  reportOf: (cell) => ({
    place: onsTidy.placeOf(cell),
    periodLabel: cell('period'),
    value: cell('value'),
    lower: cell('lci_95'),
    upper: cell('uci_95'),
    limits: '95%',
    status: cell('status'),
  }),
  readFacts: async (place, path) => readCsvw(readFileSync(place), path).facts,
  readNames: (place, path) => readColumnNames(readFileSync(place), path),
};

function readPeriod(text: string): ReadPeriod {
  const interval = readInterval(text);
  const period = interval && periodBetween(interval.from, interval.to);
  return period ? { period, status: null, note: '' } : { expected: 'an interval of a day or of whole months, as 2021-09-01T00:00:00/P1Y' };
}
