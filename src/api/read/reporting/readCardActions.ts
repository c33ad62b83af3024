import { sql } from 'kysely';
import type { RequestContext } from '../../context.ts';
import { isOneOf } from '../conditions.ts';

export interface CardActions {
  /** Ids of actions by the code of the indicator that a target or a milestone ties them to. */
  byIndicator: ReadonlyMap<string, string[]>;
  /** Ids of actions by the id of the priority they serve. */
  byPriority: ReadonlyMap<string, string[]>;
}

/** Actions of an authority, of its plans and in reply to its inspections, that serve priorities or are tied to indicators. One statement. */
export async function readCardActions({ db }: RequestContext, authorityCode: string, { codes, priorityIds }: { codes: readonly string[]; priorityIds: readonly string[] }): Promise<CardActions> {
  const own = db
    .selectFrom('action')
    .leftJoin('inspection', 'inspection.id', 'action.inspectionId')
    .leftJoin('plan_authority', (join) => join.onRef('plan_authority.ownerId', '=', 'action.planId').on('plan_authority.targetId', '=', authorityCode))
    .where((where) => where.or([where('inspection.authorityCode', '=', authorityCode), where('plan_authority.targetId', 'is not', null)]));
  const rows = await own
    .innerJoin('target_action', 'target_action.targetId', 'action.id')
    .innerJoin('target', 'target.id', 'target_action.ownerId')
    .where(isOneOf('target.indicatorCode', codes))
    .where('target.areaCode', '=', authorityCode)
    .select(['action.id', 'target.indicatorCode as tie', sql<string>`'indicator'`.as('kind')])
    .unionAll(
      own
        .innerJoin('milestone_action', 'milestone_action.targetId', 'action.id')
        .innerJoin('milestone', 'milestone.id', 'milestone_action.ownerId')
        .where(isOneOf('milestone.indicatorCode', codes))
        .select((part) => ['action.id', part.ref('milestone.indicatorCode').$notNull().as('tie'), sql<string>`'indicator'`.as('kind')]),
    )
    .unionAll(own.where(isOneOf('action.priorityId', priorityIds)).select((part) => ['action.id', part.ref('action.priorityId').$notNull().as('tie'), sql<string>`'priority'`.as('kind')]))
    .execute();
  const idsBy = (wanted: string): Map<string, string[]> => new Map([...Map.groupBy(rows.filter(({ kind }) => kind === wanted), ({ tie }) => tie)].map(([tie, some]) => [tie, some.map(({ id }) => id)]));
  return { byIndicator: idsBy('indicator'), byPriority: idsBy('priority') };
}
