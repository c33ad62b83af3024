import { GraphQLError } from 'graphql';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import type { Logger } from '../../log.ts';
import type { ReaderQuestion } from './reader.ts';
import type { SentResult } from './sentResult.ts';

/** Threads that answer costly questions, so that none of them keeps everybody else waiting. */
export interface ReaderThreads {
  /** Cost above which a question is theirs. */
  above: number;
  /** Whether one stands ready. Starting one takes a second or two, too long for whoever asks first. */
  isAwake(): boolean;
  /** Starts one, unless that was done; resolves when it is ready, or cannot be and the log says why. */
  wake(): Promise<void>;
  /** What a thread answers, or QUERY_TOO_SLOW when it has not by the deadline: the thread is then ended, and another takes its place. */
  answer(question: ReaderQuestion): Promise<SentResult>;
  close(): Promise<void>;
}

/** What the module of a thread exports. */
export interface ReaderThread {
  /** Gets ready to answer from the data in a file. */
  open(where: { file: string }): Promise<void>;
  default(question: ReaderQuestion & { file: string }): Promise<SentResult>;
}

interface Options {
  /** A module with the exports of `ReaderThread`. */
  thread: URL;
  file: string;
  above: number;
  mostSeconds: number;
  /** Whether the path still leads to the file from which all others are answered. */
  isInPlace: () => boolean;
  log: Logger;
}

const mostThreads = 2;
const idleTimeoutMs = 60_000;

/** No thread is started before it is woken, and one that has nothing to do for a minute ends. */
export function readerThreads({ thread, file, above, mostSeconds, isInPlace, log }: Options): ReaderThreads {
  let pool: Tinypool | undefined;
  let opening: Promise<void> | undefined;
  let hasOpened = false;
  let isClosed = false;
  let giveUp = new AbortController();

  function threads(): Tinypool {
    if (pool) return pool;
    pool = new Tinypool({ filename: fileURLToPath(thread), runtime: 'worker_threads', minThreads: 0, maxThreads: mostThreads, idleTimeout: idleTimeoutMs });
    // A thread that cannot even be loaded fails here and not where it was asked; unheard, it would end the hub.
    pool.on('error', (err) => {
      log.error({ err }, 'A thread for costly queries failed through a fault of the hub');
      giveUp.abort();
    });
    return pool;
  }

  async function open(): Promise<void> {
    giveUp = new AbortController();
    try {
      await threads().run({ file }, { name: 'open', signal: giveUp.signal });
      hasOpened = true;
    } catch (err) {
      if (isClosed) return;
      log.error({ err }, 'No thread for costly queries could be started: they are answered among the others');
    }
  }

  return {
    above,
    isAwake() {
      // A thread opens the path: were it another file now, costly questions would be answered from other data than the rest.
      if (!isInPlace()) return false;
      if (hasOpened && threads().threads.length > 0) return true;
      // All have gone to sleep: the next costly question wakes one again.
      if (hasOpened) [hasOpened, opening] = [false, undefined];
      return false;
    },
    wake: async () => (isInPlace() ? (opening ??= open()) : undefined),
    async answer(question) {
      const signal = AbortSignal.timeout(mostSeconds * 1_000);
      try {
        return (await threads().run({ file, ...question }, { signal })) as SentResult;
      } catch (error) {
        if (!signal.aborted) throw error;
        throw new GraphQLError(`The query was not answered within ${mostSeconds} ${mostSeconds === 1 ? 'second' : 'seconds'}. Ask for fewer rows with "first", fewer nested lists, or page by page.`, {
          extensions: { code: 'QUERY_TOO_SLOW', http: { status: 503 } },
        });
      }
    },
    async close() {
      isClosed = true;
      await pool?.destroy();
    },
  };
}
