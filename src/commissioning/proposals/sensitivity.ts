import { checkContent } from './checkContent.ts';
import { atTheirMiddle, costsOf } from './costs.ts';
import { noNames, pounds, rangeInWords, type Names } from './inWords.ts';
import { moneyOf, type Estimate, type Money } from './money.ts';
import type { Assumptions, ProposalContent, Range } from './ProposalContent.ts';
import { isKnown, plus, roundedNearest, whyUnknown, type Quantity } from './quantity.ts';

export type Assumed = 'unitCost' | 'volumes' | 'oneOffCost' | 'economies';

/** How much hangs on one assumption: what all costs together would be over all years with it at either end, and the others at their middle. Nulls where they are not known. */
export interface Sensitivity {
  assumption: Assumed;
  /** In plain words. */
  name: string;
  atLow: number | null;
  atHigh: number | null;
  swing: number | null;
  explanation: string;
}

const assumed: readonly { assumption: Assumed; name: string; taken: (assumptions: Assumptions, end: keyof Range) => Partial<Assumptions> }[] = [
  { assumption: 'unitCost', name: 'unit cost', taken: ({ unitCost }, end) => ({ unitCost: at(unitCost, end) }) },
  { assumption: 'volumes', name: 'volumes of all bodies', taken: ({ volumes }, end) => ({ volumes: volumes.map(({ bodyCode, units }) => ({ bodyCode, units: at(units, end)! })) }) },
  { assumption: 'oneOffCost', name: 'one-off cost', taken: ({ oneOffCost }, end) => ({ oneOffCost: at(oneOffCost, end) }) },
  { assumption: 'economies', name: 'economies', taken: ({ economies }, end) => ({ economies: at(economies, end) }) },
];

function at(range: Range | null, end: keyof Range): Range | null {
  return range && { low: range[end], high: range[end] };
}

/** The assumption on which most hangs comes first; of those on which as much hangs, in the order in which they are stated. */
export function sensitivityOf(content: ProposalContent, names: Names = noNames): Sensitivity[] {
  const { assumptions } = content;
  const middle = atTheirMiddle(assumptions);
  const totalWith = (changes: Partial<Assumptions>): Quantity => costsOf(content, { ...middle, ...changes }, names).total.overall;
  return assumed.map(({ assumption, name, taken }) => ({ assumption, name, ...swingOf(name, totalWith(taken(assumptions, 'low')), totalWith(taken(assumptions, 'high'))) })).toSorted((a, b) => (b.swing ?? 0) - (a.swing ?? 0));
}

function swingOf(name: string, low: Quantity, high: Quantity): Omit<Sensitivity, 'assumption' | 'name'> {
  if (!isKnown(low) || !isKnown(high)) return { atLow: null, atHigh: null, swing: null, explanation: whyUnknown(plus(low, high)) };
  const [atLow, atHigh] = [roundedNearest(low.middle), roundedNearest(high.middle)];
  return { atLow, atHigh, swing: roundedNearest(Math.abs(high.middle - low.middle)), explanation: `${pounds(atLow)} with the ${name} at the low end, ${pounds(atHigh)} at the high end, and all else at its middle.` };
}

/** By how much an amount would move: at its low end, its middle and its high end. */
export interface Shift {
  /** Null for all together. */
  bodyCode: string | null;
  low: number | null;
  middle: number | null;
  high: number | null;
  explanation: string;
}

export interface WhatIf {
  base: Money;
  changed: Money;
  /** Of the costs over all years: each body, then all together. */
  shifts: Shift[];
}

/** What a proposal would cost under other assumptions, beside its own. Refuses assumptions that it could not have. */
export function whatIf(content: ProposalContent, changes: Partial<Assumptions>, names: Names = noNames): WhatIf {
  const assumptions = { ...content.assumptions, ...changes };
  checkContent({ ...content, assumptions });
  const [base, changed] = [moneyOf(content, content.assumptions, names), moneyOf(content, assumptions, names)];
  const shifts = base.bodies.map(({ bodyCode, overall }, index) => shiftOf(bodyCode, overall, changed.bodies[index]!.overall));
  return { base, changed, shifts: [...shifts, shiftOf(null, base.total.overall, changed.total.overall)] };
}

function shiftOf(bodyCode: string | null, was: Estimate, would: Estimate): Shift {
  if (was.range === null || would.range === null) return { bodyCode, low: null, middle: null, high: null, explanation: was.range === null ? `As it stands: ${was.explanation}` : `So changed: ${would.explanation}` };
  const by = (then: number, now: number): number => roundedNearest(then - now);
  return { bodyCode, low: by(would.range.low, was.range.low), middle: by(would.middle!, was.middle!), high: by(would.range.high, was.range.high), explanation: `${rangeInWords(would.range, pounds)} instead of ${rangeInWords(was.range, pounds)} over all years.` };
}
