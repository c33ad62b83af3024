import { withoutNoise } from '../catalogue/withoutNoise.ts';

/** A number as sentences show it: by its first four figures, and a whole number of more by all of its. */
export function fourFigures(value: number): string {
  return Math.abs(value) >= 1_000 ? String(Math.round(value)) : String(Number(value.toPrecision(4)));
}

/** Two numbers as a sentence holds them against each other: by all their figures where four would show one number twice. */
export function toldApart(one: number, other: number): [string, string] {
  const [shown, beside] = [fourFigures(one), fourFigures(other)];
  return shown !== beside ? [shown, beside] : [String(withoutNoise(one)), String(withoutNoise(other))];
}
