import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { readSignIn } from '../../src/access/signIn/readSignIn.ts';
import { readConfig } from '../../src/config.ts';
import { approver, fileWith, issuer, makeSigningKey, written } from '../support/tokens.ts';

const [rsa, elliptic] = await Promise.all([makeSigningKey('june'), makeSigningKey('curve', 'ES256')]);
const jwks = { keys: [rsa.published] };
const wrong = (words: string): unknown => expect.objectContaining({ code: 'BAD_CONFIGURATION', message: expect.stringContaining(words) });

test('the setting leads to a file, and a hub without it takes no tokens', () => {
  expect(readConfig({}).signIn).toBeNull();
  const { signIn } = readConfig({ SIGN_IN: fileWith({ issuers: [written] }, { 'jwks.json': jwks }) });
  expect(signIn!.issuers.get(issuer)).toMatchObject({ audience: 'common-ground', clockToleranceSeconds: 30, typ: null, roles: [{ claim: ['groups'], bodyCode: 'E06000016', regionCode: null, post: 'Approver of Leicester' }] });
});

test('a file that is not there, or is not JSON, stops the start and is not quoted', () => {
  expect(() => readConfig({ SIGN_IN: 'no/such/file.json' })).toThrow(wrong('SIGN_IN is "no/such/file.json", which cannot be read'));
  const message = (file: string): string => { try { readSignIn(file); return ''; } catch (error) { return (error as Error).message; } };
  expect(message(fileWith('password=hunter2'))).toMatch(/is not JSON\. docs\/signing-in\.md shows what is expected\.$/);
});

