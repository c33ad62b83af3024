import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { writeBackup } from '../db/backup/writeBackup.ts';
import { nameOf } from '../db/databaseUrl.ts';
import { openUnmigrated } from '../db/openUnmigrated.ts';
import { backupFolder, hubTables } from '../hub.ts';
import { checkHasFolder, checkIsNew } from './newFile.ts';
import { refuseMissingHub } from './openExistingHub.ts';

/** Copies everything the hub holds, as one moment saw it, to a file that is not there yet: one that is named, or a new one in the hub's own folder of backups, which is made. The hub may go on meanwhile. */
export async function backUp(config: Config, path: string | undefined, print: (line: string) => void): Promise<number> {
  const now = new Date();
  const file = resolve(path ?? join(backupFolder(config), `${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.jsonl.gz`));
  checkIsNew(file, 'BAD_BACKUP');
  if (path !== undefined) checkHasFolder(file, 'BAD_BACKUP');
  const { database: url } = config;
  await refuseMissingHub(config);
  const database = await openUnmigrated(url, hubTables);
  try {
    const rows = await writeBackup(database, url, file, now);
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
    print(`Backed up ${total.toLocaleString('en-GB')} rows of ${Object.keys(rows).length} tables from ${nameOf(url)} to ${file}.`);
    return 0;
  } finally {
    await database.close();
  }
}
