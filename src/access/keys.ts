import { createHash, randomBytes } from 'node:crypto';

/** A key as configured: its hash. The key itself is known to its holder alone. */
export interface KeptKey {
  sha256: Buffer;
}

const keyBytes = 32;
/** 32 random bytes in base64url. */
export const keyPattern = /^[\w-]{43}$/;

/** A new random key of 256 bits, and what the hub keeps of it. */
export function makeKey(): { key: string } & KeptKey {
  const key = randomBytes(keyBytes).toString('base64url');
  return { key, sha256: hashOf(key) };
}

/** Plain SHA-256 is enough: a key of 256 random bits cannot be guessed, so there is nothing for a slow hash to slow down. */
export function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Whose key each is, and its hash, in a setting such as `HOLDER:<hash>;HOLDER:<hash>`; null when it is not of that form, or has a hash twice. */
export function readEntries(text: string, isHolder: (holder: string) => boolean): { holder: string; sha256: Buffer }[] | null {
  const entries = text.split(';').map((entry) => entry.trim()).filter((entry) => entry !== '');
  const keys = entries.map((entry) => /^([^:]*):([0-9a-f]{64})$/i.exec(entry)).map((match) => (match && isHolder(match[1]!) ? { holder: match[1]!, sha256: Buffer.from(match[2]!, 'hex') } : null));
  // A key that two had would let either speak for the other.
  if (keys.includes(null) || new Set(keys.map((key) => key!.sha256.toString('hex'))).size < keys.length) return null;
  return keys.map((key) => key!);
}

/** The entries as a setting writes them. */
export function writeEntries(entries: readonly { holder: string; sha256: Buffer }[]): string {
  return entries.map(({ holder, sha256 }) => `${holder}:${sha256.toString('hex')}`).join(';');
}
