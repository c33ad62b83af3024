import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { ServiceUseBasis, ServiceUseType } from '../../catalogue/serviceUse.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { useAcrossBoundaries } from '../read/authorityAround.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { anyContains, isAmong, isLinkedTo, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const ServiceUseConnection = connectionOf('ServiceUse', () => ServiceUseType);
const serviceUseList: List = { table: 'service_use', orderBy: ['homeAreaCode', 'periodTo', 'id'] };

@InputType({ description: 'Narrows a list of service use. Every condition given must hold.' })
export class ServiceUseFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: use from or in its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: use from or in any of these authorities as a whole; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Codes of places: use by people who live in any of these, or are its responsibility.' })
  homes?: string[];
  @Field(() => [ID], { nullable: true, description: 'Codes of places: use in any of these. Use that does not say where is left out.' })
  places?: string[];
  @Field(() => Boolean, { nullable: true, description: 'True: only use in another authority than the users\' own. False: only use within their own. Use of which the hub does not know both authorities is left out of either.' })
  crossBoundary?: boolean;
  @Field(() => [ID], { nullable: true, description: 'Use of any of these services, by their ids.' })
  services?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: use of services for any of these themes. Use that names no single service is left out, since its themes are not known.' })
  themes?: string[];
  @Field(() => [ServiceUseBasis], { nullable: true, description: 'Use on any of these bases, for example PLACEMENT. Use that states none is left out.' })
  bases?: ServiceUseBasis[];
  @Field(() => Boolean, { nullable: true, description: 'True: only counts of all users. False: only counts of a group of them.' })
  allUsers?: boolean;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Use in periods that end on this day or later.' })
  from?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Use in periods that end on this day or earlier.' })
  to?: string;
  @Field(() => String, { nullable: true, description: 'Use whose kind of service, provider or payer holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class ServiceUseArgs extends PageArgs {
  @Field(() => ServiceUseFilter, { nullable: true, description: 'Which use. Left out, all the hub was told of.' })
  filter?: ServiceUseFilter;
}

const wordColumns = ['service_use.serviceKind', 'service_use.provider', 'service_use.paidBy'];

export const readServiceUse = listReader<ServiceUseFilter>(serviceUseList, async (context, filter) => {
  const [authorities] = await allInOrder([
    authoritiesAskedAbout(context, filter),
    checkCodes(context, 'place', filter.homes),
    checkCodes(context, 'place', filter.places),
    checkThemes(context, filter.themes),
    checkCodes(context, 'service', filter.services),
  ]);
  return [
    authorities && sql<boolean>`(${isOneOf('service_use.homeAreaCode', authorities)} or ${isOneOf('service_use.placeAreaCode', authorities)})`,
    filter.homes && isOneOf('service_use.homeAreaCode', filter.homes),
    filter.places && isOneOf('service_use.placeAreaCode', filter.places),
    filter.crossBoundary !== undefined && isAmong('service_use.id', useAcrossBoundaries(context, filter.crossBoundary)),
    filter.services && isOneOf('service_use.serviceId', filter.services),
    filter.themes && isLinkedTo('service_use.serviceId', 'service_theme', filter.themes),
    filter.bases && isOneOf('service_use.basis', filter.bases),
    filter.allUsers !== undefined && (filter.allUsers ? sql<boolean>`service_use.breakdown is null` : sql<boolean>`service_use.breakdown is not null`),
    filter.from && sql<boolean>`service_use.period_to >= ${filter.from}`,
    filter.to && sql<boolean>`service_use.period_to <= ${filter.to}`,
    filter.text && anyContains(wordColumns, filter.text),
  ];
});
