import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { StatisticalNeighbourType } from '../../catalogue/neighbourModel.ts';
import { HubError } from '../../errors.ts';
import { connectionOf } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';

export const StatisticalNeighbourConnection = connectionOf('StatisticalNeighbour', () => StatisticalNeighbourType);
const statisticalNeighbourList: List = { table: 'statistical_neighbour', orderBy: ['model', 'authorityCode', 'rank', 'id'] };
/** Those of one authority, and the other way round those of which it is one. */
export const statisticalNeighboursOfOne: List = { ...statisticalNeighbourList, orderBy: ['model', 'rank', 'id'] };

@InputType({ description: 'Narrows a list of statistical neighbours. Every condition given must hold.' })
export class StatisticalNeighbourFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: neighbours of its authorities, wherever they lie.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: neighbours of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'GSS codes: where any of these authorities is the neighbour of another.' })
  neighbours?: string[];
  @Field(() => [String], { nullable: true, description: 'Neighbours by any of these models, each with its edition, as published: "DfE statistical neighbours, April 2021".' })
  models?: string[];
  @Field(() => Int, { nullable: true, description: 'Only those of this rank or a better one, 1 or more: 3 for the three most alike.' })
  maxRank?: number;
}

@ArgsType()
export class StatisticalNeighbourArgs extends PageArgs {
  @Field(() => StatisticalNeighbourFilter, { nullable: true, description: 'Which neighbours. Left out, those of all authorities by all models.' })
  filter?: StatisticalNeighbourFilter;
}

export const readStatisticalNeighbours = listReader<StatisticalNeighbourFilter>(statisticalNeighbourList, async (context, filter) => {
  const { maxRank } = filter;
  if (maxRank !== undefined && maxRank < 1) throw new HubError('BAD_ARGUMENT', `maxRank is ${maxRank}. Allowed: 1, which is the most alike, or more.`);
  const [authorities, neighbours] = await allInOrder([authoritiesAskedAbout(context, filter), authoritiesAskedAbout(context, { authorities: filter.neighbours }), checkModels(context, filter.models)]);
  return [
    authorities && isOneOf('statistical_neighbour.authorityCode', authorities),
    neighbours && isOneOf('statistical_neighbour.neighbourCode', neighbours),
    filter.models && isOneOf('statistical_neighbour.model', filter.models),
    maxRank !== undefined && sql<boolean>`statistical_neighbour.rank <= ${maxRank}`,
  ];
});

/** Refuses a model that the hub does not hold, and says which it does. */
async function checkModels({ db }: RequestContext, models: readonly string[] | undefined): Promise<void> {
  if (models === undefined) return;
  const rows = await db.selectFrom('statistical_neighbour').select('model').distinct().orderBy('model').execute();
  const known = rows.map(({ model }) => model);
  const unknown = models.find((model) => !known.includes(model));
  if (unknown !== undefined) throw new HubError('UNKNOWN_RECORD', `No model of statistical neighbours is called "${unknown.slice(0, 80)}". Known: ${known.map((model) => `"${model}"`).join(', ') || 'none yet'}.`);
}
