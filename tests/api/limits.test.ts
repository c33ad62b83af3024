import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { introspectionLimit } from '../../src/api/introspection.ts';
import { onlyKnownOperations } from '../../src/api/knownOperations.ts';
import { repetitionLimit } from '../../src/api/repetition.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub } from '../support/harvest.ts';

const walk = (levels: number) => `{ authorities { nodes { ${'plans { nodes { authorities { '.repeat(levels)} name ${'} } }'.repeat(levels)} } } }`;

async function emptyApi() {
  return apiOver((await openTestHub()).hub);
}

describe('depth', () => {
  test('a walk authority → plans → authorities thirty levels deep is refused before anything is read', async () => {
    const api = await emptyApi();
    await api.query('{ __typename }');
    const started = process.cpuUsage();
    const { errors, statements } = await api.query(walk(10));
    const { user, system } = process.cpuUsage(started);
    expect(errors[0]).toMatchObject({ message: expect.stringContaining('The most is 15'), extensions: { code: 'QUERY_TOO_DEEP' } });
    expect(statements).toBe(0);
    // Processor time, not time on the clock; the bound is loose on purpose and still far from what thirty levels would cost.
    expect((user + system) / 1000).toBeLessThan(500);
  });

  test('a fragment does not hide depth, and one that spreads itself is refused', async () => {
    const api = await emptyApi();
    const hidden = await api.query(`query { authorities { nodes { ...A } } } fragment A on Authority { plans { nodes { authorities { plans { nodes { authorities { ...B } } } } } } } fragment B on Authority { plans { nodes { authorities { plans { nodes { authorities { plans { nodes { title } } } } } } } } }`);
    expect(hidden.errors.map((error) => error.extensions!.code)).toContain('QUERY_TOO_DEEP');
    const endless = await api.query(`query { authorities { nodes { ...A } } } fragment A on Authority { plans { nodes { authorities { ...A } } } }`);
    expect(endless.errors.length).toBeGreaterThan(0);
    expect(endless.statements).toBe(0);
  });

  test('introspection, which is deep by nature, is allowed', async () => {
    const api = await emptyApi();
    const { errors } = await api.query(`{ __schema { types { fields { type { ofType { ofType { ofType { ofType { ofType { ofType { ofType { ofType { ofType { ofType { ofType { ofType { ofType { name } } } } } } } } } } } } } } } } } }`);
    expect(errors).toEqual([]);
  });

  test('lists of the schema within one another are refused from the third on, with what is allowed and where the schema is', async () => {
    const api = await emptyApi();
    const { errors } = await api.query('{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }');
    expect(errors).toMatchObject([{ message: expect.stringMatching(/"fields".* three or more levels .*The most is 2: .*__type\(name: "Plan"\).*\/schema\.graphql\.$/), extensions: { code: 'QUERY_TOO_DEEP' } }]);
    expect((await api.query('{ __schema { types { fields { type { fields { name } } } } } }')).errors).toEqual([]);
  });
});

describe('operations', () => {
  test('a document that asks for the schema more than four times is refused, and one that asks four times is not', async () => {
    const { schema } = await emptyApi();
    const ask = (times: number) => `{ ${Array.from({ length: times }, (_, index) => `a${index}: __type(name: "Plan") { name }`).join(' ')} }`;
    const rules = [introspectionLimit(4)];
    expect(validate(schema, parse(ask(4)), rules)).toEqual([]);
    const errors = validate(schema, parse(ask(200)), rules);
    expect(errors).toMatchObject([{ message: expect.stringContaining('The most is 4'), extensions: { hubCode: 'QUERY_TOO_COSTLY' } }]);
    expect(validate(schema, parse('{ ...F } fragment F on Query { a: __schema { types { name } } b: __schema { types { name } } c: __type(name: "Plan") { name } d: __type(name: "Plan") { name } e: __type(name: "Plan") { name } }'), rules)).toHaveLength(1);
  });

  test('an operation that the schema has no root for is refused while it is read', async () => {
    const { schema } = await emptyApi();
    expect(validate(schema, parse('subscription { x }'), [onlyKnownOperations])).toMatchObject([{ message: 'The hub has no subscription. Ask with a query.' }]);
    expect(validate(schema, parse('{ dataVersion { number } }'), [onlyKnownOperations])).toEqual([]);
  });
});

