import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { checkedOn, ServiceType } from '../../catalogue/service.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { BudgetArgs, BudgetConnection, readBudgets } from '../lists/budgets.ts';
import { readServices, ServiceArgs, ServiceConnection } from '../lists/services.ts';
import { readServiceUse, ServiceUseArgs, ServiceUseConnection } from '../lists/serviceUse.ts';
import { sourceYearOf } from '../read/commissioning/sourceYearOf.ts';
import { findLinkedPlaces } from '../read/places.ts';
import type { Page } from '../read/readPage.ts';
import { findLinked, findOne } from '../read/related.ts';
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

  @FieldResolver(() => Int, { nullable: true, description: 'The latest year that its source names, or its cost, its contract or the day on which its publisher last checked it. Empty means undated: nothing tells when it ran.' })
  sourceYear(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<number | null> {
    return sourceYearOf(context, service, service.costYear, service.contractEnd, checkedOn(service.note));
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
