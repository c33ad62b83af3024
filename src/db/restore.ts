import { sql, type Kysely } from 'kysely';
import { HubError } from '../errors.ts';
import { checkBackup, holdsData, rowsOf, type BackupHeader } from './backup.ts';
import type { Opened, Tables, Writer } from './Database.ts';
import { nameOf, type DatabaseUrl } from './databaseUrl.ts';
import { openUnmigrated } from './openDatabase.ts';

const rowsPerBatch = 2_000;

/**
 * Fills an empty database, of either kind, with what a backup holds. The file is looked over first and the rows land in
 * one transaction, so that a restore happens whole or not at all. The tables are left as the backup knew them; the next
 * start of the hub brings them up to date. Returns how many rows landed.
 */
export async function restoreBackup(url: DatabaseUrl, tables: Tables, file: string): Promise<number> {
  const header = await checkBackup(file);
  const database = await openUnmigrated(url, tables);
  try {
    return await database.alone(() => restoreInto(database, url, header, file));
  } finally {
    await database.close();
  }
}

async function restoreInto(database: Opened, url: DatabaseUrl, header: BackupHeader, file: string): Promise<number> {
  if (await holdsData(database.stored)) {
    throw new HubError('BAD_BACKUP', `${nameOf(url)} holds data already. Restore into an empty database: name another with DATABASE_URL or HUB_DATA, or move this one away.`);
  }
  await makeTables(database, header);
  return database.write((writer) =>
    writer.inTransaction(async (transaction) => {
      const landed = await loadRows(writer, header, file);
      if (url.kind === 'postgres') await moveCountersOn(transaction);
      return landed;
    }),
  );
}

/** The tables as they were when the backup was made. */
async function makeTables({ orm }: Opened, { migrations }: BackupHeader): Promise<void> {
  const known = new Set([...(await orm.migrator.getExecuted()).map(({ name }) => name), ...(await orm.migrator.getPending()).map(({ name }) => name)]);
  const unknown = migrations.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new HubError('BAD_BACKUP', `The backup was made by a newer hub: this one does not know the migration ${unknown.join(', ')}. Restore it with that hub, or a newer one.`);
  await orm.migrator.up({ to: migrations.at(-1) ?? 0 });
}

async function loadRows(writer: Writer, { tables }: BackupHeader, file: string): Promise<number> {
  let batch: unknown[][] = [];
  let current = '';
  let landed = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await writer.load(current, tables[current]!, batch);
    landed += batch.length;
    batch = [];
  };
  for await (const [table, values] of rowsOf(file)) {
    if (table !== current || batch.length === rowsPerBatch) await flush();
    current = table;
    batch.push(values);
  }
  await flush();
  return landed;
}

/** Numbers that PostgreSQL gives out go on after the highest that was restored; SQLite sees to that itself. */
async function moveCountersOn(db: Kysely<unknown>): Promise<void> {
  for (const table of await db.introspection.getTables()) {
    for (const column of table.columns.filter(({ isAutoIncrementing }) => isAutoIncrementing)) {
      await sql`select setval(pg_get_serial_sequence(${table.name}, ${column.name}), greatest((select max(${sql.ref(column.name)}) from ${sql.table(table.name)}), 1))`.execute(db);
    }
  }
}
