import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { PlanType } from '../../catalogue/plan.ts';
import type { RequestContext } from '../context.ts';
import { costOfShortList } from '../cost.ts';
import type { GovernanceRow } from '../read/governance/readGovernance.ts';
import { readPlanLife, readPlanReview, readReviewsOf } from '../read/readPlanLife.ts';
import { GraphQLISODate } from '../scalars.ts';
import { Governance } from '../types/governance.ts';
import { PlanLifeEvent, PlanReview } from '../types/planLife.ts';

@Resolver(() => PlanType)
export class PlanLifeResolver {
  @FieldResolver(() => PlanReview, { description: 'How its yearly review stands on a day: the last that is known, those planned, when the next was or is due.', complexity: costOfShortList(1) })
  annualReview(@Root() plan: PlanType, @Ctx() context: RequestContext, @Arg('asAt', () => GraphQLISODate, { nullable: true, description: 'The day it is looked at on. Left out: today.' }) asAt?: string): Promise<PlanReview> {
    return readPlanReview(context, plan, asAt ?? context.today);
  }

  @FieldResolver(() => [PlanLifeEvent], { description: 'Its steps and the consultations on it in one order: what is certainly earlier first, else as its publisher lists them, and what has no date last.', complexity: costOfShortList(15) })
  life(@Root() plan: PlanType, @Ctx() context: RequestContext): Promise<PlanLifeEvent[]> {
    return readPlanLife(context, plan);
  }
}

@Resolver(() => Governance)
export class GovernanceReviewsResolver {
  @FieldResolver(() => [PlanReview], { description: 'How the yearly reviews of its plans in force on the day stand, of those of which one is asked for: the overdue first, then those not known, then those in date.', complexity: costOfShortList(3) })
  planReviews(@Root() { authority, asAt }: GovernanceRow, @Ctx() context: RequestContext): Promise<PlanReview[]> {
    return readReviewsOf(context, authority.code, asAt);
  }
}
