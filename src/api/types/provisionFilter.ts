import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { GraphQLISODate } from '../scalars.ts';
import { AgesInput, PeriodInput } from './overlap.ts';

export enum SupplyMeasure {
  CAPACITY = 'capacity',
  USERS = 'users',
  SPEND = 'spend',
}
registerEnumType(SupplyMeasure, {
  name: 'SupplyMeasure',
  description: 'By what supply is measured. A count of services is no measure of it.',
  valuesConfig: {
    CAPACITY: { description: 'What the services can take, in one unit, for example places.' },
    USERS: { description: 'People of the authority who used the services of the authorities compared in one period. One who used two services counts in each.' },
    SPEND: { description: 'What the services cost in one year, in pounds of that year. Where those of an authority alone state no cost, its one total of spend on the theme counts in their place.' },
  },
});

@InputType({ description: 'Which authorities, and of what. Name a region, authorities or both, and at least one theme.' })
export class ProvisionFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: its authorities are compared with one another.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes of the authorities told of, at most 50. Left out, all of the region. They are compared with all of the region named, or in which they all lie; else with one another.' })
  authorities?: string[];
  @Field(() => [ID], { description: 'Theme codes. A theme takes its narrower ones along.' })
  themes!: string[];
  @Field(() => AgesInput, { nullable: true, description: 'Ages of the children: services for any of them, per 1,000 of them. Left out: services of all ages, per 1,000 aged 0 to 19. Indicators state no ages: choose them by code.' })
  ages?: AgesInput;
  @Field(() => String, { nullable: true, description: 'The model a tier belongs to, as services state it. Needed beside tier.' })
  tierModel?: string;
  @Field(() => String, { nullable: true, description: 'Only services that may be of this tier. What a service of several tiers has counts as shared with the other tiers.' })
  tier?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'As at this day. Left out, today.' })
  asAt?: string;
  @Field(() => PeriodInput, { nullable: true, description: 'In place of asAt: services that ran at any time in these days, and values of periods that ended by the last of them.' })
  period?: PeriodInput;
  @Field(() => [ID], { nullable: true, description: 'Codes of the indicators by which need is told, at most 50. Left out: those of the themes that can be compared and of which somebody says which direction is better.' })
  indicators?: string[];
  @Field(() => SupplyMeasure, { nullable: true, description: 'By what supply is told. Left out: what is stated of most authorities.' })
  supplyMeasure?: SupplyMeasure;
  @Field(() => String, { nullable: true, description: 'Unit of CAPACITY, for example places. Left out: the one stated of most authorities. Units are never mixed.' })
  capacityUnit?: string;
}
