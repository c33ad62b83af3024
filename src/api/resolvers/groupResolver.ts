import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { GroupType } from '../../catalogue/group.ts';
import { IndicatorType } from '../../catalogue/indicator.ts';
import { MeetingType } from '../../catalogue/meeting.ts';
import { PlanType } from '../../catalogue/plan.ts';
import { PriorityType } from '../../catalogue/priority.ts';
import { ResponsibilitySubject, ResponsibilityType } from '../../catalogue/responsibility.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { GroupArgs, GroupConnection, groupList, indicatorSubjects, planSubjects, readGroups, readResponsibilities, ResponsibilityArgs, ResponsibilityConnection } from '../lists/groups.ts';
import { MeetingArgs, MeetingConnection, readMeetings } from '../lists/meetings.ts';
import { readTargets, TargetArgs, TargetConnection } from '../lists/targets.ts';
import type { Page } from '../read/readPage.ts';
import { findChildren, findLinked, findOne } from '../read/related.ts';
import { idOfNamed } from '../read/idOfNamed.ts';

@Resolver(() => GroupType)
export class GroupResolver {
  @Query(() => GroupConnection, { description: "Bodies through which children's services are governed, by name.", complexity: costOfPage })
  groups(@Ctx() context: RequestContext, @Args(() => GroupArgs) args: GroupArgs): Promise<Page> {
    return readGroups(context, args);
  }

  @Query(() => GroupType, { nullable: true, description: 'One group by its id, or null when the hub has none.' })
  group(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the group, as "groups" gives it.' }) id: string): Promise<GroupType | null> {
    return findOne(context, 'governance_group', id);
  }

  @FieldResolver(() => [AuthorityType], { description: 'The authorities it works for.', complexity: costOfShortList(2) })
  authorities(@Root() group: GroupType, @Ctx() context: RequestContext): Promise<AuthorityType[]> {
    return findLinked(context, { table: 'authority', through: 'group_authority', from: 'owner' }, group.id);
  }

  @FieldResolver(() => GroupType, { nullable: true, description: 'The group it reports to. Empty at the top, or when not stated.' })
  reportsTo(@Root() group: GroupType, @Ctx() context: RequestContext): Promise<GroupType | null> {
    return findOne(context, 'governance_group', group.reportsToId);
  }

  @FieldResolver(() => [GroupType], { description: 'The groups that report to it, by name.', complexity: costOfShortList(5) })
  reportsFrom(@Root() group: GroupType, @Ctx() context: RequestContext): Promise<GroupType[]> {
    return findChildren(context, groupList, { id: group.id, column: 'reportsToId' });
  }

  @FieldResolver(() => ResponsibilityConnection, { description: 'What it answers for.', complexity: costOfPage })
  responsibilities(@Root() group: GroupType, @Ctx() context: RequestContext, @Args(() => ResponsibilityArgs) args: ResponsibilityArgs): Promise<Page> {
    return readResponsibilities(context, args, { id: group.id, column: 'groupId' });
  }

  @FieldResolver(() => TargetConnection, { description: 'Targets that name it as the group in the lead.', complexity: costOfPage })
  targets(@Root() group: GroupType, @Ctx() context: RequestContext, @Args(() => TargetArgs) args: TargetArgs): Promise<Page> {
    return readTargets(context, args, { id: group.id, column: 'groupId' });
  }

  @FieldResolver(() => MeetingConnection, { description: 'Its meetings, item by item, earliest first. Filter by "for": what it decides, what it is told, what is reported by exception.', complexity: costOfPage })
  meetings(@Root() group: GroupType, @Ctx() context: RequestContext, @Args(() => MeetingArgs) args: MeetingArgs): Promise<Page> {
    return readMeetings(context, args, { id: group.id, column: 'groupId' });
  }
}

@Resolver(() => ResponsibilityType)
export class ResponsibilityResolver {
  @Query(() => ResponsibilityConnection, { description: 'What governance groups answer for, group by group: filter by subjectRefs to ask who leads on an indicator.', complexity: costOfPage })
  responsibilities(@Ctx() context: RequestContext, @Args(() => ResponsibilityArgs) args: ResponsibilityArgs): Promise<Page> {
    return readResponsibilities(context, args);
  }

