import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { beginCommand } from './commands/beginCommand.ts';
import { scheduleNext } from './harvest/runs/scheduleNext.ts';
import { foundDone, giveBack, heardSince, isStuck } from './harvest/runs/underWay.ts';
import type { Registration } from './harvest/sources/registration.ts';
import { findRegistered } from './harvest/sources/registerSource.ts';
import { isAnythingUnread, type Hub } from './hub.ts';
import type { Logger } from './log.ts';
import { readUpTo } from './overlap/findChanged.ts';

export interface Schedule {
  stop: () => Promise<void>;
}

interface Settings {
  /** What Node.js runs as the hub. */
  command?: readonly string[];
  /** How often it is looked whether a source is due: a schedule is no finer than a minute, and somebody who asked for a run waits for it. */
  lookEveryMs?: number;
  /** How long nothing has landed when what is unread is taken for left behind: until then, whoever landed it will be at it. */
  quietMs?: number;
  /** How long nobody tries again to read what could not be read, be it what is left or a source whose run could not even write down that it failed. */
  pauseMs?: number;
}

type Watched = Pick<Hub, 'stored' | 'write'>;

/** What reading takes, be it a source or what is left. */
interface Reading {
  hub: Watched;
  log: Logger;
  command: readonly string[];
  lookEveryMs: number;
  /** Aborted when the hub stops: then nothing is begun any more. */
  stopping: AbortSignal;
}

/**
 * Reads sources when they are due or asked for, and what an import landed and did not live to read, one after another, each in a process
 * of its own: what it takes, and how it ends, is then no matter of who is being answered.
 */
export function startSchedule(hub: Watched, log: Logger, { command = [...process.execArgv, process.argv[1]!], lookEveryMs = 5_000, quietMs = 10_000, pauseMs = 60_000 }: Settings = {}): Schedule {
  const stopping = new AbortController();
  const reading: Reading = { hub, log, command, lookEveryMs, stopping: stopping.signal };
  const readDue = dueReader(reading, pauseMs);
  const readLeft = leftReader(reading, { quietMs, pauseMs });
  let looking: Promise<void> | null = null;
  function look(): void {
    looking ??= readDue().then(readLeft)
      .catch((error: unknown) => log.error({ err: error }, 'sources that are due, or what is left to be read, could not be looked up'))
      .finally(() => {
        looking = null;
      });
  }
  const timer = setInterval(look, lookEveryMs);
  look();
  return {
    async stop() {
      clearInterval(timer);
      // What it had begun is rolled back, and the next hub begins it anew.
      stopping.abort();
      await looking;
    },
  };
}

/** Reads every source that is due, but for those that rest because their runs could not even write down that they failed. */
function dueReader(reading: Reading, pauseMs: number): () => Promise<void> {
  /** By source, when it may be tried again. */
  const resting = new Map<string, number>();
  async function nextDue(tried: ReadonlySet<string>): Promise<string | undefined> {
    return (await dueSources(reading.hub.stored, new Date())).find((id) => !tried.has(id) && !((resting.get(id) ?? 0) > performance.now()));
  }
  return async () => {
    const tried = new Set<string>();
    // Looked up anew after each: one may have been asked for, or taken back, while another was read.
    for (let id = await nextDue(tried); id !== undefined && !reading.stopping.aborted; id = await nextDue(tried)) {
      tried.add(id);
      if (!(await readSource(reading, id))) resting.set(id, performance.now() + pauseMs);
    }
  };
}

