import type { NextDataVersion } from '../../db/NextDataVersion.ts';
import { sql, type Kysely } from 'kysely';
import { isHidden } from '../../access/embargo.ts';
import { publicViewer, type Viewer } from '../../access/viewer.ts';
import type { Writer } from '../../db/Database.ts';
import { inList } from '../../db/inList.ts';
import { insertRows } from '../../db/insertRows.ts';
import { HubError } from '../../errors.ts';
import type { Engine } from '../engine/loadEngine.ts';
import { contradictionOf, nameOf } from './contradictionOf.ts';
import { Counting } from './Counting.ts';
import { subjectOf, type Decision } from './Decision.ts';
import { readInForce, readOwn, readWhere } from './readDecisions.ts';
import { refuseEmptied } from './refuseEmptied.ts';
import { leavingOf, tyingOf, type Leaving } from './splitsLeft.ts';
import { takeEffect } from './takeEffect.ts';

/** A decision to make. `overrule` makes it in spite of those in force that it contradicts. */
export interface NewDecision extends Omit<Decision, 'undoesId'> {
  overrule: boolean;
}

/** A decision to take back. */
export interface NewUndo extends Pick<Decision, 'id' | 'note' | 'reviewer' | 'madeAt'> {
  undoesId: string;
}

/** What making decisions needs: within a transaction, its writer; the engine, for priorities that are read again. */
export interface Deciding {
  writer: Writer;
  engine: Engine;
  nextDataVersion: NextDataVersion;
}

/** A decision that was made. */
export interface Decided {
  id: string;
  /** Ids of the decisions in force until then that count no longer. */
  overruled: string[];
  /** Of a link: ids of the priorities that came along with the second, to which earlier links tie them. */
  followers: readonly string[];
}

/** Makes a decision, which takes effect at once, and returns its id: that of the one in force when the same is decided twice in the same words. In other words it is refused, as nothing would change. */
export async function decide(deciding: Deciding, { overrule, ...drafted }: NewDecision): Promise<Decided> {
  const { db } = deciding.writer;
  const counting = new Counting<Decision>();
  for (const decision of await readInForce(db, drafted.priorityIds)) counting.add(decision);
  const standing = counting.aboutTheSame(drafted);
  if (standing && saysTheSame(standing, drafted)) return { id: standing.id, overruled: [], followers: [] };
  await refuseEmptied(db, drafted, counting.all());
  if (standing) counting.remove(standing);
  const against = [...(standing ? [standing] : []), ...counting.contradictedBy(drafted)];
  const leaving = await readLeaving(db, drafted, counting);
  const left = [...(leaving?.splits.keys() ?? [])];
  // What the reviewer may not see is neither told nor in the way: the later decision then counts.
  const hidden = await hiddenAmong(db, [...against, ...left, ...(leaving && left.length > 0 ? leaving.tying.links : [])], publicViewer(drafted.madeAt.slice(0, 10)));
  const isSeen = ({ id }: Decision): boolean => !hidden.has(id);
  const seen = against.filter(isSeen);
  if (!overrule && standing && seen.includes(standing) && decidesTheSame(standing, drafted)) throw new HubError('CONTRADICTS_DECISION', `It is decided so already, by ${nameOf(standing)}: nothing was done. To say why in other words, undo that first, or send overrule: true.`);
  if (!overrule && [...against, ...left].some(isSeen)) throw new HubError('CONTRADICTS_DECISION', contradictionOf(against, leaving, isSeen));
  const decision: Decision = { ...drafted, undoesId: null, madeAt: await nextMoment(db, drafted.madeAt) };
  await storeDecisions(db, [decision]);
  await change(deciding, decision.madeAt, [decision, ...against]);
  const counts = new Set((await readInForce(db, drafted.priorityIds)).map(({ id }) => id));
  return { id: decision.id, overruled: seen.filter(({ id }) => !counts.has(id)).map(({ id }) => id), followers: leaving?.tying.followers ?? [] };
}

/** Of a link: what it ties together, and what it takes from splits. */
async function readLeaving(db: Kysely<unknown>, drafted: Omit<Decision, 'undoesId'>, counting: Counting<Decision>): Promise<Leaving<Decision> | null> {
  if (drafted.kind !== 'link-priorities') return null;
  const inForce = counting.all();
  const tying = tyingOf(drafted, inForce);
  return leavingOf(tying, inForce, await readOwn(db, tying.priorityIds, drafted.themeCode!));
}

