import { sql, type RawBuilder } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PlanCoverage, PlanKind, PlanType } from '../../catalogue/plan.ts';
import { inList } from '../../db/inList.ts';
import { connectionOf } from '../connection.ts';
import { contains, inForceDuring, isLinkedTo, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import { coverageHeld } from '../read/planCoverage.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const PlanConnection = connectionOf('Plan', () => PlanType);
export const planList: List = { table: 'plan', orderBy: ['title', 'id'] };

@InputType({ description: 'Narrows a list of plans. Every condition given must hold.' })
export class PlanFilter {
  @Field(() => ID, { nullable: true, description: "GSS code of a region: plans of its authorities with children's-services duties, past ones too. A plan of a district is found only where `authorities` names it." })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: plans of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [PlanKind], { nullable: true, description: 'Plans of any of these kinds.' })
  kinds?: PlanKind[];
  @Field(() => [PlanCoverage], { nullable: true, description: 'Plans held to any of these extents.' })
  coverage?: PlanCoverage[];
  @Field(() => [String], { nullable: true, description: 'Plans whose status is any of these, written as published ("draft"). Most state none.' })
  statuses?: string[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Plans in force on this day.' })
  asAt?: string;
  @Field(() => Boolean, { nullable: true, description: 'True: only plans of several authorities. False: only plans of one.' })
  joint?: boolean;
  @Field(() => String, { nullable: true, description: 'Plans whose title holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class PlanArgs extends PageArgs {
  @Field(() => PlanFilter, { nullable: true, description: 'Which plans. Left out, all of them.' })
  filter?: PlanFilter;
}

export const readPlans = listReader<PlanFilter>(planList, async (context, filter) => {
  const authorities = await authoritiesAskedAbout(context, filter);
  return [
    authorities && isLinkedTo('plan.id', 'plan_authority', authorities),
    filter.kinds && isOneOf('plan.kind', filter.kinds),
    filter.coverage && isHeld(filter.coverage),
    filter.statuses && isOneOf('plan.status', filter.statuses),
    filter.asAt && inForceDuring('plan', filter.asAt, filter.asAt),
    filter.text && contains('plan.title', filter.text),
    filter.joint !== undefined && countsAuthorities(filter.joint),
  ];
});

function isHeld(extents: readonly PlanCoverage[]): RawBuilder<boolean> {
  return sql<boolean>`${coverageHeld} in ${inList(extents)}`;
}

function countsAuthorities(several: boolean): RawBuilder<boolean> {
  return sql<boolean>`(select count(*) from plan_authority where owner_id = plan.id) ${several ? sql`> 1` : sql`= 1`}`;
}
