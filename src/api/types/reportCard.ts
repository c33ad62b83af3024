import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { ActionType } from '../../catalogue/action.ts';
import { AuthorityType } from '../../catalogue/authority.ts';
import { IndicatorType } from '../../catalogue/indicator.ts';
import { PlanType } from '../../catalogue/plan.ts';
import { PlanIndicatorType } from '../../catalogue/planIndicator.ts';
import { PriorityType } from '../../catalogue/priority.ts';
import { TargetType } from '../../catalogue/target.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import { costOfShortList } from '../cost.ts';
import { GraphQLISODate } from '../scalars.ts';
import { Attainment, AttainmentState } from './attainment.ts';
import { ActionsProgress, ProgressReportType } from './progress.ts';
import { IndicatorSeries } from './series.ts';

@ObjectType({ simpleResolvers: true, description: 'A target on a report card, with whether it was met or will be, by the values of periods that ended on the day of the card or before.' })
export class CardTarget {
  @Field(() => TargetType, { description: 'The target. Its kind says whether it is a point of the agreed trajectory, a milestone, a floor, a stretch target or the target itself.' })
  target!: TargetType;
  @Field(() => Attainment, { description: 'Whether it was met, or will be.' })
  attainment!: Attainment;
}

@ObjectType({ simpleResolvers: true, description: 'An indicator on a report card: how it was, is, and is meant to be.' })
export class CardMeasure {
  @Field(() => IndicatorType, { description: 'What is measured.' })
  indicator!: IndicatorType;
  @Field(() => PlanIndicatorType, { nullable: true, description: 'The indicator as the plan uses it: its weight, lead, sponsor and reporting cycle. Empty where no plan of the authority in force on the day names it.' })
  planIndicator!: PlanIndicatorType | null;
  @Field(() => IndicatorSeries, { nullable: true, description: 'Its history, where it is going, where it would go if nothing changed, whether the curve is turning, and how it stands beside the region, England and the statistical neighbours. Of several kinds of period the one with the latest value. Empty where the hub has no value of the authority for all children, or for the group asked about.' })
  series!: IndicatorSeries | null;
  @Field(() => [CardTarget], { description: 'The agreed trajectory and targets, the earliest first. Those proposed or superseded are left out, and those agreed only after the day.', complexity: costOfShortList(4) })
  targets!: CardTarget[];
  @Field(() => CardTarget, { nullable: true, description: 'The target against which it stands now: the latest that a value of its own period can be set beside, else the next to come. Empty where there is none.' })
  variance!: CardTarget | null;
}

@ObjectType({ simpleResolvers: true, description: 'When a report is due next, as far as that is stated.' })
export class NextReport {
  @Field(() => String, { nullable: true, description: 'The month, as 2011-09. Empty where the words name none from the day of the card on.' })
  month!: string | null;
  @Field(() => String, { description: 'How often, or in which months, it is reported, in the words of the plan.' })
  words!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A report card in the manner of outcomes based accountability, as Leeds made one for each indicator and each priority: the curve, the story behind it, partners, what works, and what is done.' })
export class ReportCard {
  @Field(() => AuthorityType, { description: 'The authority.' })
  authority!: AuthorityType;
  @Field(() => GraphQLISODate, { description: 'The day of the card: values of periods that ended on it or before, so that the last day of a quarter tells that quarter, and reports that tell of it or before. When a value was published is not known, so some may have come out later.' })
  asAt!: string;
  @Field(() => String, { nullable: true, description: 'The group of children it is about. Empty means all.' })
  breakdown!: string | null;
  @Field(() => PlanType, { nullable: true, description: 'The plan that the priority or the indicator stands in. Empty where no plan in force on the day names the indicator.' })
  plan!: PlanType | null;
  @Field(() => PriorityType, { nullable: true, description: 'The priority: that of the card, or the one the indicator serves. Empty where the plan does not say.' })
  priority!: PriorityType | null;
  @Field(() => [CardMeasure], { description: 'The indicator of the card; of a priority every indicator that its plan ties to it.', complexity: costOfShortList(2) })
  measures!: CardMeasure[];
  @Field(() => String, { nullable: true, description: 'Post or organisation that leads. Empty where the plan names none.' })
  lead!: string | null;
  @Field(() => String, { nullable: true, description: 'Post or organisation that champions it at board level. Empty where the plan names none.' })
  sponsor!: string | null;
  @Field(() => ProgressReportType, { nullable: true, description: 'The story behind the curve, as last told.' })
  story!: ProgressReportType | null;
  @Field(() => ProgressReportType, { nullable: true, description: 'Partners with a part to play, as last told.' })
  partners!: ProgressReportType | null;
  @Field(() => ProgressReportType, { nullable: true, description: 'What works, as last told.' })
  whatWorks!: ProgressReportType | null;
  @Field(() => ProgressReportType, { nullable: true, description: 'What is done about what is off course, as last told.' })
  correctiveAction!: ProgressReportType | null;
  @Field(() => [ActionType], { description: 'Actions of the authority that serve the priority, or that a target or a milestone ties to the indicator. Ask each for its progress.', complexity: costOfShortList(8) })
  actions!: ActionType[];
  @Field(() => NextReport, { nullable: true, description: 'When it is reported next. Empty where the plan does not say.' })
  nextReport!: NextReport | null;
  @Field(() => [String], { description: 'What the card lacks, each in a sentence that says what is missing and who can tell it.' })
  missing!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'How many indicators go which way.' })
