import type { ApolloServerPlugin, BaseContext, GraphQLRequestListener } from '@apollo/server';
import type { ErrorCode } from '../errors.ts';
import { statusOf } from './http/refusal.ts';

const refusedBeforeRunning = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'QUERY_TOO_LONG', 'QUERY_TOO_DEEP', 'TOO_MANY_ALIASES', 'TOO_MANY_DIRECTIVES', 'INTROSPECTION_OFF']);

/** GraphQL over HTTP: a caller that takes only application/json gets 200 for a request refused before it ran; one that takes application/graphql-response+json gets 400. */
export const acceptedStatus: ApolloServerPlugin = { requestDidStart: async () => listener };

const listener: GraphQLRequestListener<BaseContext> = {
  async willSendResponse({ request, response }) {
    if (response.body.kind !== 'single') return;
    const error = response.body.singleResult.errors?.[0];
    if (!error) return;
    const code = error.extensions?.code;
    // What fails as a whole, Apollo takes for a fault of the hub; it may be the database's.
    if (response.http.status === 500) response.http.status = statusOf(code as ErrorCode);
    if (request.http?.headers.get('accept')?.includes('application/graphql-response+json')) return;
    const isBadVariable = code === 'BAD_USER_INPUT' && error.message.startsWith('Variable "$');
    if (isBadVariable || refusedBeforeRunning.has(String(code))) response.http.status = 200;
  },
};
