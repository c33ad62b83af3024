import { HubError } from '../../errors.ts';
import type { HarvestIssue } from '../issue.ts';
import type { PackageFile } from '../package/packageFiles.ts';
import { perhapsMeant } from '../package/columnMeant.ts';
import { cut, quoteValue } from '../package/quoteValue.ts';
import type { Cell, PackageRow, PackageTable } from '../package/packageTable.ts';
import { refuseMisspeltEmbargo, refuseMissingColumns } from '../package/readHeader.ts';
import { checkHeader } from '../package/readRows.ts';
import { tableSchema, type TableSchema } from '../package/tableSchema.ts';
import { exampleMark, exampleRow } from './examples.ts';
import { mergeIssues, refuseShownAlone } from './mergedCells.ts';
import { columnLetters, type SheetRow } from './readSheet.ts';
import type { Sheet } from './readSheets.ts';
import { keyOf, sheetPlace } from './sheetNames.ts';

export interface SheetTable {
  path: string;
  table: PackageTable & { rows: readonly PackageRow[][] };
  /** The letter above each named column. */
  letters: ReadonlyMap<string, string>;
}

/** A sheet as the table of its file: the first row with a value names the columns; blank and example rows, and columns of the officer's own, are passed over. Null when no row is left. */
export function tableOfSheet(file: PackageFile, sheet: Sheet): SheetTable | null {
  const schema = tableSchema(file.name);
  const path = sheetPlace(sheet.name);
  const [first, ...below] = sheet.rows.filter((row) => row.cells.some((text) => text.trim() !== ''));
  if (!first) return null;
  const names = first.cells.map((text) => columnName(schema, text));
  refuseLostHeading(schema, path, first);
  const isExample = (row: SheetRow) => beginsAsExample(row, names.indexOf(schema.fields[0]!.name));
  const rows = below.filter((row) => !isExample(row));
  if (rows.length === 0) return null;
  checkHeader(names, path);
  // Here, and not with the rows, where only the columns that the file has are still known.
  refuseMissingColumns(file, path, names);
  refuseMisspeltEmbargo(file, path, names);
  refuseShownAlone(sheet, schema, names, rows);
  const place: SheetPlace = { path, headerRow: first.number, names };
  return {
    path,
    table: { ...toTable(schema, names, rows), issues: [...columnsLeftOut(schema, place, rows), ...examplesFilledIn(schema, place, below.filter(isExample)), ...mergeIssues(sheet, place), ...hiddenAndRead(sheet, place, rows), ...struckThroughAndRead(place, rows)] },
    letters: new Map(names.flatMap((name, index) => (name === '' ? [] : [[name, columnLetters(index)]]))),
  };
}

/** Without its heading row a sheet would lose its first row in silence, and tell of columns that nobody named. */
function refuseLostHeading(schema: TableSchema, path: string, { number, cells }: SheetRow): void {
  const names = new Set(schema.fields.map(({ name }) => name));
  if (cells.some((text) => names.has(columnName(schema, text)))) return;
  const needed = schema.fields.filter(({ constraints }) => constraints?.required).map(({ name }) => name);
  throw new HubError('BAD_PACKAGE', `${path} has no heading row: its first row that is not empty, row ${number}, begins with ${quoteValue(cells.find((text) => text.trim() !== ''))}, and no cell of it names a column. Expected a row of column names there, with at least ${needed.join(', ')}. Nothing was changed.`);
}

interface SheetPlace {
  path: string;
  headerRow: number;
  /** What each column is called. */
  names: readonly string[];
}

/** The columns that the file has, in the order of the sheet. */
function toTable(schema: TableSchema, names: readonly string[], rows: readonly SheetRow[]): { header: string[]; rows: PackageRow[][] } {
  const columns = names.flatMap((name, position) => {
    const field = schema.fields.find((candidate) => candidate.name === name);
    return field ? [{ name, position, isNumber: field.type === 'number' }] : [];
  });
  return { header: columns.map(({ name }) => name), rows: inBatches(rows.map((row) => toRow(row, columns))) };
}

/** As many rows at a time as go to the database at once. */
const rowsPerBatch = 2_000;

function inBatches(rows: readonly PackageRow[]): PackageRow[][] {
  return Array.from({ length: Math.ceil(rows.length / rowsPerBatch) }, (_, index) => rows.slice(index * rowsPerBatch, (index + 1) * rowsPerBatch));
}

function toRow(row: SheetRow, columns: readonly { position: number; isNumber: boolean }[]): PackageRow {
  return {
    line: row.number,
    cells: columns.map(({ position, isNumber }): Cell => {
      const text = row.cells[position] ?? '';
      const expected = row.unusable.get(position);
      if (expected !== undefined) return { found: text, expected };
      // The package states shares on a scale of 0 to 100, so what is shown as 5% is 5.
      return isNumber ? text.replace(/^(\s*-?[\d.]+)\s*%\s*$/, '$1') : text;
    }),
  };
}

