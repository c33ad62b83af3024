import { hasShares } from './checkMoney.ts';
import { costsOf, spendOf, type AllCosts, type Costs, type CostsOfBody } from './costs.ts';
import { figure, nameIn, noNames, percent, pounds, rangeInWords, type Names } from './inWords.ts';
import type { Assumptions, FundingModel, ProposalContent, Range } from './ProposalContent.ts';
import { inPounds, isKnown, minus, placeOf, roundedOutward, sumOf, whyUnknown, type Interval, type Quantity } from './quantity.ts';

/** An amount in pounds as a range, rounded outward to three significant figures; nulls where something is missing, which the explanation names. */
export interface Estimate {
  range: Range | null;
  /** With every assumption at its middle. */
  middle: number | null;
  explanation: string;
}

/** Pounds of a year, once, and over all years of the proposal. */
export interface Amounts {
  runningPerYear: Estimate;
  oneOff: Estimate;
  overall: Estimate;
}

export interface MoneyTogether extends Amounts {
  /** What is spent on the same in a year now; null where it is not stated. */
  spendNow: number | null;
  /** Running costs of a year less what is spent now: below 0 is less than now. */
  change: Estimate;
}

export interface MoneyOfBody extends MoneyTogether {
  bodyCode: string;
  /** Percent of all costs; null where the funding model has no shares, and where none is stated. */
  share: number | null;
}

/** What a lead that recharges pays first, and what of it each other body pays back. */
export interface Recharge {
  leadCode: string | null;
  paysFirst: Amounts;
  recharges: (Amounts & { bodyCode: string })[];
  explanation: string;
}

export interface Money {
  fundingModel: FundingModel;
  unit: string;
  years: number;
  priceYear: string | null;
  bodies: MoneyOfBody[];
  total: MoneyTogether;
  /** Null for every other funding model. */
  recharge: Recharge | null;
  /** How the costs are borne, and how sure the figures are. */
  explanation: string;
}

const borne: Record<FundingModel, string> = {
  'keeps-own': 'Each body keeps its own resources: it pays for its own volume, and bears one-off costs in proportion to it.',
  aligned: 'Each body keeps its own budget, spent to one plan: it pays for its own volume, and bears one-off costs in proportion to it.',
  pooled: 'All costs are paid from one pool, to which each body gives its share.',
  'lead-recharges': 'The lead pays all costs first, and recharges to each other body its share.',
};

/** What a proposal would cost each body and all together, under its own assumptions or others. */
export function moneyOf(content: ProposalContent, assumptions: Assumptions = content.assumptions, names: Names = noNames): Money {
  const { fundingModel, bodies } = content;
  const { unit, years, priceYear } = assumptions;
  const costs = costsOf(content, assumptions, names);
  const nameOf = nameIn(bodies, names);
  const spends = costs.bodies.map(({ code }) => spendOf(code, assumptions, nameOf));
  return {
    fundingModel, unit, years, priceYear,
    bodies: costs.bodies.map((own, index) => ({ bodyCode: own.code, share: own.share, ...amountsOf(own, years, howBorne(own, { content, assumptions, costs })), ...besideNow(own.runningPerYear, spends[index]!) })),
    total: { ...amountsOf(costs.total, years, { running: `all ${figure(bodies.length)} together`, oneOff: 'as assumed' }), ...besideNow(costs.total.runningPerYear, spends.length === 0 ? { missing: ['which bodies take part'] } : sumOf(spends)) },
    recharge: fundingModel === 'lead-recharges' ? rechargeOf(content.leadCode, { costs, years, nameOf }) : null,
    explanation: `${borne[fundingModel]} Estimates are ranges, rounded outward to three significant figures${priceYear === null ? '; of which year the prices are is not stated' : `, in prices of ${priceYear}`}.`,
  };
}

interface How {
  running: string;
  oneOff: string;
}

/** How a body's part comes about, as its explanations put it. */
function howBorne({ volume, share }: CostsOfBody, { content: { fundingModel }, assumptions, costs }: { content: ProposalContent; assumptions: Assumptions; costs: AllCosts }): How {
  if (hasShares(fundingModel)) {
    const words = (whole: Quantity): string => `${percent(share ?? 0)} of ${isKnown(whole) ? inPounds(roundedOutward(whole)) : 'all'}`;
    return { running: words(costs.total.runningPerYear), oneOff: words(costs.total.oneOff) };
  }
  const all = sumOf(costs.bodies.map((body) => body.volume));
  const { unitCost, economies, unit } = assumptions;
  return {
    running: isKnown(volume) && unitCost !== null && economies !== null ? `${rangeInWords(volume)} a year at ${rangeInWords(unitCost, pounds)} for one${unit === '' ? '' : ` (${unit})`}, less ${rangeInWords(economies, percent)}` : '',
    oneOff: isKnown(volume) && isKnown(all) ? `by its volume, ${figure(volume.middle)} of ${figure(all.middle)} at the middle` : '',
  };
}

function amountsOf({ runningPerYear, oneOff, overall }: Costs, years: number, how: How): Amounts {
  return {
    runningPerYear: estimateOf(runningPerYear, (amount) => `${inPounds(amount)} a year: ${how.running}.`),
    oneOff: estimateOf(oneOff, (amount) => `${inPounds(amount)} once: ${how.oneOff}.`),
    overall: estimateOf(overall, (amount) => `${inPounds(amount)} over ${years === 1 ? '1 year' : `${years} years`}, one-off costs included.`),
  };
}

function estimateOf(quantity: Quantity, explain: (rounded: Interval) => string, coarsest?: number): Estimate {
  if (!isKnown(quantity)) return { range: null, middle: null, explanation: whyUnknown(quantity) };
  const rounded = roundedOutward(quantity, coarsest);
  return { range: { low: rounded.low, high: rounded.high }, middle: rounded.middle, explanation: explain(rounded) };
}

/** The difference is rounded like the costs themselves: that of two large amounts is no surer than they are. */
function besideNow(running: Quantity, spend: Quantity): Pick<MoneyTogether, 'spendNow' | 'change'> {
  const now = isKnown(spend) ? spend.middle : null;
  const coarsest = isKnown(running) ? placeOf(running.high) : undefined;
  return { spendNow: now, change: estimateOf(minus(running, spend), (change) => `${changeInWords(change)} a year than the ${pounds(now!)} of now.`, coarsest) };
}

function changeInWords({ low, high }: Interval): string {
  if (low >= 0) return `${inPounds({ low, middle: low, high })} more`;
  if (high <= 0) return `${inPounds({ low: -high, middle: -high, high: -low })} less`;
  return `From ${pounds(-low)} less to ${pounds(high)} more`;
}

function rechargeOf(leadCode: string | null, { costs, years, nameOf }: { costs: AllCosts; years: number; nameOf: (code: string) => string }): Recharge {
  const [all, share] = ['all of it, before it is recharged', 'what the lead recharges'];
  return {
    leadCode,
    paysFirst: amountsOf(costs.total, years, { running: all, oneOff: all }),
    recharges: costs.bodies.filter(({ code }) => code !== leadCode).map((own) => ({ bodyCode: own.code, ...amountsOf(own, years, { running: share, oneOff: share }) })),
    explanation: leadCode === null ? 'No lead is named yet, so that it is not known which body pays first.' : `${nameOf(leadCode)} pays all of it first, and bears what it does not recharge.`,
  };
}
