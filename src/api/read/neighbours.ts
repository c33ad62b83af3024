import { sql } from 'kysely';
import { inList } from '../../db/inList.ts';
import type { RequestContext } from '../context.ts';
import { heldLoaderOf } from '../heldReadings.ts';
import type { AuthorityRow } from './timeScope.ts';

/** Authorities that border on one another by the word of either, by name. One statement for all asked at once. */
export function findNeighbours(context: RequestContext, code: string): Promise<AuthorityRow[]> {
  return heldLoaderOf(context, 'neighbours', readNeighbours).load(code);
}

async function readNeighbours({ db }: RequestContext, codes: readonly string[]): Promise<AuthorityRow[][]> {
  const stated = db.selectFrom('authority_neighbour').select(['ownerId as one', 'targetId as other']).where(sql<boolean>`owner_id in ${inList(codes)}`);
  const statedByOther = db.selectFrom('authority_neighbour').select(['targetId as one', 'ownerId as other']).where(sql<boolean>`target_id in ${inList(codes)}`);
  const rows = await db
    .selectFrom(stated.union(statedByOther).as('border'))
    .innerJoin('authority', 'authority.id', 'border.other')
    .selectAll('authority')
    .select('border.one as parentKey')
    .orderBy('authority.name')
    .orderBy('authority.id')
    .execute();
  const byCode = Map.groupBy(rows as (AuthorityRow & { parentKey: string })[], (row) => row.parentKey);
  return codes.map((code) => byCode.get(code) ?? []);
}
