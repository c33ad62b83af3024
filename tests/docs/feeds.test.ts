import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pagesOfSeeds } from '../explorer/openPages.ts';

const pages = pagesOfSeeds();
const guide = readFileSync('docs/feeds.md', 'utf8');

interface Example {
  url: string;
  init: RequestInit;
}

/** What the commands of the guide send, as curl does. */
const examples: Example[] = [...guide.matchAll(/```sh\n(curl [\s\S]*?)\n```/g)].map(([, command]) => {
  const given = (option: string): string[] => [...command!.matchAll(new RegExp(`--${option} '([^']*)'`, 'g'))].map(([, value]) => value!);
  const headers = Object.fromEntries(given('header').map((header) => header.split(': ') as [string, string]));
  const [body] = given('data');
  const asked = given('data-urlencode').map((pair) => `${pair.slice(0, pair.indexOf('='))}=${encodeURIComponent(pair.slice(pair.indexOf('=') + 1))}`).join('&');
  return { url: /http:\/\/localhost:4000\S+/.exec(command!)![0].replace('http://localhost:4000', '') + (asked && `?${asked}`), init: { headers, ...(body !== undefined && { method: 'POST', body }) } };
});

const send = ({ url, init }: Example): Promise<Response> => fetch(pages.address + url, init);

test('what the guide says to send by POST and by GET gets the same answer', async () => {
  expect(examples).toHaveLength(2);
  const [byPost, byGet] = await Promise.all(examples.map(async (example) => (await send(example)).json()));
  expect(byPost).toMatchObject({ data: { authorities: { nodes: expect.arrayContaining([{ code: 'E06000016', name: 'Leicester' }]) } } });
  expect(byGet).toEqual(byPost);
});

test('without its header the GET is refused, in words that say which to send', async () => {
  const [, { url }] = examples as [Example, Example];
  const response = await send({ url, init: {} });
  expect([response.status, await response.text()]).toEqual([400, expect.stringMatching(/Send it as application\/json, or with the header \\"apollo-require-preflight: true\\"/)]);
});

test('the blank query of Power BI asks what the GET asks', () => {
  const [, power] = /```powerquery\n([\s\S]*?)```/.exec(guide)!;
  const texts = Object.fromEntries([...power!.matchAll(/(query|variables|#"apollo-require-preflight") = "((?:[^"]|"")*)"/g)].map(([, name, text]) => [name, text!.replaceAll('""', '"')]));
  const asked = new URLSearchParams(examples[1]!.url.split('?')[1]);
  expect(texts).toEqual({ query: asked.get('query'), variables: asked.get('variables'), '#"apollo-require-preflight"': 'true' });
});

test('a saved operation asked by GET has a tag, and is answered with 304 to who sends it back', async () => {
  const url = `/graphql?query=${encodeURIComponent(readFileSync('schema/operations/region-overlaps.graphql', 'utf8'))}`;
  const headers = { 'apollo-require-preflight': 'true' };
  const tag = (await send({ url, init: { headers } })).headers.get('etag');
  expect(tag).toMatch(/^W\//);
  expect((await send({ url, init: { headers: { ...headers, 'if-none-match': tag! } } })).status).toBe(304);
});
