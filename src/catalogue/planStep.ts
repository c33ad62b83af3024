import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export enum PlanStepPurpose {
  DRAFT = 'draft',
  CONSULTATION = 'consultation',
  SCRUTINY = 'scrutiny',
  APPROVAL = 'approval',
  PARTNER_APPROVAL = 'partner-approval',
  SUBMISSION = 'submission',
  PUBLICATION = 'publication',
  REVIEW = 'review',
}
registerEnumType(PlanStepPurpose, {
  name: 'PlanStepPurpose',
  description: 'What a step in the life of a plan was for. Each authority has its own order.',
  valuesConfig: {
    DRAFT: { description: 'A draft was prepared or tabled.' },
    CONSULTATION: { description: 'Views were asked for.' },
    SCRUTINY: { description: 'A scrutiny committee or commission examined it, before or after approval.' },
    APPROVAL: { description: "The authority's own decision-taker approved it: cabinet or full council." },
    PARTNER_APPROVAL: { description: 'A partner approved it for itself, for example an NHS board.' },
    SUBMISSION: { description: 'It was sent to whoever required it, such as a government department.' },
    PUBLICATION: { description: 'It was made public.' },
    REVIEW: { description: 'It was reviewed after coming into force, as in an annual review.' },
  },
});

export const PlanStep = defineEntity({
  name: 'plan_step',
  tableName: 'plan_step',
  properties: {
    ...recordColumns,
    planId: p.string().index(),
    date: p.string(),
    body: p.text(),
    purpose: p.string(),
    result: p.text().nullable(),
    planned: p.boolean().nullable(),
  },
});

@ObjectType('PlanStep', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'One dated step in the life of a plan, by the body that took it: drafted, consulted on, scrutinised, approved, reviewed.',
})
export class PlanStepType extends PublishedRecord {
  planId!: string;
  @Field(() => String, { description: 'When it happened or is due, as published: a day, or only a month or year where no more is known (ISO 8601).' })
  date!: string;
  @Field(() => String, { description: "The body that took the step, for example Cabinet, Full Council, Children's Trust Board." })
  body!: string;
  @Field(() => PlanStepPurpose, { description: 'What the step was for.' })
  purpose!: PlanStepPurpose;
  @Field(() => String, { nullable: true, description: 'What came of it: approved, referred back, with what change. Empty when not stated.' })
  result!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'True when the document tells of the step as still to come, so that nobody knows whether it was taken; false when it tells that it was taken. Empty when that is not stated.' })
  planned!: boolean | null;
}
