import type { TargetType } from '../../../catalogue/target.ts';
import { standingOf, type Standing, type TargetStanding } from '../../../performance/exceptions/standingOf.ts';
import type { RequestContext } from '../../context.ts';
import { codesWithin } from '../authorityAround.ts';
import { isOneOf } from '../conditions.ts';

export interface StandingTarget {
  target: TargetType;
  /** The authority that its place is or lies in. */
  authorityCode: string;
  standing: TargetStanding;
}

/** Every target of some authorities and of the areas within them, with how it stands on a day. Three statements. */
export async function readStandingTargets(context: RequestContext, authorities: readonly string[], day: string): Promise<StandingTarget[]> {
  const within = await codesWithin(context, authorities);
  const rows = await context.db.selectFrom('target').selectAll().where(isOneOf('target.areaCode', [...within.keys()])).orderBy('indicatorCode').orderBy('areaCode').orderBy('id').execute();
  const targets = rows as unknown as TargetType[];
  const plans = await readPlansServed(context, targets);
  return targets.map((target) => ({ target, authorityCode: within.get(target.areaCode)!, standing: standingOf({ ...target, plans: plans.get(target.id) ?? [] }, day, context.exceptionRules.monthsAfterPeriod.months) }));
}

/** The days of the plans that targets serve, by the priority they name or the actions by which they are to be reached. */
async function readPlansServed({ db }: RequestContext, targets: readonly TargetType[]): Promise<Map<string, Standing['plans'][number][]>> {
  const ids = targets.map(({ id }) => id);
  const rows = await db
    .selectFrom('target')
    .innerJoin('priority', 'priority.id', 'target.priorityId')
    .innerJoin('plan', 'plan.id', 'priority.planId')
    .select(['target.id as targetId', 'plan.inForceFrom', 'plan.inForceTo'])
    .where(isOneOf('target.id', ids))
    .union(
      db
        .selectFrom('target_action')
        .innerJoin('action', 'action.id', 'target_action.targetId')
        .innerJoin('plan', 'plan.id', 'action.planId')
        .select(['target_action.ownerId as targetId', 'plan.inForceFrom', 'plan.inForceTo'])
        .where(isOneOf('target_action.ownerId', ids)),
    )
    .execute();
  return Map.groupBy(rows, ({ targetId }) => targetId);
}
