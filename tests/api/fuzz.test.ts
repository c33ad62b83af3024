import fc, { type GeneratorValue } from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { KeyAsked } from '../../src/access/newKey.ts';
import { buildHubSchema } from '../../src/api/schema.ts';
import { buildServer } from '../../src/commands/buildServer.ts';
import { readConfig } from '../../src/config.ts';
import { errorCodes } from '../../src/errors.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { refreshOverlaps, type Hub } from '../../src/hub.ts';
import { databaseKind, openPreparedHub } from '../support/database.ts';
import { makeKeyOf } from '../support/keys.ts';
import { nests, spoil, upTo, writeDocument } from '../support/writeDocument.ts';

const seed = 20_261_127;
/** PostgreSQL is asked fewer: what can go wrong there and not on SQLite lies in the statements, which soon repeat. */
const documents = { sqlite: 10_000, postgres: 1_500 }[databaseKind];
/** Longer than any of these questions takes on a slow machine; what takes longer hangs. */
const patienceMs = 20_000;
/** What MAX_ANSWER_CHARACTERS allows, and what is written beside each value. */
const longestAnswer = 20_000_000;

let hub: Hub;
/** Of everybody who may act. */
let keys: string[];

beforeAll(async () => {
  hub = await openPreparedHub('fuzzed_hub', async (prepared) => {
    for (const name of ['england', 'east-midlands', 'leicester', 'nottingham']) await harvestPackage(prepared.harvesting, `seeds/${name}`);
    await refreshOverlaps(prepared);
  });
  const asked: KeyAsked[] = [{ role: 'analyst', regionCode: 'E12000004' }, { role: 'approver', bodyCode: 'E06000016' }, { role: 'publisher', bodyCode: 'E06000018' }, { role: 'administrator' }];
  keys = await Promise.all(asked.map(async (one) => (await makeKeyOf(hub, one, new Date())).authorization));
});
afterAll(() => hub.close());

/** What goes to /graphql: a body, and whose key is shown, if anybody's. */
interface Request {
  body: string;
  authorization?: string;
  isMutation?: boolean;
}

/** Sends a request to /graphql and gives back what came. */
type Send = (request: Request) => Promise<{ status: number; text: string }>;

/** The whole server with all its limits, asked over HTTP or, faster, by way of everything but the wire. The rate lets one caller ask this often. */
async function openServer(schema: GraphQLSchema): Promise<{ overHttp: Send; inProcess: Send }> {
  const { app } = await buildServer(hub, readConfig({ RATE_PER_MINUTE: '10000000', LOG_LEVEL: 'silent' }), { schema });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    app.server.closeAllConnections();
    await app.close();
  });
  const headersOf = ({ authorization }: Request) => ({ 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) });
  return {
    async overHttp(request) {
      const response = await fetch(`${address}/graphql`, { method: 'POST', headers: headersOf(request), body: request.body });
      return { status: response.status, text: await response.text() };
    },
    async inProcess(request) {
      const { statusCode, payload } = await app.inject({ method: 'POST', url: '/graphql', headers: headersOf(request), payload: request.body });
      return { status: statusCode, text: payload };
    },
  };
}

/** One request: three quarters of them documents that run, the others spoilt in some way or no document at all. Some documents act, most of those with the key of somebody who may. */
function writeRequest(gen: GeneratorValue, schema: GraphQLSchema): Request {
  const kind = gen(upTo, 19);
  if (kind === 0) return { body: gen(fc.string, { unit: 'binary', maxLength: 200 }) };
  if (kind === 1) return { body: JSON.stringify(gen(fc.jsonValue)) };
  if (kind === 2) return { body: JSON.stringify({ query: gen(fc.string, { unit: 'binary', maxLength: 300 }) }) };
  if (kind === 3) return { body: JSON.stringify({ query: gen(fc.constantFrom, '{ __typename }', undefined), variables: gen(fc.jsonValue), operationName: gen(upTo, 1) === 0 ? gen(fc.jsonValue) : undefined, extensions: writeExtensions(gen) }) };
  const { query, variables, isMutation } = writeDocument(gen, schema);
  if (kind === 4) return { body: spoil(gen, JSON.stringify({ query, variables })) };
  const authorization = isMutation ? keys[gen(upTo, keys.length)] : undefined;
  return { body: JSON.stringify({ query: kind < 7 ? spoil(gen, query) : query, variables }), isMutation, ...(authorization !== undefined && { authorization }) };
}

/** Anything at all; or, three times in four, the hash of a query as Apollo asks for it, with something odd in it. */
function writeExtensions(gen: GeneratorValue): unknown {
  // By their place, since fast-check would compare what it is given to choose from level by level.
  const oneOf = (...values: unknown[]): unknown => values[gen(upTo, values.length - 1)];
  const anything = (): unknown => oneOf(gen(fc.jsonValue), { toString: 1, valueOf: 1 }, ...nests);
  const persistedQuery = { version: oneOf(1, 1, 2, anything()), sha256Hash: oneOf('0'.repeat(64), undefined, anything()) };
  return oneOf(anything(), ...[anything(), persistedQuery, persistedQuery].map((one) => ({ persistedQuery: one })));
}

