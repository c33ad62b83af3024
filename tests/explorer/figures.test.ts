import { describe, expect, onTestFinished, test } from 'vitest';
import { openTestHub, publishers } from '../support/harvest.ts';
import { openPages, pagesOfSeeds } from './openPages.ts';

const pages = pagesOfSeeds();

const rowsOf = (text: string, table: string): string[] => [...new RegExp(`id="${table}">.*?<tbody[^>]*>(.*?)</tbody>`, 's').exec(text)![1]!.matchAll(/<tr.*?<\/tr>/gs)].map(([row]) => inWords(row));
const inWords = (markup: string): string => markup.replaceAll(/<br[^>]*>/g, '; ').replaceAll(/<[^>]*>/g, ' ').replaceAll('&#39;', "'").replaceAll('&amp;', '&').replaceAll(/\s+/g, ' ').trim();

describe('figures', () => {
  test('lists by theme each indicator of which an authority of the region has a figure about all children, and no other', async () => {
    const { status, text } = await pages.get('/figures');
    expect(status).toBe(200);
    const { data } = await pages.query('{ indicators(first: 500) { totalCount nodes { code observations(filter: { region: "E12000004", allChildren: true }, first: 0) { totalCount } } } }');
    const known = data.indicators.nodes.filter(({ observations }: { observations: { totalCount: number } }) => observations.totalCount > 0).map(({ code }: { code: string }) => code);
    const linked = new Set([...text.matchAll(/href="\/figures\?region=E12000004&amp;indicator=([^"]*)"/g)].map(([, code]) => decodeURIComponent(code!.replaceAll('+', ' '))));
    expect([...linked].toSorted()).toEqual(known.toSorted());
    expect(text).toContain(`${known.length} indicators with figures about all children of an authority here, of the ${data.indicators.totalCount} indicators the hub knows.`);
    expect((await pages.get('/figures?themes=ATTEND')).text).not.toContain('Child Protection Plans');
  });

  test('shows the latest of each authority beside the region and England, with period and source, as the API has it', async () => {
    const { text } = await pages.get('/figures?indicator=LAIT:CPP_rate');
    const rows = rowsOf(text, 'latest');
    expect(rows.slice(0, 3)).toEqual([
      'England 40.6 not published 2025-03-31 43.7 2020-03-31 −3.1 DfE Local Authority Interactive Tool, Crown copyright, OGL v3.0',
      'East Midlands 40.4 not published 2025-03-31 48.4 2020-03-31 −8.0 DfE Local Authority Interactive Tool, Crown copyright, OGL v3.0',
      'Derby 40.7 not published 2025-03-31 64.3 2020-03-31 −23.6 DfE Local Authority Interactive Tool, Crown copyright, OGL v3.0',
    ]);
    // One that is no more has the last of its own.
    expect(rows.find((row) => row.startsWith('Northamptonshire (until 2021-03-31)'))).toContain('42.5 not published 2021-03-31 in its series DfE');
    expect(rows).toHaveLength(13);
    expect(text).toContain('Nobody has said which direction is better');
  });

  test('says of each place by how much it was other at least five years before, that this may be chance, and what letters before a year mean', async () => {
    const { text } = await pages.get('/figures?indicator=LAIT:ExcessYr6');
    const rows = rowsOf(text, 'latest');
    expect(rows.find((row) => row.startsWith('Leicester '))).toMatch(/^Leicester 38 not published AY2024\/25 38\.54 AY2019\/20 −0\.54 /);
    expect(rows.find((row) => row.startsWith('North Northamptonshire'))).toMatch(/^North Northamptonshire 36 not published AY2024\/25 not known DfE/);
    expect(text).toContain('AY is a school year, from September to August. A change may be chance, or come of another way of counting');
  });

  test('says of one place whether it gets better, in the sentences of the API, as a line, and figure by figure', async () => {
    const { text } = await pages.get('/figures?indicator=LAIT:CPP_rate&area=E06000016');
    const { data } = await pages.query('{ indicatorSeries(indicator: "LAIT:CPP_rate", area: "E06000016", allChildren: true) { direction { explanation } turning { explanation } beside { explanation } alike { explanation } forecast { explanation points { periodTo } } points { observation { period value } } } }');
    const [{ direction, turning, beside, alike, forecast, points }] = data.indicatorSeries;
    for (const { explanation } of [direction, turning, ...beside, alike, forecast]) expect(inWords(text)).toContain(explanation);
    expect(inWords(text)).toMatch(new RegExp(`That would be [\\d.]+ \\([-\\d.]+ to [\\d.]+\\) by ${forecast.points[0].periodTo}`));
    expect(rowsOf(text, 'points')).toEqual(points.map(({ observation }: { observation: { period: string; value: number } }) => `${observation.period} ${observation.value} not known`));
    expect(text).toContain('Child Protection Plans rate per 10,000, Leicester: 61.8 in 2016-03-31, 49.5 in 2025-03-31.');
  });

  test('are where a search that finds an indicator leads', async () => {
    expect((await pages.get('/search?text=child+protection+plans+rate&kind=INDICATOR')).text).toContain('href="/figures?indicator=LAIT%3ACPP_rate"');
  });

  test.each([
    ['indicator=NI+9999', 404, /No indicator has the code &quot;NI 9999&quot;/],
    ['area=E06000016', 400, /indicator is missing/],
    ['indicator=LAIT:CPP_rate&area=E99', 400, /E99/],
    ['themes=SEDN', 400, /No theme has the code &quot;SEDN&quot;/],
    ['asAt=2008-01-01', 400, /a parameter &quot;asAt&quot;/],
  ])('refuses %s with a sentence', async (query, code, sentence) => {
    const { status, text } = await pages.get(`/figures?${query}`);
    expect(status).toBe(code);
    expect(text).toMatch(sentence);
  });
});

test('a figure that is hidden is never shown as nothing, one with limits has them, and a target stands beside it', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const report = await harvestFiles({
    'observations.csv': 'indicator_code,area_code,period,value,lower,upper,status\nNI 117,E06000016,FY2022/23,9,8,10,final\nNI 117,E06000016,FY2023/24,7.5,6.5,8.5,provisional\nNI 117,E06000018,FY2023/24,,,,suppressed\nNI 117,E12000004,FY2023/24,5,4.8,5.2,',
    'targets.csv': 'indicator_code,area_code,period,value,kind\nNI 117,E06000016,FY2025/26,4,target',
  }, { name: 'figures', publisher: publishers.england });
  expect(report.issues).toEqual([]);
  const own = await openPages(hub);
  onTestFinished(() => own.close());
  const { text } = await own.get('/figures?indicator=NI+117&area=E06000016');
  expect(rowsOf(text, 'latest')).toEqual(expect.arrayContaining([
    expect.stringMatching(/^Leicester 7\.5 provisional 6\.5 to 8\.5 FY2023\/24 [^−+]*$/),
    'Nottingham no value known',
    'England no value known',
  ]));
  expect(rowsOf(text, 'targets')).toEqual([expect.stringMatching(/^Leicester 4 FY2025\/26/)]);
  expect(text).toContain('Lower is better');
  expect(rowsOf((await own.get('/figures?indicator=NI+117&area=E06000018')).text, 'points')).toEqual([expect.stringMatching(/^FY2023\/24 withheld, since small numbers could tell of a child; not zero/)]);
  expect((await own.get('/figures?indicator=NI+117&area=E92000001')).text).toContain('Of England the hub knows no figure of this indicator about all children.');
  expect(inWords(text)).toMatch(/Worse\. In FY2023\/24 it was 7\.5/);
});
