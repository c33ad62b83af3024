import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { mostFigures } from '../../src/api/read/readFigures.ts';
import { mostWithoutPages } from '../../src/api/read/shortLists.ts';
import { apiOver, type TestApi } from '../support/api.ts';
import { openTestHub } from '../support/harvest.ts';

/** NI 117 in Leicester: one figure of all children, one of a group, and `more` of groups of their own. */
async function openWith(more: number): Promise<TestApi> {
  const { hub, harvestFiles } = await openTestHub();
  const report = await harvestFiles({
    'observations.csv': 'indicator_code,area_code,period,value,breakdown\nNI 117,E06000016,CY2010,5,\nNI 117,E06000016,CY2010,6,girls\n',
    'targets.csv': 'indicator_code,area_code,period,value,kind\nNI 117,E06000016,CY2012,4,target\n',
  });
  expect(report.issues).toEqual([]);
  await sql`with recursive more(n) as (select 1 union all select n + 1 from more where n < ${sql.lit(more)})
    insert into observation (id, source_id, harvest_id, first_harvest_id, file, line, content_hash, indicator_code, area_code, period, period_kind, period_from, period_to, value, breakdown)
    select id || '/' || n, source_id, harvest_id, first_harvest_id, file, line + n, content_hash, indicator_code, area_code, period, period_kind, period_from, period_to, value, 'group ' || n
    from observation cross join more where breakdown = 'girls'`.execute(hub.stored);
  return apiOver(hub);
}

const place = 'indicator: "NI 117", area: "E06000016"';
const refused = (most: number, others = '') => [['PAGE_TOO_LARGE', `There are more than ${most.toLocaleString('en-GB')} figures of "NI 117" in "E06000016"${others}, the most that are read at once without pages. Ask about fewer indicators or places, one group of children (breakdown) or a shorter time; or page through "observations" with the filters indicators, areas, breakdowns, from and to.`]];
const refusalOf = async (api: TestApi, query: string) => (await api.query(query)).errors.map(({ extensions, message }) => [extensions?.code, message]);

test('as many figures as a list without pages holds are given as series, in a time that grows with their number alone', async () => {
  const { data } = await (await openWith(mostWithoutPages - 2)).query(`{ indicatorSeries(${place}) { points { observation { value } } } outcomeGaps(${place}) { breakdown } }`);
  expect([data.indicatorSeries.length, data.outcomeGaps.length]).toEqual([mostWithoutPages, mostWithoutPages - 1]);
});

test('more are refused as series and as gaps, with the way to ask for less; and asked for less, they are given', async () => {
  const api = await openWith(mostWithoutPages - 1);
  expect(await refusalOf(api, `{ indicatorSeries(${place}) { periodKind } }`)).toEqual(refused(mostWithoutPages));
  expect(await refusalOf(api, `{ outcomeGaps(${place}) { breakdown } }`)).toEqual(refused(mostWithoutPages));
  const { data, errors } = await api.query(`{
    all: indicatorSeries(${place}, allChildren: true) { breakdown points { observation { value } } }
    girls: indicatorSeries(${place}, breakdown: "girls") { breakdown points { observation { value } } }
    gap: outcomeGaps(${place}, breakdown: "girls") { breakdown points { group all } }
    page: observations(first: 1, filter: { indicators: ["NI 117"], areas: ["E06000016"], breakdowns: ["group 7"], from: "2010-01-01", to: "2010-12-31" }) { nodes { value } }
  }`);
  expect(errors).toEqual([]);
  expect(data).toEqual({
    all: [{ breakdown: null, points: [{ observation: { value: 5 } }] }],
    girls: [{ breakdown: 'girls', points: [{ observation: { value: 6 } }] }],
    gap: [{ breakdown: 'girls', points: [{ group: 6, all: 5 }] }],
    page: { nodes: [{ value: 6 }] },
  });
});

test('what is worked out from figures of all children reads no others, however many there are', async () => {
  const api = await openWith(mostFigures);
  const { data, errors } = await api.query(`{ targets(first: 1) { nodes { attainment { explanation } } } derivedSeries(expression: "value(\\"NI 117\\") * 2", area: "E06000016") { points { value } } }`);
  expect(errors).toEqual([]);
  expect(data.derivedSeries).toEqual([{ points: [{ value: 10 }] }]);
  expect(await refusalOf(api, `{ indicatorSeries(${place}) { periodKind } }`)).toEqual(refused(mostFigures, ' and in the places beside it'));
});