/** What is wrong with an answer; nothing when it is as every answer must be. */
function faultIn({ status, text }: { status: number; text: string }): string | undefined {
  if (text.length > longestAnswer) return `An answer of ${text.length} characters`;
  if (status >= 500) return `Status ${status}: ${text.slice(0, 300)}`;
  const { data, errors = [] } = JSON.parse(text) as { data?: unknown; errors?: { message: string; extensions?: { code?: string } }[] };
  if (data === undefined && errors.length === 0) return 'Neither data nor an error';
  const strange = errors.find(({ extensions }) => !Object.hasOwn(errorCodes, extensions?.code ?? '') || extensions?.code === 'INTERNAL_SERVER_ERROR');
  if (strange) return `${strange.extensions?.code}: ${strange.message}`;
  return /\bat .*\.(ts|js):\d+/.test(text) ? 'It shows where in the code it failed' : undefined;
}

/** Sends so many requests and fails at the first fault or hang, with the body that brought it about. Says how many were answered without an error, and how many acts were tried and carried out or refused. */
async function ask(send: Send, schema: GraphQLSchema, { times, patience = patienceMs }: { times: number; patience?: number }): Promise<{ answered: number; acts: number }> {
  let [answered, acts] = [0, 0];
  const property = fc.asyncProperty(fc.gen(), async (gen) => {
    const request = writeRequest(gen, schema);
    const givenUp = new AbortController();
    const answer = await Promise.race([send(request), setTimeout(patience, undefined, { signal: givenUp.signal })]);
    givenUp.abort();
    const fault = answer ? faultIn(answer) : `No answer within ${patience} ms`;
    if (fault !== undefined) throw new Error(`${fault}\n${request.body}`);
    if (answer && !answer.text.includes('"errors":[')) answered += 1;
    if (answer && request.isMutation && answer.text.includes('"data":{')) acts += 1;
  });
  const { failed, errorInstance } = await fc.check(property, { numRuns: times, seed, endOnFailure: true });
  if (failed) throw errorInstance as Error;
  return { answered, acts };
}

describe('whatever is asked, the hub neither fails nor hangs, and says why it refuses in a code of its list', () => {
  test(`${documents} documents by way of everything but the wire`, { timeout: 600_000 }, async () => {
    const schema = await buildHubSchema();
    const { answered, acts } = await ask((await openServer(schema)).inProcess, schema, { times: documents });
    // Enough of them must run for the others' refusal to prove anything.
    expect(answered).toBeGreaterThan(documents / 6);
    expect(acts).toBeGreaterThan(documents / 50);
  });

  test('some hundred over HTTP', { timeout: 120_000 }, async () => {
    const schema = await buildHubSchema();
    const { answered } = await ask((await openServer(schema)).overHttp, schema, { times: 400 });
    expect(answered).toBeGreaterThan(50);
  });
});

describe('a planted fault is found', () => {
  async function schemaWith(resolve: () => unknown): Promise<GraphQLSchema> {
    const schema = await buildHubSchema();
    schema.getQueryType()!.getFields()['dataVersion']!.resolve = resolve;
    return schema;
  }

  test('a field that fails', { timeout: 60_000 }, async () => {
    const schema = await schemaWith(() => (undefined as unknown as string[]).length);
    await expect(ask((await openServer(schema)).inProcess, schema, { times: 3_000 })).rejects.toThrow(/INTERNAL_SERVER_ERROR: Something went wrong[\s\S]*dataVersion/);
  });

  test('acts that fail', { timeout: 60_000 }, async () => {
    const schema = await buildHubSchema();
    for (const act of Object.values(schema.getMutationType()!.getFields())) act.resolve = () => (undefined as unknown as string[]).length;
    await expect(ask((await openServer(schema)).inProcess, schema, { times: 3_000 })).rejects.toThrow(/INTERNAL_SERVER_ERROR: Something went wrong[\s\S]*mutation/);
  });

  test('a field that never answers', { timeout: 60_000 }, async () => {
    const schema = await schemaWith(() => new Promise(() => {}));
    await expect(ask((await openServer(schema)).inProcess, schema, { times: 3_000, patience: 1_000 })).rejects.toThrow(/No answer within 1000 ms[\s\S]*dataVersion/);
  });

  test('a code that is on no list', { timeout: 60_000 }, async () => {
    expect(faultIn({ status: 400, text: '{"errors":[{"message":"No","extensions":{"code":"NOVEL"}}]}' })).toBe('NOVEL: No');
    expect(faultIn({ status: 400, text: '{"errors":[{"message":"No"}]}' })).toBe('undefined: No');
    expect(faultIn({ status: 200, text: '{"data":{},"errors":[{"message":"in run (/srv/hub.ts:1:1)","extensions":{"code":"BAD_ARGUMENT","at":"at run (/srv/hub.ts:1:1)"}}]}' })).toContain('where in the code');
  });
});
