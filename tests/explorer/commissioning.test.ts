import { describe, expect, test } from 'vitest';
import { pagesOfSeeds } from './openPages.ts';

const pages = pagesOfSeeds();

interface Found {
  title: string;
  commissioningCase: { score: number; components: { name: string; value: number | null; explanation: string }[] };
}

const ordered = async (weights = ''): Promise<Found[]> =>
  (await pages.query(`{ overlaps(filter: { region: "E12000004" }, first: 40, orderBy: COMMISSIONING_CASE${weights}) { nodes { title commissioningCase { score components { name value explanation } } } } }`)).data.overlaps.nodes;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;');
const titlesOf = (text: string): string[] => [...text.matchAll(/<th scope="row"[^>]*><a class="govuk-link" href="#overlap-[^"]*">([^<]*)<\/a>/g)].map(([, title]) => title!);

describe('where to look first', () => {
  test('shows the overlaps in the order of the API, each part with its number or as not known, and the sentence it rests on', async () => {
    const { status, text } = await pages.get('/commissioning');
    expect(status).toBe(200);
    const nodes = await ordered();
    expect(titlesOf(text)).toEqual(nodes.map(({ title }) => escaped(title)));
    for (const { commissioningCase } of nodes) for (const { explanation } of commissioningCase.components) expect(text).toContain(escaped(explanation));
    expect(text).toContain('Not known');
  });

  test('takes the weights of its form, shows them, and hands them to the query behind it', async () => {
    const { text } = await pages.get('/commissioning?region=E12000004&need=100&contiguity=0&coverage=&match=0&specialism=0&fragmentation=0&agreements=0');
    expect(titlesOf(text)).toEqual((await ordered(', weights: { need: 100, contiguity: 0, match: 0, specialism: 0, fragmentation: 0, agreements: 0 }')).map(({ title }) => escaped(title)));
    expect(text).toMatch(/name="need" inputmode="decimal" value="100"/);
    const link = /href="(\/graphiql\?operation=CommissioningCase[^"]*)"/.exec(text)![1]!.replaceAll('&amp;', '&');
    expect(JSON.parse(new URL(link, 'http://hub').searchParams.get('variables')!)).toMatchObject({ region: 'E12000004', weights: { need: 100, contiguity: 0 } });
  });

  test('says what its order rests on where little or nothing with a weight is known', async () => {
    const captionOf = (text: string): string => /<caption[^>]*id="cases"[^>]*>([^<]*)<\/caption>/.exec(text)![1]!.trim();
    const alone = (name: string): string => ['need', 'coverage', 'match', 'specialism', 'contiguity', 'fragmentation', 'agreements'].map((each) => `${each}=${each === name ? 5 : 0}`).join('&');
    const asked = '/commissioning?region=E12000004&asAt=2025-12-31';
    expect(captionOf((await pages.get(asked)).text)).toMatch(/^\d+ overlaps, those first of which enough is known and most speaks for it$/);
    // Of those years the hub has no number of children, places or users.
    const earlier = '/commissioning?region=E12000004&asAt=2008-06-01';
    expect(captionOf((await pages.get(`${earlier}&${alone('specialism')}`)).text)).toMatch(/^\d+ overlaps; of what has a weight nothing is known of those shown here, and the stronger stand first$/);
    expect(captionOf((await pages.get(`${earlier}&${alone('specialism').replace('coverage=0', 'coverage=1')}`)).text)).toMatch(/; of none shown here is enough known to compare, /);
  });

  test('says of which year the sources of what is listed are, so that 2006 does not speak for 2025', async () => {
    const { text } = await pages.get('/commissioning?region=E12000004&asAt=2025-12-31');
    expect(text).toContain('(Connexions, source of 2006)');
    expect(text).toContain('Agreements listed: Education of young looked-after children who move across local authority boundaries (source of 2006).');
    expect(text).toMatch(/Left out, because no source of 2020 or later tells of it: 1 agreement about this theme \(“Education of young looked-after children[^”]*”, 2006\)\. Too old to count: agreements of /);
    expect(text).toMatch(/Left out, because no source of 2020 or later tells of (it|them): \d+ services? about this theme \([^)]*“Connexions[^”]*”, 200[68]/);
    expect(text).not.toContain('Agreed already');
    expect(text).not.toContain('exists already (“Education of young');
    // In 2008 it does.
    expect((await pages.get('/commissioning?region=E12000004&asAt=2008-06-01')).text).toMatch(/agreement about this theme exists already \(“Education of young looked-after children/);
  });

  test.each([
    ['need=much', /need is &quot;much&quot;\. Allowed: a number from 0 to 1000/],
    ['need=-4', /weights\.need is -4\. Allowed: 0 to 1000/],
    ['need=%20', /need is &quot; &quot;/],
    ['want=4', /a parameter &quot;want&quot;/],
  ])('refuses %s with a sentence', async (query, sentence) => {
    const { status, text } = await pages.get(`/commissioning?${query}`);
    expect(status).toBe(400);
    expect(text).toMatch(sentence);
  });

  test('says of a region without a shared priority that there is none, and not that nothing is needed', async () => {
    const { status, text } = await pages.get('/commissioning?region=E12000003&asAt=1990-01-01');
    expect(status).toBe(200);
    expect(text).toContain('The hub knows of no priority that two Yorkshire and The Humber authorities shared then.');
  });
});

test('the page of an overlap says what speaks for it, and how it grew, as a line and in words', async () => {
  const { text } = await pages.get('/overlaps/overlap-SEND?region=E12000004&asAt=2025-12-31');
  const { data } = await pages.query('{ overlap(id: "overlap-SEND", filter: { region: "E12000004", asAt: "2025-12-31" }) { commissioningCase { score components { explanation } } overTime { explanation moments { day sharing { name } documented } } } }');
  const { commissioningCase, overTime } = data.overlap;
  expect(text).toContain(`${commissioningCase.score.toFixed(2)} of 1, from`);
  for (const { explanation } of commissioningCase.components) expect(text).toContain(escaped(explanation));
  expect(text).toContain(overTime.explanation);
  const last = overTime.moments.at(-1);
  expect(text).toContain(`${last.sharing.length} of ${last.documented} on `);
  expect(text.match(/<svg class="hub-line"/g)).toHaveLength(1);
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
});
