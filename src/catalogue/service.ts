import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { linkTable, PublishedRecord, recordColumns } from './record.ts';

export enum ServiceKind {
  SERVICE = 'service',
  DIRECTORY = 'directory',
  SYSTEM = 'system',
  NETWORK = 'network',
}
registerEnumType(ServiceKind, {
  name: 'ServiceKind',
  description: 'What an entry stands for. Only a service is itself provision for children and families.',
  valuesConfig: {
    SERVICE: { description: 'Something children, young people or families use.' },
    DIRECTORY: { description: 'A directory of services, itself not a service for families.' },
    SYSTEM: { description: 'A system that professionals use, for example for sharing information.' },
    NETWORK: { description: 'A network of providers or professionals.' },
  },
});

export const Service = defineEntity({
  name: 'service',
  tableName: 'service',
  properties: {
    ...recordColumns,
    ref: p.string(),
    name: p.text(),
    description: p.text().nullable(),
    provider: p.text().nullable(),
    commissioner: p.text().nullable(),
    kind: p.string().nullable(),
    ageFrom: p.integer().nullable(),
    ageTo: p.integer().nullable(),
    targetGroup: p.text().nullable(),
    tierModel: p.string().nullable(),
    tiers: p.text().nullable(),
    status: p.string().nullable(),
    url: p.text().nullable(),
    latitude: p.double().nullable(),
    longitude: p.double().nullable(),
    postcode: p.string().nullable(),
    accessibility: p.text().nullable(),
    annualCost: p.double().nullable(),
    costYear: p.string().nullable(),
    capacity: p.double().nullable(),
    capacityUnit: p.string().nullable(),
    quality: p.text().nullable(),
    contractEnd: p.string().nullable(),
    noticeBy: p.string().nullable(),
    extension: p.text().nullable(),
    assuredOn: p.string().nullable(),
  },
});

export const ServiceAuthority = linkTable('service_authority');
export const ServiceArea = linkTable('service_area');
export const ServiceTheme = linkTable('service_theme');
/** Authorities or areas whose residents may use a service: the column open_to_residents_of. */
export const ServiceOpenTo = linkTable('service_open_to');

@ObjectType('Service', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description: 'Something provided for children, young people or their parents: by whom, for whom, where, at what tier and cost. The hub knows only the services it was told of; others may exist.',
})
export class ServiceType extends PublishedRecord {
  @Field(() => String, { description: "The publisher's own reference for the service." })
  ref!: string;
  @Field(() => String, { description: 'Name of the service.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'What it does.' })
  description!: string | null;
  @Field(() => String, { nullable: true, description: 'Organisation that provides it. Empty means not stated.' })
  provider!: string | null;
  @Field(() => String, { nullable: true, description: 'Organisation that buys or pays for it. Empty means not stated.' })
  commissioner!: string | null;
  @Field(() => ServiceKind, { nullable: true, description: 'What the entry stands for. Empty means a service; directories, systems and networks are not provision.' })
  kind!: ServiceKind | null;
  @Field(() => Int, { nullable: true, description: 'Youngest age served, in completed years. Empty means not stated, not "from birth".' })
  ageFrom!: number | null;
  @Field(() => Int, { nullable: true, description: 'Oldest age served, in completed years, that year included. Empty means not stated, not "without limit".' })
  ageTo!: number | null;
  @Field(() => String, { nullable: true, description: 'Whom it is for where not for all of that age, for example care leavers.' })
  targetGroup!: string | null;
  @Field(() => String, { nullable: true, description: "The tier model its tiers belong to. Tier 3 of Derby's model is not tier 3 of CAMHS: never compare tiers of two models." })
  tierModel!: string | null;
  /** JSON array of tiers of the tier model; published as a list by its resolver. */
  tiers!: string | null;
  @Field(() => String, { nullable: true, description: 'Whether it is running, as its publisher put it: active, proposed, closed … One that is not there yet, or no longer, counts nowhere as supply. Empty means not stated.' })
  status!: string | null;
  @Field(() => String, { nullable: true, description: 'Address of its page.' })
  url!: string | null;
  @Field(() => Float, { nullable: true, description: 'Degrees north (WGS 84) of where it is given.' })
  latitude!: number | null;
  @Field(() => Float, { nullable: true, description: 'Degrees east (WGS 84) of where it is given; negative is west.' })
  longitude!: number | null;
  @Field(() => String, { nullable: true, description: 'Postcode of where it is given; places has all of them.' })
  postcode!: string | null;
  @Field(() => String, { nullable: true, description: 'What makes it reachable or usable for people with a disability, for example step-free. Empty means not stated.' })
  accessibility!: string | null;
  @Field(() => Float, { nullable: true, description: 'Cost of one year in pounds, in the prices of costYear. Empty means not stated, not free.' })
  annualCost!: number | null;
  @Field(() => String, { nullable: true, description: 'The year annualCost is for, with its kind: FY2007/08 financial, AY2007/08 academic, CY2008 calendar. Adjust for prices before comparing two years.' })
  costYear!: string | null;
  @Field(() => Float, { nullable: true, description: 'How much it can serve at a time or in a year: capacityUnit says what is counted.' })
  capacity!: number | null;
  @Field(() => String, { nullable: true, description: 'What capacity counts, for example places; capacities has all units. Capacities in two units cannot be added.' })
  capacityUnit!: string | null;
  @Field(() => String, { nullable: true, description: 'What is known of its quality, for example an inspection grade with its year.' })
  quality!: string | null;
  @Field(() => String, { nullable: true, description: 'Last day of the present contract, as published (ISO 8601: a year, a month or a day).' })
  contractEnd!: string | null;
  @Field(() => String, { nullable: true, description: 'Last day on which notice can be given (ISO 8601: a year, a month or a day).' })
  noticeBy!: string | null;
  @Field(() => String, { nullable: true, description: 'By how long the contract may be extended, for example 12 months.' })
  extension!: string | null;
  @Field(() => String, { nullable: true, description: 'Day on which its publisher last checked that the entry is right. Empty means not stated.' })
  assuredOn!: string | null;
}
