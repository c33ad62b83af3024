import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { GroupType } from '../../catalogue/group.ts';
import { GraphQLISODate } from '../scalars.ts';
import { ItemPurpose } from './exception.ts';

export enum GroupPaperKind {
  ANNUAL_PLAN = 'annual-plan',
  TERMS_OF_REFERENCE = 'terms-of-reference',
}
registerEnumType(GroupPaperKind, {
  name: 'GroupPaperKind',
  description: 'A paper that a group which reports to another should have.',
  valuesConfig: {
    ANNUAL_PLAN: { description: 'Its annual business plan.' },
    TERMS_OF_REFERENCE: { description: 'Its terms of reference.' },
  },
});

export enum GroupPaperState {
  OVERDUE = 'overdue',
  NOT_KNOWN = 'not-known',
}
registerEnumType(GroupPaperState, {
  name: 'GroupPaperState',
  description: 'Why a paper of a group needs a look.',
  valuesConfig: {
    OVERDUE: { description: 'The latest that the hub knows of is older than the rule allows.' },
    NOT_KNOWN: { description: 'Nothing published says when one was agreed. It may be in date all the same: this is not overdue.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A paper of a group that is overdue, or of which it is not known whether it is in date.' })
export class GroupPaper {
  @Field(() => GroupPaperKind, { description: 'Which paper.' })
  kind!: GroupPaperKind;
  @Field(() => GroupPaperState, { description: 'Overdue, or not known.' })
  state!: GroupPaperState;
  @Field(() => String, { nullable: true, description: 'When the latest was agreed, as stated: a year, a month or a day. Empty where that is not known.' })
  agreedOn!: string | null;
  @Field(() => GraphQLISODate, { nullable: true, description: 'The day by which it was due again. Empty where that is not known.' })
  dueBy!: string | null;
  @Field(() => String, { description: 'The same in a sentence.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'How many things of each sort a group is stated to answer for, in whatever role. 0 means that nothing published says so.' })
export class AnswersFor {
  @Field(() => Int, { description: 'Priorities of plans.' })
  priorities!: number;
  @Field(() => Int, { description: 'Indicators, with their targets or without.' })
  indicators!: number;
  @Field(() => Int, { description: 'Themes of the shared taxonomy.' })
  themes!: number;
  @Field(() => Int, { description: 'Strategies, named in words.' })
  strategies!: number;
  @Field(() => Int, { description: 'Reports it receives or prepares.' })
  reports!: number;
  @Field(() => Int, { description: 'Targets that hold on the day and on which it is known to lead.' })
  targetsLed!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A group in the tree of who reports to whom.' })
export class GovernedGroup {
  @Field(() => GroupType, { description: 'The group.' })
  group!: GroupType;
  @Field(() => Int, { description: 'How deep it lies: 0 for a group that is not known to report to another of the list, 1 for those that report to it, and so on.' })
  depth!: number;
  @Field(() => AnswersFor, { description: 'How much it answers for.' })
  answersFor!: AnswersFor;
}

@ObjectType({ simpleResolvers: true, description: 'How an authority is governed on a day: the tree of its groups, what each answers for, and what nobody is known to lead on.' })
export class Governance {
  @Field(() => GraphQLISODate, { description: 'The day it is looked at on.' })
  asAt!: string;
  @Field(() => String, { description: 'What the hub knows of it, in sentences.' })
  explanation!: string;
  @Field(() => [GovernedGroup], { description: 'Its groups that are in being on the day, as the tree reads from the top: each is followed by those that report to it. A group that states no first or last day counts as in being. At most 500.', complexity: ({ childComplexity }: { childComplexity: number }) => 1 + 25 * Math.max(1, childComplexity) })
  groups!: GovernedGroup[];
}

@ObjectType('Referral', { simpleResolvers: true, description: 'An item that a reviewer, or a body for its own groups, referred to a group.' })
export class ReferralType {
  groupId!: string;
  targetId!: string | null;
  indicatorCode!: string | null;
  priorityId!: string | null;
  kind!: string;
  withdrawsId!: string | null;
  bodyCode!: string | null;
  @Field(() => ID, { description: 'Identifier of the referral.' })
  id!: string;
  @Field(() => String, { description: 'What is referred, in a line.' })
  title!: string;
  @Field(() => ItemPurpose, { description: 'For decision or for information.' })
  purpose!: ItemPurpose;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Day of the meeting it is for. Empty means the next one.' })
  meetingDate!: string | null;
  @Field(() => String, { description: 'Why it is referred.' })
  note!: string;
  @Field(() => String, { description: 'Who referred it: a body, or the name of a reviewer.' })
  by!: string;
  @Field(() => String, { description: 'When it was referred (ISO 8601, UTC).' })
  madeAt!: string;
}

@InputType({ description: 'What is referred to which group. Name at most one of target, indicator and priority.' })
export class ReferItemInput {
  @Field(() => ID, { description: 'Id of the group, as "groups" gives it.' })
  group!: string;
  @Field(() => String, { description: 'What is referred, in a line of at most 200 characters.' })
  title!: string;
  @Field(() => ItemPurpose, { description: 'For decision or for information.' })
  purpose!: ItemPurpose;
  @Field(() => ID, { nullable: true, description: 'Id of the target it is about.' })
  target?: string | null;
  @Field(() => ID, { nullable: true, description: 'Code of the indicator it is about.' })
  indicator?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the priority it is about.' })
  priority?: string | null;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Day of the meeting it is for. Left out: the next one, whenever that is.' })
  meetingDate?: string | null;
  @Field(() => String, { description: 'Why, in at most 2,000 characters. It is shown to everybody: name posts, no persons.' })
  note!: string;
}

@InputType({ description: 'Which referral is taken back, and why.' })
export class WithdrawReferralInput {
  @Field(() => ID, { description: 'Id of the referral.' })
  referral!: string;
  @Field(() => String, { description: 'Why, in at most 2,000 characters. It is shown to everybody: name posts, no persons.' })
  note!: string;
}

@ObjectType({ description: 'A referral as it stands after a change.' })
export class ReferralPayload {
  @Field(() => ReferralType, { description: 'The referral.' })
  referral!: ReferralType;
}
