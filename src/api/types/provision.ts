import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Polarity } from '../../catalogue/indicator.ts';
import { ObservationType } from '../../catalogue/observation.ts';
import { costOfShortList } from '../cost.ts';
import { GraphQLISODate } from '../scalars.ts';
import { SupplyMeasure } from './provisionFilter.ts';

export enum ProvisionReading {
  PROVISION_GAP = 'provision-gap',
  BALANCED = 'balanced',
  CONCENTRATION = 'concentration',
  CANNOT_SAY = 'cannot-say',
}
registerEnumType(ProvisionReading, {
  name: 'ProvisionReading',
  description: 'What need and supply say together.',
  valuesConfig: {
    PROVISION_GAP: { description: 'Need is clearly above that of the others, and supply clearly below theirs.' },
    BALANCED: { description: 'Both can be judged, and they do not point opposite ways. Not that there is enough: only that it is not out of proportion with the others.' },
    CONCENTRATION: { description: 'Need is clearly below that of the others, and supply clearly above theirs.' },
    CANNOT_SAY: { description: 'Need or supply is not known, or not sure enough. Never a sign that all is well.' },
  },
});

export enum NeedStanding {
  ABOVE = 'above',
  BELOW = 'below',
  NEAR = 'near',
  UNSURE = 'unsure',
  NOT_KNOWN = 'not-known',
}
registerEnumType(NeedStanding, {
  name: 'ProvisionStanding',
  description: 'Where need or supply stands beside that of the others.',
  valuesConfig: {
    ABOVE: { description: 'Clearly above the others.' },
    BELOW: { description: 'Clearly below the others.' },
    NEAR: { description: 'Near the others.' },
    UNSURE: { description: 'Known, but too thin to say which.' },
    NOT_KNOWN: { description: 'Not known, of this place or of too few others.' },
  },
});