const change = (changed: object) => ({ issuers: [{ ...written, ...changed }] });
const role = (changed: object) => change({ roles: [{ ...approver, ...changed }] });
test.each([
  ['is a list', [], 'Expected an object with issuers.'],
  ['has no issuers', { issuers: [] }, 'issuers is not there, or empty.'],
  ['has a property nobody reads', { issuers: [written], isuers: [] }, '"isuers" is no property of it.'],
  ['has an issuer that is none', { issuers: [null] }, 'issuers[0] is null. Expected an object with issuer, audience'],
  ['has an issuer twice', { issuers: [written, written] }, `The issuer "${issuer}" is there twice.`],
  ['has a misspelt property of an issuer', change({ algoritms: ['RS256'] }), 'issuers[0].algoritms is no property of it.'],
  ['lacks the audience', change({ audience: undefined }), 'issuers[0].audience is not there. Expected a text'],
  ['has an empty audience', change({ audience: '' }), 'issuers[0].audience is "". Expected a text'],
  ['has an issuer over http', change({ issuer: 'http://sign-in.example' }), 'issuers[0].issuer is "http://sign-in.example". Expected an address without user'],
  ['lacks the algorithms', change({ algorithms: undefined }), 'issuers[0].algorithms is not there. Expected a list of any of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA.'],
  ['has no algorithm', change({ algorithms: [] }), 'issuers[0].algorithms is []. Expected a list of any of RS256'],
  ['takes unsigned tokens', change({ algorithms: ['RS256', 'none'] }), 'issuers[0].algorithms is ["RS256","none"]. Expected a list of any of RS256'],
  ['takes tokens signed with a shared secret', change({ algorithms: ['HS256'] }), 'issuers[0].algorithms is ["HS256"]. Expected a list of any of RS256'],
  ['lacks the keys', change({ keys: undefined }), 'issuers[0].keys is not there. Expected { "file": PATH } or { "url": ADDRESS }.'],
  ['has keys of nowhere', change({ keys: {} }), 'issuers[0].keys has nothing. Expected file or url'],
  ['has keys of two places', change({ keys: { file: 'jwks.json', url: 'https://a.example' } }), 'issuers[0].keys has file, url. Expected file or url, and nothing else.'],
  ['has a misspelt place of keys', change({ keys: { uri: 'https://a.example' } }), 'issuers[0].keys has uri. Expected file or url'],
  ['has no path of keys', change({ keys: { file: '' } }), 'issuers[0].keys.file is "". Expected the path'],
  ['has keys over http elsewhere', change({ keys: { url: 'http://sign-in.example/jwks' } }), 'issuers[0].keys.url is "http://sign-in.example/jwks". Expected an address without user'],
  ['has keys over http at a host called almost like this machine', change({ keys: { url: 'http://localhost.example/jwks' } }), 'issuers[0].keys.url is'],
  ['has keys over http at a host that ends like this machine', change({ keys: { url: 'http://not-localhost/jwks' } }), 'issuers[0].keys.url is'],
  ['has keys in a file address', change({ keys: { url: 'file:///etc/jwks.json' } }), 'issuers[0].keys.url is'],
  ['has a password in the address of keys', change({ keys: { url: 'https://hub:hunter2@sign-in.example/jwks' } }), 'issuers[0].keys.url is "https://…@sign-in.example/jwks". Expected an address without user'],
  ['lets clocks differ for long', change({ clockToleranceSeconds: 61 }), 'issuers[0].clockToleranceSeconds is 61. Expected a whole number from 0 to 60'],
  ['lets clocks differ by words', change({ clockToleranceSeconds: '30' }), 'issuers[0].clockToleranceSeconds is "30".'],
  ['has a type that is none', change({ typ: '' }), 'issuers[0].typ is "". Expected a type'],
  ['has no roles', change({ roles: [] }), 'issuers[0].roles is []. Expected a list of at least one role.'],
  ['has a role that is none', change({ roles: ['approver'] }), 'issuers[0].roles[0] is "approver". Expected an object with claim, value, role'],
  ['has a misspelt property of a role', role({ vlaue: 'x' }), 'issuers[0].roles[0].vlaue is no property of it.'],
  ['has a claim that is none', role({ claim: 'realm_access..roles' }), 'issuers[0].roles[0].claim is "realm_access..roles". Expected a claim such as'],
  ['has an address as a path', role({ claim: 'https://example.org/roles' }), 'or a list of names such as ["https://example.org/roles"]'],
  ['has an empty path', role({ claim: [] }), 'issuers[0].roles[0].claim is [].'],
  ['lacks the value', role({ value: undefined }), 'issuers[0].roles[0].value is not there.'],
  ['has a value that is no text', role({ value: true }), 'issuers[0].roles[0].value is true.'],
  ['has a role that no one has', role({ role: 'owner' }), 'issuers[0].roles[0].role is "owner". Expected one of analyst, officer, approver, publisher, administrator, service-account.'],
  ['has a role by a name that every object has', role({ role: 'constructor' }), 'issuers[0].roles[0].role is "constructor".'],
  ['has an approver of nobody', role({ body: undefined }), 'issuers[0].roles[0].body is not there. An approver acts for one body. Expected the GSS code'],
  ['has a body that is no code', role({ body: 'Leicester' }), 'issuers[0].roles[0].body is "Leicester". Expected the GSS code of a body'],
  ['has an approver of a region', role({ region: 'E12000004' }), 'issuers[0].roles[0].region is "E12000004". An approver acts for no region: leave it out'],
  ['has an analyst of a body', role({ role: 'analyst' }), 'issuers[0].roles[0].body is "E06000016". An analyst acts for no body: leave it out'],
  ['has an administrator of a region', role({ role: 'administrator', body: undefined, region: 'E12000004' }), 'An administrator acts for no region'],
  ['has a region that is a body', role({ role: 'analyst', body: undefined, region: 'E06000016' }), 'issuers[0].roles[0].region is "E06000016". Expected the GSS code of a region'],
  ['has a program of a body and a region', role({ role: 'service-account', region: 'E12000004' }), 'has both a body and a region. A service-account acts for one of them'],
  ['lacks the post', role({ post: undefined }), 'issuers[0].roles[0].post is not there. Expected the name of a post and no person'],
  ['has an address of a person for a post', role({ post: 'jo.bloggs@leicester.gov.uk' }), 'issuers[0].roles[0].post is "jo.bloggs@leicester.gov.uk". Expected the name of a post and no person'],
  ['has a person for a post', role({ post: 'Mrs J. Bloggs' }), 'issuers[0].roles[0].post is "Mrs J. Bloggs". Expected the name of a post and no person'],
  ['has scopes that are no list', role({ scopes: 'approve' }), 'issuers[0].roles[0].scopes is "approve".'],
  ['has a scope that is not the role\'s', role({ scopes: ['approve', 'administer'] }), 'issuers[0].roles[0].scopes has "administer". Expected any of read:unpublished, read:proposals, speak, propose, approve, which is what the role approver may do.'],
  ['gives one claim two bodies', change({ roles: [approver, { ...approver, role: 'officer', body: 'E06000018' }] }), 'issuers[0].roles[0] and issuers[0].roles[1] give one claim two places to act for, "E06000016" and "E06000018".'],
])('a file that %s stops the start, with what is wrong', (_, contents, words) => {
  expect(() => readSignIn(fileWith(contents, { 'jwks.json': jwks }))).toThrow(wrong(words));
});

