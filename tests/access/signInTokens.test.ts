import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { exportSPKI, type JWTPayload } from 'jose';
import { expect, test } from 'vitest';
import { readSignIn } from '../../src/access/signIn/readSignIn.ts';
import type { SignIn } from '../../src/access/signIn/signIn.ts';
import { looksLikeToken, verifyToken } from '../../src/access/signIn/verifyToken.ts';
import { json, startAuthority } from '../support/fakeAuthority.ts';
import { approver, audience, claims, fileWith, forgeToken, issuer, makeSigningKey, now, seconds, signToken, written } from '../support/tokens.ts';

const [rsa, elliptic, stranger] = await Promise.all([makeSigningKey('june'), makeSigningKey('curve', 'ES256'), makeSigningKey('june')]);
const jwks = { keys: [rsa.published, elliptic.published] };

/** Sign-in by a file with these changes, whose keys are the two of the issuer. */
const signInWith = (changed: object = {}): SignIn => readSignIn(fileWith({ issuers: [{ ...written, ...changed }] }, { 'jwks.json': jwks }));
const verify = (token: string, changed: object = {}) => verifyToken(signInWith(changed), token, now);
const badKey = (words: string): unknown => expect.objectContaining({ code: 'BAD_KEY', message: expect.stringContaining(words) });

test('a token of the issuer stands for the post that the configuration names, and for nothing that it says of a person', async () => {
  const holder = await verify(await signToken(rsa));
  expect(holder).toEqual({ id: `${issuer}|a7f3`, name: 'Approver of Leicester', roles: ['approver'], scopes: ['read:unpublished', 'read:proposals', 'speak', 'propose', 'approve'], bodyCode: 'E06000016', regionCode: null });
});

test.each([
  ['has expired, by one second more than the clocks may differ', { exp: seconds - 30 }, 'The token has expired.'],
  ['does not say when it expires', { exp: undefined }, 'does not say when it expires'],
  ['says in words when it expires', { exp: 'tomorrow' }, 'does not say when it expires'],
  ['is not valid yet', { nbf: seconds + 31 }, 'is not valid yet'],
  ['is of another issuer', { iss: 'https://sign-in.derby.example' }, 'comes from an issuer whose tokens this hub does not take'],
  ['is of an issuer whose name begins like that of this one', { iss: `${issuer}/` }, 'comes from an issuer whose tokens this hub does not take'],
  ['names no issuer', { iss: undefined }, 'has the dots of a token and is none'],
  ['names a list of issuers', { iss: [issuer] }, 'has the dots of a token and is none'],
  ['is for another audience', { aud: 'payroll' }, 'its audience is not this hub'],
  ['is for a list of other audiences', { aud: ['payroll', 'common-ground-2'] }, 'its audience is not this hub'],
  ['is for no audience', { aud: undefined }, 'its audience is not this hub'],
  ['has no subject', { sub: undefined }, 'does not say for whom it was made'],
  ['has an empty subject', { sub: '' }, 'does not say for whom it was made'],
  ['has a number as its subject', { sub: 7 }, 'does not say for whom it was made'],
  ['has a subject that no database could keep', { sub: 'a\0b' }, 'does not say for whom it was made'],
  ['has a subject that is longer than OpenID Connect allows', { sub: 'a'.repeat(256) }, 'does not say for whom it was made'],
  ['has no group that gives a role', { groups: ['everybody'] }, 'Your organisation signed you in, but nothing in this hub\'s configuration gives you a role.'],
  ['has a group that only begins like the one that gives a role', { groups: ['cyp-leicester-approvers-of-leave'] }, 'gives you a role'],
  ['has groups that are no texts', { groups: [['cyp-leicester-approvers'], { 0: 'cyp-leicester-approvers' }, null] }, 'gives you a role'],
  ['has an object for its groups', { groups: { value: 'cyp-leicester-approvers' } }, 'gives you a role'],
  ['has no groups', { groups: undefined }, 'gives you a role'],
  ['is longer than 16 kB', { more: 'x'.repeat(16_384) }, 'Expected at most 16384'],
])('a token that %s is refused', async (_, changed, words) => {
  await expect(verify(await signToken(rsa, changed))).rejects.toEqual(badKey(words));
});

test.each([
  ['expired within the seconds by which clocks may differ', { exp: seconds - 29 }],
  ['is valid from within those seconds', { nbf: seconds + 30 }],
  ['is for several audiences, this hub among them', { aud: ['payroll', audience] }],
  ['has the group alone, and no list', { groups: 'cyp-leicester-approvers' }],
  ['is a little shorter than 16 kB', { more: 'x'.repeat(11_000) }],
])('a token that %s is taken', async (_, changed) => {
  expect(await verify(await signToken(rsa, changed))).toMatchObject({ name: 'Approver of Leicester' });
});

