import { sql, type RawBuilder } from 'kysely';
import { ArgsType, Field, Float, ID, InputType, registerEnumType } from 'type-graphql';
import { ServiceKind, ServiceType } from '../../catalogue/service.ts';
import { inList } from '../../db/inList.ts';
import { HubError } from '../../errors.ts';
import { connectionOf } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { checkNumber } from '../read/checkFilter.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { allOf, anyContains, contains, endsWithin, isLinkedTo, isText, takesAges } from '../read/conditions.ts';
import { listReader, type AnyOf, type Conditions } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List, Parent } from '../read/readPage.ts';
import { codesThatOpen } from '../read/serviceMap/codesThatOpen.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';
import { AgesInput, PeriodInput } from '../types/overlap.ts';

export const ServiceConnection = connectionOf('Service', () => ServiceType);
const serviceList: List = { table: 'service', orderBy: ['name', 'id'] };

export enum ServiceFact {
  AGES = 'ages',
  PLACE = 'place',
  COST = 'cost',
  CAPACITY = 'capacity',
  CONTRACT_END = 'contract-end',
  QUALITY = 'quality',
  ACCESSIBILITY = 'accessibility',
  OPENNESS = 'openness',
}
registerEnumType(ServiceFact, {
  name: 'ServiceFact',
  description: 'What a service may state of itself.',
  valuesConfig: {
    AGES: { description: 'For which ages it is.' },
    PLACE: { description: 'Where it is, as a position on the globe.' },
    COST: { description: 'What it costs a year.' },
    CAPACITY: { description: 'How much it can take.' },
    CONTRACT_END: { description: 'When the present contract ends.' },
    QUALITY: { description: 'What is known of its quality.' },
    ACCESSIBILITY: { description: 'What makes it usable for people with a disability.' },
    OPENNESS: { description: 'Whose residents may use it.' },
  },
});

@InputType({ description: 'Tiers of one tier model: those of two models are never compared.' })
export class TiersInput {
  @Field(() => String, { description: 'The tier model, as services name it in tierModel.' })
  model!: string;
  @Field(() => [String], { description: 'The tiers, as services name them.' })
  tiers!: string[];
}

@InputType({ description: 'A range of numbers, both ends included. One left out is open.' })
export class RangeInput {
  @Field(() => Float, { nullable: true, description: 'The least, 0 or more.' })
  from?: number;
  @Field(() => Float, { nullable: true, description: 'The most, 0 or more.' })
  to?: number;
}

@InputType({ description: 'How much a service can take, in one unit: capacities in two units are never compared.' })
export class CapacityInput extends RangeInput {
  @Field(() => String, { description: 'What is counted, as services name it in capacityUnit or in capacities, for example places.' })
  unit!: string;
}

