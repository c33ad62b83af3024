import { createHash } from 'node:crypto';
import { auditColumns, type ChainedEntry, type Gathered } from './auditEntry.ts';

/** What the first entry of the first chain follows. */
export const nothingBefore = '';

const digitsOfNumber = 10;

/** Puts entries one after another into a chain: each has the hash of the one before in what it is hashed from, so none can be changed, taken out or put in between unseen. */
export function chainFrom(chain: string, before: string): (entries: readonly Gathered[]) => ChainedEntry[] {
  let [seq, previous] = [0, before];
  return (entries) =>
    entries.map((entry) => {
      seq += 1;
      const placed = { ...entry, id: idOf(chain, seq), chain, seq, previous };
      previous = hashOf(placed);
      return { ...placed, hash: previous };
    });
}

/** Ids of one chain sort as its numbers do. */
export function idOf(chain: string, seq: number): string {
  return `${chain}-${String(seq).padStart(digitsOfNumber, '0')}`;
}

/** SHA-256 over everything an entry says, its place and the hash of the one before included. */
export function hashOf(entry: Omit<ChainedEntry, 'hash'>): string {
  return createHash('sha256').update(JSON.stringify(auditColumns.map((column) => (column === 'hash' ? null : entry[column])))).digest('hex');
}
