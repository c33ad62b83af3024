import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ProposalAct, ProposalState } from '../../../commissioning/proposals/life.ts';
import type { Stance } from '../../../commissioning/proposals/positions.ts';
import type { EventKind } from '../../../commissioning/proposals/storeEvent.ts';
import { GroupType } from '../../../catalogue/group.ts';
import { GraphQLISODate } from '../../scalars.ts';

export const ProposalStateEnum = { DRAFT: 'draft', IN_CONSULTATION: 'in-consultation', SUBMITTED: 'submitted', AGREED: 'agreed', DECLINED: 'declined', WITHDRAWN: 'withdrawn', IN_DELIVERY: 'in-delivery', REVIEWED: 'reviewed' } as const satisfies Record<string, ProposalState>;
registerEnumType(ProposalStateEnum, {
  name: 'ProposalState',
  description: 'Where a proposal is in its life.',
  valuesConfig: {
    DRAFT: { description: 'Being written, by the bodies that take part and whoever started it.' },
    IN_CONSULTATION: { description: 'Put out for discussion. Nothing must be answered before that.' },
    SUBMITTED: { description: 'Before the bodies, which take their positions on it.' },
    AGREED: { description: 'Agreed by the bodies that take part: everybody may see it.' },
    DECLINED: { description: 'Not agreed. An end.' },
    WITHDRAWN: { description: 'Taken back before it was agreed. An end.' },
    IN_DELIVERY: { description: 'Being carried out.' },
    REVIEWED: { description: 'Looked back on. Delivery may go on.' },
  },
});

const ProposalActEnum = { CONSULT: 'consult', SUBMIT: 'submit', REOPEN: 'reopen', AGREE: 'agree', DECLINE: 'decline', WITHDRAW: 'withdraw', DELIVER: 'deliver', REVIEW: 'review', RESUME: 'resume' } as const satisfies Record<string, ProposalAct>;
registerEnumType(ProposalActEnum, {
  name: 'ProposalAct',
  description: 'What moves a proposal on.',
  valuesConfig: {
    CONSULT: { description: 'Put it out for consultation.' },
    SUBMIT: { description: 'Submit it to the bodies.' },
    REOPEN: { description: 'Take it back into consultation, for changes.' },
    AGREE: { description: 'Record that the bodies agreed.' },
    DECLINE: { description: 'Record that they did not.' },
    WITHDRAW: { description: 'Take it back.' },
    DELIVER: { description: 'Begin to carry it out.' },
    REVIEW: { description: 'Record what a review found.' },
    RESUME: { description: 'Go on after a review.' },
  },
});

export const StanceEnum = { SUPPORT: 'support', SUPPORT_WITH_CONDITIONS: 'support-with-conditions', ABSTAIN: 'abstain', OBJECT: 'object' } as const satisfies Record<string, Stance>;
registerEnumType(StanceEnum, {
  name: 'Stance',
  description: 'What a body says to a proposal.',
  valuesConfig: { SUPPORT: { description: 'It supports it.' }, SUPPORT_WITH_CONDITIONS: { description: 'It supports it, on stated conditions.' }, ABSTAIN: { description: 'It abstains.' }, OBJECT: { description: 'It objects.' } },
});

const EventKindEnum = { STARTED: 'started', CHANGED: 'changed', MOVED: 'moved', EVIDENCE: 'evidence', POSITION: 'position', STAGE: 'stage', COMMENT: 'comment' } as const satisfies Record<string, EventKind>;
registerEnumType(EventKindEnum, {
  name: 'ProposalEventKind',
  description: 'What was done with a proposal.',
  valuesConfig: {
    STARTED: { description: 'It was started.' },
    CHANGED: { description: 'What it says was changed: a new version.' },
    MOVED: { description: 'It moved on in its life.' },
    EVIDENCE: { description: 'Evidence was frozen.' },
    POSITION: { description: 'A body took a position.' },
    STAGE: { description: 'Somebody told how far a stage is.' },
    COMMENT: { description: 'Somebody said something.' },
  },
});

