import type { Interval } from './intervals.ts';

export type Standing = 'higher' | 'lower' | 'similar' | 'cannot-say';
export type Verdict = 'better' | 'worse' | 'neither';

/** Where a value stands beside another one: apart only when the other lies outside its 95% limits. */
export function compareWith(value: number, interval: Interval | null, other: number): Standing {
  if (!interval) return value === other ? 'similar' : 'cannot-say';
  return other < interval.lower ? 'higher' : other > interval.upper ? 'lower' : 'similar';
}

const more = new Map([['higher', true], ['increasing', true], ['above', true], ['lower', false], ['decreasing', false], ['below', false]]);

/** Whether more or less of it is better, by the polarity of the indicator. */
export function judge(direction: string, polarity: string): Verdict {
  const isMore = more.get(direction);
  if (polarity === 'neutral' || isMore === undefined) return 'neither';
  return isMore === (polarity === 'high') ? 'better' : 'worse';
}
