import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namesOf, parseExpression, type Expression } from '../../src/catalogue/expression.ts';
import { evaluate, type NoNumber, type Outcome } from '../../src/performance/derived/evaluate.ts';
import { describeUnit, unitOf } from '../../src/performance/derived/unitOf.ts';

const parsed = (text: string): Expression => {
  const expression = parseExpression(text);
  if (typeof expression === 'string') throw new Error(expression);
  return expression;
};

test.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['10 - 4 - 3', 3],
  ['-2 * -3', 6],
  ['100000.1 - 100000', 0.1],
  ['(100000.1 - 100000) * 10', 1],
  ['100 * value("A") / population(16, 18)', 50],
  ["numerator('A') / denominator('A')", 0.25],
])('%s comes to %d', (text, value) => {
  const figures: Record<string, number> = { value: 20, numerator: 5, denominator: 20, population: 40 };
  expect(evaluate(parsed(text), (named) => ({ value: figures[named.kind === 'population' ? 'population' : named.part]! }))).toEqual({ value });
});

test.each([
  ['', 'it is empty'],
  ['1 +', 'it cannot be read at character'],
  ['value(NI 117)', 'value() takes the code of one indicator in quotation marks'],
  ['value("NI 117") value("NI 118")', 'it has two parts with no sign between them'],
  ['value()', 'value() takes the code of one indicator in quotation marks'],
  ['value("A", "B")', 'value() takes the code of one indicator'],
  ['population(18, 16)', 'population() takes the first and the last age'],
  ['population(0.5, 16)', 'population() takes the first and the last age'],
  ['process.exit(1)', 'it has something other than numbers'],
  ['constructor.constructor("return 1")()', 'it has something other than numbers'],
  ['eval("1")', '“eval()” is none of value()'],
  ['value("A") > 1', 'it cannot be read'],
  ['value("A") || 1', 'it cannot be read'],
  ['[1]', 'it has something other than numbers'],
  ['`${1}`', 'it cannot be read'],
  ['1 ? 2 : 3', 'it has something other than numbers'],
  ['"A"', 'it has something other than numbers'],
  ['value("A") / 1e999', 'it has a number too large to hold'],
  ['true', 'it has something other than numbers'],
  [`${'('.repeat(60)}1${')'.repeat(60)}`, null],
  [`${'-'.repeat(60)}1`, 'nested more than 30 deep'],
  [Array.from({ length: 13 }, () => 'value("A")').join(' + '), 'it names 13 figures, and the most is 12'],
  ['1'.repeat(501), 'it has 501 characters'],
] as [string, string | null][])('%s is refused: %s', (text, problem) => {
  const found = parseExpression(text);
  if (problem === null) expect(found).toEqual({ kind: 'number', value: 1 });
  else expect(found).toEqual(expect.stringContaining(problem));
});

const indicators: Record<string, { measure: string; multiplier: number | null; unit: string }> = {
  percent: { measure: 'proportion', multiplier: 100, unit: '%' },
  rate: { measure: 'rate', multiplier: 10_000, unit: 'per 10,000' },
  other: { measure: 'rate', multiplier: 1_000, unit: 'per 1,000' },
  money: { measure: 'money', multiplier: null, unit: 'pounds' },
  share: { measure: 'proportion', multiplier: 1, unit: '' },
  mean: { measure: 'mean', multiplier: null, unit: 'points' },
  count: { measure: 'count', multiplier: null, unit: 'children' },
};

test.each([
  ['value("percent") - value("percent")', 'per cent'],
  ['value("money") / population(0, 17)', 'pounds per people or things counted'],
  ['value("money") / value("count")', 'pounds per people or things counted'],
  ['value("percent") / value("percent")', 'a number without a unit'],
  ['1000 * numerator("percent") / population(0, 17)', 'a number without a unit'],
  ['value("rate") - value("percent")', 'it takes away what is not counted alike: rate per 10,000, and per cent'],
  ['value("rate") + value("other")', 'it adds what is not counted alike: rate per 10,000, and rate per 1,000'],
  ['numerator("money") / population(0, 17)', 'pounds per people or things counted'],
  ['numerator("mean") + denominator("mean")', 'it adds what is not counted alike: numerator of mean, and denominator of mean'],
  ['value("percent") - value("share")', 'it takes away what is not counted alike: per cent, and proportion, in parts of 1'],
  ['value("percent") + 1', 'it adds what is not counted alike: per cent, and a number without a unit'],
])('%s is counted in: %s', (text, words) => {
  const unit = unitOf(parsed(text), (code) => indicators[code]!);
  expect(typeof unit === 'string' ? unit : describeUnit(unit)).toBe(words);
});

describe('law', () => {
  const statuses: readonly NoNumber[] = ['suppressed', 'not-applicable', 'missing', 'low', 'unknown'];
  const expression = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constantFrom('value("A")', 'value("B")', 'numerator("C")', 'population(0, 17)'), fc.integer({ min: 0, max: 9 }).map(String), fc.tuple(tie('node'), fc.constantFrom('+', '-', '*', '/'), tie('node')).map(([left, sign, right]) => `(${left} ${sign} ${right})`), tie('node').map((of) => `-(${of})`)),
  })).node;

  test('where any figure of an expression is no number, the whole is none, and it says why by the gravest', () => {
    fc.assert(fc.property(expression, fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(...statuses)), { minLength: 12, maxLength: 12 }), (text, given) => {
      const tree = parseExpression(text);
      fc.pre(typeof tree !== 'string');
      const used = namesOf(tree as Expression);
      let next = 0;
      const outcomes: Outcome[] = [];
      const found = evaluate(tree as Expression, () => {
        const one = given[next++ % given.length]!;
        const outcome: Outcome = typeof one === 'number' ? { value: one } : { status: one, reason: one };
        outcomes.push(outcome);
        return outcome;
      });
      expect(outcomes).toHaveLength(used.length);
      const without = outcomes.flatMap((outcome) => ('value' in outcome ? [] : [outcome.status]));
      if (without.length > 0) {
        expect('value' in found).toBe(false);
        const gravest = statuses.find((status) => without.includes(status));
        // What cannot be worked out in one part is less grave than a figure that is hidden in another.
        expect((found as { status: NoNumber }).status).toBe(gravest);
      } else if ('value' in found) expect(Number.isFinite(found.value)).toBe(true);
      else expect(found.status).toBe('undefined');
    }));
  });

  test('nothing that is sent as an expression is run, or brings the hub down', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => {
      const found = parseExpression(text);
      if (typeof found !== 'string') expect(['number', 'published', 'population', 'negative', '+', '-', '*', '/']).toContain(found.kind);
    }), { numRuns: 2_000 });
  });
});
