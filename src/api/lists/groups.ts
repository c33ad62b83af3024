import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { GroupKind, GroupStatus, GroupType } from '../../catalogue/group.ts';
import { ResponsibilityRole, ResponsibilitySubject, ResponsibilityType } from '../../catalogue/responsibility.ts';
import { connectionOf } from '../connection.ts';
import { anyContains, isLinkedTo, isOneOf, validOn } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const GroupConnection = connectionOf('Group', () => GroupType);
export const ResponsibilityConnection = connectionOf('Responsibility', () => ResponsibilityType);
export const groupList: List = { table: 'governance_group', orderBy: ['name', 'id'] };
const responsibilityList: List = { table: 'responsibility', orderBy: ['groupId', 'subjectKind', 'subjectRef', 'id'] };

/** A responsibility for a target names the indicator whose target it is. */
/** What may be a plan that the hub holds. */
export const planSubjects: readonly ResponsibilitySubject[] = [ResponsibilitySubject.STRATEGY, ResponsibilitySubject.REPORT];
export const indicatorSubjects: readonly ResponsibilitySubject[] = [ResponsibilitySubject.INDICATOR, ResponsibilitySubject.TARGET];

@InputType({ description: 'Narrows a list of governance groups. Every condition given must hold.' })
export class GroupFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: groups of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: groups of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [GroupKind], { nullable: true, description: 'Groups of any of these kinds.' })
  kinds?: GroupKind[];
  @Field(() => [GroupStatus], { nullable: true, description: 'Groups of any of these statuses. One that states none counts as standing.' })
  statuses?: GroupStatus[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Groups that may have stood on this day. One that states no dates is kept: not stated is not never.' })
  asAt?: string;
  @Field(() => String, { nullable: true, description: 'Groups whose name or remit holds these words, whatever the case.' })
  text?: string;
}

@InputType({ description: 'Narrows a list of responsibilities. Every condition given must hold.' })
export class ResponsibilityFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: responsibilities of groups of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: responsibilities of groups of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ResponsibilitySubject], { nullable: true, description: 'Responsibilities for any of these sorts of thing.' })
  subjects?: ResponsibilitySubject[];
  @Field(() => [String], { nullable: true, description: 'Responsibilities for any of these, by code, reference or title, exactly as subjectRef has it: for example "NI 117".' })
  subjectRefs?: string[];
  @Field(() => [ResponsibilityRole], { nullable: true, description: 'Responsibilities in any of these roles. One that states none counts as leading.' })
  roles?: ResponsibilityRole[];
}

@ArgsType()
export class GroupArgs extends PageArgs {
  @Field(() => GroupFilter, { nullable: true, description: 'Which groups. Left out, all of them.' })
  filter?: GroupFilter;
}

@ArgsType()
export class ResponsibilityArgs extends PageArgs {
  @Field(() => ResponsibilityFilter, { nullable: true, description: 'Which responsibilities. Left out, all of them.' })
  filter?: ResponsibilityFilter;
}

export const readGroups = listReader<GroupFilter>(groupList, async (context, filter) => {
  const authorities = await authoritiesAskedAbout(context, filter);
  return [
    authorities && isLinkedTo('governance_group.id', 'group_authority', authorities),
    filter.kinds && isOneOf('governance_group.kind', filter.kinds),
    filter.statuses && sql<boolean>`coalesce(governance_group.status, ${GroupStatus.STANDING}) in (${sql.join(filter.statuses)})`,
    filter.asAt && validOn('governance_group', filter.asAt),
    filter.text && anyContains(['governance_group.name', 'governance_group.remit'], filter.text),
  ];
});

export const readResponsibilities = listReader<ResponsibilityFilter>(responsibilityList, async (context, filter) => {
  const authorities = await authoritiesAskedAbout(context, filter);
  return [
    authorities && isLinkedTo('responsibility.groupId', 'group_authority', authorities),
    filter.subjects && isOneOf('responsibility.subjectKind', filter.subjects),
    filter.subjectRefs && isOneOf('responsibility.subjectRef', filter.subjectRefs),
    filter.roles && sql<boolean>`coalesce(responsibility.role, ${ResponsibilityRole.LEAD}) in (${sql.join(filter.roles)})`,
  ];
});
