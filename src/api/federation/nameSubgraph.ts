import { GraphQLNonNull, GraphQLObjectType, GraphQLSchema, isIntrospectionType, type GraphQLFieldConfig } from 'graphql';
import { HubError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import { copyTypes, type CopyType } from './copyTypes.ts';
import { isShared, typeIn } from './entities.ts';

type Field = GraphQLFieldConfig<unknown, RequestContext>;
type Fields = Record<string, Field>;

/** From what a named hub knows of a record to what the whole supergraph knows of it. */
const everywhere = 'everywhere';

/**
 * The contract with a second set of its types, whose names begin with the hub's: what a named hub adds to a supergraph.
 * Several hubs can then be composed, since none answers a field of another. `Query` leads to the set by a field with the hub's name,
 * and so do the records that go by a code which means the same everywhere; from those of the set, `everywhere` leads back.
 */
export function nameSubgraph(contract: GraphQLSchema, name: string): GraphQLSchema {
  const config = contract.toConfig();
  const types = config.types.filter((type) => !isIntrospectionType(type));
  for (const type of types) if (type instanceof GraphQLObjectType && leadsToHub(type.name) && name in type.getFields()) throw nameTaken(name, type.name);
  const typeOf = (type: string): GraphQLObjectType => contract.getType(type) as GraphQLObjectType;
  const own: CopyType = copyTypes((type) => typeIn(name, type), (type): Fields => (isShared(type) ? { [everywhere]: toSupergraph(plain(typeOf(type))) } : {}));
  const plain: CopyType = copyTypes((type) => type, (type): Fields => (leadsToHub(type) ? { [name]: toHub(own(typeOf(type)), type === 'Query') } : {}));
  const { query, mutation, ...rest } = config;
  return new GraphQLSchema({
    ...rest,
    query: query && plain(query),
    mutation: mutation && plain(mutation),
    types: types.map((type) => plain(type)),
  });
}

function leadsToHub(type: string): boolean {
  return type === 'Query' || isShared(type);
}

/** A record may be one that this hub does not know. The root of its questions may be empty, too: else one hub that is down would empty the answers of all. */
function toHub(type: GraphQLObjectType, isRoot: boolean): Field {
  if (isRoot) return { type, description: 'For gateways: all that this hub answers. Empty, with an error, when it cannot answer.', resolve: () => ({}) };
  return { type, description: 'For gateways: what this hub knows of it. Empty when the hub does not know it.', resolve: (record) => record };
}

function toSupergraph(type: GraphQLObjectType): Field {
  return { type: new GraphQLNonNull(type), description: 'The same for the whole supergraph: the way to what other hubs and services know of it.', resolve: (record) => record };
}

function nameTaken(name: string, type: string): HubError {
  return new HubError('BAD_CONFIGURATION', `SUBGRAPH_NAME is "${name}", which ${type} has as a field of its own. Choose another name, for example that of the region: eastMidlands.`);
}
