import SQLite, { type Database } from 'better-sqlite3';
import { packageFiles } from '../src/harvest/package/packageFiles.ts';

/** Rows of one table as a driver takes them. */
export interface TableRows {
  table: string;
  columns: string[];
  rows: unknown[][];
}

/** Every row that sources of such a name brought into a database, tables of links included. */
export function rowsOfSources(file: string, sourcesLike: string): TableRows[] {
  const db = new SQLite(file, { readonly: true });
  try {
    return packageFiles.flatMap(({ table, links = {} }) => {
      const own = `select id from "${table}" where source_id like ?`;
      return [read(db, table, `select * from "${table}" where source_id like ?`, sourcesLike), ...Object.values(links).map((link) => read(db, link, `select * from "${link}" where owner_id in (${own})`, sourcesLike))];
    });
  } finally {
    db.close();
  }
}

function read(db: Database, table: string, query: string, sourcesLike: string): TableRows {
  const statement = db.prepare(query).raw();
  return { table, columns: statement.columns().map(({ name }) => name), rows: statement.all(sourcesLike) as unknown[][] };
}

/** Puts rows into tables with nothing but the driver: one prepared statement a table, one transaction. Returns seconds, and milliseconds of processor. */
export function insertRaw(file: string, tables: readonly TableRows[]): { seconds: number; cpuMs: number } {
  const db = new SQLite(file);
  try {
    db.pragma('journal_mode = wal');
    db.pragma('synchronous = full');
    const [started, before] = [performance.now(), process.cpuUsage()];
    db.transaction(() => {
      for (const { table, columns, rows } of tables.filter((one) => one.rows.length > 0)) {
        const insert = db.prepare(`insert into "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})`);
        for (const row of rows) insert.run(row);
      }
    })();
    const { user, system } = process.cpuUsage(before);
    return { seconds: (performance.now() - started) / 1_000, cpuMs: (user + system) / 1_000 };
  } finally {
    db.close();
  }
}
