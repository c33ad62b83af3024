import { HubError } from '../../errors.ts';

type Key = (string | number)[];

/** A cursor is the sort key of a row, so it stays valid when rows are added or withdrawn around it. */
export function encodeCursor(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key in a cursor of a list with `length` sort columns, or BAD_CURSOR. */
export function decodeCursor(cursor: string, length: number): Key {
  const key = parse(cursor);
  if (!Array.isArray(key) || key.length !== length || !key.every((part) => typeof part === 'string' || typeof part === 'number')) {
    throw new HubError('BAD_CURSOR', `"${cursor.slice(0, 60)}" is not a cursor of this list. Use the endCursor of the page before, or leave "after" out.`);
  }
  return key as Key;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
