import type { ChainedEntry } from './auditEntry.ts';
import { hashOf, idOf, nothingBefore } from './chain.ts';

/** Something that is not as it was written. */
export interface Break {
  /** The entry at which it shows. */
  id: string;
  found: string;
}

/** What is left of a chain. */
export interface ChainFound {
  chain: string;
  entries: number;
  firstAt: string;
  lastAt: string;
  lastHash: string;
}

interface Verified {
  chains: ChainFound[];
  breaks: Break[];
}

/** Works every chain out again. Entries come sorted by id; `heldBeginnings`, asked at the end, tells the hashes after which some chain began and which are those of an entry. */
export async function verifyTrail(entries: AsyncIterable<ChainedEntry>, heldBeginnings: () => Promise<ReadonlySet<string>>): Promise<Verified> {
  const [chains, breaks] = [new Array<ChainFound>(), new Array<Break>()];
  /** Of each chain's first entry, what it began from. */
  const beginnings = new Map<string, string>();
  let before: ChainedEntry | undefined;
  for await (const entry of entries) {
    if (before?.chain !== entry.chain) {
      before = undefined;
      chains.push({ chain: entry.chain, entries: 0, firstAt: entry.at, lastAt: entry.until, lastHash: entry.hash });
    }
    breaks.push(...breaksAt(entry, before));
    if (entry.seq === 1 && entry.previous !== nothingBefore) beginnings.set(entry.id, entry.previous);
    Object.assign(chains.at(-1)!, { entries: chains.at(-1)!.entries + 1, lastAt: entry.until, lastHash: entry.hash });
    before = entry;
  }
  const held = await heldBeginnings();
  for (const [id, hash] of beginnings) if (!held.has(hash)) breaks.push({ id, found: `The chain began after an entry with the hash ${hash}, which is not there: an older chain, or the end of one, is missing or was changed.` });
  return { chains, breaks };
}

function breaksAt(entry: ChainedEntry, before: ChainedEntry | undefined): Break[] {
  const { id, chain, seq, previous, hash } = entry;
  const next = (before?.seq ?? 0) + 1;
  const isMissing = seq !== next;
  return [
    isMissing && `${seq - next === 1 ? `Entry ${idOf(chain, next)} is` : `Entries ${idOf(chain, next)} to ${idOf(chain, seq - 1)} are`} missing before it.`,
    id !== idOf(chain, seq) && `Its id is not that of number ${seq} of chain ${chain}.`,
    !isMissing && before !== undefined && previous !== before.hash && `It follows an entry with the hash ${previous}; the one before it, ${before.id}, has ${before.hash}: one of the two was put in another's place.`,
    hash !== hashOf(entry) && 'Its contents are not what was hashed when it was written: it was changed.',
  ].flatMap((found) => (found === false ? [] : [{ id, found }]));
}
