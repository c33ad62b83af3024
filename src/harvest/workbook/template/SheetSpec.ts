/** How a cell looks, and which kind of value it is made for; `styles.ts` says how. */
export type CellStyle = 'text' | 'number' | 'day' | 'required' | 'optional' | 'example' | 'title' | 'heading' | 'words' | 'label' | 'answer';

export interface Cell {
  text: string;
  style: CellStyle;
}

export interface ColumnSpec {
  /** In characters. */
  width: number;
  /** Of every cell below that nobody has written in yet. */
  style: CellStyle;
}

/** What a cell may hold. `list` is a formula: a range, or the values in quotes. */
export type Allowed = { kind: 'list'; formula: string } | { kind: 'whole' | 'decimal'; minimum?: number | undefined; maximum?: number | undefined } | { kind: 'day' } | { kind: 'any' };

export interface Validation {
  range: string;
  allowed: Allowed;
  /** `stop` refuses another value, `ask` lets it stand after a question, `none` says nothing: several values may be written, separated by ;. */
  onOther: 'stop' | 'ask' | 'none';
  /** Shown beside the selected cell. */
  prompt: { title: string; text: string };
  /** Shown when another value is written. */
  complaint: string;
}

export interface Note {
  column: number;
  text: string;
}

/** One sheet to write: everything is text, so that a code stays what it is. */
export interface SheetSpec {
  name: string;
  columns: ColumnSpec[];
  rows: Cell[][];
  /** Rows and columns that stay in sight. */
  frozen?: { rows: number; columns: number };
  /** Notes on cells of the first row. */
  notes: Note[];
  validations: Validation[];
  /** Of the sheet's tab, as RRGGBB. */
  tabColour: string;
}
