import 'reflect-metadata';
import { lexicographicSortSchema, type GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { dropNulls } from './dropNulls.ts';
import { resolvers } from './resolvers/index.ts';

/** The hub's contract as code: `schema/hub.graphql` is printed from it. */
export async function buildHubSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({ resolvers, validateFn: dropNulls });
  return lexicographicSortSchema(schema);
}
