import { isIP } from 'node:net';
import { parseDatabaseUrl } from './db/databaseUrl.ts';
import { canonicalHost } from './harvest/gather/allowedHosts.ts';

export interface Setting {
  fallback: string;
  allowed: string;
  meaning: string;
  isAllowed: (value: string) => boolean;
  /** A value of this kind is never printed, since somebody may have put a key where its hash belongs. */
  isSecret?: true;
}

/** Every environment variable the hub reads. `docs/configuration.md` lists them and a test compares. */
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
    meaning: 'Folder of the database file `hub.sqlite`, of `backups` and of what is read from the web (`gathered`).',
    isAllowed: (value) => !value.includes('\0'),
  },
  DATABASE_URL: {
    fallback: '',
    allowed: 'sqlite:PATH of a file, or postgres://USER:PASSWORD@HOST:PORT/DATABASE, each % in a name or password written as %25; an encrypted connection by ?sslmode=require, verify-ca or verify-full after it, and &sslrootcert=, &sslcert= and &sslkey= with paths of files',
    meaning: 'Where the data are kept. Empty: in `hub.sqlite` in the folder `HUB_DATA`.',
    isAllowed: (value) => value === '' || parseDatabaseUrl(value) !== null,
    isSecret: true,
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
  MAX_ALIASES: {
    fallback: '200',
    allowed: 'a whole number from 0 to 10000',
    meaning: 'How many fields of a document may be given another name.',
    isAllowed: (value) => isWholeNumber(value, 0, 10_000),
  },
  MAX_DIRECTIVES: {
    fallback: '50',
    allowed: 'a whole number from 0 to 10000',
    meaning: 'How many directives, such as `@include`, a document may have.',
    isAllowed: (value) => isWholeNumber(value, 0, 10_000),
  },
  MAX_ANSWER_CHARACTERS: {
    fallback: '16000000',
    allowed: 'a whole number from 2000000 to 500000000',
    meaning: 'How many characters the answer to a query may have; the whole schema has over a million. `MAX_CONCURRENT` of that size may be made at once, and each takes some four times as many bytes until it is sent: that should fit into memory.',
    isAllowed: (value) => isWholeNumber(value, 2_000_000, 500_000_000),
  },
  MAX_ANSWER_VALUES: {
    fallback: '250000',
    allowed: 'a whole number from 10000 to 100000000',
    meaning: 'How many values the lists of one answer may have: their rows, times what is asked of each. Cost takes a list without pages to be as long as it usually is; this counts how long they are. Where `MAX_COST` is raised, raise this with it.',
    isAllowed: (value) => isWholeNumber(value, 10_000, 100_000_000),
  },
  HEAVY_COST: {
    fallback: '50000',
    allowed: 'a whole number from 100 to 10000000',
    meaning: 'Cost (see `MAX_COST`) above which a query is answered beside the others, in a thread of its own. On SQLite only: PostgreSQL reads elsewhere anyway.',
    isAllowed: (value) => isWholeNumber(value, 100, 10_000_000),
  },
  MAX_READ_SECONDS: {
    fallback: '30',
    allowed: 'a whole number from 1 to 3600',
    meaning: 'How many seconds such a query, or on PostgreSQL one statement of any query, may take before it is given up.',
    isAllowed: (value) => isWholeNumber(value, 1, 3_600),
  },
  MAX_BODY_BYTES: {
    fallback: '262144',
    allowed: 'a whole number from 1024 to 104857600',
    meaning: 'Largest request body, in bytes, as it arrives and again when it is inflated.',
    isAllowed: (value) => isWholeNumber(value, 1024, 104_857_600),
  },
  MAX_URL_BYTES: {
    fallback: '8192',
    allowed: 'a whole number from 256 to 15000',
    meaning: 'Longest address of a request, in bytes, the query of a GET in it.',
    isAllowed: (value) => isWholeNumber(value, 256, 15_000),
  },
  RATE_PER_MINUTE: {
    fallback: '30000',
    allowed: 'a whole number from 1 to 10000000, or off',
    meaning: 'How many requests a caller (an IPv4 address, or an IPv6 network of 64 bits) may send in a minute.',
    isAllowed: (value) => value === 'off' || isWholeNumber(value, 1, 10_000_000),
  },
  MAX_CONCURRENT: {
    fallback: '32',
    allowed: 'a whole number from 1 to 10000',
    meaning: 'How many requests are answered at once.',
    isAllowed: (value) => isWholeNumber(value, 1, 10_000),
  },
  MAX_WAITING: {
    fallback: '1000',
    allowed: 'a whole number from 0 to 100000',
    meaning: 'How many more requests wait for their turn.',
    isAllowed: (value) => isWholeNumber(value, 0, 100_000),
  },
  MAX_WAIT_MS: {
    fallback: '10000',
    allowed: 'a whole number from 1 to 600000',
    meaning: 'How many milliseconds a request waits for its turn at most.',
    isAllowed: (value) => isWholeNumber(value, 1, 600_000),
  },
  MAX_UNREAD_BYTES: {
    fallback: '256000000',
    allowed: 'a whole number from 16000000 to 10000000000',
    meaning: 'How many bytes of answers that their callers have not taken yet are kept in memory, those of 64 KiB and more counted. An answer beyond that waits its turn for up to five seconds, and is kept on top of them meanwhile; callers on whose connections nothing goes out for four of them, because they read nothing or less than about half a megabyte a second, are cut off for it; while something goes out to all, it is refused.',
    isAllowed: (value) => isWholeNumber(value, 16_000_000, 10_000_000_000),
  },
  CALLER_TIMEOUT_MS: {
    fallback: '30000',
    allowed: 'a whole number from 200 to 600000',
    meaning: 'How many milliseconds a caller may take to send a request, a third of them for its headers, and leave an answer untouched.',
    isAllowed: (value) => isWholeNumber(value, 200, 600_000),
  },
  INTROSPECTION: {
    fallback: 'on',
    allowed: 'on or off',
    meaning: 'Whether queries may ask for the schema itself. Editors such as GraphiQL need it.',
    isAllowed: isOnOrOff,
  },
  SUGGESTIONS: {
    fallback: 'on',
    allowed: 'on or off',
    meaning: 'Whether an error about a name that does not exist asks “Did you mean …?”.',
    isAllowed: isOnOrOff,
  },
  TRUST_PROXY: {
    fallback: 'off',
    allowed: 'off, or IP addresses and ranges of proxies with commas between, for example 127.0.0.1,10.0.0.0/8',
    meaning: 'Whose word the hub takes, in `X-Forwarded-For`, for which address a request comes from.',
    isAllowed: (value) => value === 'off' || value.split(',').every((range) => isAddressRange(range.trim())),
  },
  METRICS: {
    fallback: 'local',
    allowed: 'local, public or off',
    meaning: 'Who may read `/metrics`: callers on this machine, everybody or nobody.',
    isAllowed: (value) => ['local', 'public', 'off'].includes(value),
  },
  STOP_DELAY_MS: {
    fallback: '250',
    allowed: 'a whole number from 0 to 600000',
    meaning: 'How many milliseconds the hub, told to stop, says so at `/health/ready` while it still takes new requests.',
    isAllowed: (value) => isWholeNumber(value, 0, 600_000),
  },
  STOP_TIMEOUT_MS: {
    fallback: '10000',
    allowed: 'a whole number from 0 to 600000',
    meaning: 'How many milliseconds requests under way then have to finish.',
    isAllowed: (value) => isWholeNumber(value, 0, 600_000),
  },
  HARVESTS: {
    fallback: 'on',
    allowed: 'on or off',
    meaning: 'Whether `serve` reads sources by their schedules and when somebody asks, and what an import that was killed left unread. Of several hubs on one database one is enough.',
    isAllowed: isOnOrOff,
  },
  PRIVATE_HOSTS: {
    fallback: '',
    allowed: 'names or IP addresses of hosts with commas between, each with or without a port, for example directory.internal,10.0.0.7:8080',
    meaning: 'Private, loopback or link-local hosts that sources may be read from, one named with a port at that port alone. Empty: none; public ones need no leave of yours.',
    isAllowed: (value) => value === '' || value.split(',').every((host) => canonicalHost(host.trim()) !== null),
  },
  SOURCE_KEYS: {
    fallback: '',
    allowed: 'entries such as derby=Bearer KEY, separated by semicolons: the name a source gives as its key, and what is sent as Authorization',
    meaning: 'What the servers of protected sources ask for. It is sent over https alone, or to a private host of yours, and never shown.',
    isAllowed: (value) => readSourceKeys(value) !== null,
    isSecret: true,
  },
  CONTACT: {
    fallback: '',
    allowed: 'an e-mail or web address of at most 200 ASCII letters, digits and signs without spaces or brackets, for example https://hub.example.gov.uk/about',
    meaning: 'Where whoever runs the server of a source finds whoever runs this hub. It is sent with every request to a source. Empty: none.',
    isAllowed: (value) => value === '' || /^(?!.*[()<>])[!-~]{3,200}$/.test(value),
  },
  SIGN_IN: {
    fallback: '',
    allowed: 'the path of a JSON file of the form that docs/signing-in.md shows',
    meaning: 'Whose OpenID Connect tokens the hub takes, and which role their claims give. Empty: none. [docs/signing-in.md](docs/signing-in.md) says what it holds.',
    isAllowed: (value) => !value.includes('\0'),
  },
  SEEDS: {
    fallback: 'all',
    allowed: 'all, none, or names of folders under seeds/ with commas between, for example england,east-midlands,leicester',
    meaning: 'Which of the data packages that ship with the hub it reads when it starts. One that it read before stays.',
    isAllowed: (value) => /^[a-z0-9-]+(\s*,\s*[a-z0-9-]+)*$/.test(value),
  },
  EXCEPTION_RULES: {
    fallback: '',
    allowed: 'the path of a JSON file of the form of src/performance/exceptions/rules.json',
    meaning: 'What is reported by exception, to whom, and how old the papers of groups may be. Empty: as in that file, by the Leicestershire paper. [docs/methods.md](docs/methods.md#exceptions) says what it holds.',
    isAllowed: (value) => !value.includes('\0'),
  },
  SUBGRAPH_NAME: {
    fallback: '',
    allowed: 'a small letter and then at most 39 letters and digits, for example eastMidlands',
    meaning: 'What the hub is called in a supergraph of several hubs. Empty: it is the only one. [docs/federation.md](docs/federation.md#several-hubs) says what changes.',
    isAllowed: (value) => /^([a-z][A-Za-z0-9]{0,39})?$/.test(value),
  },
  EMBEDDING_URL: {
    fallback: '',
    allowed: 'an address that begins with https:// or http:// and has no user, query or fragment, for example http://localhost:8080/v1/embeddings',
    meaning: 'Embedding service that helps to read priorities by their meaning. Empty: none, and nothing leaves the hub. [docs/operating.md](docs/operating.md#an-embedding-service) says what is sent.',
    isAllowed: (value) => value === '' || isPlainAddress(value),
    isSecret: true,
  },
  EMBEDDING_MODEL: {
    fallback: '',
    allowed: 'the name that the service gives a model: at most 100 letters, digits and any of . _ : / @ -',
    meaning: 'Which model of that service. It must be set when `EMBEDDING_URL` is.',
    isAllowed: (value) => /^[\w.:/@-]{0,100}$/.test(value),
  },
  EMBEDDING_KEY: {
    fallback: '',
    allowed: 'a key of at most 4096 ASCII letters, digits and signs, without spaces',
    meaning: 'Key that the service asks for, sent as `Authorization: Bearer`. Empty: none.',
    isAllowed: (value) => /^[!-~]{0,4096}$/.test(value),
    isSecret: true,
  },
  EMBEDDING_SECONDS: {
    fallback: '120',
    allowed: 'a whole number from 1 to 86400',
    meaning: 'How many seconds one import or start waits for that service altogether.',
    isAllowed: (value) => isWholeNumber(value, 1, 86_400),
  },
} satisfies Record<string, Setting>;

function isOnOrOff(value: string): boolean {
  return value === 'on' || value === 'off';
}

/** An IP address, or the first of a network with how many bits they share. */
function isAddressRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  return isIP(address) !== 0 && rest.length === 0 && (bits === undefined || isWholeNumber(bits, 1, isIP(address) === 4 ? 32 : 128));
}

/** Without the parts of an address in which a key may stand, since the address is shown. */
function isPlainAddress(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.username + url.password === '' && !/[?#\s]/.test(value);
}

function isWholeNumber(value: string, least: number, most: number): boolean {
  return /^\d{1,11}$/.test(value) && Number(value) >= least && Number(value) <= most;
}

export type SettingName = keyof typeof settings;

/** Names and what is sent for each; null when an entry is not of the form. */
export function readSourceKeys(value: string): ReadonlyMap<string, string> | null {
  const keys = new Map<string, string>();
  for (const entry of value.split(';').map((part) => part.trim()).filter(Boolean)) {
    const [, name, sent] = /^([\w-]{1,50})=([!-~][ -~]{0,4095})$/.exec(entry) ?? [];
    if (name === undefined || sent === undefined || keys.has(name)) return null;
    keys.set(name, sent);
  }
  return keys;
}
