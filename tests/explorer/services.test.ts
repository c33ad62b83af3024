import { describe, expect, onTestFinished, test } from 'vitest';
import { openTestHub } from '../support/harvest.ts';
import { openPages, pagesOfSeeds } from './openPages.ts';

const pages = pagesOfSeeds();

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;');
const rowsOf = (text: string, table: string): string[] => [...new RegExp(`id="${table}">.*?<tbody[^>]*>(.*?)</tbody>`, 's').exec(text)![1]!.matchAll(/<tr.*?<\/tr>/gs)].map(([row]) => row);
const inWords = (row: string): string => row.replaceAll(/<br[^>]*>/g, '; ').replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ').trim();

describe('the regional map of services', () => {
  test('counts what is listed of each authority and for each theme as the services themselves do, and says of whom none is', async () => {
    const { status, text } = await pages.get('/services');
    expect(status).toBe(200);
    const { data } = await pages.query('{ services(filter: { region: "E12000004" }, first: 500) { totalCount nodes { name authorities { name region { code } } themes { label } } } }');
    const { nodes, totalCount } = data.services as { totalCount: number; nodes: { name: string; authorities: { name: string }[]; themes: { label: string }[] }[] };
    expect(text).toContain(`${totalCount} entries, of 9 of 11 authorities, past ones included.`);
    const authorities = rowsOf(text, 'by-authority').map(inWords);
    expect(authorities).toContain('North Northamptonshire none');
    for (const name of ['Derby', 'Leicester', 'Rutland']) expect(authorities).toContain(`${name} ${nodes.filter((service) => service.authorities.some((authority) => authority.name === name)).length}`);
    const themes = Map.groupBy(nodes.flatMap((service) => service.themes), ({ label }) => label);
    expect(rowsOf(text, 'by-theme').map(inWords).toSorted()).toEqual([...themes].map(([label, { length }]) => `${escaped(label)} ${length}`).toSorted());
    expect(text).toMatch(/None is listed for: [^<]*Young carers/);
    expect(rowsOf(text, 'listed').length).toBe(Math.min(50, totalCount));
    for (const { name } of nodes) expect(text).toContain(escaped(name));
  });

  test('narrows to a theme, an age and words, keeps what states no age, and hands the question to the query and the rows behind it', async () => {
    const { text } = await pages.get('/services?region=E12000004&themes=SEND&age=17&text=');
    const shown = rowsOf(text, 'listed').map(inWords);
    expect(shown.some((row) => row.includes('Educational Psychology'))).toBe(true);
    expect(shown.filter((row) => row.includes('ages 5 to 16'))).toEqual([]);
    expect(shown.every((row) => row.includes('Special educational needs'))).toBe(true);
    expect(text).toContain('href="/feeds/services.csv?region=E12000004&amp;themes=SEND"');
    const link = /href="(\/graphiql\?operation=RegionalServices[^"]*)"/.exec(text)![1]!.replaceAll('&amp;', '&');
    expect(JSON.parse(new URL(link, 'http://hub').searchParams.get('variables')!)).toEqual({ region: 'E12000004', themes: ['SEND'], ages: { from: 17, to: 17 } });
    // A document that is known by its address alone is called by the host, and leads there.
    expect((await pages.get('/services?themes=EARLYHELP')).text).toMatch(/<a class="govuk-link" href="https:\/\/democracy\.leics\.gov\.uk\/mgAi\.aspx\?ID=56241"[^>]*>democracy\.leics\.gov\.uk<\/a>/);
    expect((await pages.get('/services?text=speech')).text).toContain('Speech and language therapy');
  });

  test('tells what says it is for an age apart from what states none, for the region and of each authority', async () => {
    const { text } = await pages.get('/services?age=4');
    const { data } = await pages.query('{ services(filter: { region: "E12000004", ages: { from: 4, to: 4 } }, first: 500) { nodes { ageFrom ageTo authorities { name } } } }');
    const services = data.services.nodes as { ageFrom: number | null; ageTo: number | null; authorities: { name: string }[] }[];
    const stating = services.filter(({ ageFrom, ageTo }) => ageFrom !== null || ageTo !== null);
    const others = services.filter((service) => !stating.includes(service));
    expect(text).toContain(`${stating.length} of them say they are for a child of 4; the other ${others.length} state no ages, and may be or not.`);
    const countOf = (those: typeof services, name: string): string => String(those.filter(({ authorities }) => authorities.some((authority) => authority.name === name)).length || 'none');
    const rows = rowsOf(text, 'by-authority').map(inWords);
    for (const name of ['Derby', 'Leicester', 'Nottingham', 'West Northamptonshire']) expect(rows).toContain(`${name} ${countOf(stating, name)} ${countOf(others, name)}`);
    expect((await pages.get('/services')).text).not.toContain('No ages stated');
  });

  test.each([
    ['age=seven', /age is &quot;seven&quot;\. Allowed: a whole number of completed years, from 0 to 120/],
    ['age=7.5', /age is &quot;7\.5&quot;/],
    ['themes=SEDN', /No theme has the code &quot;SEDN&quot;/],
    ['tier=3', /a parameter &quot;tier&quot;/],
  ])('refuses %s with a sentence', async (query, sentence) => {
    const { status, text } = await pages.get(`/services?${query}`);
    expect(status).toBe(400);
    expect(text).toMatch(sentence);
  });

  test('of a region of which none is listed it says so, and not that there are none', async () => {
    const { text } = await pages.get('/services?region=E12000003');
    expect(text).toContain('0 entries, of 0 of 16 authorities, past ones included.');
    expect(text).toContain('where it lists none there may be some all the same');
    expect(text).not.toContain('id="listed"');
  });
});

