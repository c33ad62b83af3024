import { GraphQLError, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLScalarType, GraphQLSchema, GraphQLString, GraphQLUnionType, valueFromASTUntyped, type GraphQLFieldConfigMap } from 'graphql';
import type { RequestContext } from '../context.ts';
import { costOfEntities } from '../cost.ts';
import { entitiesOf, type Entities } from './entities.ts';
import { findEntities, type Representation } from './findEntities.ts';
import { printSubgraph } from './printSubgraph.ts';

/**
 * The contract with the two fields by which a gateway reads it as one subgraph of a supergraph.
 * They are added to the schema as it stands, not to one built again from its text, which would lose costs, enum values and resolvers.
 */
export function asSubgraph(contract: GraphQLSchema, name: string | null): GraphQLSchema {
  const { query, ...rest } = contract.toConfig();
  if (!query) throw new Error('The contract has no Query type');
  const { fields, ...root } = query.toConfig();
  const types = rest.types.filter((type) => type !== query);
  return new GraphQLSchema({ ...rest, types, query: new GraphQLObjectType({ ...root, fields: { ...fields, ...federationFields(contract, name) } }) });
}

function federationFields(contract: GraphQLSchema, name: string | null): GraphQLFieldConfigMap<unknown, RequestContext> {
  const sdl = printSubgraph(contract, name);
  const entities = entitiesOf(name);
  return {
    _entities: {
      description: 'For gateways: the records named, in the order named; null for one that the hub does not know or this caller may not see.',
      type: new GraphQLNonNull(new GraphQLList(entityUnion(contract, entities))),
      args: { representations: { description: 'Records by their type and one of their keys, at most 500.', type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(representation))) } },
      resolve: (_, { representations }: { representations: Representation[] }, context) => findEntities(context, entities, representations),
      extensions: { complexity: costOfEntities },
    },
    _service: {
      description: 'For gateways: what this subgraph adds to a supergraph.',
      type: new GraphQLNonNull(service),
      resolve: () => ({ sdl }),
    },
  };
}

function entityUnion(contract: GraphQLSchema, entities: Entities): GraphQLUnionType {
  const types = [...entities.keys()].sort().map((name) => contract.getType(name) as GraphQLObjectType);
  return new GraphQLUnionType({ name: '_Entity', description: 'A record that other subgraphs may name by a key.', types });
}

const representation = new GraphQLScalarType<Representation>({
  name: '_Any',
  description: 'A record as a gateway names it: an object with __typename and a key, for example {"__typename": "Authority", "code": "E06000016"}.',
  parseValue: representationOf,
  // With two parameters by name, graphql-jit 0.8.7 would complain on standard error of any literal: what has variables in it is not left to it.
  parseLiteral: (...[node, variables]) => representationOf(valueFromASTUntyped(node, variables)),
});

function representationOf(value: unknown): Representation {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Representation;
  throw new GraphQLError('A representation is an object with __typename and a key, for example { __typename: "Authority", code: "E06000016" }.');
}

const service = new GraphQLObjectType({
  name: '_Service',
  description: 'A subgraph as a composer of supergraphs reads it.',
  fields: { sdl: { description: 'Its types in GraphQL, with the keys by which its records can be named.', type: GraphQLString } },
});