export class Movements {
  @Field(() => Int, { description: 'Indicators with at least one value.' })
  withValues!: number;
  @Field(() => Int, { description: 'Those that get better, beyond chance.' })
  better!: number;
  @Field(() => Int, { description: 'Those that get worse, beyond chance.' })
  worse!: number;
  @Field(() => Int, { description: 'Those whose change may be chance, or has no better direction.' })
  unclear!: number;
  @Field(() => Int, { description: 'Those with too few values to say.' })
  tooFew!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A theme in a periodic report.' })
export class ThemeReport {
  @Field(() => ThemeType, { nullable: true, description: 'The theme. Empty for indicators that nobody has given one.' })
  theme!: ThemeType | null;
  @Field(() => Int, { description: 'How many indicators of the plan are of the theme.' })
  indicators!: number;
  @Field(() => Movements, { description: 'Which way they go.' })
  movements!: Movements;
  @Field(() => [AttainmentCount], { description: 'How the targets that they stand against are met.' })
  variances!: AttainmentCount[];
}

@ObjectType({ simpleResolvers: true, description: 'How many targets are in a state.' })
export class AttainmentCount {
  @Field(() => AttainmentState, { description: 'The state.' })
  state!: AttainmentState;
  @Field(() => Int, { description: 'How many are in it.' })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'All report cards of a plan as one periodic report for an authority.' })
export class PlanReport {
  @Field(() => PlanType, { description: 'The plan.' })
  plan!: PlanType;
  @Field(() => AuthorityType, { description: 'The authority: of a joint plan the one asked about.' })
  authority!: AuthorityType;
  @Field(() => GraphQLISODate, { description: 'The day of the report.' })
  asAt!: string;
  @Field(() => String, { description: 'The quarter of the financial year in which that day lies, for example FY2008-Q4 for January to March 2009.' })
  quarter!: string;
  @Field(() => String, { description: 'In a few sentences: how much of the plan the figures tell of, and what they tell.' })
  summary!: string;
  @Field(() => [ReportCard], { description: 'A card for each indicator of the plan, as its publisher lists them.', complexity: costOfShortList(15) })
  indicatorCards!: ReportCard[];
  @Field(() => [ReportCard], { description: 'A card for each priority that the authority adopted, as its publisher lists them.', complexity: costOfShortList(15) })
  priorityCards!: ReportCard[];
  @Field(() => [ThemeReport], { description: 'The same by theme of the indicators, those without one last.', complexity: costOfShortList(6) })
  themes!: ThemeReport[];
  @Field(() => [CardMeasure], { description: 'Variances: indicators whose target was missed, is unlikely to be met or at risk, or was exceeded by far.', complexity: costOfShortList(6) })
  variances!: CardMeasure[];
  @Field(() => [ProgressReportType], { description: 'Corrective action told on the cards, the newest first.' })
  correctiveActions!: ProgressReportType[];
  @Field(() => ActionsProgress, { description: 'How far the actions of the plan are on the day.' })
  actions!: ActionsProgress;
}

@ArgsType()
export class ReportCardArgs {
  @Field(() => ID, { description: 'GSS code of the authority.' })
  authority!: string;
  @Field(() => ID, { nullable: true, description: 'Code of the indicator, as published ("NI 117"), for the card of an indicator. Give this or priority.' })
  indicator?: string;
  @Field(() => ID, { nullable: true, description: 'Id of the priority, for the card of a priority. Give this or indicator.' })
  priority?: string;
  @Field(() => String, { nullable: true, description: 'A group of children, as the breakdown of values gives it. Left out: all children.' })
  breakdown?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'The day of the card. Left out: today.' })
  asAt?: string;
}
