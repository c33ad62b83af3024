import { HubError } from '../../errors.ts';

type Key = (string | number)[];

/** A cursor is the name of its list and the sort key of a row, so it stays valid when rows are added or withdrawn around it. */
export function encodeCursor(list: string, key: Key): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

/** The sort key in a cursor of a list with `length` sort columns, or BAD_CURSOR. A list without rows does not know its length. */
export function decodeCursor(cursor: string, list: string, length: number | undefined): Key {
  const [name, ...key] = partsOf(parse(cursor));
  if (name !== list || key.length !== (length ?? key.length) || !key.every((part) => typeof part === 'string' || typeof part === 'number')) {
    throw new HubError('BAD_CURSOR', `"${cursor.slice(0, 60)}" is not a cursor of this list. Use the endCursor of the page before, or leave "after" out.`);
  }
  return key as Key;
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