test('a document that asks for the schema again and again is refused', async () => {
  const api = await emptyApi();
  const { errors } = await api.query(`{ ${Array.from({ length: 20 }, (_, index) => `s${index}: __schema { types { name } }`).join(' ')} }`);
  expect(errors[0]).toMatchObject({ message: expect.stringContaining('more than 4 times'), extensions: { code: 'QUERY_TOO_COSTLY' } });
});

describe('names and directives', () => {
  const named = (times: number) => `{ ${Array.from({ length: times }, (_, index) => `a${index}: __typename`).join(' ')} }`;
  const directed = (times: number) => `{ ${'__typename @include(if: true) '.repeat(times)} }`;

  test('as many fields as allowed may have another name, and one more is refused', async () => {
    const api = await emptyApi();
    expect((await api.query(named(200))).errors).toEqual([]);
    expect((await api.query(named(201))).errors[0]).toMatchObject({ message: expect.stringContaining('gives 201 fields another name. The most is 200: ask for the rest in a second query'), extensions: { code: 'TOO_MANY_ALIASES' } });
  });

  test('a name of 200 characters may be given, and a longer one is refused', async () => {
    const api = await emptyApi();
    expect((await api.query(`{ ${'a'.repeat(200)}: __typename }`)).errors).toEqual([]);
    expect((await api.query(`{ ...F } fragment F on Query { ${'a'.repeat(20_000)}: __typename }`)).errors[0]).toMatchObject({ message: 'A field gets a name of 20,000 characters. The most is 200: give it a shorter one.', extensions: { code: 'QUERY_TOO_LONG' } });
  });

  test('as many directives as allowed may stand in a document, and one more is refused', async () => {
    const api = await emptyApi();
    expect((await api.query(directed(50))).errors).toEqual([]);
    expect((await api.query(directed(51))).errors[0]).toMatchObject({ message: expect.stringContaining('has 51 directives. The most is 50'), extensions: { code: 'TOO_MANY_DIRECTIVES' } });
  });

  test('they are counted wherever they stand, and both may be too many at once', async () => {
    const { schema } = await emptyApi();
    const hidden = 'query @include(if: true) { ...F } fragment F on Query { a: __typename @skip(if: false) ... @include(if: true) { b: __typename } }';
    expect(validate(schema, parse(hidden), [repetitionLimit({ maxAliases: 2, maxDirectives: 3 })])).toEqual([]);
    const errors = validate(schema, parse(hidden), [repetitionLimit({ maxAliases: 1, maxDirectives: 2 })]);
    expect(errors.map((error) => error.extensions['hubCode'])).toEqual(['TOO_MANY_ALIASES', 'TOO_MANY_DIRECTIVES']);
  });

  test('a field asked for so often that comparing it with itself costs too much is refused with a sentence', async () => {
    const api = await emptyApi();
    const { errors } = await api.query(`{ ${'plans { nodes { authorities { plans { totalCount } } } } '.repeat(380)} }`);
    expect(errors[0]).toMatchObject({ message: expect.stringContaining('Ask for each field once'), extensions: { code: 'QUERY_TOO_COSTLY' } });
  });
});

describe('what an operator may turn off', () => {
  test('questions about the schema, with the place where it can be read', async () => {
    const api = await apiOver((await openTestHub()).hub, { limits: { allowsIntrospection: false } });
    for (const query of ['{ __schema { types { name } } }', '{ __type(name: "Plan") { name } }', '{ ...F } fragment F on Query { s: __schema { types { name } } }']) {
      expect((await api.query(query)).errors).toMatchObject([{ message: 'This hub does not answer "__schema" and "__type". Its schema can be read at /schema.graphql.', extensions: { code: 'INTROSPECTION_OFF' } }]);
    }
    expect((await api.query('{ __typename }')).errors).toEqual([]);
  });

  test('suggestions of what a name might have been meant to be, in queries and in variables', async () => {
    const hub = (await openTestHub()).hub;
    const [helpful, silent] = [await apiOver(hub), await apiOver(hub, { limits: { givesSuggestions: false } })];
    const misspelt = [
      ['{ plan { totalCount } }', {}],
      ['{ plans { nodes { titel } } }', {}],
      ['{ plans(frist: 1) { totalCount } }', {}],
      ['query ($by: OverlapOrder) { overlaps(orderBy: $by) { totalCount } }', { by: 'STRENGHT' }],
    ] as const;
    let suggested = 0;
    for (const [query, variables] of misspelt) {
      if ((await helpful.query(query, variables)).errors.some(({ message }) => message.includes('Did you mean'))) suggested += 1;
      const { errors } = await silent.query(query, variables);
      expect(errors.length).toBeGreaterThan(0);
      for (const { message } of errors) expect(message).not.toContain('Did you mean');
    }
    expect(suggested).toBeGreaterThanOrEqual(3);
  });
});

