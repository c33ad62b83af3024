import { parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildHubSchema } from '../../src/api/schema.ts';

const text = readFileSync('docs/publishers.md', 'utf8');
const blocks = [...text.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, block]) => block!);

test('what docs/publishers.md shows fits the contract, and each mutation is shown', async () => {
  const schema = await buildHubSchema();
  expect(blocks.length).toBeGreaterThan(1);
  for (const block of blocks) expect(validate(schema, parse(block)), block).toEqual([]);
  expect(validate(schema, parse('mutation { disputeCoding(input: { priority: "x" }) { dispute { id } } }'))).toHaveLength(1);
  for (const name of Object.keys(schema.getMutationType()!.getFields())) expect(text).toContain(name);
});