/** False when it could not be read and is due all the same. */
async function readSource(reading: Reading, id: string): Promise<boolean> {
  const { hub, log, command, stopping } = reading;
  log.info({ source: id }, 'source is due');
  const registration = await registered(hub, id);
  if (stopping.aborted) return true;
  const token = randomUUID();
  const run = beginCommand([...command, 'harvest', id, '--unattended', token], stopping);
  const watch = registration && endWhereItHangs(reading, { id, seconds: registration.seconds, kill: run.kill });
  const { code, isTold, said } = await run.ended.finally(() => watch?.stop());
  // Who tells all processes at once to stop may tell the run before this one.
  if (isTold) await giveBack(hub.write, token);
  if (code === foundDone) {
    log.debug({ source: id }, 'another hub reads the source, or has read it');
    return true;
  }
  // It could not say itself when it is due again. That it failed the next run writes down, as of any that ended with its process.
  if (registration && watch?.isEnded()) await scheduleNext({ harvesting: { write: hub.write, now: () => new Date() } }, { id, schedule: registration.schedule });
  log[code === 0 ? 'info' : 'warn']({ source: id, code, said }, code === 0 ? 'source was read' : 'source could not be read');
  return code === 0 || stopping.aborted || !(await dueSources(hub.stored, new Date())).includes(id);
}

/** Null where what is registered no longer holds: the run says so, and is soon over. */
async function registered({ stored }: Watched, id: string): Promise<Registration | null> {
  return findRegistered(stored, id).then(({ registration }) => registration, () => null);
}

/** Looks again and again whether a run that begins now hangs, and ends it then. */
function endWhereItHangs({ hub, log, lookEveryMs }: Reading, { id, seconds, kill }: { id: string; seconds: number; kill: () => boolean }): { stop: () => void; isEnded: () => boolean } {
  const since = new Date();
  let isEnded = false;
  async function look(): Promise<void> {
    if (!(await isStuck(hub.stored, { id, seconds, since }, new Date())) || !kill()) return;
    isEnded = true;
    log.warn({ source: id, seconds }, 'a run that is past its time and does not answer is ended');
  }
  const timer = setInterval(() => {
    look().catch((error: unknown) => log.error({ err: error, source: id }, 'it could not be looked whether a run hangs'));
  }, lookEveryMs);
  return { stop: () => clearInterval(timer), isEnded: () => isEnded };
}

/**
 * Reads what landed and is left unread though nothing more has landed for a while. While nothing lands at all, a look is one look-up of a
 * key; after each import it is looked once whether all was read.
 */
function leftReader(reading: Reading, { quietMs, pauseMs }: { quietMs: number; pauseMs: number }): () => Promise<void> {
  const { hub } = reading;
  let settled: number | undefined;
  let latest: number | undefined;
  let notBefore = 0;
  return async () => {
    settled ??= await readUpTo(hub.stored);
    const last = await lastHarvest(hub.stored);
    if (last !== latest) notBefore = performance.now() + quietMs;
    latest = last;
    if (last === settled || performance.now() < notBefore) return;
    if (!(await isAnythingUnread(hub, settled)) || (await refresh(reading))) settled = last;
    else notBefore = performance.now() + pauseMs;
  };
}

/** Whether it could. */
async function refresh({ log, command, stopping }: Reading): Promise<boolean> {
  if (stopping.aborted) return false;
  const { code, said } = await beginCommand([...command, 'refresh'], stopping).ended;
  log[code === 0 ? 'info' : 'warn']({ code, said }, code === 0 ? 'what an import had left unread was read' : 'what an import had left unread could not be read');
  return code === 0;
}

async function lastHarvest(db: Kysely<unknown>): Promise<number> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(id), 0) as last from harvest`.execute(db);
  return rows[0]!.last;
}

/** Ids of sources that somebody asked for, or whose time has come, or whose last run ended with its process, which is still to be written down, and that nobody reads now: whoever asked first comes first. */
async function dueSources(db: Kysely<unknown>, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from source where registration is not null and (asked_at is not null or next_run_at <= ${now.toISOString()} or exists (select 1 from run_under_way u where u.source_id = source.id))
      and not exists (select 1 from run_under_way u where u.source_id = source.id and u.heard_at >= ${heardSince(now)})
    order by case when asked_at is null then 1 else 0 end, asked_at, coalesce(next_run_at, ''), id`.execute(db);
  return rows.map(({ id }) => id);
}
