import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Hub } from '../../../src/hub.ts';
import { openSeededHub } from '../../support/api.ts';
import { startServer } from '../../support/server.ts';

let hub: Hub;
beforeAll(async () => void (hub = await openSeededHub()));
afterAll(() => hub.close());

/** A long name for a field, written once and answered with every row. */
const named = (letters: number): string => `{ authorities(first: 500) { nodes { ${'a'.repeat(letters)}: name } } }`;

test('an answer with more characters than allowed is refused before it is written out, however few values it has; one with fewer is given', async () => {
  const { post, logged } = await startServer({}, { hub });
  const { status, codes, json } = await post({ query: named(100_000) });
  expect([status, codes]).toEqual([400, ['ANSWER_TOO_LARGE']]);
  expect(json).not.toHaveProperty('data');
  expect(json.errors![0]!.message).toMatch(/^The answer would have more than 16,000,000 characters, which is the most\. Ask for fewer rows with "first", for fewer long texts, or give fields shorter names\.$/);
  expect((await post({ query: named(1_000) })).status).toBe(200);
  expect(logged.filter((line) => line.includes('"level":50'))).toEqual([]);
});

test('the limit can be set, and counts texts as well as names, in lists and objects of any depth', async () => {
  const { post } = await startServer({ MAX_ANSWER_CHARACTERS: '100000' }, { hub });
  const plans = (first: number): string => `{ plans(first: ${first}) { nodes { title priorities(first: 100) { nodes { title heading: title again: title } } } } }`;
  expect((await post({ query: plans(1) })).status).toBe(200);
  expect(await post({ query: plans(100) })).toMatchObject({ status: 400, codes: ['ANSWER_TOO_LARGE'] });
  expect(await post({ query: '{ __schema { types { name description fields { name description } } } }' })).toMatchObject({ status: 400, codes: ['ANSWER_TOO_LARGE'] });
});
