import { HubError } from '../../errors.ts';
import { quoteValue } from '../package/quoteValue.ts';
import { numberText, type CellFormat } from './cellFormat.ts';
import type { ZipParts } from './openZip.ts';
import { countUpTo, readXml, type Attributes } from './readXml.ts';

/** A row of a sheet: its number as the officer sees it, and the text of each cell up to the last that has any. */
export interface SheetRow {
  number: number;
  cells: string[];
  /** Cells that hold nothing the hub can take, by position, with what was expected instead. */
  unusable: Map<number, string>;
  isHidden: boolean;
  /** Whether a line goes through the text of every cell with a value. */
  isStruckThrough: boolean;
}

export interface SheetContents {
  /** Rows with at least one value. */
  rows: SheetRow[];
  /** Merged ranges as the sheet states them, for example A2:A4. */
  merges: string[];
  /** Columns that do not show, by position. */
  hiddenColumns: Set<number>;
}

/** How a cell is shown, as far as it says what is meant. */
export interface CellStyle {
  format: CellFormat;
  isStruckThrough: boolean;
}

/** What cells of all sheets lean on. */
export interface CellContext {
  strings: readonly string[];
  styles: readonly CellStyle[];
  startsIn1904: boolean;
  /** Counts down over all sheets of a workbook. */
  room: { rows: number; cells: number; characters: number };
}

/** What the hub reads of all sheets together. The widest file of the package has 36 columns. */
export const roomOfWorkbook = { rows: 200_000, cells: 10_000_000, characters: 100_000_000 };
const mostColumns = 500;
/** A spreadsheet holds no longer text in a cell, and no more rows. */
const longestText = 32_767;
const mostRows = 1_048_576;
/** As many columns as a spreadsheet has; each may have its own width, and be hidden. */
const mostColumnEntries = 16_384;
const mostMerges = 10_000;

interface OpenRow extends SheetRow {
  /** Whether it says its number; else it comes after the one before. */
  isNumbered: boolean;
}

interface OpenCell {
  column: number;
  type: string;
  style: number;
  value: string;
  formula: string | null;
}

/** Far more than what names the columns of a sheet, and a row below it. */
const rowsOfStart = 20;
const bytesOfStart = 1_000_000;

/** Every row of one sheet that has a value, or its first ones alone. Formulas are never worked out: the result stored with each is taken. */
export async function readSheet(parts: ZipParts, part: string, name: string, context: CellContext, { onlyStart = false } = {}): Promise<SheetContents> {
  const contents: SheetContents = { rows: [], merges: [], hiddenColumns: new Set() };
  let row: OpenRow = { ...newRow(0, false), isNumbered: false };
  let cell: OpenCell | null = null;
  let nextColumn = 0;
  const path: string[] = [];
  const countColumn = countUpTo(mostColumnEntries, `The entries by which sheet ${name} says how its columns are shown are`);
  const countMerge = countUpTo(mostMerges, `The ranges of merged cells in sheet ${name} are`);
  await readXml(parts.read(part), part, {
    open(element, attributes) {
      path.push(element);
      if (element === 'row') {
        row = { ...newRow(rowNumber(attributes, row.number + 1, name), isYes(attributes.hidden)), isNumbered: attributes.r !== undefined };
        nextColumn = 0;
      } else if (element === 'c') {
        cell = openCell(attributes, nextColumn, { row, name });
        nextColumn = cell.column + 1;
      } else if (element === 'f' && cell) cell.formula = '';
      else if (element === 'col') {
        countColumn();
        if (isYes(attributes.hidden)) hide(contents, Number(attributes.min), Number(attributes.max));
      } else if (element === 'mergeCell' && attributes.ref) {
        countMerge();
        contents.merges.push(attributes.ref);
      }
    },
    text(text) {
      if (!cell) return;
      const element = path.at(-1);
      if (element === 'f') cell.formula += text;
      // <t> is text written in the cell itself; <rPh> beside it says how to pronounce it.
      else if (element === 'v' || (element === 't' && !path.includes('rPh'))) cell.value += text;
    },
    close(element) {
      path.pop();
      if (element === 'c' && cell) {
        closeCell(cell, row, name, context);
        cell = null;
      } else if (element === 'row' && row.cells.some((text) => text !== '')) {
        take(context.room, 'rows', 1);
        take(context.room, 'cells', row.cells.length);
        contents.rows.push(row);
      }
    },
    hasEnough: (bytesRead) => onlyStart && (contents.rows.length >= rowsOfStart || bytesRead >= bytesOfStart),
  });
  return contents;
}

const newRow = (number: number, isHidden: boolean): SheetRow => ({ number, cells: [], unusable: new Map(), isHidden, isStruckThrough: true });
const isYes = (value: string | undefined): boolean => value === '1' || value === 'true';

