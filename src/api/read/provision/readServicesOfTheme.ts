import { sql } from 'kysely';
import type { Told } from '../../../commissioning/timeOf.ts';
import type { RequestContext } from '../../context.ts';
import { isLinkedTo, isOneOf, takesAges } from '../conditions.ts';
import { isRunning, isService, tellingColumns, toldBy, usedUntil } from '../commissioning/readSupply.ts';
import type { AskedProvision } from './askProvision.ts';

/** A service in the hub, where records that reviewers said are one are one, and what any of them states. */
export interface ThemeService extends Told {
  /** The service or, where reviewers said that several records are one, their group. */
  serviceId: string;
  /** Its records, the one that stands for the others first. */
  recordIds: string[];
  authorities: ReadonlySet<string>;
  /** Also for other ages or tiers than those asked about, or it does not say. */
  isWider: boolean;
  capacities: ReadonlyMap<string, number>;
  costs: ReadonlyMap<string, number>;
}

interface Row extends Told {
  id: string;
  serviceId: string;
  authorityCode: string;
  ageFrom: number | null;
  ageTo: number | null;
  tierModel: string | null;
  tiers: string | null;
  capacity: number | string | null;
  capacityUnit: string | null;
  annualCost: number | string | null;
  costYear: string | null;
}

interface Capacity {
  unit: string | null;
  maximum: number | string | null;
}

/** Services of the theme in the authorities compared, with all authorities that each is for: of the days asked about, and how many others tell of another time. Two statements. */
export async function readServicesOfTheme(context: RequestContext, asked: AskedProvision): Promise<{ services: ThemeService[]; older: ThemeService[] }> {
  const rows = await readRows(context, asked);
  const capacities = Map.groupBy(await readCapacities(context, [...new Set(rows.map(({ id }) => id))]), ({ serviceId }) => serviceId);
  const all = [...Map.groupBy(rows, ({ serviceId }) => serviceId).values()].map((own) => asOne(own, asked, capacities));
  return { services: all.filter(({ timing }) => timing !== 'older'), older: all.filter(({ timing }) => timing === 'older') };
}

async function readRows({ db }: RequestContext, asked: AskedProvision): Promise<Row[]> {
  let query = db
    .selectFrom('service')
    .innerJoin('service_authority', 'service_authority.ownerId', 'service.id')
    .innerJoin('source', 'source.id', 'service.sourceId')
    .leftJoin('service_group', 'service_group.serviceId', 'service.id')
    .select(['service.id', sql<string>`coalesce(service_group.group_id, service.id)`.as('serviceId'), 'service_authority.targetId as authorityCode', 'service.status', 'service.ageFrom', 'service.ageTo', 'service.tierModel', 'service.tiers', 'service.capacity', 'service.capacityUnit', 'service.annualCost', ...tellingColumns])
    .select((service) => usedUntil(service, asked))
    .where(isLinkedTo('service.id', 'service_theme', asked.themes))
    .where(isLinkedTo('service.id', 'service_authority', asked.codes))
    .where(isService);
  if (asked.filter.ages) query = query.where(takesAges('service', asked.ages));
  const rows = await query.orderBy(sql`coalesce(service_group.group_id, service.id)`).orderBy(sql`coalesce(service_group.place, 0)`).orderBy('service.id').orderBy('service_authority.targetId').execute();
  return rows.filter((row) => isRunning(row, asked) && tierOf(row, asked) !== 'other').map((row) => ({ ...row, ...toldBy(row, asked) }));
}

async function readCapacities({ db }: RequestContext, ids: readonly string[]) {
  return db.selectFrom('service_capacity').select(['serviceId', 'unit', 'maximum']).where(isOneOf('serviceId', ids)).where('maximum', 'is not', null).where('unit', 'is not', null).orderBy('id').execute();
}

/** Only what names the tier alone, in the model asked about, is of just that tier; what names no tier, or those of another model, may be. */
function tierOf({ tierModel, tiers }: Pick<Row, 'tierModel' | 'tiers'>, { filter }: AskedProvision): 'just' | 'wider' | 'other' {
  if (filter.tier === undefined) return 'just';
  if (tierModel !== filter.tierModel || tiers === null) return 'wider';
  const stated = JSON.parse(tiers) as string[];
  return stated.includes(filter.tier) ? (stated.length === 1 ? 'just' : 'wider') : 'other';
}

function asOne(own: readonly Row[], asked: AskedProvision, capacities: ReadonlyMap<string, readonly Capacity[]>): ThemeService {
  const records = [...new Map(own.map((row) => [row.id, row])).values()];
  const first = records[0]!;
  const stated = records.flatMap((row) => statedBy(row, capacities.get(row.id) ?? []));
  const costs = records.flatMap(({ annualCost, costYear }) => (annualCost === null || costYear === null ? [] : [[costYear, Number(annualCost)] as const]));
  const { name, source, year, timing } = first;
  const isWithinAges = !asked.filter.ages || records.every(({ ageFrom, ageTo }) => ageFrom !== null && ageTo !== null && ageFrom >= asked.ages.from && ageTo <= asked.ages.to);
  return {
    name, source, year, timing, serviceId: first.serviceId, recordIds: records.map(({ id }) => id), authorities: new Set(own.map((row) => row.authorityCode)),
    isWider: !isWithinAges || records.some((row) => tierOf(row, asked) !== 'just'), capacities: firstOfEach(stated), costs: firstOfEach(costs),
  };
}

/** What one record states in each unit: its own column, else its one capacity in that unit. Of several, nobody says whether they are parts or ways to count the same. */
function statedBy({ capacity, capacityUnit }: Row, capacities: readonly Capacity[]): (readonly [string, number])[] {
  const own = capacity === null || capacityUnit === null ? [] : [[unitOf(capacityUnit), Number(capacity)] as const];
  const others = [...Map.groupBy(capacities, ({ unit }) => unitOf(unit!))].flatMap(([unit, same]) => (same.length === 1 ? [[unit, Number(same[0]!.maximum)] as const] : []));
  return [...own, ...others];
}

/** Units are compared in small letters. */
export function unitOf(unit: string): string {
  return unit.trim().toLowerCase();
}

/** Of several that state the same, the record that stands for the others counts. */
function firstOfEach(stated: readonly (readonly [string, number])[]): Map<string, number> {
  return new Map(stated.toReversed());
}
