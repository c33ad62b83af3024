import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../../log.ts';
import { auditColumns, type ChainedEntry, type Noted } from './auditEntry.ts';
import { chainFrom } from './chain.ts';
import { gatherNotes } from './gatherNotes.ts';

/** Writes down what was asked, beside the answers and never in their way. */
export interface AuditTrail {
  /** Notes one request, in memory. */
  note(noted: Noted): void;
  /** Stores what is due, and what could not be stored before. */
  flush(): Promise<void>;
  /** Stores all that was noted. */
  close(): Promise<void>;
}

interface Means {
  /** Adds rows in the order of `auditColumns`, all or none; false when the database is busy and they are to come again. */
  store: (rows: unknown[][]) => Promise<boolean>;
  /** Hash of the newest entry there is; a chain begins from it, so that no whole chain can be taken away unseen. */
  lastHash: () => Promise<string>;
  now: () => Date;
  log: Logger;
}

const everyMs = 1_000;
/** What the public asks is told apart by nobody's name, so that of a minute is enough; otherwise a busy hub would write as much as it reads. */
const publicMs = 60_000;
const mostOfPublic = 250;
const mostOfHolders = 5_000;

/** How long a hub that stops tries to store the rest. */
const patienceAtEndMs = 5_000;
const waitAtEndMs = 100;

export function auditTrail({ store, lastHash, now, log }: Means): AuditTrail {
  const [ofPublic, ofHolders] = [gatherNotes(mostOfPublic), gatherNotes(mostOfHolders)];
  let chain: ReturnType<typeof chainFrom> | undefined;
  /** In their chain and not stored yet: until they are, nothing is put behind them. */
  let placed: ChainedEntry[] = [];
  let hasFailed = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  const left = (): number => placed.length + ofHolders.size() + ofPublic.size();

  async function writeDown(isLast: boolean): Promise<void> {
    try {
      if (placed.length === 0) {
        chain ??= chainFrom(randomBytes(8).toString('hex'), await lastHash());
        const time = now().getTime();
        placed = chain([...ofHolders.take(Infinity), ...ofPublic.take(isLast ? Infinity : time - publicMs)]);
      }
      if (placed.length > 0 && (await store(placed.map((entry) => auditColumns.map((column) => entry[column]))))) placed = [];
      hasFailed = false;
    } catch (err) {
      // Said once, for as long as it lasts.
      if (!hasFailed) log.error({ err }, 'The audit trail could not be written; what it holds is kept in memory and tried again');
      hasFailed = true;
    }
  }

  const write = (isLast = false): Promise<void> => (writing = writing.then(() => (left() > 0 ? writeDown(isLast) : undefined)));

  function wake(): void {
    if (isClosed || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void write().then(() => (left() > 0 ? wake() : undefined));
    }, everyMs).unref();
  }

  return {
    note(noted) {
      (noted.who === null ? ofPublic : ofHolders).note(noted, now().getTime());
      if (timer === undefined) wake();
    },
    flush: () => write(),
    async close() {
      isClosed = true;
      clearTimeout(timer);
      let isLate = false;
      const late = wait(patienceAtEndMs, undefined, { ref: false }).then(() => void (isLate = true));
      const storeAll = async (): Promise<void> => {
        for (await write(true); left() > 0 && !isLate; await write(true)) await wait(waitAtEndMs);
      };
      await Promise.race([storeAll(), late]);
      if (left() > 0) log.error({ entries: left() }, 'The hub stops without having written the end of its audit trail');
    },
  };
}
