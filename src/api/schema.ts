import 'reflect-metadata';
import { lexicographicSortSchema, type GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { dropNulls } from './dropNulls.ts';
import { asSubgraph } from './federation/asSubgraph.ts';
import { resolvers } from './resolvers/index.ts';

/** The hub's contract as code: `schema/hub.graphql` is printed from it. */
export async function buildContract(): Promise<GraphQLSchema> {
  const schema = await buildSchema({ resolvers, validateFn: dropNulls });
  return lexicographicSortSchema(schema);
}

/** What the hub answers: its contract, and what a gateway asks of a subgraph. */
export async function buildHubSchema(): Promise<GraphQLSchema> {
  return asSubgraph(await buildContract());
}
