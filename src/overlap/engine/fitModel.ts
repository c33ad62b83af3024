import { decisionTerms, fitCoefficients } from './Decision.ts';
import { extractFeatures, type ReadStatement } from './extractFeatures.ts';
import type { LabelledStatement } from './readLabelledFolder.ts';
import type { Rules } from './Rules.ts';
import { vocabularyWeights, type ThemeModel } from './ThemeModel.ts';
import { score, trainWeights, type Example, type Weights } from './trainWeights.ts';
import type { Vocabulary } from './Vocabulary.ts';

/** A labelled statement whose features have been read once, so that fitting again without one authority costs no reading. */
export interface ReadExample {
  labelled: LabelledStatement;
  read: ReadStatement;
}

export interface FitSetting {
  themeCodes: readonly string[];
  vocabulary: Vocabulary;
  rules: Rules;
  dataVersion: string;
  /** Examples written to show what words mean; they teach the weights and count in no figure. */
  written: readonly ReadExample[];
}

export function readExamples(statements: readonly LabelledStatement[], vocabulary: Vocabulary): ReadExample[] {
  return statements.filter(one => one.labels !== null).map(labelled => ({ labelled, read: extractFeatures(labelled.statement, vocabulary) }));
}

/**
 * Fits weights on the examples, then calibrates on examples that weights fitted without their authority have scored. Deterministic:
 * the same examples in the same order give the same model.
 */
export function fitModel(examples: readonly ReadExample[], setting: FitSetting): ThemeModel {
  const space = featureSpace([...examples, ...setting.written], setting);
  const vectors = examples.map(example => toVector(example, space, setting));
  const lessons = setting.written.map(example => ({ ...toVector(example, space, setting), weight: setting.rules.training.writtenWeight }));
  const authorities = [...new Set(examples.map(example => example.labelled.authority))];
  const fold = new Map(authorities.map((authority, i) => [authority, i % setting.rules.training.innerFolds]));
  const unseen: Float64Array[] = [];
  for (let held = 0; held < setting.rules.training.innerFolds; held++) {
    const isHeld = examples.map(example => fold.get(example.labelled.authority) === held);
    if (!isHeld.includes(true)) continue;
    const weights = trainOn([...vectors.filter((_, i) => isHeld[i] !== true), ...lessons], space, setting);
    vectors.forEach((vector, i) => {
      if (isHeld[i] === true) unseen[i] = score(vector.features, weights);
    });
  }
  const { primaryCoefficients, ...decision } = calibrate(examples, unseen, setting);
  return { dataVersion: setting.dataVersion, themeCodes: setting.themeCodes, decision, primaryCoefficients, ...readable(trainOn([...vectors, ...lessons], space, setting), space, setting) };
}

interface FeatureSpace {
  index: ReadonlyMap<string, number>;
  names: readonly string[];
  start: Weights;
}

function featureSpace(examples: readonly ReadExample[], setting: FitSetting): FeatureSpace {
  const counts = new Map<string, number>();
  for (const { read } of examples) for (const { name } of read.features) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].filter(([name, count]) => count >= setting.rules.training.leastStatements || /^(concept|heading):/.test(name)).map(([name]) => name).sort();
  const themeCount = setting.themeCodes.length;
  const prior = new Float64Array(names.length * themeCount);
  const says = vocabularyWeights(setting.vocabulary, setting.rules);
  names.forEach((name, i) => {
    for (const [code, weight] of Object.entries(says.get(name) ?? {})) {
      const theme = setting.themeCodes.indexOf(code);
      if (theme >= 0) prior[i * themeCount + theme] = weight / scaleOf(name, setting.rules);
    }
  });
  const start = { themeCount, prior, bias: new Float64Array(themeCount).fill(setting.rules.startingBias), learned: new Float64Array(prior.length) };
  return { index: new Map(names.map((name, i) => [name, i])), names, start };
}

function scaleOf(name: string, rules: Rules): number {
  return rules.training.scales[name.split(':')[0] ?? name] ?? 1;
}

function toVector(example: ReadExample, space: FeatureSpace, setting: FitSetting): Example {
  const targets = new Float64Array(setting.themeCodes.length);
  const { primary, secondary } = example.labelled.labels ?? { primary: [], secondary: [] };
  setting.themeCodes.forEach((code, theme) => {
    if (secondary.includes(code)) targets[theme] = setting.rules.training.secondaryTarget ?? NaN;
    if (primary.includes(code)) targets[theme] = 1;
  });
  const features = example.read.features.flatMap(({ name }) => {
    const index = space.index.get(name);
    return index === undefined ? [] : [{ index, value: scaleOf(name, setting.rules) }];
  });
  return { features, targets };
}

function trainOn(vectors: readonly Example[], space: FeatureSpace, { rules }: FitSetting): Weights {
  const penalty = new Float64Array(space.names.length).fill(rules.training.penalty);
  const mayHide = space.names.map(name => /^(concept|heading|alone|first):/.test(name));
  return trainWeights(vectors, space.start, { rounds: rules.training.rounds, rate: rules.training.rate, penalty, hiddenShare: rules.training.hiddenShare, mayHide });
}

function calibrate(examples: readonly ReadExample[], unseen: readonly Float64Array[], { themeCodes, rules }: FitSetting): ThemeModel['decision'] & Pick<ThemeModel, 'primaryCoefficients'> {
  const rows: { terms: number[]; target: number }[] = [];
  const mainRows: { terms: number[]; target: number }[] = [];
  examples.forEach(({ labelled: { labels } }, i) => {
    const logOdds = unseen[i] ?? [];
    themeCodes.forEach((code, theme) => {
      const isPrimary = labels?.primary.includes(code) === true;
      const isSecondary = !isPrimary && labels?.secondary.includes(code) === true;
      const terms = decisionTerms(logOdds, theme);
      if (!isSecondary) rows.push({ terms, target: isPrimary ? 1 : 0 });
      if (isPrimary || isSecondary) mainRows.push({ terms, target: isPrimary ? 1 : 0 });
    });
  });
  return { coefficients: fitCoefficients(rows).map(round), primaryCoefficients: fitCoefficients(mainRows).map(round), threshold: rules.thresholds.theme, soleThreshold: rules.thresholds.soleTheme, ceiling: rules.thresholds.ceiling };
}

function readable(weights: Weights, space: FeatureSpace, { themeCodes, rules }: FitSetting): Pick<ThemeModel, 'bias' | 'learned'> {
  const learned = themeCodes.map((code, theme) => {
    const entries = space.names.map((name, i) => [name, round((weights.learned[i * themeCodes.length + theme] ?? 0) * scaleOf(name, rules))] as const);
    return [code, Object.fromEntries(entries.filter(([, weight]) => Math.abs(weight) >= rules.training.smallestWeight))] as const;
  });
  return { bias: Object.fromEntries(themeCodes.map((code, theme) => [code, round(weights.bias[theme] ?? 0)])), learned: Object.fromEntries(learned) };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000 + 0;
}
