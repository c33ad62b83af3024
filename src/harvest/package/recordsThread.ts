// What a thread beside an import runs: it reads one file to its end and hands over its records, never many batches ahead of who stages them.
import { parentPort, workerData } from 'node:worker_threads';
import { HubError } from '../../errors.ts';
import type { FromThread, ThreadReading } from './readInThread.ts';
import { readRecords } from './readRecords.ts';
import { readRows } from './readRows.ts';

/** As many as the other thread may be behind by while it writes to its disk. */
const mostAhead = 4;

const { place, ...reading } = workerData as ThreadReading;
let ahead = 0;
let wake = (): void => {};

parentPort!.on('message', () => {
  ahead -= 1;
  wake();
});
try {
  for await (const batch of readRecords(reading, await readRows(place, reading.path))) {
    // As one text: a batch of objects and arrays takes five times as long to send.
    send({ batch: JSON.stringify(batch) });
    ahead += 1;
    while (ahead >= mostAhead) await new Promise<void>((resolve) => (wake = resolve));
  }
  send({ isRead: true });
} catch (error) {
  if (!(error instanceof HubError)) throw error;
  send({ refused: { code: error.code, message: error.message } });
}
parentPort!.close();

function send(message: FromThread): void {
  parentPort!.postMessage(message);
}
