import { join, resolve } from 'node:path';
import { readSignIn } from './access/signIn/readSignIn.ts';
import type { SignIn } from './access/signIn/signIn.ts';
import { parseDatabaseUrl, type DatabaseUrl } from './db/databaseUrl.ts';
import { HubError } from './errors.ts';
import { loadExceptionRules, type ExceptionRules } from './performance/exceptions/rules.ts';
import type { EmbeddingSettings } from './overlap/meaning/httpEmbedder.ts';
import { readSourceKeys, settings, type Setting, type SettingName } from './settings.ts';

export interface Config {
  host: string;
  port: number;
  /** Where the data are kept. */
  database: DatabaseUrl;
  /** Folder of what the hub keeps in files: the SQLite database, unless it is elsewhere, and backups. Created when missing. */
  dataFolder: string;
  logLevel: string;
  maxDepth: number;
  maxCost: number;
  maxTokens: number;
  maxAliases: number;
  maxDirectives: number;
  maxAnswerCharacters: number;
  maxAnswerValues: number;
  heavyCost: number;
  maxReadSeconds: number;
  maxBodyBytes: number;
  maxUrlBytes: number;
  /** Requests a caller may send in a minute; null where that is not limited. */
  ratePerMinute: number | null;
  maxConcurrent: number;
  maxWaiting: number;
  maxUnreadBytes: number;
  maxWaitMs: number;
  callerTimeoutMs: number;
  allowsIntrospection: boolean;
  givesSuggestions: boolean;
  /** Addresses of proxies whose word about the caller's address is taken; none unless set. */
  trustedProxies: string[];
  metrics: 'local' | 'public' | 'off';
  stopDelayMs: number;
  stopTimeoutMs: number;
  /** Whose OpenID Connect tokens it takes; null for nobody's. */
  signIn: SignIn | null;
  /** What the hub is called in a supergraph of several; null where it is the only one. */
  subgraphName: string | null;
  /** Folders under seeds/ that it reads; null for all of them. */
  seeds: readonly string[] | null;
  /** The service that helps to read priorities by their meaning; null unless one is set. */
  embedding: EmbeddingSettings | null;
  /** Private hosts that sources may be read from. */
  privateHosts: string[];
  /** What servers of sources ask for, by the name a registration gives. */
  sourceKeys: ReadonlyMap<string, string>;
  /** Told to servers of sources; null where none is set. */
  contact: string | null;
  /** Whether this process reads sources by their schedules and when somebody asks. */
  runsHarvests: boolean;
  /** What is reported by exception, and to whom. */
  exceptionRules: ExceptionRules;
}

/** The hub's settings from the environment, or a BAD_CONFIGURATION error that says what was found and what is allowed. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const read = (name: SettingName): string => {
    const { fallback, allowed, isAllowed, isSecret }: Setting = settings[name];
    const value = environment[name]?.trim() || fallback;
    const found = isSecret ? 'not of the form it should have, and not shown here in case it holds a key or a password' : `"${value}"`;
    if (!isAllowed(value)) throw new HubError('BAD_CONFIGURATION', `${name} is ${found}. Allowed: ${allowed}.`);
    return value;
  };
  const dataFolder = resolve(read('HUB_DATA'));
  refuseRetired(environment);
  return {
    host: read('HOST'),
    port: Number(read('PORT')),
    dataFolder,
    database: parseDatabaseUrl(read('DATABASE_URL')) ?? { kind: 'sqlite', file: join(dataFolder, 'hub.sqlite') },
    logLevel: read('LOG_LEVEL'),
    maxDepth: Number(read('MAX_DEPTH')),
    maxCost: Number(read('MAX_COST')),
    maxTokens: Number(read('MAX_TOKENS')),
    maxAliases: Number(read('MAX_ALIASES')),
    maxDirectives: Number(read('MAX_DIRECTIVES')),
    maxAnswerCharacters: Number(read('MAX_ANSWER_CHARACTERS')),
    maxAnswerValues: Number(read('MAX_ANSWER_VALUES')),
    heavyCost: Number(read('HEAVY_COST')),
    maxReadSeconds: Number(read('MAX_READ_SECONDS')),
    maxBodyBytes: Number(read('MAX_BODY_BYTES')),
    maxUrlBytes: Number(read('MAX_URL_BYTES')),
    ratePerMinute: read('RATE_PER_MINUTE') === 'off' ? null : Number(read('RATE_PER_MINUTE')),
    maxConcurrent: Number(read('MAX_CONCURRENT')),
    maxWaiting: Number(read('MAX_WAITING')),
    maxUnreadBytes: Number(read('MAX_UNREAD_BYTES')),
    maxWaitMs: Number(read('MAX_WAIT_MS')),
    callerTimeoutMs: Number(read('CALLER_TIMEOUT_MS')),
    allowsIntrospection: read('INTROSPECTION') === 'on',
    givesSuggestions: read('SUGGESTIONS') === 'on',
    trustedProxies: read('TRUST_PROXY') === 'off' ? [] : read('TRUST_PROXY').split(',').map((range) => range.trim()),
    metrics: read('METRICS') as Config['metrics'],
    stopDelayMs: Number(read('STOP_DELAY_MS')),
    stopTimeoutMs: Number(read('STOP_TIMEOUT_MS')),
    signIn: read('SIGN_IN') === '' ? null : readSignIn(read('SIGN_IN')),
    seeds: readSeeds(read('SEEDS')),
    subgraphName: read('SUBGRAPH_NAME') || null,
    embedding: readEmbedding(read),
    privateHosts: read('PRIVATE_HOSTS').split(',').map((host) => host.trim()).filter(Boolean),
    sourceKeys: readSourceKeys(read('SOURCE_KEYS')) ?? new Map<string, string>(),
    contact: read('CONTACT') || null,
    runsHarvests: read('HARVESTS') === 'on',
    exceptionRules: loadExceptionRules(read('EXCEPTION_RULES') || null),
  };
}

/** The folder in which somebody stands who calls the hub through npm, which runs it in another: scripts/launch.mjs tells it. Undefined where the hub runs in the folder it was called from. */
export function calledFrom(environment: Record<string, string | undefined> = process.env): string | undefined {
  return environment['HUB_CALLED_FROM'] || undefined;
}

/** Settings of earlier hubs. One that is still set would be passed over in silence, and whoever relied on it locked out without knowing why. */
function refuseRetired(environment: Record<string, string | undefined>): void {
  const retired = ['PUBLISHER_KEYS', 'REVIEWER_KEYS'].find((name) => environment[name]?.trim());
  if (retired !== undefined) throw new HubError('BAD_CONFIGURATION', `${retired} is set, and this hub reads it no more: it keeps its keys itself. Unset it, and make each holder a new key: "npm run hub -- key make publisher --body E06000016" or "npm run hub -- key make analyst --name 'Government office analyst'".`);
}

function readSeeds(value: string): string[] | null {
  if (value === 'all') return null;
  return value === 'none' ? [] : value.split(',').map((name) => name.trim());
}

function readEmbedding(read: (name: SettingName) => string): EmbeddingSettings | null {
  const [url, model, key] = [read('EMBEDDING_URL'), read('EMBEDDING_MODEL'), read('EMBEDDING_KEY')];
  const seconds = Number(read('EMBEDDING_SECONDS'));
  if (url === '') return null;
  if (model === '') throw new HubError('BAD_CONFIGURATION', `EMBEDDING_MODEL is empty although EMBEDDING_URL is set. Allowed: ${settings.EMBEDDING_MODEL.allowed}.`);
  return { url, model, key: key || null, seconds };
}
