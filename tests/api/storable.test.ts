import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeCursor } from '../../src/api/read/cursor.ts';
import type { Hub } from '../../src/hub.ts';
import { apiOver, type TestApi } from '../support/api.ts';
import { openEmptyHub } from '../support/database.ts';

let hub: Hub;
let api: TestApi;

beforeAll(async () => {
  hub = await openEmptyHub();
  api = await apiOver(hub);
});
afterAll(() => hub.close());

const codesOf = async (query: string, variables?: Record<string, unknown>) => (await api.query(query, variables)).errors.map((error) => error.extensions?.code);

test.each([
  ['a NUL in a variable', 'query ($id: ID!) { plan(id: $id) { id } }', { id: 'a\0b' }],
  ['a NUL in a nested variable', 'query ($filter: PriorityFilter) { priorities(filter: $filter) { totalCount } }', { filter: { text: 'a\0b' } }],
  ['half a pair in a variable', 'query ($codes: [ID!]!) { compare(authorities: $codes) { dataVersion } }', { codes: ['\ud800'] }],
  ['a NUL written in the query', '{ plan(id: "a\\u0000b") { id } }', undefined],
  ['half a pair written in the query', '{ authority(code: "\udfff") { name } }', undefined],
  ['a NUL in what a gateway names', '{ _entities(representations: [{ __typename: "Plan", id: "\\u0000" }]) { __typename } }', undefined],
])('%s is refused as what no record holds', async (_name, query, variables) => {
  expect(await codesOf(query, variables)).toEqual([expect.stringMatching(/^(BAD_USER_INPUT|GRAPHQL_PARSE_FAILED)$/)]);
});

test('a pair of characters that is whole, and a backslash, are looked for like any text', async () => {
  expect(await codesOf('{ priorities(filter: { text: "\\u{1F600} 😀 \\\\u0000" }) { totalCount } }')).toEqual([]);
});

test.each([
  ['a text for a number', ['priority', 'plan', 'first', 'id']],
  ['a number for a text', ['priority', 1, 2, 'id']],
  ['a fraction for a line', ['priority', 'plan', 1.5, 'id']],
  ['a number that no column holds', ['priority', 'plan', 1e12, 'id']],
  ['a NUL', ['priority', 'pl\0an', 1, 'id']],
])('a forged cursor with %s is refused before the database sees it', async (_name, [list, ...key]) => {
  expect(await codesOf('query ($after: String) { priorities(after: $after) { totalCount nodes { id } } }', { after: encodeCursor(String(list), key) })).toEqual(['BAD_CURSOR']);
});

test('numbered records are paged by a number', async () => {
  expect(await codesOf('query ($after: String) { issues(after: $after) { nodes { message } } }', { after: encodeCursor('issue', [1, 2]) })).toEqual([]);
  expect(await codesOf('query ($after: String) { issues(after: $after) { nodes { message } } }', { after: encodeCursor('issue', [1, 'two']) })).toEqual(['BAD_CURSOR']);
});
