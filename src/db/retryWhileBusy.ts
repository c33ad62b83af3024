import { setTimeout } from 'node:timers/promises';

/** The longest that work waits for another process to let go of a SQLite file. */
const longestWaitMs = 10 * 60_000;

/** Tries again for as long as another process holds the SQLite file; readers and other work of this process go on meanwhile. */
export async function retryWhileBusy<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  const deadline = Date.now() + longestWaitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
      await setTimeout(50);
    }
  }
}

/** Whether another connection holds the SQLite file. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code))) || isBusy(error.cause);
}
