import { sql, type RawBuilder } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PopulationSex, PopulationType } from '../../catalogue/population.ts';
import { connectionOf } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';
import { AgesInput } from '../types/overlap.ts';

export const PopulationConnection = connectionOf('Population', () => PopulationType);
const populationList: List = { table: 'population', orderBy: ['areaCode', 'periodTo', 'ageFrom', 'ageTo', 'id'] };

@InputType({ description: 'Narrows a list of populations. Every condition given must hold.' })
export class PopulationFilter {
  @Field(() => ID, { nullable: true, description: "GSS code of a region: populations of its authorities. For the region's own give its code in areas." })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: populations of any of these authorities as a whole; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Codes of places of any kind: E92000001 for England, a region, an authority, an area within one.' })
  areas?: string[];
  @Field(() => AgesInput, { nullable: true, description: 'Age bands that lie wholly within this range, so that nobody older or younger is counted. Bands among them may overlap.' })
  ages?: AgesInput;
  @Field(() => [PopulationSex], { nullable: true, description: 'Counts of any of these. One that states none counts everybody.' })
  sexes?: PopulationSex[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Populations of periods that end on this day or later.' })
  from?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Populations of periods that end on this day or earlier.' })
  to?: string;
  @Field(() => Boolean, { nullable: true, description: 'True: only the latest of each publisher, place, age band, sex and kind of period, up to the day given in "to" if any.' })
  latest?: boolean;
}

@ArgsType()
export class PopulationArgs extends PageArgs {
  @Field(() => PopulationFilter, { nullable: true, description: 'Which populations. Left out, all of them.' })
  filter?: PopulationFilter;
}

export const readPopulations = listReader<PopulationFilter>(populationList, async (context, filter) => {
  const [authorities] = await allInOrder([authoritiesAskedAbout(context, filter), checkCodes(context, 'place', filter.areas)]);
  return [
    authorities && isOneOf('population.areaCode', authorities),
    filter.areas && isOneOf('population.areaCode', filter.areas),
    filter.ages && sql<boolean>`(population.age_from >= ${filter.ages.from} and population.age_to <= ${filter.ages.to})`,
    filter.sexes && sql<boolean>`coalesce(population.sex, ${PopulationSex.ALL}) in (${sql.join(filter.sexes)})`,
    filter.from && sql<boolean>`population.period_to >= ${filter.from}`,
    filter.to && sql<boolean>`population.period_to <= ${filter.to}`,
    filter.latest && isLatest(context, filter.to),
  ];
});

/** No other of its series is later, up to a day. */
function isLatest({ db }: RequestContext, to: string | undefined): RawBuilder<boolean> {
  const later = db
    .selectFrom('population as later')
    .select('later.id')
    .where(
      sql<boolean>`later.source_id = population.source_id and later.area_code = population.area_code and later.age_from = population.age_from and later.age_to = population.age_to
        and coalesce(later.sex, 'all') = coalesce(population.sex, 'all') and later.period_kind = population.period_kind and later.period_to > population.period_to and later.period_to <= ${to ?? '9999-12-31'}`,
    );
  return sql<boolean>`not exists ${later}`;
}
