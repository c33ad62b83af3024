import { sql, type RawBuilder } from 'kysely';
import { parsePeriod } from '../../../catalogue/period.ts';
import { countOnce } from '../../../performance/flows/countOnce.ts';
import { spelt, type CostRecord } from '../../../performance/value/unitCosts.ts';
import type { RequestContext } from '../../context.ts';
import { isService, isThere } from '../commissioning/readSupply.ts';
import { codesWithin } from '../authorityAround.ts';
import { allOf, contains, isLinkedTo, isOneOf } from '../conditions.ts';
import { everybody, readUseWhere, type DatedUse } from '../flows/readUse.ts';
import { firstDay, lastDay, type MoneyScope } from './readMoneyScope.ts';
import { mostRows, refuseTooMany } from './refuseTooMany.ts';

/** Costs by user and by place, and how many rows state none. */
export interface Costs {
  records: CostRecord[];
  /** Services that several authorities have together: what one of them pays is not stated. */
  shared: number;
  /** Rows without a cost, by theme or by kind of service, and altogether. */
  without: { services: number; use: number; byType: ReadonlyMap<string, number> };
}

/** How rows without a cost are found again by their type. */
export function withoutKey(per: string, themeCode: string | null, serviceKind: string | null): string {
  return JSON.stringify([per, themeCode, serviceKind && spelt(serviceKind)]);
}

/** What users and places cost, as stated. Ten statements, whatever the number of authorities. */
export async function readCosts(context: RequestContext, scope: MoneyScope): Promise<Costs> {
  const places = scope.serviceKind === undefined ? await readPlaces(context, scope) : { records: [], shared: 0, byTheme: [], without: 0 };
  const use = await readUse(context, scope);
  return {
    records: [...places.records, ...use.records],
    shared: places.shared,
    without: { services: places.without, use: use.without, byType: new Map([...places.byTheme, ...use.byType]) },
  };
}

/** Records that reviewers said are one service are counted once. */
const services = sql<number>`count(distinct coalesce(service_group.group_id, service.id))`;

/** Of services that reviewers said are one, the authorities that any of them names are those of all. */
const authoritiesNamed = sql<number>`(select count(distinct every.target_id) from service_authority every where every.owner_id = service.id or every.owner_id in (
  select member.service_id from service_group member join service there on there.id = member.service_id and there.withdrawn_on is null where member.group_id = service_group.group_id))`;

/** Another record of the same service, as reviewers said, that states a cost. */
function statesCostElsewhere(db: RequestContext['db']) {
  return db.selectFrom('service_group as also').innerJoin('service as other', 'other.id', 'also.serviceId').select('other.id').where(sql<boolean>`also.group_id = service_group.group_id`).where('other.annualCost', 'is not', null).where(isThere('other.status'));
}

/** What a service costs in a year, for as many places as it says. */
async function readPlaces({ db }: RequestContext, { codes, themes, from, to }: MoneyScope) {
  const known = db
    .selectFrom('service')
    .innerJoin('service_authority', 'service_authority.ownerId', 'service.id')
    .leftJoin('service_theme', 'service_theme.ownerId', 'service.id')
    .leftJoin('service_group', 'service_group.serviceId', 'service.id')
    .where(isOneOf('service_authority.targetId', codes))
    .where(isService)
    .where(isThere('service.status'))
    .where(themes ? isOneOf('service_theme.targetId', themes) : allOf([]));
  const rows = await known
    .select(['service.id', 'service.annualCost', 'service.costYear', 'service.capacity', 'service.capacityUnit', 'service_authority.targetId as authorityCode', 'service_theme.targetId as themeCode', 'service_group.groupId', 'service_group.place', authoritiesNamed.as('authorities')])
    .where('service.annualCost', 'is not', null)
    .orderBy('service.id').orderBy('service_authority.targetId').orderBy('service_theme.targetId')
    .limit(mostRows + 1)
    .execute();
  refuseTooMany(rows.length, 'services with a cost');
  const costless = known.where('service.annualCost', 'is', null).where((where) => where.not(where.exists(statesCostElsewhere(db))));
  const missing = await costless.select(['service_theme.targetId as themeCode', services.as('rows')]).groupBy('service_theme.targetId').execute();
  const total = await costless.select(services.as('rows')).executeTakeFirstOrThrow();
  const within = rows.filter(({ costYear }) => isWithin(costYear, from, to));
  const records = within.filter(({ authorities }) => Number(authorities) === 1).map((row): CostRecord => ({
    recordId: row.id, groupId: row.groupId, rank: Number(row.place ?? 0), themeCode: row.themeCode, serviceKind: null, per: 'place', unit: row.capacityUnit, money: null,
    authorityCode: row.authorityCode, period: row.costYear, amount: Number(row.annualCost), units: row.capacity === null ? null : Number(row.capacity),
  }));
  const shared = new Set(within.filter(({ authorities }) => Number(authorities) > 1).map(({ id, groupId }) => groupId ?? id)).size;
  return { records, shared, without: Number(total.rows), byTheme: missing.map((row) => [withoutKey('place', row.themeCode, null), Number(row.rows)] as const) };
}

