import { agesInWords, breakdownOf } from './breakdown.ts';
import { readFingertipsFacts } from './fingertips.ts';
import type { CellOf, Form } from './Form.ts';
import { monthsBetween, periodBetween } from './readDates.ts';
import type { ReadPeriod } from './readPeriod.ts';

/** How many months a kind of period has, and in which it may begin; a kind that is not here binds the dates to nothing. */
const kinds = new Map<string, { months: number; begins?: string }>([
  ['calendar_year', { months: 12, begins: '01' }],
  ['financial_year', { months: 12, begins: '04' }],
  ['academic_year', { months: 12, begins: '09' }],
  ['year', { months: 12 }],
  ['two_year', { months: 24 }],
  ['three_year', { months: 36 }],
  ['five_year', { months: 60 }],
  ['quarter', { months: 3 }],
  ['month', { months: 1 }],
]);

/** The form in which figures are given to Fingertips. A file is about one indicator, which it does not name. */
export const fingertipsUpload: Form = {
  name: 'fingertips-upload',
  title: 'the upload form of Fingertips',
  columns: ['area_code', 'date_from', 'date_to', 'period_type', 'sex', 'value', 'count', 'denominator'],
  prefix: 'FT',
  indicatorOf: () => null,
  titleOf: () => '',
  placeOf: (cell) => ({ code: cell('area_code') }),
  periodOf: readPeriod,
  reportOf: (cell) => ({
    place: fingertipsUpload.placeOf(cell),
    periodLabel: `${cell('date_from')} to ${cell('date_to')}`,
    value: cell('value'),
    numerator: cell('count'),
    denominator: cell('denominator'),
    lower: cell('lower_ci_95'),
    upper: cell('upper_ci_95'),
    limits: '95%',
    breakdown: breakdownOf(cell('sex'), agesInWords(cell('age_from_years_inclusive'), cell('age_to_years_inclusive')), deprivation(cell)),
  }),
  readFacts: readFingertipsFacts,
};

function deprivation(cell: CellOf): string {
  const category = cell('deprivation_category').replaceAll('_', ' ');
  return cell('deprivation_decile') === '' ? category : `deprivation decile ${cell('deprivation_decile')}${category && ` of ${category}`}`;
}

/** The dates say which period it is; its stated kind must agree with them. */
function readPeriod(cell: CellOf): ReadPeriod {
  const [from, to, stated] = [cell('date_from'), cell('date_to'), cell('period_type')];
  const period = periodBetween(from, to);
  if (period === null) return { expected: 'dates as 2024-01-01 that span one day or whole months' };
  const kind = kinds.get(stated);
  if (!kind) return { period, status: null, note: stated === '' ? '' : `kind of period in the source: ${stated}` };
  const agrees = monthsBetween(from.slice(0, 7), to.slice(0, 7)) === kind.months && period !== from && (kind.begins ?? from.slice(5, 7)) === from.slice(5, 7);
  return agrees ? { period, status: null, note: '' } : { expected: `dates of a ${stated}: ${kind.months} months${kind.begins ? ` from the first of month ${Number(kind.begins)}` : ''}` };
}
