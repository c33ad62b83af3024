import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { StatisticalNeighbourType } from '../../catalogue/neighbourModel.ts';
import { RegionType } from '../../catalogue/region.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { AreaArgs, AreaConnection, readAreas } from '../lists/areas.ts';
import { AuthorityArgs, AuthorityConnection, readAuthorities } from '../lists/authorities.ts';
import { BudgetArgs, BudgetConnection, readBudgets } from '../lists/budgets.ts';
import { GroupArgs, GroupConnection, readGroups } from '../lists/groups.ts';
import { InspectionArgs, InspectionConnection, readInspections } from '../lists/inspections.ts';
import { JudgementArgs, JudgementConnection, readJudgements } from '../lists/judgements.ts';
import { ObservationArgs, ObservationConnection, readObservations } from '../lists/observations.ts';
import { PlanArgs, PlanConnection, readPlans } from '../lists/plans.ts';
import { PopulationArgs, PopulationConnection, readPopulations } from '../lists/populations.ts';
import { PriorityArgs, PriorityConnection, readPriorities } from '../lists/priorities.ts';
import { ProtocolArgs, ProtocolConnection, readProtocols } from '../lists/protocols.ts';
import { readServices, ServiceArgs, ServiceConnection } from '../lists/services.ts';
import { readServiceUse, ServiceUseArgs, ServiceUseConnection } from '../lists/serviceUse.ts';
import { readStatisticalNeighbours, StatisticalNeighbourArgs, StatisticalNeighbourConnection, statisticalNeighboursOfOne } from '../lists/statisticalNeighbours.ts';
import { readTargets, TargetArgs, TargetConnection } from '../lists/targets.ts';
import { findNeighbours } from '../read/neighbours.ts';
import type { Page } from '../read/readPage.ts';
import { findChildren, findLinked, findOne } from '../read/related.ts';

@Resolver(() => AuthorityType)
export class AuthorityResolver {
  @Query(() => AuthorityConnection, { description: "Local authorities by name: those with children's-services duties, unless the filter asks for others.", complexity: costOfPage })
  authorities(@Ctx() context: RequestContext, @Args(() => AuthorityArgs) args: AuthorityArgs): Promise<Page> {
    return readAuthorities(context, args);
  }

  @Query(() => AuthorityType, { nullable: true, description: 'One authority by its GSS code, or null when the hub knows none.' })
  authority(@Ctx() context: RequestContext, @Arg('code', () => ID, { description: 'GSS code, for example E06000016 for Leicester.' }) code: string): Promise<AuthorityType | null> {
    return findOne(context, 'authority', code);
  }

  @FieldResolver(() => RegionType, { nullable: true, description: 'The region it lies in. Empty when its publisher did not say.' })
  region(@Root() authority: AuthorityType, @Ctx() context: RequestContext): Promise<RegionType | null> {
    return findOne(context, 'region', authority.regionCode);
  }

  @FieldResolver(() => [AuthorityType], { description: 'Authorities that share a boundary with it, by name, past ones too, as far as either of the two says so. Two authorities may border without the hub knowing.', complexity: costOfShortList(8) })
  neighbours(@Root() authority: AuthorityType, @Ctx() context: RequestContext): Promise<object[]> {
    return findNeighbours(context, authority.id);
  }

  @FieldResolver(() => [AuthorityType], { description: 'Authorities that took over from it when it ended.', complexity: costOfShortList(1) })
  successors(@Root() authority: AuthorityType, @Ctx() context: RequestContext): Promise<AuthorityType[]> {
    return findLinked(context, { table: 'authority', through: 'authority_successor', from: 'owner' }, authority.id);
  }

  @FieldResolver(() => [AuthorityType], { description: 'Authorities it took over from.', complexity: costOfShortList(1) })
  predecessors(@Root() authority: AuthorityType, @Ctx() context: RequestContext): Promise<AuthorityType[]> {
    return findLinked(context, { table: 'authority', through: 'authority_successor', from: 'target' }, authority.id);
  }