describe('cost', () => {
  test('the same question with other variables has a price of its own', async () => {
    const api = await emptyApi();
    const ask = async (first: number) => (await api.query('query ($n: Int) { authorities(first: $n) { nodes { plans(first: $n) { nodes { title } } } } }', { n: first })).errors.map((error) => error.extensions!.code);
    for (let times = 0; times < 2; times += 1) {
      expect(await ask(10)).toEqual([]);
      expect(await ask(500)).toEqual(['QUERY_TOO_COSTLY']);
    }
  });

  test('a query that could return too much is refused before anything is read, and says how to narrow it', async () => {
    const api = await emptyApi();
    const { errors, statements } = await api.query(`{ authorities(first: 500) { nodes { plans(first: 500) { nodes { priorities(first: 500) { nodes { title } } } } } } }`);
    expect(errors[0]).toMatchObject({ message: expect.stringMatching(/could return about .* The most is 100,000: ask for fewer rows/), extensions: { code: 'QUERY_TOO_COSTLY' } });
    expect(statements).toBe(0);
  });

  test('a variable in place of the number makes no difference', async () => {
    const api = await emptyApi();
    const { errors } = await api.query(`query ($n: Int!) { authorities(first: $n) { nodes { plans(first: $n) { nodes { priorities(first: $n) { nodes { title } } } } } } }`, { n: 500 });
    expect(errors[0]!.extensions!.code).toBe('QUERY_TOO_COSTLY');
  });

  test('each paged list within another field has its price, though it asks for no row: it is a statement all the same', async () => {
    const api = await emptyApi();
    const ask = (lists: number) => api.query(`{ indicators(first: 100) { nodes { ${Array.from({ length: lists }, (_, n) => `a${n}: observations(first: 0, filter: { from: "${1_000 + n}-02-01" }) { totalCount }`).join(' ')} } } }`);
    const { errors, statements } = await ask(100);
    expect(errors).toMatchObject([{ message: expect.stringContaining('fewer nested lists'), extensions: { code: 'QUERY_TOO_COSTLY' } }]);
    expect(statements).toBe(0);
    expect((await ask(20)).errors).toEqual([]);
  });

  test('aliases add up', async () => {
    const api = await emptyApi();
    const many = Array.from({ length: 40 }, (_, index) => `a${index}: authorities(first: 500) { nodes { id code name kind regionCode } }`).join(' ');
    expect((await api.query(`{ ${many} }`)).errors[0]!.extensions!.code).toBe('QUERY_TOO_COSTLY');
  });

  test('each question has a price of its own, however few rows it asks for', async () => {
    const api = await emptyApi();
    const { errors, statements } = await api.query(`{ ${Array.from({ length: 180 }, (_, index) => `a${index}: observations(first: 1, filter: { latest: true }) { nodes { id } }`).join(' ')} }`);
    expect(errors[0]!.extensions!.code).toBe('QUERY_TOO_COSTLY');
    expect(statements).toBe(0);
    expect((await api.query(`{ ${Array.from({ length: 90 }, (_, index) => `a${index}: plans(first: 1) { totalCount }`).join(' ')} }`)).errors).toEqual([]);
  });

  test('summing overlaps up has a price of its own, however little is asked of the sums', async () => {
    const api = await emptyApi();
    const { errors, statements } = await api.query(`{ ${Array.from({ length: 40 }, (_, index) => `a${index}: overlaps(first: 1) { totalCount }`).join(' ')} }`);
    expect(errors[0]!.extensions!.code).toBe('QUERY_TOO_COSTLY');
    expect(statements).toBe(0);
  });

  test('a list of no overlaps is priced by what is asked of its coverage, and the reasons of a member by how many are asked for', async () => {
    const api = await emptyApi();
    const hidden = await api.query('{ overlaps(first: 0) { coverage { plans { priorities(first: 500) { nodes { title kind description ref } } actions(first: 500) { nodes { title } } } } } }');
    expect(hidden.errors[0]!.extensions!.code).toBe('QUERY_TOO_COSTLY');
    const reasons = (first: number) => api.query(`{ overlaps { nodes { members(first: 50) { nodes { evidence(first: ${first}) { weight explanation } } } } } }`);
    expect((await reasons(20)).errors).toEqual([]);
    expect((await reasons(50)).errors[0]!.extensions!.code).toBe('QUERY_TOO_COSTLY');
  });

  test('fragments that double from one to the next cost what they are read for: once', async () => {
    const api = await emptyApi();
    const doubling = Array.from({ length: 20 }, (_, index) => `fragment F${index} on Query { a${index}: plans(first: 1) { nodes { id } } ...F${index + 1} ...F${index + 1} }`).join(' ');
    expect((await api.query(`{ ...F0 } ${doubling} fragment F20 on Query { __typename }`)).errors).toEqual([]);
  });

  test('a query too large to count is refused rather than waved through', async () => {
    const api = await emptyApi();
    const names = Array.from({ length: 8 }, (_, index) => `a${index}`);
    const growing = Array.from({ length: 4 }, (_, level) => `fragment F${level} on Plan { ${names.map((name) => `${name}: authorities { plans { nodes { ...F${level + 1} } } }`).join(' ')} }`).join(' ');
    const { errors } = await api.query(`{ plans(first: 0) { nodes { ...F0 } } } ${growing} fragment F4 on Plan { id }`);
    expect(errors[0]).toMatchObject({ message: expect.stringContaining('more values than can be counted'), extensions: { code: 'QUERY_TOO_COSTLY' } });
  });

  test('a variable that is null where a value must be is a mistake of the caller, and not a matter of cost', async () => {
    const api = await emptyApi();
    const { errors } = await api.query('query ($id: ID) { plan(id: $id) { title } }', { id: null });
    expect(errors[0]!.extensions!.code).toBe('GRAPHQL_VALIDATION_FAILED');
    const skipped = await api.query('query ($skip: Boolean = true) { dataVersion @skip(if: $skip) { number } }', { skip: null });
    expect(skipped.errors[0]).toMatchObject({ message: 'Argument "if" of non-null type "Boolean!" must not be null.', extensions: { code: 'BAD_USER_INPUT' } });
    expect(skipped.statements).toBe(0);
  });

  test('a document of more words than allowed is refused while it is read', async () => {
    const api = await emptyApi();
    const { errors } = await api.query(`{ ${Array.from({ length: 2_000 }, (_, index) => `a${index}: __typename`).join(' ')} }`);
    expect(errors).toMatchObject([{ message: 'The query has more than 5,000 words and signs, which is the most. Give values in variables, and ask for the rest in a second query.', extensions: { code: 'QUERY_TOO_LONG' } }]);
  });

  test('an ordinary question is answered', async () => {
    const api = await emptyApi();
    expect((await api.query(`{ authorities(first: 500) { nodes { name plans { nodes { title } } } } }`)).errors).toEqual([]);
  });
});

