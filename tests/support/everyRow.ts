import { sql } from 'kysely';
import type { Opened } from '../../src/db/Database.ts';

export type TableRows = Record<string, string[]>;

/** Every row of every table there is, as text and in an order that does not depend on the database; truth is 1 and 0 whichever database tells it. */
export async function everyRow({ stored }: Pick<Opened, 'stored'>): Promise<TableRows> {
  const tables = (await stored.introspection.getTables()).filter(({ name, isView }) => !isView && !/^(sqlite_|mikro_orm_)/.test(name)).map(({ name }) => name);
  const found: TableRows = {};
  for (const table of tables.sort()) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(stored);
    found[table] = rows.map((row) => JSON.stringify(Object.keys(row).sort().map((column) => [column, typeof row[column] === 'boolean' ? Number(row[column]) : row[column]]))).sort();
  }
  return found;
}

/** How many rows each table has. */
export function countsOf(tables: TableRows): Record<string, number> {
  return Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, rows.length]));
}
