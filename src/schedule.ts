import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { sql, type Kysely } from 'kysely';
import { scheduleNext } from './harvest/runs/scheduleNext.ts';
import { foundDone, heardSince, isStuck } from './harvest/runs/underWay.ts';
import type { Registration } from './harvest/sources/registration.ts';
import { findRegistered } from './harvest/sources/registerSource.ts';
import { isAnythingUnread, type Hub } from './hub.ts';
import type { Logger } from './log.ts';
import { readUpTo } from './overlap/findChanged.ts';

/** How often it is looked whether a source is due: a schedule is no finer than a minute, and somebody who asked for a run waits for it. */
const lookEveryMs = 5_000;
/** How long nothing has landed when what is unread is taken for left behind: until then, whoever landed it will be at it. */
const quietMs = 10_000;
/** How long nobody tries again to read what could not be read, be it what is left or a source whose run could not even write down that it failed. */
const pauseMs = 60_000;

export interface Schedule {
  stop: () => Promise<void>;
}

type Watched = Pick<Hub, 'stored' | 'write'>;

/**
 * Reads sources when they are due or asked for, and what an import landed and did not live to read, one after another, each in a process
 * of its own: what it takes, and how it ends, is then no matter of who is being answered.
 */
export function startSchedule(hub: Watched, log: Logger, command = [...process.execArgv, process.argv[1]!]): Schedule {
  let child: ChildProcess | null = null;
  let isStopped = false;
  let looking: Promise<void> | null = null;
  const findLeft = watchForLeft(hub);
  /** By source, when it may be tried again. */
  const resting = new Map<string, number>();
  function look(): void {
    if (isStopped) return;
    looking ??= lookOnce().finally(() => {
      looking = null;
    });
  }
  async function lookOnce(): Promise<void> {
    try {
      const tried = new Set<string>();
      // Looked up anew after each: one may have been asked for, or taken back, while another was read.
      for (let id = await nextDue(tried); id !== undefined && !isStopped; id = await nextDue(tried)) {
        tried.add(id);
        await harvest(id);
      }
      const left = await findLeft();
      if (left !== null && !isStopped) left.settle(await refresh());
    } catch (error) {
      log.error({ err: error }, 'sources that are due, or what is left to be read, could not be looked up');
    }
  }
  async function nextDue(tried: ReadonlySet<string>): Promise<string | undefined> {
    return (await dueSources(hub.stored, new Date())).find((id) => !tried.has(id) && !((resting.get(id) ?? 0) > performance.now()));
  }
  async function harvest(id: string): Promise<void> {
    log.info({ source: id }, 'source is due');
    const registration = await registered(id);
    if (isStopped) return;
    const since = new Date();
    let isEnded = false;
    const watch = setInterval(() => {
      if (!registration) return;
      const { seconds } = registration;
      isStuck(hub.stored, { id, seconds, since }, new Date()).then((stuck) => {
        if (!stuck || !child) return;
        log.warn({ source: id, seconds }, 'a run that is past its time and does not answer is ended');
        isEnded = child.kill('SIGKILL');
      }, (error: unknown) => log.error({ err: error, source: id }, 'it could not be looked whether a run hangs'));
    }, lookEveryMs);
    const { code, said } = await run(['harvest', id, '--unattended']).finally(() => clearInterval(watch));
    if (code === foundDone) return log.debug({ source: id }, 'another hub reads the source, or has read it');
    // It could not say itself when it is due again. That it failed the next run writes down, as of any that ended with its process.
    if (isEnded && registration) await scheduleNext({ harvesting: { write: hub.write, now: () => new Date() } }, { id, schedule: registration.schedule });
    if (code !== 0 && !isStopped && (await dueSources(hub.stored, new Date())).includes(id)) resting.set(id, performance.now() + pauseMs);
    log[code === 0 ? 'info' : 'warn']({ source: id, code, said }, code === 0 ? 'source was read' : 'source could not be read');
  }
  /** Null where what is registered no longer holds: the run says so, and is soon over. */
  async function registered(id: string): Promise<Registration | null> {
    return findRegistered(hub.stored, id).then(({ registration }) => registration, () => null);
  }
  /** Whether it could. */
  async function refresh(): Promise<boolean> {
    const { code, said } = await run(['refresh']);
    log[code === 0 ? 'info' : 'warn']({ code, said }, code === 0 ? 'what an import had left unread was read' : 'what an import had left unread could not be read');
    return code === 0;
  }
  async function run(args: readonly string[]): Promise<{ code: number | null; said: string }> {
    child = spawn(process.execPath, [...command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const pieces: Buffer[] = [];
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (piece: Buffer) => pieces.push(piece));
    // One that cannot be started at all never closes.
    const [code] = (await once(child, 'close').finally(() => {
      child = null;
    })) as [number | null];
    return { code, said: Buffer.concat(pieces).toString().slice(0, 4_000) };
  }
  const timer = setInterval(look, lookEveryMs);
  look();
  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      // What it had begun is rolled back, and another run takes its place later. Nothing is begun any more.
      child?.kill();
      await looking;
    },
  };
}

/** What is unread, and to whom it is told whether it could be read. */
interface Left {
  settle: (isRead: boolean) => void;
}

/**
 * Tells whether something that landed is left unread though nothing more has landed for a while. While nothing lands at all, a look is
 * one look-up of a key; after each import it is looked once whether all was read.
 */
function watchForLeft(hub: Watched): () => Promise<Left | null> {
  let settled: number | undefined;
  let latest: number | undefined;
  let notBefore = 0;
  return async () => {
    settled ??= await readUpTo(hub.stored);
    const last = await lastHarvest(hub.stored);
    if (last !== latest) notBefore = performance.now() + quietMs;
    latest = last;
    if (last === settled || performance.now() < notBefore) return null;
    if (await isAnythingUnread(hub, settled)) {
      return { settle: (isRead) => (isRead ? (settled = last) : (notBefore = performance.now() + pauseMs)) };
    }
    settled = last;
    return null;
  };
}

async function lastHarvest(db: Kysely<unknown>): Promise<number> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(id), 0) as last from harvest`.execute(db);
  return rows[0]!.last;
}

/** Ids of sources that somebody asked for, or whose time has come, or whose last run ended with its process, which is still to be written down, and that nobody reads now. */
async function dueSources(db: Kysely<unknown>, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from source where registration is not null and (asked_at is not null or next_run_at <= ${now.toISOString()} or exists (select 1 from run_under_way u where u.source_id = source.id))
      and not exists (select 1 from run_under_way u where u.source_id = source.id and u.heard_at >= ${heardSince(now)})
    order by case when asked_at is null then 1 else 0 end, next_run_at, id`.execute(db);
  return rows.map(({ id }) => id);
}
