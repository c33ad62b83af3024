import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, ObjectType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export const ServiceCost = defineEntity({
  name: 'service_cost',
  tableName: 'service_cost',
  properties: {
    ...recordColumns,
    serviceId: p.string().index(),
    costRef: p.string(),
    option: p.text().nullable(),
    amount: p.double().nullable(),
    amountDescription: p.text().nullable(),
    currency: p.string().nullable(),
    validFrom: p.string().nullable(),
    validTo: p.string().nullable(),
  },
});

@ObjectType('ServiceCost', { implements: PublishedRecord, simpleResolvers: true, description: 'What a user pays for a service: never what the service costs its authority, which is annualCost.' })
export class ServiceCostType extends PublishedRecord {
  serviceId!: string;
  @Field(() => String, { description: "The publisher's own reference for the price." })
  costRef!: string;
  @Field(() => String, { nullable: true, description: 'For whom or for what the price is, for example under 18s.' })
  option!: string | null;
  @Field(() => Float, { nullable: true, description: 'What a user pays, in currency. 0 means free; empty means not stated.' })
  amount!: number | null;
  @Field(() => String, { nullable: true, description: 'What the amount is for, for example per session.' })
  amountDescription!: string | null;
  @Field(() => String, { nullable: true, description: 'Currency of the amount as published (ISO 4217). Empty means not stated.' })
  currency!: string | null;
  @Field(() => String, { nullable: true, description: 'First day of the price, as published (ISO 8601: a year, a month or a day).' })
  validFrom!: string | null;
  @Field(() => String, { nullable: true, description: 'Last day of the price, as published (ISO 8601: a year, a month or a day).' })
  validTo!: string | null;
}
