/** A number as sentences show it: by its first four figures. */
export function fourFigures(value: number): string {
  return String(Number(value.toPrecision(4)));
}
