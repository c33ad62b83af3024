import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { isPublicOn } from '../../access/embargo.ts';
import { AuthorityType } from '../../catalogue/authority.ts';
import { IndicatorType } from '../../catalogue/indicator.ts';
import { OutcomeType } from '../../catalogue/outcome.ts';
import { PlanType } from '../../catalogue/plan.ts';
import { PriorityType } from '../../catalogue/priority.ts';
import { ResponsibilitySubject } from '../../catalogue/responsibility.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { ActionArgs, ActionConnection, readActions } from '../lists/actions.ts';
import { readResponsibilities, ResponsibilityConnection } from '../lists/groups.ts';
import { MeetingArgs, MeetingConnection, readMeetings } from '../lists/meetings.ts';
import { PlanIndicatorArgs, PlanIndicatorConnection, readPlanIndicators } from '../lists/planIndicators.ts';
import { PriorityArgs, PriorityConnection, readPriorities } from '../lists/priorities.ts';
import { readTargets, TargetArgs, TargetConnection } from '../lists/targets.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { Page } from '../read/readPage.ts';
import { findLinked, findOne } from '../read/related.ts';

@Resolver(() => PriorityType)
export class PriorityResolver {
  @Query(() => PriorityConnection, { description: 'Priorities and other statements of plans, plan by plan, as each publisher lists them.', complexity: costOfPage })
  priorities(@Ctx() context: RequestContext, @Args(() => PriorityArgs) args: PriorityArgs): Promise<Page> {
    return readPriorities(context, args);
  }

  @Query(() => PriorityType, { nullable: true, description: 'One priority by its id, or null when the hub has none.' })
  priority(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the priority, as "priorities" gives it.' }) id: string): Promise<PriorityType | null> {
    return findOne(context, 'priority', id);
  }

  @FieldResolver(() => PlanType, { nullable: true, description: 'The plan that states it. Empty only when the plan is not public any more.' })
  plan(@Root() priority: PriorityType, @Ctx() context: RequestContext): Promise<PlanType | null> {
    return findOne(context, 'plan', priority.planId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether everybody may see it. False only for its own publisher and those with whom that shares it, while its plan is under embargo.' })
  async isPublic(@Root() priority: PriorityType, @Ctx() context: RequestContext): Promise<boolean> {
    const plan = await findOne<PlanType>(context, 'plan', priority.planId);
    return plan !== null && isPublicOn(context.today, plan.embargoUntil);
  }

  @FieldResolver(() => OutcomeType, { nullable: true, description: 'The outcome it stands under. Empty when the plan does not say.' })
  outcome(@Root() priority: PriorityType, @Ctx() context: RequestContext): Promise<OutcomeType | null> {
    return findOne(context, 'outcome', priority.outcomeId);
  }

  @FieldResolver(() => [AuthorityType], { description: 'The authorities whose plan states it: one, or several of a joint plan.', complexity: costOfShortList(2) })
  authorities(@Root() priority: PriorityType, @Ctx() context: RequestContext): Promise<AuthorityType[]> {
    return findLinked(context, { table: 'authority', through: 'plan_authority', from: 'owner' }, priority.planId);
  }

  @FieldResolver(() => [ThemeType], { description: 'Themes that its own publisher gave it. Mostly empty: see themes for how the hub reads it.', complexity: costOfShortList(2) })
  statedThemes(@Root() priority: PriorityType, @Ctx() context: RequestContext): Promise<ThemeType[]> {
    return findLinked(context, { table: 'theme', through: 'priority_stated_theme', from: 'owner' }, priority.id);
  }

  @FieldResolver(() => [IndicatorType], { description: 'Indicators that the plan names for it, each once: with the priority itself, or among the indicators of the plan, where planIndicators says with what weight.', complexity: costOfShortList(2) })
  indicators(@Root() priority: PriorityType, @Ctx() context: RequestContext): Promise<IndicatorType[]> {
    return findLinked(context, { table: 'indicator', through: 'priority_measure', from: 'owner' }, priority.id);
  }

  @FieldResolver(() => PlanIndicatorConnection, { description: 'The indicators that its plan uses for it, each with the weight it gives them. Those named with the priority alone have none and are not listed: indicators has them too.', complexity: costOfPage })
  planIndicators(@Root() priority: PriorityType, @Ctx() context: RequestContext, @Args(() => PlanIndicatorArgs) args: PlanIndicatorArgs): Promise<Page> {
    return readPlanIndicators(context, args, { id: priority.id, column: 'priorityId' });
  }

  @FieldResolver(() => ResponsibilityConnection, { description: 'Groups that its publisher says answer for it, and in what way.', complexity: costOfPage })
  responsibilities(@Root() priority: PriorityType, @Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page> {
    return readResponsibilities(context, { ...page, filter: { subjects: [ResponsibilitySubject.PRIORITY] } }, { id: priority.id, link: 'responsibility_subject', side: 'target' });
  }

  @FieldResolver(() => MeetingConnection, { description: 'Items of meetings that name it, by its publisher\'s own reference.', complexity: costOfPage })
  meetings(@Root() priority: PriorityType, @Ctx() context: RequestContext, @Args(() => MeetingArgs) args: MeetingArgs): Promise<Page> {
    return readMeetings(context, args, { id: priority.id, link: 'meeting_subject', side: 'target' });
  }

  @FieldResolver(() => ActionConnection, { description: 'What is to be done for it.', complexity: costOfPage })
  actions(@Root() priority: PriorityType, @Ctx() context: RequestContext, @Args(() => ActionArgs) args: ActionArgs): Promise<Page> {
    return readActions(context, args, { id: priority.id, column: 'priorityId' });
  }

  @FieldResolver(() => TargetConnection, { description: 'Targets set for it.', complexity: costOfPage })
  targets(@Root() priority: PriorityType, @Ctx() context: RequestContext, @Args(() => TargetArgs) args: TargetArgs): Promise<Page> {
    return readTargets(context, args, { id: priority.id, column: 'priorityId' });
  }
}
