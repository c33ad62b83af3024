import { parsePeriod } from '../../catalogue/period.ts';
import { withoutNoise } from '../../catalogue/withoutNoise.ts';
import { pounds, toPence } from './inWords.ts';
import { counted } from '../../words.ts';
import { inPricesOf, type PriceIndex } from './prices.ts';
import { spreadOf, type Spread } from './spread.ts';
import type { UnitCostFigure } from './UnitCostFigure.ts';

/** By what a cost is divided. */
export type Per = 'user' | 'place' | 'child';

/** What one row of a publisher tells of a cost: null is not stated, never none. */
export interface CostRecord {
  /** The service, or the row where it names none: rows of one service are never told twice by it. */
  recordId: string;
  /** Of services that reviewers said are one: their group, and the place in it, lowest first. */
  groupId: string | null;
  rank: number;
  themeCode: string | null;
  serviceKind: string | null;
  per: Per;
  /** What is counted where that has several kinds: beds, or sessions; null is not stated. */
  unit: string | null;
  /** Money spent or budgeted, of a cost by child. */
  money: string | null;
  authorityCode: string;
  period: string | null;
  amount: number | null;
  units: number | null;
}

export interface UnitCost extends Pick<CostRecord, 'themeCode' | 'serviceKind' | 'per' | 'unit' | 'money'> {
  figures: UnitCostFigure[];
  spread: Spread;
}

/** Below this many, one more or fewer changes a unit cost by a tenth and more. */
const smallNumber = 10;

const many: Record<Per, string> = { user: 'users', place: 'places', child: 'children' };

/** What one user, place or child costs, by type of service, authority and year: types and figures in the order of their codes, never of their costs. */
export function unitCostsOf(records: readonly CostRecord[], priceYear: string | null, index: PriceIndex | null): UnitCost[] {
  const byType = Map.groupBy(toldOnce(records.map(inOneSpelling)), typeOf);
  return [...byType].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => {
    const { themeCode, per, unit, money, serviceKind } = own[0]!;
    const figures = [...Map.groupBy(own, ({ authorityCode, period }) => JSON.stringify([authorityCode, lastDayOf(period), period]))].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, rows]) => figureOf(rows, priceYear, index));
    return { themeCode, serviceKind, per, unit, money, figures, spread: spreadOf(figures, priceYear) };
  });
}

function typeOf({ per, themeCode, serviceKind, unit, money }: CostRecord): string {
  return JSON.stringify([themeCode ?? '', serviceKind ?? '', per, unit ?? '', money ?? '']);
}

/** Kinds of service and units are words of their publishers, and differ in capitals and spaces. */
export function spelt(words: string): string {
  return words.trim().replace(/\s+/g, ' ').toLowerCase();
}

function inOneSpelling(record: CostRecord): CostRecord {
  return { ...record, serviceKind: record.serviceKind && spelt(record.serviceKind), unit: record.unit && spelt(record.unit) };
}

/** Of services that are one, the first that states cost and number, else the first: of use for each period, of places altogether. */
function toldOnce(records: readonly CostRecord[]): CostRecord[] {
  const alone = records.filter(({ groupId }) => groupId === null);
  const grouped = Map.groupBy(records.filter(({ groupId }) => groupId !== null), ({ groupId, themeCode, serviceKind, per, authorityCode, period }) => JSON.stringify([groupId, themeCode, serviceKind, per, authorityCode, per === 'user' ? period : null]));
  return [...alone, ...[...grouped.values()].flatMap((own) => {
    const inOrder = own.toSorted((a, b) => Number(isComplete(b)) - Number(isComplete(a)) || a.rank - b.rank);
    return own.filter(({ recordId }) => recordId === inOrder[0]!.recordId);
  })];
}

function isComplete({ amount, units }: CostRecord): boolean {
  return amount !== null && units !== null && units > 0;
}

function figureOf(rows: readonly CostRecord[], priceYear: string | null, index: PriceIndex | null): UnitCostFigure {
  const { authorityCode, period, per } = rows[0]!;
  const complete = rows.filter(isComplete);
  const common = { authorityCode, period, records: complete.length, incomplete: rows.length - complete.length };
  const notKnown = (explanation: string): UnitCostFigure => ({ ...common, amount: rows.length === 1 ? rows[0]!.amount : null, units: rows.length === 1 ? rows[0]!.units : null, unitCost: null, adjusted: null, isSmall: false, explanation });
  // A sum of money may be part of another, so that adding them could count pounds twice.
  if (per === 'child' && rows.length > 1) return notKnown(`${counted(rows.length, 'sum')} are stated and one may be part of another, so none is divided.`);
  if (complete.length === 0) return notKnown(whyNone(rows));
  if (period === null && complete.length > 1) return notKnown(`${counted(complete.length, 'record')} state a cost and no year of its prices: they may be of different years, so they are not added.`);
  const [amount, units] = [toPence(add(complete, 'amount')), add(complete, 'units')];
  const exact = amount / units;
  const adjusted = priceYear === null ? null : inPricesOf(priceYear, { amount: exact, from: period }, index);
  const isSmall = units < smallNumber;
  const sentences = [
    `${pounds(amount)} over ${counted(units, per, many[per])} in ${counted(complete.length, 'record')} is ${pounds(toPence(exact))} each.`,
    period === null && 'The year of its prices is not stated.',
    common.incomplete > 0 && `${counted(common.incomplete, 'record')} left out: without a cost, or without a number above 0 to divide it by.`,
    isSmall && `Fewer than ${smallNumber}: one more or fewer would change it much.`,
    adjusted?.explanation,
  ];
  return { ...common, amount, units, unitCost: toPence(exact), adjusted: adjusted === null || adjusted.value === null ? null : toPence(adjusted.value), isSmall, explanation: sentences.filter(Boolean).join(' ') };
}

function whyNone(rows: readonly CostRecord[]): string {
  const { per } = rows[0]!;
  const costs = rows.flatMap(({ amount }) => amount ?? []);
  if (costs.length === 0) return `${counted(rows.length, 'record')}, none with a cost. That is not free.`;
  const stated = `${costs.map(pounds).join(', ')} ${costs.length === 1 ? 'is' : 'are'} stated`;
  return per === 'child' ? `${stated}; how many children of these ages live there is not known.` : `${stated}, for no number of ${many[per]} above 0.`;
}

function add(rows: readonly CostRecord[], what: 'amount' | 'units'): number {
  return withoutNoise(rows.reduce((total, row) => total + row[what]!, 0));
}

function lastDayOf(period: string | null): string {
  return (period === null ? null : parsePeriod(period))?.to ?? '';
}
