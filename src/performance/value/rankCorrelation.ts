export interface Correlation {
  rho: number;
  lower: number;
  upper: number;
}

/** With fewer points, even a strong correlation has limits so wide that it says nothing. */
export const leastToCorrelate = 10;

/**
 * Spearman's rank correlation with 95 % limits by Fisher's transformation and the standard error of Bonett and Wright (Psychometrika 65, 2000).
 * Null below ten points, and where one side does not vary.
 */
export function rankCorrelation(points: readonly (readonly [number, number])[]): Correlation | null {
  if (points.length < leastToCorrelate) return null;
  const rho = pearson(ranksOf(points.map(([x]) => x)), ranksOf(points.map(([, y]) => y)));
  if (rho === null) return null;
  // At ±1 the transformation has no end.
  if (Math.abs(rho) > 1 - 1e-12) return { rho: Math.sign(rho), lower: Math.sign(rho), upper: Math.sign(rho) };
  const half = 1.959963984540054 * Math.sqrt((1 + (rho * rho) / 2) / (points.length - 3));
  return { rho, lower: Math.tanh(Math.atanh(rho) - half), upper: Math.tanh(Math.atanh(rho) + half) };
}

/** Ranks from 1; equal values share the middle of theirs. */
function ranksOf(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const same = values.filter((other) => other === value).length;
    return below + (same + 1) / 2;
  });
}

function pearson(x: readonly number[], y: readonly number[]): number | null {
  const [meanX, meanY] = [mean(x), mean(y)];
  const between = (a: readonly number[], meanA: number, b: readonly number[], meanB: number) => a.reduce((sum, value, index) => sum + (value - meanA) * (b[index]! - meanB), 0);
  const spread = between(x, meanX, x, meanX) * between(y, meanY, y, meanY);
  return spread === 0 ? null : between(x, meanX, y, meanY) / Math.sqrt(spread);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
