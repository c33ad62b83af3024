// What a thread of learnInThreads runs: it was handed all examples at its start, and learns from the rows that it is asked for.
import { Tinypool } from 'tinypool';
import { learnWeights, type LearningKit } from './learnWeights.ts';
import type { Weights } from './trainWeights.ts';

const kit = Tinypool.workerData as LearningKit;

export default function learnFrom(rows: Int32Array): Weights {
  return learnWeights(rows, kit);
}
