import { decisionTerms, fitCoefficients, type DecisionRow } from './ThemeDecision.ts';
import { extractFeatures } from './extractFeatures.ts';
import { featureSpace, toLessons, type FitSetting, type ReadExample } from './featureSpace.ts';
import type { LabelledStatement } from './readLabelledFolder.ts';
import type { ThemeModel } from './ThemeModel.ts';
import { scoreRow, trainWeights, type FeatureSpace, type Weights } from './trainWeights.ts';
import type { Vocabulary } from './Vocabulary.ts';

export function readExamples(statements: readonly LabelledStatement[], vocabulary: Vocabulary): ReadExample[] {
  return statements.filter(one => one.labels !== null).map(labelled => ({ labelled, read: extractFeatures(labelled.statement, vocabulary) }));
}

/** Fits a model on all examples. Deterministic: the same examples in the same order give the same model. */
export function fitModel(examples: readonly ReadExample[], setting: FitSetting): ThemeModel {
  return openCourse(examples, setting).fitWithout(null);
}

/** Fits models on the same examples again and again, each time without an authority, and does once what they share. */
export interface Course {
  /**
   * A model that has seen nothing of the authority: neither its weights, nor its calibration, nor which features are frequent enough.
   * With null it has seen all.
   */
  fitWithout(authority: string | null): ThemeModel;
}

/**
 * Weights are fitted on the examples; the curve from log-odds to confidence on examples scored by weights that had not seen their
 * authority. For that, authorities stand in a few groups. Without an authority its whole group is left out of the calibration, so
 * that the authorities of a group share one: weights fitted without groups g and h score h for the calibration of g, and g for
 * that of h.
 */
export function openCourse(examples: readonly ReadExample[], setting: FitSetting): Course {
  const { themeCodes, rules } = setting;
  const space = featureSpace([...examples, ...setting.written], setting);
  const lessons = toLessons(examples, space, setting);
  const groupOf = authorityGroups(examples, rules.training.calibrationGroups);
  const groups = [...new Set(groupOf)];
  const weightsWithout = (isLeftOut: (row: number) => boolean): Weights => {
    const rows = Int32Array.from(lessons.shares.keys()).filter(row => row >= examples.length || !isLeftOut(row));
    const settings = { ...rules.training, startingBias: rules.startingBias, shuffle: 0 };
    const known = Array.from({ length: rules.training.shuffles }, (_, shuffle) => trainWeights(lessons, rows, space, { ...settings, shuffle }));
    return blend(meanOf(known), trainWeights(lessons, rows, space, { ...settings, hiddenShare: 1 }), rules.training.plainShare, space);
  };
  const scoresWithout = remembered((one: number, other: number) => {
    const weights = weightsWithout(row => groupOf[row] === one || groupOf[row] === other);
    return examples.map((_, row) => (groupOf[row] === one || groupOf[row] === other ? scoreRow(row, lessons, weights, space) : null));
  });
  const calibrationWithout = remembered((group: number) => {
    const unseen = groups.filter(other => other !== group).flatMap(other => {
      const scores = scoresWithout(Math.min(group, other), Math.max(group, other));
      return examples.flatMap((example, row) => (groupOf[row] === other ? [{ example, logOdds: scores[row] ?? [] }] : []));
    });
    return calibrate(unseen, setting);
  });
  return {
    fitWithout(authority) {
      const group = examples.findIndex(example => example.labelled.authority === authority);
      const { primaryCoefficients, ...decision } = calibrationWithout(groupOf[group] ?? NO_GROUP);
      const weights = weightsWithout(row => examples[row]?.labelled.authority === authority);
      return { dataVersion: setting.dataVersion, themeCodes, decision, primaryCoefficients, ...readable(weights, space, setting) };
    },
  };
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

const NO_GROUP = -1;

/** The group of each example, by its authority. */
function authorityGroups(examples: readonly ReadExample[], count: number): number[] {
  const authorities = [...new Set(examples.map(example => example.labelled.authority))];
  const groups = new Map(authorities.map((authority, i) => [authority, i % count]));
  return examples.map(example => groups.get(example.labelled.authority) ?? 0);
}

function remembered<Key extends readonly number[], Value>(find: (...key: Key) => Value): (...key: Key) => Value {
  const known = new Map<string, Value>();
  return (...key) => {
    const found = known.get(key.join()) ?? find(...key);
    known.set(key.join(), found);
    return found;
  };
}

function calibrate(unseen: readonly { example: ReadExample; logOdds: ArrayLike<number> }[], { themeCodes, rules }: FitSetting): ThemeModel['decision'] & Pick<ThemeModel, 'primaryCoefficients'> {
  const rows: DecisionRow[] = [];
  const mainRows: DecisionRow[] = [];
  for (const { example: { labelled: { labels } }, logOdds } of unseen) {
    themeCodes.forEach((code, theme) => {
      const isPrimary = labels?.primary.includes(code) === true;
      const isSecondary = !isPrimary && labels?.secondary.includes(code) === true;
      const row = { terms: decisionTerms(logOdds, theme), target: isPrimary ? 1 : 0 };
      if (!isSecondary) rows.push(row);
      if (isPrimary || isSecondary) mainRows.push(row);
    });
  }
  const { theme, soleTheme, ceiling } = rules.thresholds;
  return { coefficients: fitCoefficients(rows).map(toThousandths), primaryCoefficients: fitCoefficients(mainRows).map(toThousandths), threshold: theme, soleThreshold: soleTheme, ceiling };
}

function readable({ bias, learned }: Weights, { names, values }: FeatureSpace, { themeCodes, rules }: FitSetting): Pick<ThemeModel, 'bias' | 'learned'> {
  const entries = names.flatMap((name, feature) => {
    const weights = themeCodes.flatMap((code, theme) => {
      const weight = (learned[feature * themeCodes.length + theme] ?? 0) * (values[feature] ?? 1);
      return Math.abs(weight) < rules.training.smallestWeight ? [] : [[code, toHundredths(weight)] as const];
    });
    return weights.length === 0 ? [] : [[name, Object.fromEntries(weights)] as const];
  });
  return { bias: Object.fromEntries(themeCodes.map((code, theme) => [code, toThousandths(bias[theme] ?? 0)])), learned: Object.fromEntries(entries) };
}

// One parameter each, so that what goes over a list, such as map, cannot hand them another.
const toHundredths = (value: number): number => Math.round(value * 100) / 100 + 0;
const toThousandths = (value: number): number => Math.round(value * 1_000) / 1_000 + 0;
