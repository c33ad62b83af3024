import { Cron } from 'croner';
import { distance } from 'fastest-levenshtein';
import { isObject } from '../../isObject.ts';
import type { Connector, Setting, Settings } from '../connectors/Connector.ts';
import { connectors } from '../connectors/connectors.ts';
import { canonicalHost } from '../gather/allowedHosts.ts';
import { whyNotJson } from '../package/jsonFaults.ts';
import { otherKind } from '../package/otherKind.ts';
import { quoteValue } from '../package/quoteValue.ts';
import type { Publisher } from '../package/readDescriptor.ts';

/** How a source is to be read: what its operator registers, as data. */
export interface Registration {
  connector: Connector;
  name: string;
  title: string;
  publisher: Publisher;
  licence: string | null;
  attribution: string | null;
  /** Cron, in UTC; null when it is read only when somebody asks. */
  schedule: string | null;
  /** Further hosts that may be asked, beside those its addresses name. */
  hosts: string[];
  /** Name of the entry of SOURCE_KEYS that is sent to its server. */
  key: string | null;
  /** In per cent: when more of its records are gone, a run is held for a person to confirm. */
  mayShrinkBy: number;
  seconds: number;
  megabytes: number;
  requests: number;
  atOnce: number;
  settings: Settings;
}

const text = (meaning: string, allowed = 'a text') => ({ meaning, allowed, isAllowed: (value: unknown) => typeof value === 'string' && value.trim() !== '' && value.length <= 300 });
const whole = (meaning: string, least: number, most: number, fallback: number): Setting => ({ meaning, allowed: `a whole number from ${least} to ${most}`, fallback, isAllowed: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most });
const kinds = ['authority', 'region', 'national'];

/** What every source's registration may say, whatever its connector. */
const commonSettings: Record<string, Setting> = {
  connector: { meaning: 'What kind of source it is.', allowed: `one of ${connectors.map(({ kind }) => kind).join(', ')}`, isRequired: true, isAllowed: (value) => connectors.some(({ kind }) => kind === value) },
  publisher: {
    meaning: 'Whose data it is: kind, code and name. Nothing else is taken from the source.',
    allowed: 'an object such as {"kind": "authority", "code": "E06000016", "name": "Leicester"}, the kind being authority, region or national, as the code is',
    isRequired: true,
    isAllowed: (value) => isObject(value) && kinds.some((kind) => kind === value.kind) && typeof value.code === 'string' && /^[A-Z]\d{8}$/.test(value.code) && otherKind({ kind: value.kind, code: value.code }) === null && typeof value.name === 'string' && value.name.trim() !== '' && Object.keys(value).length === 3,
  },
  name: { meaning: 'Name of the source: with the publisher\'s code it is its id. Of a data package, the name in its datapackage.json.', allowed: 'up to 100 letters, digits, full stops, hyphens and underscores', isRequired: true, isAllowed: (value) => typeof value === 'string' && /^[\w.-]{1,100}$/.test(value) },
  title: { ...text('Title as people see it.', 'a text of at most 300 characters'), isRequired: true },
  licence: text('Terms under which the data may be reused.', 'a text of at most 300 characters'),
  attribution: text('Words to put beside the data where the licence asks for them.', 'a text of at most 300 characters'),
  schedule: { meaning: 'When it is read by itself (UTC). Without it, only when somebody asks.', allowed: 'a cron expression of five fields, for example "0 3 * * *" for every night at 03:00', isAllowed: isSchedule },
  hosts: { meaning: 'Further hosts it may be read from, for example where it redirects to.', allowed: 'a list of host names', fallback: [], isAllowed: (value) => Array.isArray(value) && value.every((host) => typeof host === 'string' && canonicalHost(host) !== null) },
  key: { meaning: 'Name of the entry of SOURCE_KEYS that its server asks for.', allowed: 'a name of letters, digits, hyphens and underscores', isAllowed: (value) => typeof value === 'string' && /^[\w-]{1,50}$/.test(value) },
  mayShrinkBy: whole('Per cent of its records that may be gone at once; more, and the run is held for a person to confirm.', 0, 100, 30),
  seconds: whole('How long a run may take, in seconds.', 1, 86_400, 600),
  megabytes: whole('How much a run may read, in megabytes, inflated.', 1, 10_000, 500),
  requests: whole('How many requests a run may make.', 1, 1_000_000, 20_000),
  atOnce: whole('How many requests to one host at once.', 1, 16, 4),
  settings: { meaning: "The connector's own settings.", allowed: 'an object', isRequired: true, isAllowed: isObject },
};

