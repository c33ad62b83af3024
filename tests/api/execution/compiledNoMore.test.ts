import { buildSchema, getOperationAST, parse } from 'graphql';
import { queryObjects } from 'node:v8';
import { expect, test } from 'vitest';
import type { RequestContext } from '../../../src/api/context.ts';
import { queryRunner } from '../../../src/api/execution/runQuery.ts';

// In a file of its own: had anything imported graphql-jit before the hub does, its memory would not be the hub's.
test('nothing is left of an operation that is compiled no more', async () => {
  const fields = Array.from({ length: 200 }, (_, index) => `f${index}`);
  const document = parse(`{ ${fields.join(' ')} }`);
  const operation = getOperationAST(document)!;
  const run = queryRunner(buildSchema(`type Query { ${fields.map((field) => `${field}: Int`).join(' ')} }`));
  let keys = 0;
  const compileAgain = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) await run({ document, operation, variables: {}, info: { key: String((keys += 1)), isSaved: true, isKeepable: false } }, {} as RequestContext);
  };
  // A hundred are held; from then on, what is compiled makes another give way.
  await compileAgain(120);
  const before = queryObjects(Array, { format: 'count' });
  await compileAgain(30);
  // Less than one list for each compiled, where a list for each of its fields had stayed.
  expect(queryObjects(Array, { format: 'count' }) - before).toBeLessThan(30);
});
