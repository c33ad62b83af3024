import { resolve } from 'node:path';
import type { Config } from '../config.ts';
import { restoreBackup } from '../db/backup/restoreBackup.ts';
import { nameOf } from '../db/databaseUrl.ts';
import { hubTables, openHub } from '../hub.ts';

/** Fills an empty database, be it SQLite or PostgreSQL, with what a backup holds, and brings its tables up to date. */
export async function restore(config: Config, path: string, print: (line: string) => void): Promise<number> {
  const file = resolve(path);
  const landed = await restoreBackup(config.database, hubTables, file);
  const hub = await openHub(config);
  await hub.close();
  print(`Restored ${landed.toLocaleString('en-GB')} rows from ${file} into ${nameOf(config.database)}. Start the hub to serve them.`);
  return 0;
}