/** A registration from JSON, or every problem with it in sentences. */
export function readRegistration(json: string): { registration: Registration } | { problems: string[] } {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch {
    return { problems: [`It ${whyNotJson(json)}.`] };
  }
  if (!isObject(raw)) return { problems: [`It is ${quoteValue(raw)}. Expected a JSON object.`] };
  const common = readSettings(raw, commonSettings, '');
  const connector = connectors.find(({ kind }) => kind === raw.connector);
  const own = connector && isObject(raw.settings) ? readSettings(raw.settings, connector.settings, 'settings.') : { values: {}, problems: [] };
  const problems = [...common.problems, ...own.problems];
  if (problems.length === 0) problems.push(...(connector!.problems?.(own.values) ?? []));
  if (problems.length > 0) return { problems };
  const values = common.values as unknown as Omit<Registration, 'connector' | 'settings'>;
  return { registration: { ...values, connector: connector!, settings: own.values } };
}

function readSettings(raw: Record<string, unknown>, known: Record<string, Setting>, path: string): { values: Record<string, unknown>; problems: string[] } {
  const values: Record<string, unknown> = {};
  const problems = Object.keys(raw).filter((name) => !Object.hasOwn(known, name)).map((name) => `"${path}${name}" is no setting of it${meant(name, Object.keys(known))} Allowed: ${Object.keys(known).join(', ')}.`);
  for (const [name, { allowed, isRequired, fallback, isAllowed }] of Object.entries(known)) {
    const value = raw[name] ?? undefined;
    if (value === undefined && isRequired) problems.push(`"${path}${name}" is missing. Expected ${allowed}.`);
    else if (hasUserinfo(value)) problems.push(`"${path}${name}" has a name or a password before the host, and addresses are shown to everybody. Leave them out; what a server asks for is an entry of SOURCE_KEYS, named by "key".`);
    else if (value !== undefined && !isAllowed(value)) problems.push(`"${path}${name}" is ${quoteValue(value)}. Allowed: ${allowed}.`);
    else values[name] = value ?? fallback ?? null;
  }
  return { values, problems };
}

/** `https://NAME:PASSWORD@host/`. */
function hasUserinfo(value: unknown): boolean {
  const url = typeof value === 'string' && /^https?:/i.test(value) ? URL.parse(value) : null;
  return url !== null && (url.username !== '' || url.password !== '');
}

function meant(name: string, known: readonly string[]): string {
  const nearest = known.toSorted((a, b) => distance(name, a) - distance(name, b))[0];
  return nearest !== undefined && distance(name, nearest) <= 2 ? `; did you mean "${nearest}"?` : '.';
}

function isSchedule(value: unknown): boolean {
  if (typeof value !== 'string' || value.trim().split(/\s+/).length !== 5) return false;
  try {
    return new Cron(value, { timezone: 'UTC' }).nextRun() !== null;
  } catch {
    return false;
  }
}

/** The id of the source that a registration is of. */
export function idOf({ publisher, name }: Pick<Registration, 'publisher' | 'name'>): string {
  return `${publisher.code}/${name}`;
}

/** When a schedule is due next after a moment; null without a schedule. */
export function nextRun(schedule: string | null, after: Date): string | null {
  return schedule === null ? null : (new Cron(schedule, { timezone: 'UTC' }).nextRun(after)?.toISOString() ?? null);
}

/** Where a source is, as its settings say. */
export function addressOf({ settings }: Pick<Registration, 'settings'>): string {
  return typeof settings.address === 'string' ? settings.address : '';
}

/** Hosts that a source may be read from: of those its addresses name, the port named or else the usual two alone, for behind others may be what is not meant to be read. */
export function hostsOf({ connector, settings, hosts }: Registration): string[] {
  const named = Object.entries(connector.settings).flatMap(([name, { addresses }]) => addresses?.(settings[name]) ?? []);
  return [...new Set([...named.flatMap((address) => portsOf(new URL(address))), ...hosts])];
}

function portsOf({ hostname, port }: URL): string[] {
  return (port === '' ? ['443', '80'] : [port]).map((each) => `${hostname}:${each}`);
}
