import { ArgsType, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { IndicatorType, Polarity } from '../../catalogue/indicator.ts';
import { ObservationType } from '../../catalogue/observation.ts';
import { PeriodKind } from '../../catalogue/periodKind.ts';
import { GraphQLISODate } from '../scalars.ts';
import { Place } from './place.ts';

export enum Direction {
  INCREASING = 'increasing',
  DECREASING = 'decreasing',
  NO_CLEAR_CHANGE = 'no-clear-change',
  TOO_FEW = 'too-few',
}
registerEnumType(Direction, {
  name: 'Direction',
  description: 'Where a series is going, beyond what chance would do.',
  valuesConfig: {
    INCREASING: { description: 'It rises.' },
    DECREASING: { description: 'It falls.' },
    NO_CLEAR_CHANGE: { description: 'What it does may be chance.' },
    TOO_FEW: { description: 'Too few values follow one another to say.' },
  },
});

export enum TrendMethod {
  FIVE_POINT_TREND = 'five-point trend',
  CONTROL_CHART = 'control chart',
}
registerEnumType(TrendMethod, {
  name: 'TrendMethod',
  description: 'How a direction of travel was found.',
  valuesConfig: {
    FIVE_POINT_TREND: { description: 'A straight line through the last five values, weighted by their confidence limits, tested at 99.8 %; it must keep its direction whichever value is left out.' },
    CONTROL_CHART: { description: 'An XmR chart of at least twelve values: a value beyond its limits, or seven running.' },
  },
});

export enum Verdict {
  BETTER = 'better',
  WORSE = 'worse',
  NEITHER = 'neither',
}
registerEnumType(Verdict, {
  name: 'Verdict',
  description: "What it means by the indicator's polarity.",
  valuesConfig: {
    BETTER: { description: 'In the better direction.' },
    WORSE: { description: 'In the worse direction.' },
    NEITHER: { description: 'Neither: nothing clear is seen, or nobody has said which direction is better.' },
  },
});

export enum Standing {
  HIGHER = 'higher',
  LOWER = 'lower',
  SIMILAR = 'similar',
  CANNOT_SAY = 'cannot-say',
}
registerEnumType(Standing, {
  name: 'Standing',
  description: 'Where a value stands beside another.',
  valuesConfig: {
    HIGHER: { description: 'Higher: the other lies below its 95% limits.' },
    LOWER: { description: 'Lower: the other lies above its 95% limits.' },
    SIMILAR: { description: 'The other lies within its 95% limits, so that the difference may be chance; or both are the same number.' },
    CANNOT_SAY: { description: 'It has no confidence limits and the other is another number, so that the difference may be chance; or it is a count or a sum of money, which grows with the place; or too few others are known.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Limits within which the true value lies in 95 of 100 cases.' })
export class ConfidenceInterval {
  @Field(() => Float, { description: "Lower limit, in the indicator's unit." })
  lower!: number;
  @Field(() => Float, { description: "Upper limit, in the indicator's unit." })
  upper!: number;
  @Field(() => String, { description: 'How it was worked out: "95% Wilson", "95% Byar", "95% exact Poisson" by the hub from the published counts, or as the publisher says.' })
  method!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A value of a series.' })
export class SeriesPoint {
  @Field(() => ObservationType, { description: 'The value as published.' })
  observation!: ObservationType;
  @Field(() => ConfidenceInterval, { nullable: true, description: 'Its 95% limits. Empty for scores, means, money and counts, and where neither limits nor counts were published.' })
  interval!: ConfidenceInterval | null;
  @Field(() => Int, { description: 'How many other values sources give for the same period: of England or a region its own before one that an authority quotes, a final one before a provisional one, and then the latest read.' })
  others!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Where a series is going, and how that was found. Never the last value less the one before.' })
export class DirectionOfTravel {
  @Field(() => Direction, { description: 'Where it is going.' })
  direction!: Direction;
  @Field(() => Verdict, { description: 'Whether that is better or worse.' })
  verdict!: Verdict;
  @Field(() => TrendMethod, { nullable: true, description: 'How it was found. Empty when there are too few values.' })
  method!: TrendMethod | null;
  @Field(() => Int, { description: 'How many values were looked at.' })
  points!: number;
  @Field(() => String, { description: 'The arithmetic in a sentence.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Where a series would be in a period to come if nothing changed.' })
export class ForecastPoint {
  @Field(() => GraphQLISODate, { description: 'Last day of the period.' })
  periodTo!: string;
  @Field(() => Float, { description: "Where the straight line leads, in the indicator's unit. A proportion or a rate may come out beyond what it can be: a line knows no bounds." })
  value!: number;
  @Field(() => Float, { description: 'Lower 80% limit for a single value.' })
  lower!: number;
  @Field(() => Float, { description: 'Upper 80% limit for a single value.' })
  upper!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The baseline forecast of a series: where it would go if nothing changed.' })
export class Forecast {
  @Field(() => [ForecastPoint], { description: 'The next three periods. Empty when too few values follow one another: explanation says how many are needed.' })
  points!: ForecastPoint[];
  @Field(() => String, { description: 'What the line goes through, or why there is none.' })
  explanation!: string;
}

export enum CurveTurn {
  ABOVE = 'above',
  BELOW = 'below',
  ON_COURSE = 'on-course',
}
registerEnumType(CurveTurn, {
  name: 'CurveTurn',
  description: 'Whether the latest value leaves the line of those before it.',
  valuesConfig: {
    ABOVE: { description: 'It is above the 80% limits of where the values before the last two led: the curve turns upwards.' },
    BELOW: { description: 'It is below those limits: the curve turns downwards.' },
    ON_COURSE: { description: 'It is within those limits: the curve goes on as it did.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Is the curve turning?' })
export class TurningCurve {
  @Field(() => CurveTurn, { nullable: true, description: 'Which way the latest value leaves the line of those before it. Empty when too few values follow one another.' })
  direction!: CurveTurn | null;
  @Field(() => Verdict, { description: 'Whether it turns for better or worse.' })
  verdict!: Verdict;
  @Field(() => String, { description: 'The arithmetic in a sentence, or how many values are needed.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A series beside that of another place, at the latest period of which both have a value.' })
export class SeriesComparison {
  @Field(() => Place, { description: 'The other place: the region of an authority, or England.' })
  area!: Place;
  @Field(() => String, { description: 'The period compared.' })
  period!: string;
  @Field(() => Float, { description: 'The value of the place that was asked about.' })
  value!: number;
  @Field(() => Float, { description: 'The value of the other place.' })
  other!: number;
  @Field(() => SeriesPoint, { description: 'That value as published, with its source and how many others there are.' })
  otherPoint!: SeriesPoint;
  @Field(() => Standing, { description: 'Where it stands beside the other.' })
  standing!: Standing;
  @Field(() => Verdict, { description: 'Whether that is better or worse.' })
  verdict!: Verdict;
  @Field(() => String, { description: 'The same in a sentence, which says whether the difference may be chance.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A statistical neighbour in a comparison.' })
export class AlikeAuthority {
  @Field(() => AuthorityType, { description: 'The authority that is like it.' })
  authority!: AuthorityType;
  @Field(() => Int, { description: '1 is the most alike.' })
  rank!: number;
  @Field(() => String, { nullable: true, description: 'How alike, in the words of the model.' })
  closeness!: string | null;
  @Field(() => Boolean, { description: 'Whether the model finds it the other way round, too: many are like another that is not like them.' })
  isMutual!: boolean;
  @Field(() => Float, { nullable: true, description: 'Its value in the period compared. Empty where the hub knows none.' })
  value!: number | null;
}

/** A series beside the middle one of others, whoever they are. */
@ObjectType({ simpleResolvers: true })
abstract class MedianComparison {
  @Field(() => String, { description: 'The period compared.' })
  period!: string;
  @Field(() => Float, { description: 'The value of the place that was asked about.' })
  value!: number;
  @Field(() => Int, { description: 'How many of the others have a value in that period.' })
  known!: number;
  @Field(() => Float, { nullable: true, description: 'The middle one of their values. Empty while fewer than three are known.' })
  median!: number | null;
  @Field(() => Standing, { description: 'Where it stands beside the median.' })
  standing!: Standing;
  @Field(() => Verdict, { description: 'Whether that is better or worse.' })
  verdict!: Verdict;
  @Field(() => String, { description: 'The same in a sentence, which says whether the difference may be chance.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A series beside its statistical neighbours, at its latest period: authorities that a published model finds alike, wherever they lie.' })
export class AlikeComparison extends MedianComparison {
  @Field(() => String, { description: 'The model and its edition.' })
  model!: string;
  @Field(() => String, { nullable: true, description: 'Date from which that edition applies (ISO 8601).' })
  validFrom!: string | null;
  @Field(() => [AlikeAuthority], { description: 'The neighbours, the most alike first.' })
  neighbours!: AlikeAuthority[];
}

@ObjectType({ simpleResolvers: true, description: 'An authority in a comparison with a group.' })
export class ComparedAuthority {
  @Field(() => AuthorityType, { description: 'The authority.' })
  authority!: AuthorityType;
  @Field(() => Float, { nullable: true, description: 'Its value in the period compared. Empty where the hub knows none.' })
  value!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'A series beside a group of authorities, at its latest period.' })
export class GroupComparison extends MedianComparison {
  @Field(() => String, { description: 'The name of the saved group; "authorities named" where these were named one by one.' })
  name!: string;
  @Field(() => [ComparedAuthority], { description: 'The authorities of the group but the one asked about, by name.' })
  authorities!: ComparedAuthority[];
}

@ObjectType({ simpleResolvers: true, description: 'Which direction of an indicator is better in a place.' })
export class SeriesPolarity {
  planId!: string | null;
  @Field(() => Polarity, { description: 'Which direction is better.' })
  polarity!: Polarity;
}

@ObjectType({ simpleResolvers: true, description: 'Values of one indicator, place, group of children and kind of period, in order: what may be drawn as one line.' })
export class IndicatorSeries {
  @Field(() => IndicatorType, { description: 'What is measured.' })
  indicator!: IndicatorType;
  @Field(() => Place, { description: 'The place.' })
  area!: Place;
  @Field(() => PeriodKind, { description: 'The kind of all its periods.' })
  periodKind!: string;
  @Field(() => String, { nullable: true, description: 'The group of children it is about. Empty means all.' })
  breakdown!: string | null;
  @Field(() => SeriesPolarity, { description: "Which direction is better, by which its verdicts are found: as a plan of the authority that was in force at the latest period says, else the indicator's own." })
  polarity!: SeriesPolarity;
  @Field(() => [SeriesPoint], { description: 'Its values, earliest first, those without a value among them: status says why.' })
  points!: SeriesPoint[];
  @Field(() => DirectionOfTravel, { description: 'Where it is going.' })
  direction!: DirectionOfTravel;
  @Field(() => Forecast, { description: 'Where it would go in the next three periods if nothing changed.' })
  forecast!: Forecast;
  @Field(() => TurningCurve, { description: 'Whether the latest value leaves the line of those before it: is the curve turning?' })
  turning!: TurningCurve;
  @Field(() => [SeriesComparison], { description: 'How the latest value stands beside the region and England, where they have one of the same period.' })
  beside!: SeriesComparison[];
  @Field(() => AlikeComparison, { nullable: true, description: 'How the latest value stands beside the statistical neighbours of the latest model that names any. A comparator of its own, never mixed with the region. Empty for places that are no authority, and where no model names neighbours.' })
  alike!: AlikeComparison | null;
  @Field(() => GroupComparison, { nullable: true, description: 'How the latest value stands beside the saved group, or the authorities, that were asked for. Empty where none were.' })
  compared!: GroupComparison | null;
}

@ArgsType()
export class SeriesArgs {
  @Field(() => ID, { description: 'Code of the indicator, as published ("NI 117").' })
  indicator!: string;
  @Field(() => ID, { description: 'Code of the place: E92000001 for England, a region, an authority, an area within one.' })
  area!: string;
  @Field(() => Boolean, { nullable: true, description: 'True: only series of all children. False: only those of a group of them. Left out: both.' })
  allChildren?: boolean;
  @Field(() => String, { nullable: true, description: 'Only series of this group of children, as the breakdown of the values gives it.' })
  breakdown?: string;
  @Field(() => ID, { nullable: true, description: 'Id of a saved group of authorities, as "comparatorGroups" gives it: each series is set beside it.' })
  group?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes of authorities to set each series beside, in place of a saved group.' })
  comparedWith?: string[];
}