@InputType({ description: 'Narrows a list of services. Every condition given must hold.' })
export class ServiceFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: services of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: services of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Codes of places: services given in any of these places.' })
  areas?: string[];
  @Field(() => [ID], { nullable: true, description: 'Codes of places: services that say they are open to residents of any of these, of what one lies in (the authority of a ward, the region of either) or of England. Those that do not say are left out.' })
  openToResidentsOf?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: services for any of these themes.' })
  themes?: string[];
  @Field(() => AgesInput, { nullable: true, description: 'Services for any age of this range. Those that state no ages are kept: not stated is not none.' })
  ages?: AgesInput;
  @Field(() => [ServiceKind], { nullable: true, description: 'Entries of any of these kinds. One that states none counts as a service.' })
  kinds?: ServiceKind[];
  @Field(() => String, { nullable: true, description: 'Entries whose name, description, provider, commissioner or target group holds these words, whatever the case.' })
  text?: string;
  @Field(() => TiersInput, { nullable: true, description: 'Services at any of these tiers of one tier model. Those that state none are left out.' })
  tiers?: TiersInput;
  @Field(() => String, { nullable: true, description: 'Services whose provider holds these words, whatever the case.' })
  provider?: string;
  @Field(() => String, { nullable: true, description: 'Services whose commissioner holds these words, whatever the case.' })
  commissioner?: string;
  @Field(() => String, { nullable: true, description: 'Services whose target group holds these words, whatever the case, for example care leavers.' })
  targetGroup?: string;
  @Field(() => PeriodInput, { nullable: true, description: 'Services whose contract ends on one of these days. One that ends in a month or a year of which any day is among them counts; those that state no end are left out.' })
  contractEnds?: PeriodInput;
  @Field(() => RangeInput, { nullable: true, description: 'Services that cost so many pounds a year, each in the prices of its own costYear. Those that state no cost are left out: not stated is not free.' })
  annualCost?: RangeInput;
  @Field(() => CapacityInput, { nullable: true, description: 'Services that can take so much of one unit. Those that do not state it in this unit are left out.' })
  capacity?: CapacityInput;
  @Field(() => String, { nullable: true, description: 'Services of whose quality these words are said, whatever the case, for example outstanding.' })
  quality?: string;
  @Field(() => [ServiceFact], { nullable: true, description: 'Services that state each of these, for example COST and CAPACITY.' })
  states?: ServiceFact[];
  @Field(() => [ServiceFact], { nullable: true, description: 'Services that state none of these: what a publisher could still tell.' })
  doesNotState?: ServiceFact[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Services whose publisher checked the entry on this day or later. Those that do not say are left out.' })
  assuredSince?: string;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'True: of services that reviewers said are one, only the one of this list that stands for the others, so that totalCount counts each once.' })
  withoutDuplicates?: boolean;
}

@ArgsType()
export class ServiceArgs extends PageArgs {
  @Field(() => ServiceFilter, { nullable: true, description: 'Which services. Left out, all of them.' })
  filter?: ServiceFilter;
}

const wordColumns = ['service.name', 'service.description', 'service.provider', 'service.commissioner', 'service.targetGroup'];

export const readServices = listReader<ServiceFilter>(serviceList, serviceConditions);

/** What a filter of services stands for, over the table `service`. */
export async function serviceConditions(context: RequestContext, filter: ServiceFilter, parent?: Parent | AnyOf): Promise<Conditions> {
  const { contractEnds, annualCost, capacity } = filter;
  for (const [name, range] of Object.entries({ annualCost, capacity })) {
    checkNumber(`${name}.from`, range?.from, { least: 0 });
    checkNumber(`${name}.to`, range?.to, { least: 0 });
    if (range?.from !== undefined && range.to !== undefined && range.from > range.to) throw new HubError('BAD_ARGUMENT', `${name}.from (${range.from}) is more than ${name}.to (${range.to}).`);
  }
  if (contractEnds && contractEnds.from > contractEnds.to) throw new HubError('BAD_ARGUMENT', `contractEnds.from (${contractEnds.from}) is after contractEnds.to (${contractEnds.to}).`);
  const [authorities] = await allInOrder([
    authoritiesAskedAbout(context, filter),
    checkCodes(context, 'place', filter.areas),
    checkCodes(context, 'place', filter.openToResidentsOf),
    checkThemes(context, filter.themes),
  ]);
  const opening = filter.openToResidentsOf && (await codesThatOpen(context, filter.openToResidentsOf));
  const conditions = [
    authorities && isLinkedTo('service.id', 'service_authority', authorities),
    filter.areas && isLinkedTo('service.id', 'service_area', filter.areas),
    opening && isLinkedTo('service.id', 'service_open_to', opening),
    filter.themes && isLinkedTo('service.id', 'service_theme', filter.themes),
    filter.ages && takesAges('service', filter.ages),
    filter.kinds && sql<boolean>`coalesce(service.kind, ${ServiceKind.SERVICE}) in (${sql.join(filter.kinds)})`,
    filter.text && anyContains(wordColumns, filter.text),
    filter.provider && contains('service.provider', filter.provider),
    filter.commissioner && contains('service.commissioner', filter.commissioner),
    filter.targetGroup && contains('service.targetGroup', filter.targetGroup),
    filter.tiers && isAtTier(filter.tiers),
    filter.annualCost && isWithin(sql`service.annual_cost`, filter.annualCost),
    filter.capacity && takesSoMuch(filter.capacity),
    filter.quality && contains('service.quality', filter.quality),
    contractEnds && endsWithin('service.contractEnd', contractEnds),
    filter.assuredSince && sql<boolean>`service.assured_on >= ${filter.assuredSince}`,
    ...(filter.states ?? []).map((fact) => states[fact]),
    ...(filter.doesNotState ?? []).map((fact) => sql<boolean>`not ${states[fact]}`),
  ];
  return filter.withoutDuplicates ? [...conditions, standsForOthers(conditions, parent)] : conditions;
}

