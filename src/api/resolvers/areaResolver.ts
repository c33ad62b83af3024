import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { AreaType } from '../../catalogue/area.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage } from '../cost.ts';
import { AreaArgs, AreaConnection, readAreas } from '../lists/areas.ts';
import { JudgementArgs, JudgementConnection, readJudgements } from '../lists/judgements.ts';
import { ObservationArgs, ObservationConnection, readObservations } from '../lists/observations.ts';
import { PopulationArgs, PopulationConnection, readPopulations } from '../lists/populations.ts';
import { readServices, ServiceArgs, ServiceConnection } from '../lists/services.ts';
import { readServiceUse, ServiceUseArgs, ServiceUseConnection } from '../lists/serviceUse.ts';
import { readTargets, TargetArgs, TargetConnection } from '../lists/targets.ts';
import { findPlace } from '../read/places.ts';
import type { Page } from '../read/readPage.ts';
import { findOne } from '../read/related.ts';
import { Place } from '../types/place.ts';

@Resolver(() => AreaType)
export class AreaResolver {
  @Query(() => AreaConnection, { description: 'Areas that are neither regions nor authorities, by name: wards, localities, clusters of schools, and the country.', complexity: costOfPage })
  areas(@Ctx() context: RequestContext, @Args(() => AreaArgs) args: AreaArgs): Promise<Page> {
    return readAreas(context, args);
  }

  @Query(() => AreaType, { nullable: true, description: 'One area by its code, or null when the hub knows none. Regions and authorities have their own getters.' })
  area(@Ctx() context: RequestContext, @Arg('code', () => ID, { description: 'GSS code, or the code its publisher gave it.' }) code: string): Promise<AreaType | null> {
    return findOne(context, 'area', code);
  }

  @FieldResolver(() => Place, { nullable: true, description: 'The authority, region or larger area it lies in. Empty for a country.' })
  parent(@Root() area: AreaType, @Ctx() context: RequestContext): Promise<object | null> {
    return findPlace(context, area.parentCode);
  }

  @FieldResolver(() => AreaConnection, { description: 'Areas that lie directly in it.', complexity: costOfPage })
  smallerAreas(@Root() area: AreaType, @Ctx() context: RequestContext, @Args(() => AreaArgs) args: AreaArgs): Promise<Page> {
    return readAreas(context, args, { id: area.id, column: 'parentCode' });
  }

  @FieldResolver(() => ObservationConnection, { description: 'Published values for it.', complexity: costOfPage })
  observations(@Root() area: AreaType, @Ctx() context: RequestContext, @Args(() => ObservationArgs) args: ObservationArgs): Promise<Page> {
    return readObservations(context, args, { id: area.id, column: 'areaCode' });
  }

  @FieldResolver(() => TargetConnection, { description: 'Targets for it.', complexity: costOfPage })
  targets(@Root() area: AreaType, @Ctx() context: RequestContext, @Args(() => TargetArgs) args: TargetArgs): Promise<Page> {
    return readTargets(context, args, { id: area.id, column: 'areaCode' });
  }

  @FieldResolver(() => ServiceConnection, { description: 'Services given in it.', complexity: costOfPage })
  services(@Root() area: AreaType, @Ctx() context: RequestContext, @Args(() => ServiceArgs) args: ServiceArgs): Promise<Page> {
    return readServices(context, args, { id: area.id, link: 'service_area', side: 'target' });
  }

  @FieldResolver(() => ServiceConnection, { description: 'Services that say that its residents may use them, by its name.', complexity: costOfPage })
  servicesForResidents(@Root() area: AreaType, @Ctx() context: RequestContext, @Args(() => ServiceArgs) args: ServiceArgs): Promise<Page> {
    return readServices(context, args, { id: area.id, link: 'service_open_to', side: 'target' });
  }

  @FieldResolver(() => JudgementConnection, { description: 'Grades that inspections gave it by name, not its authority as a whole. Read each with its bestGrade.', complexity: costOfPage })
  judgements(@Root() area: AreaType, @Ctx() context: RequestContext, @Args(() => JudgementArgs) args: JudgementArgs): Promise<Page> {
    return readJudgements(context, args, { id: area.id, column: 'areaCode' });
  }

  @FieldResolver(() => PopulationConnection, { description: 'How many people of which ages live in it.', complexity: costOfPage })
  populations(@Root() area: AreaType, @Ctx() context: RequestContext, @Args(() => PopulationArgs) args: PopulationArgs): Promise<Page> {
    return readPopulations(context, args, { id: area.id, column: 'areaCode' });
  }

  @FieldResolver(() => ServiceUseConnection, { description: 'Use of services by people who live in it, wherever they are served.', complexity: costOfPage })
  serviceUseAsHome(@Root() area: AreaType, @Ctx() context: RequestContext, @Args(() => ServiceUseArgs) args: ServiceUseArgs): Promise<Page> {
    return readServiceUse(context, args, { id: area.id, column: 'homeAreaCode' });
  }

  @FieldResolver(() => ServiceUseConnection, { description: 'Use of services in it, wherever the users live. Use that does not say where is not listed.', complexity: costOfPage })
  serviceUseAsPlace(@Root() area: AreaType, @Ctx() context: RequestContext, @Args(() => ServiceUseArgs) args: ServiceUseArgs): Promise<Page> {
    return readServiceUse(context, args, { id: area.id, column: 'placeAreaCode' });
  }
}
