import type { Setting, Settings } from '../Connector.ts';
import { isWeb } from '../webAddress.ts';

/** Settings of another hub, as its reading takes them. */
export interface HubSettings {
  address: string;
  /** Codes of publishers and ids of sources; null takes all that are not left. */
  take: readonly string[] | null;
  leave: readonly string[];
}

const code = /^[A-Z]\d{8}$/;
const sourceId = /^[A-Z]\d{8}\/[\w.-]{1,100}$/;
const named = 'a list of codes of publishers and ids of sources, for example ["E06000016", "E06000018/plans"]';

export const settings: Record<string, Setting> = {
  address: {
    meaning: 'Where the other hub answers GraphQL.',
    allowed: 'a web address (https://… or http://…), mostly one that ends in /graphql',
    isRequired: true,
    isAllowed: (value) => typeof value === 'string' && isWeb(value),
    addresses: (value) => (typeof value === 'string' && isWeb(value) ? [value] : []),
  },
  take: { meaning: 'Whose data are taken from it. Without it all are.', allowed: named, isAllowed: isList },
  leave: { meaning: 'Whose data are left there.', allowed: named, fallback: [], isAllowed: isList },
};

export function readSettings({ address, take, leave }: Settings): HubSettings {
  return { address: String(address), take: (take ?? null) as string[] | null, leave: (leave ?? []) as string[] };
}

/** Whether settings name a source: by its id, or by its publisher's code. */
export function names(list: readonly string[], id: string): boolean {
  return list.includes(id) || list.includes(publisherOf(id));
}

export function isSourceId(id: unknown): id is string {
  return typeof id === 'string' && sourceId.test(id);
}

/** The publisher's code in the id of a source. */
export function publisherOf(named: string): string {
  return named.split('/')[0]!;
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string' && (code.test(entry) || sourceId.test(entry)));
}
