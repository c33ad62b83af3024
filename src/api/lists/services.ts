import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { ServiceKind, ServiceType } from '../../catalogue/service.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { anyContains, isLinkedTo, takesAges } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
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
}

@ArgsType()
export class ServiceArgs extends PageArgs {
  @Field(() => ServiceFilter, { nullable: true, description: 'Which services. Left out, all of them.' })
  filter?: ServiceFilter;
}

const wordColumns = ['service.name', 'service.description', 'service.provider', 'service.commissioner', 'service.targetGroup'];

export const readServices = listReader<ServiceFilter>(serviceList, async (context, filter) => {
  const [authorities] = await allInOrder([
    authoritiesAskedAbout(context, filter),
    checkCodes(context, 'place', filter.areas),
    checkCodes(context, 'place', filter.openToResidentsOf),
    checkThemes(context, filter.themes),
  ]);
  return [
    authorities && isLinkedTo('service.id', 'service_authority', authorities),
    filter.areas && isLinkedTo('service.id', 'service_area', filter.areas),
    filter.openToResidentsOf && isLinkedTo('service.id', 'service_open_to', filter.openToResidentsOf),
    filter.themes && isLinkedTo('service.id', 'service_theme', filter.themes),
    filter.ages && takesAges('service', filter.ages),
    filter.kinds && sql<boolean>`coalesce(service.kind, ${ServiceKind.SERVICE}) in (${sql.join(filter.kinds)})`,
    filter.text && anyContains(wordColumns, filter.text),
  ];
});
