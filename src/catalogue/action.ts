import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { linkTable, PublishedRecord, recordColumns } from './record.ts';

export const Action = defineEntity({
  name: 'action',
  tableName: 'action',
  properties: {
    ...recordColumns,
    planId: p.string().nullable().index(),
    inspectionId: p.string().nullable().index(),
    ref: p.string(),
    priorityId: p.string().nullable().index(),
    recommendationId: p.string().nullable().index(),
    parentActionId: p.string().nullable().index(),
    title: p.text(),
    dueFrom: p.string().nullable(),
    dueTo: p.string().nullable(),
    dueText: p.text().nullable(),
    lead: p.text().nullable(),
    successCriteria: p.text().nullable(),
    status: p.string().nullable(),
  },
});
export const ActionSeeAlso = linkTable('action_see_also');

@ObjectType('Action', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'Something to be done by a date, under a plan or in reply to an inspection.',
})
export class ActionType extends PublishedRecord {
  planId!: string | null;
  inspectionId!: string | null;
  priorityId!: string | null;
  recommendationId!: string | null;
  parentActionId!: string | null;
  @Field(() => String, { description: "The publisher's own reference, for example 9.3." })
  ref!: string;
  @Field(() => String, { description: 'What is to be done.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'Start of the time in which it is due, as published (ISO 8601: a year, a month or a day). Empty when no start is stated.' })
  dueFrom!: string | null;
  @Field(() => String, { nullable: true, description: 'When it is due at the latest, as published (ISO 8601: a year, a month or a day). Empty when it has no date the hub can read: see dueText.' })
  dueTo!: string | null;
  @Field(() => String, { nullable: true, description: 'The due date as the document words it, for example "ongoing" or "Nov 08-Jan 09".' })
  dueText!: string | null;
  @Field(() => String, { nullable: true, description: 'Post or organisation that leads. Never a named person: one officer who leads on several things may stand there as a pseudonym (officer-03).' })
  lead!: string | null;
  @Field(() => String, { nullable: true, description: 'How one will know that it succeeded, as the document words it.' })
  successCriteria!: string | null;
  @Field(() => String, { nullable: true, description: 'Progress as its publisher put it. Empty means not reported, which is not the same as not begun.' })
  status!: string | null;
}
