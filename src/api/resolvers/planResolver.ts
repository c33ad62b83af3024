import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { isPublicOn } from '../../access/embargo.ts';
import { AuthorityType } from '../../catalogue/authority.ts';
import { ConsultationType } from '../../catalogue/consultation.ts';
import { OutcomeType } from '../../catalogue/outcome.ts';
import { PlanCoverage, PlanType } from '../../catalogue/plan.ts';
import { PlanStepType } from '../../catalogue/planStep.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { ActionArgs, ActionConnection, readActions } from '../lists/actions.ts';
import { consultationList } from '../lists/consultations.ts';
import { planSubjects, readResponsibilities, ResponsibilityConnection } from '../lists/groups.ts';
import { MeetingArgs, MeetingConnection, readMeetings } from '../lists/meetings.ts';
import { outcomeList } from '../lists/outcomes.ts';
import { PlanIndicatorArgs, PlanIndicatorConnection, readPlanIndicators } from '../lists/planIndicators.ts';
import { PlanLinkArgs, PlanLinkConnection, readPlanLinks } from '../lists/planLinks.ts';
import { PlanArgs, PlanConnection, planList, readPlans } from '../lists/plans.ts';
import { planStepList } from '../lists/planSteps.ts';
import { PriorityArgs, PriorityConnection, readPriorities } from '../lists/priorities.ts';
import { readRecommendations, RecommendationArgs, RecommendationConnection } from '../lists/recommendations.ts';
import { PageArgs } from '../read/pageArgs.ts';
import { coverageOfPlan } from '../read/planCoverage.ts';
import type { Page } from '../read/readPage.ts';
import { findChildren, findLinked, findOne } from '../read/related.ts';
import { GraphQLISODate } from '../scalars.ts';

@Resolver(() => PlanType)
export class PlanResolver {
  @Query(() => PlanConnection, { description: 'Plans and strategies, by title.', complexity: costOfPage })
  plans(@Ctx() context: RequestContext, @Args(() => PlanArgs) args: PlanArgs): Promise<Page> {
    return readPlans(context, args);
  }

  @Query(() => PlanType, { nullable: true, description: 'One plan by its id, or null when the hub has none.' })
  plan(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the plan, as "plans" gives it.' }) id: string): Promise<PlanType | null> {
    return findOne(context, 'plan', id);
  }

  @FieldResolver(() => [AuthorityType], { description: 'The authorities whose plan it is: one, or several of a joint plan.', complexity: costOfShortList(2) })
  authorities(@Root() plan: PlanType, @Ctx() context: RequestContext): Promise<AuthorityType[]> {
    return findLinked(context, { table: 'authority', through: 'plan_authority', from: 'owner' }, plan.id);
  }

