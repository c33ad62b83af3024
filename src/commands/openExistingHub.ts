import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { findTables } from '../db/backup/backupFile.ts';
import { nameOf, type DatabaseUrl } from '../db/databaseUrl.ts';
import { openUnmigrated } from '../db/openUnmigrated.ts';
import { HubError } from '../errors.ts';
import { hubTables, openHub, type Hub } from '../hub.ts';

/** The hub that is there, for a command that only reads it, or changes or ends what is in it: where there is none it makes none, and says where it looked. */
export async function openExistingHub(config: Config): Promise<Hub> {
  await refuseMissingHub(config);
  return openHub(config);
}

/** A hub that was only just made holds nothing, which looks like one whose data are gone. */
export async function refuseMissingHub({ database }: Pick<Config, 'database'>): Promise<void> {
  if (await isThere(database)) return;
  throw new HubError('NO_DATABASE', `There is no hub in ${nameOf(database)}, so this command has nothing to work on; nothing was made there. Set HUB_DATA to the folder of the hub's data, or DATABASE_URL to its database, as they are set where the hub runs.`);
}

async function isThere(database: DatabaseUrl): Promise<boolean> {
  if (database.kind === 'sqlite' && !existsSync(database.file)) return false;
  const opened = await openUnmigrated(database, hubTables);
  try {
    return (await findTables(opened.stored)).length > 0;
  } finally {
    await opened.close();
  }
}
