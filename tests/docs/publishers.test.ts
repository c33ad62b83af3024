import { parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildHubSchema } from '../../src/api/schema.ts';

const guides = ['docs/publishers.md', 'docs/reviewers.md', 'docs/proposals.md', 'docs/access.md', 'docs/disclosure.md'].map((file) => readFileSync(file, 'utf8'));

test('what the guides for publishers, reviewers and administrators show fits the contract, and each mutation is shown in one of them', async () => {
  const schema = await buildHubSchema();
  for (const guide of guides) {
    const blocks = [...guide.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, block]) => block!);
    expect(blocks.length, guide.slice(0, 40)).toBeGreaterThan(0);
    for (const block of blocks) expect(validate(schema, parse(block)), block).toEqual([]);
  }
  expect(validate(schema, parse('mutation { disputeCoding(input: { priority: "x" }) { dispute { id } } }'))).toHaveLength(1);
  for (const name of Object.keys(schema.getMutationType()!.getFields())) expect(guides.some((guide) => guide.includes(`${name}(`)), name).toBe(true);
});
