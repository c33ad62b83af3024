import { poissonRate, wilson, type Interval } from './intervals.ts';

/** What an interval is worked out from: the indicator's measure and multiplier, and what was published. */
export interface Measured {
  measure: string;
  multiplier: number | null;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  lower: number | null;
  upper: number | null;
  intervalMethod: string | null;
}

/** How far a value worked out from its counts may be from the published one, for rounding, in parts of it. */
const rounding = 0.02;

/** The 95% limits of a value: those that were published; else Wilson's of a proportion and Byar's or exact ones of a rate, from its counts. None for scores, means, money and counts, and none where the counts do not give the value. */
export function intervalOf({ measure, multiplier, value, numerator, denominator, lower, upper, intervalMethod }: Measured): Interval | null {
  if (value === null) return null;
  if (lower !== null && upper !== null) return { lower, upper, method: intervalMethod ?? 'as published' };
  if (numerator === null || denominator === null || denominator <= 0) return null;
  const scale = multiplier ?? (measure === 'proportion' ? 100 : null);
  if (scale === null) return null;
  const own = (numerator / denominator) * scale;
  if (Math.abs(own - value) > Math.max(Math.abs(value), scale / denominator) * rounding + 0.05) return null;
  if (measure === 'proportion') return wilson(numerator, denominator, scale);
  return measure === 'rate' ? poissonRate(numerator, denominator, scale) : null;
}
