import type { Feature } from './extractFeatures.ts';
import type { Word } from './splitWords.ts';
import type { ScoringTable } from './ThemeModel.ts';

/** Below this, in log-odds, nothing is told as a reason. */
export const LEAST_WEIGHT = 0.3;

/** Words that make one reason: those of a concept, or some that were learned of together. */
export interface WeighedWords {
  /** The text that they stand in, its words, and which of these they are. */
  place: Feature['place'];
  words: readonly Word[];
  positions: readonly number[];
  /** What all that touches them gives to a theme, in log-odds: also what was learned of one of them with the word beside it. */
  weightFor: (theme: number) => number;
  /** The features that count for that, or against it, as the whole does: each by enough to be told. All of them, where none does. */
  tellingFor: (theme: number) => readonly Feature[];
}

interface WeighedFeature {
  feature: Feature;
  weights: Float64Array;
}

/**
 * What the words of a statement give to each theme, in reasons that a person would tell apart: what was learned of a word, or of a word and
 * the next, belongs to the concept that it touches, since nobody would call "health" a second reason beside "mental health".
 */
export function weighWords(features: readonly Feature[], { weightsByFeature }: ScoringTable): WeighedWords[] {
  const weighed = features.flatMap((feature): WeighedFeature[] => {
    const weights = weightsByFeature.get(feature.name);
    return weights === undefined || feature.positions.length === 0 ? [] : [{ feature, weights }];
  });
  const reasons: [WeighedFeature, ...WeighedFeature[]][] = [];
  for (const one of weighed.sort((a, b) => byWidth(a.feature, b.feature))) {
    const joined = reasons.find(([first]) => takesIn(first.feature, one.feature)) ?? reasons.find(([first]) => touches(first.feature, one.feature));
    if (joined === undefined) reasons.push([one]);
    else joined.push(one);
  }
  return reasons.map(toWords);
}

/** Concepts before what was learned, and of each the widest; what is level keeps the order of the text. */
function byWidth(a: Feature, b: Feature): number {
  return Number(isConcept(b.name)) - Number(isConcept(a.name)) || b.positions.length - a.positions.length;
}

export function isConcept(name: string): boolean {
  return name.startsWith('concept:') || name.startsWith('heading:');
}

function isOfWords(name: string): boolean {
  return /^(word|family|pair|headingWord):/.test(name);
}

function takesIn(first: Feature, { place, positions }: Feature): boolean {
  return first.place === place && positions.every((position) => first.positions.includes(position));
}

/** Only what was learned of words goes with others that it merely touches: two concepts are two reasons. */
function touches(first: Feature, { name, place, positions }: Feature): boolean {
  return isOfWords(name) && first.place === place && positions.some((position) => first.positions.includes(position));
}

function toWords(reason: readonly [WeighedFeature, ...WeighedFeature[]]): WeighedWords {
  const { place, words, positions } = reason[0].feature;
  const weightFor = (theme: number): number => reason.reduce((sum, { weights }) => sum + (weights[theme] ?? 0), 0);
  const tellingFor = (theme: number): readonly Feature[] => {
    const direction = Math.sign(weightFor(theme));
    const telling = reason.filter(({ weights }) => (weights[theme] ?? 0) * direction >= LEAST_WEIGHT);
    return (telling.length === 0 ? reason : telling).map(({ feature }) => feature);
  };
  return { place, words, positions, weightFor, tellingFor };
}
