import type { Kysely } from 'kysely';
import type { Write, Writer } from '../db/Database.ts';
import type { Spent } from './gather/PoliteFetch.ts';
import type { PartsMoved } from './followParents.ts';
import type { HiddenRows } from './disclosure/protectRows.ts';
import type { HarvestIssue } from './issue.ts';
import type { MergeCounts } from './merge.ts';
import type { Awaited } from './staging.ts';

export interface HarvestReport {
  path: string;
  sourceId: string | null;
  title: string | null;
  /**
   * `unchanged`: nothing differs from what was read last. `failed`: the package as a whole could not be used and nothing was changed.
   * `held`: so much is gone from the source that a person must say whether that is right, and nothing was changed. `cancelled`: somebody ended the run.
   */
  status: 'harvested' | 'unchanged' | 'failed' | 'held' | 'cancelled';
  message: string | null;
  /** Set where the run as a whole ended before this package landed, because somebody cancelled it or its time was up: then nothing more is read. */
  isRunOver?: true;
  rowsRead: number;
  /** Of a package that is `unchanged`, those that were refused when it was read, and so still are. */
  rowsRefused: number;
  counts: MergeCounts;
  /** Records that stay as they were, and public if they were, because their new row was refused. */
  kept: number;
  issues: HarvestIssue[];
  /** Set where a file could not be read, so that nothing is told of its rows and of what names something of it. */
  isReadInPart?: true;
  /** Records, of whatever source, that went from sight with what they hang on, or came back with it. */
  parts: PartsMoved;
  /** Rows of figures that the policy of the source hid; null where it has none. */
  hidden: HiddenRows | null;
  /** Whether the issues are written down without what they quote, which may be of a plan under embargo that was refused. */
  refusedEmbargo: boolean;
  /** For whose sake rows were refused or lost a value: when one of them moves, the package may be worth another reading. */
  awaited: Awaited;
  dataVersion: number | null;
  startedAt: string;
}

export interface HarvestContext {
  /** The way in: a connection for writing, one at a time. */
  write: Write;
  /** Columns of a table, as stored. */
  columnsOf: (table: string) => string[];
  now: () => Date;
  /**
   * Set for packages that ship with the hub: what the source remembers as its address. Such a package is left alone once its source
   * was read from elsewhere, because that is what a publisher meant to put in its place.
   */
  shippedAs?: string;
  /** Set when the folder is a passing copy: what the source remembers as its address. */
  unpackedFrom?: string;
  /** Told how far a long harvest has come, with the connection it has for itself meanwhile. */
  progress?: (line: string, db: Kysely<unknown>) => void | Promise<void>;
  /** Set for runs of registered sources. */
  run?: RunContext;
  /** Throws a `SourceFailure` where a run is not to merge what it read any more. Asked in the transaction of the merge, once it has its turn. */
  beforeMerge?: (db: Kysely<unknown>) => Promise<void>;
  /** What else must always agree with the data: done in the transaction of each harvest that changes them. Told whose records may have changed. */
  afterMerge?: (transaction: Pick<Writer, 'db' | 'load'>, sourceIds: ReadonlySet<string>) => Promise<void>;
  /** Hash of the rules that packages are read by: a package is read again when they change. */
  rulesVersion: string;
}

/** What a run of a registered source adds to a harvest. */
export interface RunContext {
  connector: string;
  trigger: Trigger;
  askedBy: string | null;
  /** The source through which the package came, where that is another hub. */
  viaId: string | null;
  /** Held when a larger part of the records would go, in per cent, unless a person said of just this content that it is right. */
  mayShrinkBy: number;
  confirmedFingerprint: string | null;
  spent: () => Spent;
}

/** What began a run. */
export type Trigger = 'import' | 'schedule' | 'command' | 'request';

export const noCounts: MergeCounts = { added: 0, changed: 0, unchanged: 0, withdrawn: 0 };
