import fastify from 'fastify';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { readdirSync } from 'node:fs';
import { publicViewer, type Viewer } from '../../src/access/viewer.ts';
import type { Acts } from '../../src/api/context.ts';
import { createApi } from '../../src/api/createApi.ts';
import { buildHubSchema } from '../../src/api/schema.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { rowRules, type Hub } from '../../src/hub.ts';
import { createLog } from '../../src/log.ts';
import { countStatements } from './countStatements.ts';
import { databaseKind, openPreparedHub } from './database.ts';
import { viewerOf } from './keys.ts';

export interface Answer {
  /** The answer's data, to be read as the query shapes it. */
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any;
  errors: readonly GraphQLFormattedError[];
  /** How many SQL statements it took. */
  statements: number;
}

export interface TestApi {
  schema: GraphQLSchema;
  /** As the viewer of this API, or as another: what was read of a document serves all of them. */
  query(text: string, variables?: Record<string, unknown>, as?: Viewer): Promise<Answer>;
}

let builtSchema: Promise<GraphQLSchema> | undefined;

/** The API over a hub's data as the public sees it on a day, or the publisher with a code, an analyst with a name, or any other viewer, with the limits a hub has unless it is configured otherwise. Each question is as the first since the data changed, so that its statements are all its own; unless the API holds what it has read, as a hub does. */
export async function apiOver(hub: Hub, options: { today?: string; schema?: GraphQLSchema; asPublisher?: string; asReviewer?: string; as?: Viewer; acts?: Acts; limits?: Partial<Config>; holds?: true } = {}): Promise<TestApi> {
  const schema = options.schema ?? (await (builtSchema ??= buildHubSchema()));
  const today = options.today ?? '2025-06-01';
  const viewer = options.as ?? viewerAsked(today, options);
  const limits = { ...readConfig({}), ...options.limits };
  const counter = countStatements();
  let [asked, running] = [0, 0];
  const dataState = options.holds ? hub.dataState : async () => `${await hub.dataState()}.${asked}`;
  const api = createApi({ schema, rows: hub.rows.withPlugin(counter.plugin), rules: rowRules, dataState, acts: options.acts ?? hub.acts, log: createLog('fatal'), now: () => new Date(`${today}T12:00:00Z`), limits }, fastify());
  return {
    schema,
    async query(text, variables = {}, as = viewer) {
      const before = counter.count();
      if (running === 0) asked += 1;
      running += 1;
      const { body } = await api.server.executeOperation({ query: text, variables }, { contextValue: api.newContext(as) }).finally(() => (running -= 1));
      if (body.kind !== 'single') throw new Error('The API answered in parts');
      // As it arrives over HTTP: plain objects.
      const { data = null, errors = [] } = JSON.parse(JSON.stringify(body.singleResult)) as { data?: unknown; errors?: GraphQLFormattedError[] };
      return { data, errors, statements: counter.count() - before };
    },
  };
}

function viewerAsked(today: string, { asPublisher, asReviewer }: { asPublisher?: string; asReviewer?: string }): Viewer {
  if (asReviewer !== undefined) return viewerOf('analyst', { today, name: asReviewer });
  return asPublisher === undefined ? publicViewer(today) : viewerOf('publisher', { today, body: asPublisher, name: asPublisher });
}

/** A hub that holds all of `seeds/`; its caller closes it. */
export function openSeededHub(kind = databaseKind): Promise<Hub> {
  return openPreparedHub('seeded_hub', harvestSeeds, kind);
}

async function harvestSeeds(hub: Hub): Promise<void> {
  const leanedOn = ['england', 'east-midlands'];
  for (const name of [...leanedOn, ...readdirSync('seeds').filter((folder) => !leanedOn.includes(folder))]) {
    const report = await harvestPackage(hub.harvesting, `seeds/${name}`);
    if (report.status !== 'harvested') throw new Error(`seeds/${name} was not harvested: ${report.message}`);
  }
}
