import { largestOf, withoutNoise } from '../../catalogue/withoutNoise.ts';
import { allOf, pounds } from './inWords.ts';
import type { Range } from './ProposalContent.ts';

/** An amount between a least and a most, with what it is where every assumption stands at its middle; or what is missing to tell it. Unknown stays unknown through every sum: it is never 0. */
export type Quantity = Interval | Unknown;

export interface Interval {
  low: number;
  middle: number;
  high: number;
}

export interface Unknown {
  missing: readonly string[];
}

export function exactly(value: number): Interval {
  return { low: value, middle: value, high: value };
}

export function fromRange(range: Range | null | undefined, missing: string): Quantity {
  return range == null ? { missing: [missing] } : { low: range.low, middle: withoutNoise((range.low + range.high) / 2, range.high), high: range.high };
}

export function isKnown(quantity: Quantity): quantity is Interval {
  return !('missing' in quantity);
}

/** What is made of two known quantities; of an unknown one, all that is missing. */
export function combine(a: Quantity, b: Quantity, make: (a: Interval, b: Interval) => Quantity): Quantity {
  if (isKnown(a) && isKnown(b)) return make(a, b);
  return { missing: [...new Set([...missingOf(a), ...missingOf(b)])] };
}

function missingOf(quantity: Quantity): readonly string[] {
  return isKnown(quantity) ? [] : quantity.missing;
}

export function plus(a: Quantity, b: Quantity): Quantity {
  return combine(a, b, (one, other) => ({ low: added(one.low, other.low), middle: added(one.middle, other.middle), high: added(one.high, other.high) }));
}

/** Of quantities that are not negative: the least times the least, the most times the most. */
export function times(a: Quantity, b: Quantity): Quantity {
  return combine(a, b, (one, other) => ({ low: withoutNoise(one.low * other.low), middle: withoutNoise(one.middle * other.middle), high: withoutNoise(one.high * other.high) }));
}

/** The least when the most is saved. */
export function lessPercent(a: Quantity, saved: Quantity): Quantity {
  const less = (amount: number, share: number): number => withoutNoise(amount * (1 - share / 100), amount);
  return combine(a, saved, (one, { low, middle, high }) => ({ low: less(one.low, high), middle: less(one.middle, middle), high: less(one.high, low) }));
}

export function minus(a: Quantity, b: Quantity): Quantity {
  return combine(a, b, (one, other) => ({ low: added(one.low, -other.high), middle: added(one.middle, -other.middle), high: added(one.high, -other.low) }));
}

/** To the last penny: of two amounts that are one, binary fractions leave a trace, which would be rounded outward to a thousand pounds. */
function added(one: number, other: number): number {
  return withoutNoise(one + other, largestOf([one, other]));
}

export function sumOf(quantities: readonly Quantity[]): Quantity {
  return quantities.reduce(plus, exactly(0));
}

/** Three significant figures are as many as estimates bear. */
const figures = 3;

/** The place in which the last significant figure stands: 3 is thousands. */
export function placeOf(value: number): number {
  return value === 0 ? -Infinity : Math.floor(Math.log10(Math.abs(value))) - figures + 1;
}

/**
 * Rounded to three significant figures, or to a coarser place: down at the low end and up at the high one, so that a range never looks surer
 * than it is.
 */
export function roundedOutward({ low, middle, high }: Interval, coarsest = -Infinity): Interval {
  return { low: roundedAt(low, Math.max(placeOf(low), coarsest), Math.floor), middle: roundedAt(middle, Math.max(placeOf(middle), coarsest), Math.round), high: roundedAt(high, Math.max(placeOf(high), coarsest), Math.ceil) };
}

export function roundedNearest(value: number): number {
  return roundedAt(value, placeOf(value), Math.round);
}

function roundedAt(value: number, place: number, round: (value: number) => number): number {
  if (place === -Infinity) return 0;
  // Twelve figures are free of the noise of binary fractions, which would take 9,000 up to 9,010.
  const scaled = Number((place < 0 ? value * 10 ** -place : value / 10 ** place).toPrecision(12));
  return Number(`${round(scaled)}e${place}`) + 0;
}

/** Of sixty bodies without a volume it is enough to name some. */
const mostNamed = 5;

/** Why a quantity is not known, for people. */
export function whyUnknown(quantity: Quantity): string {
  const missing = missingOf(quantity);
  const more = missing.length - mostNamed;
  return `Not known, because nobody has stated ${allOf(more > 1 ? [...missing.slice(0, mostNamed), `${more} other things`] : missing)}.`;
}

export function inPounds({ low, high }: Interval): string {
  return low === high ? pounds(low) : `${pounds(low)} to ${pounds(high)}`;
}