function columnsLeftOut(schema: TableSchema, { path, headerRow, names }: SheetPlace, rows: readonly SheetRow[]): HarvestIssue[] {
  const known = new Set(schema.fields.map(({ name }) => name));
  const warning = { severity: 'warning', rule: 'UNKNOWN_COLUMN', file: path, line: headerRow } as const;
  const unknown = names.filter((name) => name !== '' && !known.has(name)).map((name) => cut(name.replaceAll('\0', '\uFFFD')));
  const nameless = new Set<number>();
  for (const { cells } of rows) for (const [index, text] of cells.entries()) if ((names[index] ?? '') === '' && text.trim() !== '') nameless.add(index);
  return [
    ...unknown.map((name): HarvestIssue => ({ ...warning, column: name, message: `The data package has no column "${name}" in ${schema.name}. It was left out.${perhapsMeant(schema, names, name)}` })),
    ...[...nameless].sort((a, b) => a - b).map((index): HarvestIssue => ({ ...warning, column: columnLetters(index), message: `Column ${columnLetters(index)} has no heading. It was left out.` })),
  ];
}

/** The column that a heading names: by its name or its title, with or without the star of a required one, or a mark behind it. */
function columnName(schema: TableSchema, text: string): string {
  const heading = text.replace(/[\s*?:]+$/, '').trim();
  const field = schema.fields.find(({ name, title }) => keyOf(heading) === name || keyOf(heading) === keyOf(title ?? name));
  return field?.name ?? heading;
}

function beginsAsExample(row: SheetRow, markedColumn: number): boolean {
  return [row.cells[markedColumn], row.cells.find((text) => text !== '')].some((text) => text?.trim().toLowerCase().startsWith(exampleMark));
}

/** Rows marked as examples that say something else than the template's: perhaps an officer wrote over it. */
function examplesFilledIn(schema: TableSchema, { path, names }: SheetPlace, rows: readonly SheetRow[]): HarvestIssue[] {
  const example = exampleRow(schema);
  const isTemplates = (row: SheetRow) => names.every((name, index) => (row.cells[index] ?? '').trim() === (example[schema.fields.findIndex((field) => field.name === name)] ?? '').trim());
  return rows
    .filter((row) => !isTemplates(row))
    .map((row) => ({ severity: 'warning', rule: 'EXAMPLE_ROW', file: path, line: row.number, message: `The row begins with "${exampleMark}", so it was taken for an example and left out. To have it read, take "${exampleMark}" away.` }));
}

/** What does not show and is read all the same, for a filter hides rows as well as an officer who thinks them gone. */
function hiddenAndRead({ hiddenColumns }: Sheet, { path, headerRow, names }: SheetPlace, rows: readonly SheetRow[]): HarvestIssue[] {
  const known = names.flatMap((name, index) => (name !== '' && hiddenColumns.has(index) ? [`${name} (${columnLetters(index)})`] : []));
  const warning = { severity: 'warning', rule: 'HIDDEN_AND_READ', file: path } as const;
  const advice = 'read like what shows. Delete what is not meant to be published.';
  return [
    ...(known.length > 0 ? [{ ...warning, line: headerRow, message: `${known.length === 1 ? 'Column' : 'Columns'} ${known.join(', ')} ${known.length === 1 ? 'is' : 'are'} hidden, and ${known.length === 1 ? 'was' : 'were'} ${advice}` }] : []),
    ...rowsAndRead(warning, rows.filter(({ isHidden }) => isHidden), 'hidden', advice),
  ];
}

/** A line through a row is how many people delete it, and all that shows of it is how it looks. */
function struckThroughAndRead({ path }: SheetPlace, rows: readonly SheetRow[]): HarvestIssue[] {
  return rowsAndRead({ severity: 'warning', rule: 'STRUCK_THROUGH_AND_READ', file: path }, rows.filter(({ isStruckThrough }) => isStruckThrough), 'struck through', 'read like any other. Delete what should not count.');
}

function rowsAndRead(issue: Omit<HarvestIssue, 'message' | 'line'>, rows: readonly SheetRow[], are: string, advice: string): HarvestIssue[] {
  const [first, last] = [rows[0]?.number, rows.at(-1)?.number];
  if (first === undefined) return [];
  return [{ ...issue, line: first, message: rows.length === 1 ? `The row is ${are}, and was ${advice}` : `${rows.length.toLocaleString('en-GB')} rows are ${are} (the first is row ${first}, the last row ${last}), and were ${advice}` }];
}
