import { parse } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSavedOperations } from '../../src/explorer/savedOperations.ts';
import { refreshOverlaps, type Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';

let hub: Hub;
let api: TestApi;

beforeAll(async () => {
  hub = await openSeededHub();
  await refreshOverlaps(hub);
  api = await apiOver(hub, { today: '2026-01-15' });
});
afterAll(() => hub.close());

const folder = 'schema/operations/';
const operations = readdirSync(folder).flatMap((file) =>
  parse(readFileSync(folder + file, 'utf8')).definitions.flatMap((definition) => (definition.kind === 'OperationDefinition' ? [{ file, name: definition.name!.value }] : [])),
);

describe('a saved query, pasted as it stands,', () => {
  test.each(operations)('answers: $name of $file', async ({ file, name }) => {
    const text = readFileSync(folder + file, 'utf8');
    const { data, errors } = await api.query(onlyOperation(text, name));
    expect(errors).toEqual([]);
    for (const [field, value] of Object.entries(data as Record<string, unknown>)) expect(value, field).not.toBeNull();
  });
});

test('every saved query says what it answers and what to change', () => {
  const saved = readSavedOperations();
  expect(saved[0].name).toBe('RegionOverlaps');
  for (const { name, title, about } of saved) {
    expect(title, name).toMatch(/\?$/);
    expect(about.length, name).toBeGreaterThan(0);
  }
});

test('names of saved queries are given once', () => {
  const names = operations.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

/** A document of several operations with the others left out, since a test asks by text alone. */
function onlyOperation(text: string, name: string): string {
  const document = parse(text);
  const kept = document.definitions.filter((definition) => definition.kind !== 'OperationDefinition' || definition.name?.value === name);
  return kept.map((definition) => text.slice(definition.loc!.start, definition.loc!.end)).join('\n');
}
