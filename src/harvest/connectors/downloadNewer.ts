import { existsSync, linkSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Validators } from '../gather/PoliteFetch.ts';
import type { Means } from './Connector.ts';

/** What a server said of a file, and at which address: at another, the same words may be of another file. */
interface Kept extends Validators {
  address: string;
}

/** Brings a file of the web into the mirror under a name: as it is now, or linked from the last run when its server has nothing newer. Returns its path. */
export async function downloadNewer(address: string, name: string, { fetch, folder, last }: Pick<Means, 'fetch' | 'folder' | 'last'>): Promise<string> {
  const file = join(folder, name);
  const kept = last === null ? null : readKept(join(last, name), address);
  const { isNotModified, validators } = await fetch.download(address, file, { validators: kept });
  if (isNotModified) linkSync(join(last!, name), file);
  const { etag, lastModified } = isNotModified ? kept! : validators;
  writeFileSync(`${file}.kept.json`, JSON.stringify({ address, etag, lastModified } satisfies Kept));
  return file;
}

/** Null where nothing whole is left of the same address: then the file is asked for as if for the first time. */
function readKept(place: string, address: string): Kept | null {
  if (!existsSync(place) || !existsSync(`${place}.kept.json`)) return null;
  try {
    const kept = JSON.parse(readFileSync(`${place}.kept.json`, 'utf8')) as Kept | null;
    return kept?.address === address ? kept : null;
  } catch {
    // A machine that failed left half of it.
    return null;
  }
}
