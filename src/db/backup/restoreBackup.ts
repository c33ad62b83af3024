import { sql, type Kysely } from 'kysely';
import { HubError } from '../../errors.ts';
import type { Opened, Tables, Writer } from '../Database.ts';
import { nameOf, type DatabaseUrl } from '../databaseUrl.ts';
import { openUnmigrated } from '../openUnmigrated.ts';
import { withoutNul } from '../withoutNul.ts';
import { badBackup, findTables, type BackupHeader } from './backupFile.ts';
import { moveCountersOn } from './counters.ts';
import { checkBackup, rowsOf } from './readBackup.ts';

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
  await refuseData(database.stored, url);
  await makeTables(database, url, header, file);
  return database.write((writer) =>
    writer.inTransaction(async (transaction) => {
      // Now that nobody else writes: an import may have come in between.
      await refuseData(transaction, url);
      const landed = await loadRows(writer.within(transaction), header, file);
      await moveCountersOn(transaction, url.kind, header.counters);
      return landed;
    }),
  );
}

async function refuseData(db: Kysely<unknown>, url: DatabaseUrl): Promise<void> {
  for (const { name } of await findTables(db)) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(db);
    if (rows.length > 0) throw new HubError('BAD_BACKUP', `${nameOf(url)} holds data already. Restore into an empty database: name another with DATABASE_URL or HUB_DATA, or move this one away. Nothing was changed.`);
  }
}

/** The tables as they were when the backup was made. */
async function makeTables({ orm }: Opened, url: DatabaseUrl, { migrations }: BackupHeader, file: string): Promise<void> {
  const executed = (await orm.migrator.getExecuted()).map(({ name }) => name);
  const known = new Set([...executed, ...(await orm.migrator.getPending()).map(({ name }) => name)]);
  const unknown = migrations.filter((name) => !known.has(name));
  if (unknown.length > 0) throw badBackup(file, `It was made by a newer hub: this one does not know the migration ${unknown.join(', ')}. Restore it with that hub, or a newer one.`);
  const ahead = executed.filter((name) => !migrations.includes(name));
  if (ahead.length > 0) throw badBackup(file, `It is older than the tables of ${nameOf(url)}, which have been through ${ahead.join(', ')}. Restore it into a new database.`);
  await orm.migrator.up({ migrations });
}

async function loadRows({ load }: Writer, { tables }: BackupHeader, file: string): Promise<number> {
  let batch: unknown[][] = [];
  let current = '';
  let landed = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await load(current, tables[current]!, batch);
    landed += batch.length;
    batch = [];
  };
  for await (const [table, values] of rowsOf(file)) {
    if (table !== current || batch.length === rowsPerBatch) await flush();
    current = table;
    // A hub on SQLite took some in once, and what can be restored into one kind of database can be into the other.
    batch.push(values.map(withoutNul));
  }
  await flush();
  return landed;
}