  @FieldResolver(() => PlanCoverage, { description: 'How much of the document the hub holds. Only for a whole plan does a missing priority mean that the plan does not have it. What its publisher calls whole is held in part while the hub holds fewer priorities than it states, or refused some of its package.' })
  coverage(@Root() plan: PlanType, @Ctx() context: RequestContext): Promise<PlanCoverage> {
    return coverageOfPlan(context, plan.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether everybody may see it. False only for its own publisher and those with whom that shares it, while it is under embargo.' })
  isPublic(@Root() plan: PlanType, @Ctx() context: RequestContext): boolean {
    return isPublicOn(context.today, plan.embargoUntil);
  }

  @FieldResolver(() => GraphQLISODate, { nullable: true, description: 'First day on which everybody may see it. Empty when it never was under embargo.' })
  publicFrom(@Root() plan: PlanType): string | null {
    return plan.embargoUntil;
  }

  @FieldResolver(() => PlanType, { nullable: true, description: 'The plan it replaced, where stated.' })
  supersedes(@Root() plan: PlanType, @Ctx() context: RequestContext): Promise<PlanType | null> {
    return findOne(context, 'plan', plan.supersedesId);
  }

  @FieldResolver(() => [PlanType], { description: 'Plans that say that they replaced it: none, one, or several where an authority was divided.', complexity: costOfShortList(1) })
  supersededBy(@Root() plan: PlanType, @Ctx() context: RequestContext): Promise<PlanType[]> {
    return findChildren(context, planList, { id: plan.id, column: 'supersedesId' });
  }

  @FieldResolver(() => PriorityConnection, { description: 'What the plan says is to be done or achieved, as its publisher lists it.', complexity: costOfPage })
  priorities(@Root() plan: PlanType, @Ctx() context: RequestContext, @Args(() => PriorityArgs) args: PriorityArgs): Promise<Page> {
    return readPriorities(context, args, { id: plan.id, column: 'planId' });
  }

  @FieldResolver(() => [OutcomeType], { description: 'The outcomes under which its priorities stand, as its publisher lists them.', complexity: costOfShortList(10) })
  outcomes(@Root() plan: PlanType, @Ctx() context: RequestContext): Promise<OutcomeType[]> {
    return findChildren(context, outcomeList, { id: plan.id, column: 'planId' });
  }

  @FieldResolver(() => [PlanStepType], { description: 'Its life so far, step by step, as its publisher lists them: of some only the year is known.', complexity: costOfShortList(10) })
  steps(@Root() plan: PlanType, @Ctx() context: RequestContext): Promise<PlanStepType[]> {
    return findChildren(context, planStepList, { id: plan.id, column: 'planId' });
  }

  @FieldResolver(() => [ConsultationType], { description: 'Who was asked about it, what they said, and what was done about it.', complexity: costOfShortList(5) })
  consultations(@Root() plan: PlanType, @Ctx() context: RequestContext): Promise<ConsultationType[]> {
    return findChildren(context, consultationList, { id: plan.id, column: 'planId' });
  }

  @FieldResolver(() => PlanIndicatorConnection, { description: 'The indicators it is judged or watched by, each with the weight it gives them, as its publisher lists them.', complexity: costOfPage })
  indicators(@Root() plan: PlanType, @Ctx() context: RequestContext, @Args(() => PlanIndicatorArgs) args: PlanIndicatorArgs): Promise<Page> {
    return readPlanIndicators(context, args, { id: plan.id, column: 'planId' });
  }

  @FieldResolver(() => ActionConnection, { description: 'What is to be done under it, as its publisher lists it.', complexity: costOfPage })
  actions(@Root() plan: PlanType, @Ctx() context: RequestContext, @Args(() => ActionArgs) args: ActionArgs): Promise<Page> {
    return readActions(context, args, { id: plan.id, column: 'planId' });
  }

  @FieldResolver(() => RecommendationConnection, { description: 'Recommendations made in it, as its publisher lists them. They are not priorities the authority adopted.', complexity: costOfPage })
  recommendations(@Root() plan: PlanType, @Ctx() context: RequestContext, @Args(() => RecommendationArgs) args: RecommendationArgs): Promise<Page> {
    return readRecommendations(context, args, { id: plan.id, column: 'planId' });
  }

  @FieldResolver(() => ResponsibilityConnection, { description: 'Groups that its publisher says answer for it as a strategy or a report, named by its plan_ref, and in what way.', complexity: costOfPage })
  responsibilities(@Root() plan: PlanType, @Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page> {
    return readResponsibilities(context, { ...page, filter: { subjects: [...planSubjects] } }, { id: plan.id, link: 'responsibility_subject', side: 'target' });
  }

  @FieldResolver(() => MeetingConnection, { description: "Items of meetings that name it, by its publisher's own reference.", complexity: costOfPage })
  meetings(@Root() plan: PlanType, @Ctx() context: RequestContext, @Args(() => MeetingArgs) args: MeetingArgs): Promise<Page> {
    return readMeetings(context, args, { id: plan.id, link: 'meeting_subject', side: 'target' });
  }

  @FieldResolver(() => PlanLinkConnection, { description: 'Other plans, strategies and agreements it says it hangs together with, in the order in which they are published.', complexity: costOfPage })
  links(@Root() plan: PlanType, @Ctx() context: RequestContext, @Args(() => PlanLinkArgs) args: PlanLinkArgs): Promise<Page> {
    return readPlanLinks(context, args, { id: plan.id, column: 'planId' });
  }

  @FieldResolver(() => PlanLinkConnection, { description: 'What other plans say of it: links that lead to it. A plan that names it only by a title is not listed.', complexity: costOfPage })
  linkedFrom(@Root() plan: PlanType, @Ctx() context: RequestContext, @Args(() => PlanLinkArgs) args: PlanLinkArgs): Promise<Page> {
    return readPlanLinks(context, args, { id: plan.id, column: 'relatedId' });
  }
}
