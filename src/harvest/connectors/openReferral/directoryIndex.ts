import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Validators } from '../../gather/PoliteFetch.ts';
import type { Place } from './RecordFile.ts';

/** What the hub remembers of a service beside its record. */
export interface Remembered {
  /** Where its record stands in services.json. */
  place: Place;
  /** Of its record in the list. */
  listHash: string;
  /** What its server said of it when it was asked for by itself; null where it was not. */
  detail: (Validators & { askedAt: string }) | null;
}

interface Index {
  /** Only records of the same directory may stand for it. */
  address: string;
  /** When its reading began (ISO). */
  readAt: string;
  services: Record<string, Remembered>;
}

/** What the last run left of a directory. */
export interface LastReading {
  /** Null where nothing is left. */
  readAt: string | null;
  services: ReadonlyMap<string, Remembered>;
}

export const recordsName = 'services.json';
const indexName = 'index.json';

export function writeIndex(folder: string, { address, readAt }: Pick<Index, 'address' | 'readAt'>, services: ReadonlyMap<string, Remembered>): void {
  writeFileSync(join(folder, indexName), JSON.stringify({ address, readAt, services: Object.fromEntries(services) } satisfies Index));
}

/** What the last run left of this directory; nothing where it left nothing that can be used. */
export function readIndex(folder: string | null, address: string): LastReading {
  const nothing: LastReading = { readAt: null, services: new Map() };
  if (folder === null || !existsSync(join(folder, indexName)) || !existsSync(join(folder, recordsName))) return nothing;
  const index = parsed(readFileSync(join(folder, indexName), 'utf8'));
  return index?.address === address ? { readAt: index.readAt, services: new Map(Object.entries(index.services)) } : nothing;
}

/** Null when a disk or a machine that failed left half of it: then all is asked for anew. */
function parsed(text: string): Index | null {
  try {
    return JSON.parse(text) as Index;
  } catch {
    return null;
  }
}
