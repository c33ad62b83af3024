import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { linkTable, PublishedRecord, recordColumns } from './record.ts';

export enum PlanKind {
  CYPP = 'cypp',
  LAA = 'laa',
  COMMUNITY = 'community',
  CORPORATE = 'corporate',
  HEALTH_AND_WELLBEING = 'health-and-wellbeing',
  SEND = 'send',
  SAFEGUARDING = 'safeguarding',
  YOUTH_JUSTICE = 'youth-justice',
  CORPORATE_PARENTING = 'corporate-parenting',
  EARLY_HELP = 'early-help',
  IMPROVEMENT = 'improvement',
  YOUTH = 'youth',
  OTHER = 'other',
}
registerEnumType(PlanKind, {
  name: 'PlanKind',
  description: 'What sort of document a plan is.',
  valuesConfig: {
    CYPP: { description: "A Children and Young People's Plan proper." },
    LAA: { description: 'Local Area Agreement.' },
    COMMUNITY: { description: 'Sustainable community strategy or other community-wide strategy.' },
    CORPORATE: { description: "The council's own corporate plan." },
    HEALTH_AND_WELLBEING: { description: 'Joint health and wellbeing strategy.' },
    SEND: { description: 'Strategy or improvement plan for special educational needs and disabilities.' },
    SAFEGUARDING: { description: 'Business plan or strategy of a safeguarding partnership.' },
    YOUTH_JUSTICE: { description: 'Youth justice plan.' },
    CORPORATE_PARENTING: { description: 'Strategy for looked-after children and care leavers.' },
    EARLY_HELP: { description: 'Early help, early years or best start strategy.' },
    IMPROVEMENT: { description: 'Improvement plan, often after an inspection.' },
    YOUTH: { description: 'Youth strategy.' },
    OTHER: { description: 'None of the other kinds; the title says what.' },
  },
});

export enum PlanCoverage {
  WHOLE = 'whole',
  PARTIAL = 'partial',
  OUTCOMES_ONLY = 'outcomes-only',
  /** Never stated by a publisher: what the hub says of a plan that came without its statements. */
  NO_STATEMENT = 'no-statement',
  NONE_REQUIRED = 'none-required',
}
registerEnumType(PlanCoverage, {
  name: 'PlanCoverage',
  description: 'How much of a document the hub holds.',
  valuesConfig: {
    WHOLE: { description: 'Every priority the document states.' },
    PARTIAL: { description: 'Only some of its priorities: the ones its source showed. Others may exist.' },
    OUTCOMES_ONLY: { description: 'Its headings or outcomes, not the priorities beneath them.' },
    NO_STATEMENT: { description: 'None of its priorities or outcomes, whatever its publisher calls it.' },
    NONE_REQUIRED: { description: 'The authority was not required to have one and said so.' },
  },
});

export enum InForceBasis {
  STATED = 'stated',
  SUPERSEDED = 'superseded',
  AUTHORITY_ENDED = 'authority-ended',
  ASSUMED = 'assumed',
  UNKNOWN = 'unknown',
}
registerEnumType(InForceBasis, {
  name: 'InForceBasis',
  description: 'How the hub knows until when a plan was in force.',
  valuesConfig: {
    STATED: { description: 'The document states its last year or day.' },
    SUPERSEDED: { description: 'It ended the day before the plan that replaced it.' },
    AUTHORITY_ENDED: { description: 'It ended with the last of its authorities, for example Northamptonshire on 31 March 2021.' },
    ASSUMED: { description: 'The document states no end: three years from its start are assumed, the usual life of such plans.' },
    UNKNOWN: { description: 'The document states no start, or none of its authorities was there on the days that it states, so it is in force on no date the hub can name.' },
  },
});

export const Plan = defineEntity({
  name: 'plan',
  tableName: 'plan',
  properties: {
    ...recordColumns,
    ref: p.string(),
    title: p.text(),
    kind: p.string(),
    validFrom: p.string().nullable(),
    validTo: p.string().nullable(),
    /** First and last day in force as worked out from the stated dates; both null when no start is stated. */
    inForceFrom: p.string().nullable(),
    inForceTo: p.string().nullable(),
    inForceBasis: p.string(),
    coverage: p.string(),
    statedPriorities: p.integer().nullable(),
    status: p.string().nullable(),
    approvedOn: p.string().nullable(),
    publishedOn: p.string().nullable(),
    embargoUntil: p.string().nullable(),
    url: p.text().nullable(),
    supersedesId: p.string().nullable().index(),
    summary: p.text().nullable(),
  },
});
export const PlanAuthority = linkTable('plan_authority');

@ObjectType('Plan', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'A document in which one or several authorities say what they mean to do for children and young people, in force between two dates.',
})
export class PlanType extends PublishedRecord {
  supersedesId!: string | null;
  embargoUntil!: string | null;
  /** As its publisher states it. */
  coverage!: PlanCoverage;
  @Field(() => String, { description: "The publisher's own reference for the plan." })
  ref!: string;
  @Field(() => String, { description: 'Title as published.' })
  title!: string;
  @Field(() => PlanKind, { description: 'What sort of document it is.' })
  kind!: PlanKind;
  @Field(() => String, { nullable: true, description: 'Start as the document states it: a year, a month or a day (ISO 8601).' })
  validFrom!: string | null;
  @Field(() => String, { nullable: true, description: 'End as the document states it: a year, a month or a day (ISO 8601). Empty when it states none.' })
  validTo!: string | null;
  @Field(() => String, { nullable: true, description: 'First day in force (ISO date); 1 January when only a year is stated, and no day before the first of its authorities began: 1 April 2021 for a plan of North Northamptonshire of 2021.' })
  inForceFrom!: string | null;
  @Field(() => String, { nullable: true, description: 'Last day in force (ISO date); 31 December when only a year is stated. See inForceBasis for how it is known.' })
  inForceTo!: string | null;
  @Field(() => InForceBasis, { description: 'How the last day in force is known: stated, superseded, or assumed.' })
  inForceBasis!: InForceBasis;
  @Field(() => Int, { nullable: true, description: 'How many priorities the document says it has, which may be more than the hub holds.' })
  statedPriorities!: number | null;
  @Field(() => String, { nullable: true, description: 'Draft, consultation, proposed, approved … as the publisher put it. What a draft, a consultation or a proposal states is not yet adopted, so it makes no overlap.' })
  status!: string | null;
  @Field(() => String, { nullable: true, description: 'ISO date of approval.' })
  approvedOn!: string | null;
  @Field(() => String, { nullable: true, description: 'ISO date of publication.' })
  publishedOn!: string | null;
  @Field(() => String, { nullable: true, description: 'Address of the document.' })
  url!: string | null;
  @Field(() => String, { nullable: true, description: 'What the plan is about, in a sentence or two.' })
  summary!: string | null;
}
