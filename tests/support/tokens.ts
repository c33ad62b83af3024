import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { onTestFinished } from 'vitest';

export const issuer = 'https://sign-in.leicester.example/realms/council';
export const audience = 'common-ground';
/** The moment at which tokens are read, 12:00 on 1 June 2025. */
export const now = new Date('2025-06-01T12:00:00Z');
export const seconds = now.getTime() / 1_000;

/** A key that an issuer signs with: its private half, and what the issuer publishes of it. */
export interface SigningKey {
  alg: string;
  kid: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  published: JWK;
}

export async function makeSigningKey(kid: string, alg = 'RS256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, kid, privateKey, publicKey, published: { ...(await exportJWK(publicKey)), kid, use: 'sig' } };
}

/** What a token of an approver of Leicester says. */
export const claims: JWTPayload = { iss: issuer, aud: audience, sub: 'a7f3', exp: seconds + 300, groups: ['everybody', 'cyp-leicester-approvers'], name: 'Jo Bloggs', email: 'jo.bloggs@leicester.example' };

/** A token that says these claims; one that is undefined is left out. */
export function signToken(key: SigningKey, changed: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> {
  return new SignJWT(JSON.parse(JSON.stringify({ ...claims, ...changed })) as JWTPayload).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(key.privateKey);
}

/** A token as somebody writes it who has no key, with a signature or without. */
export function forgeToken(header: object, payload: object, signature = ''): string {
  return [...[header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')), signature].join('.');
}

export const approver = { claim: 'groups', value: 'cyp-leicester-approvers', role: 'approver', body: 'E06000016', post: 'Approver of Leicester' };

/** What a file says of the issuer, its keys in the file jwks.json beside it. */
export const written = { issuer, audience, algorithms: ['RS256'], keys: { file: 'jwks.json' } as object, roles: [approver] as object[] };

/** The path of a file with these contents, others beside it, all gone when the test ends. */
export function fileWith(contents: unknown, beside: Record<string, unknown> = {}): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'common-ground-sign-in-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, value] of Object.entries({ 'sign-in.json': contents, ...beside })) writeFileSync(path.join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  return path.join(folder, 'sign-in.json');
}
