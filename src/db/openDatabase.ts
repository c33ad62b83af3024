import { setTimeout } from 'node:timers/promises';
import { CamelCasePlugin, type Kysely } from 'kysely';
import { backUpBeforeMigration } from './backup.ts';
import type { Database, Opened, Tables } from './Database.ts';
import type { DatabaseUrl } from './databaseUrl.ts';
import { isBusy, openSqlite } from './sqlite.ts';

interface Options {
  tables: Tables;
  /** Folder for the copy that is made of a database with data before its tables are changed. */
  backupFolder: string;
  /** How long a statement that reads may take where the database can give it up; for ever, unless said. */
  maxReadSeconds?: number;
}

/** The hub's database, created and brought to the newest migration when needed. Both kinds have the same tables and give the same answers. */
export async function openDatabase<Rows>(url: DatabaseUrl, { tables, backupFolder, maxReadSeconds }: Options): Promise<Database<Rows>> {
  const opened = await openUnmigrated(url, tables, maxReadSeconds);
  try {
    await opened.alone(() => migrate(opened, url, backupFolder));
    return describe<Rows>(opened, url);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** A database as it stands, whatever migrations it has been through. */
export async function openUnmigrated(url: DatabaseUrl, tables: Tables, maxReadSeconds = 0): Promise<Opened> {
  if (url.kind === 'sqlite') return openSqlite(url.file, tables);
  // Its driver takes time to load, which a hub on SQLite need not spend.
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres(url.url, tables, maxReadSeconds);
}

function describe<Rows>(opened: Opened, url: DatabaseUrl): Database<Rows> {
  const columns = columnsByTable(opened.orm);
  return {
    ...opened,
    url,
    // Kysely's own renaming, not MikroORM's: that one takes "plan_id" of any table for "plan"."id" once plan is joined.
    rows: opened.stored.withPlugin(new CamelCasePlugin()) as Kysely<Rows>,
    columnsOf: (table) => columns.get(table) ?? [],
  };
}

/** Columns of every table the code describes, as stored. */
function columnsByTable(orm: Opened['orm']): Map<string, string[]> {
  return new Map([...orm.getMetadata().getAll().values()].map((meta) => [meta.tableName, meta.props.flatMap((property) => property.fieldNames ?? [])]));
}

/** Of several processes that open a new database at once, one brings it up; the others find it done when they look again. */
async function migrate(opened: Opened, url: DatabaseUrl, backupFolder: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      await backUpBeforeMigration(opened, url, backupFolder);
      await opened.orm.migrator.up();
      return;
    } catch (error) {
      if (!isLostRace(error) || Date.now() > deadline) throw error;
      await setTimeout(250);
    }
  }
}

/** SQLite has no lock that outlasts a transaction: two processes may begin to make the same tables, and one fails. */
function isLostRace(error: unknown): boolean {
  return isBusy(error) || (error instanceof Error && /already exists|UNIQUE constraint failed: mikro_orm_migrations/.test(error.message));
}
