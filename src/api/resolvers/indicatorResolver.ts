import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { IndicatorType } from '../../catalogue/indicator.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { indicatorSubjects, readResponsibilities, ResponsibilityConnection } from '../lists/groups.ts';
import { IndicatorArgs, IndicatorConnection, readIndicators } from '../lists/indicators.ts';
import { MeetingArgs, MeetingConnection, readMeetings } from '../lists/meetings.ts';
import { MilestoneArgs, MilestoneConnection, readMilestones } from '../lists/milestones.ts';
import { ObservationArgs, ObservationConnection, readObservations } from '../lists/observations.ts';
import { PlanIndicatorArgs, PlanIndicatorConnection, readPlanIndicators } from '../lists/planIndicators.ts';
import { PriorityArgs, PriorityConnection, readPriorities } from '../lists/priorities.ts';
import { readTargets, TargetArgs, TargetConnection } from '../lists/targets.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { Page } from '../read/readPage.ts';
import { findLinked, findOne } from '../read/related.ts';

@Resolver(() => IndicatorType)
export class IndicatorResolver {
  @Query(() => IndicatorConnection, { description: 'What is measured, by code.', complexity: costOfPage })
  indicators(@Ctx() context: RequestContext, @Args(() => IndicatorArgs) args: IndicatorArgs): Promise<Page> {
    return readIndicators(context, args);
  }

  @Query(() => IndicatorType, { nullable: true, description: 'One indicator by its code, or null when the hub knows none.' })
  indicator(@Ctx() context: RequestContext, @Arg('code', () => ID, { description: 'Code as published, for example "NI 117" with its space.' }) code: string): Promise<IndicatorType | null> {
    return findOne(context, 'indicator', code);
  }

  @FieldResolver(() => [ThemeType], { description: 'The themes it tells of.', complexity: costOfShortList(2) })
  themes(@Root() indicator: IndicatorType, @Ctx() context: RequestContext): Promise<ThemeType[]> {
    return findLinked(context, { table: 'theme', through: 'indicator_theme', from: 'owner' }, indicator.id);
  }

  @FieldResolver(() => ObservationConnection, { description: 'Its published values, by place and then by period, earliest first.', complexity: costOfPage })
  observations(@Root() indicator: IndicatorType, @Ctx() context: RequestContext, @Args(() => ObservationArgs) args: ObservationArgs): Promise<Page> {
    return readObservations(context, args, { id: indicator.id, column: 'indicatorCode' });
  }

  @FieldResolver(() => TargetConnection, { description: 'What it is meant to reach, by place.', complexity: costOfPage })
  targets(@Root() indicator: IndicatorType, @Ctx() context: RequestContext, @Args(() => TargetArgs) args: TargetArgs): Promise<Page> {
    return readTargets(context, args, { id: indicator.id, column: 'indicatorCode' });
  }

  @FieldResolver(() => PlanIndicatorConnection, { description: 'How plans use it: which plan, for which outcome or priority, with what weight.', complexity: costOfPage })
  plans(@Root() indicator: IndicatorType, @Ctx() context: RequestContext, @Args(() => PlanIndicatorArgs) args: PlanIndicatorArgs): Promise<Page> {
    return readPlanIndicators(context, args, { id: indicator.id, column: 'indicatorCode' });
  }

  @FieldResolver(() => PriorityConnection, { description: 'Priorities for which plans name it, each once: with the priority itself, or among the indicators of the plan.', complexity: costOfPage })
  priorities(@Root() indicator: IndicatorType, @Ctx() context: RequestContext, @Args(() => PriorityArgs) args: PriorityArgs): Promise<Page> {
    return readPriorities(context, args, { id: indicator.id, link: 'priority_measure', side: 'target' });
  }

  @FieldResolver(() => MilestoneConnection, { description: 'Points on the way of actions that it measures, with the value to be reached.', complexity: costOfPage })
  milestones(@Root() indicator: IndicatorType, @Ctx() context: RequestContext, @Args(() => MilestoneArgs) args: MilestoneArgs): Promise<Page> {
    return readMilestones(context, args, { id: indicator.id, column: 'indicatorCode' });
  }

  @FieldResolver(() => MeetingConnection, { description: 'Items of meetings that are about it.', complexity: costOfPage })
  meetings(@Root() indicator: IndicatorType, @Ctx() context: RequestContext, @Args(() => MeetingArgs) args: MeetingArgs): Promise<Page> {
    return readMeetings(context, args, { id: indicator.id, column: 'subjectRef' });
  }

  @FieldResolver(() => ResponsibilityConnection, { description: 'Groups that answer for it or for its target, and in what way.', complexity: costOfPage })
  responsibilities(@Root() indicator: IndicatorType, @Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page> {
    return readResponsibilities(context, { ...page, filter: { subjects: [...indicatorSubjects] } }, { id: indicator.id, column: 'subjectRef' });
  }
}