@ObjectType('Proposal', { description: 'A joint commissioning proposal, or the study before one: what several bodies shape, sign and carry out. Until it is agreed it is seen by those bodies, whoever started it and analysts of its region.' })
export class ProposalType {
  @Field(() => ID, { description: 'Stable identifier.' })
  id!: string;
  @Field(() => String, { description: 'What it is called.' })
  title!: string;
  @Field(() => ProposalStateEnum, { description: 'Where it is in its life.' })
  state!: ProposalState;
  @Field(() => Int, { description: 'Number of the version in force.' })
  versionNumber!: number;
  @Field(() => String, { description: 'Who started it.' })
  startedBy!: string;
  @Field(() => String, { description: 'When (ISO 8601, UTC).' })
  startedAt!: string;
  @Field(() => String, { description: 'When something was last done with it (ISO 8601, UTC). To say something about it is not to do something with it.' })
  changedAt!: string;
  regionCode!: string | null;
  startedByBody!: string | null;
}

@ObjectType('ProposalVersion', { description: 'A numbered text of a proposal, kept for good.' })
export class ProposalVersionType {
  @Field(() => ID, { description: 'Stable identifier.' })
  id!: string;
  @Field(() => Int, { description: 'Its number, 1 for the first.' })
  number!: number;
  @Field(() => String, { description: 'Why it was changed.' })
  note!: string;
  @Field(() => String, { description: 'Who wrote it.' })
  by!: string;
  @Field(() => String, { description: 'When (ISO 8601, UTC).' })
  at!: string;
  proposalId!: string;
  content!: string;
}

@ObjectType('ProposalEvent', { description: 'One thing that was done with a proposal.' })
export class ProposalEventType {
  @Field(() => EventKindEnum, { description: 'What was done.' })
  kind!: EventKind;
  @Field(() => Int, { description: 'The version then in force.' })
  versionNumber!: number;
  @Field(() => String, { description: 'What was said with it.' })
  note!: string;
  @Field(() => String, { description: 'Who did it.' })
  by!: string;
  @Field(() => ID, { nullable: true, description: 'GSS code of the body for which. Empty for an analyst.' })
  bodyCode!: string | null;
  @Field(() => String, { description: 'When (ISO 8601, UTC).' })
  at!: string;
  id!: number;
  proposalId!: string;
  data!: string;
}

@ObjectType('DifferencePart', { simpleResolvers: true, description: 'One thing that is not as it was.' })
export class DifferencePartType {
  @Field(() => String, { description: 'What it is about, where a section has several. Empty where it is the whole section.' })
  what!: string;
  @Field(() => String, { description: 'added, removed or changed.' })
  kind!: string;
  @Field(() => String, { nullable: true, description: 'What was said. Empty where nothing was.' })
  was!: string | null;
  @Field(() => String, { nullable: true, description: 'What is said now. Empty where nothing is.' })
  now!: string | null;
}

@ObjectType('ProposalDifference', { simpleResolvers: true, description: 'What of a section is not as it was.' })
export class DifferenceType {
  @Field(() => String, { description: 'The section, as in ProposalContent.' })
  section!: string;
  @Field(() => String, { description: 'The section, in words.' })
  name!: string;
  @Field(() => [DifferencePartType], { description: 'What changed in it.' })
  parts!: DifferencePartType[];
}

