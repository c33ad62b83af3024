import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { sql, type Kysely } from 'kysely';
import { heardSince } from './harvest/runs/underWay.ts';
import type { Logger } from './log.ts';

/** How often it is looked whether a source is due: a schedule is no finer than a minute, and somebody who asked for a run waits for it. */
const lookEveryMs = 5_000;

export interface Schedule {
  stop: () => Promise<void>;
}

/** Reads sources when they are due or asked for, one after another, each in a process of its own: what it takes, and how it ends, is then no matter of who is being answered. */
export function startSchedule(db: Kysely<unknown>, log: Logger, command = [...process.execArgv, process.argv[1]!]): Schedule {
  let child: ChildProcess | null = null;
  let isStopped = false;
  let isLooking = false;
  async function look(): Promise<void> {
    if (isLooking || isStopped) return;
    isLooking = true;
    try {
      const tried = new Set<string>();
      // Looked up anew after each: one may have been asked for, or taken back, while another was read.
      for (let id = await nextDue(tried); id !== undefined && !isStopped; id = await nextDue(tried)) {
        tried.add(id);
        await harvest(id);
      }
    } catch (error) {
      log.error({ err: error }, 'sources that are due could not be looked up');
    } finally {
      isLooking = false;
    }
  }
  async function nextDue(tried: ReadonlySet<string>): Promise<string | undefined> {
    return (await dueSources(db, new Date())).find((id) => !tried.has(id));
  }
  async function harvest(id: string): Promise<void> {
    log.info({ source: id }, 'source is due');
    child = spawn(process.execPath, [...command, 'harvest', id, '--unattended'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (piece: Buffer) => said.push(piece));
    // One that cannot be started at all never closes.
    const [code] = (await once(child, 'close').finally(() => {
      child = null;
    })) as [number | null];
    log[code === 0 ? 'info' : 'warn']({ source: id, code, said: Buffer.concat(said).toString().slice(0, 4_000) }, code === 0 ? 'source was read' : 'source could not be read');
  }
  const timer = setInterval(() => void look(), lookEveryMs);
  void look();
  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      // What it had begun is rolled back, and another run takes its place later.
      if (child) {
        child.kill();
        await once(child, 'close');
      }
    },
  };
}

/** Ids of sources that somebody asked for, or whose time has come, and that nobody reads now. */
async function dueSources(db: Kysely<unknown>, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from source where registration is not null and (asked_at is not null or next_run_at <= ${now.toISOString()})
      and not exists (select 1 from run_under_way u where u.source_id = source.id and u.heard_at >= ${heardSince(now)})
    order by case when asked_at is null then 1 else 0 end, next_run_at, id`.execute(db);
  return rows.map(({ id }) => id);
}
