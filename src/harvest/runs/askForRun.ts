import { sql, type Kysely } from 'kysely';
import { HubError } from '../../errors.ts';
import { heardSince } from './underWay.ts';

export interface Asking {
  sourceId: string;
  /** Whoever asks, as runs and messages name it. */
  by: string;
  at: Date;
}

/**
 * Asks for a run of a registered source, which begins as soon as a hub that reads sources looks. Asked twice before it began, it is one run. One
 * that is silent answers what was asked before it, if it lives: then this is still to be done.
 */
export async function askForRun(db: Kysely<unknown>, { sourceId, by, at }: Asking): Promise<void> {
  await checkRegistered(db, sourceId);
  const { rows } = await sql<{ started_at: string }>`select started_at from run_under_way where source_id = ${sourceId} and heard_at >= ${heardSince(at)}`.execute(db);
  if (rows[0]) throw new HubError('ALREADY_RUNNING', `${sourceId} is being read since ${rows[0].started_at}. Wait for that run to end, or end it with cancelHarvest.`);
  await sql`update source set asked_at = ${at.toISOString()}, asked_by = ${by} where id = ${sourceId}
    and (asked_at is null or exists (select 1 from run_under_way u where u.source_id = source.id))`.execute(db);
}

/** Ends the run of a source that is under way, or takes back one that was asked for and has not begun; says so when there is neither. */
export async function endRun(db: Kysely<unknown>, asking: Asking): Promise<void> {
  if (!(await endRunIfAny(db, asking))) throw new HubError('BAD_ARGUMENT', `${asking.sourceId} is not being read, and nobody has asked that it be: there is nothing to cancel.`);
}

/** False when there is no run to end, nor one to take back. */
export async function endRunIfAny(db: Kysely<unknown>, { sourceId, by, at }: Asking): Promise<boolean> {
  const running = await sql`update run_under_way set cancelled_at = ${at.toISOString()}, cancelled_by = ${by} where source_id = ${sourceId} and heard_at >= ${heardSince(at)}`.execute(db);
  const asked = await sql`update source set asked_at = null, asked_by = null where id = ${sourceId} and asked_at is not null`.execute(db);
  return Number(running.numAffectedRows ?? 0) + Number(asked.numAffectedRows ?? 0) > 0;
}

/** Takes what a source, or one that comes through it, was held for as right: the next run goes on if it reads just that again. False when none was held. */
export async function confirmHeld(db: Kysely<unknown>, sourceId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update source set confirmed_fingerprint = held_fingerprint where (id = ${sourceId} or via_id = ${sourceId}) and held_fingerprint is not null`.execute(db);
  return Number(numAffectedRows ?? 0) > 0;
}

/** Takes what a source, or one that comes through it, was held for as right, and asks for the run that goes on if it reads just that again. */
export async function confirmAndRun(db: Kysely<unknown>, asking: Asking): Promise<void> {
  const { sourceId } = asking;
  await checkRegistered(db, sourceId);
  if (!(await confirmHeld(db, sourceId))) throw new HubError('BAD_ARGUMENT', `${sourceId} is not held, so there is nothing to confirm.`);
  await askForRun(db, asking);
}

async function checkRegistered(db: Kysely<unknown>, sourceId: string): Promise<void> {
  const { rows } = await sql<{ registration: string | null; via_id: string | null }>`select registration, via_id from source where id = ${sourceId}`.execute(db);
  const [source] = rows;
  if (source?.registration != null) return;
  const otherWay = source?.via_id ? `It comes through ${source.via_id}: ask for that one.` : 'It was imported by hand. "npm run hub -- sources add" registers it, at the hub; then it can be read from here.';
  throw new HubError('UNKNOWN_SOURCE', `${sourceId} is not registered, so the hub does not know where to read it. ${otherWay}`);
}
