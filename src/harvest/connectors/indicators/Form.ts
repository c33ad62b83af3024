import type { Facts } from './Facts.ts';
import type { NamedPlace } from './places.ts';
import type { KindOfYear, ReadPeriod } from './readPeriod.ts';

export type FormName = 'lait' | 'fingertips' | 'fingertips-upload' | 'ons-tidy';

/** The cell of a row in a column, trimmed; empty when the file has no such column. */
export type CellOf = (column: string) => string;

/** What a row of a source reports, its figures still as written. */
export interface Reported {
  place: NamedPlace;
  /** As the source labels it, to find the row again. */
  periodLabel: string;
  value: string;
  numerator?: string;
  denominator?: string;
  lower?: string;
  upper?: string;
  /** Which confidence limits `lower` and `upper` are. */
  limits?: string;
  /** What a column of its own says of the value. */
  status?: string;
  /** What the source says of the value in words. */
  remark?: string;
  /** The parts of the group that the value is for; empty for everybody. */
  breakdown?: string;
}

/** One way in which statistics are published as CSV. */
export interface Form {
  name: FormName;
  /** For people. */
  title: string;
  /** Columns that every file of the form has. It is recognised by them. */
  columns: readonly string[];
  /** All columns that are read, where files of the form may have others that name groups. */
  read?: readonly string[];
  /** What codes of its indicators begin with. */
  prefix: string;
  /** Which indicator a row is about, as the source names it; null when only a setting can say so. */
  indicatorOf: (cell: CellOf) => string | null;
  /** What a row says of its indicator's title; empty when nothing. */
  titleOf: (cell: CellOf) => string;
  placeOf: (cell: CellOf) => NamedPlace;
  periodOf: (cell: CellOf, year: KindOfYear) => ReadPeriod;
  reportOf: (cell: CellOf) => Reported;
  /** What a dictionary or metadata file says of indicators, by the source's name of each; BAD_PACKAGE when it is none. */
  readFacts: (place: string, path: string) => Promise<Map<string, Facts>>;
  /** What a metadata file calls columns, by the headings that stand for them; none when it is none that says it. */
  readNames?: (place: string, path: string) => ReadonlyMap<string, string>;
}
