import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PlanIndicatorRole, PlanIndicatorType } from '../../catalogue/planIndicator.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { inForceDuring, isAmong, isLinkedTo, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const PlanIndicatorConnection = connectionOf('PlanIndicator', () => PlanIndicatorType);
export const planIndicatorList: List = { table: 'plan_indicator', orderBy: ['planId', 'line', 'id'] };

@InputType({ description: 'Narrows a list of the indicators of plans. Every condition given must hold.' })
export class PlanIndicatorFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: indicators of plans of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: indicators of plans of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Indicators of any of these plans, by their ids.' })
  plans?: string[];
  @Field(() => [ID], { nullable: true, description: 'Indicators that plans use for any of these priorities, by their ids.' })
  priorities?: string[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Indicators of plans in force on this day.' })
  asAt?: string;
  @Field(() => [ID], { nullable: true, description: 'Indicator codes, written as published ("NI 117").' })
  indicators?: string[];
  @Field(() => [PlanIndicatorRole], { nullable: true, description: 'Indicators to which a plan gives any of these weights, for example OBSESSION.' })
  roles?: PlanIndicatorRole[];
}

@ArgsType()
export class PlanIndicatorArgs extends PageArgs {
  @Field(() => PlanIndicatorFilter, { nullable: true, description: 'Which of them. Left out, all.' })
  filter?: PlanIndicatorFilter;
}

export const readPlanIndicators = listReader<PlanIndicatorFilter>(planIndicatorList, async (context, filter) => {
  const { asAt } = filter;
  const [authorities] = await allInOrder([authoritiesAskedAbout(context, filter), checkCodes(context, 'plan', filter.plans), checkCodes(context, 'priority', filter.priorities), checkCodes(context, 'indicator', filter.indicators)]);
  return [
    authorities && isLinkedTo('plan_indicator.planId', 'plan_authority', authorities),
    asAt && isAmong('plan_indicator.planId', context.db.selectFrom('plan').select('plan.id').where(inForceDuring('plan', asAt, asAt))),
    filter.plans && isOneOf('plan_indicator.planId', filter.plans),
    filter.priorities && isOneOf('plan_indicator.priorityId', filter.priorities),
    filter.indicators && isOneOf('plan_indicator.indicatorCode', filter.indicators),
    filter.roles && isOneOf('plan_indicator.role', filter.roles),
  ];
});
