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

/** Every row that was added to a copy of a database, in whatever table: words for search, readings, overlaps and records of the import itself as well. */
export function rowsAdded(file: string, before: string): TableRows[] {
  const db = new SQLite(file, { readonly: true });
  try {
    db.prepare('attach ? as before').run(before);
    const tables = db.prepare(`select name from main.sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'`).pluck().all() as string[];
    return tables.map((table) => read(db, table, `select * from main."${table}" where rowid > (select coalesce(max(rowid), 0) from before."${table}") order by rowid`));
  } finally {
    db.close();
  }
}

function read(db: Database, table: string, query: string, ...values: string[]): TableRows {
  const statement = db.prepare(query).raw();
  return { table, columns: statement.columns().map(({ name }) => name), rows: statement.all(...values) as unknown[][] };
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
