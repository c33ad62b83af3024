import type { SimilarThemes } from '../engine/Statement.ts';

/** A theme and the vector of its words. */
export interface ThemeVector {
  themeCode: string;
  vector: readonly number[];
}

/** As many as a statement may well be about; that it is not near to the rest tells nothing. */
const mostThemes = 5;

/** Tells how near statements lie to each theme. */
export type FindSimilar = (vector: readonly number[]) => SimilarThemes['themes'];

/**
 * How much nearer a statement lies to a theme than to the others: in standard deviations of its nearness to all of them, so that it means
 * the same whatever range of angles a model uses. What all themes have in common is taken away first: it says nothing of any one.
 */
export function similarTo(themes: readonly ThemeVector[]): FindSimilar {
  const common = centreOf(themes.map(({ vector }) => vector));
  const directions = themes.map(({ themeCode, vector }) => ({ themeCode, direction: directionOf(vector, common) }));
  return (vector) => {
    const own = directionOf(vector, common);
    const nearness = directions.map(({ direction }) => dot(own, direction));
    const mean = meanOf(nearness);
    const deviation = Math.sqrt(meanOf(nearness.map((one) => (one - mean) ** 2)));
    // All alike but for rounding: no theme is nearer than another.
    if (deviation < 1e-9) return [];
    return directions
      .map(({ themeCode }, i) => ({ themeCode, deviations: Math.round(((nearness[i]! - mean) / deviation) * 100) / 100 }))
      .filter(({ deviations }) => deviations > 0)
      .sort((a, b) => b.deviations - a.deviations || (a.themeCode < b.themeCode ? -1 : 1))
      .slice(0, mostThemes);
  };
}

function centreOf(vectors: readonly (readonly number[])[]): number[] {
  return (vectors[0] ?? []).map((_, i) => meanOf(vectors.map((vector) => vector[i]!)));
}

/** From the centre towards a vector, with length 1; 0 everywhere for one that lies in it. */
function directionOf(vector: readonly number[], centre: readonly number[]): Float64Array {
  const away = Float64Array.from(vector, (one, i) => one - centre[i]!);
  const length = Math.sqrt(dot(away, away));
  return length <= 1e-9 * Math.hypot(...vector) ? away.fill(0) : away.map((one) => one / length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}