describe('pages', () => {
  test('a page size or an order that a client leaves empty is the one it would be without', async () => {
    const api = await emptyApi();
    const { errors, data } = await api.query('query ($n: Int, $by: OverlapOrder) { plans(first: $n) { nodes { id } totalCount } overlaps(first: $n, orderBy: $by) { nodes { members(first: $n) { nodes { evidence(first: $n) { weight } } } } } }', { n: null, by: null });
    expect(errors).toEqual([]);
    expect(data.plans).toEqual({ nodes: [], totalCount: 0 });
  });

  test('more than 500 rows at once, or fewer than none, are refused', async () => {
    const api = await emptyApi();
    expect((await api.query('{ plans(first: 501) { totalCount } }')).errors[0]).toMatchObject({ message: 'first is 501. The most is 500: ask for 500 and page on with "after".', extensions: { code: 'PAGE_TOO_LARGE' } });
    expect((await api.query('{ plans(first: -1) { totalCount } }')).errors[0]!.extensions!.code).toBe('BAD_ARGUMENT');
  });

  test('a cursor of another list, or made up, is refused', async () => {
    const api = await emptyApi();
    for (const cursor of ['', 'x', Buffer.from('["one"]').toString('base64url'), Buffer.from('{"a":1}').toString('base64url')]) {
      expect((await api.query('query ($after: String) { plans(after: $after) { nodes { id } } }', { after: cursor })).errors[0]!.extensions!.code).toBe('BAD_CURSOR');
    }
  });
});
