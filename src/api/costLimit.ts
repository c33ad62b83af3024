import type { ApolloServerPlugin } from '@apollo/server';
import { getVariableValues, GraphQLError, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { fieldExtensionsEstimator, getComplexity, simpleEstimator } from 'graphql-query-complexity';
import type { RequestContext } from './context.ts';

/** Refuses, before any data is read, a query that could return more than `most` values. */
export function costLimit(schema: GraphQLSchema, most: number): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request }) {
          // Which operation is meant is refused in words of its own, too.
          if (!operation) return;
          const variables = request.variables ?? {};
          // Variables that do not fit are refused when the query runs, in words of their own.
          if (getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors) return;
          const cost = costOf(schema, document, operation, variables);
          if (cost <= most) return;
          const size = Number.isFinite(cost) ? `about ${cost.toLocaleString('en-GB')} values` : 'more values than can be counted';
          throw new GraphQLError(`The query could return ${size}. The most is ${most.toLocaleString('en-GB')}: ask for fewer rows with "first", fewer nested lists, or page by page.`, {
            extensions: { code: 'QUERY_TOO_COSTLY', most, http: { status: 400 } },
          });
        },
      };
    },
  };
}

/** How many values a query could return at most; endless when the estimator gives up on its size. */
function costOf(schema: GraphQLSchema, query: DocumentNode, operation: OperationDefinitionNode, variables: Record<string, unknown>): number {
  try {
    return getComplexity({
      schema,
      query,
      variables,
      ...(operation.name && { operationName: operation.name.value }),
      estimators: [fieldExtensionsEstimator(), simpleEstimator({ defaultComplexity: 1 })],
    });
  } catch {
    return Infinity;
  }
}
