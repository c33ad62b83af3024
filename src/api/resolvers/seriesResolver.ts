import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import { costOfShortList } from '../cost.ts';
import { readSeries } from '../read/readSeries.ts';
import { IndicatorSeries, SeriesArgs } from '../types/series.ts';

@Resolver(() => IndicatorSeries)
export class SeriesResolver {
  @Query(() => [IndicatorSeries], { description: 'How an indicator stands in a place over time: a series for each kind of period and group of children, with confidence limits, where it is going, and how it stands beside the region and England.', complexity: costOfShortList(40) })
  indicatorSeries(@Ctx() context: RequestContext, @Args(() => SeriesArgs) args: SeriesArgs): Promise<IndicatorSeries[]> {
    return readSeries(context, args);
  }
}
