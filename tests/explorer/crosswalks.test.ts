import { expect, test } from 'vitest';
import { pagesOfSeeds } from './openPages.ts';

const pages = pagesOfSeeds();

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;');

test('each framework is there with its outcomes, and each step between two with what is lost', async () => {
  const { status, text } = await pages.get('/crosswalks');
  expect(status).toBe(200);
  const { data } = await pages.query('{ vocabularies { id title concepts { label } } crosswalks { mappings { lost } withoutCounterpart { label } } }');
  for (const { id, title, concepts } of data.vocabularies) {
    expect(text).toContain(escaped(title));
    if (id !== 'themes') expect(text).toContain(escaped(concepts.map(({ label }: { label: string }) => label).join('; ')));
  }
  for (const { mappings } of data.crosswalks) for (const { lost } of mappings) expect(text).toContain(escaped(lost));
  expect(text).toContain('<strong>Lost whole:</strong> Achieve economic well-being.');
  expect(text).not.toContain('No place there');
  // Whoever has no id finds one behind the links that the page gives.
  const lists = [...text.matchAll(/href="(\/feeds\/coverage\.csv[^"]*)"/g)].map(([, address]) => address!);
  expect((await Promise.all(lists.map(async (address) => (await pages.get(address)).text))).join('')).toContain('E06000022/cypp-2006');
});

test('plans of three times stand side by side, with what has no place, and lead to the query behind it', async () => {
  const { text } = await pages.get('/crosswalks?plans=E06000022%2Fcypp-2006,%20E08000035%2Fcypp-2023&vocabulary=ecm');
  expect(text).toMatch(/What each adopted under each outcome of Every Child Matters outcomes/);
  expect(text).toMatch(/Children have fun growing up <span class="hub-word">\(by its outcome “Children have fun growing up”\)/);
  const link = /href="(\/graphiql\?operation=CompareByOutcome[^"]*)"/.exec(text)![1]!.replaceAll('&amp;', '&');
  expect(JSON.parse(new URL(link, 'http://hub').searchParams.get('variables')!)).toEqual({ plans: ['E06000022/cypp-2006', 'E08000035/cypp-2023'], vocabulary: 'ecm' });
});

test.each([
  ['plans=E06000022%2Fcypp-2006', /plans names 1 plan\. Allowed: two to five/],
  ['plans=one,two', /No plan has the id &quot;one&quot; or &quot;two&quot;/],
  ['plans=E06000022%2Fcypp-2006,E08000035%2Fcypp-2023&vocabulary=none', /No vocabulary has the id &quot;none&quot;/],
  ['plan=x', /a parameter &quot;plan&quot;/],
])('%s is refused with a sentence', async (query, sentence) => {
  const { status, text } = await pages.get(`/crosswalks?${query}`);
  expect(status).toBe(400);
  expect(text).toMatch(sentence);
});
