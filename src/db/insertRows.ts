import { sql, type Kysely, type RawBuilder } from 'kysely';

/** Most values SQLite binds in one statement is 32,766. */
const mostBoundValues = 30_000;

/** Inserts rows, each an array in the order of `columns`, in as few statements as the database allows. */
export async function insertRows(db: Kysely<unknown>, table: RawBuilder<unknown>, columns: readonly string[], rows: readonly unknown[][], ending: RawBuilder<unknown> = sql``): Promise<void> {
  const batch = Math.max(1, Math.floor(mostBoundValues / columns.length));
  for (let start = 0; start < rows.length; start += batch) {
    const values = rows.slice(start, start + batch).map((row) => sql`(${sql.join(row)})`);
    await sql`insert into ${table} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(values)}${ending}`.execute(db);
  }
}
