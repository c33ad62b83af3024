import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { linkTable, PublishedRecord, recordColumns } from './record.ts';

export enum IndicatorMeasure {
  PROPORTION = 'proportion',
  RATE = 'rate',
  COUNT = 'count',
  MEAN = 'mean',
  SCORE = 'score',
  RATIO = 'ratio',
  MONEY = 'money',
}
registerEnumType(IndicatorMeasure, {
  name: 'IndicatorMeasure',
  description: 'How an indicator is measured, which decides how its values may be compared and added up.',
  valuesConfig: {
    PROPORTION: { description: 'A part of a whole, in per cent on the scale 0 to 100.' },
    RATE: { description: 'Events per so many people; multiplier says how many, for example 10,000.' },
    COUNT: { description: 'A number of children, cases or events. Counts of authorities of different size are not comparable.' },
    MEAN: { description: 'An average, for example of days waited.' },
    SCORE: { description: 'Points on a scale of its own, such as an attainment score or a self-assessment.' },
    RATIO: { description: 'One quantity divided by another that is not part of it.' },
    MONEY: { description: 'Pounds, in the prices of the time unless the unit says otherwise.' },
  },
});

export enum Polarity {
  HIGH = 'high',
  LOW = 'low',
  NEUTRAL = 'neutral',
}
registerEnumType(Polarity, {
  name: 'Polarity',
  description: 'Which direction of an indicator is better.',
  valuesConfig: {
    HIGH: { description: 'Higher is better, for example attainment.' },
    LOW: { description: 'Lower is better, for example absence.' },
    NEUTRAL: { description: 'Neither is better in itself, or nobody has said: the hub then judges no change as better or worse.' },
  },
});

export const Indicator = defineEntity({
  name: 'indicator',
  tableName: 'indicator',
  properties: {
    ...recordColumns,
    code: p.string().index(),
    title: p.text(),
    measure: p.string(),
    multiplier: p.double().nullable(),
    unit: p.string(),
    polarity: p.string(),
    numerator: p.text().nullable(),
    denominator: p.text().nullable(),
    frequency: p.string().nullable(),
    sourceBody: p.string().nullable(),
    url: p.text().nullable(),
    derivedFrom: p.text().nullable(),
  },
});
export const IndicatorTheme = linkTable('indicator_theme');

@ObjectType('Indicator', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'Something measured again and again about children and young people: a national indicator such as NI 117, a published statistic, or a local one.',
})
export class IndicatorType extends PublishedRecord {
  @Field(() => String, { description: 'Code of the indicator, for example NI 117. A national one means the same for every authority.' })
  code!: string;
  @Field(() => String, { description: 'What is measured.' })
  title!: string;
  @Field(() => IndicatorMeasure, { description: 'How it is measured: a proportion, a rate, a count …' })
  measure!: IndicatorMeasure;
  @Field(() => Float, { nullable: true, description: 'What numerator divided by denominator is multiplied by: 100 for per cent, 10,000 for a rate per 10,000.' })
  multiplier!: number | null;
  @Field(() => String, { description: 'Unit of every value of this indicator, for example "percent" or "rate per 10,000 children". Percentages are on the scale 0 to 100, money is in pounds.' })
  unit!: string;
  @Field(() => Polarity, { description: 'Which direction is better.' })
  polarity!: Polarity;
  @Field(() => String, { nullable: true, description: 'What is counted, in words.' })
  numerator!: string | null;
  @Field(() => String, { nullable: true, description: 'Out of whom or what, in words.' })
  denominator!: string | null;
  @Field(() => String, { nullable: true, description: 'How often it is published, for example annual or quarterly.' })
  frequency!: string | null;
  @Field(() => String, { nullable: true, description: 'Who produces the figures, for example the Department for Education.' })
  sourceBody!: string | null;
  @Field(() => String, { nullable: true, description: 'Address of its definition or of its publication.' })
  url!: string | null;
  @Field(() => String, { nullable: true, description: 'Of an indicator that follows from others, how, for example value("A") - value("B"): derivedSeries works it out. Empty for one whose values are published.' })
  derivedFrom!: string | null;
}
