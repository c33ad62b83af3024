import type { Expression } from '../../catalogue/expression.ts';

/** What a number is counted in: base units and their powers. A ratio has none. */
export type Unit = ReadonlyMap<string, number>;

export interface MeasuredIn {
  measure: string;
  multiplier: number | null;
  unit: string;
}

const people = 'people or things counted';

/** What an expression comes out in; a text where it adds or takes away what is not counted alike. */
export function unitOf(expression: Expression, indicatorOf: (code: string) => MeasuredIn): Unit | string {
  switch (expression.kind) {
    case 'number':
      return new Map();
    case 'population':
      return new Map([[people, 1]]);
    case 'published':
      return expression.part === 'value' ? unitOfValue(indicatorOf(expression.code)) : unitOfCount(expression, indicatorOf(expression.code));
    case 'negative':
      return unitOf(expression.of, indicatorOf);
    default: {
      const [left, right] = [unitOf(expression.left, indicatorOf), unitOf(expression.right, indicatorOf)];
      if (typeof left === 'string') return left;
      if (typeof right === 'string') return right;
      if (expression.kind === '*' || expression.kind === '/') return product(left, right, expression.kind === '*' ? 1 : -1);
      return isSame(left, right) ? left : `${expression.kind === '+' ? 'it adds' : 'it takes away'} what is not counted alike: ${describeUnit(left)}, and ${describeUnit(right)}`;
    }
  }
}

/** Above the line of a sum of money are pounds; of a mean or a score it is not known what is counted, so it is like nothing but itself. */
function unitOfCount({ part, code }: { part: string; code: string }, { measure }: MeasuredIn): Unit {
  if (['proportion', 'rate', 'count'].includes(measure)) return new Map([[people, 1]]);
  return new Map([[measure === 'money' && part === 'numerator' ? 'pounds' : measure === 'money' ? people : `${part} of ${code}`, 1]]);
}

function unitOfValue({ measure, multiplier, unit }: MeasuredIn): Unit {
  if (measure === 'proportion') return new Map([[multiplier === null || multiplier === 100 ? 'per cent' : `proportion, in parts of ${multiplier.toLocaleString('en-GB')}`, 1]]);
  if (measure === 'rate') return new Map([[multiplier === null ? `“${unit}”` : `rate per ${multiplier.toLocaleString('en-GB')}`, 1]]);
  if (measure === 'count') return new Map([[people, 1]]);
  return new Map([[measure === 'money' ? 'pounds' : `“${unit}”`, 1]]);
}

function product(left: Unit, right: Unit, sign: 1 | -1): Unit {
  const powers = new Map(left);
  for (const [base, power] of right) powers.set(base, (powers.get(base) ?? 0) + sign * power);
  return new Map([...powers].filter(([, power]) => power !== 0));
}

function isSame(left: Unit, right: Unit): boolean {
  return left.size === right.size && [...left].every(([base, power]) => right.get(base) === power);
}

/** A unit in words: "pounds per people or things counted". */
export function describeUnit(unit: Unit): string {
  const named = (wanted: (power: number) => boolean): string => [...unit].filter(([, power]) => wanted(power)).map(([base, power]) => (Math.abs(power) === 1 ? base : `${base} to the power of ${Math.abs(power)}`)).join(' times ');
  const [above, below] = [named((power) => power > 0), named((power) => power < 0)];
  if (above === '' && below === '') return 'a number without a unit';
  return below === '' ? above : `${above || 'a number'} per ${below}`;
}
