import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { isObject } from '../../isObject.ts';

/** Shorter RSA keys are refused by whoever follows RFC 7518. */
export const leastRsaBits = 2_048;

/** Type and, where it has one, curve of the key that an algorithm needs. */
const keyFor: Record<string, string> = { ES256: 'EC P-256', ES384: 'EC P-384', ES512: 'EC P-521', EdDSA: 'OKP Ed25519' };

/** Finds a token's key in a key set that has no faults. */
export function keysOfFile(keySet: unknown): JWTVerifyGetKey {
  return createLocalJWKSet(keySet as JSONWebKeySet);
}

/** What is wrong with a JSON Web Key Set that is to verify signatures of these algorithms. No sentence shows a key. */
export function faultsOfKeySet(raw: unknown, algorithms: readonly string[]): string[] {
  const keys = isObject(raw) ? raw['keys'] : undefined;
  if (!Array.isArray(keys) || keys.length === 0) return ['Expected a JSON Web Key Set: an object with a list keys of at least one public key.'];
  const faults = keys.flatMap((key: unknown, index) => faultsOfKey(key).map((fault) => `keys[${index}] ${fault}`));
  const ids = keys.map((key) => (isObject(key) ? key['kid'] : undefined));
  const twice = [...new Set(ids.filter((id, index) => id !== undefined && ids.indexOf(id) !== index))].map((id) => `Two keys have the kid ${JSON.stringify(id)}: a token could not say which it means.`);
  const nameless = keys.length > 1 ? ids.flatMap((id, index) => (id === undefined ? [`keys[${index}] has no kid. Expected one in each key where there are several.`] : [])) : [];
  const fits = keys.some((key) => isObject(key) && algorithms.some((algorithm) => fitsAlgorithm(key, algorithm)));
  return [...faults, ...twice, ...nameless, ...(fits || faults.length > 0 ? [] : [`None of its keys is for ${algorithms.join(', ')}.`])];
}

function faultsOfKey(key: unknown): string[] {
  if (!isObject(key)) return ['is no object. Expected a public key as a JSON Web Key.'];
  if (key['kty'] === 'oct') return ['is a secret that is shared (kty oct). Expected a public key: whoever can read a shared secret can make tokens.'];
  if ('d' in key) return ['is a private key. Leave it out of this file, and ask its owner to make another: expected a public key.'];
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: key as JsonWebKey, format: 'jwk' });
    const bits = asymmetricKeyDetails?.modulusLength ?? leastRsaBits;
    return bits < leastRsaBits ? [`is an RSA key of ${bits} bits. Expected at least ${leastRsaBits}.`] : [];
  } catch {
    return ['is no public key that can be read. Expected a JSON Web Key with the kty RSA, EC or OKP.'];
  }
}

function fitsAlgorithm({ kty, crv, alg, use }: Record<string, unknown>, algorithm: string): boolean {
  const kind = keyFor[algorithm];
  return (alg === undefined || alg === algorithm) && (use === undefined || use === 'sig') && (kind === undefined ? kty === 'RSA' : kind === `${String(kty)} ${String(crv)}`);
}
