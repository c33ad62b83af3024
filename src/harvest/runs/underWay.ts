import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { HubError } from '../../errors.ts';
import type { Write, Writer } from '../../db/Database.ts';
import { SourceFailure } from '../gather/SourceFailure.ts';
import type { Trigger } from '../harvestReport.ts';

/** A run that was not heard of for so long ended with its process. */
const silentMs = 60_000;
const tellEveryMs = 1_000;

/** A run that was last heard of before this is dead. */
export function heardSince(now: Date): string {
  return new Date(now.getTime() - silentMs).toISOString();
}

/** Exit code of a run that was begun unattended and found nothing to do, because another hub does it or has done it. */
export const foundDone = 3;

export interface UnderWay {
  /** Tells how far the run is, at most once a second and at the start of each phase, and that it is alive. Throws when somebody cancelled it. */
  tell: (phase: string, done: string, db?: Kysely<unknown>) => Promise<void>;
  /** Throws when somebody cancelled the run, or another took its place. */
  checkGoesOn: (db: Kysely<unknown>) => Promise<void>;
  /** Writes as the run: each transaction says at its end that the run is alive, so that whoever waited for it meanwhile does not take the run for dead. */
  write: Write;
  end: () => Promise<void>;
  /** The run before it, when that ended with its process. */
  died: DeadRun | null;
  /** When somebody asked for what this run does; null where nobody did. */
  answers: string | null;
  /** False where it was begun unattended, and there is nothing to do but to write down how the run before it ended. */
  isDue: boolean;
}

export interface DeadRun {
  startedAt: string;
  trigger: Trigger;
  askedBy: string | null;
  isCancelled: boolean;
}

interface Beginning {
  write: Write;
  now: () => Date;
  sourceId: string;
  trigger: Trigger;
  askedBy: string | null;
  /** Nobody is there: of several hubs that find a source due at once one begins, and the others find nothing to do, even if it is done by then. */
  unattended?: boolean | undefined;
  token?: string;
}

/**
 * Marks a source as being read, or ALREADY_RUNNING when another run reads it, or has read it since it was due. One that died leaves its place to the next.
 * That somebody asked for it is forgotten only when the run ends, so that it is not lost with its process.
 */
export async function beginRun({ write, now, sourceId, trigger, askedBy, unattended = false, token = randomUUID() }: Beginning): Promise<UnderWay> {
  const startedAt = now().toISOString();
  const { died, answers, isDue } = await write((writer) =>
    writer.inTransaction(async (db) => {
      const [before] = (await sql<RunRow>`select started_at, heard_at, trigger, asked_by, cancelled_at from run_under_way where source_id = ${sourceId}`.execute(db)).rows;
      if (before && before.heard_at >= heardSince(now())) throw new HubError('ALREADY_RUNNING', `${sourceId} is being read since ${before.started_at}. Wait for it, or cancel it: npm run hub -- harvest ${sourceId} --cancel.`);
      const { rows } = await sql<{ asked_at: string | null; next_run_at: string | null }>`select asked_at, next_run_at from source where id = ${sourceId}`.execute(db);
      const { asked_at: asked, next_run_at: next } = rows[0]!;
      const due = !unattended || asked !== null || (next !== null && next <= startedAt);
      if (!due && !before) throw new HubError('ALREADY_RUNNING', `${sourceId} is not due any more: another hub has read it, or it was taken back.`);
      await sql`delete from run_under_way where source_id = ${sourceId}`.execute(db);
      await sql`insert into run_under_way (source_id, token, trigger, asked_by, started_at, heard_at, phase, done) values (${sourceId}, ${token}, ${trigger}, ${askedBy}, ${startedAt}, ${startedAt}, 'gathering', '')`.execute(db);
      return { died: before ? { startedAt: before.started_at, trigger: before.trigger, askedBy: before.asked_by, isCancelled: before.cancelled_at !== null } : null, answers: asked, isDue: due };
    }),
  );
  let toldAt = 0;
  let lastPhase = '';
  async function store(db: Kysely<unknown>, phase: string, done: string): Promise<void> {
    await sql`update run_under_way set heard_at = ${now().toISOString()}, phase = ${phase}, done = ${done.trim().slice(0, 300)} where token = ${token}`.execute(db);
    await checkGoesOn(db);
  }
  async function checkGoesOn(db: Kysely<unknown>): Promise<void> {
    const { rows } = await sql<{ cancelled_by: string | null; cancelled_at: string | null }>`select cancelled_by, cancelled_at from run_under_way where token = ${token}`.execute(db);
    if (!rows[0]) throw new SourceFailure('cancelled', 'The run was given up, because nothing was heard of it for a minute and another began.');
    if (rows[0].cancelled_at) throw new SourceFailure('cancelled', `The run was cancelled${rows[0].cancelled_by ? ` by ${rows[0].cancelled_by}` : ''}. Nothing was changed.`);
  }
  const hear = (db: Kysely<unknown>) => sql`update run_under_way set heard_at = ${now().toISOString()} where token = ${token}`.execute(db);
  return {
    died,
    answers,
    isDue,
    write: (work) => write((writer) => work(sayingAtEnd(writer, hear))),
    async tell(phase, done, db) {
      if (phase === lastPhase && performance.now() - toldAt < tellEveryMs) return;
      [toldAt, lastPhase] = [performance.now(), phase];
      await (db ? store(db, phase, done) : write((writer) => store(writer.db, phase, done)));
    },
    checkGoesOn,
    end: () => write((writer) => writer.inTransaction(async (db) => {
      const { numAffectedRows } = await sql`delete from run_under_way where token = ${token}`.execute(db);
      // Where another took its place, or somebody asked once more, that is still to be done.
      if (Number(numAffectedRows ?? 0) > 0) await sql`update source set asked_at = null, asked_by = null where id = ${sourceId} and asked_at = ${answers}`.execute(db);
    })),
  };
}

/** Lets the next begin at once what a run was at that ended because it was told to: nobody need wait until it is taken for dead, nor is it a failure of its source. One that was cancelled is not begun anew, and the next writes that down. */
export async function giveBack(write: Write, token: string): Promise<void> {
  await write(({ db }) => sql`delete from run_under_way where token = ${token} and cancelled_at is null`.execute(db));
}

interface RunRow {
  started_at: string;
  heard_at: string;
  trigger: Trigger;
  asked_by: string | null;
  cancelled_at: string | null;
}

function sayingAtEnd(writer: Writer, say: (db: Kysely<unknown>) => Promise<unknown>): Writer {
  return {
    ...writer,
    inTransaction: (work) => writer.inTransaction(async (db) => {
      const result = await work(db);
      await say(db);
      return result;
    }),
  };
}

/**
 * Whether the run of a source that began after `since` is past its time while it still gathers, and was not heard of for as long as a dead
 * one: it hangs on something that its source sent, and hears neither its own clock nor who cancels it. What lands may be silent for long.
 */
export async function isStuck(db: Kysely<unknown>, { id, seconds, since }: { id: string; seconds: number; since: Date }, now: Date): Promise<boolean> {
  const { rows } = await sql<{ started_at: string }>`select started_at from run_under_way where source_id = ${id} and phase = 'gathering' and started_at >= ${since.toISOString()} and heard_at < ${heardSince(now)}`.execute(db);
  return rows.some((run) => Date.parse(run.started_at) + seconds * 1_000 < now.getTime());
}
