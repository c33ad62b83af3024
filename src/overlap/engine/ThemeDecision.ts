import { sigmoid } from './trainWeights.ts';

/**
 * From the log-odds of all themes to one calibrated confidence: how far a theme leads or trails the others tells much of whether a
 * person would give it. Fitted on statements that the weights had not seen.
 */
export interface ThemeDecision {
  /** One coefficient for each of DECISION_TERMS. */
  coefficients: readonly number[];
  /** A coding is made from this confidence upward. */
  threshold: number;
  /** Where no theme reaches the threshold, the best is taken from this confidence upward; below it the statement stays uncoded. */
  soleThreshold: number;
  /** No coding is surer than this: people disagree about labels, and new plans have new words. */
  ceiling: number;
}

const DECISION_TERMS = ['constant', 'log-odds', 'lead over the best other theme', 'trail behind the best other theme', 'is the best'] as const;

/** The terms of one theme, given the log-odds of all. */
export function decisionTerms(logOdds: ArrayLike<number>, theme: number): number[] {
  const own = logOdds[theme] ?? 0;
  let bestOther = -Infinity;
  for (let other = 0; other < logOdds.length; other++) if (other !== theme) bestOther = Math.max(bestOther, logOdds[other] ?? 0);
  const lead = Math.max(0, Math.min(8, own - bestOther));
  const trail = Math.max(0, Math.min(8, bestOther - own));
  return [1, Math.max(-8, Math.min(8, own)), lead, trail, own > bestOther ? 1 : 0];
}

export function confidenceOf(terms: readonly number[], coefficients: readonly number[]): number {
  return sigmoid(terms.reduce((sum, term, i) => sum + term * (coefficients[i] ?? 0), 0));
}

/** What is known of one theme of one statement, and whether a person gave it (1) or not (0). */
export interface DecisionRow {
  terms: readonly number[];
  target: number;
}

/** Coefficients by Newton's method with a little ridge; few terms, so a handful of steps is exact enough. */
export function fitCoefficients(rows: readonly DecisionRow[]): number[] {
  const size = DECISION_TERMS.length;
  let coefficients = new Array<number>(size).fill(0);
  for (let step = 0; step < 12; step++) {
    const gradient = coefficients.map(value => 0.1 * value);
    const curvature = coefficients.map((_, i) => coefficients.map((__, j): number => (i === j ? 0.1 : 0)));
    for (const { terms, target } of rows) {
      const p = confidenceOf(terms, coefficients);
      terms.forEach((a, i) => {
        gradient[i] = (gradient[i] ?? 0) + (p - target) * a;
        const row = curvature[i];
        if (row !== undefined) terms.forEach((b, j) => (row[j] = (row[j] ?? 0) + p * (1 - p) * a * b));
      });
    }
    const change = solveLinear(curvature, gradient);
    coefficients = coefficients.map((value, i) => value - Math.max(-2, Math.min(2, change[i] ?? 0)));
  }
  return coefficients;
}

/** Gaussian elimination with pivoting; the matrix is small and positive definite. */
function solveLinear(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const rest = rows.slice(column);
    const pivot = column + rest.reduce((best, row, i) => (Math.abs(row[column] ?? 0) > Math.abs(rest[best]?.[column] ?? 0) ? i : best), 0);
    [rows[column], rows[pivot]] = [rows[pivot] ?? [], rows[column] ?? []];
    const top = rows[column] ?? [];
    for (let i = 0; i < size; i++) {
      const row = rows[i];
      if (i === column || row === undefined) continue;
      const factor = (row[column] ?? 0) / (top[column] || 1e-12);
      for (let j = column; j <= size; j++) row[j] = (row[j] ?? 0) - factor * (top[j] ?? 0);
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] || 1e-12));
}
