import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildHubSchema } from '../../src/api/schema.ts';
import { isGlobalCode, packageFiles, type PackageFile } from '../../src/harvest/package/packageFiles.ts';
import { tableSchema, type Field } from '../../src/harvest/package/tableSchema.ts';
import type { Hub } from '../../src/hub.ts';
import { openEmptyHub } from '../support/database.ts';

let hub: Hub;
let schema: GraphQLSchema;
beforeAll(async () => {
  [hub, schema] = await Promise.all([openEmptyHub(), buildHubSchema()]);
});
afterAll(() => hub.close());

/** Tables whose type in the API is not called as they are. */
const typeNames: Record<string, string> = { governance_group: 'Group' };

/** Columns of every file, published by every record as part of where it came from. */
const provenance = new Set(['source', 'locator']);

/** Columns published under another name than their own, and why. */
const publishedAs: Record<string, { as: string; because: string }> = {
  'priorities.theme_codes': { as: 'statedThemes', because: 'themes are what the hub reads in a priority; these are what its publisher said' },
  'plans.embargo_until': { as: 'publicFrom', because: 'that is what it says to a reader: the first day on which everybody may see the plan' },
  'actions.parent_action_ref': { as: 'parent', because: 'it is a relation of an action to an action, with children the other way' },
};

const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Where the mechanical rule stores a column: in the file's table, or in a link table. Null when neither has it. */
function homeOf(file: PackageFile, field: Field, keys: string[], columnsOf: (table: string) => string[]): string | null {
  const link = file.links?.[field.name];
  if (link) return columnsOf(link).join() === 'owner_id,target_id' ? link : null;
  const column = keys.length === 1 && keys[0] === field.name ? (isGlobalCode(file.name) ? 'code' : 'ref') : storedName(field);
  return columnsOf(file.table).includes(column) ? `${file.table}.${column}` : null;
}

function storedName({ name, references }: Field): string {
  if (name === 'source') return 'document';
  return references && !isGlobalCode(references) ? name.replace(/_ref$/, '_id') : name;
}

/** Names under which the API may publish a column: its own, or the relation it stands for. */
function publishedNames(file: PackageFile, field: Field, keys: string[]): string[] {
  if (keys.length === 1 && keys[0] === field.name) return [isGlobalCode(file.name) ? 'code' : 'ref'];
  const key = `${file.name}.${field.name}`;
  if (publishedAs[key]) return [publishedAs[key].as];
  const one = field.name.replace(/_(ref|code)s?$/, '');
  return [field.name, one, `${one}s`, `${one.replace(/y$/, 'ie')}s`].map(camelCase);
}

/** Columns of a file that are lost on the way in, or not answered for on the way out. */
function faults(file: PackageFile, fields: readonly Field[]): string[] {
  const { primaryKey } = tableSchema(file.name);
  const type = schema.getType(typeNames[file.table] ?? camelCase(`_${file.table}`));
  if (!isObjectType(type)) return [`${file.name}: no type of the API`];
  return fields.flatMap((field) => {
    const key = `${file.name}.${field.name}`;
    if (homeOf(file, field, primaryKey, hub.harvesting.columnsOf) === null) return [`${key}: stored nowhere`];
    const isAnswered = provenance.has(field.name) || publishedNames(file, field, primaryKey).some((name) => isDescribed(type, name));
    return isAnswered ? [] : [`${key}: not published`];
  });
}

function isDescribed(type: GraphQLObjectType, field: string): boolean {
  return Boolean(type.getFields()[field]?.description);
}

test('every file of the data package is read, and its Table Schema ships with the hub', () => {
  const shipped = readdirSync('schema/package').map((file) => file.replace('.json', ''));
  expect(packageFiles.map(({ name }) => name).toSorted()).toEqual(shipped.toSorted());
});

describe('every column has a home, and is published', () => {
  test.each(packageFiles)('$name', (file) => {
    expect(faults(file, tableSchema(file.name).fields)).toEqual([]);
  });

  test.each(packageFiles)('a column planted in $name is noticed', (file) => {
    expect(faults(file, [{ name: 'shoe_size', type: 'integer' }])).toEqual([`${file.name}.shoe_size: stored nowhere`]);
  });

  test('so is one that is stored and not published', () => {
    const plans = packageFiles.find(({ name }) => name === 'plans')!;
    expect(faults(plans, [{ name: 'content_hash', type: 'string' }])).toEqual(['plans.content_hash: not published']);
  });

  test('what is published otherwise, or not at all, is still a column', () => {
    const columns = packageFiles.flatMap(({ name }) => tableSchema(name).fields.map((field) => `${name}.${field.name}`));
    expect(Object.keys(publishedAs).filter((key) => !columns.includes(key))).toEqual([]);
  });
});