@ObjectType('ProposalPosition', { simpleResolvers: true, description: 'What a body decided on one version, through its own decision-taker.' })
export class PositionType {
  @Field(() => Int, { description: 'The version it decided on.' })
  versionNumber!: number;
  @Field(() => Int, { description: 'Number of the evidence that stood behind it then.' })
  evidenceNumber!: number;
  @Field(() => StanceEnum, { description: 'What it says.' })
  stance!: Stance;
  @Field(() => String, { description: 'Its conditions. Empty unless it supports with conditions.' })
  conditions!: string;
  @Field(() => String, { description: 'Its reason.' })
  reason!: string;
  @Field(() => String, { description: 'Who decided: a committee, a board or a post. Empty where a group of the hub did.' })
  decisionTaker!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the group that decided.' })
  decidingGroupId!: string | null;
  @Field(() => GraphQLISODate, { description: 'The day of the decision.' })
  decidedOn!: string;
  @Field(() => Boolean, { description: 'Whether it is a key decision.' })
  isKeyDecision!: boolean;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Last day on which it may be called in. Empty where there is no call-in.' })
  callInEndsOn!: string | null;
  @Field(() => Boolean, { description: 'Whether it was called in, and waits for scrutiny.' })
  calledIn!: boolean;
  @Field(() => String, { description: 'The power relied on.' })
  power!: string;
  @Field(() => String, { description: 'Who recorded it.' })
  by!: string;
  @Field(() => String, { description: 'When (ISO 8601, UTC).' })
  at!: string;
}

@ObjectType('ProposalStanding', { simpleResolvers: true, description: 'Where a body that takes part stands.' })
export class StandingType {
  @Field(() => ID, { description: 'GSS code of the body.' })
  bodyCode!: string;
  @Field(() => String, { description: 'Its name.' })
  name!: string;
  @Field(() => Boolean, { description: 'Whether it leads.' })
  isLead!: boolean;
  @Field(() => GroupType, { nullable: true, description: 'The group that decides for it: the one it named, else the board at the top of its groups where the hub knows just one.' })
  decidingGroup?: GroupType | null;
  @Field(() => PositionType, { nullable: true, description: 'Its latest position. Empty where it has taken none.' })
  position!: PositionType | null;
  @Field(() => Boolean, { description: 'Whether that is on the version in force.' })
  isOnCurrentVersion!: boolean;
  @Field(() => Boolean, { description: 'Whether the latest evidence says what the evidence said on which it decided. If not, evidenceDifferences of the proposal has what moved.' })
  isOnCurrentEvidence!: boolean;
  @Field(() => Boolean, { description: 'Whether its position counts no more, because what the proposal says or its evidence is another since.' })
  isAskedAgain!: boolean;
  @Field(() => [DifferenceType], { nullable: true, description: 'What changed since the version it decided on. Empty where it decided on none, or you may not see that version.' })
  differences!: DifferenceType[] | null;
  @Field(() => Boolean, { description: 'Whether its decision may be acted on: not called in, and no longer to be.' })
  mayBeActedOn!: boolean;
  @Field(() => String, { description: 'The same in a sentence.' })
  explanation!: string;
}

@ObjectType('ProposalAgreement', { simpleResolvers: true, description: 'Whether a proposal may be agreed, and what stands in the way.' })
export class AgreementType {
  @Field(() => Boolean, { description: 'Whether it may be agreed today.' })
  mayBeAgreed!: boolean;
  @Field(() => [String], { description: 'What stands in the way, a sentence each.' })
  missing!: string[];
  @Field(() => String, { description: 'The same in a sentence.' })
  explanation!: string;
}

@ObjectType('ProposalStep', { simpleResolvers: true, description: 'What may be done next with a proposal, and by whom.' })
export class StepType {
  @Field(() => ProposalActEnum, { description: 'What may be done.' })
  act!: ProposalAct;
  @Field(() => ProposalStateEnum, { description: 'Where it leads.' })
  to!: ProposalState;
  @Field(() => String, { description: 'By whom, and what it asks for.' })
  explanation!: string;
}

@ObjectType('ProposalBenefit', { simpleResolvers: true, description: 'An objective of a proposal, and where its indicator stands now.' })
export class BenefitType {
  @Field(() => String, { description: 'The objective.' })
  objective!: string;
  @Field(() => ID, { nullable: true, description: 'Code of its indicator. Empty where it names none.' })
  indicatorCode!: string | null;
  @Field(() => ID, { nullable: true, description: 'GSS code of the area. Empty where there is none to look at.' })
  areaCode!: string | null;
  @Field(() => String, { description: 'untold, not known, met, towards, as before, away: how the latest value lies between baseline and target.' })
  reading!: string;
  @Field(() => String, { description: 'The same in a sentence, with the figures.' })
  explanation!: string;
}
