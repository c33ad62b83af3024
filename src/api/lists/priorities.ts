import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PlanKind } from '../../catalogue/plan.ts';
import { PriorityKind, PriorityType } from '../../catalogue/priority.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { allOf, anyContains, inForceDuring, isAmong, isLinkedTo, isOneOf, isStatedOf, takesAges } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';
import { AgesInput } from '../types/overlap.ts';

export const PriorityConnection = connectionOf('Priority', () => PriorityType);
export const priorityList: List = { table: 'priority', orderBy: ['planId', 'line', 'id'] };

@InputType({ description: 'Narrows a list of priorities. Every condition given must hold.' })
export class PriorityFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: priorities of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: priorities of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Priorities of any of these plans, by their ids.' })
  plans?: string[];
  @Field(() => [PlanKind], { nullable: true, description: 'Priorities of plans of any of these kinds.' })
  planKinds?: PlanKind[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Priorities of plans in force on this day.' })
  asAt?: string;
  @Field(() => [PriorityKind], { nullable: true, description: 'Statements of any of these kinds.' })
  kinds?: PriorityKind[];
  @Field(() => Boolean, { nullable: true, description: 'True: only what the authority itself set. False: only what it is known not to have set.' })
  adopted?: boolean;
  @Field(() => [ID], { nullable: true, description: 'Theme codes: priorities in which the hub reads any of these themes, as their main one or beside it.' })
  themes?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: priorities that their own publisher gave any of these themes. What the hub reads in a priority is another matter.' })
  statedThemes?: string[];
  @Field(() => [ID], { nullable: true, description: 'Indicator codes: priorities for which their plan names any of these indicators, with the priority or among the indicators of the plan.' })
  indicators?: string[];
  @Field(() => AgesInput, { nullable: true, description: 'Priorities about any age of this range. Those that state no ages are kept: not stated is not none.' })
  ages?: AgesInput;
  @Field(() => String, { nullable: true, description: 'Priorities whose title, description or target group holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class PriorityArgs extends PageArgs {
  @Field(() => PriorityFilter, { nullable: true, description: 'Which priorities. Left out, all of them.' })
  filter?: PriorityFilter;
}

export const readPriorities = listReader<PriorityFilter>(priorityList, async (context, filter) => {
  const [authorities] = await allInOrder([authoritiesAskedAbout(context, filter), checkThemes(context, filter.themes), checkThemes(context, filter.statedThemes), checkCodes(context, 'indicator', filter.indicators), checkCodes(context, 'plan', filter.plans)]);
  const ofPlan = allOf([filter.planKinds && isOneOf('plan.kind', filter.planKinds), filter.asAt && inForceDuring('plan', filter.asAt, filter.asAt)]);
  return [
    authorities && isLinkedTo('priority.planId', 'plan_authority', authorities),
    filter.plans && isOneOf('priority.planId', filter.plans),
    (filter.planKinds || filter.asAt) && isAmong('priority.planId', context.db.selectFrom('plan').select('plan.id').where(ofPlan)),
    filter.kinds && isOneOf('priority.kind', filter.kinds),
    filter.adopted !== undefined && (filter.adopted ? sql<boolean>`priority.adopted` : sql<boolean>`not priority.adopted`),
    filter.themes && isLinkedTo('priority.id', 'priority_theme', filter.themes),
    filter.statedThemes && isLinkedTo('priority.id', 'priority_stated_theme', filter.statedThemes),
    filter.indicators && isStatedOf('priority.id', 'priority_measure', filter.indicators),
    filter.ages && takesAges('priority', filter.ages),
    filter.text && anyContains(['priority.title', 'priority.description', 'priority.targetGroup'], filter.text),
  ];
});
