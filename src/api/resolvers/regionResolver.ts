import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { RegionType } from '../../catalogue/region.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage } from '../cost.ts';
import { AreaArgs, AreaConnection, readAreas } from '../lists/areas.ts';
import { AuthorityArgs, AuthorityConnection, readAuthorities } from '../lists/authorities.ts';
import { ObservationArgs, ObservationConnection, readObservations } from '../lists/observations.ts';
import { PopulationArgs, PopulationConnection, readPopulations } from '../lists/populations.ts';
import { readRegions, RegionArgs, RegionConnection } from '../lists/regions.ts';
import { readServices, ServiceArgs, ServiceConnection } from '../lists/services.ts';
import { readServiceUse, ServiceUseArgs, ServiceUseConnection } from '../lists/serviceUse.ts';
import { readTargets, TargetArgs, TargetConnection } from '../lists/targets.ts';
import type { Page } from '../read/readPage.ts';
import { findOne } from '../read/related.ts';

@Resolver(() => RegionType)
export class RegionResolver {
  @Query(() => RegionConnection, { description: 'The regions of England, by name.', complexity: costOfPage })
  regions(@Ctx() context: RequestContext, @Args(() => RegionArgs) args: RegionArgs): Promise<Page> {
    return readRegions(context, args);
  }

  @Query(() => RegionType, { nullable: true, description: 'One region by its GSS code, or null when the hub knows none.' })
  region(@Ctx() context: RequestContext, @Arg('code', () => ID, { description: 'GSS code, for example E12000004 for the East Midlands.' }) code: string): Promise<RegionType | null> {
    return findOne(context, 'region', code);
  }

  @FieldResolver(() => AuthorityConnection, { description: "Its authorities with children's-services duties, past ones too unless asAt is given. Districts only where the filter asks for them.", complexity: costOfPage })
  authorities(@Root() region: RegionType, @Ctx() context: RequestContext, @Args(() => AuthorityArgs) args: AuthorityArgs): Promise<Page> {
    return readAuthorities(context, args, { id: region.id, column: 'regionCode' });
  }

  @FieldResolver(() => AreaConnection, { description: 'Areas that lie directly in it and in no authority.', complexity: costOfPage })
  areas(@Root() region: RegionType, @Ctx() context: RequestContext, @Args(() => AreaArgs) args: AreaArgs): Promise<Page> {
    return readAreas(context, args, { id: region.id, column: 'parentCode' });
  }

  @FieldResolver(() => ObservationConnection, { description: 'Published values for the region as a whole, not for its authorities.', complexity: costOfPage })
  observations(@Root() region: RegionType, @Ctx() context: RequestContext, @Args(() => ObservationArgs) args: ObservationArgs): Promise<Page> {
    return readObservations(context, args, { id: region.id, column: 'areaCode' });
  }

  @FieldResolver(() => TargetConnection, { description: 'Targets for the region as a whole.', complexity: costOfPage })
  targets(@Root() region: RegionType, @Ctx() context: RequestContext, @Args(() => TargetArgs) args: TargetArgs): Promise<Page> {
    return readTargets(context, args, { id: region.id, column: 'areaCode' });
  }

  @FieldResolver(() => ServiceConnection, { description: 'Services said to be given in the region as a whole. Its authorities have their own.', complexity: costOfPage })
  servicesGivenHere(@Root() region: RegionType, @Ctx() context: RequestContext, @Args(() => ServiceArgs) args: ServiceArgs): Promise<Page> {
    return readServices(context, args, { id: region.id, link: 'service_area', side: 'target' });
  }

  @FieldResolver(() => ServiceConnection, { description: 'Services that say that residents of the whole region may use them.', complexity: costOfPage })
  servicesForResidents(@Root() region: RegionType, @Ctx() context: RequestContext, @Args(() => ServiceArgs) args: ServiceArgs): Promise<Page> {
    return readServices(context, args, { id: region.id, link: 'service_open_to', side: 'target' });
  }

  @FieldResolver(() => PopulationConnection, { description: 'How many people of which ages live in the region as a whole. Its authorities have their own.', complexity: costOfPage })
  populations(@Root() region: RegionType, @Ctx() context: RequestContext, @Args(() => PopulationArgs) args: PopulationArgs): Promise<Page> {
    return readPopulations(context, args, { id: region.id, column: 'areaCode' });
  }

  @FieldResolver(() => ServiceUseConnection, { description: 'Use stated for residents of the region as a whole, not of one of its authorities.', complexity: costOfPage })
  serviceUseAsHome(@Root() region: RegionType, @Ctx() context: RequestContext, @Args(() => ServiceUseArgs) args: ServiceUseArgs): Promise<Page> {
    return readServiceUse(context, args, { id: region.id, column: 'homeAreaCode' });
  }

  @FieldResolver(() => ServiceUseConnection, { description: 'Use stated to be somewhere in the region, in no named authority.', complexity: costOfPage })
  serviceUseAsPlace(@Root() region: RegionType, @Ctx() context: RequestContext, @Args(() => ServiceUseArgs) args: ServiceUseArgs): Promise<Page> {
    return readServiceUse(context, args, { id: region.id, column: 'placeAreaCode' });
  }
}
