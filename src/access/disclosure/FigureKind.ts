import type { Places } from './structure.ts';
import type { Sum } from './sums.ts';

/** A row of figures as its table stores it. */
export type FigureRow = Readonly<Record<string, string | number | null>>;

/** What must be known besides the rows to protect them. */
export interface Surroundings {
  places: Places;
  /** By code of the indicator. */
  measures: ReadonlyMap<string, { measure: string; multiplier: number | null }>;
}

/** A table with counts of people: which columns count them, which rows are parts of others, and how a row looks with its counts hidden or rounded. */
export interface FigureKind {
  /** The file of the data package. */
  file: string;
  /** Rows of one value of this column are protected together, and without those of another. */
  partition: string;
  /** Every column that is, or may give away, a figure. */
  figures: readonly string[];
  /** Counts of people that the row shows, or lets be worked out: always as many, null where it does not. */
  countsOf: (row: FigureRow, around: Surroundings) => readonly (number | null)[];
  /** The least that a count may be where these rows are hidden. */
  leastHidden: (rows: readonly FigureRow[], around: Surroundings) => 0 | 1;
  sumsOf: (rows: readonly FigureRow[], places: Places) => Sum[];
  hide: (row: FigureRow) => FigureRow;
  round: (row: FigureRow, roundCount: (count: number) => number, around: Surroundings) => FigureRow;
}

/** Columns by which rows are alike, in one text. */
export function seriesBy(columns: readonly string[]): (row: FigureRow) => string {
  return (row) => JSON.stringify(columns.map((column) => row[column]));
}

export function textIn(row: FigureRow, column: string): string | null {
  const value = row[column];
  return value === null || value === undefined ? null : String(value);
}

export function numberIn(row: FigureRow, column: string): number | null {
  const value = row[column];
  return value === null || value === undefined ? null : Number(value);
}

/** A row without these columns and without its note, whose words may tell what is hidden. */
export function suppressed(row: FigureRow, columns: readonly string[]): FigureRow {
  return { ...row, ...Object.fromEntries(columns.map((column) => [column, null])), note: null, status: 'suppressed' };
}
