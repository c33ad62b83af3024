import { decisionTerms, fitCoefficients, type DecisionRow } from './ThemeDecision.ts';
import { extractFeatures } from './extractFeatures.ts';
import { featureSpace, toLessons, type FitSetting, type ReadExample } from './featureSpace.ts';
import { learnHere, type Learner, type LearningKit } from './learnWeights.ts';
import type { LabelledStatement } from './readLabelledFolder.ts';
import type { ThemeModel } from './ThemeModel.ts';
import { scoreRow, type FeatureSpace, type Weights } from './trainWeights.ts';
import type { Vocabulary } from './Vocabulary.ts';

export function readExamples(statements: readonly LabelledStatement[], vocabulary: Vocabulary): ReadExample[] {
  return statements.filter(one => one.labels !== null).map(labelled => ({ labelled, read: extractFeatures(labelled.statement, vocabulary) }));
}

/** Fits a model on all examples. Deterministic: the same examples in the same order give the same model. */
export function fitModel(examples: readonly ReadExample[], setting: FitSetting): Promise<ThemeModel> {
  return openCourse(examples, setting).fitWithout(null);
}

/** Fits models on the same examples again and again, each time without an authority, and does once what they share. */
export interface Course {
  /**
   * A model that has seen nothing of the authority: neither its weights, nor its calibration, nor which features are frequent enough.
   * With null it has seen all.
   */
  fitWithout(authority: string | null): Promise<ThemeModel>;
  close(): Promise<void>;
}

/**
 * Weights are fitted on the examples; the curve from log-odds to confidence on examples scored by weights that had not seen their
 * authority. For that, authorities stand in a few groups. Without an authority its whole group is left out of the calibration, so
 * that the authorities of a group share one: weights fitted without groups g and h score h for the calibration of g, and g for
 * that of h.
 */
export function openCourse(examples: readonly ReadExample[], setting: FitSetting, openLearner: (kit: LearningKit) => Learner = learnHere): Course {
  const { themeCodes, rules } = setting;
  const space = featureSpace([...examples, ...setting.written], setting);
  const lessons = toLessons(examples, space, setting);
  const learner = openLearner({ lessons, space, training: rules.training, startingBias: rules.startingBias });
  const groupOf = authorityGroups(examples, rules.training.calibrationGroups);
  const groups = [...new Set(groupOf)];
  const weightsWithout = (isLeftOut: (row: number) => boolean): Promise<Weights> => learner.learn(Int32Array.from(lessons.shares.keys()).filter(row => row >= examples.length || !isLeftOut(row)));
  const scoresWithout = remembered(async (one: number, other: number) => {
    const weights = await weightsWithout(row => groupOf[row] === one || groupOf[row] === other);
    return examples.map((_, row) => (groupOf[row] === one || groupOf[row] === other ? scoreRow(row, lessons, weights, space) : null));
  });
  const calibrationWithout = remembered(async (group: number) => {
    const unseen = groups.filter(other => other !== group).map(async other => {
      const scores = await scoresWithout(Math.min(group, other), Math.max(group, other));
      return examples.flatMap((example, row) => (groupOf[row] === other ? [{ example, logOdds: scores[row] ?? [] }] : []));
    });
    return calibrate((await Promise.all(unseen)).flat(), setting);
  });
  return {
    async fitWithout(authority) {
      const group = examples.findIndex(example => example.labelled.authority === authority);
      const calibrating = calibrationWithout(groupOf[group] ?? NO_GROUP);
      const weighing = weightsWithout(row => examples[row]?.labelled.authority === authority);
      const [{ primaryCoefficients, ...decision }, weights] = await Promise.all([calibrating, weighing]);
      return { dataVersion: setting.dataVersion, themeCodes, decision, primaryCoefficients, ...readable(weights, space, setting) };
    },
    close: () => learner.close(),
  };
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
