import type { Form } from './Form.ts';
import { readFactsFile } from './readFactsFile.ts';
import { readPeriodLabel } from './readPeriod.ts';

const columns = {
  indicator: ['Measure_short'],
  title: ['Measure'],
  valueType: [],
  unit: ['y_axis_name'],
  polarity: ['Polarity'],
  yearType: ['Year_Type'],
  frequency: [],
  description: ['Description'],
  body: ['Data Owner (DO) /Supplier and Contact Details'],
  url: ['Hyperlink(s)'],
};

/** The DfE's Local Authority Interactive Tool: its long file, and its data dictionary as metadata. */
export const lait: Form = {
  name: 'lait',
  title: "the long form of the DfE's Local Authority Interactive Tool (LAIT)",
  columns: ['Short Desc', 'Data item', 'Years', 'LA and Regions', 'Values', 'LA Number', 'Region'],
  prefix: 'LAIT',
  indicatorOf: (cell) => cell('Short Desc'),
  titleOf: (cell) => cell('Data item'),
  placeOf: (cell) => ({ name: cell('LA and Regions'), number: cell('LA Number') }),
  periodOf: (cell, year) => readPeriodLabel(cell('Years'), year),
  reportOf: (cell) => ({ place: lait.placeOf(cell), periodLabel: cell('Years'), value: cell('Values') }),
  readFacts: (place, path) => readFactsFile(place, path, columns),
};