/** Takes a decision back. Both stay in the history. */
export async function undo(deciding: Deciding, { undoesId, ...act }: NewUndo): Promise<void> {
  const { db } = deciding.writer;
  const [decision, undone] = [...(await readWhere(db, sql`id = ${undoesId}`)), ...(await readWhere(db, sql`undoes_id = ${undoesId}`))];
  if (!decision) throw new HubError('UNKNOWN_DECISION', `No decision has the id "${undoesId.slice(0, 80)}". "decisions" lists the ids.`);
  if (decision.kind === 'undo') throw new HubError('BAD_ARGUMENT', `${undoesId} is itself an undo. To have again what it took back, decide it again.`);
  if (undone) throw new HubError('BAD_ARGUMENT', `${undoesId} was undone already, by ${undone.reviewer} on ${undone.madeAt.slice(0, 10)} (${undone.id}). To have it again, decide it again.`);
  const madeAt = await nextMoment(db, act.madeAt);
  const before = await readInForce(db, decision.priorityIds);
  await storeDecisions(db, [{ ...decision, ...act, madeAt, kind: 'undo', undoesId, basis: {} }]);
  await change(deciding, madeAt, [decision, ...differing(before, await readInForce(db, decision.priorityIds))]);
}

/** What counts of one of two histories and not of the other: an act may overrule others, and taking it back brings them back. */
export function differing(before: readonly Decision[], after: readonly Decision[]): Decision[] {
  const [idsBefore, idsAfter] = [before, after].map((decisions) => new Set(decisions.map(({ id }) => id))) as [Set<string>, Set<string>];
  return [...before.filter(({ id }) => !idsAfter.has(id)), ...after.filter(({ id }) => !idsBefore.has(id))];
}

async function change({ writer, engine, nextDataVersion }: Deciding, at: string, changed: readonly Decision[]): Promise<void> {
  await takeEffect({ writer, engine }, changed, await nextDataVersion(writer.db, at));
}

/** Adds decisions to the history. */
export async function storeDecisions(db: Kysely<unknown>, decisions: readonly Decision[]): Promise<void> {
  await insertRows(db, sql`decision`, ['id', 'kind', 'subject', 'priority_ids', 'theme_code', 'rank', 'overlap_id', 'other_overlap_id', 'core_keys', 'title', 'undoes_id', 'note', 'reviewer', 'made_at', 'basis'],
    decisions.map((one) => [one.id, one.kind, subjectOf(one), JSON.stringify(one.priorityIds), one.themeCode, one.rank, one.overlapId, one.otherOverlapId, JSON.stringify(one.coreKeys), one.title, one.undoesId, one.note, one.reviewer, one.madeAt, JSON.stringify(one.basis)]));
  await insertRows(db, sql`decision_priority`, ['owner_id', 'target_id'], decisions.flatMap(({ id, priorityIds }) => [...new Set(priorityIds)].map((priorityId) => [id, priorityId])));
  await insertRows(db, sql`decision_overlap`, ['owner_id', 'target_id'], decisions.flatMap(({ id, overlapId, otherOverlapId }) => [...new Set([overlapId, otherOverlapId])].filter((each) => each !== null).map((each) => [id, each])));
}

/** Those that name a priority under embargo. */
async function hiddenAmong(db: Kysely<unknown>, decisions: readonly Decision[], viewer: Viewer): Promise<ReadonlySet<string>> {
  if (decisions.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select named.owner_id as id from decision_priority named join priority part on part.id = named.target_id join plan hidden on hidden.id = part.plan_id
    where named.owner_id in ${inList(decisions.map(({ id }) => id))} and ${isHidden(viewer)}`.execute(db);
  return new Set(rows.map((row) => row.id));
}

/** The time given, or a moment after the last decision: the order in which they were made is the order of their times. */
async function nextMoment(db: Kysely<unknown>, now: string): Promise<string> {
  const { rows } = await sql<{ last: string | null }>`select max(made_at) as last from decision`.execute(db);
  const last = rows[0]?.last ?? null;
  return last === null || last < now ? now : new Date(Date.parse(last) + 1).toISOString();
}

function saysTheSame(a: Decision, b: Omit<Decision, 'undoesId'>): boolean {
  return a.note === b.note && decidesTheSame(a, b);
}

/** Whether two have the same effect, whatever their notes say. */
function decidesTheSame(a: Decision, b: Omit<Decision, 'undoesId'>): boolean {
  const effect = (one: Omit<Decision, 'undoesId'>) => JSON.stringify([one.kind, one.priorityIds, one.themeCode, one.rank, one.otherOverlapId, one.title]);
  return effect(a) === effect(b);
}
