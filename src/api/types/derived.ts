import { ArgsType, Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import { IndicatorType, Polarity } from '../../catalogue/indicator.ts';
import { ObservationType } from '../../catalogue/observation.ts';
import { PeriodKind } from '../../catalogue/periodKind.ts';
import { costOfShortList } from '../cost.ts';
import { GraphQLISODate } from '../scalars.ts';
import { Place } from './place.ts';
import { DirectionOfTravel, Forecast, TurningCurve } from './series.ts';

export enum NoNumber {
  SUPPRESSED = 'suppressed',
  NOT_APPLICABLE = 'not-applicable',
  MISSING = 'missing',
  LOW = 'low',
  UNKNOWN = 'unknown',
  UNDEFINED = 'undefined',
}
registerEnumType(NoNumber, {
  name: 'NoNumber',
  description: 'Why there is no number.',
  valuesConfig: {
    SUPPRESSED: { description: 'A figure it follows from is suppressed, to protect the few it is about.' },
    NOT_APPLICABLE: { description: 'A figure it follows from does not apply.' },
    MISSING: { description: 'A figure it follows from is missing at its publisher.' },
    LOW: { description: 'A figure it follows from rounds to nought and is not nought.' },
    UNKNOWN: { description: 'The hub knows no such figure of the period.' },
    UNDEFINED: { description: 'It divides by nought, or comes to more than a number can hold.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A figure that another follows from.' })
export class DerivedInput {
  @Field(() => String, { description: 'As the expression names it, for example value("NI 117").' })
  name!: string;
  @Field(() => Float, { nullable: true, description: 'Its value. Empty where it has none: status says why.' })
  value!: number | null;
  @Field(() => NoNumber, { nullable: true, description: 'Why it has no value. Empty where it has one.' })
  status!: NoNumber | null;
  @Field(() => ObservationType, { nullable: true, description: 'The published figure itself, which leads to its source. Empty where the hub knows none, and for a population, which is added up from its bands of ages.' })
  observation!: ObservationType | null;
}

@ObjectType({ simpleResolvers: true, description: 'A value worked out from others of one period.' })
export class DerivedPoint {
  @Field(() => String, { description: 'The period, that of all its figures.' })
  period!: string;
  @Field(() => GraphQLISODate, { description: 'Last day of the period.' })
  periodTo!: string;
  @Field(() => Float, { nullable: true, description: 'What it comes to. Empty where any figure it follows from has no value.' })
  value!: number | null;
  @Field(() => NoNumber, { nullable: true, description: 'Why there is no value: the gravest reason of its figures. Empty where there is one.' })
  status!: NoNumber | null;
  @Field(() => String, { nullable: true, description: 'The same in a sentence.' })
  reason!: string | null;
  @Field(() => [DerivedInput], { description: 'The figures it follows from, in the order in which the expression names them.', complexity: costOfShortList(3) })
  inputs!: DerivedInput[];
}

@ObjectType({ simpleResolvers: true, description: 'Values worked out from others, of one place and kind of period, for all children.' })
export class DerivedSeries {
  @Field(() => IndicatorType, { nullable: true, description: 'The indicator that is derived. Empty for an expression of your own.' })
  indicator!: IndicatorType | null;
  @Field(() => String, { description: 'How it is worked out.' })
  expression!: string;
  @Field(() => String, { description: 'What it comes out in, as follows from its figures, for example "per cent" or "pounds per people or things counted".' })
  unit!: string;
  @Field(() => Place, { description: 'The place.' })
  area!: Place;
  @Field(() => PeriodKind, { description: 'The kind of all its periods.' })
  periodKind!: string;
  @Field(() => Polarity, { description: "Which direction is better, by which verdicts are found: as the authority's plan in force in the latest period says, else the indicator's own, or as you say." })
  polarity!: Polarity;
  @Field(() => [DerivedPoint], { description: 'Its values, earliest first, periods without one among them.', complexity: costOfShortList(10) })
  points!: DerivedPoint[];
  @Field(() => DirectionOfTravel, { description: 'Where it is going. What is worked out has no confidence limits, so only twelve values or more can tell.' })
  direction!: DirectionOfTravel;
  @Field(() => Forecast, { description: 'Where it would go in the next three periods if nothing changed.' })
  forecast!: Forecast;
  @Field(() => TurningCurve, { description: 'Whether the latest value leaves the line of those before it.' })
  turning!: TurningCurve;
}

@ArgsType()
export class DerivedArgs {
  @Field(() => ID, { description: 'Code of the place: E92000001 for England, a region, an authority, an area within one.' })
  area!: string;
  @Field(() => ID, { nullable: true, description: 'Code of an indicator that is derived (derivedFrom). Give this or expression.' })
  indicator?: string;
  @Field(() => String, { nullable: true, description: 'An expression of your own, at most 500 characters: numbers, + - * / and brackets, value("CODE"), numerator("CODE"), denominator("CODE") of indicators, and population(AGE, AGE) with both ages included. Give this or indicator.' })
  expression?: string;
  @Field(() => Polarity, { nullable: true, description: 'Which direction of an expression of your own is better. Left out: neither.' })
  better?: Polarity;
}

export enum GapDirection {
  NARROWING = 'narrowing',
  WIDENING = 'widening',
  LEAD_GROWING = 'lead-growing',
  LEAD_SHRINKING = 'lead-shrinking',
  NO_CLEAR_CHANGE = 'no-clear-change',
  TOO_FEW = 'too-few',
}
registerEnumType(GapDirection, {
  name: 'GapDirection',
  description: 'Where the gap between a group and all is going, beyond what chance would do.',
  valuesConfig: {
    NARROWING: { description: 'The group is worse off than all, and the gap gets smaller.' },
    WIDENING: { description: 'The group is worse off than all, and the gap gets larger.' },
    LEAD_GROWING: { description: 'The group is better off than all, and ever more so.' },
    LEAD_SHRINKING: { description: 'The group is better off than all, and less and less so.' },
    NO_CLEAR_CHANGE: { description: 'What it does may be chance, or nobody has said which direction is better, or it is a count or a sum of money, which shows no gap.' },
    TOO_FEW: { description: 'Too few gaps follow one another to say.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'The gap between a group and all in one period.' })
export class GapPoint {
  @Field(() => String, { description: 'The period.' })
  period!: string;
  @Field(() => GraphQLISODate, { description: 'Last day of the period.' })
  periodTo!: string;
  @Field(() => Float, { nullable: true, description: "The group's value. Empty where it has none, for example because it is suppressed." })
  group!: number | null;
  @Field(() => Float, { nullable: true, description: 'The value of all, the group among them.' })
  all!: number | null;
  @Field(() => ObservationType, { description: "The group's value as published, which leads to its source." })
  groupObservation!: ObservationType;
  @Field(() => ObservationType, { nullable: true, description: 'The value of all as published. Empty where the hub knows none of the period.' })
  allObservation!: ObservationType | null;
  @Field(() => Float, { nullable: true, description: "The group's value less that of all, in the indicator's unit. Empty where either has none, and of a count or a sum of money, of which the group has a part." })
  difference!: number | null;
  @Field(() => Float, { nullable: true, description: "The group's value in parts of that of all: 2 is twice as much. Empty where the difference is, and of a score." })
  ratio!: number | null;
  @Field(() => Float, { nullable: true, description: 'Lower 95% limit of the difference. Empty where neither counts nor limits were published.' })
  lower!: number | null;
  @Field(() => Float, { nullable: true, description: 'Upper 95% limit of the difference.' })
  upper!: number | null;
  @Field(() => String, { nullable: true, description: 'How the limits were worked out.' })
  method!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'An outcome gap: one indicator, a group of children against all, over time.' })
export class OutcomeGap {
  @Field(() => IndicatorType, { description: 'What is measured.' })
  indicator!: IndicatorType;
  @Field(() => Place, { description: 'The place.' })
  area!: Place;
  @Field(() => String, { description: 'The group, as the breakdown of the values gives it.' })
  breakdown!: string;
  @Field(() => PeriodKind, { description: 'The kind of all its periods.' })
  periodKind!: string;
  @Field(() => [GapPoint], { description: 'The gaps, earliest first, with the periods in which only one of the two has a value.', complexity: costOfShortList(10) })
  points!: GapPoint[];
  @Field(() => GapDirection, { description: 'Where the gap is going.' })
  direction!: GapDirection;
  @Field(() => String, { description: 'How the gap stands and where it is going, in sentences.' })
  explanation!: string;
}

@ArgsType()
export class GapArgs {
  @Field(() => ID, { description: 'Code of the indicator, as published ("NI 117").' })
  indicator!: string;
  @Field(() => ID, { description: 'Code of the place: E92000001 for England, a region, an authority, an area within one.' })
  area!: string;
  @Field(() => String, { nullable: true, description: 'Only the gap of this group, as the breakdown of the values gives it.' })
  breakdown?: string;
}
