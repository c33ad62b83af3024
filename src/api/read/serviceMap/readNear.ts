import { sql } from 'kysely';
import { HubError } from '../../../errors.ts';
import { boxAround, distanceKm, middleOf, type Position } from '../../../performance/supply/distance.ts';
import type { RequestContext } from '../../context.ts';
import { serviceConditions, ServiceFact } from '../../lists/services.ts';
import { Openness, type NearBasis, type ServicesNearArgs } from '../../types/serviceMap.ts';
import { allOf, isLinkedTo, isOneOf } from '../conditions.ts';
import { checkFilter } from '../checkFilter.ts';
import { isService, isThere } from '../commissioning/readSupply.ts';
import type { Conditions } from '../listReader.ts';
import { pageOf } from '../pageOf.ts';
import { checkPage } from '../pageArgs.ts';
import type { Page } from '../readPage.ts';
import { authoritiesAskedAbout } from '../timeScope.ts';
import { codesThatOpen } from './codesThatOpen.ts';

/** Further than this nobody sends a child to a service; and the answer stays of a size. */
const furthestKm = 200;

export interface NearRow {
  id: string;
  distanceKm: number;
  isOpen: Openness | null;
}

export type NearPage = Page<NearRow> & { basis: NearBasis };

/** Services near a point, the nearest first. Some eight statements, whatever their number. */
export async function readNear(context: RequestContext, args: ServicesNearArgs): Promise<NearPage> {
  const { withinKm, outsideOf } = args;
  checkPage(args);
  if (!(withinKm > 0 && withinKm <= furthestKm)) throw new HubError('BAD_ARGUMENT', `withinKm is ${withinKm}. Expected more than 0, and at most ${furthestKm}.`);
  if (outsideOf !== undefined) await authoritiesAskedAbout(context, { authorities: [outsideOf] });
  const filter = checkFilter(args.filter ?? {});
  const conditions = [...(await serviceConditions(context, filter)), isThere('service.status'), filter.kinds === undefined && isService];
  const { point, told } = await pointOf(context, args);
  const elsewhere = outsideOf === undefined ? null : sql<boolean>`not ${isLinkedTo('service.id', 'service_authority', [outsideOf])}`;
  const all = [...conditions, elsewhere];
  const nearest = nearestOf(await readPlaced(context, all, point, withinKm), point, withinKm);
  const open = outsideOf === undefined ? new Map<string, boolean>() : await readOpenness(context, [...nearest.keys()], outsideOf);
  const rows = [...nearest].map(([id, distance]) => ({ id, distanceKm: Math.round(distance * 100) / 100, isOpen: outsideOf === undefined ? null : opennessOf(open.get(id)) }));
  const placeless = await serviceConditions(context, { ...filter, doesNotState: [...(filter.doesNotState ?? []), ServiceFact.PLACE] });
  const withoutPlace = await countServices(context, [...placeless, isThere('service.status'), filter.kinds === undefined && isService, elsewhere]);
  const page = pageOf(rows, args, `services near ${JSON.stringify([point, withinKm, outsideOf, filter])}`, (row) => [row.distanceKm, row.id]);
  const missing = withoutPlace === 0 ? 'Every service under the filter has a known place.' : `Of ${withoutPlace} ${withoutPlace === 1 ? 'service' : 'services'} under the filter no place is known: ${withoutPlace === 1 ? 'it' : 'they'} may be nearer than any listed.`;
  return { ...page, basis: { ...point, withoutPlace, explanation: `${told} ${missing}` } };
}

