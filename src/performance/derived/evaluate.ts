import type { Expression } from '../../catalogue/expression.ts';
import { largestOf, withoutNoise } from '../../catalogue/withoutNoise.ts';

/** Why there is no number, the gravest first: what is suppressed hides all that follows from it. */
const gravest = ['suppressed', 'not-applicable', 'missing', 'low', 'unknown', 'undefined'] as const;
export type NoNumber = (typeof gravest)[number];

export type Outcome = { value: number } | { status: NoNumber; reason: string };

/**
 * What an expression comes to. Where any figure in it is no number the whole is none, whatever it is multiplied by: a suppressed value times
 * nought is still suppressed, or the nought would tell that there was something to hide.
 */
export function evaluate(expression: Expression, figureOf: (named: Extract<Expression, { kind: 'published' | 'population' }>) => Outcome): Outcome {
  switch (expression.kind) {
    case 'number':
      return { value: expression.value };
    case 'published':
    case 'population':
      return figureOf(expression);
    case 'negative': {
      const of = evaluate(expression.of, figureOf);
      return 'value' in of ? { value: -of.value } : of;
    }
    default: {
      const [left, right] = [evaluate(expression.left, figureOf), evaluate(expression.right, figureOf)];
      if (!('value' in left) || !('value' in right)) return graver(left, right);
      if (expression.kind === '/' && right.value === 0) return { status: 'undefined', reason: 'It divides by nought.' };
      const value = apply[expression.kind](left.value, right.value);
      const isSum = expression.kind === '+' || expression.kind === '-';
      return Number.isFinite(value) ? { value: isSum ? withoutNoise(value, largestOf([left.value, right.value])) : withoutNoise(value) } : { status: 'undefined', reason: 'It comes to more than a number can hold.' };
    }
  }
}

const apply = { '+': (a: number, b: number) => a + b, '-': (a: number, b: number) => a - b, '*': (a: number, b: number) => a * b, '/': (a: number, b: number) => a / b };

function graver(left: Outcome, right: Outcome): Outcome {
  const found = [left, right].filter((outcome) => !('value' in outcome)) as { status: NoNumber; reason: string }[];
  return found.toSorted((a, b) => gravest.indexOf(a.status) - gravest.indexOf(b.status))[0]!;
}
