import { HubError } from '../../errors.ts';
import { CsvText, NotCsv, type CsvRow } from './CsvText.ts';
import type { PackageRow, PackageTable } from './packageTable.ts';
import { piecesOf } from './piecesOf.ts';
import { quoteValue } from './quoteValue.ts';

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
  const text = new CsvText();
  const decoder = new TextDecoder();
  let [first, last]: [CsvRow?, CsvRow?] = [];
  let ending = '';
  try {
    for await (const piece of piecesOf(place, bytesPerPiece)) {
      const decoded = decoder.decode(piece, { stream: true });
      ending = decoded.at(-1) ?? ending;
      const rows = text.add(decoded);
      first ??= rows[0];
      last = rows.at(-1) ?? last;
      if (rows.length > 0) yield rows;
    }
    const rest = text.end();
    refuseBrokenOff(rest.at(-1) ?? last, { path, width: (first ?? rest[0])?.cells.length ?? 0, ending });
    if (rest.length > 0) yield rest;
  } catch (error) {
    if (!(error instanceof NotCsv)) throw error;
    throw new HubError('BAD_PACKAGE', `${path} cannot be read from line ${text.line} on: ${error.message}. Nothing was changed.`);
  }
}

/** BAD_PACKAGE when the last row of a file seems not to be there to its end. */
function refuseBrokenOff(last: CsvRow | undefined, { path, width, ending }: { path: string; width: number; ending: string }): void {
  if (!last || last.cells.length >= width || ending === '\n' || ending === '\r') return;
  throw new HubError('BAD_PACKAGE', `${path} breaks off in line ${last.line}: ${last.cells.length} of ${width} cells and no end of line. Nothing was changed.`);
}
