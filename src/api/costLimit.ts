import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { getVariableValues, GraphQLError, visit, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { fieldExtensionsEstimator, getComplexity, simpleEstimator } from 'graphql-query-complexity';
import { costOfRootFields, nestedLists } from './cost.ts';
import type { RequestContext } from './context.ts';
import { withoutFragments } from './execution/withoutFragments.ts';
import { rememberFor } from './rememberFor.ts';

/** How the estimator says that it gives up on the size of a query. */
const tooLargeToCount = 'Query exceeds the maximum allowed number of nodes.';

/** Refuses, before any data is read, a query that could return more than `most` values. The same question is priced once. */
export function costLimit(schema: GraphQLSchema, most: number): ApolloServerPlugin<RequestContext> {
  const priceOf = pricesOf(schema);
  const known = rememberFor<OperationDefinitionNode, number | undefined>();
  const listener: GraphQLRequestListener<RequestContext> = {
    async didResolveOperation({ document, operation, request, contextValue }) {
      // Which operation is meant is refused in words of its own, too.
      if (!operation) return;
      const variables = request.variables ?? {};
      const cost = known(operation, operation.variableDefinitions?.length ? JSON.stringify(variables) : '', () => priceOf(document, operation, variables));
      if (cost === undefined) return;
      contextValue.cost = cost;
      if (contextValue.asked) contextValue.asked.cost = cost;
      if (cost <= most) return;
      const size = Number.isFinite(cost) ? `about ${cost.toLocaleString('en-GB')} values` : 'more values than can be counted';
      throw new GraphQLError(`The query could return ${size}. The most is ${most.toLocaleString('en-GB')}: ask for fewer rows with "first", fewer nested lists, or page by page.`, {
        extensions: { code: 'QUERY_TOO_COSTLY', most, http: { status: 400 } },
      });
    },
  };
  return { requestDidStart: async () => listener };
}

type Price = (document: DocumentNode, operation: OperationDefinitionNode, variables: Record<string, unknown>) => number | undefined;

/** How many fields an operation may come to once each stands where it is spread, for its price to be looked for there, too. */
const mostFields = 5_000;

/**
 * Tells the cost of an operation as it runs: what is asked of the same records more than once, as by a fragment that is spread twice, is read once.
 * Written so, an interface stands there once for each type it may be, which may cost more, so the lower of both prices counts. Undefined where the variables do not fit, which is refused when the query runs, in words of its own. */
export function pricesOf(schema: GraphQLSchema): Price {
  const estimators = [costOfRootFields(), fieldExtensionsEstimator(), simpleEstimator({ defaultComplexity: 1 })];
  const merged = rememberFor<OperationDefinitionNode, DocumentNode | null>();
  return (document, operation, variables) => {
    if (getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 }).errors) return undefined;
    const priceAs = (query: DocumentNode): number => {
      const nested = nestedLists();
      return costOf({ schema, query, variables, estimators: [nested.estimator, ...estimators], ...(operation.name && { operationName: operation.name.value }) }) + nested.cost();
    };
    const asWritten = priceAs(document);
    const asRun = merged(operation, '', () => (canBeMerged(document) ? withoutFragments(schema, document, operation, mostFields) : null));
    return asRun === null ? asWritten : Math.min(asWritten, priceAs(asRun));
  };
}

/** What has conditions, or asks for the schema, is priced as it is written alone: there a field may stand twice for a reason. */
function canBeMerged(document: DocumentNode): boolean {
  let isPlain = true;
  visit(document, {
    Directive: () => void (isPlain = false),
    Field: ({ name }) => void (isPlain &&= name.value !== '__schema' && name.value !== '__type'),
  });
  return isPlain;
}

/** How many values a query could return at most; endless when the estimator gives up on its size. */
function costOf(question: Parameters<typeof getComplexity>[0]): number {
  try {
    return getComplexity(question);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message === tooLargeToCount) return Infinity;
    // An argument that a variable leaves empty, say: refused in GraphQL's own words.
    throw new GraphQLError(error.message, { nodes: error.nodes, extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
  }
}
