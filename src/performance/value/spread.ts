import { parsePeriod } from '../../catalogue/period.ts';
import type { UnitCostFigure } from './UnitCostFigure.ts';

/** How far unit costs of authorities lie apart, in the prices of one year. Nulls where too few can be set beside one another. */
export interface Spread {
  authorities: number;
  priceYear: string | null;
  median: number | null;
  lowest: number | null;
  highest: number | null;
  explanation: string;
}

/** With fewer authorities a median or a range says more of one of them than of all. */
const leastToSpread = 5;

interface Comparable {
  figure: UnitCostFigure;
  cost: number;
}

/** The middle and the ends of one figure for each authority, all in the prices of one year: the one asked about, else the one of which most authorities have a figure. */
export function spreadOf(figures: readonly UnitCostFigure[], asked: string | null): Spread {
  const priceYear = asked ?? yearOfMost(figures);
  const known = figures.flatMap((figure): Comparable[] => {
    const cost = asked === null ? (figure.period !== null && figure.period === priceYear ? figure.unitCost : null) : figure.adjusted;
    return cost === null ? [] : [{ figure, cost }];
  });
  const latest = [...Map.groupBy(known, ({ figure }) => figure.authorityCode).values()].map((own) => own.toSorted((a, b) => Number(lastDayOf(b) > lastDayOf(a)) - Number(lastDayOf(b) < lastDayOf(a)))[0]!);
  const others = new Set(figures.filter(({ unitCost }) => unitCost !== null).map(({ authorityCode }) => authorityCode)).size - latest.length;
  const apart = others > 0 ? ` ${others} more ${others === 1 ? 'has' : 'have'} one only in the prices of other years, or of none stated, which ${others === 1 ? 'is' : 'are'} not compared.` : '';
  if (latest.length < leastToSpread) {
    const stands = latest.length === 0 ? 'no authority has' : latest.length === 1 ? '1 authority has' : `${latest.length} authorities have`;
    return { authorities: latest.length, priceYear, median: null, lowest: null, highest: null, explanation: `Cannot say: ${stands} a figure in the prices of ${priceYear ?? 'one known year'}; ${leastToSpread} are needed.${apart}` };
  }
  const costs = latest.map(({ cost }) => cost).toSorted((a, b) => a - b);
  const small = latest.filter(({ figure }) => figure.isSmall).length;
  const years = [...new Set(latest.map(({ figure }) => figure.period!))].toSorted();
  const explanation = `${latest.length} authorities, in the prices of ${priceYear}${years.length > 1 ? `, from costs of ${years.join(', ')}` : ''}.${small > 0 ? ` ${small} of them ${small === 1 ? 'rests' : 'rest'} on small numbers.` : ''}${apart}`;
  return { authorities: latest.length, priceYear, median: middleOf(costs), lowest: costs[0]!, highest: costs.at(-1)!, explanation };
}

function yearOfMost(figures: readonly UnitCostFigure[]): string | null {
  const years = Map.groupBy(figures.filter(({ unitCost, period }) => unitCost !== null && period !== null), ({ period }) => period!);
  const [most] = [...years].toSorted(([a, own], [b, others]) => others.length - own.length || (endOf(b) > endOf(a) ? 1 : endOf(b) < endOf(a) ? -1 : a < b ? -1 : 1));
  return most?.[0] ?? null;
}

function lastDayOf({ figure }: Comparable): string {
  return endOf(figure.period ?? '');
}

function endOf(period: string): string {
  return parsePeriod(period)?.to ?? '';
}

function middleOf(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : Math.round((sorted[half - 1]! + sorted[half]!) * 50) / 100;
}
