import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { ServiceType } from '../../catalogue/service.ts';
import { ServiceCapacityType } from '../../catalogue/serviceCapacity.ts';
import { ServiceCostType } from '../../catalogue/serviceCost.ts';
import { ServicePlaceType } from '../../catalogue/servicePlace.ts';
import { ServiceTermType } from '../../catalogue/serviceTerm.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { BudgetArgs, BudgetConnection, readBudgets } from '../lists/budgets.ts';
import { serviceCapacityList, serviceCostList, servicePlaceList, serviceTermList } from '../lists/parts.ts';
import { readServices, ServiceArgs, ServiceConnection } from '../lists/services.ts';
import { readServiceUse, ServiceUseArgs, ServiceUseConnection } from '../lists/serviceUse.ts';
import { sourceYearOf } from '../read/commissioning/sourceYearOf.ts';
import { findLinkedPlaces } from '../read/places.ts';
import type { Page } from '../read/readPage.ts';
import { findChildren, findLinked, findOne } from '../read/related.ts';
import { textsOf } from '../read/textsOf.ts';
import { Place } from '../types/place.ts';

@Resolver(() => ServiceType)
export class ServiceResolver {
  @Query(() => ServiceConnection, { description: 'Services the hub was told of, by name. Others may exist.', complexity: costOfPage })
  services(@Ctx() context: RequestContext, @Args(() => ServiceArgs) args: ServiceArgs): Promise<Page> {
    return readServices(context, args);
  }

  @Query(() => ServiceType, { nullable: true, description: 'One service by its id, or null when the hub has none.' })
  service(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the service, as "services" gives it.' }) id: string): Promise<ServiceType | null> {
    return findOne(context, 'service', id);
  }

  @FieldResolver(() => [AuthorityType], { description: 'The authorities it is a service of.', complexity: costOfShortList(2) })
  authorities(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<AuthorityType[]> {
    return findLinked(context, { table: 'authority', through: 'service_authority', from: 'owner' }, service.id);
  }

  @FieldResolver(() => [Place], { description: 'Where it is given, by name. None means not stated, not everywhere.', complexity: costOfShortList(5) })
  areas(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<object[]> {
    return findLinkedPlaces(context, 'service_area', service.id);
  }

  @FieldResolver(() => [Place], { description: 'The places whose residents may use it, by name. None means not stated.', complexity: costOfShortList(5) })
  openToResidentsOf(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<object[]> {
    return findLinkedPlaces(context, 'service_open_to', service.id);
  }

  @FieldResolver(() => [ThemeType], { description: 'The themes it is for.', complexity: costOfShortList(2) })
  themes(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<ThemeType[]> {
    return findLinked(context, { table: 'theme', through: 'service_theme', from: 'owner' }, service.id);
  }

  @FieldResolver(() => [ServicePlaceType], { description: 'Every place at which it is given, as its publisher listed them. None means that no list was published: see postcode.', complexity: costOfShortList(5) })
  places(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<ServicePlaceType[]> {
    return findChildren(context, servicePlaceList, { id: service.id, column: 'serviceId' });
  }

  @FieldResolver(() => [ServiceCostType], { description: 'What a user pays for it. None means not stated, not free.', complexity: costOfShortList(5) })
  costs(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<ServiceCostType[]> {
    return findChildren(context, serviceCostList, { id: service.id, column: 'serviceId' });
  }

  @FieldResolver(() => [ServiceTermType], { description: 'How its publisher classifies it. Terms that stand for a theme are among its themes.', complexity: costOfShortList(5) })
  terms(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<ServiceTermType[]> {
    return findChildren(context, serviceTermList, { id: service.id, column: 'serviceId' });
  }

  @FieldResolver(() => [ServiceCapacityType], { description: 'How much it can take, unit by unit. None means that no list was published: see capacity.', complexity: costOfShortList(2) })
  capacities(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<ServiceCapacityType[]> {
    return findChildren(context, serviceCapacityList, { id: service.id, column: 'serviceId' });
  }

  @FieldResolver(() => Int, { nullable: true, description: 'The latest year that its source names, or its cost, its contract or the day on which its publisher last checked it. Empty means undated: nothing tells when it ran.' })
  sourceYear(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<number | null> {
    return sourceYearOf(context, service, service.costYear, service.contractEnd, service.assuredOn);
  }

  @FieldResolver(() => [String], { description: 'Levels of intervention it works at, of the model named in tierModel. None means not stated.', complexity: costOfShortList(2) })
  tiers(@Root() service: ServiceType): string[] {
    return textsOf(service.tiers);
  }

  @FieldResolver(() => ServiceUseConnection, { description: 'Who uses it, by home and period, as far as the hub was told. None listed means not known, not unused.', complexity: costOfPage })
  use(@Root() service: ServiceType, @Ctx() context: RequestContext, @Args(() => ServiceUseArgs) args: ServiceUseArgs): Promise<Page> {
    return readServiceUse(context, args, { id: service.id, column: 'serviceId' });
  }

  @FieldResolver(() => BudgetConnection, { description: 'Money that names it as what it pays for.', complexity: costOfPage })
  budgets(@Root() service: ServiceType, @Ctx() context: RequestContext, @Args(() => BudgetArgs) args: BudgetArgs): Promise<Page> {
    return readBudgets(context, args, { id: service.id, column: 'serviceId' });
  }
}
