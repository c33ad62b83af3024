import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { auditColumns } from '../access/audit/auditEntry.ts';
import { auditTrail } from '../access/audit/auditTrail.ts';
import { readLastHash } from '../access/audit/readTrail.ts';
import { holderOfKey } from '../access/keyStore.ts';
import type { FindHolder } from '../access/readViewer.ts';
import { looksLikeToken, verifyToken } from '../access/signIn/verifyToken.ts';
import { createApi, type Api, type DocumentLimits } from '../api/createApi.ts';
import { createApp, type HttpLimits } from '../api/createApp.ts';
import { readerThreads, type ReaderThreads } from '../api/execution/readerThreads.ts';
import { auditRequests } from '../api/http/auditRequests.ts';
import { measureData } from '../api/http/dataMetrics.ts';
import { endListening } from '../api/http/endListening.ts';
import { mountHealth, type Lifecycle } from '../api/http/health.ts';
import { logRequests } from '../api/http/logRequests.ts';
import { countRequests } from '../api/http/metrics.ts';
import { mountMetrics } from '../api/http/mountMetrics.ts';
import { buildHubSchema } from '../api/schema.ts';
import type { Config } from '../config.ts';
import { inMemory } from '../db/databaseUrl.ts';
import { mountExplorer } from '../explorer/mountExplorer.ts';
import { mountFeeds } from '../export/mountFeeds.ts';
import { mountPapers } from '../export/paper/mountPapers.ts';
import { rowRules, type Hub } from '../hub.ts';
import { createLog, type Logger } from '../log.ts';

/** A configuration that may leave limits out. */
export type ServerConfig = Omit<Config, keyof HttpLimits | keyof DocumentLimits> & HttpLimits & DocumentLimits;

export interface Server {
  app: FastifyInstance;
  api: Api;
  lifecycle: Lifecycle;
}

/** Pages, feeds, API and what watches them, over a hub's data and with the limits of its configuration; it does not listen yet. */
export async function buildServer(hub: Hub, config: ServerConfig, { log = createLog(config.logLevel), schema }: { log?: Logger; schema?: GraphQLSchema } = {}): Promise<Server> {
  const app = createApp({ log, ...config });
  endListening(app);
  const readers = readersOf(hub, config, log);
  app.addHook('onClose', async () => readers?.close());
  const findHolder: FindHolder = (credential, today) => (looksLikeToken(credential) ? verifyToken(config.signIn, credential, hub.harvesting.now()) : holderOfKey(hub.stored, credential, today));
  const api = createApi({ schema: schema ?? (await buildHubSchema(config.subgraphName)), rows: hub.rows, rules: rowRules, dataState: hub.dataState, readers, acts: hub.acts, findHolder, exceptionRules: config.exceptionRules, log, now: hub.harvesting.now, limits: config }, app);
  const lifecycle = { isStopping: false };
  const trail = auditTrail({ store: (rows) => hub.append('audit_entry', auditColumns, rows), lastHash: () => readLastHash(hub.stored), now: hub.harvesting.now, log });
  // When this is called, nobody is being answered any more.
  app.addHook('onClose', () => trail.close());
  // What watches all requests comes before the pages, which take over the hooks there are.
  auditRequests(app, trail);
  logRequests(app, log);
  mountHealth(app, api, lifecycle, hub);
  if (config.metrics !== 'off') {
    const registry = countRequests(app);
    mountMetrics(app, registry, { readers: config.metrics, refresh: measureData(registry, api) });
  }
  await api.mount(app);
  await mountExplorer(app, api);
  await mountFeeds(app, api);
  await mountPapers(app, api);
  return { app, api, lifecycle };
}

/** A statement of SQLite keeps its thread from everything else while it runs, so costly ones get threads of their own. */
function readersOf({ url, isInPlace }: Hub, { heavyCost, maxReadSeconds }: ServerConfig, log: Logger): ReaderThreads | undefined {
  if (url.kind !== 'sqlite' || url.file === inMemory) return undefined;
  const thread = new URL('./readerThread.js', import.meta.url);
  return readerThreads({ thread, file: url.file, above: heavyCost, mostSeconds: maxReadSeconds, isInPlace, log });
}