test('by how many seconds clocks may differ is the configuration\'s to say', async () => {
  const token = await signToken(rsa, { exp: seconds });
  await expect(verify(token, { clockToleranceSeconds: 0 })).rejects.toEqual(badKey('has expired'));
  expect(await verify(token, { clockToleranceSeconds: 1 })).toMatchObject({ roles: ['approver'] });
});

test('a signature by an algorithm that is not the issuer\'s is refused, good as it may be', async () => {
  const token = await signToken(elliptic);
  await expect(verify(token)).rejects.toEqual(badKey('signed in a way that this hub does not take'));
  expect(await verify(token, { algorithms: ['RS256', 'ES256'] })).toMatchObject({ roles: ['approver'] });
});

test.each(['RS512', 'PS256', 'ES384', 'ES512', 'EdDSA'])('a token that is signed by %s is taken where the configuration allows it', async (alg) => {
  const key = await makeSigningKey('other', alg);
  const signIn = readSignIn(fileWith({ issuers: [{ ...written, algorithms: [alg] }] }, { 'jwks.json': { keys: [key.published] } }));
  expect(await verifyToken(signIn, await signToken(key), now)).toMatchObject({ roles: ['approver'] });
});

test('a token without a signature is refused, however the algorithm none is spelt', async () => {
  for (const alg of ['none', 'None', 'NONE', '']) await expect(verify(forgeToken({ alg, kid: 'june' }, claims))).rejects.toEqual(badKey(''));
  await expect(verify(forgeToken({ alg: 'none' }, claims))).rejects.toEqual(badKey('signed in a way that this hub does not take'));
  const [header, payload] = (await signToken(rsa)).split('.');
  await expect(verify(`${header}.${payload}.`)).rejects.toEqual(badKey('The signature of the token is not its issuer\'s'));
});

