import { createHash } from 'node:crypto';
import { SourceFailure } from './SourceFailure.ts';

export interface Page<Item> {
  items: readonly Item[];
  /** Address or cursor of the page after it; null after the last. */
  next: string | null;
}

/**
 * Walks pages from `start` on and yields what is on each. Throws a `SourceFailure` of kind "endless" when the source sends to a page that
 * was read already, gives the same items again, or has more than `mostPages`. `shown` names the source in messages.
 */
export async function* walkPages<Item>({ start, shown, mostPages }: { start: string; shown: string; mostPages: number }, read: (at: string, number: number) => Promise<Page<Item>>): AsyncGenerator<readonly Item[]> {
  const visited = new Set<string>();
  const seen = new Map<string, number>();
  let number = 1;
  for (let at: string | null = start; at !== null; number++) {
    if (number > mostPages) throw endless(`${shown} has more than ${mostPages} pages, which is the most that a run reads.`);
    if (visited.has(at)) throw endless(`${shown} sent the hub on from page ${number - 1} to a page that it had read before.`);
    visited.add(at);
    const { items, next }: Page<Item> = await read(at, number);
    // Pages may be empty as often as they like, until there are too many of them.
    if (items.length > 0) {
      const hash = createHash('sha256').update(JSON.stringify(items)).digest('base64');
      const before = seen.get(hash);
      if (before !== undefined) throw endless(`${shown} gave on page ${number} the same as on page ${before}.`);
      seen.set(hash, number);
    }
    yield items;
    at = next;
  }
}

function endless(what: string): SourceFailure {
  return new SourceFailure('endless', `${what} Its pages may never end. Nothing of it was used. Tell whoever runs the server, or check the settings of the source.`);
}
