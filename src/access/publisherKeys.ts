import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { HubError } from '../errors.ts';
import { publicViewer, publisherViewer, type Viewer } from './viewer.ts';

/** A key as configured: whose it is, and its hash. The key itself is known to its holder alone. */
export interface PublisherKey {
  bodyCode: string;
  sha256: Buffer;
}

const keyBytes = 32;
/** 32 random bytes in base64url. */
const keyPattern = /^[\w-]{43}$/;
const bodyPattern = /^[A-Z]\d{8}$/;

/** The keys in a setting such as `E06000016:<hash>;E06000018:<hash>`, several of one body allowed, or null when it is not of that form. */
export function readPublisherKeys(text: string): PublisherKey[] | null {
  const entries = text.split(';').map((entry) => entry.trim()).filter((entry) => entry !== '');
  const keys = entries.map((entry) => /^([A-Z]\d{8}):([0-9a-f]{64})$/i.exec(entry));
  // A key that two bodies had would let either speak for the other.
  if (keys.includes(null) || new Set(keys.map((key) => key![2]!.toLowerCase())).size < keys.length) return null;
  return keys.map((key) => ({ bodyCode: key![1]!.toUpperCase(), sha256: Buffer.from(key![2]!, 'hex') }));
}

/** The keys as the setting writes them. */
export function writePublisherKeys(keys: readonly PublisherKey[]): string {
  return keys.map(({ bodyCode, sha256 }) => `${bodyCode}:${sha256.toString('hex')}`).join(';');
}

/** A new random key of 256 bits for a body, and what the hub keeps of it. */
export function makePublisherKey(bodyCode: string): { key: string; kept: PublisherKey } {
  if (!bodyPattern.test(bodyCode)) throw new HubError('BAD_ARGUMENT', `The body is "${bodyCode.slice(0, 40)}". Expected the GSS code that its packages give as publisher: a letter and eight digits, for example E06000016.`);
  const key = randomBytes(keyBytes).toString('base64url');
  return { key, kept: { bodyCode, sha256: hashOf(key) } };
}

/** Who sends this Authorization header: nobody in particular without one, a publisher with its key, and BAD_KEY with anything else. */
export function readViewer(authorization: string | undefined, keys: readonly PublisherKey[], today: string): Viewer {
  if (authorization === undefined) return publicViewer(today);
  const key = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (key === undefined || !keyPattern.test(key)) {
    throw new HubError('BAD_KEY', 'The Authorization header is not of the form "Bearer KEY" with a key of 43 letters, digits, hyphens and underscores. Send a publisher\'s key so, or leave the header out to be answered as the public.');
  }
  const holder = findHolder(hashOf(key), keys);
  if (!holder) throw new HubError('BAD_KEY', 'The hub does not know this key. Ask its operator for a new one, or leave the Authorization header out to be answered as the public.');
  return publisherViewer(holder.bodyCode, today);
}

/** Every key is compared, each in constant time, so that the time taken tells nothing of how near a guess came. */
function findHolder(sha256: Buffer, keys: readonly PublisherKey[]): PublisherKey | undefined {
  return keys.filter((key) => timingSafeEqual(key.sha256, sha256))[0];
}

/** Plain SHA-256 is enough: a key of 256 random bits cannot be guessed, so there is nothing for a slow hash to slow down. */
function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
