import { createHash } from 'node:crypto';
import type { Decision } from './Decision.ts';
import type { Rules } from './Rules.ts';
import type { Concept, Vocabulary } from './Vocabulary.ts';

/** What was learned: for each theme a bias and, for each feature that matters, how far it moves the log-odds beyond the vocabulary. */
export interface ThemeModel {
  dataVersion: string;
  themeCodes: readonly string[];
  decision: Decision;
  /** As Decision.coefficients, for "is this theme the person's main one, given that it is one of theirs". */
  primaryCoefficients: readonly number[];
  bias: Readonly<Record<string, number>>;
  learned: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Weights of one feature: what the vocabulary says and what training added, by theme index. */
export interface FeatureWeight {
  theme: number;
  weight: number;
}

/** A model with its vocabulary's weights added, ready to score. */
export interface ScoringTable {
  bias: Float64Array;
  weightsByFeature: ReadonlyMap<string, readonly FeatureWeight[]>;
}

/** What the vocabulary alone says of each feature name, in log-odds: the prior that training starts from. */
export function vocabularyWeights(vocabulary: Vocabulary, rules: Rules): Map<string, Record<string, number>> {
  const weights = new Map<string, Record<string, number>>();
  for (const concept of vocabulary.concepts) {
    weights.set(`concept:${concept.id}`, conceptWeights(concept, vocabulary, 1));
    weights.set(`heading:${concept.id}`, conceptWeights(concept, vocabulary, rules.headingShare));
  }
  return weights;
}

export function conceptWeights(concept: Concept, vocabulary: Vocabulary, share: number): Record<string, number> {
  return Object.fromEntries(Object.entries(concept.says).map(([theme, strength]) => [theme, vocabulary.strengths[strength] * share]));
}

export function toScoringTable(model: ThemeModel, vocabulary: Vocabulary, rules: Rules): ScoringTable {
  const weightsByFeature = new Map<string, FeatureWeight[]>();
  const fromVocabulary = byTheme(vocabularyWeights(vocabulary, rules));
  model.themeCodes.forEach((code, theme) => {
    const add = (feature: string, weight: number): void => {
      const weights = weightsByFeature.get(feature);
      const last = weights?.at(-1);
      // Theme by theme, so that what was said of this one already is the last.
      if (last?.theme === theme) last.weight += weight;
      else if (weights) weights.push({ theme, weight });
      else weightsByFeature.set(feature, [{ theme, weight }]);
    };
    for (const [feature, weight] of fromVocabulary.get(code) ?? []) add(feature, weight);
    for (const [feature, weight] of Object.entries(model.learned[code] ?? {})) add(feature, weight);
  });
  return { bias: Float64Array.from(model.themeCodes, code => model.bias[code] ?? rules.startingBias), weightsByFeature };
}

function byTheme(says: ReadonlyMap<string, Readonly<Record<string, number>>>): Map<string, [feature: string, weight: number][]> {
  const themes = new Map<string, [string, number][]>();
  for (const [feature, weights] of says) {
    for (const [code, weight] of Object.entries(weights)) {
      const known = themes.get(code);
      if (known) known.push([feature, weight]);
      else themes.set(code, [[feature, weight]]);
    }
  }
  return themes;
}

/** A short hash that changes when any of the texts changes. */
export function versionOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 12);
}
