import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, ObjectType } from 'type-graphql';
import { PublishedRecord, recordColumns } from './record.ts';

export const ServicePlace = defineEntity({
  name: 'service_place',
  tableName: 'service_place',
  properties: {
    ...recordColumns,
    serviceId: p.string().index(),
    placeRef: p.string(),
    name: p.text().nullable(),
    address: p.text().nullable(),
    postcode: p.string().nullable(),
    latitude: p.double().nullable(),
    longitude: p.double().nullable(),
    uprn: p.string().nullable(),
    accessibility: p.text().nullable(),
  },
});

@ObjectType('ServicePlace', { implements: PublishedRecord, simpleResolvers: true, description: 'One place at which a service is given.' })
export class ServicePlaceType extends PublishedRecord {
  serviceId!: string;
  @Field(() => String, { description: "The publisher's own reference for the place." })
  placeRef!: string;
  @Field(() => String, { nullable: true, description: 'What the place is called.' })
  name!: string | null;
  @Field(() => String, { nullable: true, description: 'Its address without the postcode, in one line.' })
  address!: string | null;
  @Field(() => String, { nullable: true, description: 'Its postcode, as published.' })
  postcode!: string | null;
  @Field(() => Float, { nullable: true, description: 'Degrees north (WGS 84). Empty means not stated, or off the globe.' })
  latitude!: number | null;
  @Field(() => Float, { nullable: true, description: 'Degrees east (WGS 84); negative is west.' })
  longitude!: number | null;
  @Field(() => String, { nullable: true, description: 'Its Unique Property Reference Number.' })
  uprn!: string | null;
  @Field(() => String, { nullable: true, description: 'What makes it reachable or usable for people with a disability. Empty means not stated.' })
  accessibility!: string | null;
}
