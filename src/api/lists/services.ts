import { sql, type RawBuilder } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { ServiceKind, ServiceType } from '../../catalogue/service.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { allOf, anyContains, isLinkedTo, takesAges } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List, Parent } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { AgesInput } from '../types/overlap.ts';

export const ServiceConnection = connectionOf('Service', () => ServiceType);
const serviceList: List = { table: 'service', orderBy: ['name', 'id'] };

@InputType({ description: 'Narrows a list of services. Every condition given must hold.' })
export class ServiceFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: services of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: services of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Codes of places: services given in any of these places.' })
  areas?: string[];
  @Field(() => [ID], { nullable: true, description: 'Codes of places: services that say they are open to residents of any of these. Those that do not say are left out.' })
  openToResidentsOf?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: services for any of these themes.' })
  themes?: string[];
  @Field(() => AgesInput, { nullable: true, description: 'Services for any age of this range. Those that state no ages are kept: not stated is not none.' })
  ages?: AgesInput;
  @Field(() => [ServiceKind], { nullable: true, description: 'Entries of any of these kinds. One that states none counts as a service.' })
  kinds?: ServiceKind[];
  @Field(() => String, { nullable: true, description: 'Entries whose name, description, provider, commissioner or target group holds these words, whatever the case.' })
  text?: string;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'True: of services that reviewers said are one, only the one of this list that stands for the others, so that totalCount counts each once.' })
  withoutDuplicates?: boolean;
}

@ArgsType()
export class ServiceArgs extends PageArgs {
  @Field(() => ServiceFilter, { nullable: true, description: 'Which services. Left out, all of them.' })
  filter?: ServiceFilter;
}

const wordColumns = ['service.name', 'service.description', 'service.provider', 'service.commissioner', 'service.targetGroup'];

export const readServices = listReader<ServiceFilter>(serviceList, async (context, filter, parent) => {
  const [authorities] = await allInOrder([
    authoritiesAskedAbout(context, filter),
    checkCodes(context, 'place', filter.areas),
    checkCodes(context, 'place', filter.openToResidentsOf),
    checkThemes(context, filter.themes),
  ]);
  const conditions = [
    authorities && isLinkedTo('service.id', 'service_authority', authorities),
    filter.areas && isLinkedTo('service.id', 'service_area', filter.areas),
    filter.openToResidentsOf && isLinkedTo('service.id', 'service_open_to', filter.openToResidentsOf),
    filter.themes && isLinkedTo('service.id', 'service_theme', filter.themes),
    filter.ages && takesAges('service', filter.ages),
    filter.kinds && sql<boolean>`coalesce(service.kind, ${ServiceKind.SERVICE}) in (${sql.join(filter.kinds)})`,
    filter.text && anyContains(wordColumns, filter.text),
  ];
  return filter.withoutDuplicates ? [...conditions, standsForOthers(conditions, parent)] : conditions;
});

/**
 * None of the same list stands for it. One that does, but is not in the list, would take a service out of the list that only it holds there,
 * so whatever narrows the list narrows those as well.
 */
function standsForOthers(conditions: Parameters<typeof allOf>[0], parent: Parent | undefined): RawBuilder<boolean> {
  const beside = parent && 'link' in parent ? sql` and exists (select 1 from ${sql.table(parent.link)} mine where mine.owner_id = better.service_id and mine.target_id = ${sql.ref(`${parent.link}.target_id`)})` : sql``;
  return sql<boolean>`not exists (
    select 1 from service_group own join service_group better on better.group_id = own.group_id and better.place < own.place
    where own.service_id = service.id${beside} and better.service_id in (select service.id from service where service.withdrawn_on is null and ${allOf(conditions)}))`;
}
