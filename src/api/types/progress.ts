import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLISODate } from '../scalars.ts';
import { ActionType } from '../../catalogue/action.ts';
import { MilestoneType } from '../../catalogue/milestone.ts';
import { PlanIndicatorType } from '../../catalogue/planIndicator.ts';
import { PriorityType } from '../../catalogue/priority.ts';
import { RecommendationType } from '../../catalogue/recommendation.ts';

export enum ProgressSubject {
  ACTION = 'action',
  MILESTONE = 'milestone',
  RECOMMENDATION = 'recommendation',
  PRIORITY = 'priority',
  PLAN_INDICATOR = 'plan_indicator',
}
registerEnumType(ProgressSubject, {
  name: 'ProgressSubject',
  description: 'What progress may be told of.',
  valuesConfig: {
    ACTION: { description: 'An action of a plan, or in reply to an inspection.' },
    MILESTONE: { description: 'A milestone of actions.' },
    RECOMMENDATION: { description: 'A recommendation of an inspection or report.' },
    PRIORITY: { description: 'A priority of a plan: for its report card.' },
    PLAN_INDICATOR: { description: 'An indicator as a plan uses it: for its report card.' },
  },
});

export enum ProgressAspect {
  STATE = 'state',
  STORY = 'story',
  PARTNERS = 'partners',
  WHAT_WORKS = 'what-works',
  CORRECTIVE_ACTION = 'corrective-action',
}
registerEnumType(ProgressAspect, {
  name: 'ProgressAspect',
  description: 'What a report of progress tells.',
  valuesConfig: {
    STATE: { description: 'How far an action, a milestone or a recommendation is.' },
    STORY: { description: 'The story behind the curve: why the figures of a priority or an indicator are as they are.' },
    PARTNERS: { description: 'Who has a part to play in turning the curve.' },
    WHAT_WORKS: { description: 'What is known to work.' },
    CORRECTIVE_ACTION: { description: 'What is done about what is off course.' },
  },
});

export enum SaidState {
  DONE = 'done',
  STOPPED = 'stopped',
  UNDER_WAY = 'under-way',
  NOT_BEGUN = 'not-begun',
}
registerEnumType(SaidState, {
  name: 'SaidState',
  description: 'How far something is, as somebody says.',
  valuesConfig: {
    DONE: { description: 'It is done.' },
    STOPPED: { description: 'It was given up, or something else came in its place.' },
    UNDER_WAY: { description: 'It was begun and is not done.' },
    NOT_BEGUN: { description: 'It was not begun.' },
  },
});

export enum ProgressState {
  DONE = 'done',
  STOPPED = 'stopped',
  UNDER_WAY = 'under-way',
  NOT_BEGUN = 'not-begun',
  MISSED = 'missed',
  OFF_COURSE = 'off-course',
  OVERDUE = 'overdue',
  NOT_REPORTED = 'not-reported',
  NOT_DUE = 'not-due',
  NO_DATE = 'no-date',
}
registerEnumType(ProgressState, {
  name: 'ProgressState',
  description: 'How far something to be done is on a day. That nothing was reported is never taken for not done.',
  valuesConfig: {
    DONE: { description: 'It is done: somebody says so, or the value by which a milestone is measured was reached.' },
    STOPPED: { description: 'It was given up, or something else came in its place.' },
    UNDER_WAY: { description: 'It was begun and is not due yet.' },
    NOT_BEGUN: { description: 'It was not begun and is not due yet.' },
    MISSED: { description: 'The value by which a milestone is measured fell short on its day.' },
    OFF_COURSE: { description: 'It is not due yet, and a milestone of it was missed or is overdue.' },
    OVERDUE: { description: 'Its last day is past, and what was last said is that it is not done.' },
    NOT_REPORTED: { description: 'Its last day is past, and nothing says whether it was done.' },
    NOT_DUE: { description: 'It is not due yet, and nothing was reported of it.' },
    NO_DATE: { description: 'It has no date that the hub can read, and nothing was reported of it.' },
  },
});

export enum ProgressBasis {
  REPORT = 'report',
  PUBLISHER = 'publisher',
  VALUE = 'value',
  MILESTONES = 'milestones',
  DATES = 'dates',
}
registerEnumType(ProgressBasis, {
  name: 'ProgressBasis',
  description: 'What a state of progress rests on, the first that is there.',
  valuesConfig: {
    REPORT: { description: 'A report made to the hub.' },
    PUBLISHER: { description: "The publisher's own words (status), where these are plain." },
    VALUE: { description: 'The published value by which a milestone is measured.' },
    MILESTONES: { description: 'The milestones of an action.' },
    DATES: { description: 'Its date alone.' },
  },
});

@ObjectType('ProgressReport', { description: 'What a publisher or a reviewer told the hub of the progress of something. One that was taken back stays in the history and counts no more.' })
export class ProgressReportType {
  subject!: string;
  @Field(() => ID, { description: 'Stable identifier.' })
  id!: string;
  @Field(() => ProgressAspect, { description: 'What it tells.' })
  aspect!: ProgressAspect;
  @Field(() => SaidState, { nullable: true, description: 'How far it is. Empty where it tells something else.' })
  state!: SaidState | null;
  @Field(() => String, { description: 'The report in words.' })
  note!: string;
  @Field(() => String, { nullable: true, description: 'Address of a document that shows it.' })
  evidence!: string | null;
  @Field(() => GraphQLISODate, { description: 'The day of which it tells.' })
  onDay!: string;
  @Field(() => String, { description: 'The publisher, or the reviewer by the name of its key.' })
  madeBy!: string;
  @Field(() => String, { description: 'When it was made (ISO 8601, UTC).' })
  madeAt!: string;
  @Field(() => String, { nullable: true, description: 'When it was taken back (ISO 8601, UTC). Empty while it stands.' })
  withdrawnAt!: string | null;
  @Field(() => String, { nullable: true, description: 'Who took it back.' })
  withdrawnBy!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it was taken back.' })
  withdrawnNote!: string | null;
}

