import { parsePeriod, periodForms } from '../../../catalogue/period.ts';
import { countOnce } from '../../../performance/flows/countOnce.ts';
import type { Asked } from '../../../performance/flows/flowsOf.ts';
import type { Use } from '../../../performance/flows/use.ts';
import { HubError } from '../../../errors.ts';
import type { RequestContext } from '../../context.ts';
import type { CountedUse, ServiceFlowFilter } from '../../types/serviceFlow.ts';
import { allInOrder } from '../allInOrder.ts';
import { codesWithin } from '../authorityAround.ts';
import { checkThemes } from '../checkThemes.ts';
import { isOneOf } from '../conditions.ts';
import { authoritiesAskedAbout } from '../timeScope.ts';
import { describeUse } from './describeUse.ts';
import { readUse, tallyUse, type Tally } from './readUse.ts';

export interface FoundUse {
  /** Rows of one period that can be added. */
  uses: Use[];
  /** Codes of the authorities asked about, or of all that the rows name, by name. */
  authorities: string[];
  asked: Asked;
  basis: CountedUse;
}

/** The use that a filter asks for, in one period, with whoever is counted in several rows counted once. Eight statements at most, whatever the number of rows. */
export async function findUse(context: RequestContext, filter: ServiceFlowFilter, { alsoAsPlace }: { alsoAsPlace: boolean }): Promise<FoundUse> {
  checkPeriod(filter.period);
  const [asked] = await allInOrder([authoritiesAskedAbout(context, filter), checkThemes(context, filter.themes)]);
  const { themes, bases, period, breakdown = null } = filter;
  const conditions = { alsoAsPlace, ...(asked && { codes: [...(await codesWithin(context, asked)).keys()] }), ...(themes && { themes }), ...(bases && { bases }) };
  const tallies = await tallyUse(context, conditions);
  const fitting = periodsOf(tallies.filter((tally) => tally.rows > 0 && tally.breakdown === breakdown && !(themes && tally.isKindOnly)));
  const chosen = period === undefined ? fitting[0] : fitting.find((one) => one.period === period);
  const { counted, parts, toldAgain } = countOnce(chosen ? await readUse(context, conditions, { ...chosen, breakdown }) : []);
  const inRows = counted.flatMap(({ home, place }) => [home.authority, place?.authority ?? null]).filter((code) => code !== null);
  const named = await readNames(context, new Set([...(asked ?? []), ...inRows]));
  const basis = {
    period: chosen?.period ?? null,
    periodKind: chosen?.periodKind ?? null,
    rows: counted.length,
    partRows: parts.length,
    toldAgainRows: toldAgain.length,
    kindOnlyRows: rowsOf(tallies.filter((tally) => themes && tally.isKindOnly && tally.breakdown === breakdown)),
    withheldRows: tallies.filter((tally) => tally.period === chosen?.period && tally.breakdown === breakdown && !(themes && tally.isKindOnly)).reduce((sum, { withheld }) => sum + withheld, 0),
    otherPeriods: fitting.filter((one) => one !== chosen).slice(0, 20),
    otherGroups: groupsOf(tallies.filter((tally) => tally.rows > 0 && tally.breakdown !== breakdown && !(themes && tally.isKindOnly))).slice(0, 20),
  };
  return {
    uses: counted,
    authorities: [...named.keys()].filter((code) => asked === undefined || asked.includes(code)),
    asked: { period: chosen?.period ?? period ?? 'any period', named },
    basis: { ...basis, explanation: describeUse(basis, { period, breakdown }) },
  };
}

function checkPeriod(period: string | undefined): void {
  if (period !== undefined && parsePeriod(period) === null) throw new HubError('BAD_ARGUMENT', `period is "${period.slice(0, 40)}". Expected: a period as published, such as ${periodForms}.`);
}

/** The periods, the one that ends last first; of several that end on one day, the one with most rows. */
function periodsOf(tallies: readonly Tally[]): { period: string; periodKind: string; periodTo: string; rows: number }[] {
  return [...Map.groupBy(tallies, ({ period }) => period).values()]
    .map((own) => ({ period: own[0]!.period, periodKind: own[0]!.periodKind, periodTo: own[0]!.periodTo, rows: rowsOf(own) }))
    .toSorted((a, b) => compare(b.periodTo, a.periodTo) || b.rows - a.rows || compare(a.period, b.period));
}

function groupsOf(tallies: readonly Tally[]): { breakdown: string | null; rows: number }[] {
  return [...Map.groupBy(tallies, ({ breakdown }) => breakdown)].map(([breakdown, own]) => ({ breakdown, rows: rowsOf(own) })).toSorted((a, b) => compare(a.breakdown ?? '', b.breakdown ?? ''));
}

function rowsOf(tallies: readonly Tally[]): number {
  return tallies.reduce((sum, { rows }) => sum + rows, 0);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Names of authorities, by name. */
async function readNames({ db }: RequestContext, codes: ReadonlySet<string>): Promise<Map<string, string>> {
  if (codes.size === 0) return new Map();
  const rows = await db.selectFrom('authority').select(['id', 'name']).where(isOneOf('authority.id', [...codes])).execute();
  return new Map(rows.toSorted((a, b) => compare(a.name, b.name) || compare(a.id, b.id)).map(({ id, name }) => [id, name]));
}