/** What the users of an authority cost in a period, those of areas within it among them: rows about everybody, and of several that tell of the same users one. */
async function readUse(context: RequestContext, { codes, themes, serviceKind, from, to }: MoneyScope) {
  const { db } = context;
  const authorityOf = await codesWithin(context, codes);
  const wanted: RawBuilder<boolean> = allOf([
    isOneOf('service_use.homeAreaCode', [...authorityOf.keys()]),
    everybody,
    sql<boolean>`(service_use.period_to >= ${from} and service_use.period_to <= ${to})`,
    themes && isLinkedTo('service_use.serviceId', 'service_theme', themes),
    serviceKind && contains('service_use.serviceKind', serviceKind),
  ]);
  const told = await readUseWhere(context, allOf([wanted, sql<boolean>`service_use.cost is not null`]), mostRows + 1);
  refuseTooMany(told.length, 'rows of use with a cost');
  const uses = [...Map.groupBy(told, ({ period }) => period).values()].flatMap((own) => countOnce(own).counted as DatedUse[]);
  const themesOf = await readThemes(context, new Set(uses.flatMap(({ serviceId }) => serviceId ?? [])));
  const rows = uses.map((use) => ({ use, record: recordOf(use, authorityOf.get(use.home.code)!), themeCodes: (use.serviceId === null ? undefined : themesOf.get(use.serviceId)) ?? [] }));
  const all = db.selectFrom('service_use').where(wanted);
  const byTheme = await all.leftJoin('service_theme', 'service_theme.ownerId', 'service_use.serviceId').select(['service_theme.targetId as themeCode', sql<number>`count(*)`.as('rows')]).where('service_use.cost', 'is', null).groupBy('service_theme.targetId').execute();
  const byKind = await all.select(['service_use.serviceKind', sql<number>`count(*)`.as('rows')]).where('service_use.cost', 'is', null).groupBy('service_use.serviceKind').execute();
  // A row with both stands under each of its themes and under its words: ways to look at the same children, never added up.
  const themed = rows.flatMap(({ record, themeCodes }) => themeCodes.filter((code) => themes === undefined || themes.includes(code)).map((themeCode) => ({ ...record, themeCode })));
  const inWords = rows.filter(({ use }) => use.kind !== null).map(({ use, record }) => ({ ...record, serviceKind: use.kind }));
  const bare = rows.filter(({ use, themeCodes }) => use.kind === null && themeCodes.length === 0).map(({ record }) => record);
  const kinds = Map.groupBy(byKind.filter((row) => row.serviceKind !== null), (row) => withoutKey('user', null, row.serviceKind));
  const byType = [...byTheme.filter(({ themeCode }) => themeCode !== null).map((row) => [withoutKey('user', row.themeCode, null), Number(row.rows)] as const), ...[...kinds].map(([key, own]) => [key, own.reduce((sum, row) => sum + Number(row.rows), 0)] as const)];
  return { records: [...themed, ...inWords, ...bare], without: byKind.reduce((sum, row) => sum + Number(row.rows), 0), byType };
}

function recordOf({ id, serviceId, groupId, rank, period, cost, users }: DatedUse, authorityCode: string): CostRecord {
  return { recordId: serviceId ?? id, groupId, rank, themeCode: null, serviceKind: null, per: 'user', unit: null, money: null, authorityCode, period, amount: cost, units: users };
}

async function readThemes({ db }: RequestContext, services: ReadonlySet<string>): Promise<Map<string, string[]>> {
  const rows = await db.selectFrom('service_theme').select(['ownerId', 'targetId']).where(isOneOf('service_theme.ownerId', [...services])).orderBy('ownerId').orderBy('targetId').execute();
  return new Map([...Map.groupBy(rows, ({ ownerId }) => ownerId)].map(([id, own]) => [id, own.map(({ targetId }) => targetId)]));
}

/** A service that names no year of its cost fits only when none was asked about. */
function isWithin(costYear: string | null, from: string, to: string): boolean {
  const last = costYear === null ? null : (parsePeriod(costYear)?.to ?? null);
  return last === null ? from === firstDay && to === lastDay : last >= from && last <= to;
}
