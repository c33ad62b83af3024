import { hash } from 'node:crypto';

/** What of a row another hub must hold alike: which record it is, what it says and where its publisher put it. */
export interface RowIdentity {
  id: string;
  hash: string;
  file: string;
  line: number;
}

/** The same for the same rows, in whatever order they come; two hubs that hold them alike agree on it. */
export function fingerprintOfRows(rows: readonly RowIdentity[]): string {
  const lines = rows.map((row) => JSON.stringify([row.id, row.hash, row.file, row.line])).sort();
  return hash('sha256', lines.join('\n'), 'base64url').slice(0, 22);
}
