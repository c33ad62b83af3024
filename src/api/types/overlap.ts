import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { PriorityType } from '../../catalogue/priority.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import { GraphQLISODate } from '../scalars.ts';
import { EvidencePart, EvidencePlace } from './evidencePlace.ts';

export enum OverlapRing {
  CORE = 'core',
  RELATED = 'related',
}
registerEnumType(OverlapRing, {
  name: 'OverlapRing',
  description: 'How close a member is to the heart of an overlap.',
  valuesConfig: {
    CORE: { description: 'The theme is its main aim; members of one core group would sit in one meeting.' },
    RELATED: { description: 'It touches the theme: its authority would want to know of the others.' },
  },
});

export enum EvidenceKind {
  WORDS = 'WORDS',
  SIMILAR_WORDING = 'SIMILAR_WORDING',
  PUBLISHER_CODE = 'PUBLISHER_CODE',
  INDICATOR = 'INDICATOR',
  TARGET_GROUP = 'TARGET_GROUP',
  AGES = 'AGES',
  DECISION = 'DECISION',
  PLAN_KIND = 'PLAN_KIND',
  SIMILAR_MEANING = 'SIMILAR_MEANING',
  ONLY_RELATED = 'ONLY_RELATED',
}
registerEnumType(EvidenceKind, {
  name: 'EvidenceKind',
  description: 'What sort of reason a piece of evidence is.',
  valuesConfig: {
    WORDS: { description: 'Words of the statement, or of the heading above it, by the vocabulary and what was learned of them and the words beside them.' },
    SIMILAR_WORDING: { description: 'Wording like that of the statements the engine learnt from: some that a person has coded, and many more examples that were written for it.' },
    PUBLISHER_CODE: { description: "The publisher's own theme code." },
    INDICATOR: { description: 'An indicator that the plan ties to the statement.' },
    TARGET_GROUP: { description: 'The group of children it is about.' },
    AGES: { description: 'The ages it is about.' },
    PLAN_KIND: { description: 'The kind of its plan, where that is for one group of children: a corporate parenting plan, a plan for special educational needs and disabilities, a youth justice plan.' },
    DECISION: { description: 'A decision of a reviewer: what was decided, by whom, when and why. Its weight, 100, is beyond what words can weigh.' },
    SIMILAR_MEANING: { description: 'An outside language model, which the explanation names, finds it nearer in meaning to the theme than to others. Only where the operator has set one up.' },
    ONLY_RELATED: { description: 'Why a member is in no core group. It weighs nothing and stands before the reasons for the theme; only a decision stands before it.' },
  },
});

/** By the ids of src/overlap/model/approaches.json. */
export enum Approach {
  CLOSE = 'close',
  REDUCE = 'reduce',
  TACKLE = 'tackle',
  PREVENT = 'prevent',
  PROTECT = 'protect',
  INVOLVE = 'involve',
  PREPARE = 'prepare',
  COMMISSION = 'commission',
  PROVIDE = 'provide',
  IMPROVE = 'improve',
}
registerEnumType(Approach, {
  name: 'Approach',
  description: 'How a statement sets out to reach its aim, by the first words of its title that say so. It tells members of one core group apart and decides no place: who prevents and who provides may well sit in one meeting.',
  valuesConfig: {
    CLOSE: { description: 'To narrow a gap.' },
    REDUCE: { description: 'To make less of it: reduce, cut, fewer.' },
    TACKLE: { description: 'To act against it: tackle, address, combat.' },
    PREVENT: { description: 'To keep it from happening: prevent, avoid, divert.' },
    PROTECT: { description: 'To protect or keep safe.' },
    INVOLVE: { description: 'To involve and listen to people.' },
    PREPARE: { description: 'To prepare people for what comes next.' },
    COMMISSION: { description: 'To plan, pool or commission.' },
    PROVIDE: { description: 'To provide or deliver something, or access to it.' },
    IMPROVE: { description: 'To make more or better of it: improve, raise, support.' },
  },
});

