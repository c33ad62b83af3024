import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { linkTable, PublishedRecord, recordColumns } from './record.ts';

export const Protocol = defineEntity({
  name: 'protocol',
  tableName: 'protocol',
  properties: {
    ...recordColumns,
    ref: p.string(),
    title: p.text(),
    validFrom: p.string().nullable(),
    validTo: p.string().nullable(),
    url: p.text().nullable(),
    summary: p.text().nullable(),
  },
});
export const ProtocolAuthority = linkTable('protocol_authority');
export const ProtocolTheme = linkTable('protocol_theme');

@ObjectType('Protocol', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'An existing agreement between authorities across their boundaries, for example on the education of looked-after children who move.',
})
export class ProtocolType extends PublishedRecord {
  @Field(() => String, { description: "The publisher's own reference for the protocol." })
  ref!: string;
  @Field(() => String, { description: 'Title of the agreement.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'Start as stated: a year, a month or a day (ISO 8601).' })
  validFrom!: string | null;
  @Field(() => String, { nullable: true, description: 'End as stated: a year, a month or a day (ISO 8601). Empty when it states none, which does not mean that it still holds.' })
  validTo!: string | null;
  @Field(() => String, { nullable: true, description: 'Address of the document.' })
  url!: string | null;
  @Field(() => String, { nullable: true, description: 'What was agreed, in a sentence or two.' })
  summary!: string | null;
}
