import type { NextDataVersion } from '../../db/NextDataVersion.ts';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { inList } from '../../db/inList.ts';
import { HubError } from '../../errors.ts';
import { nameOf, storeDecisions } from './decideDuplicate.ts';
import { groupsOf, inForce, type DuplicateDecision } from './groups.ts';
import { readHistory, storeGroups } from './storedGroups.ts';

/** A decision as a file has it, with where it stands. What an undo is about is filled in once the decision that it undoes is known. */
export interface FiledDuplicateDecision {
  where: string;
  decision: DuplicateDecision;
}

export interface DuplicateImport {
  added: number;
  /** Decisions of the file that the hub had already. */
  known: number;
  /** Decisions added that name a service which is not there, and wait for it. */
  waiting: number;
}

/**
 * Adds the decisions of a file to the history, all or none, within the caller's transaction. What was decided here and what was decided there
 * count together, so a file that cannot be right beside what is in force here is refused: as between two reviewers, one is undone first.
 */
export async function importDuplicates(db: Kysely<unknown>, filed: readonly FiledDuplicateDecision[], committedAt: string, nextDataVersion: NextDataVersion): Promise<DuplicateImport> {
  const history = new Map((await readHistory(db)).map((decision) => [decision.id, decision]));
  const fromFile = new Map(filed.map(({ decision }) => [decision.id, decision]));
  const added = new Map<string, DuplicateDecision>();
  for (const { where, decision } of filed) {
    const whole = decision.undoesId === null ? decision : withServices(decision, history.get(decision.undoesId) ?? fromFile.get(decision.undoesId), where);
    const known = history.get(decision.id) ?? added.get(decision.id);
    if (known && !isSame(known, whole)) throw refuse(where, `it says something else than the decision ${decision.id} that is known already`, 'the same, since nothing of a decision ever changes');
    if (!known) added.set(decision.id, whole);
  }
  const standing = inForce([...history.values(), ...added.values()]);
  checkTogether(standing, filed);
  if (added.size > 0) {
    await storeDecisions(db, [...added.values()]);
    await storeGroups(db, [...new Set([...added.values()].flatMap(({ firstId, secondId }) => [firstId, secondId]))], standing);
    await nextDataVersion(db, committedAt, `${added.size} decisions about services imported`);
  }
  return { added: added.size, known: filed.length - added.size, waiting: await countWaiting(db, [...added.values()]) };
}

/** Refuses decisions of which one keeps apart what others make one. */
function checkTogether(standing: readonly DuplicateDecision[], filed: readonly FiledDuplicateDecision[]): void {
  const groups = groupsOf(standing);
  const whereOf = new Map(filed.map(({ where, decision }) => [decision.id, where]));
  for (const apart of standing.filter(({ kind }) => kind === 'different')) {
    const against = groups.chain(apart.firstId, apart.secondId);
    const where = [apart, ...against].map(({ id }) => whereOf.get(id)).find((found) => found !== undefined);
    if (against.length > 0 && where !== undefined) throw refuse(where, `${nameOf(apart)} contradicts ${against.map(nameOf).join(', and ')}`, 'decisions that can be right together: undo one of these where it was made, and export or import again');
  }
}

/** An undo is about the services that the decision is about that it takes back. */
function withServices(undo: DuplicateDecision, undone: DuplicateDecision | undefined, where: string): DuplicateDecision {
  if (!undone) throw refuse(where, `undoes is "${undo.undoesId}", which neither the file nor the hub has as a decision about services`, 'the id of one');
  if (undone.kind === 'undo') throw refuse(where, `undoes is "${undo.undoesId}", which is an undo`, 'the id of a decision that is none');
  return { ...undo, firstId: undone.firstId, secondId: undone.secondId };
}

function isSame(a: DuplicateDecision, b: DuplicateDecision): boolean {
  const words = (one: DuplicateDecision) => JSON.stringify(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1)));
  return words(a) === words(b);
}

async function countWaiting(db: Kysely<unknown>, decisions: readonly DuplicateDecision[]): Promise<number> {
  const ids = [...new Set(decisions.flatMap(({ firstId, secondId }) => [firstId, secondId]))];
  const { rows } = await sql<{ id: string }>`select id from service where withdrawn_on is null and id in ${inList(ids)}`.execute(db);
  const present = new Set(rows.map(({ id }) => id));
  return decisions.filter(({ kind, firstId, secondId }) => kind !== 'undo' && !(present.has(firstId) && present.has(secondId))).length;
}

function refuse(where: string, found: string, expected: string): HubError {
  return new HubError('BAD_DECISIONS', `${where}: ${found}. Expected ${expected}. Nothing was imported.`);
}