/** Whether a service states a fact: in a column of its own, or in a file that has several for one service. */
const states: Record<ServiceFact, RawBuilder<boolean>> = {
  [ServiceFact.AGES]: sql<boolean>`(service.age_from is not null or service.age_to is not null)`,
  [ServiceFact.PLACE]: sql<boolean>`((service.latitude is not null and service.longitude is not null) or exists (select 1 from service_place place where place.service_id = service.id and place.withdrawn_on is null and place.latitude is not null and place.longitude is not null))`,
  [ServiceFact.COST]: sql<boolean>`(service.annual_cost is not null)`,
  [ServiceFact.CAPACITY]: sql<boolean>`(service.capacity is not null or exists (select 1 from service_capacity stated where stated.service_id = service.id and stated.withdrawn_on is null and stated.maximum is not null))`,
  [ServiceFact.CONTRACT_END]: sql<boolean>`(service.contract_end is not null)`,
  [ServiceFact.QUALITY]: sql<boolean>`(service.quality is not null)`,
  [ServiceFact.ACCESSIBILITY]: sql<boolean>`(service.accessibility is not null)`,
  [ServiceFact.OPENNESS]: sql<boolean>`exists (select 1 from service_open_to stated where stated.owner_id = service.id)`,
};

function isWithin(column: RawBuilder<unknown>, { from, to }: RangeInput): RawBuilder<boolean> {
  return sql<boolean>`(${column} is not null and ${column} >= ${from ?? -Number.MAX_VALUE} and ${column} <= ${to ?? Number.MAX_VALUE})`;
}

/** As the service itself states it, or as its list of capacities does. */
function takesSoMuch({ unit, ...range }: CapacityInput): RawBuilder<boolean> {
  return sql<boolean>`((${isText('service.capacityUnit', unit.trim())} and ${isWithin(sql`service.capacity`, range)})
    or exists (select 1 from service_capacity stated where stated.service_id = service.id and stated.withdrawn_on is null and ${isText('stated.unit', unit.trim())} and ${isWithin(sql`stated.maximum`, range)}))`;
}

function isAtTier({ model, tiers }: TiersInput): RawBuilder<boolean> {
  return sql<boolean>`(${isText('service.tierModel', model.trim())} and exists (select 1 from json_each(service.tiers) as tier where tier.value in ${inList(tiers)}))`;
}

/**
 * None of the same list stands for it. One that does, but is not in the list, would take a service out of the list that only it holds there,
 * so whatever narrows the list narrows those as well.
 */
function standsForOthers(conditions: Parameters<typeof allOf>[0], parent: Parent | AnyOf | undefined): RawBuilder<boolean> {
  const beside = parent && 'link' in parent ? sql` and exists (select 1 from ${sql.table(parent.link)} mine where mine.owner_id = better.service_id and ${'anyOf' in parent ? sql`mine.target_id in ${inList(parent.anyOf)}` : sql`mine.target_id = ${sql.ref(`${parent.link}.target_id`)}`})` : sql``;
  return sql<boolean>`not exists (
    select 1 from service_group own join service_group better on better.group_id = own.group_id and better.place < own.place
    where own.service_id = service.id${beside} and better.service_id in (select service.id from service where service.withdrawn_on is null and ${allOf(conditions)}))`;
}
