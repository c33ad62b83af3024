import { sql } from 'kysely';
import type { RequestContext } from '../../context.ts';
import { isOneOf } from '../conditions.ts';
import type { Asked } from './Asked.ts';

/** Of records that are one service, only the first that tells of a home and period counts there. */
const isToldOnce = sql<boolean>`not exists (
  select 1 from service_group own join service_group better on better.group_id = own.group_id and better.place < own.place
    join service there on there.id = better.service_id and there.withdrawn_on is null
    join service_use told on told.service_id = better.service_id and told.home_area_code = "use".home_area_code and told.period = "use".period and told.breakdown is null and told.users is not null and told.withdrawn_on is null
    join service_theme themed on themed.owner_id = better.service_id and themed.target_id = service_theme.target_id
  where own.service_id = "use".service_id)`;

/** Of rows that differ in the place alone, one of a place that lies in another's is part of that one: see `countOnce`. Needs `upwards`, which places lie in which. */
const isNoPart = sql<boolean>`not exists (
  select 1 from upwards join service_use whole on whole.place_area_code = upwards.around
  where upwards.code = "use".place_area_code and whole.service_id = "use".service_id and whole.home_area_code = "use".home_area_code and whole.period = "use".period and whole.source_id = "use".source_id
    and ${sql.join(['service_kind', 'basis', 'provider', 'paid_by'].map((column) => sql`lower(coalesce(${sql.ref(`whole.${column}`)}, '')) = lower(coalesce(${sql.ref(`use.${column}`)}, ''))`), sql` and `)}
    and whole.breakdown is null and whole.users is not null and whole.withdrawn_on is null)`;

/** Users by home authority in the newest period that the hub knows, of the five years before. */
export async function readUsers({ db }: RequestContext, { codes, until, since }: Asked, themeCodes: readonly string[]): Promise<Map<string, Map<string, number>>> {
  const rows = await db
    .withRecursive('upwards(code, around)', (query) =>
      query
        .selectFrom('area')
        .select(['area.id as code', 'area.parentCode as around'])
        .where('area.id', 'in', (placed) => placed.selectFrom('service_use').select('placeAreaCode').where(isOneOf('service_use.homeAreaCode', codes)).where('placeAreaCode', 'is not', null).$castTo<{ placeAreaCode: string }>())
        .where('area.parentCode', 'is not', null)
        // Not "union all": areas that lie in one another would go round for ever.
        .union((again) => again.selectFrom('area').innerJoin('upwards', 'upwards.around', 'area.id').select(['upwards.code', 'area.parentCode as around']).where('area.parentCode', 'is not', null)),
    )
    .selectFrom('service_use as use')
    .innerJoin('service_theme', 'service_theme.ownerId', 'use.serviceId')
    .select(['service_theme.targetId as themeCode', 'use.homeAreaCode', 'use.periodTo', 'use.period'])
    .select(sql<number>`sum(use.users)`.as('users'))
    .where(isOneOf('service_theme.targetId', themeCodes))
    .where(isOneOf('use.homeAreaCode', codes))
    .where('use.breakdown', 'is', null)
    .where('use.users', 'is not', null)
    .where(isToldOnce)
    .where(isNoPart)
    .where('use.periodTo', '<=', until)
    .where('use.periodTo', '>=', since)
    .groupBy(['service_theme.targetId', 'use.homeAreaCode', 'use.periodTo', 'use.period'])
    .orderBy('use.periodTo')
    .orderBy('use.period')
    .execute();
  // The newest stands last, and so is what remains.
  return new Map([...Map.groupBy(rows, (row) => row.themeCode)].map(([themeCode, own]) => [themeCode, new Map(own.map((row) => [row.homeAreaCode, Number(row.users)]))]));
}
