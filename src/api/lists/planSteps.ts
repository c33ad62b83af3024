import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PlanStepPurpose, PlanStepType } from '../../catalogue/planStep.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { anyContains, isLinkedTo, isOneOf, mayBeSince, mayBeUntil } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const PlanStepConnection = connectionOf('PlanStep', () => PlanStepType);
export const planStepList: List = { table: 'plan_step', orderBy: ['planId', 'line', 'id'] };

@InputType({ description: 'Narrows a list of steps in the life of plans. Every condition given must hold.' })
export class PlanStepFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: steps of plans of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: steps of plans of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Steps of any of these plans, by their ids.' })
  plans?: string[];
  @Field(() => [PlanStepPurpose], { nullable: true, description: 'Steps for any of these purposes.' })
  purposes?: PlanStepPurpose[];
  @Field(() => Boolean, { nullable: true, description: 'True: only steps told of as still to come. False: only those told of as taken. Those of which that is not stated are left out of both.' })
  planned?: boolean;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Steps on this day or later. One of which only the month or year is known is kept when it may have been.' })
  from?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Steps on this day or earlier. One of which only the month or year is known is kept when it may have been.' })
  to?: string;
  @Field(() => String, { nullable: true, description: 'Steps whose body or result holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class PlanStepArgs extends PageArgs {
  @Field(() => PlanStepFilter, { nullable: true, description: 'Which steps. Left out, all of them.' })
  filter?: PlanStepFilter;
}

export const readPlanSteps = listReader<PlanStepFilter>(planStepList, async (context, filter) => {
  const [authorities] = await allInOrder([authoritiesAskedAbout(context, filter), checkCodes(context, 'plan', filter.plans)]);
  return [
    authorities && isLinkedTo('plan_step.planId', 'plan_authority', authorities),
    filter.plans && isOneOf('plan_step.planId', filter.plans),
    filter.purposes && isOneOf('plan_step.purpose', filter.purposes),
    filter.planned !== undefined && (filter.planned ? sql<boolean>`plan_step.planned` : sql<boolean>`not plan_step.planned`),
    filter.from && mayBeSince('plan_step.date', filter.from),
    filter.to && mayBeUntil('plan_step.date', filter.to),
    filter.text && anyContains(['plan_step.body', 'plan_step.result'], filter.text),
  ];
});
