import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { periodDescriptions } from './periodColumns.ts';
import { PeriodKind } from './periodKind.ts';
import { linkTable, PublishedRecord, recordColumns } from './record.ts';

export enum TargetKind {
  TARGET = 'target',
  STRETCH = 'stretch',
  MILESTONE = 'milestone',
  FLOOR = 'floor',
  TRAJECTORY = 'trajectory',
}
registerEnumType(TargetKind, {
  name: 'TargetKind',
  description: 'What sort of aim a target is.',
  valuesConfig: {
    TARGET: { description: 'The value to be reached.' },
    STRETCH: { description: 'A harder value beyond the target, often with a reward.' },
    MILESTONE: { description: 'A value to be passed on the way to a later target.' },
    FLOOR: { description: 'The least that is acceptable.' },
    TRAJECTORY: { description: 'One point of the agreed path to the target.' },
  },
});

export enum TargetBasis {
  ABSOLUTE = 'absolute',
  CHANGE = 'change',
  PERCENT_CHANGE = 'percent-change',
}
registerEnumType(TargetBasis, {
  name: 'TargetBasis',
  description: 'What the value of a target means.',
  valuesConfig: {
    ABSOLUTE: { description: "The value the indicator is to reach, in the indicator's unit." },
    CHANGE: { description: "The amount by which it is to change, in the indicator's unit (percentage points for a proportion)." },
    PERCENT_CHANGE: { description: 'The change in per cent of where it stood; the comparator says where.' },
  },
});

export enum TargetStatus {
  AGREED = 'agreed',
  PROVISIONAL = 'provisional',
  PROPOSED = 'proposed',
  SUPERSEDED = 'superseded',
}
registerEnumType(TargetStatus, {
  name: 'TargetStatus',
  description: 'Whether a target holds.',
  valuesConfig: {
    AGREED: { description: 'Agreed by those who have to reach it.' },
    PROVISIONAL: { description: 'In use until it is agreed or corrected.' },
    PROPOSED: { description: 'Suggested, not in use.' },
    SUPERSEDED: { description: 'Replaced by a later target; kept to show what changed.' },
  },
});

export const Target = defineEntity({
  name: 'target',
  tableName: 'target',
  properties: {
    ...recordColumns,
    indicatorCode: p.string(),
    areaCode: p.string().index(),
    period: p.string().nullable(),
    /** Kind, first and last day of `period`, worked out by the harvest; null when the document does not say by when. */
    periodKind: p.string().nullable(),
    periodFrom: p.string().nullable(),
    periodTo: p.string().nullable(),
    value: p.double().nullable(),
    basis: p.string().nullable(),
    comparator: p.text().nullable(),
    text: p.text().nullable(),
    kind: p.string(),
    status: p.string().nullable(),
    framework: p.string().nullable(),
    agreedWith: p.text().nullable(),
    agreedOn: p.string().nullable(),
    supersedes: p.text().nullable(),
    reason: p.text().nullable(),
    priorityId: p.string().nullable().index(),
    groupId: p.string().nullable().index(),
    breakdown: p.string().nullable(),
  },
  indexes: [{ properties: ['indicatorCode', 'areaCode', 'period'] }],
});
export const TargetAction = linkTable('target_action');

@ObjectType('Target', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'What an indicator is meant to reach in an area by a period: who agreed it, and why it changed.',
})
export class TargetType extends PublishedRecord {
  priorityId!: string | null;
  groupId!: string | null;
  @Field(() => String, { description: 'Code of the indicator, which has the unit and says which direction is better.' })
  indicatorCode!: string;
  @Field(() => String, { description: 'Code of the place: an authority, an area within one, a region, or E92000001 for England.' })
  areaCode!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Period in which it is to be reached, with its kind: CY2008 calendar year, AY2007/08 academic, FY2007/08 financial, 2008-11/2009-01 months … Empty when the document does not say by when.',
  })
  period!: string | null;
  @Field(() => PeriodKind, {
    nullable: true,
    description:
      'CALENDAR_YEAR, ACADEMIC_YEAR, FINANCIAL_YEAR, CALENDAR_QUARTER, FINANCIAL_QUARTER, MONTH, MONTHS, DAY or POOLED_YEARS. Values of two period kinds are never one series: compare a target only with observations of its own kind.',
  })
  periodKind!: string | null;
  @Field(() => String, { nullable: true, description: periodDescriptions.from })
  periodFrom!: string | null;
  @Field(() => String, { nullable: true, description: periodDescriptions.to })
  periodTo!: string | null;
  @Field(() => Float, { nullable: true, description: "The figure, in the indicator's unit or as a change: see basis. Empty when the target is only stated in words." })
  value!: number | null;
  @Field(() => TargetBasis, { nullable: true, description: 'What the figure means: a value to reach, or a change. Empty means a value to reach.' })
  basis!: TargetBasis | null;
  @Field(() => String, { nullable: true, description: 'What it is measured against, as the document puts it. A change is worked out from a value stated in it ("1998 baseline of 32.0"), else from the value of the year or period it names ("2006/07 baseline", CY2004); of anything else, such as the national average, "attainment" says that it is not measurable.' })
  comparator!: string | null;
  @Field(() => String, { nullable: true, description: 'The target as the document words it.' })
  text!: string | null;
  @Field(() => TargetKind, { description: 'Target, stretch target, milestone, floor, or a point of the trajectory.' })
  kind!: TargetKind;
  @Field(() => TargetStatus, { nullable: true, description: 'Whether it holds. Empty means agreed.' })
  status!: TargetStatus | null;
  @Field(() => String, { nullable: true, description: 'The agreement or framework that set it, for example the Local Area Agreement 2008–11.' })
  framework!: string | null;
  @Field(() => String, { nullable: true, description: 'With whom it was agreed, for example the government office.' })
  agreedWith!: string | null;
  @Field(() => String, { nullable: true, description: 'When it was agreed (ISO 8601).' })
  agreedOn!: string | null;
  @Field(() => String, { nullable: true, description: 'The earlier target it replaces, as its publisher states it.' })
  supersedes!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it was set so, or why it changed.' })
  reason!: string | null;
  @Field(() => String, { nullable: true, description: 'The group of children it is about, for example looked-after children. Empty means all.' })
  breakdown!: string | null;
}
