import { seedOf } from './chance.ts';
import type { ReadStatement } from './extractFeatures.ts';
import type { LabelledStatement } from './readLabelledFolder.ts';
import type { Rules } from './Rules.ts';
import { vocabularyWeights } from './ThemeModel.ts';
import { UNTAUGHT, type FeatureSpace, type Lessons, type Prior } from './trainWeights.ts';
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

/** Every feature that stands in enough examples or of which the vocabulary says something; which of them teach is for each fit to say. */
export function featureSpace(examples: readonly ReadExample[], { themeCodes, vocabulary, rules }: FitSetting): FeatureSpace {
  const counts = new Map<string, number>();
  for (const { read } of examples) for (const { name } of read.features) counts.set(name, (counts.get(name) ?? 0) + 1);
  const says = vocabularyWeights(vocabulary, rules);
  const leastOf = (name: string): number => (says.has(name) ? 0 : name.startsWith('pair:') ? rules.training.leastPairs : rules.training.leastStatements);
  const names = [...counts].filter(([name, count]) => count >= leastOf(name)).map(([name]) => name).sort();
  const mayHide = Uint8Array.from(names, name => (/^(concept|heading|alone|first):/.test(name) ? 1 : 0));
  return { names, index: new Map(names.map((name, i) => [name, i])), themeCount: themeCodes.length, values: Float64Array.from(names, name => valueOf(name, rules)), prior: priorOf(names, says, themeCodes), leastRows: Uint8Array.from(names, leastOf), mayHide, seeds: Float64Array.from(names, seedOf) };
}

function priorOf(names: readonly string[], says: ReadonlyMap<string, Readonly<Record<string, number>>>, themeCodes: readonly string[]): Prior {
  const starts = new Int32Array(names.length + 1);
  const known: { theme: number; weight: number }[] = [];
  names.forEach((name, feature) => {
    for (const [code, weight] of Object.entries(says.get(name) ?? {})) {
      const theme = themeCodes.indexOf(code);
      if (theme >= 0) known.push({ theme, weight });
    }
    starts[feature + 1] = known.length;
  });
  return { starts, themes: Int32Array.from(known, one => one.theme), weights: Float64Array.from(known, one => one.weight) };
}

/** The value of a feature, by its kind. */
function valueOf(name: string, rules: Rules): number {
  return rules.training.scales[name.split(':')[0] ?? name] ?? 1;
}

/** The gathered statements as the first rows, the written examples after them. */
export function toLessons(examples: readonly ReadExample[], space: FeatureSpace, { themeCodes, rules, written }: FitSetting): Lessons {
  const all = [...examples, ...written];
  const starts = new Int32Array(all.length + 1);
  const features: number[] = [];
  const targets = new Float64Array(all.length * themeCodes.length);
  all.forEach(({ labelled, read }, row) => {
    for (const { name } of read.features) {
      const feature = space.index.get(name);
      if (feature !== undefined) features.push(feature);
    }
    starts[row + 1] = features.length;
    const { primary, secondary } = labelled.labels ?? { primary: [], secondary: [] };
    themeCodes.forEach((code, theme) => {
      targets[row * themeCodes.length + theme] = primary.includes(code) ? 1 : secondary.includes(code) ? UNTAUGHT : 0;
    });
  });
  const shares = Float64Array.from(all, (_, row) => (row < examples.length ? 1 : rules.training.writtenWeight));
  const seeds = Float64Array.from(all, ({ labelled: { statement } }) => seedOf(`${statement.title}\n${statement.outcome ?? ''}`));
  return { starts, features: Int32Array.from(features), targets, shares, seeds };
}
