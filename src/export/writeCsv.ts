import { stringify } from 'csv-stringify/sync';
import type { Feed } from './Feed.ts';

/**
 * A feed as CSV by RFC 4180, in UTF-8 with the mark by which Excel knows it. An empty cell is a value that is not there. A text with a line
 * break of any kind is quoted, since readers end a row at each.
 * Text that a spreadsheet would run as a formula (= + - @ tab or return at its start) gets an apostrophe before it. Without header and mark
 * it is what may follow another.
 */
export function writeCsv<Row>({ columns }: Pick<Feed<Row>, 'columns'>, rows: readonly Row[], { hasHeader = true } = {}): string {
  return stringify(
    rows.map((row) => columns.map((column) => column.read(row))),
    { header: hasHeader, columns: columns.map(({ name }) => name), bom: hasHeader, record_delimiter: 'windows', quote_record_delimiter: true, escape_formulas: true, cast: { boolean: String } },
  );
}