@ObjectType('Progress', { simpleResolvers: true, description: 'How far something to be done is on a day, and how that is known.' })
export class ProgressType {
  @Field(() => ProgressState, { description: 'How far it is.' })
  state!: ProgressState;
  @Field(() => ProgressBasis, { description: 'What that rests on.' })
  basis!: ProgressBasis;
  @Field(() => GraphQLISODate, { nullable: true, description: 'The last day on which it is due: of a month or a year the last of it. Empty where it has no date the hub can read.' })
  dueOn!: string | null;
  @Field(() => Int, { nullable: true, description: 'Days by which that day is past. Empty where it is not, and of what is done or stopped.' })
  daysOver!: number | null;
  @Field(() => String, { description: 'The same in a sentence or two.' })
  explanation!: string;
  @Field(() => ProgressReportType, { nullable: true, description: 'The report that counts: the latest of those that tell of this day or before. Empty where none was made.' })
  report!: ProgressReportType | null;
}

@ObjectType({ simpleResolvers: true, description: 'How many are in a state.' })
export class ProgressCount {
  @Field(() => ProgressState, { description: 'The state.' })
  state!: ProgressState;
  @Field(() => Int, { description: 'How many are in it.' })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How far the actions of a plan, of an inspection, of a horizon or in reply to a recommendation are on a day.' })
export class ActionsProgress {
  @Field(() => Int, { description: 'How many actions there are.' })
  total!: number;
  @Field(() => [ProgressCount], { description: 'How many are in each state, those states left out in which none is.' })
  byState!: ProgressCount[];
}

@ObjectType({ simpleResolvers: true, description: 'How far a recommendation is on a day.' })
export class RecommendationProgress {
  @Field(() => ProgressReportType, { nullable: true, description: 'What was last reported of the recommendation itself. Empty where nothing was.' })
  report!: ProgressReportType | null;
  @Field(() => ActionsProgress, { description: 'How far the actions in reply are. That all are done does not say that what was recommended is so.' })
  actions!: ActionsProgress;
}

@ObjectType({ simpleResolvers: true, description: 'How far the recommendations of one time horizon are on a day.' })
export class HorizonProgress {
  @Field(() => String, { nullable: true, description: 'The horizon as the inspection puts it, for example "immediate action". Empty for those without one.' })
  horizon!: string | null;
  @Field(() => Int, { description: 'How many recommendations have it.' })
  recommendations!: number;
  @Field(() => Int, { description: 'Of how many of them a report says that they are done.' })
  done!: number;
  @Field(() => Int, { description: 'How many of them no action replies to.' })
  withoutActions!: number;
  @Field(() => ActionsProgress, { description: 'How far the actions in reply are.' })
  actions!: ActionsProgress;
}

@InputType({ description: 'Progress to record.' })
export class RecordProgressInput {
  @Field(() => ProgressSubject, { description: 'What sort of thing it is about.' })
  kind!: ProgressSubject;
  @Field(() => ID, { description: 'Its id, as "actions", "recommendations", "priorities" or a plan\'s "indicators" give it.' })
  subject!: string;
  @Field(() => ProgressAspect, { nullable: true, defaultValue: ProgressAspect.STATE, description: 'What the report tells: STATE unless said, which actions, milestones and recommendations have; STORY, PARTNERS and WHAT_WORKS belong to priorities and plan indicators; CORRECTIVE_ACTION to any.' })
  aspect!: ProgressAspect;
  @Field(() => SaidState, { nullable: true, description: 'How far it is: needed with STATE, and with nothing else.' })
  state?: SaidState;
  @Field(() => String, { description: 'The report in words, at most 2,000 characters. Whoever may see the thing it is about may read it, so name no person.' })
  note!: string;
  @Field(() => String, { nullable: true, description: 'Address of a document that shows it, beginning with https:// or http://.' })
  evidence?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'The day of which it tells: today unless said, and none to come.' })
  on?: string;
}

@InputType({ description: 'A report of progress to take back.' })
export class WithdrawProgressInput {
  @Field(() => ID, { description: 'Id of the report, as "progressReports" gives it.' })
  report!: string;
  @Field(() => String, { description: 'Why, at most 2,000 characters.' })
  note!: string;
}

@ObjectType({ description: 'What came of recording progress, or of taking a report back.' })
export class ProgressPayload {
  @Field(() => ProgressReportType, { description: 'The report as it now stands.' })
  report!: ProgressReportType;
  @Field(() => ActionType, { nullable: true, description: 'The action, where it is about one.' })
  action!: ActionType | null;
  @Field(() => MilestoneType, { nullable: true, description: 'The milestone, where it is about one.' })
  milestone!: MilestoneType | null;
  @Field(() => RecommendationType, { nullable: true, description: 'The recommendation, where it is about one.' })
  recommendation!: RecommendationType | null;
  @Field(() => PriorityType, { nullable: true, description: 'The priority, where it is about one.' })
  priority!: PriorityType | null;
  @Field(() => PlanIndicatorType, { nullable: true, description: 'The indicator of a plan, where it is about one.' })
  planIndicator!: PlanIndicatorType | null;
}
