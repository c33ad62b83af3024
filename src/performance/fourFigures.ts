/** A number as sentences show it: by its first four figures, and a whole number of more by all of its. */
export function fourFigures(value: number): string {
  return Math.abs(value) >= 1_000 ? String(Math.round(value)) : String(Number(value.toPrecision(4)));
}
