import { type KyselyPlugin, type RootOperationNode } from 'kysely';
import { expect, test } from 'vitest';
import { readable } from '../../../src/access/readable.ts';
import { publicViewer } from '../../../src/access/viewer.ts';
import { contextOf, type RequestContext } from '../../../src/api/context.ts';
import { readObservations, type ObservationFilter } from '../../../src/api/lists/observations.ts';
import { readDerived } from '../../../src/api/read/readDerived.ts';
import { readGaps } from '../../../src/api/read/readGaps.ts';
import type { Parent } from '../../../src/api/read/readPage.ts';
import { rowRules } from '../../../src/hub.ts';
import { databaseKind } from '../../support/database.ts';
import { openTestHub } from '../../support/harvest.ts';

const viewer = publicViewer('2025-06-01');

/** How SQLite goes about the statements on figures in which a reading results. */
async function plansOf(read: (context: RequestContext) => Promise<unknown>): Promise<string[]> {
  const { hub } = await openTestHub();
  const nodes: RootOperationNode[] = [];
  const listening: KyselyPlugin = { transformQuery: ({ node }) => (nodes.push(node), node), transformResult: async ({ result }) => result };
  await read(contextOf({ rows: hub.rows.withPlugin(listening), rules: rowRules, acts: hub.acts, now: hub.harvesting.now }, viewer));
  const executor = readable(hub.rows, rowRules, viewer).getExecutor();
  const queryId = { queryId: 'plan' };
  const steps: string[] = [];
  for (const node of nodes) {
    const compiled = executor.compileQuery(executor.transformQuery(node, queryId), queryId);
    // What stands within another statement is told with that one.
    if (!compiled.sql.includes('"observation"') || compiled.sql.startsWith('select "later"')) continue;
    const { rows } = await hub.stored.executeQuery<{ detail: string }>({ ...compiled, sql: `explain query plan ${compiled.sql}` });
    steps.push(...rows.map(({ detail }) => detail).filter((detail) => /observation|later|B-TREE/.test(detail)));
  }
  return steps;
}

const pageOf = (parent: Parent | undefined, filter?: ObservationFilter) => async (context: RequestContext) => readObservations(context, { first: 10, ...(filter && { filter }) }, parent);
const countOf = (parent: Parent) => async (context: RequestContext) => (await pageOf(parent)(context)).count();
const [ofArea, ofIndicator]: Parent[] = [{ id: 'E06000016', column: 'areaCode' }, { id: 'NI 117', column: 'indicatorCode' }];
const looksUp = 'SEARCH observation USING INDEX sqlite_autoindex_observation_1 (id=?)';
// What sorts is the page itself.
const sortsPage = 'USE TEMP B-TREE FOR ORDER BY';

test.runIf(databaseKind === 'sqlite')('figures are paged, counted and read along indices, so that a million of them cost no more than those shown', async () => {
  expect(await plansOf(pageOf(ofArea))).toEqual([looksUp, 'SEARCH observation USING COVERING INDEX observation_of_area_index (area_code=?)', sortsPage]);
  expect(await plansOf(pageOf(ofIndicator))).toEqual([looksUp, 'SEARCH observation USING COVERING INDEX observation_of_indicator_index (indicator_code=?)', sortsPage]);
  expect(await plansOf(countOf(ofArea!))).toContain('SEARCH observation USING COVERING INDEX observation_of_area_index (area_code=?)');
  expect(await plansOf(pageOf(undefined))).toEqual(['SCAN observation USING INDEX observation_of_indicator_index']);
  expect(await plansOf(pageOf(undefined, { latest: true }))).toContain('SEARCH observation USING INDEX observation_of_series_index (indicator_code=? AND area_code=? AND breakdown=? AND period_to>? AND period_to<?)');
  const ofSeries = 'SEARCH observation USING INDEX observation_of_series_index (indicator_code=? AND area_code=? AND breakdown=?)';
  const ofGroup = await plansOf((context) => readGaps(context, { indicator: 'NI 117', area: 'E06000016', breakdown: 'girls' }));
  const ofAll = await plansOf((context) => readDerived(context, { expression: 'value("NI 117") * 2', area: 'E06000016' }));
  expect(new Set([...ofGroup, ...ofAll])).toEqual(new Set([ofSeries]));
});
