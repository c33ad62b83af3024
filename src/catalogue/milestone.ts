import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, ObjectType } from 'type-graphql';
import { linkTable, PublishedRecord, recordColumns } from './record.ts';

export const Milestone = defineEntity({
  name: 'milestone',
  tableName: 'milestone',
  properties: {
    ...recordColumns,
    title: p.text(),
    due: p.string().nullable(),
    lead: p.text().nullable(),
    indicatorCode: p.string().nullable().index(),
    value: p.double().nullable(),
    status: p.string().nullable(),
  },
});
export const MilestoneAction = linkTable('milestone_action');

@ObjectType('Milestone', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'A point on the way of one or several actions at which one can say whether they are on course.',
})
export class MilestoneType extends PublishedRecord {
  @Field(() => String, { description: 'What should have happened by then.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'When it is due, as published (ISO 8601: a year, a month or a day).' })
  due!: string | null;
  @Field(() => String, { nullable: true, description: 'Post or organisation that leads. Never a named person: one officer who leads on several things may stand there as a pseudonym (officer-03).' })
  lead!: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the indicator by which it is measured. Empty when it is not a matter of figures.' })
  indicatorCode!: string | null;
  @Field(() => Float, { nullable: true, description: "Value to be reached by then, in the indicator's unit." })
  value!: number | null;
  @Field(() => String, { nullable: true, description: 'Progress as its publisher put it. Empty means not reported.' })
  status!: string | null;
}
