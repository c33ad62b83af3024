import { hasShares } from './checkMoney.ts';
import { nameIn, type Names } from './inWords.ts';
import type { Assumptions, ProposalContent } from './ProposalContent.ts';
import { combine, exactly, fromRange, isKnown, lessPercent, plus, sumOf, times, type Quantity } from './quantity.ts';

/** What something costs, unrounded. */
export interface Costs {
  runningPerYear: Quantity;
  oneOff: Quantity;
  /** Running costs of all years, and those that come once. */
  overall: Quantity;
}

export interface CostsOfBody extends Costs {
  code: string;
  volume: Quantity;
  /** Percent of all costs; null where the funding model has no shares, and where none is stated. */
  share: number | null;
}

export interface AllCosts {
  bodies: CostsOfBody[];
  total: Costs;
}

/** Costs by body and together, as the funding model has them borne. */
export function costsOf(content: ProposalContent, assumptions: Assumptions, names: Names): AllCosts {
  const nameOf = nameIn(content.bodies, names);
  const unitCost = fromRange(assumptions.unitCost, 'the unit cost');
  const economies = fromRange(assumptions.economies, 'the economies');
  const oneOff = fromRange(assumptions.oneOffCost, 'the one-off cost');
  const own = content.bodies.map(({ code }) => {
    const volume = fromRange(assumptions.volumes.find(({ bodyCode }) => bodyCode === code)?.units, `the volume of ${nameOf(code)}`);
    return { code, volume, running: lessPercent(times(unitCost, volume), economies) };
  });
  const noBodies: Quantity = { missing: ['which bodies take part'] };
  const total = costs(own.length === 0 ? noBodies : sumOf(own.map(({ running }) => running)), oneOff, assumptions.years);
  const volumes = sumOf(own.map(({ volume }) => volume));
  const bodies = own.map(({ code, volume, running }): CostsOfBody => {
    if (!hasShares(content.fundingModel)) return { code, volume, share: null, ...costs(running, times(oneOff, partOf(volume, volumes)), assumptions.years) };
    const share = shareOf(code, content);
    const part: Quantity = share === null ? { missing: ['the shares'] } : exactly(share / 100);
    return { code, volume, share, ...costs(times(total.runningPerYear, part), times(oneOff, part), assumptions.years) };
  });
  return { bodies, total };
}

function costs(runningPerYear: Quantity, oneOff: Quantity, years: number): Costs {
  return { runningPerYear, oneOff, overall: plus(times(runningPerYear, exactly(years)), oneOff) };
}

/** Of the middles of all volumes. */
function partOf(volume: Quantity, volumes: Quantity): Quantity {
  return combine(volume, volumes, (own, all) => (all.middle === 0 ? { missing: ['a volume above 0 to divide the one-off cost by'] } : exactly(own.middle / all.middle)));
}

/** Where shares are stated they make up the whole, so that a body without one bears none. */
function shareOf(code: string, { shares }: ProposalContent): number | null {
  return shares.length === 0 ? null : (shares.find(({ bodyCode }) => bodyCode === code)?.percent ?? 0);
}

/** What a body spends on the same now in a year. */
export function spendOf(code: string, { spendNow }: Assumptions, nameOf: (code: string) => string): Quantity {
  const stated = spendNow.find(({ bodyCode }) => bodyCode === code);
  return stated === undefined ? { missing: [`what ${nameOf(code)} spends now`] } : exactly(stated.amount);
}

/** The assumptions with every range at its middle. */
export function atTheirMiddle(assumptions: Assumptions): Assumptions {
  const middle = <T extends { low: number; high: number } | null>(range: T): T => {
    const quantity = fromRange(range, '');
    return isKnown(quantity) ? ({ low: quantity.middle, high: quantity.middle } as T) : range;
  };
  return { ...assumptions, unitCost: middle(assumptions.unitCost), volumes: assumptions.volumes.map(({ bodyCode, units }) => ({ bodyCode, units: middle(units) })), oneOffCost: middle(assumptions.oneOffCost), economies: middle(assumptions.economies) };
}
