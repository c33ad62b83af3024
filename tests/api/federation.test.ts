import { buildSubgraphSchema } from '@apollo/subgraph';
import { isObjectType, parse, printType, type GraphQLSchema } from 'graphql';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emitSchema } from '../../src/commands/schema.ts';
import { errorCodes } from '../../src/errors.ts';
import { refreshOverlaps, type Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';
import { openTestHub } from '../support/harvest.ts';
import { makeTree } from '../support/makeTree.ts';

let hub: Hub;
let api: TestApi;
beforeAll(async () => {
  hub = await openSeededHub();
  await refreshOverlaps(hub);
  api = await apiOver(hub);
});
afterAll(() => hub.close());

const entities = (selection: string) => `query ($named: [_Any!]!) { _entities(representations: $named) { ${selection} } }`;
const committed = () => readFileSync('schema/subgraph.graphql', 'utf8');

describe('as a subgraph', () => {
  test('it tells a composer what schema/subgraph.graphql holds', async () => {
    const { data } = await api.query('{ _service { sdl } }');
    expect(committed()).toBe(`${committed().split('\n\n')[0]}\n\n${data._service.sdl}\n`);
  });

  test('the fields for gateways are those that Apollo’s own library makes of its types and keys', () => {
    const apollos = buildSubgraphSchema(parse(committed()));
    for (const name of ['_entities', '_service']) expect(signatureOf(api.schema, name)).toBe(signatureOf(apollos, name));
    for (const name of ['_Any', '_Entity', '_Service']) expect(bare(printType(api.schema.getType(name)!))).toBe(bare(printType(apollos.getType(name)!)));
  });

  test('the check of the printed files notices one that was changed by hand', async () => {
    const folder = makeTree({});
    const address = pathToFileURL(`${folder}/`);
    const said: string[] = [];
    const run = (check: boolean) => emitSchema({ check }, (line) => void said.push(line), address);
    expect([await run(false), await run(true)]).toEqual([0, 0]);
    writeFileSync(path.join(folder, 'subgraph.graphql'), committed().replace(' @key(fields: "code")', ''));
    expect(await run(true)).toBe(1);
    expect(said.at(-1)).toContain('schema/subgraph.graphql is not what the code builds');
  });
});

function signatureOf(schema: GraphQLSchema, field: string): string {
  const { args, type } = schema.getQueryType()!.getFields()[field]!;
  return `(${args.map((arg) => `${arg.name}: ${String(arg.type)}`).join(', ')}): ${String(type)}`;
}

function bare(type: string): string {
  return type.replace(/""".*?"""\s*/gs, '').replaceAll(/\s+/g, ' ');
}

describe('a record that another subgraph names', () => {
  test.each([
    ['Authority', 'authorities', ['code', 'id']],
    ['Region', 'regions', ['code', 'id']],
    ['Theme', 'themes', ['code', 'id']],
    ['Indicator', 'indicators', ['code', 'id']],
    ['Service', 'services', ['id']],
    ['Priority', 'priorities', ['id']],
    ['Plan', 'plans', ['id']],
    ['Overlap', 'overlaps', ['id']],
  ])('%s is found by each of its keys, in the order asked, and is null when unknown', async (type, list, keys) => {
    const { data } = await api.query(`{ ${list}(first: 3) { nodes { ${keys.join(' ')} } } }`);
    const nodes = (data[list].nodes as Record<string, string>[]).reverse();
    expect(nodes.length).toBeGreaterThan(0);
    for (const key of keys) {
      const named = [...nodes.map((node) => ({ __typename: type, [key]: node[key] })), { __typename: type, [key]: 'nothing/like-it' }];
      const answer = await api.query(entities(`__typename ... on ${type} { ${keys.join(' ')} }`), { named });
      expect(answer.errors).toEqual([]);
      expect(answer.data._entities).toEqual([...nodes.map((node) => ({ __typename: type, ...node })), null]);
    }
  });

  test('every type with a key in the printed subgraph is one of those', () => {
    const types = Object.values(api.schema.getTypeMap()).filter((type) => isObjectType(type) && committed().includes(`\ntype ${type.name} implements PublishedRecord @key`));
    expect([...types.map(String), 'Overlap'].sort()).toEqual(['Authority', 'Indicator', 'Overlap', 'Plan', 'Priority', 'Region', 'Service', 'Theme']);
  });

  test.each([
    ['Authority', 'authorities', 'code'],
    ['Indicator', 'indicators', 'code'],
    ['Priority', 'priorities', 'id'],
    ['Service', 'services', 'id'],
  ])('a hundred of type %s take one statement', async (type, list, key) => {
    const { data } = await api.query(`{ ${list}(first: 100) { nodes { ${key} } } }`);
    const known = (data[list].nodes as Record<string, string>[]).map((node) => ({ __typename: type, [key]: node[key] }));
    const named = Array.from({ length: 100 }, (_, index) => known[index] ?? { __typename: type, [key]: `unknown ${index}` });
    const answer = await api.query(entities(`... on ${type} { ${key} }`), { named });
    expect(answer.data._entities.filter(Boolean)).toHaveLength(known.length);
    expect(answer.statements).toBe(1);
  });

  test('overlaps are those of all authorities over all time, summed up once however many are named', async () => {
    const { data } = await api.query('{ priorities(first: 500) { nodes { overlaps { id title strength } } } }');
    const overlaps = [...new Map((data.priorities.nodes as { overlaps: { id: string }[] }[]).flatMap((priority) => priority.overlaps).map((overlap) => [overlap.id, overlap])).values()];
    const named = overlaps.map(({ id }) => ({ __typename: 'Overlap', id }));
    const [one, all] = [await api.query(entities('... on Overlap { id title strength }'), { named: named.slice(0, 1) }), await api.query(entities('... on Overlap { id title strength }'), { named })];
    expect(overlaps.length).toBeGreaterThan(10);
    expect(all.data._entities).toEqual(overlaps);
    expect(all.statements).toBe(one.statements);
  });

  test('several types in one request come back in the order asked', async () => {
    const named = [{ __typename: 'Theme', code: 'LAC' }, { __typename: 'Authority', code: 'E06000016' }, { __typename: 'Theme', id: 'NEET' }];
    const { data } = await api.query(entities('... on Theme { code } ... on Authority { name region { name } }'), { named });
    expect(data._entities).toEqual([{ code: 'LAC' }, { name: 'Leicester', region: { name: 'East Midlands' } }, { code: 'NEET' }]);
  });

  test('two keys that disagree name nothing', async () => {
    const { data, errors } = await api.query(entities('__typename'), { named: [{ __typename: 'Authority', code: 'E06000016', id: 'E06000018' }] });
    expect([data._entities, errors]).toEqual([[null], []]);
  });
});

test('a plan under embargo and its priorities are null until their day, as everywhere else', async () => {
  const { hub: small, harvestFiles } = await openTestHub();
  await harvestFiles({
    'plans.csv': `
      plan_ref,authority_codes,title,kind,valid_from,coverage,embargo_until
      secret,E06000016,Not out yet,cypp,2024,whole,2025-07-01
    `,
    'priorities.csv': `
      plan_ref,priority_ref,title,kind,adopted
      secret,p1,Fewer exclusions,priority,yes
    `,
  });
  const named = [{ __typename: 'Plan', id: 'E06000016/secret' }, { __typename: 'Priority', id: 'E06000016/p1' }];
  const asked = entities('... on Plan { title } ... on Priority { title }');
  const before = await (await apiOver(small, { today: '2025-06-30' })).query(asked, { named });
  const after = await (await apiOver(small, { today: '2025-07-01' })).query(asked, { named });
  expect([before.data._entities, before.errors]).toEqual([[null, null], []]);
  expect(after.data._entities).toEqual([{ title: 'Not out yet' }, { title: 'Fewer exclusions' }]);
});

describe('a record named wrongly', () => {
  test.each([
    ['no key', { __typename: 'Authority' }, 'A representation of Authority needs code or id'],
    ['a key of another type', { __typename: 'Plan', code: 'E06000016' }, 'A representation of Plan needs id'],
    ['a number for a key', { __typename: 'Authority', code: 6_000_016 }, 'needs code or id as a text'],
    ['an object for a key', { __typename: 'Authority', code: { in: ['E06000016'] } }, 'needs code or id as a text'],
    ['a number beside a right key', { __typename: 'Authority', code: 5, id: 'E06000016' }, 'needs code or id as a text that is not empty: each that is sent.'],
    ['a list beside a right key', { __typename: 'Authority', code: 'E06000016', id: ['E06000016'] }, 'needs code or id as a text'],
    ['an empty text beside a right key', { __typename: 'Authority', code: 'E06000016', id: '' }, 'needs code or id as a text'],
    ['null for a key', { __typename: 'Overlap', id: null }, 'needs id as a text'],
    ['an empty key', { __typename: 'Overlap', id: '' }, 'needs id as a text'],
    ['no type', { code: 'E06000016' }, '__typename is missing. Allowed: Authority, Region, Theme'],
    ['a type the hub does not have', { __typename: 'School', id: '1' }, '__typename is "School"'],
    ['a type without a key', { __typename: 'PageInfo', id: '1' }, '__typename is "PageInfo"'],
    ['a name that every object has', { __typename: 'constructor', id: '1' }, '__typename is "constructor"'],
    ['a number for a type', { __typename: 7, id: '1' }, '__typename is not a text'],
  ])('%s: an error in its place that says what is allowed, and the others are answered', async (_, wrong, message) => {
    const { data, errors } = await api.query(entities('... on Theme { code }'), { named: [wrong, { __typename: 'Theme', code: 'LAC' }] });
    expect(data._entities).toEqual([null, { code: 'LAC' }]);
    expect(errors).toMatchObject([{ message: expect.stringContaining(message), path: ['_entities', 0], extensions: { code: 'BAD_ARGUMENT' } }]);
  });

  test.each(['{}', '[1]', '7', 'null'])('a type that is no text is told so as well where it stands in the query: %s', async (type) => {
    const { data, errors } = await api.query(`{ _entities(representations: [{ __typename: ${type} }, { __typename: "Theme", code: "LAC" }]) { ... on Theme { code } } }`);
    expect(data._entities).toEqual([null, { code: 'LAC' }]);
    expect(errors).toMatchObject([{ path: ['_entities', 0], extensions: { code: 'BAD_ARGUMENT' } }]);
  });

  test('what a gateway sends beside a key is passed over, be it a key that it has not', async () => {
    const named = [{ __typename: 'Authority', code: 'E06000016', id: null, name: 5 }, { __typename: 'Theme', code: 'LAC', plan: { id: 7 } }];
    const { data, errors } = await api.query(entities('... on Authority { id } ... on Theme { code }'), { named });
    expect([data._entities, errors]).toEqual([[{ id: 'E06000016' }, { code: 'LAC' }], []]);
  });

  test.each([[[5]], [['Authority']], [[true]], [[[]]], [[null]], [null], ['x'], [{}], [[{ __typename: 'Theme', code: 'LAC' }, 5]]])('%j in place of records is refused before anything is read', async (named) => {
    const { data, errors, statements } = await api.query(entities('__typename'), { named });
    expect(data?._entities ?? null).toEqual(named !== null && !Array.isArray(named) && typeof named === 'object' ? [null] : null);
    expect(Object.keys(errorCodes)).toContain(errors[0]?.extensions?.code);
    expect(errors[0]?.extensions?.code).not.toBe('INTERNAL_SERVER_ERROR');
    expect(statements).toBe(0);
  });

  test('written into the query it is read the same way, and may hold variables', async () => {
    const right = await api.query('query ($code: String) { _entities(representations: [{ __typename: "Theme", code: $code }]) { ... on Theme { code } } }', { code: 'LAC' });
    expect(right.data._entities).toEqual([{ code: 'LAC' }]);
    const wrong = await api.query('{ _entities(representations: [5]) { __typename } }');
    expect(wrong.errors[0]).toMatchObject({ message: expect.stringContaining('A representation is an object with __typename and a key'), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
  });

  test('none named, none given', async () => {
    expect((await api.query(entities('__typename'), { named: [] })).data._entities).toEqual([]);
  });
});

describe('what a gateway may ask for', () => {
  const named = (length: number, type = 'Authority') => Array.from({ length }, (_, index) => ({ __typename: type, id: `${index}` }));

  test('500 records at once, and not one more', async () => {
    expect((await api.query(entities('__typename'), { named: named(500) })).errors).toEqual([]);
    const { errors, statements } = await api.query(entities('__typename'), { named: named(501) });
    expect(errors[0]).toMatchObject({ message: 'representations names 501 records. The most is 500: ask for the rest in a second request.', extensions: { code: 'BAD_ARGUMENT' } });
    expect(statements).toBe(0);
  });

  test('each record costs what is asked of it, counted before anything is read', async () => {
    const asked = entities('... on Authority { plans(first: 100) { nodes { title } } }');
    expect((await api.query(asked, { named: named(100) })).errors).toEqual([]);
    const { errors, statements } = await api.query(asked, { named: named(500) });
    expect(errors[0]!.extensions!.code).toBe('QUERY_TOO_COSTLY');
    expect(statements).toBe(0);
  });

  test('summing overlaps up is paid for each time it is asked', async () => {
    const many = (type: string) => api.query(`query ($named: [_Any!]!) { ${Array.from({ length: 60 }, (_, index) => `a${index}: _entities(representations: $named) { __typename }`).join(' ')} }`, { named: named(1, type) });
    expect((await many('Overlap')).errors[0]!.extensions!.code).toBe('QUERY_TOO_COSTLY');
    expect((await many('Authority')).errors).toEqual([]);
  });
});
