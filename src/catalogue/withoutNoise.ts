const figures = 12;
/** More places than this no number has. */
const mostPlaces = 100;

/**
 * Twelve figures are more than any source has, and free of the noise of binary fractions: 46.3 less 36.7 is 9.6. What is left of larger numbers
 * has theirs, of which the largest is named: 100,000.1 less 100,000 is 0.1.
 */
export function withoutNoise(value: number, largest = value): number {
  const size = Math.max(Math.abs(value), Math.abs(largest));
  if (size === 0 || !Number.isFinite(size)) return value;
  const places = figures - 1 - Math.floor(Math.log10(size));
  return places < 0 ? Number(value.toPrecision(figures)) : Number(value.toFixed(Math.min(places, mostPlaces))) + 0;
}

/** The largest of some numbers, whatever their signs. */
export function largestOf(values: readonly number[]): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
