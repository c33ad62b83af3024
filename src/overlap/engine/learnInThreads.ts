import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import type { Learner, LearningKit } from './learnWeights.ts';
import type { Weights } from './trainWeights.ts';

/** Tests run the code as it is written, the hub as it is built. */
const thread = import.meta.url.endsWith('.ts') ? new URL('./learningThread.ts', import.meta.url) : new URL('./learningThread.js', import.meta.url);

/** Learns in threads, as many as there are cores unless told: what rows teach does not hang on what others teach, so the weights are the same however many there are. */
export function learnInThreads(kit: LearningKit, threads = availableParallelism()): Learner {
  // Without what the process itself was told to load first.
  const pool = new Tinypool({ filename: fileURLToPath(thread), runtime: 'worker_threads', minThreads: threads, maxThreads: threads, workerData: kit, execArgv: [] });
  return { learn: rows => pool.run(rows) as Promise<Weights>, close: () => pool.destroy() };
}
