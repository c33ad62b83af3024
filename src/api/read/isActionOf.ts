import type { RequestContext } from '../context.ts';
import { either, isAmong, isLinkedTo, isOneOf } from './conditions.ts';

type Condition = ReturnType<typeof either>;

/** The action is under a plan of one of these authorities, or in reply to an inspection of one. */
export function isActionOf(context: RequestContext, authorities: readonly string[]): Condition {
  return either(isLinkedTo('action.planId', 'plan_authority', authorities), isAmong('action.inspectionId', inspectionsOf(context, authorities)));
}

/** Ids of the inspections of these authorities, to look for. */
export function inspectionsOf({ db }: RequestContext, authorities: readonly string[]) {
  return db.selectFrom('inspection').select('inspection.id').where(isOneOf('inspection.authorityCode', authorities));
}
