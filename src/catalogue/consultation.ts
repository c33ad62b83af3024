import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export const Consultation = defineEntity({
  name: 'consultation',
  tableName: 'consultation',
  properties: {
    ...recordColumns,
    planId: p.string().index(),
    ref: p.string(),
    title: p.text(),
    from: p.string().nullable(),
    to: p.string().nullable(),
    participants: p.integer().nullable(),
    approximate: p.boolean().nullable(),
    audience: p.text().nullable(),
    findings: p.text().nullable(),
    response: p.text().nullable(),
  },
});

@ObjectType('Consultation', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'One exercise in which people were asked about a plan: who was asked, what they said, and what was done about it.',
})
export class ConsultationType extends PublishedRecord {
  planId!: string;
  @Field(() => String, { description: "The publisher's own reference for the consultation." })
  ref!: string;
  @Field(() => String, { description: 'What the consultation was called.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'First day, as published: a year, a month or a day (ISO 8601).' })
  from!: string | null;
  @Field(() => String, { nullable: true, description: 'Last day, as published: a year, a month or a day (ISO 8601).' })
  to!: string | null;
  @Field(() => Int, { nullable: true, description: 'How many people took part. Empty means not stated, which is not none; see approximate.' })
  participants!: number | null;
  @Field(() => Boolean, { nullable: true, description: 'True when the number of participants is rounded or said to be "over" or "about" so many.' })
  approximate!: boolean | null;
  @Field(() => String, { nullable: true, description: 'Who was asked: children and young people, parents, staff, partners …' })
  audience!: string | null;
  @Field(() => String, { nullable: true, description: 'What they said.' })
  findings!: string | null;
  @Field(() => String, { nullable: true, description: 'What was done about it. Empty means that the source does not say.' })
  response!: string | null;
}
