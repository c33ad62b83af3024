import { parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildHubSchema } from '../../../src/api/schema.ts';
import { levelsOf, nestingLimit } from '../../../src/api/nesting.ts';
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

describe('values written in the query', () => {
  const found = async (value: string): Promise<unknown[]> => validate(await buildHubSchema(), parse(`{ plans(filter: ${value}) { totalCount } overlaps(filter: { text: "a" }) { totalCount } }`), [nestingLimit]).map(({ message, extensions }) => [message, extensions['hubCode']]);

  test('to 50 levels they are read, and to more refused once, however many branches go as deep', async () => {
    expect(await found(lists(50))).toEqual([]);
    expect(await found(`{ a: [${lists(48)}, ${lists(48)}] }`)).toEqual([]);
    expect(await found(`{ a: [${lists(49)}, ${lists(60)}] }`)).toEqual([[expect.stringMatching(/^A value in the query has lists or objects within one another to 62 levels\. The most is 50/), 'QUERY_TOO_DEEP']]);
  });

  test('over HTTP, too, with nothing in the log; also those that GraphQL gives up on reading', async () => {
    const { post, logged } = await startServer();
    const representations = `{ _entities(representations: [{ __typename: "Plan", id: ${lists(2_400)} }]) { __typename } }`;
    for (const query of [representations, `{ plans(filter: ${'['.repeat(4_900)}) { totalCount } }`]) {
      const { codes, json } = await post({ query });
      expect([codes.at(0), json.errors[0].message]).toEqual(['QUERY_TOO_DEEP', expect.stringMatching(/^(A value in the query has lists or objects within one another to 2,402 levels|The query nests to thousands of levels)\. The most is 50/)]);
    }
    expect(logged.filter((line) => /"level":[45]0|call stack/.test(line))).toEqual([]);
  });
});

test('levels are counted without a call for each', () => {
  expect([5, 'text', null, undefined].map(levelsOf)).toEqual([0, 0, 0, 0]);
  expect([[], {}, [1, [2]], { a: { b: [{}] } }].map(levelsOf)).toEqual([1, 1, 2, 4]);
  expect(levelsOf(JSON.parse(lists(100_000)))).toBe(100_000);
  expect(levelsOf(JSON.parse(`[${'1,'.repeat(200_000)}[]]`))).toBe(2);
});
