import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refreshDuplicates, refreshOverlaps, type Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';

/** Every row of a table: a question, the operation that asks it, and what the seeds answer. */
const rows = readFileSync('docs/questions.md', 'utf8').split('\n').flatMap((line) => {
  const [, question, operation, answer] = /^\| (.+\?) \| `([\w-]+)` \| (.+) \|$/.exec(line) ?? [];
  return question === undefined ? [] : [{ question, operation: operation!, said: [...answer!.matchAll(/“([^”]+)”/g)].map((match) => match[1]!) }];
});

let hub: Hub;
let api: TestApi;

beforeAll(async () => {
  hub = await openSeededHub();
  await refreshOverlaps(hub);
  await refreshDuplicates(hub);
  api = await apiOver(hub, { today: '2026-01-15' });
});
afterAll(() => hub.close());

describe('the question', () => {
  test.each(rows)('$question is asked by $operation, and the seeds answer as is said', async ({ operation, said }) => {
    const { data, errors } = await api.query(readFileSync(`schema/operations/${operation}.graphql`, 'utf8'));
    expect(errors).toEqual([]);
    const answer = JSON.stringify(data).replaceAll('\\"', '"');
    for (const words of said) expect(answer.toLowerCase().includes(words.toLowerCase()), words).toBe(true);
  });
});

test('every operation that asks a question of the documents is listed; the others are feeds, the hub\'s own or of other guides', () => {
  const others = /-feed$|^hub-|^(agreements|authority-plans|compare-authorities|decision-history|explain-match|indicator-beside-region|one-overlap|overlaps-as-text|plan-vocabulary|preview-of-my-plan|proposal|proposals|search|then-and-now|vocabularies|whom-to-write-to)$/;
  const saved = readdirSync('schema/operations').map((file) => file.replace('.graphql', '')).filter((name) => !others.test(name));
  expect(rows.map(({ operation }) => operation).toSorted()).toEqual(saved.toSorted());
});
