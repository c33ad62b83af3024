import { isUtf8 } from 'node:buffer';
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

/** Says so where bytes of a file are not UTF-8: what they stand for is not known, and the word they stand in is lost. */
export function faultOfBytes(folder: string, file: string): string | null {
  const bytes = readFileSync(join(folder, file));
  // UTF-16 says so in its first two bytes, and is read.
  if (isUtf8(bytes) || (bytes[0] === 0xff && bytes[1] === 0xfe)) return null;
  const lines = bytes.toString('latin1').split('\n').flatMap((line, index) => (isUtf8(Buffer.from(line, 'latin1')) ? [] : [index + 1]));
  return `${file} is not UTF-8 all through: ${lines.length} × lines with bytes that are none, the first of them line ${lines[0]}. Words with such a byte are not read as they were meant; save the file as "CSV UTF-8".`;
}
