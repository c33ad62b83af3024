import { sql, type RawBuilder } from 'kysely';
import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { PlanCoverage, PlanKind, PlanType } from '../../catalogue/plan.ts';
import { connectionOf } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { allOf, contains, inForceDuring, isLinkedTo, isOneOf } from '../read/conditions.ts';
import { PageArgs } from '../read/pageArgs.ts';
import { readPage, type List, type Page, type Where } from '../read/readPage.ts';
import { findLinked, findOne } from '../read/related.ts';
import { authoritiesOfRegion } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const PlanConnection = connectionOf('Plan', () => PlanType);
export const planList: List = { table: 'plan', orderBy: ['title', 'id'] };

@InputType({ description: 'Narrows a list of plans. Every condition given must hold.' })
export class PlanFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: plans of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: plans of any of these authorities.' })
  authorities?: string[];
  @Field(() => [PlanKind], { nullable: true, description: 'Plans of any of these kinds.' })
  kinds?: PlanKind[];
  @Field(() => [PlanCoverage], { nullable: true, description: 'Plans known to any of these extents.' })
  coverage?: PlanCoverage[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Plans in force on this day.' })
  asAt?: string;
  @Field(() => Boolean, { nullable: true, description: 'True: only plans of several authorities. False: only plans of one.' })
  joint?: boolean;
  @Field(() => String, { nullable: true, description: 'Plans whose title holds these words, whatever the case.' })
  text?: string;
}

function countsAuthorities(several: boolean): RawBuilder<boolean> {
  return sql<boolean>`(select count(*) from plan_authority where owner_id = plan.id) ${several ? sql`> 1` : sql`= 1`}`;
}

/** The condition a plan filter stands for. */
export async function wherePlan(context: RequestContext, filter: PlanFilter | undefined): Promise<Where> {
  const ofRegion = filter?.region === undefined ? undefined : await authoritiesOfRegion(context, filter.region);
  const condition = allOf([
    ofRegion && isLinkedTo('plan.id', 'plan_authority', ofRegion),
    filter?.authorities && isLinkedTo('plan.id', 'plan_authority', filter.authorities),
    filter?.kinds && isOneOf('plan.kind', filter.kinds),
    filter?.coverage && isOneOf('plan.coverage', filter.coverage),
    filter?.asAt && inForceDuring('plan', filter.asAt, filter.asAt),
    filter?.text && contains('plan.title', filter.text),
    filter?.joint !== undefined && countsAuthorities(filter.joint),
  ]);
  return (query) => query.where(condition);
}

@Resolver(() => PlanType)
export class PlanResolver {
  @Query(() => PlanConnection, { description: 'Plans and strategies, by title.', complexity: costOfPage })
  async plans(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs, @Arg('filter', () => PlanFilter, { nullable: true }) filter?: PlanFilter): Promise<Page> {
    return readPage(context, { list: planList, page, filter, where: await wherePlan(context, filter) });
  }

  @Query(() => PlanType, { nullable: true, description: 'One plan by its id, or null when the hub has none.' })
  plan(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<PlanType | null> {
    return findOne(context, 'plan', id);
  }

  @FieldResolver(() => [AuthorityType], { description: 'The authorities whose plan it is: one, or several of a joint plan.', complexity: costOfShortList(2) })
  authorities(@Root() plan: PlanType, @Ctx() context: RequestContext): Promise<AuthorityType[]> {
    return findLinked(context, { table: 'authority', through: 'plan_authority', from: 'owner' }, plan.id);
  }

  @FieldResolver(() => PlanType, { nullable: true, description: 'The plan it replaced, where stated.' })
  supersedes(@Root() plan: PlanType, @Ctx() context: RequestContext): Promise<PlanType | null> {
    return findOne(context, 'plan', plan.supersedesId);
  }
}
