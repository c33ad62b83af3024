import { HubError } from '../errors.ts';
import { makeKey, readEntries, writeEntries, type KeptKey } from './keys.ts';

/** A reviewer's key as configured, with the name that stands beside every decision. */
export interface ReviewerKey extends KeptKey {
  name: string;
}

/** Letters, digits and what stands between them in the name of a post: it goes into a setting, and onto pages. */
const namePattern = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .,'’()&/-]{0,78}[\p{L}\p{M}\p{N}.)])?$/u;

/** The keys in a setting such as `Government office analyst:<hash>`, with semicolons between, several of one name allowed, or null when it is not of that form. */
export function readReviewerKeys(text: string): ReviewerKey[] | null {
  const entries = readEntries(text, isReviewerName);
  return entries && entries.map(({ holder, sha256 }) => ({ name: holder, sha256 }));
}

/** The keys as the setting writes them. */
export function writeReviewerKeys(keys: readonly ReviewerKey[]): string {
  return writeEntries(keys.map(({ name, sha256 }) => ({ holder: name, sha256 })));
}

/** A new random key of 256 bits for a reviewer, and what the hub keeps of it. */
export function makeReviewerKey(name: string): { key: string; kept: ReviewerKey } {
  if (!isReviewerName(name)) throw new HubError('BAD_ARGUMENT', `The name is "${name.slice(0, 40)}". Expected at most 80 letters, digits, spaces and . , ' ( ) & / -, for example "Government office analyst". It stands beside every decision for everybody to see, so name a post and no person.`);
  const { key, sha256 } = makeKey();
  return { key, kept: { name, sha256 } };
}

/** Whether a text may be the name of a reviewer. */
export function isReviewerName(name: string): boolean {
  return namePattern.test(name) && name.normalize('NFC') === name;
}
