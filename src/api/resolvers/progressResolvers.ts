import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ActionType } from '../../catalogue/action.ts';
import { InspectionType } from '../../catalogue/inspection.ts';
import { MilestoneType } from '../../catalogue/milestone.ts';
import { PlanType } from '../../catalogue/plan.ts';
import { RecommendationType } from '../../catalogue/recommendation.ts';
import { subjectOf } from '../../performance/progress/subjects.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { ProgressReportArgs, ProgressReportConnection, readProgressReports } from '../lists/progressReports.ts';
import { progressByHorizon, progressOfActions, progressOfRecommendation } from '../read/countProgress.ts';
import type { Page } from '../read/readPage.ts';
import { progressOfAction, progressOfMilestone } from '../read/readProgress.ts';
import { GraphQLISODate } from '../scalars.ts';
import { ActionsProgress, HorizonProgress, ProgressType, RecommendationProgress } from '../types/progress.ts';
import { ProgressActsResolver } from './progressActsResolver.ts';

const onWhichDay = { nullable: true, description: 'The day it is looked at on: reports made of later days do not count. Left out, today.' } as const;
const whatWasTold = 'What was told of its progress, the newest first, what was taken back among it.';

@Resolver(() => ActionType)
class ActionProgressResolver {
  @FieldResolver(() => ProgressType, { description: 'How far it is, and how that is known.', complexity: costOfShortList(3) })
  progress(@Root() action: ActionType, @Ctx() context: RequestContext, @Arg('asAt', () => GraphQLISODate, onWhichDay) asAt?: string): Promise<ProgressType> {
    return progressOfAction(context, action, asAt ?? context.today);
  }

  @FieldResolver(() => ProgressReportConnection, { description: whatWasTold, complexity: costOfPage })
  progressReports(@Root() { id }: ActionType, @Ctx() context: RequestContext, @Args(() => ProgressReportArgs) args: ProgressReportArgs): Promise<Page> {
    return readProgressReports(context, args, { id: subjectOf('action', id), column: 'subject' });
  }
}

@Resolver(() => MilestoneType)
class MilestoneProgressResolver {
  @FieldResolver(() => ProgressType, { description: 'How far it is, and how that is known: where it is measured by an indicator, by the value of its actions\' authority in a period that ends when it is due.', complexity: costOfShortList(2) })
  progress(@Root() milestone: MilestoneType, @Ctx() context: RequestContext, @Arg('asAt', () => GraphQLISODate, onWhichDay) asAt?: string): Promise<ProgressType> {
    return progressOfMilestone(context, milestone, asAt ?? context.today);
  }

  @FieldResolver(() => ProgressReportConnection, { description: whatWasTold, complexity: costOfPage })
  progressReports(@Root() { id }: MilestoneType, @Ctx() context: RequestContext, @Args(() => ProgressReportArgs) args: ProgressReportArgs): Promise<Page> {
    return readProgressReports(context, args, { id: subjectOf('milestone', id), column: 'subject' });
  }
}

@Resolver(() => RecommendationType)
class RecommendationProgressResolver {
  @FieldResolver(() => RecommendationProgress, { description: 'How far it is: what was reported of it, and how far the actions in reply are.', complexity: costOfShortList(10) })
  progress(@Root() recommendation: RecommendationType, @Ctx() context: RequestContext, @Arg('asAt', () => GraphQLISODate, onWhichDay) asAt?: string): Promise<RecommendationProgress> {
    return progressOfRecommendation(context, recommendation, asAt ?? context.today);
  }

  @FieldResolver(() => ProgressReportConnection, { description: whatWasTold, complexity: costOfPage })
  progressReports(@Root() { id }: RecommendationType, @Ctx() context: RequestContext, @Args(() => ProgressReportArgs) args: ProgressReportArgs): Promise<Page> {
    return readProgressReports(context, args, { id: subjectOf('recommendation', id), column: 'subject' });
  }
}

@Resolver(() => InspectionType)
class InspectionProgressResolver {
  @FieldResolver(() => [HorizonProgress], { description: 'How far its recommendations and the actions in reply are, horizon by horizon.', complexity: costOfShortList(30) })
  progress(@Root() { id }: InspectionType, @Ctx() context: RequestContext, @Arg('asAt', () => GraphQLISODate, onWhichDay) asAt?: string): Promise<HorizonProgress[]> {
    return progressByHorizon(context, id, asAt ?? context.today);
  }
}

@Resolver(() => PlanType)
class PlanProgressResolver {
  @FieldResolver(() => ActionsProgress, { description: 'How far its actions are.', complexity: costOfShortList(30) })
  progress(@Root() { id }: PlanType, @Ctx() context: RequestContext, @Arg('asAt', () => GraphQLISODate, onWhichDay) asAt?: string): Promise<ActionsProgress> {
    return progressOfActions(context, { id, column: 'planId' }, asAt ?? context.today);
  }
}

/** How far what is to be done is. */
export const progressResolvers = [ProgressActsResolver, ActionProgressResolver, MilestoneProgressResolver, RecommendationProgressResolver, InspectionProgressResolver, PlanProgressResolver] as const;