function hide({ hiddenColumns }: SheetContents, from: number, to: number): void {
  for (let column = Math.max(1, from); column <= Math.min(to, mostColumns); column += 1) hiddenColumns.add(column - 1);
}

function rowNumber(attributes: Attributes, next: number, sheet: string): number {
  const number = attributes.r === undefined ? next : Number(attributes.r);
  if (Number.isInteger(number) && number >= next && number <= mostRows) return number;
  if (attributes.r === undefined) throw new HubError('BAD_PACKAGE', `Sheet ${sheet} has more than ${mostRows.toLocaleString('en-GB')} rows, the most that a sheet may have. Send what is in it as CSV. Nothing was changed.`);
  throw damaged(`Sheet ${sheet} has a row numbered "${String(attributes.r).slice(0, 20)}"`);
}

/** Nobody can tell what it should say there. */
function damaged(found: string): HubError {
  return new HubError('BAD_PACKAGE', `${found}, so the workbook is damaged. Open it in a spreadsheet program, see that it says what it should, and save it again. Nothing was changed.`);
}

/** Where it stands its reference says, or else the cell before it. */
function openCell(attributes: Attributes, next: number, { row, name }: { row: OpenRow; name: string }): OpenCell {
  const [, letters, number] = /^([A-Z]{1,3})(\d{1,7})$/.exec(attributes.r ?? '') ?? [];
  if (attributes.r !== undefined && (letters === undefined || (row.isNumbered && Number(number) !== row.number))) throw damaged(`Sheet ${name} has a cell in row ${row.number} that says it is "${attributes.r.slice(0, 20)}"`);
  return { column: letters ? columnNumber(letters) : next, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '', formula: null };
}

function closeCell(cell: OpenCell, row: SheetRow, sheet: string, context: CellContext): void {
  const { text, unusable } = cellText(cell, context);
  if (text === '') return;
  take(context.room, 'characters', text.length);
  if (cell.column >= mostColumns) throw new HubError('BAD_PACKAGE', `Sheet ${sheet}, row ${row.number} has a value in column ${columnLetters(cell.column)}. The hub reads the first ${mostColumns} columns. Take away what stands beyond them. Nothing was changed.`);
  if (text.length > longestText) throw new HubError('BAD_PACKAGE', `Sheet ${sheet}, row ${row.number} has a text of ${text.length} characters. A cell holds ${longestText} at most. Nothing was changed.`);
  const place = `${columnLetters(cell.column)}${row.number}`;
  if (row.cells[cell.column]) throw damaged(`Sheet ${sheet} has two cells ${place}: ${quoteValue(row.cells[cell.column])} and ${quoteValue(text)}`);
  while (row.cells.length < cell.column) row.cells.push('');
  row.cells[cell.column] = text;
  if (unusable) row.unusable.set(cell.column, unusable);
  row.isStruckThrough &&= context.styles[cell.style]?.isStruckThrough === true;
}

function cellText(cell: OpenCell, { strings, styles, startsIn1904 }: CellContext): { text: string; unusable?: string } {
  const { type, value, formula } = cell;
  if (type === 'e') return { text: value, unusable: 'a value; the spreadsheet shows an error here. Mend the formula or type the value' };
  if (formula !== null && value === '' && type !== 'str') {
    return { text: `=${formula}`.slice(0, longestText), unusable: 'a value; this formula has no result stored with it. Open the workbook in a spreadsheet program and save it again, or type the value' };
  }
  switch (type) {
    case 's': {
      const text = strings[Number(value)];
      return text === undefined ? { text: value, unusable: 'a text; the workbook has lost this one. Save it again, or type the text' } : { text };
    }
    case 'b':
      return { text: value === '1' ? 'TRUE' : 'FALSE' };
    case 'd':
      return { text: value.slice(0, 10) };
    case 'str':
    case 'inlineStr':
      return { text: unescapeText(value) };
    default:
      return { text: value.trim() === '' || !Number.isFinite(Number(value)) ? value.trim() : numberText(Number(value), styles[cell.style]?.format ?? { kind: 'number' }, startsIn1904) };
  }
}

/** Characters that XML cannot hold are written as _x000D_ and the like. */
export function unescapeText(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text;
}

function take(room: CellContext['room'], what: keyof CellContext['room'], count: number): void {
  room[what] -= count;
  if (room[what] < 0) throw new HubError('BAD_PACKAGE', `The workbook holds more than ${roomOfWorkbook[what]} ${what}, more than the hub reads from one. Publish so much as CSV files. Nothing was changed.`);
}

/** 0 for A, 26 for AA. */
export function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** A for 0, AA for 26. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26) - 1;
  return (rest >= 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + (column % 26));
}
