import type { ApolloServerOptions } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.ts';
import type { Executor } from './createExecutor.ts';

type Gateway = NonNullable<ApolloServerOptions<RequestContext>['gateway']>;

/** Apollo lets a gateway execute in its stead; there is none here, only another way to execute. */
export function asGateway(schema: GraphQLSchema, executor: Executor): Gateway {
  return {
    async load() {
      return {
        executor: ({ source, document, operation, request, context }) =>
          executor.execute({ source, document, operation, operationName: request.operationName, variables: request.variables ?? {} }, context as RequestContext),
      };
    },
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    async stop() {},
  };
}
