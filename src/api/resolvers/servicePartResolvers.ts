import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ServiceType } from '../../catalogue/service.ts';
import { ServiceCapacityType } from '../../catalogue/serviceCapacity.ts';
import { ServiceCostType } from '../../catalogue/serviceCost.ts';
import { ServicePlaceType } from '../../catalogue/servicePlace.ts';
import { ServiceTermType } from '../../catalogue/serviceTerm.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import type { RequestContext } from '../context.ts';
import { findOne } from '../read/related.ts';

@Resolver(() => ServicePlaceType)
export class ServicePlaceResolver {
  @FieldResolver(() => ServiceType, { nullable: true, description: 'The service given at the place. Empty only when its publisher withdrew it.' })
  service(@Root() place: ServicePlaceType, @Ctx() context: RequestContext): Promise<ServiceType | null> {
    return findOne(context, 'service', place.serviceId);
  }
}

@Resolver(() => ServiceCostType)
export class ServiceCostResolver {
  @FieldResolver(() => ServiceType, { nullable: true, description: 'The service it is the price of. Empty only when its publisher withdrew it.' })
  service(@Root() cost: ServiceCostType, @Ctx() context: RequestContext): Promise<ServiceType | null> {
    return findOne(context, 'service', cost.serviceId);
  }
}

@Resolver(() => ServiceTermType)
export class ServiceTermResolver {
  @FieldResolver(() => ServiceType, { nullable: true, description: 'The service it classifies. Empty only when its publisher withdrew it.' })
  service(@Root() term: ServiceTermType, @Ctx() context: RequestContext): Promise<ServiceType | null> {
    return findOne(context, 'service', term.serviceId);
  }

  @FieldResolver(() => ThemeType, { nullable: true, description: 'The theme that it stands for. Empty when it is no theme the hub knows.' })
  theme(@Root() term: ServiceTermType, @Ctx() context: RequestContext): Promise<ThemeType | null> {
    return findOne(context, 'theme', term.themeCode);
  }
}

@Resolver(() => ServiceCapacityType)
export class ServiceCapacityResolver {
  @FieldResolver(() => ServiceType, { nullable: true, description: 'The service that can take so much. Empty only when its publisher withdrew it.' })
  service(@Root() capacity: ServiceCapacityType, @Ctx() context: RequestContext): Promise<ServiceType | null> {
    return findOne(context, 'service', capacity.serviceId);
  }
}
