import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { IndicatorType } from '../../catalogue/indicator.ts';
import { ObservationType } from '../../catalogue/observation.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage } from '../cost.ts';
import { ObservationArgs, ObservationConnection, readObservations } from '../lists/observations.ts';
import { findPlace } from '../read/places.ts';
import type { Page } from '../read/readPage.ts';
import { findOne } from '../read/related.ts';
import { Place } from '../types/place.ts';

@Resolver(() => ObservationType)
export class ObservationResolver {
  @Query(() => ObservationConnection, { description: 'Published values, by indicator, place and period, earliest first.', complexity: costOfPage })
  observations(@Ctx() context: RequestContext, @Args(() => ObservationArgs) args: ObservationArgs): Promise<Page> {
    return readObservations(context, args);
  }

  @FieldResolver(() => IndicatorType, { nullable: true, description: 'What was measured, with its unit and polarity. Empty only when its publisher withdrew it.' })
  indicator(@Root() observation: ObservationType, @Ctx() context: RequestContext): Promise<IndicatorType | null> {
    return findOne(context, 'indicator', observation.indicatorCode);
  }

  @FieldResolver(() => Place, { nullable: true, description: 'The place it is about. Empty only when its publisher withdrew the place.' })
  area(@Root() observation: ObservationType, @Ctx() context: RequestContext): Promise<object | null> {
    return findPlace(context, observation.areaCode);
  }

  @FieldResolver(() => AuthorityType, { nullable: true, description: 'The authority it is about. Empty when it is about a country, a region or an area within an authority.' })
  authority(@Root() observation: ObservationType, @Ctx() context: RequestContext): Promise<AuthorityType | null> {
    return findOne(context, 'authority', observation.areaCode);
  }
}
