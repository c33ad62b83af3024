import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { expect, test } from 'vitest';
import { buildHubSchema } from '../../src/api/schema.ts';

/** Everything in a schema that a reader meets without a word of explanation, by its path. */
function undescribed(schema: GraphQLSchema): string[] {
  const parts = Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !['Query', 'Mutation'].includes(type.name))
    .map((type) => ({ path: type.name, description: type.description }));
  for (const type of Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))) {
    if (isEnumType(type)) parts.push(...type.getValues().map((value) => ({ path: `${type.name}.${value.name}`, description: value.description })));
    if (isInputObjectType(type)) parts.push(...Object.values(type.getFields()).map((field) => ({ path: `${type.name}.${field.name}`, description: field.description })));
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      parts.push({ path: `${type.name}.${field.name}`, description: field.description });
      parts.push(...field.args.map((argument) => ({ path: `${type.name}.${field.name}(${argument.name})`, description: argument.description })));
    }
  }
  return parts.filter(({ description }) => !description || description.trim().length < 8).map(({ path }) => path);
}

test('every type, field, argument and enum value says what it is', async () => {
  expect(undescribed(await buildHubSchema())).toEqual([]);
});

test('a part without a description would be found', () => {
  const schema = buildSchema(`
    "A thing that is there"
    type Thing { "How many there are" count("Of which" of: Kind): Int }
    "What it may be" enum Kind { "The only kind there is" ONLY OTHER }
    type Query { thing: Thing }
  `);
  expect(undescribed(schema)).toEqual(['Kind.OTHER', 'Query.thing']);
});
