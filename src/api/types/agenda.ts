import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { GroupType } from '../../catalogue/group.ts';
import { MeetingType } from '../../catalogue/meeting.ts';
import { PlanIndicatorType } from '../../catalogue/planIndicator.ts';
import { ResponsibilityType } from '../../catalogue/responsibility.ts';
import { GraphQLISODate } from '../scalars.ts';
import { ExceptionType } from './exception.ts';
import { ReferralType } from './governance.ts';
import { ProposalType } from './proposals/proposal.ts';

export enum AgendaItemKind {
  MEETING_ITEM = 'meeting-item',
  EXCEPTION = 'exception',
  REPORT_DUE = 'report-due',
  REFERRAL = 'referral',
  PROPOSAL = 'proposal',
}
registerEnumType(AgendaItemKind, {
  name: 'AgendaItemKind',
  description: 'How an item came onto an agenda.',
  valuesConfig: {
    MEETING_ITEM: { description: 'Its publisher states that it comes before the meeting.' },
    EXCEPTION: { description: 'A rule sends it there by exception.' },
    REPORT_DUE: { description: 'A report that the group answers for, or on an indicator that it answers for, is or may be due.' },
    REFERRAL: { description: 'Somebody referred it to the group.' },
    PROPOSAL: { description: 'A proposal was submitted, and waits for the position of a body for which the group decides.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One item of an agenda. One of meeting, exception, responsibility, planIndicator, referral and proposal says where it comes from.' })
export class AgendaItem {
  @Field(() => AgendaItemKind, { description: 'How it came onto the agenda.' })
  kind!: AgendaItemKind;
  @Field(() => String, { description: 'What it is.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'What it is about: the code of an indicator or theme, or the reference by which its publisher names a plan, a priority or another record, as Meeting.subjectRef has it; of a referral, the id of a target or priority. Empty when it has none.' })
  subject!: string | null;
  @Field(() => String, { description: 'Why it is on the agenda of this group and day, and how sure that is.' })
  why!: string;
  @Field(() => MeetingType, { nullable: true, description: 'The item as its publisher states it.' })
  meeting!: MeetingType | null;
  @Field(() => ExceptionType, { nullable: true, description: 'The exception that put it on the agenda. Empty for other items.' })
  exception!: object | null;
  @Field(() => ResponsibilityType, { nullable: true, description: 'The responsibility by which a report is due.' })
  responsibility!: ResponsibilityType | null;
  @Field(() => PlanIndicatorType, { nullable: true, description: 'The indicator of a plan whose report is due.' })
  planIndicator!: PlanIndicatorType | null;
  @Field(() => ReferralType, { nullable: true, description: 'The referral.' })
  referral!: ReferralType | null;
  @Field(() => ProposalType, { nullable: true, description: 'The proposal, for those who may see it.' })
  proposal!: ProposalType | null;
}

const costOfItems = { complexity: ({ childComplexity }: { childComplexity: number }) => 1 + 15 * Math.max(1, childComplexity) };

@ObjectType({ simpleResolvers: true, description: 'What comes before a group on a day, as far as the hub knows: what its publisher states, exceptions by rule, reports due, items referred to it and proposals that wait for it. Each list has at most 200 items.' })
export class Agenda {
  @Field(() => GraphQLISODate, { description: 'The day.' })
  date!: string;
  @Field(() => GroupType, { description: 'The group.' })
  group!: GroupType;
  @Field(() => String, { description: 'Whether the hub knows of a meeting on the day, and what the items rest on.' })
  explanation!: string;
  @Field(() => [AgendaItem], { description: 'Items for decision, which need discussion.', ...costOfItems })
  forDecision!: AgendaItem[];
  @Field(() => [AgendaItem], { description: 'Items for information, discussed only if a member asks.', ...costOfItems })
  forInformation!: AgendaItem[];
  @Field(() => [AgendaItem], { description: 'Items that their publisher states as reported by exception, without saying whether for decision. Exceptions by the rules of the hub stand under decision or information.', ...costOfItems })
  byException!: AgendaItem[];
  @Field(() => [AgendaItem], { description: 'Items and reports of which it is not stated whether they are for decision or for information.', ...costOfItems })
  purposeNotStated!: AgendaItem[];
}
