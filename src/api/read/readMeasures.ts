import { sql, type Kysely, type Selectable } from 'kysely';
import { inList } from '../../db/inList.ts';
import type { AnyRows, HubRows, RequestContext } from '../context.ts';
import { heldLoaderOf } from '../heldReadings.ts';
import { linkRows } from './linkRows.ts';

/** An indicator that a plan names for a priority. */
export interface Measure extends Pick<Selectable<HubRows['indicator']>, 'id' | 'title' | 'measure' | 'unit' | 'numerator'> {
  priorityId: string;
}

/** For each of these priorities that has any, the indicators that its plan names for it, in whichever file, each once and in the order of their codes. One statement for all asked at once. */
export async function readMeasures(context: RequestContext, priorityIds: readonly string[]): Promise<Map<string, Measure[]>> {
  const loader = heldLoaderOf(context, 'measures of priorities', measuresOf);
  const found = await Promise.all(priorityIds.map(async (id) => [id, await loader.load(id)] as const));
  return new Map(found.filter(([, measures]) => measures.length > 0));
}

async function measuresOf({ db }: RequestContext, priorityIds: readonly string[]): Promise<Measure[][]> {
  const rows = await (db as unknown as Kysely<AnyRows>)
    .selectFrom(linkRows('priority_measure', 'owner', sql`in ${inList(priorityIds)}`))
    .innerJoin('indicator', 'indicator.id', 'priority_measure.targetId')
    .select(['priority_measure.ownerId as priorityId', 'indicator.id', 'indicator.title', 'indicator.measure', 'indicator.unit', 'indicator.numerator'])
    .orderBy('indicator.id')
    .execute();
  const byPriority = Map.groupBy(rows as unknown as Measure[], ({ priorityId }) => priorityId);
  return priorityIds.map((id) => byPriority.get(id) ?? []);
}
