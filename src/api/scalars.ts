import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLLocalDate } from 'graphql-scalars';

/** A day as the text YYYY-MM-DD, in and out; the library's scalar under the contract's name and with a sentence of ours. */
export const GraphQLISODate = new GraphQLScalarType<string, string>({
  ...GraphQLLocalDate.toConfig(),
  name: 'Date',
  description: 'A day, as YYYY-MM-DD, for example 2008-05-30.',
  parseValue: (value) => dayOf(value),
  parseLiteral: (node) => dayOf(node.kind === Kind.STRING ? node.value : undefined, node),
});

function dayOf(value: unknown, node?: ValueNode): string {
  try {
    return GraphQLLocalDate.parseValue(value);
  } catch {
    const found = typeof value === 'string' ? `"${value.slice(0, 40)}" is no day of the calendar` : 'A day is a text';
    throw new GraphQLError(`${found}. Expected a day as YYYY-MM-DD, for example 2008-05-30.`, { nodes: node });
  }
}
