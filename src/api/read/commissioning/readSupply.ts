import { sql, type ExpressionBuilder, type RawBuilder } from 'kysely';
import { betweenWords, isSaidToBeThere, wordsOfStatus } from '../../../catalogue/serviceStatus.ts';
import type { Supply } from '../../../commissioning/judgeTies.ts';
import type { Numbers } from '../../../commissioning/judgeSpecialism.ts';
import { latestYearIn, sourceInWords, surest, timingOf, type Register, type Told } from '../../../commissioning/timeOf.ts';
import type { HubRows, RequestContext } from '../../context.ts';
import { isOneOf } from '../conditions.ts';
import type { Asked } from './Asked.ts';
import { readUsers } from './readUsers.ts';

export interface ThemeSupply {
  services: (Supply & Pick<ServiceRow, 'serviceId'>)[];
  /** Places and users of its services, by authority. */
  numbers: Numbers[];
}

/** A service in its own right: a directory or a computer system serves nobody by itself. */
export const isService = sql<boolean>`(service.kind is null or service.kind = 'service')`;
const isForOneAlone = sql<boolean>`(select count(*) from service_authority every where every.owner_id = service.id) = 1`;
/** Whether a row of a list is of a service, or of another record of which reviewers said that it is the same. */
const isOfTheSame = sql`(owner_id = service.id or owner_id in (select member.service_id from service_group member where member.group_id = service_group.group_id))`;
/** For how many authorities, regions and nations a service is, asked about or not: those it names, and those to whose residents it is open. */
const reachOfService = sql<number>`(select count(*) from (
  select target_id from service_authority where ${isOfTheSame} union select target_id from service_open_to where ${isOfTheSame} union select target_id from service_area where ${isOfTheSame}
) every where every.target_id in (select id from authority) or every.target_id in (select id from region) or every.target_id like '_92000001')`;

/** The same as `isSaidToBeThere`, of a column: its publisher does not say that the service is not there yet, or no longer. */
export function isThere(column: 'service.status' | 'other.status'): RawBuilder<boolean> {
  const spaced = betweenWords.reduce((text, mark) => sql<string>`replace(${text}, ${mark}, ' ')`, sql<string>`' ' || lower(${sql.ref(column)})`);
  const hasOneOf = (words: readonly string[]): RawBuilder<boolean> => sql`(${sql.join(words.map((word) => sql`${spaced} like ${`% ${word}%`}`), sql` or `)})`;
  return sql<boolean>`(${sql.ref(column)} is null or not (${hasOneOf(wordsOfStatus.noLonger)} or (${hasOneOf(wordsOfStatus.notYet)} and not ${hasOneOf(wordsOfStatus.going)})))`;
}

/** Neither said not to be there, nor under a contract that had ended before the days asked about. */
export function isRunning({ status, contractEnd }: { status: string | null; contractEnd: string | null }, { from }: Asked): boolean {
  return isSaidToBeThere(status) && !(contractEnd !== null && contractEnd < from.slice(0, contractEnd.length));
}

export interface TellingRow {
  name: string;
  document: string | null;
  locator: string | null;
  costYear: string | null;
  contractEnd: string | null;
  assuredOn: string | null;
  sourceTitle: string;
  usedUntil: string | null;
}

interface ServiceRow extends Told {
  themeCode: string;
  /** The service or, where reviewers said that several records are one, their group. */
  serviceId: string;
  provider: string | null;
  capacity: number | null;
  capacityUnit: string | null;
  authorityCode: string;
  /** For how many authorities, regions and nations it is, asked about or not. */
  reach: number;
}

/** What is provided about each theme, for whom, and to how many. Two statements, whatever the number of themes. */
export async function readSupply(context: RequestContext, asked: Asked, themeCodes: readonly string[]): Promise<Map<string, ThemeSupply>> {
  const rows = await readServices(context, asked, themeCodes);
  const users = await readUsers(context, asked, themeCodes);
  const byTheme = Map.groupBy(rows, (row) => row.themeCode);
  return new Map(
    themeCodes.map((themeCode) => {
      const services = [...Map.groupBy(byTheme.get(themeCode) ?? [], (row) => row.serviceId).values()].map((own) => {
        const stating = own.find(({ capacity }) => capacity !== null);
        return { ...own[0]!, capacity: stating?.capacity ?? null, capacityUnit: stating?.capacityUnit ?? null, reach: Math.max(...own.map(({ reach }) => reach)), authorities: new Set(own.map((row) => row.authorityCode)) };
      });
      const numbers = [...placesIn(services), { label: 'users of its services by home authority', byAuthority: users.get(themeCode) ?? new Map<string, number>() }];
      return [themeCode, { services, numbers: numbers.filter(({ byAuthority }) => byAuthority.size > 0) }];
    }),
  );
}

