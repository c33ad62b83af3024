import { getVariableValues, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

/** How many of the variables' faults are told. GraphQL tells fifty, and quotes the whole value with each: of a long list of wrong values that took minutes. */
const mostFaults = 3;
/** A fault quotes the value, however long it is. */
const mostCharacters = 500;

/** Why the variables of an operation do not fit their types; nothing where they do. */
export function faultsOfVariables(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode, variables: Record<string, unknown>): readonly GraphQLError[] {
  if (variableDefinitions.length === 0) return [];
  const { errors = [] } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: mostFaults });
  // The last says only that there are more.
  return errors.slice(0, mostFaults).map(shortened);
}

/** With its end, which says what is wrong. Its beginning, by which Apollo would know whose fault it is, may be lost. */
function shortened(error: GraphQLError): GraphQLError {
  const { message, nodes } = error;
  if (message.length <= mostCharacters) return error;
  const leftOut = ' … ';
  const half = Math.floor((mostCharacters - leftOut.length) / 2);
  return new GraphQLError(`${message.slice(0, half)}${leftOut}${message.slice(-half)}`, { ...(nodes && { nodes }), extensions: { code: 'BAD_USER_INPUT' } });
}
