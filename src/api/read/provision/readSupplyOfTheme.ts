import { sql } from 'kysely';
import { parsePeriod } from '../../../catalogue/period.ts';
import type { Counted, Stated } from '../../../performance/provision/supplyOf.ts';
import { listed } from '../../../performance/provision/words.ts';
import { counted } from '../../../words.ts';
import type { RequestContext } from '../../context.ts';
import { SupplyMeasure } from '../../types/provisionFilter.ts';
import { isLinkedTo, isOneOf } from '../conditions.ts';
import { isService } from '../commissioning/readSupply.ts';
import type { AskedProvision } from './askProvision.ts';
import { readServicesOfTheme, unitOf, type ThemeService } from './readServicesOfTheme.ts';
import { readUse } from './readUse.ts';

/** What is stated of supply by one measure, in one unit, and of one year or period. */
export interface SupplyOfTheme {
  measure: SupplyMeasure;
  unit: string | null;
  period: string | null;
  stated: Stated[];
  what: Counted;
  services: ThemeService[];
  /** Those of which only a source too old for the day tells. */
  older: ThemeService[];
  held: Held;
  notes: string[];
}

/** How many services of any theme and time the hub holds, by authority, and of all told of. */
interface Held {
  byCode: ReadonlyMap<string, number>;
  together: number;
}

/** Services as one measure has them, in each unit or period that any states. */
interface Option {
  measure: SupplyMeasure;
  unit: string | null;
  /** Last day of the period, or the year: the latest counts where several are stated of as many. */
  at: string;
  period: string | null;
  stated: Stated[];
  what: Counted;
}

/** Supply of the theme by the measure asked for, else the one stated of most authorities. Nine statements. */
export async function readSupplyOfTheme(context: RequestContext, asked: AskedProvision): Promise<SupplyOfTheme> {
  const { services, older } = await readServicesOfTheme(context, asked);
  const options = [...capacityOptions(services), ...(await useOptions(context, asked, services)), ...(await spendOptions(context, asked, services))];
  const { supplyMeasure, capacityUnit } = asked.filter;
  const allowed = options.filter(({ measure, unit }) => (supplyMeasure === undefined || measure === supplyMeasure) && (capacityUnit === undefined || (measure === SupplyMeasure.CAPACITY && unit === unitOf(capacityUnit))));
  const order = Object.values(SupplyMeasure);
  const ranked = allowed.map((option) => ({ option, known: statedOf(asked, option.stated) })).sort((a, b) => b.known - a.known || order.indexOf(a.option.measure) - order.indexOf(b.option.measure) || (a.option.at > b.option.at ? -1 : a.option.at < b.option.at ? 1 : 0) || ((a.option.unit ?? '') < (b.option.unit ?? '') ? -1 : 1));
  const chosen = ranked[0]?.option ?? noneOf(supplyMeasure ?? SupplyMeasure.CAPACITY, capacityUnit, services);
  const others = ranked.slice(1).map(({ option, known }) => `${nameOf(option)} (${known})`);
  const notes = [
    ranked[0] ? `Supply is told by ${nameOf(chosen)}, stated of ${ranked[0].known} of ${counted(asked.codes.length, 'authority', 'authorities')} compared${others.length > 0 ? `; never mixed with it: ${listed(others, 4)}` : ''}.` : 'Supply cannot be told by any measure: of the services known, none states a capacity with its unit, users or cost that could be used.',
    ...(older.length > 0 ? [`Left out, because no source of ${asked.firstYear} or later tells of ${older.length === 1 ? 'it' : 'them'}: ${counted(older.length, 'service')} of the theme (${listed(older.map(({ name, year }) => `“${name}”, ${year}`), 3)}).`] : []),
  ];
  return { ...chosen, services, older, held: await readHeld(context, asked), notes };
}

function statedOf({ codes }: AskedProvision, stated: readonly Stated[]): number {
  return codes.filter((code) => stated.some(({ amount, authorities }) => amount !== null && authorities.has(code))).length;
}

function nameOf({ measure, unit, period }: Pick<Option, 'measure' | 'unit' | 'period'>): string {
  return measure === SupplyMeasure.CAPACITY ? `capacity in ${unit}` : measure === SupplyMeasure.USERS ? `users in ${period}` : `cost for ${period}`;
}

function noneOf(measure: SupplyMeasure, unit: string | undefined, services: readonly ThemeService[]): Option {
  const stated = { capacity: unit === undefined ? 'a capacity with its unit' : `a capacity in ${unit}`, users: 'its users', spend: 'a cost' }[measure];
  return { measure, unit: unit === undefined ? null : unitOf(unit), at: '', period: null, stated: services.map((service) => ({ ...service, amount: null })), what: { one: '', several: '', stated, arePeople: measure === SupplyMeasure.USERS } };
}

function capacityOptions(services: readonly ThemeService[]): Option[] {
  const units = [...new Set(services.flatMap(({ capacities }) => [...capacities.keys()]))].sort();
  return units.map((unit) => ({
    measure: SupplyMeasure.CAPACITY, unit, at: '', period: null,
    stated: services.map((service) => ({ ...service, amount: service.capacities.get(unit) ?? null })),
    what: { one: unit.replace(/s$/, ''), several: unit, stated: `a capacity in ${unit}`, arePeople: false },
  }));
}

