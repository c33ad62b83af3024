import { collect } from './collect.ts';
import { expect, test } from 'vitest';
import { walkPages, type Page } from '../../../src/harvest/gather/walkPages.ts';
import { startAuthority, trouble, type Behaviour } from '../../support/fakeAuthority.ts';
import { failureOf, openForTest } from './openForTest.ts';

const shown = 'The directory';

test('every page is given once, empty ones too, until there is no next', async () => {
  const pages: Record<string, Page<string>> = { first: { items: ['a'], next: 'second' }, second: { items: [], next: 'third' }, third: { items: [], next: 'fourth' }, fourth: { items: ['b'], next: null } };
  expect(await collect(walkPages({ start: 'first', shown, mostPages: 4 }, async (at) => pages[at]!))).toEqual([['a'], [], [], ['b']]);
});

test.each<[string, Behaviour, string, number]>([
  ['with other records for ever', trouble.endlessPages, 'The directory has more than 5 pages, which is the most that a run reads.', 5],
  ['whose cursor comes again', trouble.repeatedCursor, 'The directory sent the hub on from page 2 to a page that it had read before.', 2],
  ['whose records come again', trouble.repeatedPage, 'The directory gave on page 2 the same as on page 1.', 2],
])('a source %s is left', async (_, behaviour, message, requests) => {
  const authority = await startAuthority({ '/list': behaviour });
  const fetch = openForTest();
  const walk = collect(walkPages<unknown>({ start: '1', shown, mostPages: 5 }, async (at) => {
    const { contents, next } = (await fetch.json(authority.at(`/list?page=${at}`))).value as { contents: unknown[]; next: string | number };
    return { items: contents, next: String(next) };
  }));
  expect(await failureOf(walk)).toMatchObject({ kind: 'endless', message: expect.stringContaining(message) });
  expect(authority.asked.length).toBe(requests);
});
