import { describe, expect, test } from 'vitest';
import { openTestHub } from '../../support/harvest.ts';
import { serveHub } from '../../support/serveHub.ts';

describe('variables that do not fit their types', () => {
  // Each of these kept the hub from everything else for seconds or minutes, within all of its limits.
  const many = (count: number, value: unknown) => Array.from({ length: count }, () => value);
  test.each<[string, string, Record<string, unknown>]>([
    ['a long list of numbers for representations', 'query ($k: [_Any!]!) { _entities(representations: $k) { __typename } }', { k: many(100_000, 1) }],
    ['a long list of objects for codes', 'query ($k: [ID!]) { plans(filter: { authorities: $k }) { totalCount } }', { k: many(80_000, {}) }],
    ['a long list of nothing', 'query ($k: [ID!]) { plans(filter: { authorities: $k }) { totalCount } }', { k: many(50_000, null) }],
    ['a long list of numbers for words', 'query ($k: [SearchKind!]) { search(text: "x", kinds: $k) { totalCount } }', { k: many(100_000, 1) }],
    ['very many fields that there are not', 'query ($k: PlanFilter) { plans(filter: $k) { totalCount } }', { k: Object.fromEntries(many(15_000, 1).map((value, index) => [`k${index}`, value])) }],
    ['few of them beside a long text', 'query ($k: PlanFilter) { plans(filter: $k) { totalCount } }', { k: { ...Object.fromEntries(many(60, 1).map((value, index) => [`k${index}`, value])), text: '"'.repeat(120_000) } }],
  ])('%s: a few faults are told, shortened, as the asker’s, and nothing else waits for it', async (_what, query, variables) => {
    const served = await serveHub((await openTestHub()).hub);
    const { text } = await served.ask({ query, variables });
    const { errors, data } = JSON.parse(text) as { errors: { message: string; extensions: { code: string } }[]; data?: unknown };
    expect(data).toBeUndefined();
    expect(errors.length).toBeLessThanOrEqual(3);
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
    for (const { message } of errors) expect(message.length).toBeLessThan(510);
    expect(text.length).toBeLessThan(3_000);
  });
});
