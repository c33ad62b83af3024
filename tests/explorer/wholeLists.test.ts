import { expect, onTestFinished, test } from 'vitest';
import { readPages } from '../../src/explorer/readPages.ts';
import { openTestHub, publishers } from '../support/harvest.ts';
import { openPages } from './openPages.ts';

test('of more indicators or documents than the API gives at once the pages show all', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const codes = Array.from({ length: 510 }, (_, index) => `MANY-${index}`);
  await harvestFiles({
    'indicators.csv': ['indicator_code,title,measure,unit,polarity', ...codes.map((code) => `${code},Measure ${code},proportion,percent,high`)].join('\n'),
    'observations.csv': ['indicator_code,area_code,period,value', ...codes.map((code) => `${code},E06000016,CY2024,5`)].join('\n'),
  }, { publisher: publishers.england, name: 'many' });
  const refs = Array.from({ length: 223 }, (_, index) => `P${index}`);
  const report = await harvestFiles({ 'plans.csv': ['plan_ref,authority_codes,title,kind,coverage,valid_from', ...refs.map((ref) => `${ref},E06000016,The document ${ref},other,partial,2024`)].join('\n') }, { name: 'documents' });
  expect(report.issues).toEqual([]);
  const pages = await openPages(hub);
  onTestFinished(() => pages.close());

  const { text: figures } = await pages.get('/figures');
  const { data } = await pages.query('{ indicators(first: 0) { totalCount } }');
  expect(codes.filter((code) => !figures.includes(`Measure ${code}</a>`))).toEqual([]);
  expect(figures).toContain(`510 indicators with figures about all children of an authority here, of the ${data.indicators.totalCount} indicators the hub knows.`);

  const { text: holdings, status } = await pages.get('/holdings');
  expect(status, holdings).toBe(200);
  const listed = [...holdings.matchAll(/The document (P\d+)/g)].map(([, ref]) => ref!);
  expect(listed).toHaveLength(refs.length);
  expect(new Set(listed)).toEqual(new Set(refs));
});

test('pages of a list are read until there is none more', async () => {
  const asked: (string | undefined)[] = [];
  const parts = await readPages(async (after) => {
    asked.push(after);
    return { nodes: [after ?? 'a'], pageInfo: { hasNextPage: after !== 'c', endCursor: after === undefined ? 'b' : 'c' } };
  }, (part) => part);
  expect(asked).toEqual([undefined, 'b', 'c']);
  expect(parts.flatMap(({ nodes }) => nodes)).toEqual(['a', 'b', 'c']);
});
