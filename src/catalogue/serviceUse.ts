import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CountStatus } from './countStatus.ts';
import { periodColumns, periodDescriptions } from './periodColumns.ts';
import { PeriodKind } from './periodKind.ts';
import { PublishedRecord, recordColumns } from './record.ts';

export enum ServiceUseBasis {
  CHOICE = 'choice',
  REFERRAL = 'referral',
  PLACEMENT = 'placement',
}
registerEnumType(ServiceUseBasis, {
  name: 'ServiceUseBasis',
  description: 'How users came to use a service.',
  valuesConfig: {
    CHOICE: { description: 'They or their families chose it.' },
    REFERRAL: { description: 'A professional referred them.' },
    PLACEMENT: { description: 'An authority placed them there, for example in a children\'s home or a special school, and mostly pays.' },
  },
});

export const ServiceUse = defineEntity({
  name: 'service_use',
  tableName: 'service_use',
  properties: {
    ...recordColumns,
    serviceId: p.string().nullable().index(),
    serviceKind: p.text().nullable(),
    homeAreaCode: p.string().index(),
    placeAreaCode: p.string().nullable().index(),
    ...periodColumns,
    users: p.integer().nullable(),
    basis: p.string().nullable(),
    provider: p.text().nullable(),
    paidBy: p.text().nullable(),
    cost: p.double().nullable(),
    breakdown: p.string().nullable(),
    status: p.string().nullable(),
  },
});

@ObjectType('ServiceUse', {
  implements: PublishedRecord,
  simpleResolvers: true,
  description:
    'How many people from one place used a service in a period, and where: use across boundaries and placements outside the authority among it. The hub knows only the use it was told of. Small numbers may have been left out by the publisher or be withheld, so a missing row or number is not none.',
})
export class ServiceUseType extends PublishedRecord {
  serviceId!: string | null;
  @Field(() => String, { nullable: true, description: 'The kind of service in words, for example "residential special school", where no single one is named or beside it.' })
  serviceKind!: string | null;
  @Field(() => String, { description: 'Code of the place the users live in, or whose responsibility they are: an authority or an area within one.' })
  homeAreaCode!: string;
  @Field(() => String, { nullable: true, description: 'Code of the place in which they are served. Empty means not stated, neither at home nor away.' })
  placeAreaCode!: string | null;
  @Field(() => String, { description: periodDescriptions.period })
  period!: string;
  @Field(() => PeriodKind, { description: periodDescriptions.kind })
  periodKind!: string;
  @Field(() => String, { description: periodDescriptions.from })
  periodFrom!: string;
  @Field(() => String, { description: periodDescriptions.to })
  periodTo!: string;
  @Field(() => Int, { nullable: true, description: 'Number of people. Empty where it is withheld, which status says. One who uses two services, or one service twice in two rows, is counted in each: sums over services are uses, not children.' })
  users!: number | null;
  @Field(() => CountStatus, { nullable: true, description: 'Why the number, and the cost with it, is empty. Empty where it is stated.' })
  status!: CountStatus | null;
  @Field(() => ServiceUseBasis, { nullable: true, description: 'How they came to use it: by choice, referral or placement. Empty means not stated.' })
  basis!: ServiceUseBasis | null;
  @Field(() => String, { nullable: true, description: 'Organisation that provides it. Empty means not stated.' })
  provider!: string | null;
  @Field(() => String, { nullable: true, description: 'Organisation that pays. Empty means not stated, not the home authority.' })
  paidBy!: string | null;
  @Field(() => Float, { nullable: true, description: 'Cost in pounds for all these users over the whole period, in the prices of the time. Empty means not stated, not free. Divide only by the users of the same row.' })
  cost!: number | null;
  @Field(() => String, { nullable: true, description: 'The group of users, for example looked-after children: part of the row about everybody, so never added to it. Empty means everybody.' })
  breakdown!: string | null;
}
