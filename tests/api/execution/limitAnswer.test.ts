import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Hub } from '../../../src/hub.ts';
import { openSeededHub } from '../../support/api.ts';
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
