import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { ActionType } from '../../catalogue/action.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { anyContains, endedBy, isOneOf } from '../read/conditions.ts';
import { isInDocumentOf } from '../read/isInDocumentOf.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const ActionConnection = connectionOf('Action', () => ActionType);
export const actionList: List = { table: 'action', orderBy: ['sourceId', 'line', 'id'] };

@InputType({ description: 'Narrows a list of actions. Every condition given must hold.' })
export class ActionFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: actions of its authorities, under plans and in reply to inspections.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: actions of any of these authorities, under plans and in reply to inspections; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Actions under any of these plans, by their ids.' })
  plans?: string[];
  @Field(() => [ID], { nullable: true, description: 'Actions in reply to any of these inspections, by their ids.' })
  inspections?: string[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Actions due on this day or earlier; one due in a month or year is due by its last day. Those without a date the hub can read are left out.' })
  dueBy?: string;
  @Field(() => String, { nullable: true, description: 'Actions whose title, lead or success criteria hold these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class ActionArgs extends PageArgs {
  @Field(() => ActionFilter, { nullable: true, description: 'Which actions. Left out, all of them.' })
  filter?: ActionFilter;
}

export const readActions = listReader<ActionFilter>(actionList, async (context, filter) => {
  const [authorities] = await allInOrder([authoritiesAskedAbout(context, filter), checkCodes(context, 'plan', filter.plans), checkCodes(context, 'inspection', filter.inspections)]);
  return [
    authorities && isInDocumentOf(context, 'action', authorities),
    filter.plans && isOneOf('action.planId', filter.plans),
    filter.inspections && isOneOf('action.inspectionId', filter.inspections),
    filter.dueBy && endedBy('action.dueTo', filter.dueBy),
    filter.text && anyContains(['action.title', 'action.lead', 'action.successCriteria'], filter.text),
  ];
});
