import type { ConsultationType } from '../../catalogue/consultation.ts';
import type { PlanType } from '../../catalogue/plan.ts';
import type { PlanStepType } from '../../catalogue/planStep.ts';
import { planLifeOf } from '../../performance/plans/planLifeOf.ts';
import { planReviewOf, reviewRule, type ReviewState } from '../../performance/plans/planReviewOf.ts';
import type { RequestContext } from '../context.ts';
import { consultationList } from '../lists/consultations.ts';
import { planStepList } from '../lists/planSteps.ts';
import type { PlanLifeEvent, PlanReview } from '../types/planLife.ts';
import { inForceDuring, isLinkedTo } from './conditions.ts';
import { findAllChildren, findChildren } from './related.ts';

/** How the yearly review of a plan stands on a day. One statement for all plans asked about. */
export async function readPlanReview(context: RequestContext, plan: PlanType, asAt: string): Promise<PlanReview> {
  const steps = await findAllChildren<PlanStepType>(context, planStepList, { id: plan.id, column: 'planId' });
  return { plan, asAt, rule: reviewRule, ...planReviewOf(plan, steps, asAt) } as unknown as PlanReview;
}

const worstFirst: readonly ReviewState[] = ['overdue', 'not-known', 'in-date'];

/** Reviews of the plans of an authority in force on a day, of those of which one is asked. Two statements, whatever the number of plans. */
export async function readReviewsOf(context: RequestContext, authorityCode: string, day: string): Promise<PlanReview[]> {
  const rows = await context.db.selectFrom('plan').selectAll().where(isLinkedTo('plan.id', 'plan_authority', [authorityCode])).where(inForceDuring('plan', day, day)).orderBy('title').orderBy('id').execute();
  const reviews = await Promise.all(rows.map((plan) => readPlanReview(context, plan as unknown as PlanType, day)));
  return worstFirst.flatMap((state) => reviews.filter((review) => String(review.state) === state));
}

/** Steps of a plan and consultations on it, in one order. Two statements for all plans asked about. */
export async function readPlanLife(context: RequestContext, plan: PlanType): Promise<PlanLifeEvent[]> {
  const steps = await findChildren<PlanStepType>(context, planStepList, { id: plan.id, column: 'planId' });
  const consultations = await findChildren<ConsultationType>(context, consultationList, { id: plan.id, column: 'planId' });
  return planLifeOf(steps, consultations);
}
