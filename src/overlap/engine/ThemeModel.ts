import { createHash } from 'node:crypto';
import { atOnce, type InPieces } from './inPieces.ts';
import type { ThemeDecision } from './ThemeDecision.ts';
import type { Rules } from './Rules.ts';
import type { Concept, Vocabulary } from './Vocabulary.ts';

/** What was learned: for each theme a bias and, for each feature that matters, how far it moves the log-odds of themes beyond the vocabulary. */
export interface ThemeModel {
  dataVersion: string;
  themeCodes: readonly string[];
  decision: ThemeDecision;
  /** As ThemeDecision.coefficients, for "is this theme the person's main one, given that it is one of theirs". */
  primaryCoefficients: readonly number[];
  bias: Readonly<Record<string, number>>;
  /** By feature, then theme code. */
  learned: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** A model with its vocabulary's weights added, ready to score: what each feature gives to each theme, by theme index. */
export interface ScoringTable {
  bias: Float64Array;
  weightsByFeature: ReadonlyMap<string, Float64Array>;
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

/** So few that reading them, or adding them up, is a matter of milliseconds. */
const featuresAtOnce = 500;

export function toScoringTable(model: ThemeModel, vocabulary: Vocabulary, rules: Rules): ScoringTable {
  return atOnce(scoringTableInPieces(model, vocabulary, rules));
}

export function* scoringTableInPieces(model: ThemeModel, vocabulary: Vocabulary, rules: Rules): InPieces<ScoringTable> {
  const themeIndex = new Map(model.themeCodes.map((code, i) => [code, i]));
  const weightsByFeature = new Map<string, Float64Array>();
  const add = (feature: string, code: string, weight: number): void => {
    const theme = themeIndex.get(code);
    if (theme === undefined) return;
    const weights = weightsByFeature.get(feature) ?? new Float64Array(model.themeCodes.length);
    weights[theme]! += weight;
    weightsByFeature.set(feature, weights);
  };
  for (const [feature, says] of vocabularyWeights(vocabulary, rules)) for (const [code, weight] of Object.entries(says)) add(feature, code, weight);
  yield;
  let features = 0;
  for (const [feature, learned] of Object.entries(model.learned)) {
    for (const [code, weight] of Object.entries(learned)) add(feature, code, weight);
    if ((features += 1) % featuresAtOnce === 0) yield;
  }
  return { bias: Float64Array.from(model.themeCodes, code => model.bias[code] ?? rules.startingBias), weightsByFeature };
}

/** The model as its file holds it: a line for each feature, so that a change can be read in a diff. */
export function toModelText(model: ThemeModel): string {
  const { learned, ...rest } = model;
  const lines = Object.entries(learned).map(([feature, weights]) => `  ${JSON.stringify(feature)}: ${JSON.stringify(weights)}`);
  return `${JSON.stringify(rest, null, 1).slice(0, -2)}${beforeFeatures}${lines.join(betweenFeatures)}${afterFeatures}`;
}

const [beforeFeatures, betweenFeatures, afterFeatures] = [',\n "learned": {\n', ',\n', '\n }\n}\n'];

/** Reads that text, some features at a time. */
export function* modelInPieces(text: string): InPieces<ThemeModel> {
  const [head, features] = text.split(beforeFeatures) as [string, string];
  const lines = features.slice(0, features.lastIndexOf(afterFeatures)).split(betweenFeatures);
  const learned: Record<string, Readonly<Record<string, number>>> = {};
  for (let start = 0; start < lines.length; start += featuresAtOnce) {
    yield;
    Object.assign(learned, JSON.parse(`{${lines.slice(start, start + featuresAtOnce).join(',')}}`));
  }
  return { ...(JSON.parse(`${head}}`) as Omit<ThemeModel, 'learned'>), learned };
}

/** A short hash that changes when any of the texts changes. */
export function versionOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 12);
}
