import type { HarvestIssue } from '../issue.ts';
import { maySuppress } from '../package/suppressed.ts';
import type { Field, TableSchema } from '../package/tableSchema.ts';
import { columnLetters, columnNumber, type SheetRow } from './readSheet.ts';
import type { Sheet } from './readSheets.ts';

/** A range of merged cells, of which only the first holds the value that all of them show. */
interface Merge {
  range: string;
  from: { row: number; column: number };
  to: { row: number; column: number };
}

/** Merged ranges named one by one; a sheet with more has a layout that a list of them would not explain. */
const mostMergesNamed = 20;

/** Says of merged cells below the headings that they are, since a row without its value may land. */
export function mergeIssues(sheet: Sheet, { path, headerRow, names }: { path: string; headerRow: number; names: readonly string[] }): HarvestIssue[] {
  const merges = mergesOf(sheet).filter(({ from }) => from.row > headerRow);
  const warning = { severity: 'warning', rule: 'MERGED_CELLS', file: path } as const;
  const named = merges.slice(0, mostMergesNamed).map(({ range, from }): HarvestIssue => {
    const column = names[from.column];
    return { ...warning, line: from.row, ...(column && { column }), message: `Cells ${range} are merged, so only the first of them holds the value. Unmerge them and write the value in each row it is for.` };
  });
  const more = merges.length - named.length;
  return more > 0 ? [...named, { ...warning, message: `${more} more ranges of cells are merged. Unmerge them and write the value in each row it is for.` }] : named;
}

/**
 * Makes cells that only show the value of another unusable where an empty one would say something: that a plan is for everybody to see at
 * once, that a figure is not withheld, that a row is about everybody. What an officer sees there is not passed over.
 */
export function refuseShownAlone(sheet: Sheet, schema: TableSchema, names: readonly string[], rows: readonly SheetRow[]): void {
  const merges = mergesOf(sheet);
  if (merges.length === 0) return;
  const cellAt = new Map(sheet.rows.map(({ number, cells }) => [number, cells]));
  const shownBy = ({ from }: Merge): string => cellAt.get(from.row)?.[from.column]?.trim() ?? '';
  for (const field of schema.fields.filter((candidate) => saysSomethingEmpty(schema, candidate))) {
    const column = names.indexOf(field.name);
    const over = merges.filter((merge) => merge.from.column <= column && column <= merge.to.column && shownBy(merge) !== '').toSorted((a, b) => a.from.row - b.from.row);
    let [next, reaching]: [number, Merge | undefined] = [0, undefined];
    // Rows of a sheet come in the order of their numbers.
    for (const row of over.length > 0 ? rows : []) {
      for (; (over[next]?.from.row ?? Infinity) <= row.number; next += 1) if (over[next]!.to.row >= (reaching?.to.row ?? 0)) reaching = over[next];
      if (reaching && row.number <= reaching.to.row) refuse(row, column, reaching, shownBy(reaching));
    }
  }
}

function refuse(row: SheetRow, column: number, { range, from }: Merge, shown: string): void {
  const isItself = row.number === from.row && column === from.column;
  if (isItself || row.cells[column]?.trim()) return;
  while (row.cells.length < column) row.cells.push('');
  row.cells[column] = shown;
  row.unusable.set(column, `a value of its own; cells ${range} are merged, so only ${columnLetters(from.column)}${from.row} holds this one. Unmerge them and write the value in each row it is for`);
}

function saysSomethingEmpty(schema: TableSchema, { name, constraints }: Field): boolean {
  return !constraints?.required && (schema.primaryKey.includes(name) || name === 'embargo_until' || (name === 'status' && maySuppress(schema)));
}

function mergesOf({ merges }: Sheet): Merge[] {
  return merges.flatMap((range) => {
    const [, fromLetters, fromRow, toLetters, toRow] = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(range) ?? [];
    return fromLetters && toLetters ? [{ range, from: { row: Number(fromRow), column: columnNumber(fromLetters) }, to: { row: Number(toRow), column: columnNumber(toLetters) } }] : [];
  });
}
