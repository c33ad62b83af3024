import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { HubError } from '../../errors.ts';

export interface CsvTable {
  header: string[];
  /** Cells as published, and the line of the file on which the row begins (the header is line 1). */
  rows: { line: number; cells: string[] }[];
}

/** Longest cell accepted, so that one unclosed quote cannot swallow a file unnoticed. */
const longestRowBytes = 1_000_000;

/** The header and rows of an RFC 4180 CSV text, or BAD_PACKAGE when it breaks off or is no CSV. */
export function readRows(text: string, path: string): CsvTable {
  const records = parseCsv(text, path);
  const header = (records[0]?.cells ?? []).map((cell) => cell.trim());
  if (header.length === 0) throw new HubError('BAD_PACKAGE', `${path} is empty. Expected a first row of column names.`);
  const repeated = header.find((name, index) => name !== '' && header.indexOf(name) !== index);
  if (repeated !== undefined) throw new HubError('BAD_PACKAGE', `${path} has two columns called "${repeated}".`);
  const rows = records.slice(1);
  const last = rows.at(-1);
  if (last && last.cells.length < header.length && !/[\r\n]$/.test(text)) {
    throw new HubError('BAD_PACKAGE', `${path} breaks off in line ${last.line}: ${last.cells.length} of ${header.length} cells and no end of line. Nothing was changed.`);
  }
  return { header, rows };
}

function parseCsv(text: string, path: string): { line: number; cells: string[] }[] {
  const bytes = Buffer.from(text);
  const position = { offset: 0, line: 1 };
  const records: { line: number; cells: string[] }[] = [];
  try {
    parse(bytes, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: longestRowBytes,
      onRecord: (cells: string[], info) => {
        records.push({ line: firstLineOfRecord(bytes, position, info.bytes), cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new HubError('BAD_PACKAGE', `${path} is not a CSV file from line ${position.line} on: ${error.message}. Nothing was changed.`);
  }
  return records;
}

/** The line on which the record ending at `end` begins; moves `position` past it. Counted from the bytes, because csv-parse counts a CRLF inside quotes twice. */
function firstLineOfRecord(bytes: Buffer, position: { offset: number; line: number }, end: number): number {
  const newline = 10;
  const carriageReturn = 13;
  let offset = position.offset;
  let line = position.line;
  while (bytes[offset] === newline || bytes[offset] === carriageReturn) {
    if (bytes[offset] === newline) line += 1;
    offset += 1;
  }
  const first = line;
  for (; offset < end; offset += 1) if (bytes[offset] === newline) line += 1;
  position.offset = offset;
  position.line = line;
  return first;
}
