// A process of its own that serves the hub beside its controls, and tells the processor time it has taken whenever it is asked.
import type { FastifyInstance } from 'fastify';
import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildHubSchema } from '../src/api/schema.ts';
import { buildServer, type ServerConfig } from '../src/commands/buildServer.ts';
import { readConfig, type Config } from '../src/config.ts';
import { openHub, type Hub } from '../src/hub.ts';

export interface Addresses {
  /** With all its limits, as it is served. */
  hub: string;
  /** The same, each question being the first since the data changed: nothing that another looked up serves it. */
  cold: string;
  /** The same without a limit but that on bodies, which Fastify has anyway. */
  unlimited: string;
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
const { app: unlimited } = await buildServer(hub, withoutLimits(config), { schema });
let text = '{}';
let answer: unknown = {};
const constant = await plainServer(() => text);
const stringified = await plainServer(() => JSON.stringify(answer));

process.on('message', (order: Order) => void obey(order));
process.send!({
  hub: `${await app.listen({ port: 0 })}/graphql`,
  cold: `${await cold.listen({ port: 0 })}/graphql`,
  unlimited: `${await unlimited.listen({ port: 0 })}/graphql`,
  constant: constant.address,
  stringified: stringified.address,
} satisfies Addresses);

async function obey(order: Order): Promise<void> {
  if (order.kind === 'answer') [text, answer] = [order.text, JSON.parse(order.text)];
  if (order.kind !== 'end') return void process.send!(process.cpuUsage());
  constant.close();
  stringified.close();
  await Promise.all([app, cold, unlimited].map((server) => server.close()));
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

/** Limits on documents that only a new document meets are out of reach, and those that every request meets are not there. */
function withoutLimits({ maxCost, maxUrlBytes, maxConcurrent, maxWaiting, maxWaitMs, maxUnreadBytes, callerTimeoutMs, ...rest }: Config): ServerConfig {
  return { ...rest, ratePerMinute: null, maxDepth: Infinity, maxTokens: Infinity, maxAliases: Infinity, maxDirectives: Infinity, maxAnswerCharacters: Infinity, maxAnswerValues: Infinity };
}
