// A process of its own that serves the hub beside its controls, and tells the processor time it has taken whenever it is asked.
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { publicViewer } from '../src/access/viewer.ts';
import { contextOf, type RequestContext } from '../src/api/context.ts';
import { asGateway } from '../src/api/execution/asGateway.ts';
import { createExecutor } from '../src/api/execution/createExecutor.ts';
import { buildHubSchema } from '../src/api/schema.ts';
import { buildServer } from '../src/commands/buildServer.ts';
import { readConfig } from '../src/config.ts';
import { openHub, rowRules, type Hub } from '../src/hub.ts';

export interface Addresses {
  /** With all its limits, as it is served. */
  hub: string;
  /** The same schema and execution behind Apollo in Fastify, without a limit. */
  bare: string;
  /** Plain `node:http`, sending what it was last given: as a constant text, or from `JSON.stringify`. */
  constant: string;
  stringified: string;
}

export type Order = { kind: 'answer'; text: string } | { kind: 'cpu' } | { kind: 'end' };

// The limits stay on, out of reach: what they cost is counted, and what is asked here is answered.
const config = readConfig({ ...process.env, RATE_PER_MINUTE: '10000000', MAX_COST: '10000000', HEAVY_COST: '10000000', LOG_LEVEL: 'fatal' });
const hub = await openHub(config);
const schema = await buildHubSchema();
const { app } = await buildServer(hub, config, { schema });
const bare = await bareServer(hub, schema);
let text = '{}';
let answer: unknown = {};
const constant = await plainServer(() => text);
const stringified = await plainServer(() => JSON.stringify(answer));

process.on('message', (order: Order) => void obey(order));
process.send!({
  hub: `${await app.listen({ port: 0 })}/graphql`,
  bare: `${await bare.listen({ port: 0 })}/graphql`,
  constant: constant.address,
  stringified: stringified.address,
} satisfies Addresses);

async function obey(order: Order): Promise<void> {
  if (order.kind === 'answer') [text, answer] = [order.text, JSON.parse(order.text)];
  if (order.kind !== 'end') return void process.send!(process.cpuUsage());
  constant.close();
  stringified.close();
  await Promise.all([app.close(), bare.close()]);
  await hub.close();
  process.disconnect();
}

/** Takes a request's body as the hub does, and answers with JSON. */
async function plainServer(textNow: () => string): Promise<{ address: string; close: () => void }> {
  const listener: RequestListener = (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
      if (pieces.length > 0) JSON.parse(Buffer.concat(pieces).toString());
      const body = textNow();
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body);
    });
  };
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, close: () => server.close() };
}

async function bareServer({ rows, acts, dataState, harvesting: { now } }: Hub, hubSchema: GraphQLSchema) {
  const bareApp = fastify();
  const server = new ApolloServer<RequestContext>({
    gateway: asGateway(hubSchema, createExecutor(hubSchema, dataState)),
    introspection: true,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginLandingPageDisabled()],
  });
  await server.start();
  const door = { rows, rules: rowRules, acts, now };
  const context = async (): Promise<RequestContext> => contextOf(door, publicViewer(now().toISOString().slice(0, 10)));
  bareApp.route({ url: '/graphql', method: ['GET', 'POST'], handler: fastifyApolloHandler(server, { context }) });
  return bareApp;
}
