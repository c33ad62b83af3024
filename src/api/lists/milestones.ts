import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { MilestoneType } from '../../catalogue/milestone.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { allOf, anyContains, endedBy, isAmong, isLinkedTo, isOneOf, mayBeSince } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';
import { isInDocumentOf } from '../read/isInDocumentOf.ts';

export const MilestoneConnection = connectionOf('Milestone', () => MilestoneType);
export const milestoneList: List = { table: 'milestone', orderBy: ['sourceId', 'line', 'id'] };

@InputType({ description: 'Narrows a list of milestones. Every condition given must hold.' })
export class MilestoneFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: milestones of actions of its authorities, under plans and in reply to inspections.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: milestones of actions of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Milestones of actions under any of these plans, by their ids.' })
  plans?: string[];
  @Field(() => [ID], { nullable: true, description: 'Milestones of actions in reply to any of these inspections, by their ids.' })
  inspections?: string[];
  @Field(() => [ID], { nullable: true, description: 'Milestones of any of these actions, by their ids.' })
  actions?: string[];
  @Field(() => [ID], { nullable: true, description: 'Indicator codes: milestones measured by any of these indicators.' })
  indicators?: string[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Milestones due on this day or later; one due in a month or year is kept when it may be. Those without a date are left out.' })
  dueFrom?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Milestones due on this day or earlier; one due in a month or year is due by its last day. Those without a date are left out.' })
  dueBy?: string;
  @Field(() => String, { nullable: true, description: 'Milestones whose title, lead or status holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class MilestoneArgs extends PageArgs {
  @Field(() => MilestoneFilter, { nullable: true, description: 'Which milestones. Left out, all of them.' })
  filter?: MilestoneFilter;
}

export const readMilestones = listReader<MilestoneFilter>(milestoneList, async (context, filter) => {
  const [authorities] = await allInOrder([
    authoritiesAskedAbout(context, filter),
    checkCodes(context, 'plan', filter.plans),
    checkCodes(context, 'inspection', filter.inspections),
    checkCodes(context, 'action', filter.actions),
    checkCodes(context, 'indicator', filter.indicators),
  ]);
  const ofAction = [authorities && isInDocumentOf(context, 'action', authorities), filter.plans && isOneOf('action.planId', filter.plans), filter.inspections && isOneOf('action.inspectionId', filter.inspections)];
  const tied = context.db.selectFrom('milestone_action').innerJoin('action', 'action.id', 'milestone_action.targetId').select('milestone_action.ownerId');
  return [
    ofAction.some(Boolean) && isAmong('milestone.id', tied.where(allOf(ofAction))),
    filter.actions && isLinkedTo('milestone.id', 'milestone_action', filter.actions),
    filter.indicators && isOneOf('milestone.indicatorCode', filter.indicators),
    filter.dueFrom && mayBeSince('milestone.due', filter.dueFrom),
    filter.dueBy && endedBy('milestone.due', filter.dueBy),
    filter.text && anyContains(['milestone.title', 'milestone.lead', 'milestone.status'], filter.text),
  ];
});
