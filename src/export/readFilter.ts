import { readAddress, type AddressParameter } from '../api/address.ts';

/** What the address of a feed asks, as the filters of lists in GraphQL name it. */
export interface FeedFilter {
  region?: string;
  authorities?: string[];
  areas?: string[];
  indicators?: string[];
  themes?: string[];
  plans?: string[];
  asAt?: string;
  from?: string;
  to?: string;
  dueBy?: string;
  latest?: boolean;
  allChildren?: boolean;
}

export type FeedParameter = AddressParameter & keyof FeedFilter;

const lists: ReadonlySet<string> = new Set<FeedParameter>(['authorities', 'areas', 'indicators', 'themes', 'plans']);
const claims: ReadonlySet<string> = new Set<FeedParameter>(['latest', 'allChildren']);

/** The filter that an address asks for, in one order however it is written; lists are separated by commas. */
export function readFilter(query: unknown, parameters: readonly FeedParameter[]): FeedFilter {
  const asked = readAddress(query, parameters);
  const given = parameters.flatMap((name) => (asked[name] === undefined ? [] : [[name, valueOf(name, asked[name])] as const]));
  return Object.fromEntries(given);
}

function valueOf(name: FeedParameter, text: string): string | string[] | boolean {
  if (lists.has(name)) return text.split(',').map((code) => code.trim());
  return claims.has(name) ? text === 'true' : text;
}
