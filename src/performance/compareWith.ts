import { fourFigures } from './fourFigures.ts';
import { growsWithPlace } from './growsWithPlace.ts';
import type { Interval } from './intervals.ts';

export type Standing = 'higher' | 'lower' | 'similar' | 'cannot-say';
export type Verdict = 'better' | 'worse' | 'neither';

/** Where a value stands beside another one: apart only when the other lies outside its 95% limits. Without limits only the same number is similar. */
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

/** Where a value stands beside that of another place: what grows with the place says nothing. */
export function standBeside(measure: string, value: number, interval: Interval | null, other: number): Standing {
  return growsWithPlace(measure) ? 'cannot-say' : compareWith(value, interval, other);
}

export interface Compared {
  measure: string;
  period: string;
  value: number;
  interval: Interval | null;
  other: number;
  /** Whose the other value is: "that of England". */
  against: string;
  standing: Standing;
  verdict: Verdict;
}

/** A comparison in a sentence, which says whether the difference may be chance. */
export function standingInWords({ measure, period, value, interval, other, against, standing, verdict }: Compared): string {
  const own = `In ${period} it was ${fourFigures(value)}${interval === null ? '' : ` (95% limits ${fourFigures(interval.lower)} to ${fourFigures(interval.upper)})`}`;
  if (growsWithPlace(measure)) return `${own}, and ${against} was ${fourFigures(other)}. Such a figure grows with the place, so the one says nothing of the other.`;
  if (standing === 'cannot-say') return `${own}, and ${against} was ${fourFigures(other)}. Without confidence limits the difference may be chance.`;
  if (standing === 'similar') return value === other ? `${own}, and ${against} was the same number.` : `${own}, and ${against} was ${fourFigures(other)}, within these limits: the difference may be chance.`;
  const judged = verdict === 'neither' ? ', which is neither better nor worse by itself' : `: significantly ${verdict}`;
  return `${own}, ${standing} than ${against}, ${fourFigures(other)}${judged}.`;
}
