import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export const ServiceTerm = defineEntity({
  name: 'service_term',
  tableName: 'service_term',
  properties: {
    ...recordColumns,
    serviceId: p.string().index(),
    vocabulary: p.string().nullable(),
    termRef: p.string(),
    label: p.text().nullable(),
    themeCode: p.string().nullable(),
  },
});

@ObjectType('ServiceTerm', { implements: PublishedRecord, simpleResolvers: true, description: "How its publisher itself classifies a service: a term of the publisher's vocabulary, and the theme it stands for where it is one." })
export class ServiceTermType extends PublishedRecord {
  serviceId!: string;
  @Field(() => String, { nullable: true, description: 'The vocabulary that the term belongs to. Empty means not stated.' })
  vocabulary!: string | null;
  @Field(() => String, { description: "The term's code or reference in its vocabulary." })
  termRef!: string;
  @Field(() => String, { nullable: true, description: 'The term in words.' })
  label!: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the theme that the term stands for. Empty when it is no theme the hub knows.' })
  themeCode!: string | null;
}
