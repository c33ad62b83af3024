import { createReadStream, createWriteStream, renameSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { fingerprintOfRows, type RowIdentity } from '../../package/fingerprintOfRows.ts';

/** A record of another hub as it gives it. */
export interface HubRow extends RowIdentity {
  /** Number of the harvest that brought it there. */
  harvest: number;
  cells: readonly string[];
}

/** What a file of rows holds. */
export interface RowSummary {
  fingerprint: string;
  /** The largest number of a harvest in it; what a later one brings has a larger one. */
  harvest: number;
  /** The file of the first publisher in which the first row stands. */
  file: string;
}

const bytesPerPiece = 64 * 1024;

/** Rows of a file that `writeRows` wrote, one at a time, however many there are. */
export async function* readRows(place: string): AsyncGenerator<HubRow> {
  let rest = '';
  for await (const piece of createReadStream(place, { encoding: 'utf8', highWaterMark: bytesPerPiece })) {
    const lines = (rest + String(piece)).split('\n');
    rest = lines.pop()!;
    for (const line of lines) yield rowOf(line);
  }
}

/** Writes rows a line each. It is not there under its name before it is whole: what lies there may be read meanwhile, or be linked to what an earlier run left. */
export async function writeRows(place: string, rows: AsyncIterable<HubRow>): Promise<RowSummary> {
  const identities: RowIdentity[] = [];
  let harvest = 0;
  async function* pieces(): AsyncGenerator<string> {
    let piece = '';
    for await (const row of rows) {
      const { id, hash, file, line, cells } = row;
      identities.push({ id, hash, file, line });
      harvest = Math.max(harvest, row.harvest);
      piece += `${JSON.stringify([id, hash, row.harvest, file, line, cells])}\n`;
      if (piece.length < bytesPerPiece) continue;
      yield piece;
      piece = '';
    }
    yield piece;
  }
  await pipeline(pieces, createWriteStream(`${place}.part`));
  renameSync(`${place}.part`, place);
  return { fingerprint: fingerprintOfRows(identities), harvest, file: identities[0]?.file ?? '' };
}

/** Rows as they were with what changed since in its place, both in the order of their ids. */
export async function* withChanges(before: AsyncGenerator<HubRow>, changed: AsyncIterable<HubRow>): AsyncGenerator<HubRow> {
  try {
    let old = await before.next();
    for await (const row of changed) {
      for (; !old.done && compareIds(old.value.id, row.id) < 0; old = await before.next()) yield old.value;
      if (!old.done && old.value.id === row.id) old = await before.next();
      yield row;
    }
    for (; !old.done; old = await before.next()) yield old.value;
  } finally {
    await before.return(undefined);
  }
}

/** In the order in which hubs give rows: that of their bytes. */
export function compareIds(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function rowOf(line: string): HubRow {
  const [id, hash, harvest, file, number, cells] = JSON.parse(line) as [string, string, number, string, number, string[]];
  return { id, hash, harvest, file, line: number, cells };
}
