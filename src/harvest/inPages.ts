import { sql, type RawBuilder } from 'kysely';
import { dropTable, makeTable, type Staging } from './staging.ts';

/** Rows that are in memory at once. */
const rowsPerPage = 5_000;

/**
 * What a query finds, in the order of its columns named, so many rows at a time: what is wrong with one row of a file may be wrong with a
 * million. All of it is found before the first rows are given, whatever becomes of them meanwhile. One at a time of each staging.
 */
export async function* inPages<Row>(staging: Staging, query: RawBuilder<Row>, order: readonly string[]): AsyncGenerator<Row[]> {
  const { db } = staging;
  const inOrder = sql.join(order.map((column) => sql.ref(column)));
  // Mostly little is wrong, and nothing need be kept apart.
  const { rows } = await sql<Row>`select * from (${query}) found order by ${inOrder} limit ${rowsPerPage + 1}`.execute(db);
  if (rows.length <= rowsPerPage) return yield* [rows].filter(({ length }) => length > 0);
  await makeTable(staging, 'stage_found', sql`as select row_number() over (order by ${inOrder}) as page_row, found.* from (${query}) found`);
  await sql`create index stage_found_key on stage_found (page_row)`.execute(db);
  for (let from = 1; ; from += rowsPerPage) {
    const page = await sql<Row>`select * from stage_found where page_row between ${from} and ${from + rowsPerPage - 1} order by page_row`.execute(db);
    if (page.rows.length > 0) yield page.rows;
    if (page.rows.length < rowsPerPage) break;
  }
  await dropTable(staging, 'stage_found');
}

/** The same pages, except that rows which belong together are never parted. Those that do stand one after the other. */
export async function* keptTogether<Row>(pages: AsyncIterable<Row[]>, keyOf: (row: Row) => string): AsyncGenerator<Row[]> {
  let held: Row[] = [];
  for await (const page of pages) {
    const key = keyOf(page[0]!);
    const isParted = held.length > 0 && keyOf(held.at(-1)!) === key;
    const whole = isParted ? held.findLastIndex((row) => keyOf(row) !== key) + 1 : held.length;
    if (whole > 0) yield held.slice(0, whole);
    held = [...held.slice(whole), ...page];
  }
  if (held.length > 0) yield held;
}
