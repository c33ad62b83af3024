import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { inList } from '../../db/inList.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import { mostWithoutPages, tooManyRows } from './shortLists.ts';

/** The country, beside which every place may be set. */
export const england = 'E92000001';

export interface PlaceRow {
  code: string;
  name: string;
  kind: string;
}

/** The place with this code, be it a region, an authority or a smaller area; null when the hub knows none. One statement for all asked at once. */
export function findPlace(context: RequestContext, code: string | null | undefined): Promise<PlaceRow | null> {
  if (code === null || code === undefined) return Promise.resolve(null);
  return loaderOf(context, 'place', () => new DataLoader<string, PlaceRow | null>((codes) => readPlaces(context, codes))).load(code);
}

/** The few places tied to one record through a link table, by name; refused where there are far too many. */
export async function findLinkedPlaces(context: RequestContext, through: 'service_area' | 'service_open_to', id: string): Promise<PlaceRow[]> {
  const places = await loaderOf(context, `places:${through}`, () => new DataLoader<string, PlaceRow[]>((ids) => readLinkedPlaces(context, through, ids))).load(id);
  if (places.length > mostWithoutPages) throw tooManyRows(through, id);
  return places;
}

/** Every place: an area code may be a region's, an authority's or a smaller area's. */
function allPlaces({ db }: RequestContext) {
  return db
    .selectFrom('region')
    .select(['code', 'name', sql<string>`'region'`.as('kind')])
    .unionAll(db.selectFrom('authority').select(['code', 'name', sql<string>`'authority'`.as('kind')]))
    .unionAll(db.selectFrom('area').select(['code', 'name', 'kind']))
    .as('place');
}

async function readPlaces(context: RequestContext, codes: readonly string[]): Promise<(PlaceRow | null)[]> {
  const rows: PlaceRow[] = await context.db.selectFrom(allPlaces(context)).selectAll().where(sql<boolean>`place.code in ${inList(codes)}`).execute();
  const byCode = new Map(rows.map((row) => [row.code, row]));
  return codes.map((code) => byCode.get(code) ?? null);
}

async function readLinkedPlaces(context: RequestContext, through: 'service_area' | 'service_open_to', ids: readonly string[]): Promise<PlaceRow[][]> {
  const ranked = context.db
    .selectFrom(through)
    .innerJoin(allPlaces(context), 'place.code', `${through}.targetId`)
    .selectAll('place')
    .select(sql<string>`${sql.ref(`${through}.ownerId`)}`.as('parentKey'))
    .select(sql<number>`row_number() over (partition by ${sql.ref(`${through}.ownerId`)} order by place.name, place.code)`.as('position'))
    .where(sql<boolean>`${sql.ref(`${through}.ownerId`)} in ${inList(ids)}`)
    .as('ranked');
  const rows: (PlaceRow & { parentKey: string })[] = await context.db.selectFrom(ranked).select(['code', 'name', 'kind', 'parentKey']).where('position', '<=', mostWithoutPages + 1).orderBy('position').execute();
  const byParent = Map.groupBy(rows, (row) => row.parentKey);
  return ids.map((id) => byParent.get(id) ?? []);
}

/** The name of a region in a sentence: "the East Midlands", but "London". */
export function inSentence(region: string): string {
  return /^(London|Yorkshire)/.test(region) ? region : `the ${region}`;
}
