import { generateKeyPairSync } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readSignIn } from '../../src/access/signIn/readSignIn.ts';
import { verifyToken } from '../../src/access/signIn/verifyToken.ts';
import { json, redirectTo, startAuthority, status, trouble, type Behaviour, type FakeAuthority } from '../support/fakeAuthority.ts';
import { fileWith, forgeToken, claims, makeSigningKey, now, signToken, written } from '../support/tokens.ts';

const [june, july] = await Promise.all([makeSigningKey('june'), makeSigningKey('july')]);
const publishing = (...keys: { published: object }[]): Behaviour => json({ keys: keys.map(({ published }) => published) });
const badKey = (words: string): unknown => expect.objectContaining({ code: 'BAD_KEY', message: expect.stringContaining(words) });
const unavailable = (words: string): unknown => expect.objectContaining({ code: 'SIGN_IN_UNAVAILABLE', message: expect.stringContaining(words) });

/** Sign-in whose keys a server publishes, on a clock that the test moves. */
async function signInBy(behaviour: Behaviour, keyTimeoutMs?: number) {
  vi.useFakeTimers({ toFake: ['Date'], now });
  onTestFinished(() => void vi.useRealTimers());
  const server: FakeAuthority = await startAuthority({ '/jwks': behaviour });
  const signIn = readSignIn(fileWith({ issuers: [{ ...written, keys: { url: server.at('/jwks') } }] }), { ...(keyTimeoutMs !== undefined && { keyTimeoutMs }) });
  return { server, verify: (token: string) => verifyToken(signIn, token, now), later: (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000) };
}

test('the server of keys is asked when the first token comes, once for many at a time', async () => {
  const { server, verify } = await signInBy(publishing(june));
  expect(server.asked).toEqual([]);
  const token = await signToken(june);
  const holders = await Promise.all(Array.from({ length: 20 }, () => verify(token)));
  expect(holders.map((holder) => holder.name)).toEqual(Array.from({ length: 20 }, () => 'Approver of Leicester'));
  expect(server.asked).toEqual(['/jwks']);
});

test('a new key of the issuer is found once half a minute has gone, and tokens of the old are taken as long as it is published', async () => {
  const { server, verify, later } = await signInBy(publishing(june));
  await verify(await signToken(june));
  server.behave({ '/jwks': publishing(june, july) });
  later(29);
  await expect(verify(await signToken(july))).rejects.toEqual(badKey('names a signing key that its issuer does not have'));
  later(2);
  expect(await verify(await signToken(july))).toMatchObject({ roles: ['approver'] });
  expect(await verify(await signToken(june))).toMatchObject({ roles: ['approver'] });
  expect(server.asked).toHaveLength(2);
});

test('a key that the issuer takes away opens nothing more after ten minutes', async () => {
  const { server, verify, later } = await signInBy(publishing(june, july));
  await verify(await signToken(june));
  server.behave({ '/jwks': publishing(july) });
  later(599);
  expect(await verify(await signToken(june))).toMatchObject({ roles: ['approver'] });
  later(2);
  await expect(verify(await signToken(june))).rejects.toEqual(badKey('does not have'));
});

test('unknown key ids, however many come, have the server asked once in half a minute', async () => {
  const { server, verify, later } = await signInBy(publishing(june));
  for (const kid of ['a', 'b', 'c', '../jwks', 'd']) await expect(verify(await signToken(july, {}, { kid }))).rejects.toEqual(badKey('does not have'));
  expect(server.asked).toHaveLength(1);
  later(31);
  await expect(verify(await signToken(july, {}, { kid: 'e' }))).rejects.toEqual(badKey('does not have'));
  await expect(verify(await signToken(july, {}, { kid: 'f' }))).rejects.toEqual(badKey('does not have'));
  expect(server.asked).toEqual(['/jwks', '/jwks']);
});

test('what is plainly not a token of the issuer does not have the server asked', async () => {
  const { server, verify } = await signInBy(publishing(june));
  await expect(verify('a.b.c')).rejects.toEqual(badKey('is none'));
  await expect(verify(forgeToken({ alg: 'none' }, claims))).rejects.toEqual(badKey('signed in a way'));
  await expect(verify(forgeToken({ alg: 'HS256' }, claims, 'AAAA'))).rejects.toEqual(badKey('signed in a way'));
  await expect(verify(await signToken(june, { iss: 'https://other.example' }))).rejects.toEqual(badKey('an issuer whose tokens'));
  expect(server.asked).toEqual([]);
});

