import { sql } from 'kysely';
import type { Place, Use } from '../../../performance/flows/use.ts';
import { HubError } from '../../../errors.ts';
import { inList } from '../../../db/inList.ts';
import type { RequestContext } from '../../context.ts';
import { findAuthorityAround } from '../authorityAround.ts';
import { allOf, isLinkedTo, isOneOf, type Condition } from '../conditions.ts';

/** Which rows of service use an answer is about, all but the period. */
export interface UseAsked {
  /** Codes of the places asked about and of all within them; undefined for everywhere. */
  codes?: readonly string[];
  /** Whether use in these places counts as well as use from them. */
  alsoAsPlace: boolean;
  themes?: readonly string[];
  bases?: readonly string[];
}

/** How many rows there are of a period and group. */
export interface Tally {
  period: string;
  periodKind: string;
  periodTo: string;
  breakdown: string | null;
  /** They name a kind of service alone. */
  isKindOnly: boolean;
  rows: number;
  /** Rows of which the number of users is withheld; not among `rows`. */
  withheld: number;
}

/** No answer is worked out from more rows than this, so that none holds the hub up. */
const mostRows = 50_000;
/** The largest whole number that an answer can carry. */
const mostUsers = 2_147_483_647;

/** How many rows there are, period by period and group by group; where themes are asked for, also of those that name no service. One statement. */
export async function tallyUse({ db }: RequestContext, asked: UseAsked): Promise<Tally[]> {
  const rows = await db
    .selectFrom('service_use')
    .select(['period', 'periodKind', 'periodTo', 'breakdown', sql<number>`case when service_use.service_id is null then 1 else 0 end`.as('isKindOnly'), sql<number>`count(service_use.users)`.as('rows'), sql<number>`count(*) - count(service_use.users)`.as('withheld')])
    .where(conditionsOf(asked, { kindsToo: true }))
    .groupBy(['period', 'periodKind', 'periodTo', 'breakdown', sql`case when service_use.service_id is null then 1 else 0 end`])
    .execute();
  return rows.map((row) => ({ ...row, isKindOnly: Number(row.isKindOnly) === 1, rows: Number(row.rows), withheld: Number(row.withheld) }));
}

/** The use of one period and group of users, each with the authorities around its home and place. Three statements. */
export async function readUse(context: RequestContext, asked: UseAsked, { period, breakdown, rows: expected }: { period: string; breakdown: string | null; rows: number }): Promise<Use[]> {
  if (expected > mostRows) throw new HubError('BAD_ARGUMENT', `${expected} rows of service use are of ${period}. At most ${mostRows} are added up at once: narrow the filter by region, authorities or themes.`);
  return readUseWhere(context, allOf([conditionsOf(asked, { kindsToo: false }), sql<boolean>`${sql.ref('service_use.period')} = ${period}`, breakdown === null ? everybody : sql<boolean>`${sql.ref('service_use.breakdown')} = ${breakdown}`]), expected);
}

/** Rows about everybody, not about a group of users. */
export const everybody: Condition = sql<boolean>`service_use.breakdown is null`;

/** A row of use with its period, and of services that reviewers said are one, the group and the place in it. */
export type DatedUse = Use & { period: string; periodTo: string; groupId: string | null; rank: number };