test('all that is wrong is told at once', () => {
  expect(() => readSignIn(fileWith(change({ audience: 7, roles: [{ ...approver, body: 'x', post: '' }] })))).toThrow(expect.objectContaining({ message: expect.stringMatching(/audience is 7.*roles\[0\]\.body is "x".*roles\[0\]\.post is ""/) }));
});

test('one claim may give several roles for one body', () => {
  expect(readSignIn(fileWith(change({ roles: [approver, { ...approver, role: 'publisher' }, { ...approver, role: 'administrator', body: undefined }] }), { 'jwks.json': jwks })).issuers.get(issuer)!.roles).toHaveLength(3);
});

test.each(['http://localhost:8080/jwks', 'http://127.0.0.1:8080/jwks', 'http://[::1]:8080/jwks', 'https://sign-in.example/jwks'])('keys may be at %s, which is not asked when the hub starts', (url) => {
  expect(readSignIn(fileWith(change({ keys: { url } }))).issuers.size).toBe(1);
});

const ofRsa = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits });
test.each([
  ['is not there', undefined, 'which cannot be read'],
  ['is not JSON', '-----BEGIN PUBLIC KEY-----', 'is not JSON'],
  ['is a key and no set', rsa.published, 'Expected a JSON Web Key Set: an object with a list keys'],
  ['is empty', { keys: [] }, 'Expected a JSON Web Key Set'],
  ['has something that is no key', { keys: ['x'] }, 'keys[0] is no object.'],
  ['has a secret', { keys: [{ kty: 'oct', k: 'aHVudGVyMg' }] }, 'keys[0] is a secret that is shared (kty oct).'],
  ['has a private key', { keys: [ofRsa(2048).privateKey.export({ format: 'jwk' })] }, 'keys[0] is a private key. Leave it out of this file'],
  ['has a short key', { keys: [ofRsa(1024).publicKey.export({ format: 'jwk' })] }, 'keys[0] is an RSA key of 1024 bits. Expected at least 2048.'],
  ['has a key that cannot be read', { keys: [{ kty: 'RSA', n: 7 }] }, 'keys[0] is no public key that can be read.'],
  ['has two keys of one id', { keys: [rsa.published, rsa.published] }, 'Two keys have the kid "june"'],
  ['has several keys, one without an id', { keys: [rsa.published, { ...elliptic.published, kid: undefined }] }, 'keys[1] has no kid.'],
  ['has no key for the algorithms', { keys: [elliptic.published] }, 'None of its keys is for RS256.'],
  ['has no key that may sign', { keys: [{ ...rsa.published, use: 'enc' }] }, 'None of its keys is for RS256.'],
])('a file of keys that %s stops the start, and nothing of a key is shown', (_, keys, words) => {
  const file = fileWith({ issuers: [written] }, keys === undefined ? {} : { 'jwks.json': keys });
  expect(() => readSignIn(file)).toThrow(wrong(words));
  expect(() => readSignIn(file)).not.toThrow(wrong('aHVudGVyMg'));
});
