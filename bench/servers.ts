// A process of its own that serves the hub beside its controls, and tells the processor time it has taken whenever it is asked.
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { auditColumns } from '../src/access/audit/auditEntry.ts';
import { auditTrail } from '../src/access/audit/auditTrail.ts';
import { readLastHash } from '../src/access/audit/readTrail.ts';
import { publicViewer } from '../src/access/viewer.ts';
import { contextOf, type RequestContext } from '../src/api/context.ts';
import { asGateway } from '../src/api/execution/asGateway.ts';
import { createExecutor } from '../src/api/execution/createExecutor.ts';
import { rememberAsked } from '../src/api/http/asked.ts';
import { auditRequests } from '../src/api/http/auditRequests.ts';
import { describeAnswer, describeRefusal } from '../src/api/http/describeAnswer.ts';
import { countRequests } from '../src/api/http/metrics.ts';
import { buildHubSchema } from '../src/api/schema.ts';
import { buildServer } from '../src/commands/buildServer.ts';
import { readConfig } from '../src/config.ts';
import { openHub, rowRules, type Hub } from '../src/hub.ts';
import { createLog } from '../src/log.ts';

export interface Addresses {
  /** With all its limits, as it is served. */
  hub: string;
  /** The same, each question being the first since the data changed: nothing that another looked up serves it. */
  cold: string;
  /** The same schema and execution behind Apollo in Fastify, without a limit. */
  bare: string;
  /** The same with what watches requests, the audit trail and the metrics, and still without a limit. */
  watched: string;
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
const cold = await coldServer(hub);
const bare = await bareServer(hub, schema, false);
const watched = await bareServer(hub, schema, true);
let text = '{}';
let answer: unknown = {};
const constant = await plainServer(() => text);
const stringified = await plainServer(() => JSON.stringify(answer));

process.on('message', (order: Order) => void obey(order));
process.send!({
  hub: `${await app.listen({ port: 0 })}/graphql`,
  cold: `${await cold.listen({ port: 0 })}/graphql`,
  bare: `${await bare.listen({ port: 0 })}/graphql`,
  watched: `${await watched.listen({ port: 0 })}/graphql`,
  constant: constant.address,
  stringified: stringified.address,
} satisfies Addresses);

async function obey(order: Order): Promise<void> {
  if (order.kind === 'answer') [text, answer] = [order.text, JSON.parse(order.text)];
  if (order.kind !== 'end') return void process.send!(process.cpuUsage());
  constant.close();
  stringified.close();
  await Promise.all([app, cold, bare, watched].map((server) => server.close()));
  await hub.close();
  process.disconnect();
}

/** Takes a request's body as the hub does, and answers with JSON. */
async function plainServer(textNow: () => string): Promise<{ address: string; close: () => void }> {
  const listener: RequestListener = (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
      if (pieces.length > 0) JSON.parse(Buffer.concat(pieces).toString());
      // Whoever holds the answer is told so, as by the hub.
      if (request.headers['if-none-match'] !== undefined) return void response.writeHead(304).end();
      const body = textNow();
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body);
    });
  };
  // As long as Fastify's: left to itself it ends, after five seconds, connections on which the next round is about to ask.
  const server = createServer({ keepAliveTimeout: 72_000 }, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, close: () => server.close() };
}

/** A hub to which the data are others for each request, so that it holds nothing for the next. What SQLite and the system keep of the file stays. */
async function coldServer({ dataState, ...rest }: Hub): Promise<FastifyInstance> {
  const asking = new AsyncLocalStorage<number>();
  let asked = 0;
  const built = await buildServer({ ...rest, dataState: async () => `${await dataState()} ${asking.getStore() ?? failToBeCold()}` }, config, { schema });
  built.app.addHook('preHandler', (_request, _reply, done) => asking.run((asked += 1), done));
  return built.app;
}

function failToBeCold(): never {
  throw new Error('Who asks the cold server is not known to it, so it would hold what it reads');
}

async function bareServer(serving: Hub, hubSchema: GraphQLSchema, isWatched: boolean): Promise<FastifyInstance> {
  const { rows, acts, dataState, harvesting: { now } } = serving;
  const bareApp = fastify();
  if (isWatched) watch(bareApp, serving);
  const server = new ApolloServer<RequestContext>({
    gateway: asGateway(hubSchema, createExecutor(hubSchema, dataState)),
    introspection: true,
    stopOnTerminationSignals: false,
    // As the hub has it: it is no limit.
    stringifyResult: JSON.stringify,
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginLandingPageDisabled(), ...(isWatched ? [describeAnswer] : [])],
  });
  await server.start();
  const door = { rows, rules: rowRules, acts, now };
  const context = async ({ asked }: FastifyRequest): Promise<RequestContext> => {
    const viewer = publicViewer(now().toISOString().slice(0, 10));
    return Object.assign(contextOf(door, viewer), isWatched && { asked: Object.assign(asked, { viewer }) });
  };
  bareApp.route({ url: '/graphql', method: ['GET', 'POST'], ...(isWatched && { onSend: describeRefusal }), handler: fastifyApolloHandler(server, { context }) });
  return bareApp;
}

/** As `buildServer` has requests watched. */
function watch(app: FastifyInstance, { append, stored, harvesting: { now } }: Hub): void {
  const trail = auditTrail({ store: (entries) => append('audit_entry', auditColumns, entries), lastHash: () => readLastHash(stored), now, log: createLog(config.logLevel) });
  app.addHook('onClose', () => trail.close());
  rememberAsked(app);
  auditRequests(app, trail);
  countRequests(app);
}
