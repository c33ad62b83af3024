import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { readSignIn } from '../../src/access/signIn/readSignIn.ts';
import { buildServer } from '../../src/commands/buildServer.ts';
import { readConfig } from '../../src/config.ts';
import { json, startAuthority, trouble } from '../support/fakeAuthority.ts';
import { openTestHub } from '../support/harvest.ts';
import { makeKeyOf } from '../support/keys.ts';
import { claims, fileWith, forgeToken, makeSigningKey, now, seconds, signToken, written } from '../support/tokens.ts';

const [key, stranger] = await Promise.all([makeSigningKey('june'), makeSigningKey('june')]);

/** A hub as it is served, which takes the tokens of one issuer whose keys a server publishes; and everything that the hub logs. */
async function startHub(settings: Record<string, string> = {}) {
  const { hub } = await openTestHub();
  const issuer = await startAuthority({ '/jwks': json({ keys: [key.published] }) });
  const lines = new PassThrough();
  const signIn = readSignIn(fileWith({ issuers: [{ ...written, keys: { url: issuer.at('/jwks') } }] }));
  const { app } = await buildServer({ ...hub, harvesting: { ...hub.harvesting, now: () => now } }, { ...readConfig(settings), signIn }, { log: pino({ level: 'trace' }, lines) });
  onTestFinished(() => app.close());
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const ask = async (credential: string) => {
    const response = await fetch(`${address}/graphql`, { method: 'POST', body: JSON.stringify({ query: '{ viewer { roles body { code name } } }' }), headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}` } });
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: { message: string; extensions: { code: string } }[] };
    return { status: response.status, headers: response.headers, data, code: errors?.[0]?.extensions.code };
  };
  return { hub, app, address, issuer, ask, logged: () => String(lines.read() ?? '') };
}

test('a token signs its holder in, and a key of the hub still does', async () => {
  const { hub, ask } = await startHub();
  const signedIn = await ask(await signToken(key));
  expect(signedIn).toMatchObject({ status: 200, data: { viewer: { roles: ['APPROVER'], body: { code: 'E06000016', name: 'Leicester' } } } });
  expect(signedIn.headers.get('cache-control')).toBe('no-store');
  const publisher = await makeKeyOf(hub, { role: 'publisher', bodyCode: 'E06000016' });
  expect(await ask(publisher.key)).toMatchObject({ status: 200, data: { viewer: { roles: ['PUBLISHER'] } } });
});

test('a bad token gets 401, is never answered as the public, and never gets into the log', async () => {
  const { ask, logged } = await startHub();
  const good = await signToken(key);
  const bad = [await signToken(key, { exp: seconds - 900 }), await signToken(stranger), forgeToken({ alg: 'none' }, claims), 'a.b.c', good.slice(0, -4), `${good}.${good}`];
  for (const token of bad) {
    const { status, headers, data, code } = await ask(token);
    expect([status, data, code]).toEqual([401, undefined, 'BAD_KEY']);
    expect(headers.get('www-authenticate')).toBe('Bearer');
  }
  await ask(good);
  const log = logged();
  expect(log).toContain('/graphql');
  for (const token of [...bad, good]) expect(log).not.toContain(token);
  for (const personal of ['Jo Bloggs', 'jo.bloggs', 'a7f3']) expect(log).not.toContain(personal);
});

test('tokens that wait for their issuer’s keys, be they made up, have no turn meanwhile, so that others are answered as ever', async () => {
  const { app, address, issuer, ask } = await startHub({ MAX_CONCURRENT: '2' });
  let answerKeys = (): void => {};
  issuer.behave({ '/jwks': (request, response, time) => void (answerKeys = () => void json({ keys: [key.published] })(request, response, time)) });
  const good = await signToken(key);
  const made = [good, ...Array.from({ length: 8 }, (_, index) => forgeToken({ alg: 'RS256', kid: `made-up-${index}` }, claims, 'AAAA'))];
  let answered = 0;
  const waiting = [...made.map((token) => ask(token)), fetch(`${address}/proposals/one/paper`, { headers: { authorization: `Bearer ${made[1]!}` } })].map((answer) => answer.finally(() => (answered += 1)));
  await expect.poll(() => issuer.asked).toHaveLength(1);
  for (const path of ['/graphql?query=%7B__typename%7D', '/holdings']) expect((await fetch(address + path, { headers: { 'apollo-require-preflight': '1' } })).status).toBe(200);
  expect([answered, app.queue!.running(), app.queue!.waiting()]).toEqual([0, 0, 0]);
  answerKeys();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, ...Array.from({ length: 9 }, () => 401)]);
});

test('a token whose issuer’s keys cannot be read gets 503, and is neither called bad nor answered as the public', async () => {
  const { issuer, ask } = await startHub();
  issuer.behave({ '/jwks': trouble.cutsAtOnce });
  const { status, headers, data, code } = await ask(await signToken(key));
  expect([status, data, code, headers.get('www-authenticate')]).toEqual([503, undefined, 'SIGN_IN_UNAVAILABLE', null]);
});
