import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { levelsOf } from '../../../src/api/nesting.ts';
import { startServer } from '../../support/server.ts';

const authorityPlans = readFileSync('schema/operations/authority-plans.graphql', 'utf8');
const lists = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const objects = (levels: number): string => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
const withVariable = (json: string, query = '{ __typename }'): string => `{"query":${JSON.stringify(query)},"variables":{"a":${json}}}`;

describe('variables of lists or objects within one another', () => {
  test.each([['lists', lists], ['objects', objects]])('%s to 50 levels are read, and to more are refused with what is allowed', async (_kind, nested) => {
    const { post, logged } = await startServer();
    expect(await post(withVariable(nested(50)))).toMatchObject({ status: 200, codes: [] });
    for (const levels of [51, 3_000, 20_000]) {
      const { status, json } = await post(withVariable(nested(levels)));
      expect([status, json.errors]).toEqual([400, [{ message: `A variable has lists or objects within one another to ${levels.toLocaleString('en-GB')} levels. The most is 50, which is more than any argument takes: send it as its argument asks.`, extensions: { code: 'VARIABLES_TOO_DEEP' } }]]);
    }
    expect(logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  });

  test('in an address they are refused as in a body', async () => {
    const { get } = await startServer({ MAX_URL_BYTES: '15000' });
    const ask = async (json: string) => get(`/graphql?query={__typename}&variables={"a":${json}}`, { 'apollo-require-preflight': '1' });
    expect(await ask(lists(50))).toMatchObject({ status: 200, codes: [] });
    expect(await ask(lists(3_000))).toMatchObject({ status: 400, codes: ['VARIABLES_TOO_DEEP'] });
    expect(await ask(objects(500))).toMatchObject({ status: 400, codes: ['VARIABLES_TOO_DEEP'] });
  });

  test('an operation whose answers are kept is no way around that', async () => {
    const { post } = await startServer();
    for (let time = 0; time < 2; time += 1) expect((await post({ query: authorityPlans, variables: { code: 'E06000016' } })).status).toBe(200);
    expect(await post(`{"query":${JSON.stringify(authorityPlans)},"variables":{"code":${lists(20_000)}}}`)).toMatchObject({ status: 400, codes: ['VARIABLES_TOO_DEEP'] });
  });

  test('variables that are given twice in an address are refused, also where both together would be JSON', async () => {
    const { get } = await startServer();
    const asked = `/graphql?query=${encodeURIComponent(authorityPlans)}&variables=`;
    const [headers, halves] = [{ 'apollo-require-preflight': '1' }, ['{"code":"E06000016"', '"asAt":null}'] as const];
    for (let time = 0; time < 2; time += 1) expect((await get(asked + encodeURIComponent(halves.join(',')), headers)).status).toBe(200);
    expect(await get(`${asked}${halves.map(encodeURIComponent).join('&variables=')}`, headers)).toMatchObject({ status: 400, codes: ['BAD_REQUEST'] });
  });
});

describe('brackets in a query', () => {
  const inline = (levels: number): string => `{ ${'... { '.repeat(levels - 1)}__typename${' }'.repeat(levels)}`;
  const ofTypes = (levels: number): string => `{ __type(name: "Plan") { fields { type { ${'ofType { '.repeat(levels - 4)}name${' }'.repeat(levels)}`;

  test.each([['fragments', inline], ['types of the schema', ofTypes]])('%s are asked for to 200 levels, and to more refused with what is allowed, in bodies and addresses', async (_what, nested) => {
    const { get, post, logged } = await startServer({ MAX_URL_BYTES: '15000' });
    for (const levels of [201, 1_600]) {
      const { status, json } = await post({ query: nested(levels) });
      expect([status, json.errors]).toEqual([400, [{ message: `The query has brackets within one another to ${levels.toLocaleString('en-GB')} levels. The most is 200: write values as their arguments ask, and ask for the inner part in a second query.`, extensions: { code: 'QUERY_TOO_DEEP' } }]]);
    }
    expect(await get(`/graphql?query=${encodeURIComponent(nested(300))}`, { 'apollo-require-preflight': '1' })).toMatchObject({ status: 400, codes: ['QUERY_TOO_DEEP'] });
    expect(await post({ query: nested(200) })).toMatchObject({ status: 200, codes: [] });
    expect(logged.filter((line) => /"level":[45]0|call stack/.test(line))).toEqual([]);
  });

  test('fragments are no way around that, in whatever order they stand, also where as many words as can be are allowed', async () => {
    const { post, logged } = await startServer({ MAX_TOKENS: '100000' });
    const chain = (length: number, levels: number): string[] => Array.from({ length }, (_, index) => `fragment f${index} on Query { ${'... { '.repeat(levels)}${index < length - 1 ? `...f${index + 1}` : '__typename'}${' }'.repeat(levels + 1)}`);
    for (const fragments of [chain(8, 195), chain(2, 100), chain(3_000, 0)]) {
      for (const ordered of [fragments, fragments.toReversed()]) expect((await post({ query: `{ ...f0 } ${ordered.join(' ')}` })).codes, `${fragments.length}`).toEqual(['QUERY_TOO_DEEP']);
    }
    expect(await post({ query: `{ ...f0 } ${chain(2, 90).join(' ')}` })).toMatchObject({ status: 200, codes: [] });
    const inARing = await post({ query: `{ ...f0 ${'a: __typename @include(if: true) '.repeat(250)}} fragment f0 on Query { ...f1 } fragment f1 on Query { ...f0 }` });
    expect(inARing.codes).toContain('GRAPHQL_VALIDATION_FAILED');
    const ring = Array.from({ length: 3_000 }, (_, index) => `fragment f${index} on Query { ...f${(index + 1) % 3_000} }`);
    expect((await post({ query: `{ ...f0 } ${ring.join(' ')}` })).codes).toEqual(['QUERY_TOO_DEEP']);
    expect(logged.filter((line) => /"level":[45]0|call stack/.test(line))).toEqual([]);
  });

  test('values written in it are refused so, too, also those that do not end; brackets in texts and comments are none', async () => {
    const { post, logged } = await startServer();
    for (const query of [`{ _entities(representations: [{ __typename: "Plan", id: ${lists(2_400)} }]) { __typename } }`, `{ plans(filter: ${'['.repeat(4_900)}) { totalCount } }`]) expect((await post({ query })).codes).toEqual(['QUERY_TOO_DEEP']);
    expect(await post({ query: `{ __type(name: "${'('.repeat(300)}") { name } } # ${'{'.repeat(300)}` })).toMatchObject({ codes: [] });
    expect(await post({ query: `{ plans(filter: ${'['.repeat(150)} ~ ${'['.repeat(150)}` })).toMatchObject({ codes: ['GRAPHQL_PARSE_FAILED'] });
    expect(logged.filter((line) => /"level":[45]0|call stack/.test(line))).toEqual([]);
  });
});

test('levels are counted without a call for each', () => {
  expect([5, 'text', null, undefined].map(levelsOf)).toEqual([0, 0, 0, 0]);
  expect([[], {}, [1, [2]], { a: { b: [{}] } }].map(levelsOf)).toEqual([1, 1, 2, 4]);
  expect(levelsOf(JSON.parse(lists(100_000)))).toBe(100_000);
  expect(levelsOf(JSON.parse(`[${'1,'.repeat(200_000)}[]]`))).toBe(2);
});
