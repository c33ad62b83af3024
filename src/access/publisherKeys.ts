import { HubError } from '../errors.ts';
import { makeKey, readEntries, writeEntries, type KeptKey } from './keys.ts';

/** A publisher's key as configured. */
export interface PublisherKey extends KeptKey {
  bodyCode: string;
}

const bodyPattern = /^[A-Z]\d{8}$/;

/** The keys in a setting such as `E06000016:<hash>;E06000018:<hash>`, several of one body allowed, or null when it is not of that form. */
export function readPublisherKeys(text: string): PublisherKey[] | null {
  const entries = readEntries(text, (holder) => bodyPattern.test(holder.toUpperCase()));
  return entries && entries.map(({ holder, sha256 }) => ({ bodyCode: holder.toUpperCase(), sha256 }));
}

/** The keys as the setting writes them. */
export function writePublisherKeys(keys: readonly PublisherKey[]): string {
  return writeEntries(keys.map(({ bodyCode, sha256 }) => ({ holder: bodyCode, sha256 })));
}

/** A new random key of 256 bits for a body, and what the hub keeps of it. */
export function makePublisherKey(bodyCode: string): { key: string; kept: PublisherKey } {
  if (!bodyPattern.test(bodyCode)) throw new HubError('BAD_ARGUMENT', `The body is "${bodyCode.slice(0, 40)}". Expected the GSS code that its packages give as publisher: a letter and eight digits, for example E06000016.`);
  const { key, sha256 } = makeKey();
  return { key, kept: { bodyCode, sha256 } };
}
