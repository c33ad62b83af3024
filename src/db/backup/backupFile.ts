import { sql, type Kysely } from 'kysely';
import { HubError } from '../../errors.ts';

/** First line of a backup: what made it and what its rows look like. */
export interface BackupHeader {
  commonGround: 'backup';
  version: 1;
  madeAt: string;
  /** Migrations that the database had been through, by their names, which are the same on both kinds of database. */
  migrations: string[];
  /** Columns of each table, in the order of its rows' values. */
  tables: Record<string, string[]>;
  /** For each table that numbers its rows, the last number given out: also those of rows that are gone are never used again. */
  counters: Record<string, number>;
}

/** Any line but the first and the last. */
export type BackupRow = [table: string, values: unknown[]];

/** Last line: how many rows each table has, and the SHA-256 of all lines before this one. */
export interface BackupEnding {
  rows: Record<string, number>;
  sha256: string;
}

export const migrationTable = 'mikro_orm_migrations';

/** A table of the hub as a database has it. */
interface FoundTable {
  name: string;
  columns: string[];
  /** The column whose numbers the database gives out. */
  numbered: string | undefined;
}

/** Every table of the hub there is, by name, whatever the code describes: a backup is made before a migration, too. */
export async function findTables(db: Kysely<unknown>): Promise<FoundTable[]> {
  const found = await db.introspection.getTables();
  // SQLite has no schemas. The connections of a hub on PostgreSQL have its own for the current one; others are other programs'.
  const [current] = found.some(({ schema }) => schema !== undefined) ? (await sql<{ schema: string }>`select current_schema() as schema`.execute(db)).rows : [];
  return found
    .filter((table) => !table.isView && table.name !== migrationTable && !table.name.startsWith('sqlite_') && table.schema === current?.schema)
    .map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name), numbered: columns.find((column) => column.isAutoIncrementing)?.name }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function badBackup(file: string, found: string): HubError {
  return new HubError('BAD_BACKUP', `${file} cannot be restored. ${found} Nothing was changed.`);
}
