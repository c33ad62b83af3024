import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate as letOthersWork } from 'node:timers/promises';

/**
 * The bytes of a file, piece by piece, in one buffer for all: a piece holds until the next is asked for. Fresh buffers are freed late, and were
 * a quarter of a large import's memory. Read without waiting, because most files are one piece; others get their turn between two.
 */
export async function* piecesOf(place: string, bytesPerPiece: number): AsyncGenerator<Buffer, undefined> {
  const file = openSync(place, 'r');
  try {
    const buffer = Buffer.allocUnsafeSlow(bytesPerPiece);
    for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
      yield buffer.subarray(0, length);
      if (length === bytesPerPiece) await letOthersWork();
    }
  } finally {
    closeSync(file);
  }
}
