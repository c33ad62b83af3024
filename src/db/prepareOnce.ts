import type { Database as Native, Statement } from 'better-sqlite3';
import { LRUCache } from 'lru-cache';

const mostPrepared = 500;

/** Keeps SQLite's statements prepared: Kysely prepares each anew, which costs a quarter of a millisecond where a statement is long. SQLite itself prepares again what a changed table has outdated. */
export function prepareOnce(native: Native): void {
  const prepare = native.prepare.bind(native) as (sql: string) => Statement;
  const prepared = new LRUCache<string, Statement>({ max: mostPrepared });
  native.prepare = ((sql: string) => {
    const known = prepared.get(sql);
    if (known && !known.busy) return known;
    const statement = prepare(sql);
    prepared.set(sql, statement);
    return statement;
  }) as Native['prepare'];
}
