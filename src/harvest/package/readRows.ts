import { createReadStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { CsvError, parse, type Parser } from 'csv-parse';
import { HubError } from '../../errors.ts';
import { LineCounter } from './LineCounter.ts';
import type { PackageRow, PackageTable } from './packageTable.ts';
import { quoteValue } from './quoteValue.ts';

interface CsvRow extends PackageRow {
  cells: string[];
}

/** Longest row accepted, so that one unclosed quote cannot swallow a file unnoticed. */
const longestRowBytes = 1_000_000;
/** The widest file of the data package has 36 columns. */
const mostColumns = 500;
const bytesPerPiece = 64 * 1024;

/**
 * The header of an RFC 4180 CSV file, and its rows as they are read, a batch at a time, however long the file is.
 * BAD_PACKAGE, perhaps only after many rows, when it breaks off or is no CSV. Rows without a single value are passed over.
 */
export async function readRows(place: string, path: string): Promise<PackageTable> {
  const batches = parseCsv(place, path);
  const { value: start } = await batches.next();
  const [first, ...rest] = start ?? [];
  if (!first) throw new HubError('BAD_PACKAGE', `${path} is empty. Expected a first row of column names.`);
  const header = first.cells.map((cell) => cell.trim());
  checkHeader(header, path);
  return { header, rows: withValues(rest, batches), issues: [] };
}

async function* withValues(start: readonly CsvRow[], rest: AsyncIterable<CsvRow[]>): AsyncGenerator<PackageRow[]> {
  const hasValue = (row: CsvRow): boolean => row.cells.some((cell) => cell.trim() !== '');
  yield start.filter(hasValue);
  for await (const batch of rest) yield batch.filter(hasValue);
}

/** BAD_PACKAGE when a first row cannot name columns. */
export function checkHeader(header: string[], path: string): void {
  if (header.length > mostColumns) throw new HubError('BAD_PACKAGE', `${path} has ${header.length} columns. Allowed: ${mostColumns}.`);
  const repeated = header.find((name, index) => name !== '' && header.indexOf(name) !== index);
  if (repeated !== undefined) throw new HubError('BAD_PACKAGE', `${path} has two columns called ${quoteValue(repeated)}. Nothing was changed.`);
}

/** Every record of a file, the header among them, in batches that are never empty. */
async function* parseCsv(place: string, path: string): AsyncGenerator<CsvRow[], undefined> {
  const lines = new LineCounter();
  let records: CsvRow[] = [];
  let width: number | undefined;
  let last: CsvRow | undefined;
  const onRecord = (cells: string[], { bytes }: { bytes: number }): null => {
    width ??= cells.length;
    records.push((last = { line: lines.firstLineOfRecord(bytes), cells }));
    return null;
  };
  const parser = parse({ bom: true, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, skip_empty_lines: true, max_record_size: longestRowBytes, onRecord });
  try {
    for await (const piece of createReadStream(place, { highWaterMark: bytesPerPiece })) {
      lines.add(piece as Buffer);
      await write(parser, piece as Buffer);
      if (records.length > 0) yield records;
      records = [];
    }
    await end(parser);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new HubError('BAD_PACKAGE', `${path} cannot be read from line ${lines.nextLine()} on: ${inWords(error)}. Nothing was changed.`);
  }
  if (last && last.cells.length < width! && !lines.endsWithLineBreak()) {
    throw new HubError('BAD_PACKAGE', `${path} breaks off in line ${last.line}: ${last.cells.length} of ${width} cells and no end of line. Nothing was changed.`);
  }
  if (records.length > 0) yield records;
}

function write(parser: Parser, piece: Buffer): Promise<void> {
  parser.removeAllListeners('error').on('error', () => {});
  return new Promise((resolve, reject) => parser.write(piece, (error) => (error ? reject(error) : resolve())));
}

async function end(parser: Parser): Promise<void> {
  const ended = finished(parser);
  parser.resume().end();
  await ended;
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
