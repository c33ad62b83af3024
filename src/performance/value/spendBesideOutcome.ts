import { parsePeriod } from '../../catalogue/period.ts';
import { firmestFirst } from '../firmest.ts';
import { growsWithPlace } from '../growsWithPlace.ts';
import { counted } from '../../words.ts';
import { isPriceYear } from './prices.ts';
import { leastToCorrelate, rankCorrelation, type Correlation } from './rankCorrelation.ts';
import type { UnitCostFigure } from './UnitCostFigure.ts';
import type { UnitCost } from './unitCosts.ts';

/** A value of the indicator for all children of an authority. */
export interface Outcome {
  areaCode: string;
  period: string;
  periodTo: string;
  value: number | null;
  status: string | null;
  harvestId: number;
  sourceId: string;
}

export interface Point<Value extends Outcome> {
  authorityCode: string;
  money: string | null;
  spend: UnitCostFigure | null;
  outcome: Value | null;
}

export interface SpendBesideOutcome<Value extends Outcome> {
  points: Point<Value>[];
  pairs: number;
  correlation: Correlation | null;
  explanation: string;
}

/** What was spent for each child beside a value of the same time, by authority in the order given. That one causes the other is never said; of a count, which goes with how many live there, not even that one goes with the other. */
export function setBeside<Value extends Outcome>(authorityCodes: readonly string[], costs: readonly UnitCost[], outcomes: readonly Value[], measure: string): SpendBesideOutcome<Value> {
  const byAuthority = Map.groupBy(outcomes, ({ areaCode }) => areaCode);
  const points = authorityCodes.map((authorityCode): Point<Value> => {
    const { spend, money } = latestSpend(authorityCode, costs);
    const values = byAuthority.get(authorityCode) ?? [];
    return { authorityCode, money, spend, outcome: spend === null ? latestOf(values) : outcomeDuring(spend.period!, values) };
  });
  const alike = mostAlike(points);
  const correlation = growsWithPlace(measure) ? null : rankCorrelation(alike.map(({ spend, outcome }) => [spend!.unitCost!, outcome!.value!]));
  return { points: points.filter(({ spend, outcome }) => spend !== null || outcome !== null), pairs: alike.length, correlation, explanation: explain(points, alike, { correlation, measure }) };
}

/** The latest whole year with a figure, else the latest part of one; what was spent before what was budgeted for the same year. */
function latestSpend(authorityCode: string, costs: readonly UnitCost[]): { spend: UnitCostFigure | null; money: string | null } {
  const own = costs.flatMap(({ money, figures }) => figures.filter((figure) => figure.authorityCode === authorityCode && figure.unitCost !== null && figure.period !== null).map((spend) => ({ spend, money })));
  const rank = ({ spend, money }: (typeof own)[number]) => `${isPriceYear(spend.period!) ? 1 : 0} ${parsePeriod(spend.period!)?.to ?? ''} ${money === 'spend' ? 1 : 0}`;
  return own.toSorted((a, b) => (rank(b) > rank(a) ? 1 : -1))[0] ?? { spend: null, money: null };
}

/** The value of the same period, else the latest of a period that ended within it. One that was withheld or is missing is none. */
function outcomeDuring<Value extends Outcome>(period: string, values: readonly Value[]): Value | null {
  const { from, to } = parsePeriod(period)!;
  return latestOf(values.filter((value) => value.period === period)) ?? latestOf(values.filter(({ periodTo }) => periodTo >= from && periodTo <= to));
}

function latestOf<Value extends Outcome>(values: readonly Value[]): Value | null {
  const known = values.filter(({ value }) => value !== null);
  const last = known.map(({ periodTo, period }) => `${periodTo} ${period}`).toSorted().at(-1);
  return firmestFirst(known.filter(({ periodTo, period }) => `${periodTo} ${period}` === last))[0] ?? null;
}

/** The most points of one kind of money, one year of it and one period of the outcome: others cannot be set beside them. */
function mostAlike<Value extends Outcome>(points: readonly Point<Value>[]): Point<Value>[] {
  const pairs = points.filter(({ spend, outcome }) => spend !== null && outcome !== null);
  const kinds = [...Map.groupBy(pairs, ({ money, spend, outcome }) => JSON.stringify([spend!.period, outcome!.period, money]))];
  return kinds.toSorted(([a, own], [b, others]) => others.length - own.length || (b > a ? 1 : -1))[0]?.[1] ?? [];
}

function explain(points: readonly Point<Outcome>[], alike: readonly Point<Outcome>[], { correlation, measure }: { correlation: Correlation | null; measure: string }): string {
  const spending = points.filter(({ spend }) => spend !== null).length;
  const measured = points.filter(({ spend, outcome }) => spend !== null && outcome !== null).length;
  const known = `Of ${counted(points.length, 'authority', 'authorities')}, money for each child is known of ${spending || 'none'}${spending > 0 ? `, and a value of the same time of ${measured || 'none'}` : ''}.`;
  if (growsWithPlace(measure)) return `${known} Whether one goes with the other cannot be said: the outcome is a ${measure === 'money' ? 'sum of money' : 'count'}, which grows with the authority.`;
  if (correlation === null) {
    const why = alike.length < leastToCorrelate ? `${alike.length === 0 ? 'no point has' : alike.length === 1 ? '1 point has' : `${alike.length} points have`} one kind of money and the same periods; ${leastToCorrelate} are needed` : 'one side does not vary';
    return `${known} Whether one goes with the other cannot be said: ${why}.`;
  }
  const [rho, lower, upper] = [correlation.rho, correlation.lower, correlation.upper].map((value) => value.toFixed(2));
  const says = correlation.lower > 0 || correlation.upper < 0 ? 'One goes with the other here; that one causes the other does not follow' : 'That may be chance';
  return `${known} ${alike.length} points of the same periods have a rank correlation of ${rho} (95% limits ${lower} to ${upper}). ${says}.`;
}
