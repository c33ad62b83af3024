import { join } from 'node:path';
import { HubError } from '../errors.ts';
import { writeBackup } from './backup/writeBackup.ts';
import type { Opened } from './Database.ts';
import { databaseTrouble } from './databaseTrouble.ts';
import { inMemory, nameOf, type DatabaseUrl } from './databaseUrl.ts';
import { retryWhileBusy } from './retryWhileBusy.ts';

/** Brings a database to the newest migration, wholly or not at all; what holds data is copied first. To be done by one process at a time. */
export async function migrate(opened: Opened, url: DatabaseUrl, backupFolder: string): Promise<void> {
  const { migrator } = opened.orm;
  const executed = (await migrator.getExecuted()).map(({ name }) => name);
  const pending = (await migrator.getPending()).map(({ name }) => name);
  refuseNewer(opened, url, executed);
  const [next] = pending;
  if (next === undefined) return;
  const isWorthKeeping = executed.length > 0 && !(url.kind === 'sqlite' && url.file === inMemory);
  const copy = isWorthKeeping ? join(backupFolder, `before-${next}.jsonl.gz`) : null;
  if (copy !== null) await writeBackup(opened, url, copy, new Date(), { mayReplace: true });
  try {
    // A package that another process is reading in goes first.
    await retryWhileBusy(() => migrator.up());
  } catch (error) {
    const failed = `The tables of ${nameOf(url)} could not be ${executed.length > 0 ? 'changed' : 'made'} as this version of the hub needs`;
    const asTheyWere = `They are as they were${copy === null ? '' : `, and a copy of all data is in ${copy}`}.`;
    if (databaseTrouble(error)?.code === 'DATABASE_FULL') throw new HubError('DATABASE_FULL', `${failed}: its disk is full. ${asTheyWere} Make room and start the hub again.`);
    throw new HubError('MIGRATION_FAILED', `${failed} (${pending.join(', ')}): ${inOneLine(error)}. ${asTheyWere} Start the version of the hub that was in use before, and report this sentence.`);
  }
}

/** An older hub could misread tables that a newer one has changed. */
function refuseNewer({ migrationNames }: Opened, url: DatabaseUrl, executed: readonly string[]): void {
  const unknown = executed.filter((name) => !migrationNames.includes(name));
  if (unknown.length === 0) return;
  throw new HubError('BAD_CONFIGURATION', `${nameOf(url)} was used by a newer hub: this one does not know the migration ${unknown.join(', ')}. Start that version of the hub, or restore a backup from before into a new database.`);
}

/** What the database said, without the statement that it said it of. */
function inOneLine(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.split(' - ').at(-1)!.split('\n')[0]!.replace(/\.$/, '');
}
