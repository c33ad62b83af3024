import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { DoneFuncWithErrOrRes, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from '../context.ts';
import { knownName } from '../savedOperationNames.ts';

const listener: GraphQLRequestListener<RequestContext> = {
  async willSendResponse({ contextValue: { asked }, operationName, queryHash, response: { body } }) {
    if (!asked) return;
    asked.operation = knownName(operationName);
    if (queryHash !== undefined) asked.documentHash = queryHash;
    if (body.kind === 'single' && body.singleResult.errors) asked.codes.push(...body.singleResult.errors.map(({ extensions }) => String(extensions?.['code'])));
  },
};

/** Notes, for the log and the metrics, what a request over HTTP ran and which errors it got. */
export const describeAnswer: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => listener,
};

/** Notes why Apollo refused a request before it came to an operation: only the answer says so, and it is short. */
export function describeRefusal({ asked }: FastifyRequest, reply: FastifyReply, payload: unknown, done: DoneFuncWithErrOrRes): void {
  if (reply.statusCode >= 400 && asked.codes.length === 0 && typeof payload === 'string') {
    const { errors = [] } = JSON.parse(payload) as { errors?: { extensions?: { code?: string } }[] };
    asked.codes.push(...errors.map((error) => String(error.extensions?.code)));
  }
  done();
}
