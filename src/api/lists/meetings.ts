import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { MeetingPurpose, MeetingType } from '../../catalogue/meeting.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { contains, isLinkedTo, isOneOf, mayBeSince, mayBeUntil } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const MeetingConnection = connectionOf('Meeting', () => MeetingType);
const meetingList: List = { table: 'meeting', orderBy: ['date', 'groupId', 'line', 'id'] };

@InputType({ description: 'Narrows a list of meetings and their items. Every condition given must hold.' })
export class MeetingFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: meetings of groups of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: meetings of groups of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Meetings of any of these groups, by their ids.' })
  groups?: string[];
  @Field(() => [MeetingPurpose], { nullable: true, description: 'Items for any of these purposes. Those that state none are left out.' })
  for?: MeetingPurpose[];
  @Field(() => [String], { nullable: true, description: 'Items about any of these, by code or reference, exactly as subjectRef has it: for example "NI 117".' })
  subjectRefs?: string[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Meetings on this day or later. One of which only the month or year is known is kept when it may have been.' })
  from?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Meetings on this day or earlier. One of which only the month or year is known is kept when it may have been.' })
  to?: string;
  @Field(() => String, { nullable: true, description: 'Items that hold these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class MeetingArgs extends PageArgs {
  @Field(() => MeetingFilter, { nullable: true, description: 'Which meetings and items. Left out, all of them.' })
  filter?: MeetingFilter;
}

export const readMeetings = listReader<MeetingFilter>(meetingList, async (context, filter) => {
  const [authorities] = await allInOrder([authoritiesAskedAbout(context, filter), checkCodes(context, 'group', filter.groups)]);
  return [
    authorities && isLinkedTo('meeting.groupId', 'group_authority', authorities),
    filter.groups && isOneOf('meeting.groupId', filter.groups),
    filter.for && isOneOf('meeting.for', filter.for),
    filter.subjectRefs && isOneOf('meeting.subjectRef', filter.subjectRefs),
    filter.from && mayBeSince('meeting.date', filter.from),
    filter.to && mayBeUntil('meeting.date', filter.to),
    filter.text && contains('meeting.item', filter.text),
  ];
});
