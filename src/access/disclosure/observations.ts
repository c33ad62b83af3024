import { numberIn, seriesBy, suppressed, textIn, type FigureKind, type FigureRow, type Surroundings } from './FigureKind.ts';
import { rateOfRounded } from './rounding.ts';
import { sumsByGroup, sumsByPlace } from './structure.ts';

type Measured = Surroundings['measures'] extends ReadonlyMap<string, infer Known> ? Known : never;

const figures = ['value', 'numerator', 'denominator', 'lower', 'upper'];

/** Values of indicators: parts are areas within areas, and groups within everybody, of one period. */
export const observationFigures: FigureKind = {
  file: 'observations',
  partition: 'indicator_code',
  figures,
  countsOf,
  leastHidden: (rows, around) => (rows.every((row) => measured(row, around).measure === 'count' && row.denominator === null) ? 1 : 0),
  sumsOf: (rows, places) => [
    ...sumsByPlace(rows, { seriesOf: seriesBy(['indicator_code', 'period_from', 'period_to', 'breakdown']), valueOf: (row) => textIn(row, 'area_code') }, places),
    ...sumsByGroup(rows, { seriesOf: seriesBy(['indicator_code', 'period_from', 'period_to', 'area_code']), valueOf: (row) => textIn(row, 'breakdown') }),
  ],
  hide: (row) => suppressed(row, [...figures, 'interval_method']),
  round,
};

/** An indicator that is not known is measured like a count: the more careful reading. */
function measured(row: FigureRow, { measures }: Surroundings): Measured {
  return measures.get(String(row.indicator_code)) ?? { measure: 'count', multiplier: null };
}

/** What is above the line, below it, and, where the one is part of the other, what is left. Above the line of averages and money stand no people. */
function countsOf(row: FigureRow, around: Surroundings): readonly (number | null)[] {
  const { measure } = measured(row, around);
  const [value, numerator, denominator] = ['value', 'numerator', 'denominator'].map((column) => numberIn(row, column)) as [number | null, number | null, number | null];
  if (measure === 'count') return [value ?? numerator, denominator, numerator];
  if (measure === 'mean' || measure === 'money' || measure === 'score') return [denominator ?? impliedWhole(row, 1), null, null];
  const counted = numerator ?? impliedCount(row, around);
  const whole = denominator ?? impliedWhole(row, scaleOf(measured(row, around)));
  return [counted, whole, measure === 'proportion' && counted !== null && whole !== null ? whole - counted : null];
}

/** The count that a rate gives away together with what it is out of; one that is not zero at least one. */
function impliedCount(row: FigureRow, around: Surroundings): number | null {
  const [value, denominator, scale] = [numberIn(row, 'value'), numberIn(row, 'denominator'), scaleOf(measured(row, around))];
  if (value === null || denominator === null || scale === null) return null;
  const count = Math.round((value * denominator) / scale);
  return value > 0 ? Math.max(1, count) : count;
}

/** What a value and the count above its line give away together of what stands below. */
function impliedWhole(row: FigureRow, scale: number | null): number | null {
  const [value, numerator] = [numberIn(row, 'value'), numberIn(row, 'numerator')];
  return value === null || value <= 0 || numerator === null || scale === null ? null : Math.round((numerator * scale) / value);
}

function scaleOf({ measure, multiplier }: Measured): number | null {
  if (measure === 'proportion') return 100;
  if (measure === 'ratio') return 1;
  return measure === 'rate' ? multiplier : null;
}

/** Counts rounded, a rate worked out from the rounded ones or else shown without them, and no limits: each would otherwise give the counts back. Above the line of averages nothing is left, for with the average it tells what is below it. */
function round(row: FigureRow, roundCount: (count: number) => number, around: Surroundings): FigureRow {
  const known = measured(row, around);
  const [value, numerator, denominator] = ['value', 'numerator', 'denominator'].map((column) => numberIn(row, column)) as [number | null, number | null, number | null];
  const [counted, below] = [numerator, denominator].map((count) => (count === null ? null : roundCount(count))) as [number | null, number | null];
  const bare = { ...row, lower: null, upper: null, interval_method: null };
  if (known.measure === 'count') return { ...bare, value: value === null ? null : roundCount(value), numerator: counted, denominator: below };
  if (numerator === null && denominator === null) return row;
  if (['mean', 'money', 'score'].includes(known.measure)) return { ...bare, numerator: null, denominator: below };
  const above = numerator ?? impliedCount(row, around);
  const scale = scaleOf(known);
  const canTell = value !== null && above !== null && below !== null && below !== 0 && scale !== null;
  if (canTell) return { ...bare, value: rateOfRounded((scale * roundCount(above)) / below, value), numerator: counted, denominator: below };
  return value === null ? { ...bare, numerator: counted, denominator: below } : { ...bare, numerator: null, denominator: null };
}
