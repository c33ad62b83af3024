import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { HubError, type ErrorCode } from '../../errors.ts';
import type { FileReading, RecordBatch } from './readRecords.ts';

/** A CSV file and what it is read with. */
export interface ThreadReading extends FileReading {
  place: string;
}

/** What the thread says: a batch as JSON, that the file was read to its end, or why it cannot be. */
export type FromThread = { batch: string } | { isRead: true } | { refused: { code: ErrorCode; message: string } };

/** Batches are short-lived, and the thread is told so: what an import is told of its memory would let it keep ninety-six megabytes of them, and of those just made forty-eight, which was 13 MB of an import's most. */
const [mostOldMiB, mostYoungMiB] = [64, 12];

/** Tests run the code as it is written, the hub as it is built. */
const thread = import.meta.url.endsWith('.ts') ? new URL('./recordsThread.ts', import.meta.url) : new URL('./recordsThread.js', import.meta.url);

/** The same as `readRecords` of a CSV file, read and checked in a thread of its own while what it found so far is staged. */
export async function* readInThread(reading: ThreadReading): AsyncGenerator<RecordBatch> {
  // Without what the process itself was told to load first.
  const worker = new Worker(thread, { workerData: reading, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: mostOldMiB, maxYoungGenerationSizeMb: mostYoungMiB } });
  // Who has stopped listening, because staging failed, must not be ended by what the thread says of itself meanwhile.
  worker.on('error', () => {});
  try {
    for await (const [message] of on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[FromThread]>) {
      if ('isRead' in message) return;
      if ('refused' in message) throw new HubError(message.refused.code, message.refused.message);
      yield JSON.parse(message.batch) as RecordBatch;
      worker.postMessage('staged');
    }
    throw new Error(`The thread that read ${reading.path} ended before the file did`);
  } finally {
    await worker.terminate();
  }
}
