import { decodeCursor, encodeCursor } from './cursor.ts';
import { checkPage, type PageArgs } from './pageArgs.ts';
import type { Page } from './readPage.ts';

type Key = (string | number)[];

/** One page of rows already at hand, sorted by a key that is unique to each. Cursors are good for the list of this name only. */
export function pageOf<Row>(rows: readonly Row[], page: PageArgs, list: string, keyOf: (row: Row) => Key): Page<Row> {
  checkPage(page);
  const sorted = rows.map((row) => ({ row, key: keyOf(row) })).sort((a, b) => compareKeys(a.key, b.key));
  const after = page.after === undefined ? undefined : decodeCursor(page.after, list, sorted[0]?.key.map((part) => (typeof part === 'number' ? 'number' : 'string')));
  const rest = after === undefined ? sorted : sorted.filter(({ key }) => compareKeys(key, after) > 0);
  return {
    rows: rest.slice(0, page.first).map(({ row }) => row),
    cursorOf: (row) => encodeCursor(list, keyOf(row)),
    hasNextPage: rest.length > page.first,
    count: () => Promise.resolve(rows.length),
  };
}

function compareKeys(a: Key, b: Key): number {
  for (const [index, part] of a.entries()) {
    const other = b[index]!;
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
