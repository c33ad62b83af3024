import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { fieldExtensionsEstimator, getComplexity, simpleEstimator } from 'graphql-query-complexity';
import type { RequestContext } from './context.ts';

/** Refuses, before any data is read, a query that could return more than `most` values. */
export function costLimit(schema: GraphQLSchema, most: number): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, request, operationName }) {
          const cost = costOf(schema, document, request.variables ?? {}, operationName);
          if (cost === null || cost <= most) return;
          throw new GraphQLError(`The query could return about ${cost.toLocaleString('en-GB')} values. The most is ${most.toLocaleString('en-GB')}: ask for fewer rows with "first", fewer nested lists, or page by page.`, {
            extensions: { code: 'QUERY_TOO_COSTLY', cost, most, http: { status: 400 } },
          });
        },
      };
    },
  };
}

/** How many values a query could return at most, or null when its variables do not fit and execution will say so. */
function costOf(schema: GraphQLSchema, query: Parameters<typeof getComplexity>[0]['query'], variables: Record<string, unknown>, operationName: string | null): number | null {
  try {
    return getComplexity({
      schema,
      query,
      variables,
      ...(operationName === null ? {} : { operationName }),
      estimators: [fieldExtensionsEstimator(), simpleEstimator({ defaultComplexity: 1 })],
    });
  } catch {
    return null;
  }
}
