import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { HubError } from '../../errors.ts';

export type Row = Readonly<Record<string, string>>;

/** The rows of a CSV file of a folder; refused in a sentence when it is not there, cannot be read or lacks a column. */
export function readRows(folder: string, file: string, columns: readonly string[]): Row[] {
  const path = join(folder, file);
  if (!existsSync(path)) throw new HubError('BAD_ARGUMENT', `"${folder}" has no ${file}.`);
  let rows: Row[];
  try {
    rows = parse(readFileSync(path), { columns: true, bom: true, skip_empty_lines: true }) as Row[];
  } catch (error) {
    throw new HubError('BAD_ARGUMENT', `${path} cannot be read as CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
  const first = rows[0];
  const missing = first === undefined ? [] : columns.filter(column => !(column in first));
  if (missing.length > 0) throw new HubError('BAD_ARGUMENT', `${path} lacks the column ${missing.join(', ')}.`);
  return rows;
}
