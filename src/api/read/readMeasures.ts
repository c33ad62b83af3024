import type { Kysely, Selectable } from 'kysely';
import type { AnyRows, HubRows, RequestContext } from '../context.ts';
import { linkRows } from './linkRows.ts';

/** An indicator that a plan names for a priority. */
export interface Measure extends Pick<Selectable<HubRows['indicator']>, 'id' | 'title' | 'measure' | 'unit' | 'numerator'> {
  priorityId: string;
}

/** For each of these priorities that has any, the indicators that its plan names for it, in whichever file, each once and in the order of their codes. One statement. */
export async function readMeasures({ db }: Pick<RequestContext, 'db'>, priorityIds: readonly string[]): Promise<Map<string, Measure[]>> {
  if (priorityIds.length === 0) return new Map();
  const rows = await (db as unknown as Kysely<AnyRows>)
    .selectFrom(linkRows('priority_measure', 'owner', priorityIds))
    .innerJoin('indicator', 'indicator.id', 'priority_measure.targetId')
    .select(['priority_measure.ownerId as priorityId', 'indicator.id', 'indicator.title', 'indicator.measure', 'indicator.unit', 'indicator.numerator'])
    .orderBy('indicator.id')
    .execute();
  return Map.groupBy(rows as unknown as Measure[], ({ priorityId }) => priorityId);
}