/** By home it is known whose users are whose, so that a service of several authorities has an entry for each. */
async function useOptions(context: RequestContext, asked: AskedProvision, services: readonly ThemeService[]): Promise<Option[]> {
  const use = await readUse(context, asked, services);
  return [...Map.groupBy(use, ({ period }) => period)].map(([period, own]) => {
    const users = new Map(own.map((row) => [`${row.serviceId}\n${row.homeCode}`, row.users]));
    const stated = services.flatMap((service) => asked.codes.flatMap((code) => {
      const amount = users.get(`${service.serviceId}\n${code}`) ?? null;
      return amount === null && !service.authorities.has(code) ? [] : [{ serviceId: service.serviceId, authorities: new Set([code]), amount, isWider: service.isWider }];
    }));
    return { measure: SupplyMeasure.USERS, unit: 'users', at: own[0]!.periodTo, period, stated, what: { one: 'user', several: 'users', stated: `users in ${period}`, arePeople: true } };
  });
}

async function spendOptions(context: RequestContext, asked: AskedProvision, services: readonly ThemeService[]): Promise<Option[]> {
  const budgets = await readSpend(context, asked);
  const stated = services.flatMap(({ costs }) => [...costs.keys()]).filter((year) => isWithin(year, asked));
  const years = [...new Set([...stated, ...budgets.map(({ period }) => period)])].sort();
  return years.map((year) => {
    const byCost = services.map((service) => ({ ...service, amount: service.costs.get(year) ?? null }));
    const totals = Map.groupBy(budgets.filter(({ period }) => period === year), ({ authorityCode }) => authorityCode);
    const alone = (stated: Stated, code: string): boolean => stated.authorities.size === 1 && stated.authorities.has(code);
    // One sum may be part of another, so that of several none counts.
    const counting = asked.codes.filter((code) => totals.get(code)?.length === 1 && !asked.filter.ages && asked.filter.tier === undefined && !byCost.some((stated) => alone(stated, code) && stated.amount !== null));
    const kept = byCost.filter((stated) => !counting.some((code) => alone(stated, code)));
    const stated = [...kept, ...counting.map((code) => ({ serviceId: totals.get(code)![0]!.id, authorities: new Set([code]), amount: Number(totals.get(code)![0]!.amount), isWider: false }))];
    return { measure: SupplyMeasure.SPEND, unit: 'pounds', at: year.replace(/^\D+/, ''), period: year, stated, what: { one: 'pound', several: 'pounds', stated: `a cost for ${year}`, arePeople: false, ...(counting.length > 0 && { sources: ['service or total of spend', 'services or totals of spend'] as const }) } };
  });
}

/** Costs of years as old as figures may be, and of no year to come. */
function isWithin(year: string, { since, until }: AskedProvision): boolean {
  const last = parsePeriod(year)?.to;
  return last !== undefined && last >= since && last <= until;
}

/** Whole sums spent by one authority alone on just the theme asked about, and on no one service of it: what was spent on a narrower theme, or on one of several, is a part. */
async function readSpend({ db }: RequestContext, { codes, filter, since, until }: AskedProvision) {
  const [theme, ...others] = new Set(filter.themes);
  if (others.length > 0) return [];
  return db
    .selectFrom('budget')
    .innerJoin('budget_authority', 'budget_authority.ownerId', 'budget.id')
    .select(['budget.id', 'budget.period', 'budget.amount', 'budget_authority.targetId as authorityCode'])
    .where('budget.kind', '=', 'spend')
    .where(sql<boolean>`coalesce(budget.basis, 'total') = 'total'`)
    .where('budget.serviceId', 'is', null)
    .where('budget.periodTo', '<=', until)
    .where('budget.periodTo', '>=', since)
    .where(isOneOf('budget_authority.targetId', codes))
    .where(isLinkedTo('budget.id', 'budget_theme', [theme!]))
    .where(sql<boolean>`(select count(*) from budget_theme every where every.owner_id = budget.id) = 1`)
    .where(sql<boolean>`(select count(*) from budget_authority every where every.owner_id = budget.id) = 1`)
    .orderBy('budget.id')
    .execute();
}

/** Records that reviewers said are one service count once, and what several authorities have together counts once for all of them. Two statements. */
async function readHeld({ db }: RequestContext, { codes, told }: AskedProvision): Promise<Held> {
  const known = (of: readonly string[]) => db
    .selectFrom('service_authority')
    .innerJoin('service', 'service.id', 'service_authority.ownerId')
    .leftJoin('service_group', 'service_group.serviceId', 'service.id')
    .select(sql<number>`count(distinct coalesce(service_group.group_id, service.id))`.as('held'))
    .where(isOneOf('service_authority.targetId', of))
    .where(isService);
  const rows = await known(codes).select('service_authority.targetId as authorityCode').groupBy('service_authority.targetId').execute();
  const together = await known(told.map(({ id }) => id)).executeTakeFirstOrThrow();
  return { byCode: new Map(rows.map(({ authorityCode, held }) => [authorityCode, Number(held)])), together: Number(together.held) };
}
