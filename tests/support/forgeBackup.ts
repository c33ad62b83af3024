import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** Writes a backup that is whole as a file, with the given lines between its header and its ending. */
export function writeBackupOf(file: string, header: string, rows: string[]): void {
  const lines = [header, ...rows].map((line) => `${line}\n`).join('');
  const counts: Record<string, number> = Object.fromEntries(Object.keys((JSON.parse(header) as { tables: object }).tables).map((table) => [table, 0]));
  for (const row of rows) counts[(JSON.parse(row) as [string])[0]]! += 1;
  const ending = JSON.stringify({ rows: counts, sha256: createHash('sha256').update(lines).digest('hex') });
  writeFileSync(file, gzipSync(`${lines}${ending}\n`));
}
