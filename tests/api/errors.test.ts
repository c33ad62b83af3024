import { buildSchema } from 'graphql';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createApi } from '../../src/api/createApi.ts';
import { createApp } from '../../src/api/createApp.ts';
import { buildHubSchema } from '../../src/api/schema.ts';
import { readConfig } from '../../src/config.ts';
import { errorCodes } from '../../src/errors.ts';
import { rowRules } from '../../src/hub.ts';
import { openTestHub } from '../support/harvest.ts';

/** A real server on a free port, and every line it logged. */
async function startServer(options: { schema?: ReturnType<typeof buildSchema>; maxBodyBytes?: number } = {}) {
  const { hub } = await openTestHub();
  const logged: string[] = [];
  const log = pino({ base: null }, new Writable({ write: (chunk, _, done) => (logged.push(String(chunk)), done()) }));
  const app = createApp({ log, maxBodyBytes: options.maxBodyBytes ?? 10_000 });
  const api = createApi({ schema: options.schema ?? (await buildHubSchema()), rows: hub.rows, rules: rowRules, dataState: hub.dataState, acts: hub.acts, log, now: () => new Date(), limits: readConfig({}) }, app);
  await api.mount(app);
  await app.listen({ port: 0 });
  onTestFinished(() => app.close());
  const { port } = app.server.address() as { port: number };
  const post = async (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body });
    const text = await response.text();
    return { status: response.status, text, errors: (JSON.parse(text) as { errors?: { message: string; extensions: { code: string; errorId?: string } }[] }).errors ?? [] };
  };
  return { logged, post, port };
}

/** A schema whose only field fails as our own code might: with an error that names what nobody outside should see. */
function faultySchema() {
  const schema = buildSchema('type Query { broken: String }');
  schema.getQueryType()!.getFields().broken!.resolve = () => {
    throw new Error('SQLITE_ERROR in /srv/hub.sqlite: select secret from plan');
  };
  return schema;
}

test('a fault of the hub is masked, and logged under an id that the caller gets', async () => {
  const { post, logged } = await startServer({ schema: faultySchema() });
  // The third time it runs compiled.
  for (let time = 0; time < 3; time += 1) {
    const { text, errors } = await post('{"query":"{ broken }"}');
    expect(errors).toMatchObject([{ message: expect.stringContaining('Something went wrong in the hub'), path: ['broken'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(text).not.toMatch(/SQLITE|secret|\.ts|stack/);
    const entry = JSON.parse(logged[time]!) as { errorId: string; err: { message: string } };
    expect(entry.errorId).toBe(errors[0]!.extensions.errorId);
    expect(errors[0]!.message).toContain(entry.errorId);
    expect(entry.err.message).toContain('SQLITE_ERROR');
  }
  expect(logged).toHaveLength(3);
});

test('whatever is wrong with a request, the code is one of the list', async () => {
  const { post } = await startServer();
  const wrong = [
    '{"query":"{ plans { "}',
    '{"query":"{ nothing }"}',
    '{"query":"mutation { x }"}',
    '{"query":"subscription { x }"}',
    '{"query":"query ($n: Int!) { plans(first: $n) { totalCount } }","variables":{"n":"many"}}',
    '{"query":"query A { dataVersion { number } } query B { dataVersion { number } }"}',
    '{"query":"{ plans(after: \\"x\\") { totalCount } }"}',
    '{"query":"{ overlaps(filter: { asAt: \\"yesterday\\" }) { totalCount } }"}',
    '{"query":"{ _entities(representations: [{ __typename: \\"School\\", id: 1 }]) { __typename } }"}',
    '{"query":"query ($named: [_Any!]!) { _entities(representations: $named) { __typename } }","variables":{"named":[null,5]}}',
    '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"abc"}}}',
    '{}',
    '[]',
    'not json',
  ];
  for (const body of wrong) {
    const { errors, status } = await post(body);
    expect(errors.length, body).toBeGreaterThan(0);
    for (const error of errors) expect(Object.keys(errorCodes), `${body}: ${error.message}`).toContain(error.extensions?.code);
    for (const error of errors) expect(error.extensions.code, body).not.toBe('INTERNAL_SERVER_ERROR');
    expect(status, body).toBeLessThan(500);
  }
});

test('a body larger than allowed is refused with its own code', async () => {
  const { post } = await startServer({ maxBodyBytes: 2_000 });
  const { status, errors } = await post(JSON.stringify({ query: `{ __typename } # ${'x'.repeat(3_000)}` }));
  expect(status).toBe(413);
  expect(errors[0]).toMatchObject({ message: expect.stringContaining('2,000 bytes'), extensions: { code: 'BODY_TOO_LARGE' } });
});

test('an address that is not there says where to start', async () => {
  const { port } = await startServer();
  const response = await fetch(`http://127.0.0.1:${port}/nowhere`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
});
