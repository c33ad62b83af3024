import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { PlanType } from '../../catalogue/plan.ts';
import type { RequestContext } from '../context.ts';
import { costOfShortList } from '../cost.ts';
import { readSeries } from '../read/readSeries.ts';
import { findOne } from '../read/related.ts';
import { IndicatorSeries, SeriesArgs, SeriesPolarity } from '../types/series.ts';

@Resolver(() => IndicatorSeries)
export class SeriesResolver {
  @Query(() => [IndicatorSeries], { description: 'How an indicator stands in a place over time: a series for each kind of period and group of children, with confidence limits, where it is going, and how it stands beside the region and England.', complexity: costOfShortList(40) })
  indicatorSeries(@Ctx() context: RequestContext, @Args(() => SeriesArgs) args: SeriesArgs): Promise<IndicatorSeries[]> {
    return readSeries(context, args);
  }
}

@Resolver(() => SeriesPolarity)
export class SeriesPolarityResolver {
  @FieldResolver(() => PlanType, { nullable: true, description: "The plan that says so. Empty where it is the indicator's own." })
  plan(@Root() { planId }: SeriesPolarity, @Ctx() context: RequestContext): Promise<PlanType | null> {
    return findOne(context, 'plan', planId);
  }
}
