/** Twelve figures are more than any source has, and free of the noise of binary fractions: 46.3 less 36.7 is 9.6. */
export function withoutNoise(value: number): number {
  return Number(value.toPrecision(12));
}
