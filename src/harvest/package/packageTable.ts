import type { HarvestIssue } from '../issue.ts';

/** What a file says in one cell: a text, or, in a format that has more kinds than text, what was found and expected instead. */
export type Cell = string | { found: string; expected: string };

export interface PackageRow {
  /** Line of the file on which the row begins: never that of another row. */
  line: number;
  cells: readonly Cell[];
  /** The file in which it stands, where that is another than its table's: a hub may still have rows from before a publisher changed its files. */
  file?: string;
}

/** A file of the data package as columns and rows, in whatever format it came. */
export interface PackageTable {
  header: string[];
  /** A batch at a time, so that a file of any length takes little memory. */
  rows: AsyncIterable<readonly PackageRow[]> | Iterable<readonly PackageRow[]>;
  /** What was left out of the rows, and why. */
  issues: HarvestIssue[];
}