async function pointOf(context: RequestContext, { latitude, longitude, outsideOf }: ServicesNearArgs): Promise<{ point: Position; told: string }> {
  if ((latitude === undefined) !== (longitude === undefined)) throw new HubError('BAD_ARGUMENT', `${latitude === undefined ? 'latitude' : 'longitude'} is missing. Give both, as in latitude: 52.63, longitude: -1.13 for Leicester.`);
  if (latitude !== undefined && longitude !== undefined) {
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw new HubError('BAD_ARGUMENT', `latitude ${latitude}, longitude ${longitude} is off the globe. Expected degrees: latitude -90 to 90, longitude -180 to 180.`);
    return { point: { latitude, longitude }, told: 'Distances are from the point given, as the crow flies.' };
  }
  if (outsideOf === undefined) throw new HubError('BAD_ARGUMENT', 'Neither a point nor outsideOf is given. Give latitude and longitude, or the authority whose own services say where its middle is.');
  const own = await readPlaced(context, [isThere('service.status'), isService, isLinkedTo('service.id', 'service_authority', [outsideOf])], null, 0);
  if (own.length === 0) throw new HubError('BAD_ARGUMENT', `Of no service of ${outsideOf} a place is known, so that it has no middle to start from. Give latitude and longitude.`);
  return { point: middleOf(own), told: `Distances are from the middle of the ${own.length} known ${own.length === 1 ? 'place' : 'places'} of the authority's own services, as the crow flies.` };
}

interface Placed extends Position {
  id: string;
}

/** Every known place of services, from the entry itself and from its list of places; around a point only those that may be within the distance. */
async function readPlaced({ db }: RequestContext, conditions: Conditions, point: Position | null, km: number): Promise<Placed[]> {
  const box = point === null ? { south: -90, north: 90, west: -180, east: 180 } : boxAround(point, km);
  const rows = await db
    .selectFrom('service')
    .select((own) => ['service.id', own.ref('service.latitude').$notNull().as('latitude'), own.ref('service.longitude').$notNull().as('longitude')])
    .where(allOf(conditions))
    .where('service.latitude', '>=', box.south)
    .where('service.latitude', '<=', box.north)
    .where('service.longitude', '>=', box.west)
    .where('service.longitude', '<=', box.east)
    .unionAll(
      db
        .selectFrom('service')
        .innerJoin('service_place', 'service_place.serviceId', 'service.id')
        .select((own) => ['service.id', own.ref('service_place.latitude').$notNull().as('latitude'), own.ref('service_place.longitude').$notNull().as('longitude')])
        .where(allOf(conditions))
        .where('service_place.latitude', '>=', box.south)
        .where('service_place.latitude', '<=', box.north)
        .where('service_place.longitude', '>=', box.west)
        .where('service_place.longitude', '<=', box.east),
    )
    .execute();
  return rows.map(({ id, latitude, longitude }) => ({ id, latitude: Number(latitude), longitude: Number(longitude) }));
}

/** How far the nearest place of each service is, where that is within the distance. */
function nearestOf(placed: readonly Placed[], point: Position, km: number): Map<string, number> {
  const nearest = new Map<string, number>();
  for (const place of placed) {
    const distance = distanceKm(point, place);
    if (distance <= km && distance < (nearest.get(place.id) ?? Infinity)) nearest.set(place.id, distance);
  }
  return nearest;
}

async function countServices({ db }: RequestContext, conditions: Conditions): Promise<number> {
  const { n } = await db.selectFrom('service').select((count) => count.fn.countAll().as('n')).where(allOf(conditions)).executeTakeFirstOrThrow();
  return Number(n);
}

/** Of services that say for whom they are open, whether the authority is among them. */
async function readOpenness(context: RequestContext, ids: readonly string[], authority: string): Promise<Map<string, boolean>> {
  const opening = await codesThatOpen(context, [authority]);
  const rows = await context.db.selectFrom('service_open_to').selectAll().where(isOneOf('service_open_to.ownerId', ids)).execute();
  const byService = Map.groupBy(rows, ({ ownerId }) => ownerId);
  return new Map([...byService].map(([id, own]) => [id, own.some(({ targetId }) => opening.includes(targetId))]));
}

function opennessOf(isOpen: boolean | undefined): Openness {
  return isOpen === undefined ? Openness.NOT_STATED : isOpen ? Openness.YES : Openness.NO;
}
