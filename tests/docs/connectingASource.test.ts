import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { connectors } from '../../src/harvest/connectors/connectors.ts';
import { readRegistration } from '../../src/harvest/sources/registration.ts';

const guide = readFileSync('docs/connecting-a-source.md', 'utf8');
const shown = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => json!);

test('every registration that the guide shows would be taken', () => {
  expect(shown.length).toBeGreaterThan(1);
  for (const json of shown) expect([json, readRegistration(json)]).toEqual([json, { registration: expect.anything() }]);
});

test('every connector is told of, and every setting of each in a page that the guide leads to', () => {
  const pages = ['docs/connecting-a-source.md', ...[...guide.matchAll(/\]\(([\w-]+\.md)/g)].map(([, page]) => `docs/${page}`)].map((page) => readFileSync(page, 'utf8')).join('\n');
  for (const { kind, settings } of connectors) {
    expect(guide).toContain(`\`${kind}\``);
    for (const name of Object.keys(settings)) expect([kind, name, pages.includes(`\`${name}\``)]).toEqual([kind, name, true]);
  }
});
