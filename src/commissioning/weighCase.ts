import { withoutNoise } from '../catalogue/withoutNoise.ts';
import type { Judgement } from './Judgement.ts';

export const componentNames = ['coverage', 'match', 'need', 'specialism', 'contiguity', 'fragmentation', 'agreements'] as const;
export type ComponentName = (typeof componentNames)[number];

export type Weights = Readonly<Record<ComponentName, number>>;

/** Why each: docs/decisions/0024-commissioning-case.md. */
export const defaultWeights: Weights = { coverage: 20, match: 20, need: 25, specialism: 15, contiguity: 10, fragmentation: 5, agreements: 5 };

/** With less of the weight known, a score says more about what is missing than about the overlap. */
const comparableFrom = withoutNoise(2 / 3);

export interface CommissioningCase {
  /** The weighted mean of the components that are known; null when none with a weight is. */
  score: number | null;
  /** The share of all weight that the known components carry, from 0 to 1. */
  knownWeight: number;
  /** Whether enough is known to set the score beside others. */
  isComparable: boolean;
  explanation: string;
  components: (Judgement & { name: ComponentName; weight: number })[];
}

/** Puts the components together. What is not known has no part in the score, and is told. */
export function weighCase(judgements: Readonly<Record<ComponentName, Judgement>>, weights: Weights = defaultWeights): CommissioningCase {
  const components = componentNames.map((name) => ({ name, weight: weights[name], ...judgements[name] }));
  const weighed = components.filter(({ weight }) => weight > 0);
  const known = weighed.filter(({ value }) => value !== null);
  const [all, carried] = [sumOf(weighed), sumOf(known)];
  const sum = known.reduce((total, { value, weight }) => total + value! * weight, 0);
  const missing = weighed.filter(({ value }) => value === null).map(({ name }) => name);
  return {
    score: carried === 0 ? null : rounded(sum / carried),
    knownWeight: all === 0 ? 0 : rounded(carried / all),
    isComparable: all > 0 && withoutNoise(carried / all) >= comparableFrom,
    explanation: known.length === 0 ? `Not known: nothing is known of ${missing.join(', ')}.` : `${meanInWords(known.length, weighed.length)} ${Math.round((100 * carried) / all)}% of the weight.${missing.length > 0 ? ` Not known, and so left out: ${missing.join(', ')}.` : ''}`,
    components,
  };
}

function meanInWords(known: number, weighed: number): string {
  if (weighed === 1) return 'The one component that counts, which carries';
  return known === 1 ? `The value of 1 of ${weighed} components, which carries` : `The weighted mean of ${known} of ${weighed} components, which carry`;
}

function sumOf(components: readonly { weight: number }[]): number {
  return components.reduce((total, { weight }) => total + weight, 0);
}

/** To four places. */
function rounded(value: number): number {
  return Math.round(withoutNoise(value * 10_000)) / 10_000;
}