test('what an entry states is shown with its unit, what it does not as not stated, and more than fifty page by page', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const columns = 'service_ref,name,provider,commissioner,authority_codes,area_codes,theme_codes,age_from,age_to,target_group,tier_model,tiers,annual_cost,cost_year,capacity,capacity_unit,contract_end,accessibility,kind,url';
  const many = Array.from({ length: 55 }, (_, number) => `n${number},Nursery ${String(number).padStart(2, '0')},,,E06000016,,,,,,,,,,,,,,,`);
  const report = await harvestFiles({ 'services.csv': [columns, 's1,A short-break home,Home Trust,Leicester City Council,E06000016,E06000016,SEND,5,17,autistic children,Derby,3;4,120000,FY2024/25,12,places,2027-03-31,step-free,,https://example.org/home', 's2,Directory of clubs,,,E06000016,,LAC,,18,,,,,,,,,,directory,', 's3,Advice,,,E06000016,,SEND,16,,,,,,,,,,,,', ...many].join('\n') });
  expect(report.issues).toEqual([]);
  const own = await openPages(hub);
  onTestFinished(() => own.close());
  const { text } = await own.get('/services?themes=SEND,LAC');
  const shown = rowsOf(text, 'listed').map(inWords);
  expect(shown[0]).toMatch(/^A short-break home Leicester Home Trust; Paid by Leicester City Council; Contract ends 2027-03-31 For ages 5 to 17; autistic children; Tiers 3 and 4 of Derby; Special educational needs and disabilities; step-free Leicester; 12 places; £120,000 a year \(FY2024\/25\) /);
  expect(text).toContain('href="https://example.org/home"');
  expect(shown[1]).toContain('For ages 16 and over');
  expect(shown[2]).toMatch(/^Directory of clubs \(a directory of services\) Leicester Provider not stated; Payer not stated For ages up to 18; .* Place not stated/);
  const first = (await own.get('/services')).text;
  expect(rowsOf(first, 'listed')).toHaveLength(50);
  const next = /href="(\/services\?[^"]*after=[^"]*)"/.exec(first)![1]!.replaceAll('&amp;', '&');
  const rest = rowsOf((await own.get(next)).text, 'listed');
  expect(new Set([...rowsOf(first, 'listed'), ...rest]).size).toBe(58);
});
