import { addMonths } from './addMonths.ts';
import type { Dated } from './regularRun.ts';
import { largestOf, withoutNoise } from '../catalogue/withoutNoise.ts';

/** A value of one indicator, place and group of children. */
export interface Known extends Dated {
  period: string;
  periodKind: string;
  value: number;
}

/** A line through two points has nothing left to say how sure it is. */
export const leastToProject = 3;
/** Student's t at 90 %, by degrees of freedom from 1: two-sided limits of 80 %. */
const studentT = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.35, 1.345, 1.341, 1.337, 1.333, 1.33, 1.328, 1.325];
const normal = 1.282;

export interface Projection {
  value: number;
  lower: number;
  upper: number;
}

/** A straight line through values in time, and where it leads by a day, with the limits within which a single value then lies in 80 of 100 cases. */
export function project(run: readonly Known[], day: string): Projection {
  const times = yearsSinceFirst([...run.map(({ periodTo }) => periodTo), day]);
  const [x, at] = [times.slice(0, -1), times.at(-1)!];
  const y = run.map(({ value }) => value);
  const n = run.length;
  const [meanX, meanY] = [sum(x) / n, sum(y) / n];
  const spread = sum(x.map((value) => (value - meanX) ** 2));
  const slope = sum(x.map((value, index) => (value - meanX) * (y[index]! - meanY))) / spread;
  const value = meanY + slope * (at - meanX);
  const residual = Math.sqrt(sum(y.map((own, index) => (own - meanY - slope * (x[index]! - meanX)) ** 2)) / (n - 2));
  const half = (studentT[n - 3] ?? normal) * residual * Math.sqrt(1 + 1 / n + (at - meanX) ** 2 / spread);
  const largest = largestOf([...y, value]);
  return { value: withoutNoise(value, largest), lower: withoutNoise(value - half, largest), upper: withoutNoise(value + half, largest) };
}

/** How far days are apart. By the calendar where all stand at the same place of a month: a leap day is no longer step, and would bend a straight line. */
function yearsSinceFirst(days: readonly string[]): number[] {
  const [first] = days as [string, ...string[]];
  if (areByCalendar(days)) return days.map((day) => monthsBetween(first, day) / 12);
  return days.map((day) => (Date.parse(day) - Date.parse(first)) / 86_400_000 / 365.25);
}

/** Whether all are the last day of a month, or all of one number. */
export function areByCalendar(days: readonly string[]): boolean {
  return days.every((day) => day === addMonths(`${day.slice(0, 8)}31`, 0)) || new Set(days.map((day) => day.slice(8))).size === 1;
}

export function monthsBetween(from: string, to: string): number {
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
