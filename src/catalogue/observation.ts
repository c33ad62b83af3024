import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { periodColumns, periodDescriptions } from './periodColumns.ts';
import { PeriodKind } from './periodKind.ts';
import { PublishedRecord, recordColumns } from './record.ts';

export enum ObservationStatus {
  FINAL = 'final',
  PROVISIONAL = 'provisional',
  REVISED = 'revised',
  SUPPRESSED = 'suppressed',
  MISSING = 'missing',
  NOT_APPLICABLE = 'not-applicable',
  LOW = 'low',
}
registerEnumType(ObservationStatus, {
  name: 'ObservationStatus',
  description: 'How far a value may be relied on, or why there is none.',
  valuesConfig: {
    FINAL: { description: 'Not expected to change.' },
    PROVISIONAL: { description: 'Published early; a final value is still to come.' },
    REVISED: { description: 'Replaces an earlier published value.' },
    SUPPRESSED: { description: 'Known to the publisher and withheld, mostly because small numbers could identify a child. Not zero.' },
    MISSING: { description: 'Not available to the publisher. Not zero.' },
    NOT_APPLICABLE: { description: 'The indicator makes no sense for this area or period.' },
    LOW: { description: 'Rounds to zero but is not zero.' },
  },
});

export const Observation = defineEntity({
  name: 'observation',
  tableName: 'observation',
  properties: {
    ...recordColumns,
    indicatorCode: p.string(),
    areaCode: p.string(),
    ...periodColumns,
    value: p.double().nullable(),
    numerator: p.double().nullable(),
    denominator: p.double().nullable(),
    lower: p.double().nullable(),
    upper: p.double().nullable(),
    intervalMethod: p.string().nullable(),
    status: p.string().nullable(),
    breakdown: p.string().nullable(),
  },
  // The first two have the order of the list, of one indicator and of one place, and tell what was withdrawn, so that pages and counts look at no rows but those shown; the third has the order of series.
  indexes: [
    { name: 'observation_of_indicator_index', properties: ['indicatorCode', 'areaCode', 'periodTo', 'id', 'withdrawnOn'] },
    { name: 'observation_of_area_index', properties: ['areaCode', 'indicatorCode', 'periodTo', 'id', 'withdrawnOn'] },
    { name: 'observation_of_series_index', properties: ['indicatorCode', 'areaCode', 'breakdown', 'periodTo'] },
  ],
});

@ObjectType('Observation', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'One published value of an indicator, for one area, period and group of children.',
})
export class ObservationType extends PublishedRecord {
  @Field(() => String, { description: 'Code of the indicator, which has the unit and says which direction is better.' })
  indicatorCode!: string;
  @Field(() => String, { description: 'Code of the place: an authority, an area within one, a region, or E92000001 for England.' })
  areaCode!: string;
  @Field(() => String, { description: periodDescriptions.period })
  period!: string;
  @Field(() => PeriodKind, { description: periodDescriptions.kind })
  periodKind!: string;
  @Field(() => String, { description: periodDescriptions.from })
  periodFrom!: string;
  @Field(() => String, { description: periodDescriptions.to })
  periodTo!: string;
  @Field(() => Float, { nullable: true, description: "The value, in the indicator's unit: percentages on the scale 0 to 100, money in pounds. Empty is not zero: status says why there is none." })
  value!: number | null;
  @Field(() => Float, { nullable: true, description: 'Number counted. Empty when not published.' })
  numerator!: number | null;
  @Field(() => Float, { nullable: true, description: 'Number it was counted out of. Empty when not published.' })
  denominator!: number | null;
  @Field(() => Float, { nullable: true, description: "Lower confidence limit as published, in the indicator's unit; intervalMethod says of which interval." })
  lower!: number | null;
  @Field(() => Float, { nullable: true, description: "Upper confidence limit as published, in the indicator's unit; intervalMethod says of which interval." })
  upper!: number | null;
  @Field(() => String, { nullable: true, description: 'How the publisher worked out the confidence limits, and at which level, for example 95% Wilson.' })
  intervalMethod!: string | null;
  @Field(() => ObservationStatus, { nullable: true, description: 'How far the value may be relied on, or why it is empty. Empty means that the source does not say.' })
  status!: ObservationStatus | null;
  @Field(() => String, { nullable: true, description: 'The group of children the value is about, for example looked-after children. Empty means all.' })
  breakdown!: string | null;
}
