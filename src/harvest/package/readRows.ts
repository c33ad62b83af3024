import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { HubError } from '../../errors.ts';
import { quoteValue } from './quoteValue.ts';

export interface CsvRow {
  /** Line of the file on which the row begins; the header is line 1. */
  line: number;
  cells: string[];
}

export interface CsvTable {
  header: string[];
  rows: CsvRow[];
}

/** Longest row accepted, so that one unclosed quote cannot swallow a file unnoticed. */
const longestRowBytes = 1_000_000;
/** The widest file of the data package has 36 columns. */
const mostColumns = 500;

/** The header and rows of an RFC 4180 CSV text, or BAD_PACKAGE when it breaks off or is no CSV. Rows without a single value are passed over. */
export function readRows(text: string, path: string): CsvTable {
  const [first, ...rows] = parseCsv(text, path);
  if (!first) throw new HubError('BAD_PACKAGE', `${path} is empty. Expected a first row of column names.`);
  const header = first.cells.map((cell) => cell.trim());
  checkHeader(header, path);
  const last = rows.at(-1);
  if (last && last.cells.length < header.length && !/[\r\n]$/.test(text)) {
    throw new HubError('BAD_PACKAGE', `${path} breaks off in line ${last.line}: ${last.cells.length} of ${header.length} cells and no end of line. Nothing was changed.`);
  }
  return { header, rows: rows.filter((row) => row.cells.some((cell) => cell.trim() !== '')) };
}

function checkHeader(header: string[], path: string): void {
  if (header.length > mostColumns) throw new HubError('BAD_PACKAGE', `${path} has ${header.length} columns. Allowed: ${mostColumns}.`);
  const repeated = header.find((name, index) => name !== '' && header.indexOf(name) !== index);
  if (repeated !== undefined) throw new HubError('BAD_PACKAGE', `${path} has two columns called ${quoteValue(repeated)}. Nothing was changed.`);
}

function parseCsv(text: string, path: string): CsvRow[] {
  const bytes = Buffer.from(text);
  const position = { offset: 0, line: 1 };
  const records: CsvRow[] = [];
  try {
    parse(bytes, {
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
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
    // An empty record: passes over empty lines, so that the line named is the row's own.
    const line = firstLineOfRecord(bytes, position, 0);
    throw new HubError('BAD_PACKAGE', `${path} cannot be read from line ${line} on: ${inWords(error)}. Nothing was changed.`);
  }
  return records;
}

function inWords(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quotation mark is opened and never closed, or the file breaks off';
    case 'CSV_MAX_RECORD_SIZE':
      return `the row is longer than ${longestRowBytes} bytes, perhaps because a quotation mark is not closed`;
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'a quotation mark stands inside a value; write the whole value in quotation marks and double those inside it';
    default:
      return 'it is not CSV';
  }
}

/** The line on which the record ending at `end` begins; moves `position` past it. Counted from the bytes, because csv-parse counts a CRLF inside quotes twice. */
function firstLineOfRecord(bytes: Buffer, position: { offset: number; line: number }, end: number): number {
  const newline = 10;
  const carriageReturn = 13;
  const endsLine = (offset: number) => bytes[offset] === newline || (bytes[offset] === carriageReturn && bytes[offset + 1] !== newline);
  let { offset, line } = position;
  while (bytes[offset] === newline || bytes[offset] === carriageReturn) {
    if (endsLine(offset)) line += 1;
    offset += 1;
  }
  const first = line;
  for (; offset < end; offset += 1) if (endsLine(offset)) line += 1;
  Object.assign(position, { offset, line });
  return first;
}
