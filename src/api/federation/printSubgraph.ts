import { parse, print, printSchema, visit, type ConstDirectiveNode, type GraphQLSchema, type ObjectTypeDefinitionNode } from 'graphql';
import { entities } from './entities.ts';

const federation = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])';

/** Types without a key that other subgraphs may define alike: every Relay list has this one. */
const sharedTypes = new Set(['PageInfo']);

/** The contract as a composer of supergraphs wants it: with the keys by which its records can be named. `schema/subgraph.graphql` holds it. */
export function printSubgraph(contract: GraphQLSchema): string {
  const document = visit(parse(printSchema(contract)), {
    ObjectTypeDefinition: (type): ObjectTypeDefinitionNode => ({ ...type, directives: directivesOf(type.name.value) }),
  });
  return `${federation}\n\n${print(document)}`;
}

function directivesOf(type: string): readonly ConstDirectiveNode[] {
  const keys = (entities.get(type)?.keys ?? []).map((key) => `@key(fields: "${key}")`);
  const written = `type ${type} ${keys.join(' ')} ${sharedTypes.has(type) ? '@shareable' : ''}`;
  return (parse(written).definitions[0] as ObjectTypeDefinitionNode).directives ?? [];
}
