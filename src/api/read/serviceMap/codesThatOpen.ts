import { sql } from 'kysely';
import { inList } from '../../../db/inList.ts';
import type { RequestContext } from '../../context.ts';
import { england } from '../places.ts';

/** What a service may name to be open to the residents of some places: themselves, what they lie in up to authority and region, or England. An area within an authority does not open the whole of it. One statement. */
export async function codesThatOpen({ db }: RequestContext, codes: readonly string[]): Promise<string[]> {
  const around = db.withRecursive('upwards(code)', (query) =>
    query
      .selectFrom('area')
      .select('area.parentCode as code')
      .where(sql<boolean>`area.id in ${inList(codes)}`)
      // Not "union all": areas that lie in one another would go round for ever.
      .union((again) => again.selectFrom('area').innerJoin('upwards', 'upwards.code', 'area.id').select('area.parentCode as code')),
  );
  const rows = await around
    .selectFrom('upwards')
    .select('upwards.code')
    .union((query) => query.selectFrom('authority').select('authority.regionCode as code').where(sql<boolean>`(authority.id in ${inList(codes)} or authority.id in (select code from upwards))`))
    .execute();
  return [...new Set([...codes, ...rows.flatMap(({ code }) => code ?? []), england])];
}
