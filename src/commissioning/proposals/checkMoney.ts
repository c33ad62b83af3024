import { parsePeriod } from '../../catalogue/period.ts';
import { withoutNoise } from '../../catalogue/withoutNoise.ts';
import { checkLine, checkList, checkNumber, checkOnce, checkRange, checkText, checkWhole, refuse } from './checkValues.ts';
import { allOf, figure } from './inWords.ts';
import type { Assumptions, FundingModel, ProposalContent } from './ProposalContent.ts';

const [longestYears, wholeYears] = [30, ['CALENDAR_YEAR', 'ACADEMIC_YEAR', 'FINANCIAL_YEAR']];
/** Percents are stated to the hundredth: a third each is 33.33, 33.33 and 33.34. */
const [whole, roundingOfShares] = [100, 0.005];

/** Whether costs are borne by stated shares. Otherwise each body pays for its own. */
export function hasShares(model: FundingModel): boolean {
  return model === 'pooled' || model === 'lead-recharges';
}

export function totalOfShares({ shares }: Pick<ProposalContent, 'shares'>): number {
  return withoutNoise(shares.reduce((total, { percent }) => total + percent, 0), whole);
}

/** Whether shares total 100 %, to the rounding of their hundredths. */
export function makeWhole(total: number): boolean {
  return withoutNoise(Math.abs(total - whole), whole) <= roundingOfShares;
}

export function checkShares(shares: ProposalContent['shares'], content: ProposalContent): void {
  if (shares.length === 0) return;
  if (!hasShares(content.fundingModel)) refuse('shares', `are stated, and the funding model is ${content.fundingModel}`, 'Each body keeps its own resources unless the proposal says otherwise: send no shares, or with them the funding model pooled or lead-recharges.');
  checkOfBodies('shares', shares, content);
  checkList('shares', shares, (where, { percent }) => checkNumber(`${where}, percent`, percent, { most: 100 }));
  const total = totalOfShares({ shares });
  if (!makeWhole(total)) refuse('shares', `total ${figure(total)} %`, 'Expected 100 %: what each body that takes part bears of all costs.');
}

export function checkAssumptions(assumptions: Assumptions, content: ProposalContent): void {
  const { unit, unitCost, volumes, oneOffCost, economies, spendNow, years, priceYear, note } = assumptions;
  const at = (part: string): string => `assumptions, ${part}`;
  if (unit !== '') checkLine(at('unit'), unit);
  checkRange(at('unitCost'), unitCost);
  checkOfBodies(at('volumes'), volumes, content);
  checkList(at('volumes'), volumes, (where, { units }) => checkRange(`${where}, units`, units));
  checkRange(at('oneOffCost'), oneOffCost);
  checkRange(at('economies'), economies, 100);
  checkOfBodies(at('spendNow'), spendNow, content);
  checkList(at('spendNow'), spendNow, checkSpend);
  checkWhole(at('years'), years, { least: 1, most: longestYears });
  if (priceYear !== null && !wholeYears.includes(parsePeriod(priceYear)?.kind ?? '')) refuse(at('priceYear'), `is "${priceYear.slice(0, 80)}"`, 'Expected one whole year, for example FY2026/27.');
  checkText(at('note'), note);
}

function checkSpend(where: string, { amount, source }: Assumptions['spendNow'][number]): void {
  checkNumber(`${where}, amount`, amount);
  if (source !== '') checkLine(`${where}, source`, source);
}

/** What is stated by body names only bodies that take part, each once. */
function checkOfBodies(where: string, stated: readonly { bodyCode: string }[], { bodies }: ProposalContent): void {
  const codes = bodies.map(({ code }) => code);
  const stranger = stated.find(({ bodyCode }) => !codes.includes(bodyCode));
  if (stranger !== undefined) refuse(where, `${where.includes(',') ? 'has' : 'have'} "${stranger.bodyCode.slice(0, 80)}", which does not take part`, codes.length === 0 ? 'No body takes part yet: name it in bodies first.' : `Those that do: ${allOf(codes)}.`);
  checkOnce(where, stated.map(({ bodyCode }) => bodyCode));
}
