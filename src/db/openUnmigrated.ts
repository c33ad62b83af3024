import type { Opened, Tables } from './Database.ts';
import type { DatabaseUrl } from './databaseUrl.ts';
import { openSqlite } from './sqlite.ts';

/** A database as it stands, whatever migrations it has been through. */
export async function openUnmigrated(url: DatabaseUrl, tables: Tables, maxReadSeconds = 0): Promise<Opened> {
  if (url.kind === 'sqlite') return openSqlite(url.file, tables);
  // Its driver takes time to load, which a hub on SQLite need not spend.
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres(url.url, tables, maxReadSeconds);
}
