import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { ConsultationType } from '../../catalogue/consultation.ts';
import { PlanType } from '../../catalogue/plan.ts';
import { PlanStepType } from '../../catalogue/planStep.ts';
import { costOfShortList } from '../cost.ts';
import { GraphQLISODate } from '../scalars.ts';

export enum PlanReviewState {
  IN_DATE = 'in-date',
  OVERDUE = 'overdue',
  NOT_KNOWN = 'not-known',
  NOT_IN_FORCE = 'not-in-force',
  NOT_ASKED = 'not-asked',
}
registerEnumType(PlanReviewState, {
  name: 'PlanReviewState',
  description: 'How the yearly review of a plan stands on a day.',
  valuesConfig: {
    IN_DATE: { description: 'The next review is not due before the day, or on the day at the latest.' },
    OVERDUE: { description: 'The last review that the hub knows of is older than a year, and it knows of none planned since. One may have taken place untold.' },
    NOT_KNOWN: { description: 'A review was due, and nothing published says whether there was one; or it cannot be said when one is due. This is not overdue.' },
    NOT_IN_FORCE: { description: 'The plan is not in force on the day, or not adopted.' },
    NOT_ASKED: { description: "No yearly review is asked for: the plan is no Children and Young People's Plan, or the day is in October 2010 or later." },
  },
});

@ObjectType({ simpleResolvers: true, description: 'How the yearly review of a plan stands on a day: the last that is known, those planned, and when the next was or is due.' })
export class PlanReview {
  @Field(() => PlanType, { description: 'The plan.' })
  plan!: PlanType;
  @Field(() => GraphQLISODate, { description: 'The day it is looked at on.' })
  asAt!: string;
  @Field(() => PlanReviewState, { description: 'In date, overdue, not known, or none is due.' })
  state!: PlanReviewState;
  @Field(() => PlanStepType, { nullable: true, description: 'The last review of which a document tells that is not told of as still to come, with its date as stated. Empty where none is known by the day: there may have been one.' })
  lastReview!: PlanStepType | null;
  @Field(() => [PlanStepType], { description: 'Reviews that a document tells of as still to come, the earliest first. Whether they took place is not known.', complexity: costOfShortList(2) })
  planned!: PlanStepType[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'The day by which the next was or is due. Empty where none is due.' })
  dueBy!: string | null;
  @Field(() => String, { description: 'The rule it is judged by, and where that is from.' })
  rule!: string;
  @Field(() => String, { description: 'The same in sentences, with the dates they rest on.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'One event in the life of a plan: a step, or a consultation with what was said and what was done about it.' })
export class PlanLifeEvent {
  @Field(() => String, { nullable: true, description: 'When it was or is due, as published: a day, a month, a year, or from when to when. Empty where no date is stated.' })
  when!: string | null;
  @Field(() => String, { nullable: true, description: 'The body that took the step, or who was asked. Empty where that is not stated.' })
  who!: string | null;
  @Field(() => String, { description: 'What it was: the purpose of the step, or the title of the consultation.' })
  what!: string;
  @Field(() => String, { description: 'What came of it, in sentences; of a consultation how many took part, what they said and what was done about it. What is not told is said to be not told.' })
  cameOfIt!: string;
  @Field(() => PlanStepType, { nullable: true, description: 'The step. Empty for a consultation.' })
  step!: PlanStepType | null;
  @Field(() => ConsultationType, { nullable: true, description: 'The consultation. Empty for a step.' })
  consultation!: ConsultationType | null;
}
