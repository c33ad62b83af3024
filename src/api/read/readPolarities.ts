import type { RequestContext } from '../context.ts';
import { inForceDuring, isNoDraft, isOneOf } from './conditions.ts';

/** Which way is better, and the plan that says so; no plan where it is the indicator's own. */
export interface StatedPolarity {
  polarity: string;
  planId: string | null;
}

/** Which way is better of an indicator in an authority, during some days. */
export type PolarityOf = (indicator: { code: string; polarity: string }, areaCode: string, from: string, to: string) => StatedPolarity;

/**
 * Which way is better as the authority's own plan in force says, where it says so: that outranks the indicator's own. Of several plans in
 * force the latest counts, and a draft says nothing yet. One statement.
 */
export async function readPolarities({ db }: RequestContext, indicators: readonly string[], areas: readonly string[], during?: { from: string; to: string }): Promise<PolarityOf> {
  let query = db
    .selectFrom('plan_indicator')
    .innerJoin('plan', 'plan.id', 'plan_indicator.planId')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'plan.id')
    .select(['plan_indicator.indicatorCode', 'plan_indicator.polarity', 'plan_authority.targetId as areaCode', 'plan.id as planId', 'plan.inForceFrom', 'plan.inForceTo'])
    .where(isOneOf('plan_indicator.indicatorCode', indicators))
    .where(isOneOf('plan_authority.targetId', areas))
    .where('plan_indicator.polarity', 'is not', null)
    .where(isNoDraft('plan'));
  if (during) query = query.where(inForceDuring('plan', during.from, during.to));
  const rows = await query.orderBy('plan.inForceFrom').orderBy('plan_indicator.id').execute();
  const bySubject = Map.groupBy(rows, ({ indicatorCode, areaCode }) => `${indicatorCode}\n${areaCode}`);
  return ({ code, polarity }, areaCode, from, to) => {
    const stated = (bySubject.get(`${code}\n${areaCode}`) ?? []).findLast(({ inForceFrom, inForceTo }) => inForceFrom !== null && inForceTo !== null && inForceFrom <= to && inForceTo >= from);
    return stated ? { polarity: stated.polarity!, planId: stated.planId } : { polarity, planId: null };
  };
}
