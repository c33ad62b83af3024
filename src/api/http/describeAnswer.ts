import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { DoneFuncWithErrOrRes, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from '../context.ts';
import { actsIn } from './actsIn.ts';
import { gaveData } from '../execution/writtenData.ts';
import { knownName } from '../savedOperationNames.ts';

const listener: GraphQLRequestListener<RequestContext> = {
  async willSendResponse({ contextValue: { asked }, schema, document, operation, operationName, queryHash, response: { body } }) {
    if (!asked) return;
    if (operation) asked.kind = operation.operation === 'mutation' ? 'mutation' : 'query';
    if (document && asked.kind === 'mutation') asked.acts = actsIn(schema, document, operation!);
    asked.operation = knownName(operationName);
    if (queryHash !== undefined) asked.documentHash = queryHash;
    if (body.kind !== 'single') return;
    const { data, errors = [] } = body.singleResult;
    asked.gaveData = gaveData(data);
    asked.codes.push(...errors.map(({ extensions }) => String(extensions?.['code'])));
  },
};

/** Notes, for the log, the metrics and the audit trail, what a request over HTTP ran and which errors it got. */
export const describeAnswer: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => listener,
};

/** Notes why Apollo refused a request before it came to an operation: only the answer says so, and it is short. */
export function describeRefusal(request: FastifyRequest, reply: FastifyReply, payload: unknown, done: DoneFuncWithErrOrRes): void {
  readRefusal(request, reply, payload);
  done();
}

/** Notes it at once, for whoever must know before the answer goes out. */
export function readRefusal({ asked, routeOptions }: FastifyRequest, reply: FastifyReply, payload: unknown): void {
  if (routeOptions.url !== '/graphql') return;
  if (reply.statusCode >= 400 && asked.codes.length === 0 && typeof payload === 'string') {
    const { errors = [] } = JSON.parse(payload) as { errors?: { extensions?: { code?: string } }[] };
    asked.codes.push(...errors.map((error) => String(error.extensions?.code)));
  }
}
