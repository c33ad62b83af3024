import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { PopulationType } from '../../catalogue/population.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage } from '../cost.ts';
import { PopulationArgs, PopulationConnection, readPopulations } from '../lists/populations.ts';
import { findPlace } from '../read/places.ts';
import type { Page } from '../read/readPage.ts';
import { findOne } from '../read/related.ts';
import { Place } from '../types/place.ts';

@Resolver(() => PopulationType)
export class PopulationResolver {
  @Query(() => PopulationConnection, { description: 'How many people of which ages live where, by place and period, earliest first.', complexity: costOfPage })
  populations(@Ctx() context: RequestContext, @Args(() => PopulationArgs) args: PopulationArgs): Promise<Page> {
    return readPopulations(context, args);
  }

  @FieldResolver(() => Place, { nullable: true, description: 'The place they live in. Empty only when its publisher withdrew the place.' })
  area(@Root() population: PopulationType, @Ctx() context: RequestContext): Promise<object | null> {
    return findPlace(context, population.areaCode);
  }

  @FieldResolver(() => AuthorityType, { nullable: true, description: 'The authority they live in. Empty when they are counted for a country, a region or an area within an authority.' })
  authority(@Root() population: PopulationType, @Ctx() context: RequestContext): Promise<AuthorityType | null> {
    return findOne(context, 'authority', population.areaCode);
  }
}