test('the public key, which everybody has, does not serve as the secret of an HMAC', async () => {
  const secrets = [await exportSPKI(rsa.publicKey), (await exportSPKI(rsa.publicKey)).trim(), JSON.stringify(rsa.published), JSON.stringify(jwks), rsa.published.n!, Buffer.from(rsa.published.n!, 'base64url')];
  for (const secret of secrets) {
    const unsigned = forgeToken({ alg: 'HS256', kid: 'june' }, claims).slice(0, -1);
    const token = `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
    await expect(verify(token)).rejects.toEqual(badKey('signed in a way that this hub does not take'));
  }
});

test('a signature of somebody else\'s key is refused, under the issuer\'s key id and under its own', async () => {
  await expect(verify(await signToken(stranger))).rejects.toEqual(badKey('The signature of the token is not its issuer\'s'));
  await expect(verify(await signToken(stranger, {}, { kid: 'theirs' }))).rejects.toEqual(badKey('names a signing key that its issuer does not have'));
});

test.each(['../../../../etc/passwd', '/dev/null', "june' or '1'='1", '', 'JUNE', '__proto__', 'constructor', 'http://127.0.0.1/jwks', { june: true }, ['june'], null, 0].map((kid) => ({ kid })))('the key id $kid is compared and nothing else', async ({ kid }) => {
  const token = forgeToken({ alg: 'RS256', kid }, claims, (await signToken(rsa)).split('.')[2]);
  await expect(verify(token)).rejects.toEqual(badKey(''));
  if (typeof kid === 'string') await expect(verify(await signToken(stranger, {}, { kid }))).rejects.toEqual(badKey('names a signing key that its issuer does not have'));
});

test('a token without a key id is taken by the one key that fits, and refused where there are several', async () => {
  const token = await signToken(rsa, {}, { kid: undefined });
  expect(await verify(token)).toMatchObject({ roles: ['approver'] });
  const signIn = readSignIn(fileWith({ issuers: [written] }, { 'jwks.json': { keys: [rsa.published, { ...stranger.published, kid: 'july' }] } }));
  await expect(verifyToken(signIn, token, now)).rejects.toEqual(badKey('does not say which of its issuer\'s keys signed it'));
});

test('keys, and addresses of keys, that a token brings along are not looked at', async () => {
  const attacker = await startAuthority({ '/jwks': json({ keys: [stranger.published] }) });
  const address = attacker.at('/jwks');
  const brought = { jku: address, x5u: address, jwk: stranger.published, x5c: ['MIIB'] };
  await expect(verify(await signToken(stranger, {}, brought))).rejects.toEqual(badKey('The signature of the token is not its issuer\'s'));
  await expect(verify(await signToken(stranger, { iss: attacker.at('') }, brought))).rejects.toEqual(badKey('comes from an issuer whose tokens'));
  await expect(verify(await signToken(stranger, { jku: address }, { ...brought, kid: address }))).rejects.toEqual(badKey('does not have'));
  expect(await verify(await signToken(rsa, {}, brought))).toMatchObject({ roles: ['approver'] });
  expect(attacker.asked).toEqual([]);
  // The control: whoever asks that server is seen.
  await fetch(address);
  expect(attacker.asked).toEqual(['/jwks']);
});

test('where the configuration names a type, a token of another, or of none, is refused', async () => {
  const atJwt = { typ: 'at+jwt' };
  expect(await verify(await signToken(rsa, {}, { typ: 'at+jwt' }), atJwt)).toMatchObject({ roles: ['approver'] });
  for (const typ of ['JWT', undefined]) await expect(verify(await signToken(rsa, {}, { typ }), atJwt)).rejects.toEqual(badKey('is of another type'));
});

test('a header that asks for more than the hub understands is refused', async () => {
  const signature = (await signToken(rsa)).split('.')[2];
  for (const header of [{ alg: 'RS256', kid: 'june', crit: ['exp'], exp: 1 }, { alg: 'RS256', kid: 'june', crit: ['b64'], b64: false }, { kid: 'june' }, { alg: ['RS256'], kid: 'june' }]) {
    await expect(verify(forgeToken(header, claims, signature))).rejects.toEqual(badKey(''));
  }
});

test.each(['', '.', '..', 'a.b', 'a.b.c', 'a.b.c.d', 'e30.e30.e30', ' . . ', 'W10.W10.W10', `${'a'.repeat(43)}`, 'é.é.é', '\0.\0.\0'])('%o is no token', async (text) => {
  await expect(verify(text)).rejects.toEqual(badKey('has the dots of a token and is none'));
});

test('a token that was cut, doubled or wrapped is refused', async () => {
  const token = await signToken(rsa);
  for (const text of [token.slice(0, -1), token.slice(1), `${token}${token}`, ` ${token}`, `${token}\n`, `${token}=`, `Bearer ${token}`, token.replaceAll('-', '+').replaceAll('_', '/') + '==']) await expect(verify(text)).rejects.toEqual(badKey(''));
});

test('a token in which any one character is another is refused', async () => {
  const signIn = signInWith({ algorithms: ['RS256', 'ES256'] });
  const tokens = [await signToken(rsa), await signToken(elliptic)];
  for (const token of tokens) expect(await verifyToken(signIn, token, now)).toMatchObject({ roles: ['approver'] });
  const signs = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ '];
  // The last character counts double: some of its bits belong to no byte.
  const places = fc.oneof(fc.nat(), fc.constant(-1));
  await fc.assert(fc.asyncProperty(fc.constantFrom(...tokens), places, fc.constantFrom(...signs), async (token, place, sign) => {
    const at = place === -1 ? token.length - 1 : place % token.length;
    fc.pre(token[at] !== sign);
    await expect(verifyToken(signIn, token.slice(0, at) + sign + token.slice(at + 1), now)).rejects.toEqual(badKey(''));
  }), { numRuns: 400 });
});

test('no refusal repeats any of the token', async () => {
  const tokens = await Promise.all([{ exp: seconds - 900 }, { aud: 'payroll' }, { groups: ['hr-secret-club'] }, { iss: 'https://evil.example' }, { sub: 'jo\nbloggs' }].map((changed) => signToken(rsa, changed)));
  for (const token of [...tokens, await signToken(stranger), await signToken(stranger, {}, { kid: 'theirs' })]) {
    const message = await verify(token).then(() => 'taken', (error: Error) => error.message);
    for (const part of [...token.split('.'), 'payroll', 'evil', 'bloggs', 'hr-secret-club', 'theirs', 'june']) expect(message).not.toContain(part);
  }
});

test('claims that a hub is not told to look at give nothing', async () => {
  const claim = async (path: string | string[], changed: JWTPayload) => verify(await signToken(rsa, { groups: [], ...changed }), { roles: [{ ...approver, claim: path, value: 'yes' }] }).then(({ roles }) => roles, () => 'refused');
  expect(await claim('realm_access.roles', { realm_access: { roles: ['no', 'yes'] } })).toEqual(['approver']);
  expect(await claim('realm_access.roles', { 'realm_access.roles': ['yes'] })).toBe('refused');
  expect(await claim(['https://hub.example/roles'], { 'https://hub.example/roles': 'yes' })).toEqual(['approver']);
  expect(await claim('realm_access.roles', { realm_access: 'yes', roles: ['yes'] })).toBe('refused');
});

test('what every object has is no claim', async () => {
  await expect(verify(await signToken(rsa), { roles: [{ ...approver, claim: 'constructor.name', value: 'Object' }] })).rejects.toEqual(badKey('gives you a role'));
});

const analyst = { claim: 'groups', value: 'go-em', role: 'analyst', region: 'E12000004', post: 'Government office analyst' };
const officer = { claim: 'groups', value: 'officers', role: 'officer', body: 'E06000016', post: 'Officer of Leicester' };

test('a token with several roles may do what all of them may, under the post that the configuration names first', async () => {
  const token = await signToken(rsa, { groups: ['cyp-leicester-approvers', 'officers', 'admins'] });
  const administrator = { claim: 'groups', value: 'admins', role: 'administrator', post: 'Administrator of the hub' };
  expect(await verify(token, { roles: [officer, approver, administrator] })).toEqual({ id: `${issuer}|a7f3`, name: 'Officer of Leicester', roles: ['officer', 'approver', 'administrator'], scopes: ['read:unpublished', 'read:proposals', 'speak', 'propose', 'approve', 'administer'], bodyCode: 'E06000016', regionCode: null });
});

test('a role may be given for less than all that it may do, and to a program for what is named alone', async () => {
  const token = await signToken(rsa, { groups: ['feeds'] });
  const program = { claim: 'groups', value: 'feeds', role: 'service-account', region: 'E12000004', post: 'Feed reader' };
  expect(await verify(token, { roles: [program] })).toMatchObject({ roles: ['service-account'], scopes: [], regionCode: 'E12000004' });
  expect(await verify(token, { roles: [{ ...program, scopes: ['read:proposals'] }] })).toMatchObject({ scopes: ['read:proposals'] });
  expect(await verify(token, { roles: [{ ...officer, value: 'feeds', scopes: ['speak'] }] })).toMatchObject({ roles: ['officer'], scopes: ['speak'] });
});

test('a token to which the configuration gives two places to act for is refused', async () => {
  const token = await signToken(rsa, { groups: ['cyp-leicester-approvers', 'officers', 'go-em', 'go-wm'] });
  const elsewhere = { ...officer, body: 'E06000018', post: 'Officer of Nottingham' };
  await expect(verify(token, { roles: [approver, elsewhere] })).rejects.toEqual(badKey('The configuration of this hub gives this token two bodies (E06000016, E06000018), and a token acts for one.'));
  await expect(verify(token, { roles: [analyst, { ...analyst, value: 'go-wm', region: 'E12000005' }] })).rejects.toEqual(badKey('two regions (E12000004, E12000005)'));
  await expect(verify(token, { roles: [analyst, officer] })).rejects.toEqual(badKey('a body and a region (E06000016, E12000004)'));
  expect(await verify(token, { roles: [approver, officer] })).toMatchObject({ bodyCode: 'E06000016' });
  expect(await verify(token, { roles: [{ ...analyst, region: undefined }, officer] })).toMatchObject({ bodyCode: 'E06000016', regionCode: null });
});

test('each of several issuers is held to its own keys, audience and roles', async () => {
  const derby = { ...written, issuer: 'https://sign-in.derby.example', audience: 'derby-hub', keys: { file: 'derby.json' }, roles: [{ ...approver, body: 'E06000015', post: 'Approver of Derby' }] };
  const signIn = readSignIn(fileWith({ issuers: [written, derby] }, { 'jwks.json': jwks, 'derby.json': { keys: [stranger.published] } }));
  const ofDerby = { iss: derby.issuer, aud: derby.audience };
  expect(await verifyToken(signIn, await signToken(stranger, ofDerby), now)).toMatchObject({ id: 'https://sign-in.derby.example|a7f3', bodyCode: 'E06000015' });
  expect(await verifyToken(signIn, await signToken(rsa), now)).toMatchObject({ bodyCode: 'E06000016' });
  await expect(verifyToken(signIn, await signToken(rsa, ofDerby), now)).rejects.toEqual(badKey('The signature'));
  await expect(verifyToken(signIn, await signToken(stranger, { ...ofDerby, aud: audience }), now)).rejects.toEqual(badKey('its audience is not this hub'));
});

test('a hub that takes no tokens says so, and takes nobody for the public', async () => {
  await expect(verifyToken(null, await signToken(rsa), now)).rejects.toEqual(badKey('This hub takes no tokens of OpenID Connect.'));
});

test('a token is told from a key of the hub by its three parts', async () => {
  expect([await signToken(rsa), 'a.b.c', 'a.b', 'a'.repeat(43), 'cg_0123456789ab_x', ''].map(looksLikeToken)).toEqual([true, true, false, false, false, false]);
});
