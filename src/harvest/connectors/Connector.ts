import type { Kysely } from 'kysely';
import type { PoliteFetch } from '../gather/PoliteFetch.ts';
import type { OpenedPackage } from '../package/readPackageFiles.ts';
import type { Publisher } from '../package/readDescriptor.ts';

/** One setting of a connector, in words that its documentation and the refusal of a wrong value share. */
export interface Setting {
  /** What it is for. */
  meaning: string;
  /** Which values it takes, as the end of "Allowed: …". */
  allowed: string;
  isRequired?: true;
  /** Taken where none is given. */
  fallback?: unknown;
  isAllowed: (value: unknown) => boolean;
  /** Addresses that a value names: their hosts may be asked without being listed. */
  addresses?: (value: unknown) => string[];
}

/**
 * Reads one kind of source. It gathers what the source publishes into a folder, and hands it over as data packages, which are staged,
 * checked and merged like any other. It never writes to the hub.
 */
export interface Connector {
  /** As settings and sources name it. */
  kind: string;
  /** What it reads, for people: "A service directory in Open Referral". */
  title: string;
  /** Its own settings by name. */
  settings: Record<string, Setting>;
  /** What is wrong with settings that are each right by themselves, in sentences. */
  problems?: (settings: Settings) => string[];
  /** Whose data it may bring: its publisher's alone, or also those of others that the source has from them (another hub). */
  brings: 'own' | 'others';
  /** Throws a `SourceFailure`, or a `HubError` BAD_PACKAGE, when the source cannot be read to its end. */
  gather: (source: SourceToRead, means: Means) => Promise<Gathered>;
}

/** Settings that were checked, the fallbacks filled in. */
export type Settings = Readonly<Record<string, unknown>>;

export interface SourceToRead {
  /** `E06000016/directory`: the publisher's code and the source's name. */
  id: string;
  name: string;
  title: string;
  publisher: Publisher;
  licence: string | null;
  attribution: string | null;
  settings: Settings;
}

/** What a run lends its connector. */
export interface Means {
  fetch: PoliteFetch;
  /** New and empty. When the run lands, it is `last` of the next run; when it does not, it goes. */
  folder: string;
  /** What the last run that landed left in its folder; null when there was none, or when it was lost: then everything is gathered anew. */
  last: string | null;
  /** To look up what the hub knows; only read. */
  db: Kysely<unknown>;
  /** Tells how far gathering is, as often as it likes. Throws when somebody cancelled the run. */
  report: (done: string) => Promise<void>;
  /** Aborted when the run is cancelled or its time is up. */
  signal: AbortSignal;
  now: () => Date;
}

export interface Gathered {
  /** One, of the source itself; a connector that brings others' data gives one for each of their sources. */
  packages: OpenedPackage[];
  /** What an operator should know of the run as a whole, in sentences. */
  notes?: string[];
}
