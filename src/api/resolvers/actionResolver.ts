import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { ActionType } from '../../catalogue/action.ts';
import { IndicatorType } from '../../catalogue/indicator.ts';
import { InspectionType } from '../../catalogue/inspection.ts';
import { MilestoneType } from '../../catalogue/milestone.ts';
import { PlanType } from '../../catalogue/plan.ts';
import { PriorityType } from '../../catalogue/priority.ts';
import { RecommendationType } from '../../catalogue/recommendation.ts';
import { TargetType } from '../../catalogue/target.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { ActionArgs, ActionConnection, actionList, readActions } from '../lists/actions.ts';
import { MilestoneArgs, MilestoneConnection, readMilestones } from '../lists/milestones.ts';
import type { Page } from '../read/readPage.ts';
import { findChildren, findLinked, findOne } from '../read/related.ts';

@Resolver(() => ActionType)
export class ActionResolver {
  @Query(() => ActionConnection, { description: 'What is to be done, under plans and in reply to inspections: source by source, as each publisher lists it.', complexity: costOfPage })
  actions(@Ctx() context: RequestContext, @Args(() => ActionArgs) args: ActionArgs): Promise<Page> {
    return readActions(context, args);
  }

  @Query(() => ActionType, { nullable: true, description: 'One action by its id, or null when the hub has none.' })
  action(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the action, as "actions" gives it.' }) id: string): Promise<ActionType | null> {
    return findOne(context, 'action', id);
  }

  @FieldResolver(() => PlanType, { nullable: true, description: 'The plan it is taken under. Empty when it is under none.' })
  plan(@Root() action: ActionType, @Ctx() context: RequestContext): Promise<PlanType | null> {
    return findOne(context, 'plan', action.planId);
  }

  @FieldResolver(() => InspectionType, { nullable: true, description: 'The inspection it replies to. Empty when it replies to none.' })
  inspection(@Root() action: ActionType, @Ctx() context: RequestContext): Promise<InspectionType | null> {
    return findOne(context, 'inspection', action.inspectionId);
  }

  @FieldResolver(() => PriorityType, { nullable: true, description: 'The priority it serves. Empty when the document does not say.' })
  priority(@Root() action: ActionType, @Ctx() context: RequestContext): Promise<PriorityType | null> {
    return findOne(context, 'priority', action.priorityId);
  }

  @FieldResolver(() => RecommendationType, { nullable: true, description: 'The recommendation it replies to. Empty when it replies to none.' })
  recommendation(@Root() action: ActionType, @Ctx() context: RequestContext): Promise<RecommendationType | null> {
    return findOne(context, 'recommendation', action.recommendationId);
  }

  @FieldResolver(() => ActionType, { nullable: true, description: 'The wider action it is part of. Empty when it stands by itself.' })
  parent(@Root() action: ActionType, @Ctx() context: RequestContext): Promise<ActionType | null> {
    return findOne(context, 'action', action.parentActionId);
  }

  @FieldResolver(() => [ActionType], { description: 'The actions it is made of, as their publisher lists them.', complexity: costOfShortList(3) })
  children(@Root() action: ActionType, @Ctx() context: RequestContext): Promise<ActionType[]> {
    return findChildren(context, actionList, { id: action.id, column: 'parentActionId' });
  }

  @FieldResolver(() => [ActionType], { description: 'Other actions its document refers to beside it.', complexity: costOfShortList(2) })
  seeAlso(@Root() action: ActionType, @Ctx() context: RequestContext): Promise<ActionType[]> {
    return findLinked(context, { table: 'action', through: 'action_see_also', from: 'owner', asListed: true }, action.id);
  }

  @FieldResolver(() => [ActionType], { description: 'Other actions beside which its document refers to this one.', complexity: costOfShortList(2) })
  referredToBy(@Root() action: ActionType, @Ctx() context: RequestContext): Promise<ActionType[]> {
    return findLinked(context, { table: 'action', through: 'action_see_also', from: 'target', asListed: true }, action.id);
  }

  @FieldResolver(() => [MilestoneType], { description: 'Points on the way at which one can say whether it is on course, as their publisher lists them.', complexity: costOfShortList(2) })
  milestones(@Root() action: ActionType, @Ctx() context: RequestContext): Promise<MilestoneType[]> {
    return findLinked(context, { table: 'milestone', through: 'milestone_action', from: 'target', asListed: true }, action.id);
  }

  @FieldResolver(() => [TargetType], { description: 'Targets it is meant to reach.', complexity: costOfShortList(2) })
  targets(@Root() action: ActionType, @Ctx() context: RequestContext): Promise<TargetType[]> {
    return findLinked(context, { table: 'target', through: 'target_action', from: 'target' }, action.id);
  }
}

@Resolver(() => MilestoneType)
export class MilestoneResolver {
  @Query(() => MilestoneConnection, { description: 'Points on the way of actions, source by source, as each publisher lists them: filter by dates to ask what is due.', complexity: costOfPage })
  milestones(@Ctx() context: RequestContext, @Args(() => MilestoneArgs) args: MilestoneArgs): Promise<Page> {
    return readMilestones(context, args);
  }

  @FieldResolver(() => [ActionType], { description: 'The actions it is a point on the way of.', complexity: costOfShortList(2) })
  actions(@Root() milestone: MilestoneType, @Ctx() context: RequestContext): Promise<ActionType[]> {
    return findLinked(context, { table: 'action', through: 'milestone_action', from: 'owner', asListed: true }, milestone.id);
  }

  @FieldResolver(() => IndicatorType, { nullable: true, description: 'The indicator by which it is measured. Empty when it is not a matter of figures.' })
  indicator(@Root() milestone: MilestoneType, @Ctx() context: RequestContext): Promise<IndicatorType | null> {
    return findOne(context, 'indicator', milestone.indicatorCode);
  }
}
