import 'reflect-metadata';
import { lexicographicSortSchema, type GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { callDirectly } from './callDirectly.ts';
import { countValues } from './execution/countValues.ts';
import { dropNulls } from './dropNulls.ts';
import { asSubgraph } from './federation/asSubgraph.ts';
import { nameSubgraph } from './federation/nameSubgraph.ts';
import { readNullAsLeftOut } from './readNullAsLeftOut.ts';
import { resolvers } from './resolvers/index.ts';

/** The hub's contract as code: `schema/hub.graphql` is printed from it. */
export async function buildContract(): Promise<GraphQLSchema> {
  const schema = await buildSchema({ resolvers, validateFn: dropNulls });
  return countValues(readNullAsLeftOut(lexicographicSortSchema(callDirectly(schema))));
}

/** What the hub answers: its contract, and what a gateway asks of a subgraph. With a name it can be one of several hubs in a supergraph. */
export async function buildHubSchema(subgraphName: string | null = null): Promise<GraphQLSchema> {
  const contract = await buildContract();
  return asSubgraph(subgraphName === null ? contract : nameSubgraph(contract, subgraphName), subgraphName);
}
