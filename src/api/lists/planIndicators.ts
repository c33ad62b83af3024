import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PlanIndicatorRole, PlanIndicatorType } from '../../catalogue/planIndicator.ts';
import { connectionOf } from '../connection.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';

export const PlanIndicatorConnection = connectionOf('PlanIndicator', () => PlanIndicatorType);
export const planIndicatorList: List = { table: 'plan_indicator', orderBy: ['planId', 'line', 'id'] };

@InputType({ description: 'Narrows a list of the indicators of plans. Every condition given must hold.' })
export class PlanIndicatorFilter {
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
  await checkCodes(context, 'indicator', filter.indicators);
  return [filter.indicators && isOneOf('plan_indicator.indicatorCode', filter.indicators), filter.roles && isOneOf('plan_indicator.role', filter.roles)];
});
