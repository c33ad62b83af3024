import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A key that was just made: shown once, and kept as its hash. */
export interface MadeKey {
  /** What stands in the key for all to see, so that it can be found and spoken of. */
  id: string;
  key: string;
  /** SHA-256, in hexadecimal digits. */
  sha256: string;
}

const secretBytes = 32;
const idBytes = 6;
const keyPattern = /^cg_([0-9a-f]{12})_[\w-]{43}$/;

/** A new key: its beginning tells a search for lost secrets what it is, its id which one, and the rest is 256 random bits. */
export function makeKey(): MadeKey {
  const id = randomBytes(idBytes).toString('hex');
  const key = `cg_${id}_${randomBytes(secretBytes).toString('base64url')}`;
  return { id, key, sha256: hashOf(key) };
}

/** The id in a key; null for what has not the form of one. */
export function idIn(text: string): string | null {
  return keyPattern.exec(text)?.[1] ?? null;
}

/** In constant time, so that the time taken tells nothing of how near a guess came. */
export function isKeyOf(key: string, sha256: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(key), 'hex'), Buffer.from(sha256, 'hex'));
}

/** Plain SHA-256 is enough: 256 random bits cannot be guessed, so there is nothing for a slow hash to slow down. */
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
