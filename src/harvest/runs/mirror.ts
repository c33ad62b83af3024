import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What was gathered of a source, kept from run to run. */
export interface Mirror {
  /** What the last run that landed left; null when there is nothing. */
  last: string | null;
  /** New and empty. */
  folder: string;
  /** Puts the new in the place of the last. */
  keep: () => void;
  /** Removes the new, if it was not kept. */
  clear: () => void;
}

/** Folders for one run of a source. Names come from its id by a hash: a publisher must not choose where files are written. */
export function openMirror(gatheredFolder: string, sourceId: string): Mirror {
  const own = join(gatheredFolder, createHash('sha256').update(sourceId).digest('hex').slice(0, 24));
  mkdirSync(own, { recursive: true });
  const last = join(own, 'last');
  const old = join(own, 'old');
  // Only one run reads a source: whatever else is there was left by one that died.
  for (const name of readdirSync(own)) if (name !== 'last') rmSync(join(own, name), { recursive: true, force: true });
  const folder = mkdtempSync(join(own, 'new-'));
  return {
    last: existsSync(last) ? last : null,
    folder,
    keep() {
      rmSync(old, { recursive: true, force: true });
      if (existsSync(last)) renameSync(last, old);
      renameSync(folder, last);
      rmSync(old, { recursive: true, force: true });
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}
