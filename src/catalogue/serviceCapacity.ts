import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, ObjectType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export const ServiceCapacity = defineEntity({
  name: 'service_capacity',
  tableName: 'service_capacity',
  properties: {
    ...recordColumns,
    serviceId: p.string().index(),
    capacityRef: p.string(),
    unit: p.string().nullable(),
    maximum: p.double().nullable(),
    available: p.double().nullable(),
    updated: p.string().nullable(),
  },
});

@ObjectType('ServiceCapacity', { implements: PublishedRecord, simpleResolvers: true, description: 'How much a service can take, in one unit. Capacities in two units cannot be added.' })
export class ServiceCapacityType extends PublishedRecord {
  serviceId!: string;
  @Field(() => String, { description: "The publisher's own reference for the capacity." })
  capacityRef!: string;
  @Field(() => String, { nullable: true, description: 'What is counted, as published, for example beds.' })
  unit!: string | null;
  @Field(() => Float, { nullable: true, description: 'The most it can take. Empty means not stated.' })
  maximum!: number | null;
  @Field(() => Float, { nullable: true, description: 'How much of it was free when updated. Not its capacity.' })
  available!: number | null;
  @Field(() => String, { nullable: true, description: 'Day on which the figures were last brought up to date.' })
  updated!: string | null;
}
