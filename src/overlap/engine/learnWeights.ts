import type { TrainingRules } from './Rules.ts';
import { trainWeights, type FeatureSpace, type Lessons, type Weights } from './trainWeights.ts';

/** All that weights are learned from and by; nothing but plain values, so that a thread can be handed it. */
export interface LearningKit {
  lessons: Lessons;
  space: FeatureSpace;
  training: TrainingRules;
  startingBias: number;
}

/** Weights learned from the given rows alone; the same rows always give the same weights. */
export function learnWeights(rows: Int32Array, { lessons, space, training, startingBias }: LearningKit): Weights {
  const settings = { ...training, startingBias, shuffle: 0 };
  const known = Array.from({ length: training.shuffles }, (_, shuffle) => trainWeights(lessons, rows, space, { ...settings, shuffle }));
  return blend(meanOf(known), trainWeights(lessons, rows, space, { ...settings, hiddenShare: 1 }), training.plainShare, space);
}

/** Learns weights again and again, each time from other rows. */
export interface Learner {
  learn(rows: Int32Array): Promise<Weights>;
  close(): Promise<void>;
}

export function learnHere(kit: LearningKit): Learner {
  return { learn: async rows => learnWeights(rows, kit), close: async () => {} };
}

/** The mean of fits that differ in their shuffle alone, so that less hangs on the luck of one. */
function meanOf(fits: readonly Weights[]): Weights {
  const mean = (arrays: readonly Float64Array[]): Float64Array => arrays[0]!.map((_, i) => arrays.reduce((sum, array) => sum + array[i]!, 0) / arrays.length);
  return { bias: mean(fits.map(fit => fit.bias)), learned: mean(fits.map(fit => fit.learned)) };
}

/**
 * The mean of two weights, the second of which was learned from plain words alone and knows no vocabulary: what one overlooks in
 * unfamiliar wording, the other often sees.
 */
function blend(known: Weights, plain: Weights, plainShare: number, { prior, themeCount, values }: FeatureSpace): Weights {
  const mean = (a: Float64Array, b: Float64Array): Float64Array => a.map((weight, i) => (1 - plainShare) * weight + plainShare * (b[i] ?? 0));
  const blended = { bias: mean(known.bias, plain.bias), learned: mean(known.learned, plain.learned) };
  for (const [feature, value] of values.entries()) {
    for (let at = prior.starts[feature]!; at < prior.starts[feature + 1]!; at++) blended.learned[feature * themeCount + prior.themes[at]!]! -= (plainShare * prior.weights[at]!) / value;
  }
  return blended;
}
