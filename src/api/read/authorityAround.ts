import DataLoader from 'dataloader';
import { sql, type Expression } from 'kysely';
import { inList } from '../../db/inList.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import type { AuthorityRow } from './timeScope.ts';

/** The authority that a place is, or lies in; null when it is larger than one, or the hub does not know. One statement for all asked at once. */
export function findAuthorityAround(context: RequestContext, code: string | null): Promise<AuthorityRow | null> {
  if (code === null) return Promise.resolve(null);
  return loaderOf(context, 'authority around', () => new DataLoader<string, AuthorityRow | null>((codes) => readAround(context, codes))).load(code);
}

/** Ids of the use whose home and place lie in different authorities (or, with `across` false, in one). Where either is not known to lie in any, neither holds. */
export function useAcrossBoundaries(context: RequestContext, across: boolean): Expression<unknown> {
  return around(context)
    .selectFrom('service_use as use')
    .innerJoin('around as home', 'home.code', 'use.homeAreaCode')
    .innerJoin('around as place', 'place.code', 'use.placeAreaCode')
    .select('use.id')
    .where('home.authorityCode', across ? '<>' : '=', sql.ref<string>('place.authorityCode'));
}

async function readAround(context: RequestContext, codes: readonly string[]): Promise<(AuthorityRow | null)[]> {
  const rows = await around(context)
    .selectFrom('around')
    .innerJoin('authority', 'authority.id', 'around.authorityCode')
    .selectAll('authority')
    .select('around.code as parentKey')
    .where(sql<boolean>`around.code in ${inList(codes)}`)
    .execute();
  const byCode = new Map(rows.map((row) => [row.parentKey, row]));
  return codes.map((code) => byCode.get(code) ?? null);
}

/** Each authority by its own code and by the codes of the areas within it. A district has no children's services of its own: it is part of its county, where an area says so. */
function around({ db }: RequestContext) {
  return db.withRecursive('around(code, authorityCode)', (query) =>
    query
      .selectFrom('authority')
      .select(['authority.id as code', 'authority.id as authorityCode'])
      .where('authority.kind', '<>', 'district')
      // Not "union all": areas that lie in one another would go round for ever.
      .union((again) => again.selectFrom('area').innerJoin('around', 'around.code', 'area.parentCode').select(['area.id as code', 'around.authorityCode'])),
  );
}

/** Codes of some authorities and of all areas within them, each with its authority. One statement. */
export async function codesWithin(context: RequestContext, authorities: readonly string[]): Promise<Map<string, string>> {
  const rows = await around(context).selectFrom('around').select(['around.code', 'around.authorityCode']).where(sql<boolean>`around.authority_code in ${inList(authorities)}`).orderBy('around.code').orderBy('around.authorityCode').execute();
  // A district that is asked for by name stands for itself.
  return new Map([...rows.map(({ code, authorityCode }) => [code, authorityCode] as const), ...authorities.map((code) => [code, code] as const)]);
}
