import fc from 'fast-check';
import { buildSchema, execute, getOperationAST, parse, print, validate, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { publicViewer } from '../../../src/access/viewer.ts';
import { contextOf, type RequestContext } from '../../../src/api/context.ts';
import { pricesOf } from '../../../src/api/costLimit.ts';
import { queryRunner } from '../../../src/api/execution/runQuery.ts';
import { buildHubSchema } from '../../../src/api/schema.ts';
import { refreshOverlaps, rowRules, type Hub } from '../../../src/hub.ts';
import { apiOver, openSeededHub } from '../../support/api.ts';
import { databaseKind } from '../../support/database.ts';
import { savedOperations } from '../../support/savedOperations.ts';
import { writeOperation } from '../../support/writeOperation.ts';

let hub: Hub;
let schema: GraphQLSchema;

beforeAll(async () => {
  hub = await openSeededHub();
  await refreshOverlaps(hub);
  schema = await buildHubSchema();
});
afterAll(() => hub.close());

const viewer = publicViewer('2026-01-15');
const newContext = (): RequestContext => contextOf({ rows: hub.rows, rules: rowRules, acts: hub.acts, now: () => new Date() }, viewer);

/** The same operation by graphql-js and compiled, as both would go out, to the order of the fields. */
async function bothAnswers(document: DocumentNode, operationName: string | undefined, variables: Record<string, unknown>) {
  const operation = getOperationAST(document, operationName)!;
  const plain = (await execute({ schema, document, operationName, variableValues: variables, contextValue: newContext() })) as ExecutionResult;
  let hasCompiled = false;
  const run = queryRunner(schema, (...args) => {
    const made = compileQuery(...args);
    if (!('query' in made)) return made;
    const { query } = made;
    made.query = (...asked) => {
      hasCompiled = true;
      return query(...asked);
    };
    return made;
  });
  const compiled = await run({ document, operation, variables, info: { key: 'any', isSaved: true, isKeepable: false } }, newContext());
  return { plain: JSON.stringify(plain), compiled: JSON.stringify(compiled), hasErrors: plain.errors !== undefined, hasCompiled };
}

/** Whether the hub would run it at all. */
function isAffordable(document: DocumentNode, variables: Record<string, unknown>): boolean {
  const operation = getOperationAST(document)!;
  try {
    return (pricesOf(schema)(document, operation, variables) ?? 0) < 20_000;
  } catch {
    return false;
  }
}

describe('compiled, an operation answers as by graphql-js', () => {
  /** What the public may see nothing of in the seeds, however it is asked. */
  const nothingToSee = new Set(['DecisionHistory', 'DuplicateCandidates', 'ProposalAsItStands', 'Proposals', 'SharingAgreements']);

  test.each(savedOperations)('$name of schema/operations, with its own variables and with others', async ({ name, document, otherVariables }) => {
    const answers = new Set<string>();
    for (const variables of [{}, otherVariables]) {
      const { plain, compiled, hasErrors, hasCompiled } = await bothAnswers(document, name, variables);
      expect(compiled).toBe(plain);
      // Were it not compiled, or wrong in any way, graphql-js would have answered twice.
      expect({ hasCompiled, hasErrors }, plain.slice(0, 500)).toEqual({ hasCompiled: true, hasErrors: false });
      answers.add(plain);
    }
    // Other variables that bring the same answer would try nothing.
    expect(answers.size).toBe(Object.keys(otherVariables).length === 0 || nothingToSee.has(name) ? 1 : 2);
  });

  const runs = { sqlite: 150, postgres: 60 }[databaseKind];
  // PostgreSQL answers statements in whatever order, and of two things that are wrong the first to fail is told.
  const tellsErrorsAlike = databaseKind === 'sqlite';

  test('whatever is written: fragments, aliases, conditions, lists in lists, wrong arguments and variables', async () => {
    const seen = { answers: 0, errors: 0 };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (random) => {
        const { text, variables } = writeOperation(schema, random);
        const document = parse(text);
        fc.pre(validate(schema, document).length === 0);
        fc.pre(isAffordable(document, variables));
        const { plain, compiled, hasErrors, hasCompiled } = await bothAnswers(document, undefined, variables);
        if (hasCompiled) seen[hasErrors ? 'errors' : 'answers'] += 1;
        if (hasErrors && !tellsErrorsAlike) expect(compiled).toMatch(/^\{"errors":\[/);
        else expect(compiled, `${text}\n${JSON.stringify(variables)}`).toBe(plain);
      }),
      { numRuns: runs, seed: 20_261_128 },
    );
    // Neither kind may crowd the other out.
    expect(Math.min(seen.answers, seen.errors)).toBeGreaterThan(runs / 15);
  }, 120_000);
});

describe('fragments stand in an answer where they stand in the question', () => {
  const animals = buildSchema('type Query { pet: Pet pets: [Pet!]! cat: Cat } interface Pet { name: String mother: Pet } type Cat implements Pet { name: String lives: Int mother: Cat } type Dog implements Pet { name: String barks: Boolean mother: Dog }');
  const cat = { __typename: 'Cat', name: 'Tib', lives: 9, mother: { __typename: 'Cat', name: 'Old Tib', lives: 8, mother: null } };
  const rootValue = { pet: cat, cat, pets: [cat, { __typename: 'Dog', name: 'Rex', barks: true, mother: null }] };

  test.each([
    ['before fields', '{ cat { ...A name } } fragment A on Cat { lives }'],
    ['one after another', '{ cat { ...A ...B } } fragment A on Cat { lives } fragment B on Cat { name }'],
    ['within one another, and twice', '{ ...R pet { name } ...R } fragment R on Query { cat { ...A mother { ...A } } } fragment A on Cat { mother { lives } ... on Pet { name } }'],
    ['of an interface, of its types and of others', '{ pets { ... on Dog { barks } ... on Cat { mother { lives } } ...P __typename mother { ... on Cat { lives } name } } } fragment P on Pet { mother { name ... on Pet { mother { name } } } ... on Cat { lives } }'],
    ['of a type that is never found', '{ pet { ... on Dog { barks } } }'],
    ['under other names', '{ pet { a: name ... on Cat { b: name n: lives } c: mother { ... on Cat { lives d: name } } } }'],
  ])('%s', async (_where, text) => {
    const document = parse(text);
    expect(validate(animals, document)).toEqual([]);
    const run = queryRunner(animals, (...args) => {
      const made = compileQuery(...args);
      if (!('query' in made)) throw new Error('graphql-jit did not compile it');
      const { query } = made;
      made.query = (_root, ...asked) => query(rootValue, ...asked);
      return made;
    });
    const answer = await run({ document, operation: getOperationAST(document)!, variables: {}, info: { key: text, isSaved: true, isKeepable: false } }, newContext());
    expect(JSON.stringify(answer)).toBe(JSON.stringify(await execute({ schema: animals, document, rootValue })));
  });
});

test('a representation that is written out is compiled without complaint, and with a variable in it left to graphql-js', async () => {
  const complaints = vi.spyOn(console, 'error');
  const ask = (representation: string, variables: Record<string, unknown>) => bothAnswers(parse(`query ${'id' in variables ? '($id: ID)' : ''} { _entities(representations: [${representation}]) { ... on Authority { name } __typename } }`), undefined, variables);
  const derby = '{"data":{"_entities":[{"name":"Derby","__typename":"Authority"}]}}';
  expect(await ask('{ __typename: "Authority", code: "E06000015" }', {})).toEqual({ plain: derby, compiled: derby, hasErrors: false, hasCompiled: true });
  // Compiled, it had been Derby's without a look at the second key.
  const nobody = '{"data":{"_entities":[null]}}';
  expect(await ask('{ __typename: "Authority", code: "E06000015", id: $id }', { id: 'E06000016' })).toEqual({ plain: nobody, compiled: nobody, hasErrors: false, hasCompiled: false });
  expect(complaints).not.toHaveBeenCalled();
  complaints.mockRestore();
});

describe('what is compiled', () => {
  /** Runs operations of a small schema, and says how often each was compiled. */
  function countingRunner() {
    const small = buildSchema('type Query { a: Int b: Int more: Query }');
    const compiled: string[] = [];
    const run = queryRunner(small, (...args) => {
      compiled.push(print(args[1] as DocumentNode));
      return compileQuery(...args);
    });
    return {
      compiled,
      ask: async (text: string, { isSaved = false } = {}) => {
        const document = parse(text);
        await run({ document, operation: getOperationAST(document)!, variables: {}, info: { key: text, isSaved, isKeepable: false } }, newContext());
      },
    };
  }

  test("a saved operation at once, a stranger's when it comes for the third time, each once", async () => {
    const { compiled, ask } = countingRunner();
    for (const _ of [1, 2]) await ask('{ a }', { isSaved: true });
    expect(compiled).toHaveLength(1);
    for (const _ of [1, 2]) await ask('{ b }');
    expect(compiled).toHaveLength(1);
    for (const _ of [3, 4, 5]) await ask('{ b }');
    expect(compiled).toHaveLength(2);
  });

  test('no more than a hundred: those not asked for longest make room', async () => {
    const { compiled, ask } = countingRunner();
    for (let number = 0; number <= 100; number += 1) for (const _ of [1, 2, 3]) await ask(`{ a${number}: a }`);
    expect(compiled).toHaveLength(101);
    await ask('{ a100: a }');
    expect(compiled).toHaveLength(101);
    await ask('{ a0: a }');
    expect(compiled).toHaveLength(102);
  });

  test("a stranger's only while it has 500 fields at most, however its fragments multiply them; a saved one always", async () => {
    const { compiled, ask } = countingRunner();
    const fields = (count: number): string => Array.from({ length: count }, (_, index) => `a${index}: a`).join(' ');
    for (const _ of [1, 2, 3, 4]) await ask(`{ ${fields(500)} }`);
    expect(compiled).toHaveLength(1);
    for (const _ of [1, 2, 3, 4]) await ask(`{ ${fields(501)} }`);
    expect(compiled).toHaveLength(1);
    await ask(`{ ${fields(502)} }`, { isSaved: true });
    expect(compiled).toHaveLength(2);
    // 2 fields 8 times over: 2 + 4 + … + 256 + 256, in a few hundred letters.
    const doubled = (level: number): string => (level === 0 ? '{ a }' : `{ ...F${level} }`);
    const fragments = Array.from({ length: 8 }, (_, level) => `fragment F${level + 1} on Query { l: more ${doubled(level)} r: more ${doubled(level)} }`).join(' ');
    for (const _ of [1, 2, 3, 4]) await ask(`${doubled(8)} ${fragments}`);
    expect(compiled).toHaveLength(2);
  });

  test('nothing with a condition in it, since graphql-jit takes one spread for another', async () => {
    const { compiled, ask } = countingRunner();
    const conditional = '{ ...A @skip(if: true) ...A } fragment A on Query { a }';
    for (const _ of [1, 2, 3, 4]) await ask(conditional, { isSaved: true });
    expect(compiled).toEqual([]);
    // Once this fails, graphql-jit has mended it, and canBeCompiled in runQuery.ts can go.
    const small = buildSchema('type Query { a: Int b: Int }');
    const document = parse('query ($no: Boolean!) { ...A @include(if: $no) ...A } fragment A on Query { a }');
    const made = compileQuery(small, document);
    if (!isCompiledQuery(made)) throw new Error('graphql-jit did not compile it');
    expect(await made.query({ a: 1 }, {}, { no: false })).toEqual({ data: {} });
    expect(await execute({ schema: small, document, rootValue: { a: 1 }, variableValues: { no: false } })).toEqual({ data: { a: 1 } });
  });
});

test('a field under a name that objects of JavaScript take for themselves is answered alike each time', async () => {
  const api = await apiOver(hub, { today: '2026-01-15', schema });
  for (const name of ['__proto__', 'constructor', 'toJSON', 'then', 'hasOwnProperty']) {
    const answers = [];
    for (const _ of [1, 2, 3, 4]) answers.push(JSON.stringify((await api.query(`{ authorities(first: 2) { nodes { ${name}: name code } } }`)).data));
    expect(new Set(answers).size, name).toBe(1);
    expect(answers[0]).toContain(`"${name}"`);
  }
});

test('what is wrong deep inside is told alike each time: its code, its path and its place', async () => {
  const api = await apiOver(hub, { today: '2026-01-15', schema });
  const query = '{ authorities(first: 2, filter: { region: "E12000004" }) { nodes { plans(first: 1) { nodes { priorities(after: "no cursor") { totalCount } } } } } }';
  const answers = [];
  for (const _ of [1, 2, 3, 4]) answers.push(await api.query(query));
  expect(answers[0]!.errors).toMatchObject([{ path: ['authorities', 'nodes', expect.any(Number), 'plans', 'nodes', 0, 'priorities'], locations: [{ line: 1, column: expect.any(Number) }], extensions: { code: 'BAD_CURSOR' } }]);
  for (const answer of answers) expect(answer).toMatchObject({ data: answers[0]!.data as unknown, errors: answers[0]!.errors });
  for (const _ of [1, 2, 3, 4]) expect((await api.query('query ($first: Int!) { plans(first: $first) { totalCount } }', { first: 'many' })).errors).toMatchObject([{ message: expect.stringMatching(/^Variable "\$first" got invalid value/), extensions: { code: 'BAD_USER_INPUT' } }]);
});
