import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { GroupType } from '../../catalogue/group.ts';
import type { PlanIndicatorType } from '../../catalogue/planIndicator.ts';
import type { PriorityType } from '../../catalogue/priority.ts';
import type { TargetType } from '../../catalogue/target.ts';
import { papersOf } from '../../performance/governance/papersOf.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList, costOfWorkedOut } from '../cost.ts';
import { PlanIndicatorConnection } from '../lists/planIndicators.ts';
import { PriorityConnection } from '../lists/priorities.ts';
import { TargetConnection } from '../lists/targets.ts';
import { findGroupsAbove } from '../read/governance/governingGroups.ts';
import { agendaOf } from '../read/governance/readAgendas.ts';
import { readGovernance, type GovernanceRow } from '../read/governance/readGovernance.ts';
import { referralsTo } from '../read/governance/readReferrals.ts';
import { PageArgs } from '../read/pageArgs.ts';
import { pageOf } from '../read/pageOf.ts';
import type { Page } from '../read/readPage.ts';
import { GraphQLISODate } from '../scalars.ts';
import { Agenda } from '../types/agenda.ts';
import { Governance, GroupPaper, ReferralType } from '../types/governance.ts';

@Resolver(() => Governance)
export class GovernanceResolver {
  @Query(() => Governance, { description: 'How an authority is governed on a day: the tree of its groups, what each answers for, and the targets, indicators and priorities on which nobody is known to lead.', complexity: costOfWorkedOut })
  governance(
    @Ctx() context: RequestContext,
    @Arg('authority', () => ID, { description: 'GSS code of the authority.' }) authority: string,
    @Arg('asAt', () => GraphQLISODate, { nullable: true, description: 'The day it is looked at on. Left out: today.' }) asAt?: string,
  ): Promise<GovernanceRow> {
    return readGovernance(context, authority, asAt ?? context.today);
  }

  @FieldResolver(() => AuthorityType, { description: 'The authority.' })
  authority(@Root() { authority }: GovernanceRow): object {
    return authority;
  }

  @FieldResolver(() => TargetConnection, { description: 'Targets whose period is not over, and on which no group is known to lead.', complexity: costOfPage })
  targetsWithoutLead(@Root() { targetsWithoutLead }: GovernanceRow, @Args(() => PageArgs) page: PageArgs): Page<TargetType> {
    return pageOf(targetsWithoutLead, page, 'targets without lead', ({ indicatorCode, id }) => [indicatorCode, id]);
  }

  @FieldResolver(() => PlanIndicatorConnection, { description: 'Indicators of plans in force for which the plan names no lead, and no group is known to lead on the indicator or its priority.', complexity: costOfPage })
  indicatorsWithoutLead(@Root() { indicatorsWithoutLead }: GovernanceRow, @Args(() => PageArgs) page: PageArgs): Page<PlanIndicatorType> {
    return pageOf(indicatorsWithoutLead, page, 'indicators without lead', ({ planId, line, id }) => [planId, line, id]);
  }

  @FieldResolver(() => PriorityConnection, { description: 'Priorities that the authority adopted, of plans in force, for which the plan names no lead and no group is known to lead.', complexity: costOfPage })
  prioritiesWithoutLead(@Root() { prioritiesWithoutLead }: GovernanceRow, @Args(() => PageArgs) page: PageArgs): Page<PriorityType> {
    return pageOf(prioritiesWithoutLead, page, 'priorities without lead', ({ planId, line, id }) => [planId, line, id]);
  }
}

@Resolver(() => GroupType)
export class GroupGovernanceResolver {
  @FieldResolver(() => [GroupType], { description: 'The groups above it, the nearest first, up to the one at the top, a hundred at most.', complexity: costOfShortList(3) })
  above(@Root() group: GroupType, @Ctx() context: RequestContext): Promise<GroupType[]> {
    return findGroupsAbove(context, group);
  }

  @FieldResolver(() => Int, { description: 'How many groups are above it, a hundred at most: 0 for one at the top, or of which it is not stated to whom it reports.' })
  async depth(@Root() group: GroupType, @Ctx() context: RequestContext): Promise<number> {
    return (await findGroupsAbove(context, group)).length;
  }

  @FieldResolver(() => [GroupPaper], { description: 'Of its annual plan and terms of reference those that are overdue, and those of which it is not known: state tells the two apart. Empty when both are in date, and for an executive or a group that is not stated to report to another, which are asked for neither.', complexity: costOfShortList(2) })
  overdue(@Root() group: GroupType, @Ctx() context: RequestContext, @Arg('asAt', () => GraphQLISODate, { nullable: true, description: 'The day it is looked at on. Left out: today.' }) asAt?: string): GroupPaper[] {
    return papersOf(group, asAt ?? context.today, context.exceptionRules).filter(({ state }) => state !== 'in-date') as unknown as GroupPaper[];
  }

  @FieldResolver(() => Agenda, { description: 'What comes before it on a day, for decision and for information: what its publisher states, exceptions by rule, reports due and items referred to it.', complexity: costOfWorkedOut })
  agenda(@Root() group: GroupType, @Ctx() context: RequestContext, @Arg('date', () => GraphQLISODate, { description: 'The day.' }) date: string): Promise<Agenda> {
    return agendaOf(context, group, date);
  }

  @FieldResolver(() => [ReferralType], { description: 'Items referred to it, the oldest first, whatever meeting they are for.', complexity: costOfShortList(5) })
  referrals(
    @Root() group: GroupType,
    @Ctx() context: RequestContext,
    @Arg('withdrawn', () => Boolean, { nullable: true, defaultValue: false, description: 'True: also those that were taken back.' }) withdrawn?: boolean,
  ): Promise<ReferralType[]> {
    return referralsTo(context, group.id, { withdrawnToo: withdrawn === true });
  }
}