export enum SupplyState {
  KNOWN = 'known',
  PARTLY_KNOWN = 'partly-known',
  NOT_STATED = 'not-stated',
  NONE_RECORDED = 'none-recorded',
  POPULATION_NOT_KNOWN = 'population-not-known',
  TOO_SMALL = 'too-small',
}
registerEnumType(SupplyState, {
  name: 'SupplyState',
  description: 'How far supply is known.',
  valuesConfig: {
    KNOWN: { description: 'Enough of the services state the measure, and the number of children is known.' },
    PARTLY_KNOWN: { description: 'Some services state it, too few for a judgement.' },
    NOT_STATED: { description: 'Services are known, and none states it.' },
    NONE_RECORDED: { description: 'The hub holds no service of the theme and time here. That is not the same as none.' },
    POPULATION_NOT_KNOWN: { description: 'Services state it, but not how many children of the ages live here (populations.csv).' },
    TOO_SMALL: { description: 'Too few children, or too few users, to say anything per 1,000.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A threshold by which need and supply are judged.' })
export class ProvisionThreshold {
  @Field(() => String, { description: 'Its name in src/performance/provision/thresholds.json.' })
  name!: string;
  @Field(() => Float, { description: 'Its value, in the unit that why names.' })
  value!: number;
  @Field(() => String, { description: 'Why this value.' })
  why!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The scale on which the values of one indicator are set: one common period, and how the authorities compared are spread in it.' })
export class NeedScale {
  indicatorCode!: string;
  @Field(() => Polarity, { description: "Which direction is better by the indicator's own word; a plan of an authority may say otherwise for that authority." })
  polarity!: Polarity;
  @Field(() => String, { nullable: true, description: 'The common period: the latest of which half of the authorities compared, and enough of them, have a value. Empty where there is none.' })
  period!: string | null;
  @Field(() => Int, { description: 'How many of the authorities compared have a value in it that can be used.' })
  known!: number;
  @Field(() => Float, { nullable: true, description: "Mean of those authorities, each counted once, in the indicator's unit. Not the region's own value." })
  mean!: number | null;
  @Field(() => Float, { nullable: true, description: "Their sample standard deviation, in the indicator's unit." })
  deviation!: number | null;
  @Field(() => String, { nullable: true, description: 'Why the indicator takes no part, in a sentence. Empty where it does.' })
  leftOut!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'One value by which need is told.' })
export class NeedFigure {
  indicatorCode!: string;
  @Field(() => String, { description: 'The common period.' })
  period!: string;
  @Field(() => Float, { nullable: true, description: "The value, in the indicator's unit. Of several authorities taken together, worked out as explanation says. Empty is not zero." })
  value!: number | null;
  @Field(() => [ObservationType], { description: 'The published figures that it is or is worked out from, each of which leads to its source: one of each authority that has a value that can be used.', complexity: costOfShortList(2) })
  observations!: ObservationType[];
  @Field(() => Float, { nullable: true, description: 'How many standard deviations it lies from the mean, turned so that more is more need.' })
  distance!: number | null;
  @Field(() => Float, { nullable: true, description: 'Lower 95% limit of that distance, mean and deviation taken as given. Empty where the value has no limits.' })
  lower!: number | null;
  @Field(() => Float, { nullable: true, description: 'Upper 95% limit of that distance.' })
  upper!: number | null;
  @Field(() => String, { nullable: true, description: 'Why there is no distance, or how the value was worked out. Empty for a value as published.' })
  explanation!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Need of a place beside that of the authorities compared. A position among them, not an amount.' })
export class ProvisionNeed {
  @Field(() => NeedStanding, { description: 'Where it stands.' })
  standing!: NeedStanding;
  @Field(() => Float, { nullable: true, description: 'Mean over the indicators of the distances from the mean, in standard deviations; more is more need. Each indicator counts alike.' })
  distance!: number | null;
  @Field(() => Float, { nullable: true, description: 'Lower 95% limit of it. Empty unless each value has limits. Tells of chance in the values alone, not of how well the indicators tell of need.' })
  lower!: number | null;
  @Field(() => Float, { nullable: true, description: 'Upper 95% limit of it.' })
  upper!: number | null;
  @Field(() => Float, { nullable: true, description: 'How far the indicators differ among themselves: sample standard deviation of the distances. Empty for fewer than two.' })
  spread!: number | null;
  @Field(() => Int, { description: 'How many indicators are known here.' })
  known!: number;
  @Field(() => [NeedFigure], { description: 'The values behind it, those missing here among them; in the order of the scales.', complexity: costOfShortList(10) })
  figures!: NeedFigure[];
  @Field(() => String, { description: 'The arithmetic in a sentence, and what is missing.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Supply of a place: what its services are stated to provide, per 1,000 children of the ages.' })
export class ProvisionSupply {
  serviceIds!: string[];
  @Field(() => SupplyState, { description: 'How far it is known.' })
  state!: SupplyState;
  @Field(() => NeedStanding, { description: 'Where it stands beside the others.' })
  standing!: NeedStanding;
  @Field(() => Float, { nullable: true, description: "Sum of what services state that are for nobody else, in the picture's unit. Empty means that none states it, not zero." })
  own!: number | null;
  @Field(() => Float, { nullable: true, description: 'Sum of what services state that others share, whole: it is never divided, and stands in the answer of each of them.' })
  shared!: number | null;
  @Field(() => Int, { nullable: true, description: 'Children of the ages. Empty when no publisher gives just these ages within five years.' })
  persons!: number | null;
  @Field(() => Float, { nullable: true, description: 'Per 1,000 children: what its own services state, as if it had nothing of what is shared.' })
  least!: number | null;
  @Field(() => Float, { nullable: true, description: 'Per 1,000 children: as if it had all that is shared, and services that do not state it had as much as the others on average.' })
  most!: number | null;
  @Field(() => Int, { description: 'How many services of the theme, ages, tier and time the hub knows here; those that reviewers said are one count once. Of users, one counts once for each authority, and wherever its users live; of spend, a total counts as one. No supply by itself.' })
  services!: number;
  @Field(() => Int, { description: 'How many of them state the measure: its completeness. A service with several capacities in one unit states none, since they may be parts or ways to count the same.' })
  stating!: number;
  @Field(() => Int, { description: 'How many of them are also for others: for other authorities, ages or tiers, or for ones they do not state.' })
  sharedServices!: number;
  @Field(() => Int, { description: 'How many services of any theme and time the hub holds here, those that reviewers said are one counted once. 0 means that it knows of no service at all.' })
  servicesHeld!: number;
  @Field(() => String, { description: 'The arithmetic in a sentence.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Need, supply and what they say together, of one authority or of several taken as one place.' })
export class Provision {
  authorityCodes!: string[];
  @Field(() => ProvisionNeed, { description: 'How great the need is beside the others compared.' })
  need!: ProvisionNeed;
  @Field(() => ProvisionSupply, { description: 'What is provided per 1,000 children of the ages, beside the others compared.' })
  supply!: ProvisionSupply;
  @Field(() => ProvisionReading, { description: 'What they say together. It rests on what the hub was told, and on thresholds: look at both first.' })
  reading!: ProvisionReading;
  @Field(() => String, { description: 'The arithmetic of the reading in sentences.' })
  explanation!: string;
  @Field(() => [String], { description: 'What to publish so that more can be said. Empty when nothing is missing.' })
  missing!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'Need against supply, by authority and taken together.' })
export class ProvisionPicture {
  @Field(() => [Provision], { description: 'Each authority told of, by name.', complexity: costOfShortList(10) })
  authorities!: Provision[];
  @Field(() => Provision, { description: 'The same authorities taken as one place beside the others, so that joint provision can be judged against separate.' })
  together!: Provision;
  @Field(() => String, { description: 'In a sentence how they stand one by one and taken together.' })
  jointBesideSeparate!: string;
  peerCodes!: string[];
  themeCodes!: string[];
  @Field(() => [NeedScale], { description: 'The indicators of need, with the scale of each and why some take no part; by code.', complexity: costOfShortList(10) })
  scales!: NeedScale[];
  @Field(() => SupplyMeasure, { description: 'By what supply is told.' })
  supplyMeasure!: SupplyMeasure;
  @Field(() => String, { nullable: true, description: 'Unit of own and shared: the unit of capacity, users, or pounds. Empty where no unit is stated.' })
  supplyUnit!: string | null;
  @Field(() => String, { nullable: true, description: 'The year of spend, or the period of use. Empty for capacity, and where none is known.' })
  supplyPeriod!: string | null;
  @Field(() => Int, { description: 'Youngest age of the children that supply is set against.' })
  ageFrom!: number;
  @Field(() => Int, { description: 'Oldest age of them, that year included.' })
  ageTo!: number;
  @Field(() => GraphQLISODate, { description: 'First day asked about.' })
  from!: string;
  @Field(() => GraphQLISODate, { description: 'Last day asked about.' })
  to!: string;
  @Field(() => [String], { description: 'What to know before reading it: whom they are compared with, how the measure was chosen, what was left out, who did not exist then.' })
  notes!: string[];
  @Field(() => [ProvisionThreshold], { description: 'The thresholds by which all is judged, each with why.' })
  thresholds!: ProvisionThreshold[];
}
