import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { ServiceType } from '../../catalogue/service.ts';
import { balancesOf, type Balance } from '../../performance/flows/balancesOf.ts';
import type { Flow } from '../../performance/flows/flowsOf.ts';
import { mainlyOutside, type OutsideService as Found } from '../../performance/flows/mainlyOutside.ts';
import { sumPlacements, type PlacementGroup as Group } from '../../performance/flows/placementsOf.ts';
import { connectionOf } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import { costOfFirst, costOfShortList, costOfWorkedOutPage } from '../cost.ts';
import { listFlows, listPlacements, type FlowPage, type PlacementPage } from '../read/flows/listFlows.ts';
import { checkPage } from '../read/pageArgs.ts';
import { findOne } from '../read/related.ts';
import { PlacementArgs, PlacementGroup, PlacementSummary } from '../types/placement.ts';
import { AuthorityFlow, CountedUse, OutsideService, ServiceFlow, ServiceFlowArgs } from '../types/serviceFlow.ts';

const FlowConnection = connectionOf('ServiceFlow', () => ServiceFlow);
const PlacementConnection = connectionOf('PlacementGroup', () => PlacementGroup, 'group of placements');

/** The most services of `mainlyOutside`, and how many unless told. */
const [mostOutside, usualOutside] = [100, 25];
/** A national answer has more; a region has fewer. */
const usualAuthorities = 20;

@Resolver(() => FlowConnection)
export class FlowListResolver {
  @Query(() => FlowConnection, { description: 'Use of services across boundaries: how many users of each authority were served in which, in one period; who is a net importer or exporter; and which services are mainly used from outside. Cells in which nobody told of anybody are missing, not 0.', complexity: costOfWorkedOutPage })
  serviceFlows(@Ctx() context: RequestContext, @Args(() => ServiceFlowArgs) args: ServiceFlowArgs): Promise<FlowPage> {
    return listFlows(context, args);
  }

  @FieldResolver(() => CountedUse, { description: 'Of which rows the answer tells: read this first.' })
  basis(@Root() { basis }: FlowPage): CountedUse {
    return basis;
  }

  @FieldResolver(() => [AuthorityFlow], { description: 'Coming in and going out, for each authority asked about, or else each that the rows name, by name.', complexity: costOfShortList(usualAuthorities) })
  balances(@Root() { uses, authorities, asked }: FlowPage): object[] {
    return balancesOf(uses, authorities, asked);
  }

  @FieldResolver(() => [OutsideService], { description: 'Services given in these authorities and mainly used from outside, the greatest share first. Of services elsewhere nothing is said, since not all of their users are among the rows.', complexity: costOfFirst(mostOutside, usualOutside) })
  mainlyOutside(@Root() { uses, authorities, asked }: FlowPage, @Arg('first', () => Int, { defaultValue: usualOutside, description: 'How many, at most 100.' }) first: number): object[] {
    checkPage({ first }, mostOutside);
    return mainlyOutside(uses, new Set(authorities), asked).slice(0, first);
  }
}

@Resolver(() => ServiceFlow)
export class ServiceFlowResolver {
  @FieldResolver(() => AuthorityType, { nullable: true, description: 'The authority they live in, or whose responsibility they are.' })
  home(@Root() { home }: Flow, @Ctx() context: RequestContext): Promise<AuthorityType | null> {
    return findOne(context, 'authority', home);
  }

  @FieldResolver(() => AuthorityType, { nullable: true, description: 'The authority in which they are served.' })
  place(@Root() { place }: Flow, @Ctx() context: RequestContext): Promise<AuthorityType | null> {
    return findOne(context, 'authority', place);
  }

  @FieldResolver(() => Boolean, { description: 'Whether they were served in another authority than their own.' })
  crossBoundary(@Root() { home, place }: Flow): boolean {
    return home !== place;
  }
}

@Resolver(() => AuthorityFlow)
export class AuthorityFlowResolver {
  @FieldResolver(() => AuthorityType, { nullable: true, description: 'The authority.' })
  authority(@Root() { authority }: Balance, @Ctx() context: RequestContext): Promise<AuthorityType | null> {
    return findOne(context, 'authority', authority);
  }
}

@Resolver(() => OutsideService)
export class OutsideServiceResolver {
  @FieldResolver(() => ServiceType, { nullable: true, description: 'The service. Empty only when its publisher withdrew it.' })
  service(@Root() { serviceId }: Found, @Ctx() context: RequestContext): Promise<ServiceType | null> {
    return findOne(context, 'service', serviceId);
  }
}

@Resolver(() => PlacementConnection)
export class PlacementListResolver {
  @Query(() => PlacementConnection, { description: 'Placements outside the home authority, by kind of service, provider and payer, with users and what is known of cost, in one period: the market in specialist provision as far as the hub was told of it.', complexity: costOfWorkedOutPage })
  placements(@Ctx() context: RequestContext, @Args(() => PlacementArgs) args: PlacementArgs): Promise<PlacementPage> {
    return listPlacements(context, args);
  }

  @FieldResolver(() => CountedUse, { description: 'Of which rows the answer tells, placements within the home authority among them: read this first.' })
  basis(@Root() { basis }: PlacementPage): CountedUse {
    return basis;
  }

  @FieldResolver(() => PlacementSummary, { description: 'All of them together, beside placements at home and those of which nobody says where.' })
  summary(@Root() { uses, asked }: PlacementPage): PlacementSummary {
    return sumPlacements(uses, asked);
  }
}

@Resolver(() => PlacementGroup)
export class PlacementGroupResolver {
  @FieldResolver(() => ServiceType, { nullable: true, description: 'The service, where all rows name the same one.' })
  service(@Root() { serviceId }: Group, @Ctx() context: RequestContext): Promise<ServiceType | null> {
    return findOne(context, 'service', serviceId);
  }

  @FieldResolver(() => [AuthorityType], { description: 'The home authorities of those placed.', complexity: costOfShortList(5) })
  async homes(@Root() { homes }: Group, @Ctx() context: RequestContext): Promise<object[]> {
    return (await Promise.all(homes.map((code) => findOne<object>(context, 'authority', code)))).filter((row) => row !== null);
  }

  @FieldResolver(() => [AuthorityType], { description: 'The authorities in which they are placed.', complexity: costOfShortList(5) })
  async places(@Root() { places }: Group, @Ctx() context: RequestContext): Promise<object[]> {
    return (await Promise.all(places.map((code) => findOne<object>(context, 'authority', code)))).filter((row) => row !== null);
  }
}
