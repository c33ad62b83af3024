import { HubError } from '../../errors.ts';
import { isStorable } from '../storable.ts';

export type Key = (string | number)[];

/** A cursor is the name of its list and the sort key of a row, so it stays valid when rows are added or withdrawn around it; `readPage` sees to those whose key moves. */
export function encodeCursor(list: string, key: Key): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

/** What each part of a list's sort key is. */
export type KeyKind = 'string' | 'number' | 'integer';

/** The sort key in a cursor of a list, or BAD_CURSOR. A list without rows may not know what its key is made of. */
export function decodeCursor(cursor: string, list: string, kinds: readonly KeyKind[] | undefined): Key {
  const [name, ...key] = partsOf(parse(cursor));
  if (name !== list || key.length !== (kinds?.length ?? key.length) || !key.every((part, index) => isOf(kinds?.[index], part))) {
    throw new HubError('BAD_CURSOR', `"${cursor.slice(0, 60)}" is not a cursor of this list. Use the endCursor of the page before, or leave "after" out.`);
  }
  return key as Key;
}

/** A forged part must not reach the database, which may refuse to compare it. */
function isOf(kind: KeyKind | undefined, part: unknown): boolean {
  if (typeof part === 'string') return (kind ?? 'string') === 'string' && isStorable(part);
  if (typeof part !== 'number') return false;
  return kind === 'integer' ? Number.isInteger(part) && Math.abs(part) < 2 ** 31 : kind !== 'string';
}

function partsOf(parsed: unknown): unknown[] {
  return Array.isArray(parsed) ? parsed : [];
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
