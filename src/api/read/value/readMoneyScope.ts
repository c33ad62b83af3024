import { parsePeriod, periodForms } from '../../../catalogue/period.ts';
import { HubError } from '../../../errors.ts';
import { firmestFirst } from '../../../performance/firmest.ts';
import { isPriceYear, type PriceIndex } from '../../../performance/value/prices.ts';
import { countPlaces } from '../../../overlap/successors.ts';
import type { RequestContext } from '../../context.ts';
import type { ValueForMoneyArgs } from '../../types/valueForMoney.ts';
import { allInOrder } from '../allInOrder.ts';
import { checkCodes } from '../checkCodes.ts';
import { checkAges } from '../checkFilter.ts';
import { checkThemes } from '../checkThemes.ts';
import { isOneOf } from '../conditions.ts';
import { england } from '../places.ts';
import { readSuccessors } from '../readSuccessors.ts';
import { authoritiesAskedAbout, type AuthorityRow } from '../timeScope.ts';

/** What stands for no first and no last day. */
export const [firstDay, lastDay] = ['0000-01-01', '9999-12-31'];

/** Whose money is looked at, for what, when, and in the prices of which year. */
export interface MoneyScope {
  authorities: AuthorityRow[];
  codes: string[];
  /** How many of these authorities there are, one that is no more and those that took its place counted once: costs are mostly of one side of the change. */
  count: (codes: Iterable<string>) => number;
  themes: string[] | undefined;
  serviceKind: string | undefined;
  from: string;
  to: string;
  ages: { from: number; to: number };
  priceYear: string | null;
  index: PriceIndex | null;
  /** How prices of different years are treated, in a sentence. */
  prices: string;
}

/** Checks what was asked, and reads the authorities, who took whose place, and the deflator. Seven statements at most. */
export async function readMoneyScope(context: RequestContext, args: ValueForMoneyArgs): Promise<MoneyScope> {
  checkDays(args);
  checkPrices(args);
  const [asked] = await allInOrder([authoritiesAskedAbout(context, args), checkThemes(context, args.themes), checkCodes(context, 'indicator', args.deflator === undefined ? undefined : [args.deflator])]);
  const authorities = await readAuthorities(context, asked);
  const successors = await readSuccessors(context);
  const index = args.deflator === undefined ? null : await readIndex(context, args.deflator);
  const priceYear = args.priceYear ?? null;
  return {
    authorities, codes: authorities.map(({ id }) => id), count: (codes) => countPlaces(codes, successors), themes: args.themes, serviceKind: args.serviceKind,
    from: args.from ?? firstDay, to: args.to ?? lastDay, ages: args.ages ?? { from: 0, to: 17 }, priceYear, index, prices: describePrices(priceYear, index),
  };
}

function checkDays({ from, to, ages }: ValueForMoneyArgs): void {
  if (from !== undefined && to !== undefined && from > to) throw new HubError('BAD_ARGUMENT', `from (${from}) is after to (${to}). Give the earlier day as from.`);
  if (ages) checkAges(ages);
}

function checkPrices({ priceYear, deflator }: ValueForMoneyArgs): void {
  if (deflator !== undefined && priceYear === undefined) throw new HubError('BAD_ARGUMENT', 'deflator is given without priceYear. Give the year whose prices are wanted, for example priceYear: "FY2012/13".');
  if (priceYear === undefined || isPriceYear(priceYear)) return;
  const found = parsePeriod(priceYear) === null ? `is no period such as ${periodForms}` : 'is not one whole year';
  throw new HubError('BAD_ARGUMENT', `priceYear "${priceYear.slice(0, 40)}" ${found}. Give a calendar, academic or financial year: CY2012, AY2012/13 or FY2012/13.`);
}

async function readAuthorities({ db }: RequestContext, asked: readonly string[] | undefined): Promise<AuthorityRow[]> {
  const all = db.selectFrom('authority').selectAll();
  // A district council has no children's-services duties; it may still be asked for by name.
  const wanted = asked === undefined ? all.where('kind', '<>', 'district') : all.where(isOneOf('authority.id', asked));
  return (await wanted.orderBy('name').orderBy('id').execute()) as AuthorityRow[];
}

/** The deflator's values for England, of all and not of a group; of several for one year the firmest. */
async function readIndex({ db }: RequestContext, code: string): Promise<PriceIndex> {
  const rows = await db.selectFrom('observation').select(['period', 'value', 'status', 'harvestId', 'areaCode', 'sourceId', 'id']).where('indicatorCode', '=', code).where('areaCode', '=', england).where('breakdown', 'is', null).where('value', '>', 0).orderBy('period').orderBy('id').execute();
  const given = rows.map((row) => ({ ...row, value: Number(row.value) }));
  const known = [...Map.groupBy(given, ({ period }) => period)].filter(([period]) => isPriceYear(period)).map(([period, own]) => [period, firmestFirst(own)[0]!.value] as const);
  return { code, values: new Map(known) };
}

function describePrices(priceYear: string | null, index: PriceIndex | null): string {
  const needed = 'name priceYear and deflator, an indicator that has values for England for both years, such as the GDP deflator at market prices that HM Treasury publishes';
  if (priceYear === null) return `Every amount stands in the prices of its own year, and amounts of different years are not compared. To compare them, ${needed}.`;
  if (index === null) return `Only amounts of ${priceYear} are compared. To bring those of other years to its prices, ${needed}.`;
  const has = index.values.has(priceYear) ? '' : ` It has none for ${priceYear}, so amounts of other years are not adjusted.`;
  return `Amounts are brought to the prices of ${priceYear} by ${index.code}, of which the hub has values for England for ${index.values.size} ${index.values.size === 1 ? 'year' : 'years'}; a year without one is not guessed.${has}`;
}
