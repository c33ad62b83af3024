import { Kind, parse, print, printSchema, visit, type ConstDirectiveNode, type DefinitionNode, type GraphQLSchema, type ObjectTypeDefinitionNode } from 'graphql';
import { entitiesOf, isShared, typeIn, type Entities } from './entities.ts';

const federation = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])';

/** Types without a key that other subgraphs may define alike: every Relay list has this one. */
const sharedTypes = new Set(['PageInfo']);

/**
 * The contract as a composer of supergraphs wants it: with the keys by which its records can be named. `schema/subgraph.graphql` holds it.
 * Of a named hub only what carries its name is told, with the way there.
 */
export function printSubgraph(contract: GraphQLSchema, name: string | null = null): string {
  const entities = entitiesOf(name);
  const whole = parse(printSchema(contract));
  const told = name === null ? whole : { ...whole, definitions: whole.definitions.flatMap((definition) => ofNamed(name, definition, entities)) };
  const document = visit(told, {
    ObjectTypeDefinition: (type): ObjectTypeDefinitionNode => ({ ...type, directives: directivesOf(type.name.value, entities) }),
  });
  return `${federation}\n\n${print(document)}`;
}

function ofNamed(name: string, definition: DefinitionNode, entities: Entities): DefinitionNode[] {
  if (definition.kind === Kind.SCALAR_TYPE_DEFINITION) return [definition];
  if (!('name' in definition) || definition.name === undefined) return [];
  const type = definition.name.value;
  if (type.startsWith(typeIn(name, ''))) return [definition];
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION || (type !== 'Query' && !isShared(type))) return [];
  const kept = new Set([name, ...(entities.get(type)?.keys ?? [])]);
  return [{ ...definition, interfaces: [], fields: definition.fields?.filter((field) => kept.has(field.name.value)) ?? [] }];
}

function directivesOf(type: string, entities: Entities): readonly ConstDirectiveNode[] {
  const keys = (entities.get(type)?.keys ?? []).map((key) => `@key(fields: "${key}")`);
  const written = `type ${type} ${keys.join(' ')} ${sharedTypes.has(type) ? '@shareable' : ''}`;
  return (parse(written).definitions[0] as ObjectTypeDefinitionNode).directives ?? [];
}