/** The use that a condition on service_use holds of and of which the number of users is told, each with the authorities around its home and place; `most` rows. Three statements. */
export async function readUseWhere(context: RequestContext, condition: Condition, most: number): Promise<DatedUse[]> {
  const rows = await context.db
    .selectFrom('service_use')
    .innerJoin('source', 'source.id', 'service_use.sourceId')
    .leftJoin('service', 'service.id', 'service_use.serviceId')
    .leftJoin('service_group', 'service_group.serviceId', 'service_use.serviceId')
    .select(['service_use.id', 'service_use.sourceId', 'source.publisherCode', 'service_use.serviceId', 'service.name as serviceName', 'service_use.serviceKind', 'service_use.homeAreaCode', 'service_use.placeAreaCode', 'service_use.users', 'service_use.basis', 'service_use.paidBy', 'service_use.cost', 'service_use.period', 'service_use.periodTo', 'service_group.groupId', 'service_group.place as rank'])
    .select([sql<string | null>`coalesce(service_group.group_id, service_use.service_id)`.as('service'), sql<string | null>`coalesce(service_use.provider, service.provider)`.as('provider')])
    .where(condition)
    .where('service_use.users', 'is not', null)
    .orderBy('service_use.id')
    .limit(most)
    .execute();
  refuseImpossible(rows);
  const placeOf = await readPlaces(context, new Set(rows.flatMap(({ homeAreaCode, placeAreaCode }) => [homeAreaCode, ...(placeAreaCode === null ? [] : [placeAreaCode])])));
  return rows.map(({ serviceKind, homeAreaCode, placeAreaCode, users, cost, rank, ...row }) => ({
    ...row,
    rank: Number(rank ?? 0),
    kind: serviceKind,
    home: placeOf(homeAreaCode),
    place: placeAreaCode === null ? null : placeOf(placeAreaCode),
    users: Number(users),
    cost: cost === null ? null : Number(cost),
  }));
}

/** Numbers that no service has add up to more than an answer can carry; then whose they are is said, for all others wait for that to be mended. */
function refuseImpossible(rows: readonly { users: number | null; publisherCode: string }[]): void {
  const total = rows.reduce((sum, { users }) => sum + Number(users), 0);
  if (total <= mostUsers) return;
  const [worst] = [...Map.groupBy(rows, ({ publisherCode }) => publisherCode)].map(([code, own]) => ({ code, users: own.reduce((sum, { users }) => sum + Number(users), 0) })).toSorted((a, b) => b.users - a.users);
  throw new HubError('BAD_ARGUMENT', `The rows add up to ${total.toLocaleString('en-GB')} users, more than there can be. Most of them, ${worst!.users.toLocaleString('en-GB')}, are told by ${worst!.code}: its numbers are wrong. Ask about other authorities until it has mended them.`);
}

function conditionsOf({ codes, alsoAsPlace, themes, bases }: UseAsked, { kindsToo }: { kindsToo: boolean }) {
  const isFrom = codes && isOneOf('service_use.homeAreaCode', codes);
  const isThemed = themes && isLinkedTo('service_use.serviceId', 'service_theme', themes);
  return allOf([
    isFrom && (alsoAsPlace ? sql<boolean>`(${isFrom} or ${isOneOf('service_use.placeAreaCode', codes)})` : isFrom),
    isThemed && (kindsToo ? sql<boolean>`(service_use.service_id is null or ${isThemed})` : isThemed),
    bases && isOneOf('service_use.basis', bases),
  ]);
}

async function readPlaces(context: RequestContext, codes: ReadonlySet<string>): Promise<(code: string) => Place> {
  const list = [...codes];
  const around = await Promise.all(list.map((code) => findAuthorityAround(context, code)));
  const within = await readWithin(context, list);
  const places = new Map(list.map((code, index) => [code, { code, authority: around[index]?.id ?? null, within: within.get(code) ?? new Set<string>() }]));
  return (code) => places.get(code)!;
}

/** What each place lies in, step by step upwards. */
async function readWithin({ db }: RequestContext, codes: readonly string[]): Promise<Map<string, Set<string>>> {
  const rows = await db
    .withRecursive('upwards(code, around)', (query) =>
      query
        .selectFrom('area')
        .select(['area.id as code', 'area.parentCode as around'])
        .where(sql<boolean>`area.id in ${inList(codes)}`)
        .where('area.parentCode', 'is not', null)
        // Not "union all": areas that lie in one another would go round for ever.
        .union((again) => again.selectFrom('area').innerJoin('upwards', 'upwards.around', 'area.id').select(['upwards.code', 'area.parentCode as around']).where('area.parentCode', 'is not', null)),
    )
    .selectFrom('upwards')
    .selectAll()
    .execute();
  return new Map([...Map.groupBy(rows, ({ code }) => code)].map(([code, own]) => [code, new Set(own.map(({ around }) => around!).filter((around) => around !== code))]));
}
