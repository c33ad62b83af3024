import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Which files there were when all was kept, each with its size. */
const listName = 'kept.json';

/** What was gathered of a source, kept from run to run. */
export interface Mirror {
  /** What the last run that landed left; null when there is nothing, or not all of it. */
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
    last: isWhole(last) ? last : null,
    folder,
    keep() {
      writeFileSync(join(folder, listName), JSON.stringify(sizesIn(folder)));
      rmSync(old, { recursive: true, force: true });
      if (existsSync(last)) renameSync(last, old);
      renameSync(folder, last);
      rmSync(old, { recursive: true, force: true });
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function sizesIn(folder: string): Record<string, number> {
  return Object.fromEntries(readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => [name, statSync(join(folder, name)).size]));
}

/** Whether every file is as long as it was when it was kept. One of which a machine that went down lost the end would seem to say that the rest is gone, and its server that nothing is newer. */
function isWhole(folder: string): boolean {
  try {
    const kept = Object.entries(JSON.parse(readFileSync(join(folder, listName), 'utf8')) as Record<string, number>);
    return kept.every(([name, size]) => statSync(join(folder, name)).size === size);
  } catch {
    return false;
  }
}