  @FieldResolver(() => [StatisticalNeighbourType], { description: 'Authorities most like it, by model and rank. Compare within one model only.', complexity: costOfShortList(10) })
  statisticalNeighbours(@Root() authority: AuthorityType, @Ctx() context: RequestContext): Promise<StatisticalNeighbourType[]> {
    return findChildren(context, statisticalNeighboursOfOne, { id: authority.id, column: 'authorityCode' });
  }

  @FieldResolver(() => [StatisticalNeighbourType], { description: 'The same the other way: where it stands among the authorities most like another, by model and rank. A model does not say both ways.', complexity: costOfShortList(10) })
  statisticalNeighbourOf(@Root() authority: AuthorityType, @Ctx() context: RequestContext): Promise<StatisticalNeighbourType[]> {
    return findChildren(context, statisticalNeighboursOfOne, { id: authority.id, column: 'neighbourCode' });
  }

  @FieldResolver(() => AreaConnection, { description: 'Areas that lie directly in it; what lies in one of those is among its smallerAreas. They need not add up to the whole.', complexity: costOfPage })
  areas(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => AreaArgs) args: AreaArgs): Promise<Page> {
    return readAreas(context, args, { id: authority.id, column: 'parentCode' });
  }

  @FieldResolver(() => PlanConnection, { description: 'Its plans, joint ones too. None listed means none known to the hub, not that there was none.', complexity: costOfPage })
  plans(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => PlanArgs) args: PlanArgs): Promise<Page> {
    return readPlans(context, args, { id: authority.id, link: 'plan_authority', side: 'target' });
  }

  @FieldResolver(() => PriorityConnection, { description: 'What its plans state, joint ones too, of all dates: give asAt for those of one day.', complexity: costOfPage })
  priorities(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => PriorityArgs) args: PriorityArgs): Promise<Page> {
    return readPriorities(context, args, { id: authority.id, link: 'plan_authority', side: 'target', on: 'planId' });
  }

  @FieldResolver(() => ServiceConnection, { description: 'Services in it that the hub was told of. Others may exist.', complexity: costOfPage })
  services(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => ServiceArgs) args: ServiceArgs): Promise<Page> {
    return readServices(context, args, { id: authority.id, link: 'service_authority', side: 'target' });
  }

  @FieldResolver(() => ServiceConnection, { description: 'Services said to be given in the authority as a whole, whosever they are. Areas within it have their own.', complexity: costOfPage })
  servicesGivenHere(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => ServiceArgs) args: ServiceArgs): Promise<Page> {
    return readServices(context, args, { id: authority.id, link: 'service_area', side: 'target' });
  }

  @FieldResolver(() => ServiceConnection, { description: 'Services that say that its residents may use them, by its name. The filter openToResidentsOf of "services" also finds those open to its whole region or to England.', complexity: costOfPage })
  servicesForResidents(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => ServiceArgs) args: ServiceArgs): Promise<Page> {
    return readServices(context, args, { id: authority.id, link: 'service_open_to', side: 'target' });
  }

  @FieldResolver(() => ObservationConnection, { description: 'Published values for the authority as a whole. Areas within it have their own.', complexity: costOfPage })
  observations(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => ObservationArgs) args: ObservationArgs): Promise<Page> {
    return readObservations(context, args, { id: authority.id, column: 'areaCode' });
  }

  @FieldResolver(() => TargetConnection, { description: 'Targets for the authority as a whole.', complexity: costOfPage })
  targets(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => TargetArgs) args: TargetArgs): Promise<Page> {
    return readTargets(context, args, { id: authority.id, column: 'areaCode' });
  }

  @FieldResolver(() => InspectionConnection, { description: 'Inspections and reviews of it.', complexity: costOfPage })
  inspections(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => InspectionArgs) args: InspectionArgs): Promise<Page> {
    return readInspections(context, args, { id: authority.id, column: 'authorityCode' });
  }

  @FieldResolver(() => JudgementConnection, { description: 'Grades that inspections gave it, those on a part or an area of it too. Read each with its bestGrade.', complexity: costOfPage })
  judgements(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => JudgementArgs) args: JudgementArgs): Promise<Page> {
    return readJudgements(context, args, { id: authority.id, link: 'judgement_place', side: 'target' });
  }

  @FieldResolver(() => GroupConnection, { description: "Bodies through which its children's services are governed.", complexity: costOfPage })
  groups(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => GroupArgs) args: GroupArgs): Promise<Page> {
    return readGroups(context, args, { id: authority.id, link: 'group_authority', side: 'target' });
  }

  @FieldResolver(() => ProtocolConnection, { description: 'Agreements with other authorities across its boundaries.', complexity: costOfPage })
  protocols(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => ProtocolArgs) args: ProtocolArgs): Promise<Page> {
    return readProtocols(context, args, { id: authority.id, link: 'protocol_authority', side: 'target' });
  }

  @FieldResolver(() => PopulationConnection, { description: 'How many people of which ages live in the authority as a whole. Areas within it have their own.', complexity: costOfPage })
  populations(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => PopulationArgs) args: PopulationArgs): Promise<Page> {
    return readPopulations(context, args, { id: authority.id, column: 'areaCode' });
  }

  @FieldResolver(() => ServiceUseConnection, { description: 'Where its residents go: use of services by people of the authority as a whole, wherever they are served. Filter by crossBoundary for those who are served elsewhere.', complexity: costOfPage })
  serviceUseAsHome(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => ServiceUseArgs) args: ServiceUseArgs): Promise<Page> {
    return readServiceUse(context, args, { id: authority.id, column: 'homeAreaCode' });
  }

  @FieldResolver(() => ServiceUseConnection, { description: 'Who comes: use of services in the authority as a whole, wherever the users live. Filter by crossBoundary for those who come from elsewhere. Use that does not say where is not listed.', complexity: costOfPage })
  serviceUseAsPlace(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => ServiceUseArgs) args: ServiceUseArgs): Promise<Page> {
    return readServiceUse(context, args, { id: authority.id, column: 'placeAreaCode' });
  }

  @FieldResolver(() => BudgetConnection, { description: 'Its money as far as the hub was told of it. A sum shared with others is listed under each of them as a whole: never add it up twice.', complexity: costOfPage })
  budgets(@Root() authority: AuthorityType, @Ctx() context: RequestContext, @Args(() => BudgetArgs) args: BudgetArgs): Promise<Page> {
    return readBudgets(context, args, { id: authority.id, link: 'budget_authority', side: 'target' });
  }
}

@Resolver(() => StatisticalNeighbourType)
export class StatisticalNeighbourResolver {
  @Query(() => StatisticalNeighbourConnection, { description: 'Which authorities published models find alike, model by model and authority by authority, the most alike first. Compare within one model only.', complexity: costOfPage })
  statisticalNeighbours(@Ctx() context: RequestContext, @Args(() => StatisticalNeighbourArgs) args: StatisticalNeighbourArgs): Promise<Page> {
    return readStatisticalNeighbours(context, args);
  }

  @FieldResolver(() => AuthorityType, { nullable: true, description: 'The authority whose neighbours are listed. Empty only when its publisher withdrew it.' })
  authority(@Root() likeness: StatisticalNeighbourType, @Ctx() context: RequestContext): Promise<AuthorityType | null> {
    return findOne(context, 'authority', likeness.authorityCode);
  }

  @FieldResolver(() => AuthorityType, { nullable: true, description: 'The authority that is like it. Empty only when its publisher withdrew it.' })
  neighbour(@Root() likeness: StatisticalNeighbourType, @Ctx() context: RequestContext): Promise<AuthorityType | null> {
    return findOne(context, 'authority', likeness.neighbourCode);
  }
}
