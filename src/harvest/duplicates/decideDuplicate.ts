import type { NextDataVersion } from '../../db/NextDataVersion.ts';
import { sql, type Kysely } from 'kysely';
import { insertRows } from '../../db/insertRows.ts';
import { HubError } from '../../errors.ts';
import type { DuplicateDecision, Groups } from './groups.ts';
import { readStanding, storeGroups } from './storedGroups.ts';

export interface NewDuplicateDecision extends Pick<DuplicateDecision, 'id' | 'keepId' | 'note' | 'reviewer' | 'madeAt'> {
  services: readonly [string, string];
  isSame: boolean;
}

export interface NewDuplicateUndo extends Pick<DuplicateDecision, 'id' | 'note' | 'reviewer' | 'madeAt'> {
  undoesId: string;
}

/** Decides whether two services are one, within the caller's transaction, and returns the decision's id: that of the one in force when the same is decided twice in the same words. */
export async function decideDuplicate(db: Kysely<unknown>, { services, isSame, ...said }: NewDuplicateDecision, nextDataVersion: NextDataVersion): Promise<string> {
  const [firstId, secondId] = [...services].sort() as [string, string];
  const drafted: DuplicateDecision = { ...said, kind: isSame ? 'same' : 'different', firstId, secondId, undoesId: null };
  const { standing, groups } = await readStanding(db);
  const known = standing.find((one) => one.firstId === firstId && one.secondId === secondId);
  if (known && known.kind === drafted.kind && known.keepId === drafted.keepId && known.note === drafted.note) return known.id;
  const against = known ? [known] : contradictions(groups, drafted);
  if (against.length > 0) throw new HubError('CONTRADICTS_DECISION', `This contradicts ${against.map(nameOf).join(', and ')}. Undo ${against.length === 1 ? 'that' : 'one of them'} first.`);
  await store(db, drafted);
  await storeGroups(db, [firstId, secondId], (await readStanding(db)).standing);
  await nextDataVersion(db, drafted.madeAt);
  return drafted.id;
}

/** Takes a decision back, within the caller's transaction. Both stay in the history. */
export async function undoDuplicateDecision(db: Kysely<unknown>, { undoesId, ...act }: NewDuplicateUndo, nextDataVersion: NextDataVersion): Promise<void> {
  const { rows } = await sql<{ id: string; kind: string; first_id: string; second_id: string; reviewer: string; made_at: string }>`
    select id, kind, first_id, second_id, reviewer, made_at from duplicate_decision where id = ${undoesId} or undoes_id = ${undoesId}`.execute(db);
  const decision = rows.find(({ id }) => id === undoesId);
  const undone = rows.find(({ id }) => id !== undoesId);
  if (!decision) throw new HubError('UNKNOWN_DECISION', `No decision about duplicates has the id "${undoesId.slice(0, 80)}". "duplicateDecisions" lists the ids.`);
  if (decision.kind === 'undo') throw new HubError('BAD_ARGUMENT', `${undoesId} is itself an undo. To have again what it took back, decide it again.`);
  if (undone) throw new HubError('BAD_ARGUMENT', `${undoesId} was undone already, by ${undone.reviewer} on ${undone.made_at.slice(0, 10)} (${undone.id}). To have it again, decide it again.`);
  await store(db, { ...act, kind: 'undo', firstId: decision.first_id, secondId: decision.second_id, keepId: null, undoesId });
  await storeGroups(db, [decision.first_id, decision.second_id], (await readStanding(db)).standing);
  await nextDataVersion(db, act.madeAt);
}

/** Decisions in force that cannot be right together with this one. */
function contradictions(groups: Groups, { kind, firstId, secondId }: DuplicateDecision): DuplicateDecision[] {
  if (kind === 'different') return groups.chain(firstId, secondId);
  const apart = groups.keepingApart(groups.of(firstId), groups.of(secondId));
  // What ties the two to those that were kept apart is told as well: undoing any of it would do.
  const ties = apart.flatMap((one) => [firstId, secondId].flatMap((id) => [one.firstId, one.secondId].flatMap((other) => groups.chain(id, other))));
  return [...new Set([...apart, ...ties])];
}

async function store(db: Kysely<unknown>, one: DuplicateDecision): Promise<void> {
  await storeDecisions(db, [{ ...one, madeAt: await nextMoment(db, one.madeAt) }]);
}

/** Adds acts to the history as they are. What follows from them is the caller's to store. */
export async function storeDecisions(db: Kysely<unknown>, decisions: readonly DuplicateDecision[]): Promise<void> {
  const rows = decisions.map(({ id, kind, firstId, secondId, keepId, undoesId, note, reviewer, madeAt }) => [id, kind, firstId, secondId, keepId, undoesId, note, reviewer, madeAt]);
  await insertRows(db, sql`duplicate_decision`, ['id', 'kind', 'first_id', 'second_id', 'keep_id', 'undoes_id', 'note', 'reviewer', 'made_at'], rows);
}

/** The time given, or a moment after the last decision: their order is that of their times. */
async function nextMoment(db: Kysely<unknown>, now: string): Promise<string> {
  const { rows } = await sql<{ last: string | null }>`select max(made_at) as last from duplicate_decision`.execute(db);
  const last = rows[0]?.last ?? null;
  return last === null || last < now ? now : new Date(Date.parse(last) + 1).toISOString();
}

/** A decision in words, for a message. */
export function nameOf({ id, kind, firstId, secondId, reviewer, madeAt, note }: DuplicateDecision): string {
  return `the decision ${id} (${firstId} and ${secondId} are ${kind === 'same' ? 'the same' : 'different'}, by ${reviewer} on ${madeAt.slice(0, 10)}: “${note.slice(0, 100)}”)`;
}
