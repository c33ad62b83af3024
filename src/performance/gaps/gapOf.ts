import type { Interval } from '../intervals.ts';
import { largestOf, withoutNoise } from '../../catalogue/withoutNoise.ts';

/** One group's figure, or everybody's, in one period. */
export interface Figure {
  value: number;
  numerator: number | null;
  denominator: number | null;
  interval: Interval | null;
}

export interface Gap {
  /** The group's value less everybody's, in the indicator's unit. */
  difference: number;
  /** The group's value in parts of everybody's; null where that is nought. */
  ratio: number | null;
  interval: Interval | null;
}

const [ofRest, asIfApart] = ['95% MOVER, against all others, from the counts', '95% MOVER, as if the group were not part of all: rather too wide'];

/**
 * The gap between a group and everybody. The group is part of all, so where both have counts its interval is that of the gap to all others
 * (the square-and-add method of Newcombe 1998, which Zou and Donner 2008 made general), made smaller by the share of the others. With limits alone both are taken as apart.
 */
export function gapOf(group: Figure, all: Figure, estimateOf: EstimateOf): Gap {
  const difference = withoutNoise(group.value - all.value, largestOf([group.value, all.value]));
  const ratio = all.value === 0 ? null : withoutNoise(group.value / all.value);
  return { difference, ratio, interval: intervalAgainstRest(group, all, estimateOf) ?? intervalAsIfApart(group, all) };
}

/** Limits on both sides of the gap as the counts give it: of values published as whole numbers the rounding alone may be more than chance would do. */
function intervalAgainstRest(group: Figure, all: Figure, estimateOf: EstimateOf): Interval | null {
  if (group.numerator === null || group.denominator === null || all.numerator === null || all.denominator === null) return null;
  const rest = { numerator: all.numerator - group.numerator, denominator: all.denominator - group.denominator };
  if (rest.numerator < 0 || rest.denominator <= 0 || group.interval === null) return null;
  const [own, others] = [estimateOf(group.numerator, group.denominator), estimateOf(rest.numerator, rest.denominator)];
  if (own === null || others === null) return null;
  const share = rest.denominator / all.denominator;
  const { lower, upper } = mover({ ...group.interval, value: own.value }, others);
  return { lower: lower * share, upper: upper * share, method: ofRest };
}

function intervalAsIfApart(group: Figure, all: Figure): Interval | null {
  if (group.interval === null || all.interval === null) return null;
  return { ...mover({ ...group.interval, value: group.value }, { ...all.interval, value: all.value }), method: asIfApart };
}

export interface Estimate {
  value: number;
  lower: number;
  upper: number;
}

/** A value with its limits, as counts alone give them. */
export type EstimateOf = (numerator: number, denominator: number) => Estimate | null;

/** Limits of the difference of two independent values, from the limits of each. */
export function mover(one: Estimate, other: Estimate): { lower: number; upper: number } {
  const difference = one.value - other.value;
  return {
    lower: difference - Math.hypot(one.value - one.lower, other.upper - other.value),
    upper: difference + Math.hypot(one.upper - one.value, other.value - other.lower),
  };
}
