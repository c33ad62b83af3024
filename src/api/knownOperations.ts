import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql';

/** A validation rule that refuses operations of a kind the schema has no root for, which GraphQL's own rules let through to fail when they run. */
export function onlyKnownOperations(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      if (context.getSchema().getRootType(operation.operation)) return;
      context.reportError(new GraphQLError(`The hub has no ${operation.operation}. Ask with a query.`, { nodes: operation }));
    },
  };
}
