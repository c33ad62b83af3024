import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestContext } from '../../../src/api/context.ts';
import { limitAnswer } from '../../../src/api/execution/limitAnswer.ts';
import type { Asked } from '../../../src/api/execution/runQuery.ts';
import type { Hub } from '../../../src/hub.ts';
import { openSeededHub } from '../../support/api.ts';
import { openTestHub } from '../../support/harvest.ts';
import { startServer } from '../../support/server.ts';

let hub: Hub;
beforeAll(async () => void (hub = await openSeededHub()));
afterAll(() => hub.close());

/** Many values of long names. */
const named = (rows: number): string => `{ observations(first: ${rows}) { nodes { ${Array.from({ length: 190 }, (_, index) => `${'a'.repeat(190)}${index}: id`).join(' ')} } } }`;

test('an answer with more characters than allowed is refused before it is written out, however few values it has; one with fewer is given', async () => {
  const { post, logged } = await startServer({}, { hub });
  const { status, codes, json } = await post({ query: named(450) });
  expect([status, codes]).toEqual([400, ['ANSWER_TOO_LARGE']]);
  expect(json).not.toHaveProperty('data');
  expect(json.errors![0]!.message).toMatch(/^The answer would have more than 16,000,000 characters, which is the most\. Ask for fewer rows with "first", for fewer long texts, or give fields shorter names\.$/);
  expect((await post({ query: named(100) })).status).toBe(200);
  expect(logged.filter((line) => line.includes('"level":50'))).toEqual([]);
});

test('the limit can be set, and counts texts as well as names; the whole schema is within it, however it is set', async () => {
  const { post } = await startServer({ MAX_ANSWER_CHARACTERS: '2000000' }, { hub });
  expect(await post({ query: named(100) })).toMatchObject({ status: 400, codes: ['ANSWER_TOO_LARGE'] });
  expect((await post({ query: named(10) })).status).toBe(200);
  expect((await post({ query: getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true }) })).codes).toEqual([]);
});

describe('lists that lead to and fro', () => {
  const loop = (times: number): string => Array.from({ length: times }).reduce<string>((inner) => `milestones { actions { ${inner} } }`, 'id');
  const tooMany = { status: 400, codes: ['ANSWER_TOO_LARGE'] };

  test('are refused once they have too many values together, however low their price, also when the question is compiled', async () => {
    const { post } = await startServer({}, { hub });
    for (let times = 0; times < 5; times += 1) {
      const answer = await post({ query: `{ actions(first: 200) { nodes { ${loop(3)} } } }` });
      expect(answer).toMatchObject(tooMany);
      expect(answer.json).not.toHaveProperty('data');
      expect(answer.json.errors!.map((error: { message: string }) => error.message)).toEqual(['The lists of the answer would have more than 250,000 values, which is the most. Ask for fewer rows with "first", for fewer lists within lists, or for less of each row.']);
    }
    expect(await post({ query: `{ action(id: "E06000016/16.11") { ${loop(6)} } }` })).toMatchObject(tooMany);
    expect((await post({ query: `{ actions(first: 200) { nodes { ${loop(1)} } } }` })).codes).toEqual([]);
  });

  test('count for what is asked of each row, also where that stands in a fragment or an object of it', async () => {
    const { post } = await startServer({ MAX_ANSWER_VALUES: '10000' }, { hub });
    const ids = Array.from({ length: 150 }, (_, index) => `a${index}: id`).join(' ');
    const asked = (within: string): string => `{ actions(first: 100) { nodes { milestones { actions { id ${within} } } } } }`;
    expect((await post({ query: asked('') })).codes).toEqual([]);
    for (const query of [asked(ids), asked(`... { ${ids} }`), `${asked('...Wide')} fragment Wide on Action { plan { ${ids} } }`]) {
      expect((await post({ query })).codes, query.slice(0, 90)).toEqual(['ANSWER_TOO_LARGE']);
    }
  });

  test('are within the limit as it is set', async () => {
    const { post } = await startServer({ MAX_ANSWER_VALUES: '10000' }, { hub });
    expect(await post({ query: `{ actions(first: 200) { nodes { ${loop(2)} } } }` })).toMatchObject(tooMany);
    expect((await post({ query: `{ actions(first: 10) { nodes { ${loop(2)} } } }` })).codes).toEqual([]);
  });

  test('of groups that a package has under one another, or all under one, are no way past it', async () => {
    const { harvestFiles, hub: own } = await openTestHub();
    const groups = ['group_ref,name,kind,authority_codes,reports_to_ref', 'top,Top,board,E06000016,'];
    for (let index = 0; index < 150; index += 1) groups.push(`star${index},Star ${index},team,E06000016,top`);
    for (let index = 0; index < 2_000; index += 1) groups.push(`g${index},Group ${index},team,E06000016,${index === 0 ? '' : `g${index - 1}`}`);
    expect(await harvestFiles({ 'groups.csv': groups.join('\n') })).toMatchObject({ rowsRefused: 0 });
    const { post } = await startServer({}, { hub: own });
    expect(await post({ query: '{ group(id: "E06000016/top") { reportsFrom { reportsTo { reportsFrom { reportsTo { reportsFrom { id } } } } } } }' })).toMatchObject(tooMany);
    expect(await post({ query: '{ groups(first: 500) { nodes { above { above { above { id } } } } } }' })).toMatchObject(tooMany);
    const { json } = await post({ query: '{ group(id: "E06000016/g1999") { depth above { name } } }' });
    expect(json.data!['group']).toMatchObject({ depth: 100, above: { length: 100 } });
  });

  test('of what a mutation answers are refused too, and it says that it was done', async () => {
    const { data, errors } = await limitAnswer(async (_asked, { valueBudget }) => {
      valueBudget!.left -= 11;
      return { data: { made: { id: '1' } } };
    }, { maxAnswerValues: 10, maxAnswerCharacters: 1_000 })({ operation: { operation: 'mutation' } } as Asked, {} as RequestContext).then(({ answer }) => answer);
    expect(data).toBe(null);
    expect(errors!.map(({ message }) => message)).toEqual([expect.stringMatching(/^What was to be changed was changed, but its answer is not given\. The lists of the answer would have more than 10 values/)]);
  });
});
