import { withoutNoise } from '../../catalogue/withoutNoise.ts';
import { threshold } from './thresholds.ts';
import { fromMean, listed } from './words.ts';
import { counted } from '../../words.ts';

/** How the values of the authorities that are compared are spread. */
export interface Scale {
  mean: number;
  /** Sample standard deviation. */
  deviation: number;
  known: number;
}

/** A value with its 95% limits, where it has any. */
export interface Value {
  value: number;
  lower: number | null;
  upper: number | null;
}

/** How far a value lies from the mean, in standard deviations; more is more need. */
export interface Distance {
  distance: number;
  lower: number | null;
  upper: number | null;
}

export type NeedStanding = 'above' | 'below' | 'near' | 'unsure' | 'not-known';

export interface Need extends Record<'distance' | 'lower' | 'upper' | 'spread', number | null> {
  standing: NeedStanding;
  known: number;
  explanation: string;
}

/** The scale that values are set on, or null where they are too few or all the same. In whatever order they come, it is the same. */
export function scaleOf(values: readonly number[]): Scale | null {
  if (values.length < threshold('fewestAuthorities')) return null;
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted[0] === sorted.at(-1)) return null;
  const mean = sum(sorted) / sorted.length;
  return { mean: withoutNoise(mean), deviation: withoutNoise(sampleDeviation(sorted, mean)), known: sorted.length };
}

export function distanceOn({ mean, deviation }: Scale, { value, lower, upper }: Value, polarity: 'high' | 'low'): Distance {
  const turn = polarity === 'high' ? -1 : 1;
  // Of the mean itself 0, and not -0.
  const at = (one: number): number => withoutNoise((turn * (one - mean)) / deviation) + 0;
  if (lower === null || upper === null) return { distance: at(value), lower: null, upper: null };
  const [low, high] = turn === 1 ? [lower, upper] : [upper, lower];
  return { distance: at(value), lower: at(low), upper: at(high) };
}

/** Need as the mean of the distances on several indicators. `missing` are those of which no value can be used. */
export function needOf(distances: readonly Distance[], missing: readonly string[]): Need {
  const left = missing.length === 0 ? '' : ` Not known of ${counted(missing.length, 'indicator')}: ${listed(missing.map((title) => `“${title}”`), 3)}.`;
  if (distances.length === 0) return { standing: 'not-known', distance: null, lower: null, upper: null, spread: null, known: 0, explanation: `Need is not known: no indicator has a value that can be set beside the others.${left}` };
  const sorted = distances.toSorted((a, b) => a.distance - b.distance || (a.lower ?? 0) - (b.lower ?? 0) || (a.upper ?? 0) - (b.upper ?? 0));
  const distance = withoutNoise(sum(sorted.map((one) => one.distance)) / sorted.length);
  const limits = limitsOf(sorted, distance);
  const spread = sorted.length < 2 ? null : withoutNoise(sampleDeviation(sorted.map((one) => one.distance), distance));
  const judged = standingOf(sorted, distance, limits);
  const between = limits ? `95% limits ${limits.lower.toFixed(2)} to ${limits.upper.toFixed(2)}` : 'without limits, since they are not known of each value';
  return { ...judged, distance, lower: limits?.lower ?? null, upper: limits?.upper ?? null, spread, known: sorted.length, explanation: `Need is ${fromMean(distance)} of the authorities compared, on average over ${counted(sorted.length, 'indicator')} (${between}): ${judged.explanation}${left}` };
}

/** Limits of a mean from the limits of its parts, taken to be independent (Zou and Donner 2008). */
function limitsOf(distances: readonly Distance[], mean: number): { lower: number; upper: number } | null {
  if (distances.some(({ lower, upper }) => lower === null || upper === null)) return null;
  const reach = (side: 'lower' | 'upper'): number => Math.sqrt(sum(distances.map((one) => (one.distance - one[side]!) ** 2))) / distances.length;
  return { lower: withoutNoise(mean - reach('lower')), upper: withoutNoise(mean + reach('upper')) };
}

function standingOf(distances: readonly Distance[], distance: number, limits: { lower: number; upper: number } | null): Pick<Need, 'standing' | 'explanation'> {
  const side = distance < 0 ? 'below' : 'above';
  const isApart = Math.abs(distance) >= threshold('needApart');
  if (limits) {
    if (isApart) return limits.lower > 0 || limits.upper < 0 ? { standing: side, explanation: `clearly ${side} the others.` } : { standing: 'unsure', explanation: 'the limits hold the mean, so the difference may be chance.' };
    return Math.max(Math.abs(limits.lower), Math.abs(limits.upper)) <= threshold('needAlike') ? { standing: 'near', explanation: 'near the others.' } : { standing: 'unsure', explanation: 'the limits are too wide to call it near the others.' };
  }
  if (distances.length < threshold('fewestIndicators')) return { standing: 'unsure', explanation: `too few to say, since without limits ${threshold('fewestIndicators')} are needed.` };
  if (!isApart) return { standing: 'near', explanation: 'near the others, as far as can be said without limits.' };
  const agreeing = distances.filter((one) => (side === 'below' ? one.distance < 0 : one.distance > 0)).length;
  const words = `${agreeing} of ${distances.length} lie ${side} it`;
  return agreeing / distances.length >= threshold('indicatorsAgreeing') ? { standing: side, explanation: `${words}: ${side} the others, as far as can be said without limits.` } : { standing: 'unsure', explanation: `only ${words}, so it cannot be said.` };
}

function sampleDeviation(values: readonly number[], mean: number): number {
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
