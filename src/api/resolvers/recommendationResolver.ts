import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { InspectionType } from '../../catalogue/inspection.ts';
import { PlanType } from '../../catalogue/plan.ts';
import { RecommendationType } from '../../catalogue/recommendation.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { ActionArgs, ActionConnection, readActions } from '../lists/actions.ts';
import { readRecommendations, RecommendationArgs, RecommendationConnection } from '../lists/recommendations.ts';
import type { Page } from '../read/readPage.ts';
import { findLinked, findOne } from '../read/related.ts';

@Resolver(() => RecommendationType)
export class RecommendationResolver {
  @Query(() => RecommendationConnection, { description: 'What inspections and reports said should be done: source by source, as each publisher lists it. These are not priorities an authority adopted.', complexity: costOfPage })
  recommendations(@Ctx() context: RequestContext, @Args(() => RecommendationArgs) args: RecommendationArgs): Promise<Page> {
    return readRecommendations(context, args);
  }

  @Query(() => RecommendationType, { nullable: true, description: 'One recommendation by its id, or null when the hub has none.' })
  recommendation(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the recommendation, as "recommendations" gives it.' }) id: string): Promise<RecommendationType | null> {
    return findOne(context, 'recommendation', id);
  }

  @FieldResolver(() => InspectionType, { nullable: true, description: 'The inspection that made it. Empty when it stands in another report.' })
  inspection(@Root() recommendation: RecommendationType, @Ctx() context: RequestContext): Promise<InspectionType | null> {
    return findOne(context, 'inspection', recommendation.inspectionId);
  }

  @FieldResolver(() => PlanType, { nullable: true, description: 'The document in which it stands, where that is not an inspection.' })
  plan(@Root() recommendation: RecommendationType, @Ctx() context: RequestContext): Promise<PlanType | null> {
    return findOne(context, 'plan', recommendation.planId);
  }

  @FieldResolver(() => [ThemeType], { description: 'The themes it is about, as its publisher coded it. Empty where it did not, which does not say that it is about none: the hub reads themes in priorities alone.', complexity: costOfShortList(2) })
  themes(@Root() recommendation: RecommendationType, @Ctx() context: RequestContext): Promise<ThemeType[]> {
    return findLinked(context, { table: 'theme', through: 'recommendation_theme', from: 'owner' }, recommendation.id);
  }

  @FieldResolver(() => ActionConnection, { description: 'What is to be done in reply to it.', complexity: costOfPage })
  actions(@Root() recommendation: RecommendationType, @Ctx() context: RequestContext, @Args(() => ActionArgs) args: ActionArgs): Promise<Page> {
    return readActions(context, args, { id: recommendation.id, column: 'recommendationId' });
  }
}
