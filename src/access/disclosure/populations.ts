import { numberIn, seriesBy, suppressed, textIn, type FigureKind, type FigureRow } from './FigureKind.ts';
import { sumsByAge, sumsByGroup, sumsByPlace } from './structure.ts';

/** Of both sexes unless it says otherwise. */
const sexOf = (row: FigureRow): string | null => (row.sex === 'all' ? null : textIn(row, 'sex'));
const seriesAlong = (columns: readonly string[]) => (row: FigureRow) => seriesBy(columns)({ ...row, sex: sexOf(row) });

/** How many people live in places: parts are places within places, bands of ages that make another, and the two sexes. */
export const populationFigures: FigureKind = {
  file: 'populations',
  partition: 'period',
  figures: ['persons'],
  countsOf: (row) => [numberIn(row, 'persons')],
  leastHidden: () => 1,
  sumsOf: (rows, places) => [
    ...sumsByPlace(rows, { seriesOf: seriesAlong(['age_from', 'age_to', 'sex']), valueOf: (row) => textIn(row, 'area_code') }, places),
    ...sumsByGroup(rows, { seriesOf: seriesAlong(['area_code', 'age_from', 'age_to']), valueOf: sexOf }),
    ...sumsByAge(rows, seriesAlong(['area_code', 'sex']), (row) => [Number(row.age_from), Number(row.age_to)]),
  ],
  hide: (row) => suppressed(row, ['persons']),
  round: (row, roundCount) => (row.persons === null ? row : { ...row, persons: roundCount(Number(row.persons)) }),
};
