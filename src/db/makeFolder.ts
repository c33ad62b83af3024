import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes a folder and those above it. One at a time, because Node.js's own recursion never ends below a folder like /proc. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another hub that starts at the same moment makes the same folders.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST' && existsSync(folder))) throw error;
  }
}
