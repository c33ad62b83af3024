import { hash } from 'node:crypto';
import type { DescribedService } from './describeService.ts';

/** Names longer than that are told by some of their words. */
const mostWords = 6;
/** No index of PostgreSQL takes a text of much more than 2,000 bytes; a longer key is told by its beginning and its hash. */
const longestKey = 300;

/**
 * Keys of which two services share at least one if they may be one: nothing else is ever compared. Each joins a word of the name with
 * something else, so that no key is held by all services of a big provider or of a city.
 */
export function keysOf({ nameWords, providerWords, authorityCodes, website, postcodeKey }: DescribedService): string[] {
  const words = [...nameWords].sort().slice(0, mostWords);
  const provider = [...providerWords].sort().join(' ');
  const pairs = words.flatMap((one, index) => words.slice(index + 1).map((other) => `${one} ${other}`));
  const keys = [
    `name ${words.join(' ')}`,
    ...words.map((word) => postcodeKey !== null && `at ${postcodeKey} ${word}`),
    ...words.map((word) => provider !== '' && `by ${provider}: ${word}`),
    ...authorityCodes.flatMap((code) => pairs.map((pair) => `in ${code} ${pair}`)),
    website !== null && (website.path === '' ? `on ${website.host}: ${words.join(' ')}` : `on ${website.host}${website.path}`),
    ...(website === null ? [] : words.map((word) => `on ${website.host}: ${word}`)),
    postcodeKey !== null && provider !== '' && `at ${postcodeKey} by ${provider}`,
  ];
  return [...new Set(keys.filter((key) => key !== false).map(shortened))];
}

function shortened(key: string): string {
  return key.length <= longestKey ? key : `${key.slice(0, longestKey).toWellFormed()}… ${hash('sha256', key, 'base64url')}`;
}
