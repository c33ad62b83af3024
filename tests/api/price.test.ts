import fc from 'fast-check';
import { buildSchema, execute, getOperationAST, isObjectType, parse, validate, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { costOfPage } from '../../src/api/cost.ts';
import { pricesOf } from '../../src/api/costLimit.ts';
import { writeOperation } from '../support/writeOperation.ts';

const animals = buildSchema(`
  schema { query: Zoo }
  type Zoo { animals(first: Int = 2): [Animal!]! animal: Animal cat: Cat pet: Pet }
  interface Animal { name: String mother: Animal friends(first: Int = 3): [Animal!]! }
  type Cat implements Animal { name: String mother: Cat friends(first: Int = 3): [Animal!]! lives: Int kittens(first: Int = 2): [Cat!]! }
  type Dog implements Animal { name: String mother: Animal friends(first: Int = 3): [Animal!]! barks: Boolean }
  union Pet = Cat | Dog
`);
const counter = { values: 0 };
countValues(animals);

/** Each field counts whenever it is asked for; a list gives as many rows as it is asked for, by turns of each type. */
function countValues(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const isList = field.args.length > 0;
      if (isList) field.extensions = { complexity: costOfPage };
      field.resolve = (_source, { first }: { first?: number | null }) => {
        counter.values += 1;
        return isList ? Array.from({ length: Math.min(Math.max(first ?? 25, 0), 500) }, (_, index) => animal(String(field.type).includes('Cat') || (counter.values + index) % 2 === 0)) : valueOf(type, field.name);
      };
    }
  }
  for (const type of ['Animal', 'Pet']) Object.assign(schema.getType(type)!, { resolveType: ({ kind }: { kind: string }) => kind });
  // A list of an interface is priced by the interface's own field.
  const fields = (schema.getType('Animal') as GraphQLObjectType).getFields();
  fields['friends']!.extensions = { complexity: costOfPage };
}

function animal(isCat: boolean): { kind: string } {
  return { kind: isCat ? 'Cat' : 'Dog' };
}

function valueOf({ name: type }: GraphQLObjectType, field: string): unknown {
  if (field === 'name') return 'Tib';
  if (field === 'lives') return 9;
  if (field === 'barks') return true;
  return animal(field === 'cat' || type === 'Cat' || counter.values % 2 === 0);
}

function priceOf(text: string, variables: Record<string, unknown> = {}): number {
  const document = parse(text);
  expect(validate(animals, document)).toEqual([]);
  return pricesOf(animals)(document, getOperationAST(document)!, variables)!;
}

describe('the price of a query', () => {
  test.each([
    ['a fragment that is spread twice', '{ animals(first: 10) { ...F ...F } } fragment F on Animal { name mother { name } }', '{ animals(first: 10) { name mother { name } } }'],
    ['fragments that say the same', '{ cat { ...F ...G } } fragment F on Cat { friends(first: 50) { name } } fragment G on Cat { friends(first: 50) { name mother { name } } }', '{ cat { friends(first: 50) { name mother { name } } } }'],
    ['a field that is written twice', '{ cat { name } cat { kittens(first: 9) { lives } } cat { kittens(first: 9) { lives } } }', '{ cat { name kittens(first: 9) { lives } } }'],
    ['one within another', '{ ...Z ...Z cat { ...F } } fragment Z on Zoo { cat { ...F } } fragment F on Cat { kittens(first: 9) { lives } }', '{ cat { kittens(first: 9) { lives } } }'],
  ])('counts once what is read once: %s', (_, written, once) => {
    expect(priceOf(written)).toBe(priceOf(once));
  });

  test('counts twice what is read twice: under another name, or on another condition', () => {
    const once = priceOf('{ animals(first: 10) { ...F } } fragment F on Animal { name }');
    expect(priceOf('{ animals(first: 10) { ...F other: name } } fragment F on Animal { name }')).toBe(once + 10);
    expect(priceOf('query ($a: Boolean!, $b: Boolean!) { animals(first: 10) { ...F @include(if: $a) ...F @skip(if: $b) } } fragment F on Animal { name }', { a: true, b: false })).toBeGreaterThanOrEqual(once);
  });

  test('is never less than the values that it is answered with, however it is written', async () => {
    let merged = 0;
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (random) => {
        const { text, variables } = writeOperation(animals, random);
        const document = parse(text);
        fc.pre(validate(animals, document).length === 0);
        let price: number | undefined;
        try {
          price = pricesOf(animals)(document, getOperationAST(document)!, variables);
        } catch {
          return;
        }
        if (price === undefined || price > 50_000) return;
        counter.values = 0;
        await execute({ schema: animals, document, variableValues: variables });
        if (/\.\.\./.test(text)) merged += 1;
        expect(price, `${text}\n${JSON.stringify(variables)}`).toBeGreaterThanOrEqual(counter.values);
      }),
      { numRuns: 1_000, seed: 20_261_130 },
    );
    expect(merged).toBeGreaterThan(200);
  });
});
