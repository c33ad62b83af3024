import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export const Inspection = defineEntity({
  name: 'inspection',
  tableName: 'inspection',
  properties: {
    ...recordColumns,
    ref: p.string(),
    authorityCode: p.string().index(),
    title: p.text(),
    publishedOn: p.string().nullable(),
    kind: p.string().nullable(),
  },
});

@ObjectType('Inspection', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: "A published inspection or review of an authority's children's services, such as a Joint Area Review.",
})
export class InspectionType extends PublishedRecord {
  @Field(() => String, { description: "The publisher's own reference for the inspection." })
  ref!: string;
  @Field(() => String, { description: 'GSS code of the authority inspected.' })
  authorityCode!: string;
  @Field(() => String, { description: 'Title of the report.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'When the report was published (ISO 8601). The visit was earlier.' })
  publishedOn!: string | null;
  @Field(() => String, { nullable: true, description: 'Sort of inspection, for example joint area review. Grades of two kinds of inspection are not one series.' })
  kind!: string | null;
}