const tooMuch = JSON.stringify({ keys: [june.published], more: ' '.repeat(300_000) });
test.each([
  ['breaks off at once', trouble.cutsAtOnce, 'cannot be reached, or broke off'],
  ['breaks off half-way', trouble.halfABody, 'cannot be reached, or broke off'],
  ['never answers', trouble.neverAnswers, 'did not answer in time'],
  ['answers drop by drop', trouble.drips, 'did not answer in time'],
  ['stops half-way', trouble.stopsHalfWay, 'did not answer in time'],
  ['answers without end', trouble.endlessBody, 'answers with more than 262144 bytes'],
  ['answers with what grows without end when it is unpacked', trouble.gzipBomb, 'answers with more than 262144 bytes'],
  ['answers with its keys and a great deal more', (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(tooMuch)), 'answers with more than 262144 bytes'],
  ['answers with a page', trouble.webPage, 'is no JSON Web Key Set'],
  ['answers with JSON that is no key set', json([june.published]), 'is no JSON Web Key Set'],
  ['answers with keys that are none', json({ keys: ['june'] }), 'is no JSON Web Key Set'],
  ['is in trouble', status(500), 'answers with the status 500'],
  ['has no such page', status(404), 'answers with the status 404'],
  ['has nothing to say', status(204), 'answers with the status 204'],
  ['leads elsewhere', redirectTo('/elsewhere'), 'answers with the status 302'],
  ['publishes a key that cannot be read', json({ keys: [{ kty: 'RSA', kid: 'june', e: 'AQAB' }] }), 'one of them cannot be read'],
  ['publishes its private key', json({ keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid: 'june' }] }), 'one of them cannot be read'],
  ['publishes a short key', json({ keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' }), kid: 'june' }] }), 'has 1024 bits, and the least is 2048'],
] as [string, Behaviour, string][])('where the server of keys %s, the token is neither taken nor called bad', async (_, behaviour, words) => {
  const { server, verify } = await signInBy(behaviour, 200);
  const error = await verify(await signToken(june)).then(() => null, (thrown: unknown) => thrown);
  expect(error).toEqual(unavailable(words));
  expect((error as Error).message).not.toContain(server.at(''));
  expect(server.asked).toEqual(['/jwks']);
});

test('a secret that a server of keys publishes by mistake does not let anybody sign with it', async () => {
  const { verify } = await signInBy(json({ keys: [{ kty: 'oct', kid: 'june', k: 'c2VjcmV0', alg: 'HS256' }] }));
  await expect(verify(await signToken(june))).rejects.toEqual(badKey('does not have'));
});

test('while the server of keys is down, known keys serve for ten minutes, and it is asked every ten seconds at most', async () => {
  const { server, verify, later } = await signInBy(publishing(june));
  await verify(await signToken(june));
  server.behave({ '/jwks': trouble.cutsAtOnce });
  later(31);
  await expect(verify(await signToken(july))).rejects.toEqual(unavailable('cannot be reached'));
  expect(await verify(await signToken(june))).toMatchObject({ roles: ['approver'] });
  later(9);
  await expect(verify(await signToken(july))).rejects.toEqual(unavailable('cannot be reached'));
  expect(server.asked).toHaveLength(2);
  later(570);
  await expect(verify(await signToken(june))).rejects.toEqual(unavailable('cannot be reached'));
  await expect(verify(await signToken(june))).rejects.toEqual(unavailable('cannot be reached'));
  expect(server.asked).toHaveLength(3);
  server.behave({ '/jwks': publishing(july) });
  later(11);
  expect(await verify(await signToken(july))).toMatchObject({ roles: ['approver'] });
  await expect(verify(await signToken(june))).rejects.toEqual(badKey('does not have'));
});

test('where nobody listens at the address, the token is neither taken nor called bad', async () => {
  const { server, verify } = await signInBy(publishing(june));
  await server.close();
  await expect(verify(await signToken(june))).rejects.toEqual(unavailable('cannot be reached'));
});
