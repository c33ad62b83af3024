import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { graphql, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askGraphql } from '../../examples/supergraph/askGraphql.mjs';
import { startBudgets } from '../../examples/supergraph/budgets.mjs';
import { compose } from '../../examples/supergraph/compose.mjs';
import { crossings, type Subgraphs } from '../../examples/supergraph/crossings.mjs';
import { regions } from '../../examples/supergraph/regions.mjs';
import { startSupergraph } from '../../examples/supergraph/startSupergraph.mjs';
import { createApi } from '../../src/api/createApi.ts';
import { createApp } from '../../src/api/createApp.ts';
import { buildHubSchema } from '../../src/api/schema.ts';
import { harvestSeeds } from '../../src/commands/harvestSeeds.ts';
import { readConfig } from '../../src/config.ts';
import { refreshOverlaps, rowRules } from '../../src/hub.ts';
import { createLog } from '../../src/log.ts';
import { openPreparedHub } from '../support/database.ts';

interface Subgraph {
  name: string;
  url: string;
  stop: () => Promise<void>;
}

let subgraphs: Subgraph[];
let supergraph: GraphQLSchema;
let ask: Subgraphs;

beforeAll(async () => {
  subgraphs = [await serveRegion('eastMidlands'), await serveRegion('northEast'), { name: 'budgets', ...(await startBudgets()) }];
  supergraph = getStitchedSchemaFromSupergraphSdl({ supergraphSdl: await compose(subgraphs), batch: true });
  ask = Object.fromEntries(subgraphs.map(({ name, url }) => [name, (query: string) => askGraphql(url, query)])) as unknown as Subgraphs;
});
afterAll(async () => {
  for (const { stop } of subgraphs) await stop();
});

/** A regional hub of the example, over HTTP. */
async function serveRegion(name: keyof typeof regions): Promise<Subgraph> {
  const hub = await openPreparedHub(`region_${name.toLowerCase()}`, async (empty) => {
    await harvestSeeds(empty, { seeds: regions[name] }, () => {});
    await refreshOverlaps(empty);
  });
  const config = readConfig({ SUBGRAPH_NAME: name });
  const log = createLog('silent');
  const app = createApp({ log, maxBodyBytes: config.maxBodyBytes });
  await createApi({ schema: await buildHubSchema(config.subgraphName), rows: hub.rows, rules: rowRules, dataState: hub.dataState, acts: hub.acts, log, now: () => new Date('2025-06-01T12:00:00Z'), limits: config }, app).mount(app);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { name, url: `${address}/graphql`, stop: () => app.close().then(() => hub.close()) };
}

test.each(crossings)('$title', async ({ query, expected }) => {
  const { data, errors } = await graphql({ schema: supergraph, source: query });
  expect(errors).toBeUndefined();
  expect(JSON.parse(JSON.stringify(data))).toEqual(await expected(ask));
});

test('the example does not take whoever answers at its port for its gateway', async () => {
  const budgets = subgraphs.at(-1)!;
  await expect(startSupergraph({ folder: 'nowhere', port: Number(new URL(budgets.url).port) })).rejects.toThrow(/^Port \d+ cannot be had \(EADDRINUSE\).*set PORT to another/);
});

test.each(crossings)('the answer to "$title" is not an empty one', async ({ query }) => {
  const { data } = await graphql({ schema: supergraph, source: query });
  const told = JSON.stringify(data);
  for (const list of query.match(/priorities|overlaps|budgetLines/g) ?? []) expect(told).toMatch(new RegExp(`"${list}":(\\[\\{|\\{("totalCount":[1-9]\\d*,)?"nodes":\\[\\{)`));
});

test.each([
  ['refuses its part', 'overlaps(first: 100000) { totalCount }', (sdl: string) => sdl],
  ['does not answer', 'overlaps { totalCount }', (sdl: string) => sdl.replaceAll(subgraphs[0]!.url, 'http://127.0.0.1:9/graphql')],
])('when one hub %s, the others are heard all the same', async (_, asked, changed) => {
  const schema = getStitchedSchemaFromSupergraphSdl({ supergraphSdl: changed(await compose(subgraphs)), batch: true });
  const { data, errors } = await graphql({ schema, source: `{ eastMidlands { ${asked} } northEast { overlaps { totalCount } } budgetLines { id } }` });
  expect(errors).toHaveLength(1);
  expect(data).toMatchObject({ eastMidlands: null, northEast: { overlaps: { totalCount: expect.any(Number) } }, budgetLines: expect.arrayContaining([{ id: '1' }]) });
});

test('each region answers for itself: their overlaps differ, and both have some', async () => {
  const { data } = await graphql({ schema: supergraph, source: '{ eastMidlands { overlaps { nodes { authorities { name } } } } northEast { overlaps { nodes { authorities { name } } } } }' });
  // oxlint-disable-next-line typescript/no-explicit-any -- to be read as the query shapes it
  const namesIn = (hub: any): Set<string> => new Set(hub.overlaps.nodes.flatMap(({ authorities }: { authorities: { name: string }[] }) => authorities.map(({ name }) => name)));
  const [eastMidlands, northEast] = [namesIn(data!['eastMidlands']), namesIn(data!['northEast'])];
  expect(eastMidlands).toContain('Leicester');
  expect(northEast).toContain('County Durham');
  expect([...eastMidlands].filter((name) => northEast.has(name))).toEqual([]);
});
