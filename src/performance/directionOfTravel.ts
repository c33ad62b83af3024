import { fourFigures } from './fourFigures.ts';
import { largestOf, withoutNoise } from '../catalogue/withoutNoise.ts';

/** A value of a series, with its 95% limits where these are known. */
export interface Point {
  value: number;
  lower: number | null;
  upper: number | null;
}

export type Direction = 'increasing' | 'decreasing' | 'no-clear-change' | 'too-few';

export interface DirectionOfTravel {
  direction: Direction;
  /** How it was found: "five-point weighted trend test", "XmR chart", or null where there were too few points. */
  method: 'five-point trend' | 'control chart' | null;
  /** How many of the latest points were looked at. */
  points: number;
  /** The arithmetic in a sentence. */
  explanation: string;
}

const trendPoints = 5;
/** The 99.8th percentile of chi-square with one degree of freedom: as Fingertips has it. */
const mostByChance = 9.549_535_706_083_24;
/** Half the width of a 95% interval, in standard errors. */
const standardErrors = 3.92;
/** A control chart of fewer points says more than they can bear. */
const leastForChart = 12;
/** Wheeler's constant: limits of single values are the mean and so many times the average moving range. */
const movingRanges = 2.66;
/** So many points running on one side of the mean, or each higher (or lower) than the one before, are no chance. */
const runLength = 7;

/**
 * Whether a series rises or falls beyond what chance would do. From twelve points on by a control chart (XmR); with five points that have
 * confidence limits by the weighted trend test that Fingertips uses; else it is too few to say. It is never the last value less the one before.
 */
export function directionOfTravel(points: readonly Point[]): DirectionOfTravel {
  if (points.length >= leastForChart) return byChart(points.map(({ value }) => value));
  const latest = points.slice(-trendPoints);
  const weighted = latest.filter((point): point is Point & { lower: number; upper: number } => point.lower !== null && point.upper !== null && point.upper > point.lower);
  if (weighted.length === trendPoints) return byTrend(weighted);
  const without = latest.length - weighted.length;
  const explanation = points.length < trendPoints
    ? `${inWords(points.length)}. A trend needs ${trendPoints} values with confidence limits, or ${leastForChart} without.`
    : `${inWords(points.length)}, ${without} of the last ${trendPoints} without confidence limits. A trend needs ${trendPoints} with them, or ${leastForChart} without.`;
  return { direction: 'too-few', method: null, points: points.length, explanation };
}

export interface Trend {
  slope: number;
  chiSquare: number;
  isSignificant: boolean;
}

/** Weighted straight line through five points; significant when chance would hardly make it so steep, and when it keeps its direction whichever point is left out. */
export function weightedTrend(points: readonly { value: number; lower: number; upper: number }[]): Trend {
  const slopes = [points, ...points.map((_, left) => points.filter((__, index) => index !== left))].map((some) => fit(some.map((point) => ({ ...point, x: points.indexOf(point) + 1 }))));
  const [{ slope, standardError }] = slopes as [{ slope: number; standardError: number }];
  const chiSquare = (slope / standardError) ** 2;
  return { slope, chiSquare, isSignificant: chiSquare > mostByChance && slopes.every((one) => Math.sign(one.slope) === Math.sign(slope)) };
}

function fit(points: readonly { x: number; value: number; lower: number; upper: number }[]): { slope: number; standardError: number } {
  const sums = { w: 0, wx: 0, wxx: 0, wy: 0, wxy: 0 };
  for (const { x, value, lower, upper } of points) {
    const w = 1 / ((upper - lower) / standardErrors) ** 2;
    sums.w += w;
    sums.wx += w * x;
    sums.wxx += w * x * x;
    sums.wy += w * value;
    sums.wxy += w * x * value;
  }
  const spread = sums.w * sums.wxx - sums.wx ** 2;
  return { slope: (sums.w * sums.wxy - sums.wx * sums.wy) / spread, standardError: Math.sqrt(sums.w / spread) };
}

function byTrend(points: readonly { value: number; lower: number; upper: number }[]): DirectionOfTravel {
  const { slope, chiSquare, isSignificant } = weightedTrend(points);
  const direction: Direction = !isSignificant ? 'no-clear-change' : slope > 0 ? 'increasing' : 'decreasing';
  const against = chiSquare > mostByChance ? 'and the direction turns when one value is left out' : `below ${fourFigures(mostByChance)}`;
  return { direction, method: 'five-point trend', points: trendPoints, explanation: `Over the last ${trendPoints} values the line changes by ${fourFigures(slope)} a period; chi-square is ${fourFigures(chiSquare)}, ${isSignificant ? `above ${fourFigures(mostByChance)}` : against}.` };
}

export interface Chart {
  mean: number;
  averageMovingRange: number;
  lower: number;
  upper: number;
}

/** The limits of a control chart for single values (XmR), by Wheeler: all values count. */
export function controlChart(values: readonly number[]): Chart {
  // Of values that never change, noise alone would lie beyond limits that are none.
  const plain = (value: number): number => withoutNoise(value, largestOf(values));
  const mean = plain(values.reduce((sum, value) => sum + value, 0) / values.length);
  const ranges = values.slice(1).map((value, index) => Math.abs(value - values[index]!));
  const averageMovingRange = plain(ranges.reduce((sum, range) => sum + range, 0) / ranges.length);
  return { mean, averageMovingRange, lower: plain(mean - movingRanges * averageMovingRange), upper: plain(mean + movingRanges * averageMovingRange) };
}

function byChart(values: readonly number[]): DirectionOfTravel {
  const { mean, lower, upper } = controlChart(values);
  const plain = values.map((value) => withoutNoise(value, largestOf(values)));
  const last = plain.at(-1)!;
  const recent = plain.slice(-runLength);
  const limits = `the chart of ${values.length} values (mean ${fourFigures(mean)}, limits ${fourFigures(lower)} to ${fourFigures(upper)})`;
  const told = (direction: Direction, explanation: string): DirectionOfTravel => ({ direction, method: 'control chart', points: values.length, explanation });
  if (last > upper) return told('increasing', `The last value, ${fourFigures(last)}, is above the upper limit of ${limits}.`);
  if (last < lower) return told('decreasing', `The last value, ${fourFigures(last)}, is below the lower limit of ${limits}.`);
  if (recent.every((value) => value > mean)) return told('increasing', `The last ${runLength} values are all above the mean of ${limits}.`);
  if (recent.every((value) => value < mean)) return told('decreasing', `The last ${runLength} values are all below the mean of ${limits}.`);
  const steps = recent.slice(1).map((value, index) => Math.sign(value - recent[index]!));
  if (steps.every((step) => step === 1)) return told('increasing', `Each of the last ${runLength} values is above the one before, by ${limits}.`);
  if (steps.every((step) => step === -1)) return told('decreasing', `Each of the last ${runLength} values is below the one before, by ${limits}.`);
  return told('no-clear-change', `By ${limits} the last values vary as chance would have it.`);
}

function inWords(points: number): string {
  return points === 1 ? 'One value is known' : `${points === 0 ? 'No' : points} values are known`;
}
