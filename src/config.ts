import { join, resolve } from 'node:path';
import { readPublisherKeys, type PublisherKey } from './access/publisherKeys.ts';
import { parseDatabaseUrl, type DatabaseUrl } from './db/databaseUrl.ts';
import { HubError } from './errors.ts';

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
  maxBodyBytes: number;
  publisherKeys: PublisherKey[];
}

interface Setting {
  fallback: string;
  allowed: string;
  meaning: string;
  isAllowed: (value: string) => boolean;
  /** A value of this kind is never printed, since somebody may have put a key where its hash belongs. */
  isSecret?: true;
}

/** Every environment variable the hub reads. `README.md` lists them and a test compares. */
export const settings = {
  PORT: {
    fallback: '4000',
    allowed: 'a whole number from 0 to 65535 (0 takes any free port)',
    meaning: 'Port to listen on.',
    isAllowed: (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535,
  },
  HOST: {
    fallback: '127.0.0.1',
    allowed: 'a host name or an IP address of this machine, for example 127.0.0.1 or 0.0.0.0',
    meaning: 'Address to listen on. The default answers this machine only.',
    isAllowed: (value) => /^[A-Za-z0-9.:-]+$/.test(value),
  },
  HUB_DATA: {
    fallback: 'data',
    allowed: 'the path of a folder that the hub may create or write to',
    meaning: 'Folder of the database file `hub.sqlite` and of `backups`.',
    isAllowed: (value) => !value.includes('\0'),
  },
  DATABASE_URL: {
    fallback: '',
    allowed: 'sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE',
    meaning: 'Where the data are kept. Empty: in `hub.sqlite` in the folder `HUB_DATA`.',
    isAllowed: (value) => value === '' || parseDatabaseUrl(value) !== null,
  },
  LOG_LEVEL: {
    fallback: 'warn',
    allowed: 'one of fatal, error, warn, info, debug, trace, silent',
    meaning: 'How much the hub logs to standard error.',
    isAllowed: (value) => ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].includes(value),
  },
  MAX_DEPTH: {
    fallback: '15',
    allowed: 'a whole number from 3 to 100',
    meaning: 'How many levels a query may nest.',
    isAllowed: (value) => isWholeNumber(value, 3, 100),
  },
  MAX_COST: {
    fallback: '100000',
    allowed: 'a whole number from 100 to 10000000',
    meaning: 'How many values a query may return at most, worked out before any data is read.',
    isAllowed: (value) => isWholeNumber(value, 100, 10_000_000),
  },
  MAX_TOKENS: {
    fallback: '5000',
    allowed: 'a whole number from 500 to 100000',
    meaning: 'How many words and signs a query may have.',
    isAllowed: (value) => isWholeNumber(value, 500, 100_000),
  },
  MAX_BODY_BYTES: {
    fallback: '262144',
    allowed: 'a whole number from 1024 to 104857600',
    meaning: 'Largest request body, in bytes.',
    isAllowed: (value) => isWholeNumber(value, 1024, 104_857_600),
  },
  PUBLISHER_KEYS: {
    fallback: '',
    allowed: 'entries such as E06000016:HASH, separated by semicolons, HASH being the SHA-256 of a key in 64 hexadecimal digits; no hash twice',
    meaning: 'Publishers that may see their own plans under embargo and dispute how they are read. `npm run hub -- key E06000016` makes a key and its entry. A body may have several.',
    isAllowed: (value) => readPublisherKeys(value) !== null,
    isSecret: true,
  },
} satisfies Record<string, Setting>;

function isWholeNumber(value: string, least: number, most: number): boolean {
  return /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
}

export type SettingName = keyof typeof settings;

/** The hub's settings from the environment, or a BAD_CONFIGURATION error that says what was found and what is allowed. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const read = (name: SettingName): string => {
    const { fallback, allowed, isAllowed, isSecret }: Setting = settings[name];
    const value = environment[name]?.trim() || fallback;
    const found = isSecret ? 'not of the form it should have, and not shown here in case it holds a key' : `"${withoutPassword(value)}"`;
    if (!isAllowed(value)) throw new HubError('BAD_CONFIGURATION', `${name} is ${found}. Allowed: ${allowed}.`);
    return value;
  };
  const dataFolder = resolve(read('HUB_DATA'));
  return {
    host: read('HOST'),
    port: Number(read('PORT')),
    dataFolder,
    database: parseDatabaseUrl(read('DATABASE_URL')) ?? { kind: 'sqlite', file: join(dataFolder, 'hub.sqlite') },
    logLevel: read('LOG_LEVEL'),
    maxDepth: Number(read('MAX_DEPTH')),
    maxCost: Number(read('MAX_COST')),
    maxTokens: Number(read('MAX_TOKENS')),
    maxBodyBytes: Number(read('MAX_BODY_BYTES')),
    publisherKeys: readPublisherKeys(read('PUBLISHER_KEYS')) ?? [],
  };
}

function withoutPassword(value: string): string {
  return value.replace(/:[^:@/]*@/, ':…@');
}
