// What the limits cost: processor time of one request with everything a hub has (limits, queue, rate, metrics, headers) against a bare
// Apollo Server in Fastify over the same schema and data, turn and turn about. Run with `npx tsx bench/limits.ts [rounds]`.
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify, type FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Worker } from 'node:worker_threads';
import { readable } from '../src/access/readable.ts';
import { publicViewer } from '../src/access/viewer.ts';
import type { RequestContext } from '../src/api/context.ts';
import { buildHubSchema } from '../src/api/schema.ts';
import { buildServer } from '../src/commands/buildServer.ts';
import { readConfig } from '../src/config.ts';
import { harvestPackage } from '../src/harvest/harvestPackage.ts';
import { inMemory } from '../src/db/databaseUrl.ts';
import { openHub, refreshOverlaps, rowRules, type Hub } from '../src/hub.ts';

const [rounds = 15] = process.argv.slice(2).map(Number);

const questions = {
  'the smallest question': { times: 300, query: '{ dataVersion { number } }' },
  'a page of plans': { times: 60, query: '{ plans(first: 25) { totalCount nodes { title kind authorities { name } priorities(first: 5) { nodes { title } } } } }' },
  'the overlaps of a region': { times: 10, query: readFileSync('schema/operations/region-overlaps.graphql', 'utf8'), variables: { region: 'E12000004' } },
};

async function openBare(hub: Hub, schema: GraphQLSchema): Promise<FastifyInstance> {
  const app = fastify();
  const server = new ApolloServer<RequestContext>({ schema, introspection: true, stopOnTerminationSignals: false, plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginLandingPageDisabled()] });
  await server.start();
  app.route({ url: '/graphql', method: ['GET', 'POST'], handler: fastifyApolloHandler(server, { context: async () => contextOf(hub) }) });
  return app;
}

function contextOf({ rows, acts, harvesting: { now } }: Hub): RequestContext {
  const viewer = publicViewer(now().toISOString().slice(0, 10));
  return { viewer, db: readable(rows, rowRules, viewer), acts, now, today: viewer.today, loaders: new Map() };
}

/** Asks from a thread of its own, whose time is not counted, one question after another over one connection. */
const caller = new Worker(
  `const { parentPort } = require('node:worker_threads');
   const { Agent, request } = require('node:http');
   const agent = new Agent({ keepAlive: true, maxSockets: 1 });
   const ask = (url, body) => new Promise((resolve, reject) => {
     const call = request(url, { agent, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } }, (response) => {
       if (response.statusCode !== 200) reject(new Error('Status ' + response.statusCode));
       response.resume().on('end', resolve);
     });
     call.on('error', reject).end(body);
   });
   parentPort.on('message', async ({ url, body, times }) => {
     for (let time = 0; time < times; time += 1) await ask(url, body);
     parentPort.postMessage('done');
   });`,
  { eval: true },
);

async function microsecondsEach(url: string, body: string, times: number): Promise<number> {
  const before = process.threadCpuUsage();
  caller.postMessage({ url, body, times });
  await once(caller, 'message');
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / times;
}

function medianOf(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

const hub = await openHub({ database: { kind: 'sqlite', file: inMemory }, dataFolder: tmpdir() });
const leanedOn = ['england', 'east-midlands'];
for (const name of [...leanedOn, ...readdirSync('seeds').filter((folder) => !leanedOn.includes(folder))]) await harvestPackage(hub.harvesting, `seeds/${name}`);
await refreshOverlaps(hub);
const schema = await buildHubSchema();
const full = (await buildServer(hub, readConfig({ RATE_PER_MINUTE: '10000000' }), { schema })).app;
const bare = await openBare(hub, schema);
const [fullUrl, bareUrl] = [`${await full.listen({ port: 0 })}/graphql`, `${await bare.listen({ port: 0 })}/graphql`];
for (const [name, { times: requests, ...question }] of Object.entries(questions)) {
  const body = JSON.stringify(question);
  for (const url of [bareUrl, fullUrl, bareUrl, fullUrl]) await microsecondsEach(url, body, requests);
  const times = { bare: [] as number[], full: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    // Each goes first as often as the other, so that neither pays for what the other left behind.
    for (const which of round % 2 === 0 ? (['bare', 'full'] as const) : (['full', 'bare'] as const)) times[which].push(await microsecondsEach(which === 'bare' ? bareUrl : fullUrl, body, requests));
  }
  const [without, withAll] = [medianOf(times.bare), medianOf(times.full)];
  console.log(`${name}: ${without.toFixed(0)} µs without, ${withAll.toFixed(0)} µs with: ${(((withAll - without) / without) * 100).toFixed(1)} %`);
}
await caller.terminate();
await Promise.all([full.close(), bare.close()]);
await hub.close();