  @FieldResolver(() => GroupType, { nullable: true, description: 'The group that answers for it. Empty only when its publisher withdrew it.' })
  group(@Root() responsibility: ResponsibilityType, @Ctx() context: RequestContext): Promise<GroupType | null> {
    return findOne(context, 'governance_group', responsibility.groupId);
  }

  @FieldResolver(() => PriorityType, { nullable: true, description: 'The priority it answers for. Empty when it answers for another sort of thing, or the priority is not public any more.' })
  priority(@Root() { id, subjectKind, subjectRef }: ResponsibilityType, @Ctx() context: RequestContext): Promise<PriorityType | null> {
    return findOne(context, 'priority', subjectKind === ResponsibilitySubject.PRIORITY ? idOfNamed(id, subjectRef) : null);
  }

  @FieldResolver(() => PlanType, { nullable: true, description: 'The strategy or report it answers for, where its publisher names it by the plan_ref of a plan. Empty when it is named by its title, and when it answers for another sort of thing.' })
  plan(@Root() { id, subjectKind, subjectRef }: ResponsibilityType, @Ctx() context: RequestContext): Promise<PlanType | null> {
    return findOne(context, 'plan', planSubjects.includes(subjectKind) ? idOfNamed(id, subjectRef) : null);
  }

  @FieldResolver(() => ThemeType, { nullable: true, description: 'The theme it answers for. Empty when it answers for another sort of thing.' })
  theme(@Root() { subjectKind, subjectRef }: ResponsibilityType, @Ctx() context: RequestContext): Promise<ThemeType | null> {
    return findOne(context, 'theme', subjectKind === ResponsibilitySubject.THEME ? subjectRef : null);
  }

  @FieldResolver(() => IndicatorType, { nullable: true, description: 'The indicator it answers for, with its target or without. Empty when it answers for another sort of thing.' })
  indicator(@Root() { subjectKind, subjectRef }: ResponsibilityType, @Ctx() context: RequestContext): Promise<IndicatorType | null> {
    return findOne(context, 'indicator', indicatorSubjects.includes(subjectKind) ? subjectRef : null);
  }
}

@Resolver(() => MeetingType)
export class MeetingResolver {
  @Query(() => MeetingConnection, { description: 'When governance groups meet and what comes before them, item by item, earliest first.', complexity: costOfPage })
  meetings(@Ctx() context: RequestContext, @Args(() => MeetingArgs) args: MeetingArgs): Promise<Page> {
    return readMeetings(context, args);
  }

  @FieldResolver(() => GroupType, { nullable: true, description: 'The group that meets. Empty only when its publisher withdrew it.' })
  group(@Root() meeting: MeetingType, @Ctx() context: RequestContext): Promise<GroupType | null> {
    return findOne(context, 'governance_group', meeting.groupId);
  }

  @FieldResolver(() => PlanType, { nullable: true, description: 'The plan it is about. Empty when subjectRef names no plan that the hub holds; where it names things of several sorts, each is given.' })
  plan(@Root() { id, subjectRef }: MeetingType, @Ctx() context: RequestContext): Promise<PlanType | null> {
    return findOne(context, 'plan', idOfNamed(id, subjectRef));
  }

  @FieldResolver(() => PriorityType, { nullable: true, description: 'The priority it is about. Empty when subjectRef names no priority that the hub holds; where it names things of several sorts, each is given.' })
  priority(@Root() { id, subjectRef }: MeetingType, @Ctx() context: RequestContext): Promise<PriorityType | null> {
    return findOne(context, 'priority', idOfNamed(id, subjectRef));
  }

  @FieldResolver(() => IndicatorType, { nullable: true, description: 'The indicator it is about. Empty when subjectRef names no indicator that the hub knows; where it names things of several sorts, each is given.' })
  indicator(@Root() { subjectRef }: MeetingType, @Ctx() context: RequestContext): Promise<IndicatorType | null> {
    return findOne(context, 'indicator', subjectRef);
  }

  @FieldResolver(() => ThemeType, { nullable: true, description: 'The theme it is about. Empty when subjectRef names no theme that the hub knows; where it names things of several sorts, each is given.' })
  theme(@Root() { subjectRef }: MeetingType, @Ctx() context: RequestContext): Promise<ThemeType | null> {
    return findOne(context, 'theme', subjectRef);
  }
}
