import { isAbsolute } from 'node:path';
import type { Setting, Settings } from '../Connector.ts';
import { isWeb } from '../webAddress.ts';

/** What a directory's settings say, checked. */
export interface DirectorySettings {
  address: string;
  /** Whether each service is asked for by itself; null where the hub finds out. */
  asksDetails: boolean | null;
  perPage: number;
  /** Whether a list that states another number of services than it has is refused. */
  trustsTotals: boolean;
}

export const settings: Record<string, Setting> = {
  address: {
    meaning: 'Where the directory is: the web address under which its API has /services; or a file of all services (.json), on the web or on the hub’s own machine.',
    allowed: 'a web address (https://… or http://…), or an absolute path of a .json file',
    isRequired: true,
    isAllowed: (value) => typeof value === 'string' && (isWeb(value) || (isAbsolute(value) && isFile(value))),
    addresses: (value) => (typeof value === 'string' && isWeb(value) ? [value] : []),
  },
  details: {
    meaning: 'Whether each service is asked for by itself, because the list has only short records: "auto" finds out by what the list has.',
    allowed: '"auto", "always" or "never"',
    fallback: 'auto',
    isAllowed: (value) => value === 'auto' || value === 'always' || value === 'never',
  },
  perPage: {
    meaning: 'How many services are asked for at once. A directory may give fewer.',
    allowed: 'a whole number from 1 to 1000',
    fallback: 100,
    isAllowed: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1_000,
  },
  totals: {
    meaning: 'Whether the number of services that the directory states must be that of the services it lists: "must-match" refuses a list that breaks off unseen, "ignore" is for a directory that counts otherwise.',
    allowed: '"must-match" or "ignore"',
    fallback: 'must-match',
    isAllowed: (value) => value === 'must-match' || value === 'ignore',
  },
};

export function readSettings(given: Settings): DirectorySettings {
  return {
    address: String(given.address),
    asksDetails: given.details === 'auto' ? null : given.details === 'always',
    perPage: Number(given.perPage),
    trustsTotals: given.totals === 'must-match',
  };
}

/** Whether an address is that of a file rather than of an API. */
export function isFile(address: string): boolean {
  return /\.json$/i.test(isWeb(address) ? new URL(address).pathname : address);
}