export enum ThemeAssigner {
  PUBLISHER = 'publisher',
  HUB = 'hub',
  REVIEWER = 'reviewer',
}
registerEnumType(ThemeAssigner, {
  name: 'ThemeAssigner',
  description: 'Who gave a priority its theme.',
  valuesConfig: { PUBLISHER: { description: 'Its publisher, in the data.' }, HUB: { description: 'The hub, from its words, indicators and ages.' }, REVIEWER: { description: 'A reviewer, by a decision that outranks both.' } },
});

export enum SharedThrough {
  OWN_PLAN = 'own-plan',
  JOINT_PLAN = 'joint-plan',
}
registerEnumType(SharedThrough, {
  name: 'SharedThrough',
  description: 'Whether an authority shares something by a plan of its own.',
  valuesConfig: {
    OWN_PLAN: { description: 'At least one plan of its own states it.' },
    JOINT_PLAN: { description: 'Only a joint plan with other authorities states it: it is already shared with those.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One reason for a reading, which a person can check.' })
export class Evidence {
  @Field(() => EvidenceKind, { description: 'What sort of reason.' })
  kind!: EvidenceKind;
  @Field(() => Float, { description: 'How much it counted, in log-odds: above 0 speaks for the reading, below 0 against it. 0.7 doubles the odds, 2.3 makes them ten times as high.' })
  weight!: number;
  @Field(() => String, { description: 'The reason in a sentence, quoting the words that counted.' })
  explanation!: string;
  @Field(() => EvidencePlace, { nullable: true, description: 'What of the priority it rests on. Empty when it rests on what the priority does not say.' })
  place!: EvidencePlace | null;
  @Field(() => String, { nullable: true, description: 'The words exactly as they stand in that text, with " … " where others stand between them. Empty when the reason is not words of the priority.' })
  quote!: string | null;
  @Field(() => Int, { nullable: true, description: 'Where the words begin in that text: UTF-16 code units from 0. Empty as quote is.' })
  from!: number | null;
  @Field(() => Int, { nullable: true, description: 'Where the words end: the position after the last. Empty as quote is.' })
  to!: number | null;
  @Field(() => [EvidencePart], { description: 'Where each run of the words stands, in order: one, or several when others stand between them. A page marks these.' })
  parts!: EvidencePart[];
  @Field(() => ID, { nullable: true, description: "Code of the indicator, or of the publisher's own theme, that it rests on. Empty for other reasons." })
  code!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A theme of a priority: how sure the hub is, who assigned it and why.' })
export class PriorityTheme {
  @Field(() => ThemeType, { description: 'The theme.' })
  theme!: ThemeType;
  @Field(() => Boolean, { description: 'Whether it is the main theme; otherwise the statement touches it.' })
  isMain!: boolean;
  @Field(() => Float, { description: 'From 0 to 1: the share of such readings that a person agreed with when the engine was tried on plans it had not seen.' })
  confidence!: number;
  @Field(() => Boolean, { description: 'Whether a person should look first: confidence is below readingThresholds.sure (0.6), and more than one such reading in three was found wrong.' })
  isUncertain!: boolean;
  @Field(() => ThemeAssigner, { description: 'Who assigned it.' })
  assignedBy!: ThemeAssigner;
  @Field(() => [Evidence], { description: 'The reasons, those that counted most first.' })
  evidence!: Evidence[];
}

@ObjectType({ simpleResolvers: true, description: 'A group of members of an overlap with the same aim and compatible group and ages: these would sit in one meeting.' })
export class OverlapCore {
  @Field(() => ID, { description: 'Stable key of the core group.' })
  key!: string;
  @Field(() => String, { description: 'What its members aim at.' })
  title!: string;
  @Field(() => [AuthorityType], { description: 'Authorities with a member in it.' })
  authorities!: AuthorityType[];
}

@ObjectType({ simpleResolvers: true, description: 'One statement in an overlap.' })
export class OverlapMember {
  overlapId!: string;
  priorityId!: string;
  @Field(() => OverlapRing, { description: 'Core or related.' })
  ring!: OverlapRing;
  @Field(() => String, { nullable: true, description: 'Key of its core group; empty for a related member.' })
  coreKey!: string | null;
  @Field(() => String, { nullable: true, description: 'What its core group aims at; empty for a related member.' })
  coreTitle!: string | null;
  @Field(() => Boolean, { description: 'Whether its core group is one of `cores`: at least two of the authorities asked about share it, by more than one joint plan. False for a related member, and for one whose core group has nobody else in it yet, so that it has nobody to meet.' })
  sharesCore!: boolean;
  @Field(() => Float, { description: 'How sure the hub is that it belongs, from 0 to 1.' })
  confidence!: number;
  @Field(() => PriorityType, { description: 'The statement, in its own words.' })
  priority!: PriorityType;
  @Field(() => Boolean, { description: 'False for a statement that others do not see yet, because its plan is under embargo: one of your own, or of a plan that is shared with you. Always true for the public.' })
  isPublic!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'An authority that shares an overlap.' })
export class SharingAuthority {
  @Field(() => AuthorityType, { description: 'The authority.' })
  authority!: AuthorityType;
  @Field(() => SharedThrough, { description: 'By a plan of its own, or only through a joint one.' })
  through!: SharedThrough;
  @Field(() => Int, { description: 'How many of its adopted statements are in the overlap.' })
  statements!: number;
  @Field(() => Boolean, { description: 'Whether a person should look first: the hub is less sure than readingThresholds.sure (0.6) of every one of these readings.' })
  isUncertain!: boolean;
  @Field(() => [AuthorityType], { description: 'Those that share it as well and took its place, or whose place it took: `Overlap.sharedBy` does not count them beside it. Only of a period that such a change falls into.' })
  countedWith!: AuthorityType[];
}

@ObjectType({ simpleResolvers: true, description: 'An authority that is not among those that share an overlap, and why.' })
export class AbsentAuthority {
  @Field(() => AuthorityType, { description: 'The authority.' })
  authority!: AuthorityType;
  @Field(() => String, { description: 'The reason in a sentence.' })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Each authority asked about that existed in the days compared, in one of three lists: of one that did not, the coverage of the list says since when or until when it did. Unknown is never counted as none.' })
export class OverlapCoverage {
  @Field(() => [SharingAuthority], { description: 'Those with an adopted statement in the overlap.' })
  sharing!: SharingAuthority[];
  @Field(() => [AbsentAuthority], { description: 'Those with a whole general plan that has no such statement.' })
  notSharing!: AbsentAuthority[];
  @Field(() => [AbsentAuthority], { description: 'Those of which the hub cannot tell: no document, or documents known only in part.' })
  unknown!: AbsentAuthority[];
}

@InputType({ description: 'All days between two days, both included.' })
export class PeriodInput {
  @Field(() => GraphQLISODate, { description: 'First day.' })
  from!: string;
  @Field(() => GraphQLISODate, { description: 'Last day.' })
  to!: string;
}

@InputType({ description: 'A range of ages in completed years, both included.' })
export class AgesInput {
  @Field(() => Int, { description: 'Youngest age, from 0 to 120.' })
  from!: number;
  @Field(() => Int, { description: 'Oldest age, from 0 to 120.' })
  to!: number;
}

@InputType({ description: 'Which overlaps, of which authorities, at what time. Without asAt or period the hub takes the latest date on which most plans were in force, and says so.' })
export class OverlapFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: compare its authorities, for example E12000004 for the East Midlands.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes of the authorities to compare; with region, only those of that region.' })
  authorities?: string[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Compare plans in force on this day.' })
  asAt?: string;
  @Field(() => PeriodInput, { nullable: true, description: 'Compare plans in force at any time between two days.' })
  period?: PeriodInput;
  @Field(() => Boolean, { nullable: true, description: 'With a period: only overlaps whose plans were, two of them at least, in force on the same day.' })
  concurrentOnly?: boolean;
  @Field(() => [ID], { nullable: true, description: 'Theme codes: only overlaps of these themes.' })
  themes?: string[];
  @Field(() => AgesInput, { nullable: true, description: 'Only statements about children of these ages. A statement that names no ages is about those of its theme, where that is about some ages alone (early years, 14-19 skills), and else about all.' })
  ages?: AgesInput;
  @Field(() => Int, { nullable: true, defaultValue: 2, description: 'Only overlaps that at least this many authorities share, by `sharedBy`, 1 or more.' })
  minAuthorities!: number;
  @Field(() => Float, { nullable: true, description: 'Only overlaps at least this strong, from 0 to 1.' })
  minStrength?: number;
  @Field(() => Float, { nullable: true, description: 'Only statements of which the hub is at least this sure that they belong, from 0 to 1: those of less make no overlap, count for nobody and no strength, and are no members. An authority with no other is listed as unknown. 0.6 (readingThresholds.sure) leaves out what is marked isUncertain. Left out, all that is read counts.' })
  minConfidence?: number;
  @Field(() => [OverlapReviewState], { nullable: true, description: 'Overlaps that reviewers found to be so. Left out, all but those rejected.' })
  review?: OverlapReviewState[];
  @Field(() => Boolean, { nullable: true, description: 'True: only overlaps whose authorities border on one another without a gap. False: only others.' })
  contiguous?: boolean;
  @Field(() => Boolean, { nullable: true, description: 'True: count what drafts, consultations and proposals state as if it were adopted. By default it is shown as context and makes no overlap.' })
  includeDrafts?: boolean;
  @Field(() => String, { nullable: true, description: 'Only overlaps whose title, or a statement in them, holds this text, whatever the case.' })
  text?: string;
}

export enum OverlapReviewState {
  PROPOSED = 'proposed',
  CONFIRMED = 'confirmed',
  REJECTED = 'rejected',
}
registerEnumType(OverlapReviewState, {
  name: 'OverlapReviewState',
  description: 'What a reviewer found of an overlap.',
  valuesConfig: {
    PROPOSED: { description: 'Nobody reviewed it: the hub alone says so.' },
    CONFIRMED: { description: 'A reviewer found that it is one.' },
    REJECTED: { description: 'A reviewer found that it is none. Lists leave it out unless it is asked for.' },
  },
});

export enum OverlapOrder {
  STRENGTH = 'strength',
  AUTHORITIES = 'authorities',
  TITLE = 'title',
  COMMISSIONING_CASE = 'commissioning-case',
}
registerEnumType(OverlapOrder, {
  name: 'OverlapOrder',
  description: 'The order of a list of overlaps.',
  valuesConfig: {
    STRENGTH: { description: 'The strongest first.' },
    AUTHORITIES: { description: 'Those that most authorities share first, by `sharedBy`, then the strongest.' },
    TITLE: { description: 'By title.' },
    COMMISSIONING_CASE: { description: 'Those first that have most to say for commissioning together, by the score of `commissioningCase`; after them those of which less than two thirds of the weight is known.' },
  },
});

@ObjectType('Overlap', {
  simpleResolvers: true,
  description: 'A set of priorities from two or more authorities that aim at the same thing, as it looks for the authorities and days asked about. Its id stays the same whatever is asked, and whoever joins or leaves it.',
})
export class OverlapType {
  @Field(() => ID, { description: 'Stable identifier.' })
  id!: string;
  @Field(() => String, { description: 'What it is about: the label of its theme, or what a reviewer called it.' })
  title!: string;
  @Field(() => Float, { description: 'From 0 to 1: the share of the authorities with a document in force that have it, an authority and those that took its place counted as `sharedBy` does, times how sure the hub is of its readings.' })
  strength!: number;
  @Field(() => Int, { description: 'How many authorities share it. Where one took the place of another, as many count as there are of whom none took the place of another: Northamptonshire with both its successors counts as two, with one of them as one. Strength and the case for commissioning count likewise.' })
  sharedBy!: number;
  @Field(() => Int, { description: 'Data version in which its members, or what was decided of it, last changed.' })
  dataVersion!: number;
}