/**
 * Authorities asked about of which the hub holds a service of their own, of whatever theme, by the one that is surest of the time: where none
 * is of a theme, that says something. A regional list that names them beside others does not make their services known.
 */
export async function readListing({ db }: RequestContext, asked: Asked): Promise<Register> {
  const rows = await db
    .selectFrom('service_authority')
    .innerJoin('service', 'service.id', 'service_authority.ownerId')
    .innerJoin('source', 'source.id', 'service.sourceId')
    .select(['service_authority.targetId as authorityCode', ...tellingColumns])
    .select((service) => usedUntil(service, asked))
    .where(isOneOf('service_authority.targetId', asked.codes))
    .where(isService)
    .where(isForOneAlone)
    .execute();
  return new Map([...Map.groupBy(rows, (row) => row.authorityCode)].map(([code, own]) => [code, surest(own.map((row) => toldBy(row, asked)))!]));
}

async function readServices({ db }: RequestContext, asked: Asked, themeCodes: readonly string[]): Promise<ServiceRow[]> {
  const reach = db
    .selectFrom('service_authority')
    .select(['ownerId', 'targetId'])
    .union(db.selectFrom('service_open_to').select(['ownerId', 'targetId']))
    .union(db.selectFrom('service_area').select(['ownerId', 'targetId']))
    .as('reach');
  const rows = await db
    .selectFrom('service')
    .innerJoin('service_theme', 'service_theme.ownerId', 'service.id')
    .innerJoin(reach, 'reach.ownerId', 'service.id')
    .innerJoin('source', 'source.id', 'service.sourceId')
    .leftJoin('service_group', 'service_group.serviceId', 'service.id')
    .select(['service_theme.targetId as themeCode', sql<string>`coalesce(service_group.group_id, service.id)`.as('serviceId'), 'service.provider', 'service.capacity', 'service.capacityUnit', 'service.status', 'reach.targetId as authorityCode', ...tellingColumns])
    .select(reachOfService.as('reachCount'))
    .select((service) => usedUntil(service, asked))
    .where(isOneOf('service_theme.targetId', themeCodes))
    .where(isOneOf('reach.targetId', asked.codes))
    .where(isService)
    .orderBy(sql`coalesce(service_group.group_id, service.id)`)
    .orderBy(sql`coalesce(service_group.place, 0)`)
    .orderBy('service.id')
    .orderBy('reach.targetId')
    .execute();
  return rows
    .filter((row) => isRunning(row, asked))
    .map(({ themeCode, serviceId, provider, capacity, capacityUnit, authorityCode, reachCount, ...row }) => ({ themeCode, serviceId, provider, capacity: capacity === null ? null : Number(capacity), capacityUnit, authorityCode, reach: Number(reachCount), ...toldBy(row, asked) }));
}

/** Services have no dates of their own: when one ran follows from these. */
export const tellingColumns = ['service.name', 'service.document', 'service.locator', 'service.costYear', 'service.contractEnd', 'service.assuredOn', 'source.title as sourceTitle'] as const;

/** The last day of the newest period, until the days asked about, in which somebody is known to have used it. */
export function usedUntil(service: ExpressionBuilder<HubRows, 'service'>, { until }: Asked) {
  return service
    .selectFrom('service_use as used')
    .select(({ fn }) => fn.max('used.periodTo').as('last'))
    .whereRef('used.serviceId', '=', 'service.id')
    .where('used.periodTo', '<=', until)
    .as('usedUntil');
}

export function toldBy({ name, document, locator, costYear, contractEnd, assuredOn, sourceTitle, usedUntil: used }: TellingRow, { firstYear }: Asked): Told {
  const year = latestYearIn(document, locator, costYear, contractEnd, used, assuredOn) ?? latestYearIn(sourceTitle);
  return { name, source: sourceInWords(document, sourceTitle), year, timing: timingOf(year, firstYear) };
}

type Providing = Told & { capacity: number | null; capacityUnit: string | null; reach: number; authorities: ReadonlySet<string> };

/** Places of services that are for one authority alone, but for those of which only too old a source tells. Each unit by itself: beds and sessions a year make no sum. */
function placesIn(services: readonly Providing[]): Numbers[] {
  const counting = services.filter(({ capacity, authorities, reach, timing }) => capacity !== null && authorities.size === 1 && reach <= 1 && timing !== 'older');
  return [...Map.groupBy(counting, ({ capacityUnit }) => (capacityUnit ?? '').trim().toLowerCase() || 'places')].map(([unit, own]) => {
    const isUndated = own.some(({ timing }) => timing === 'undated');
    return { label: `${unit} of its services that are for one authority alone${isUndated ? ', some of them of no known date' : ''}`, byAuthority: placesOf(own) };
  });
}

function placesOf(services: readonly Providing[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const { capacity, authorities } of services) for (const code of authorities) places.set(code, (places.get(code) ?? 0) + capacity!);
  return places;
}
