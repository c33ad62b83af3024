import { sql, type Kysely } from 'kysely';
import { inList } from '../../db/inList.ts';
import { describeService, type DescribedService, type ListedService, type PlaceNames } from './describeService.ts';
import type { Rules } from './rules.ts';

/** Services by their ids, ready for comparing. */
export async function describeAll(db: Kysely<unknown>, ids: readonly string[], rules: Rules, places: PlaceNames): Promise<Map<string, DescribedService>> {
  if (ids.length === 0) return new Map();
  type Row = Record<'id' | 'source_id' | 'name', string> & Record<'description' | 'provider' | 'url' | 'postcode' | 'code' | 'authority', string | null> & Record<'latitude' | 'longitude' | 'age_from' | 'age_to', number | null>;
  const { rows } = await sql<Row>`
    select s.id, s.source_id, s.name, s.description, s.provider, s.url, s.postcode, s.latitude, s.longitude, s.age_from, s.age_to, link.target_id as code, coalesce(a.name, link.target_id) as authority
    from service s left join service_authority link on link.owner_id = s.id left join authority a on a.id = link.target_id where s.id in ${inList(ids)} order by s.id, link.target_id`.execute(db);
  return new Map([...Map.groupBy(rows, (row) => row.id)].map(([id, own]) => {
    const { source_id: sourceId, name, description, provider, url, postcode, latitude, longitude, age_from: ageFrom, age_to: ageTo } = own[0]!;
    const listed: ListedService = { id, sourceId, name, description, provider, url, postcode, latitude, longitude, ageFrom, ageTo, authorityCodes: own.flatMap(({ code }) => code ?? []), authorityNames: own.flatMap(({ authority }) => authority ?? []) };
    return [id, describeService(listed, rules, places)];
  }));
}
