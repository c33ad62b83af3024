import type { Kysely } from 'kysely';
import type { Database, Opened, Tables } from './Database.ts';
import type { DatabaseUrl } from './databaseUrl.ts';
import { migrate } from './migrate.ts';
import { openUnmigrated } from './openUnmigrated.ts';
import { PropertyNames } from './propertyNames.ts';

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
    await opened.alone(() => bringUp(opened, url, { tables, backupFolder }));
    return describe<Rows>(opened, url);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Changing tables takes as long as it takes: where something is to be changed, it is done on connections without the time limit for reading. */
async function bringUp(opened: Opened, url: DatabaseUrl, { tables, backupFolder }: Options): Promise<void> {
  const isDue = (await opened.orm.migrator.getPending()).length > 0;
  if (!isDue || url.kind === 'sqlite') return migrate(opened, url, backupFolder);
  const unhurried = await openUnmigrated(url, tables);
  try {
    await migrate(unhurried, url, backupFolder);
  } finally {
    await unhurried.close();
  }
}

function describe<Rows>(opened: Opened, url: DatabaseUrl): Database<Rows> {
  const columns = columnsByTable(opened.orm);
  return {
    ...opened,
    url,
    // Kysely's own renaming, not MikroORM's: that one takes "plan_id" of any table for "plan"."id" once plan is joined.
    rows: opened.stored.withPlugin(new PropertyNames()) as Kysely<Rows>,
    columnsOf: (table) => columns.get(table) ?? [],
  };
}

/** Columns of every table the code describes, as stored. */
function columnsByTable(orm: Opened['orm']): Map<string, string[]> {
  return new Map([...orm.getMetadata().getAll().values()].map((meta) => [meta.tableName, meta.props.flatMap((property) => property.fieldNames ?? [])]));
}
