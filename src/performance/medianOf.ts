import { withoutNoise } from '../catalogue/withoutNoise.ts';

/** The middle of some values, at least one: of two middle ones the mean. */
export function medianOf(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  const middle = Math.floor(ordered.length / 2);
  return ordered.length % 2 === 1 ? ordered[middle]! : withoutNoise((ordered[middle - 1]! + ordered[middle]!) / 2);
}
