import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import { costOfShortList } from '../cost.ts';
import { readDerived } from '../read/readDerived.ts';
import { readGaps } from '../read/readGaps.ts';
import { DerivedArgs, DerivedSeries, GapArgs, OutcomeGap } from '../types/derived.ts';

@Resolver()
export class DerivedResolver {
  @Query(() => [DerivedSeries], { description: 'What follows from published figures, worked out period by period: a derived indicator, or an expression of your own, such as a figure per head or the gap between two indicators. A figure that is suppressed or missing leaves no number. A series for each kind of period.', complexity: costOfShortList(10) })
  derivedSeries(@Ctx() context: RequestContext, @Args(() => DerivedArgs) args: DerivedArgs): Promise<DerivedSeries[]> {
    return readDerived(context, args);
  }

  @Query(() => [OutcomeGap], { description: 'Narrowing the gap: how far a group of children is from all in an indicator, over time, for each group and kind of period of which the hub has values. Empty where no value of a group is known. A group that is published as an indicator of its own is set against all by derivedSeries.', complexity: costOfShortList(10) })
  outcomeGaps(@Ctx() context: RequestContext, @Args(() => GapArgs) args: GapArgs): Promise<OutcomeGap[]> {
    return readGaps(context, args);
  }
}
