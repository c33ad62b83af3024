import { sql, type Kysely } from 'kysely';
import { inList } from '../../db/inList.ts';
import { isPartId, overlapIdOf, type Decision } from './Decision.ts';
import { differing, storeDecisions, type Deciding } from './decide.ts';
import { refuse, type FiledDecision } from './decisionsFile.ts';
import { inForce } from './inForce.ts';
import { readWhere } from './readDecisions.ts';
import { takeEffect } from './takeEffect.ts';

export interface DecisionImport {
  added: number;
  /** Decisions of the file that the hub had already. */
  known: number;
  /** Decisions added that name a priority which is not there, and wait for it. */
  waiting: number;
}

/** Adds the decisions of a file to the history, all or none, within the caller's transaction. They take effect as if they had been made here: where two contradict each other, the later one counts. */
export async function importDecisions(deciding: Deciding, filed: readonly FiledDecision[], committedAt: string): Promise<DecisionImport> {
  const { db } = deciding.writer;
  const history = new Map((await readWhere(db, sql`1 = 1`)).map((decision) => [decision.id, decision]));
  const fromFile = new Map(filed.map(({ decision }) => [decision.id, decision]));
  const added = new Map<string, Decision>();
  for (const { where, decision } of filed) {
    const whole = decision.kind === 'undo' ? withSubject(decision, history.get(decision.undoesId!) ?? fromFile.get(decision.undoesId!), where) : decision;
    const known = history.get(decision.id) ?? added.get(decision.id);
    if (known && !isSame(known, whole)) throw refuse(where, `it says something else than the decision ${decision.id} that is known already`, 'the same, since nothing of a decision ever changes');
    if (!known) added.set(decision.id, whole);
  }
  await checkThemes(db, filed.filter(({ decision }) => added.has(decision.id)));
  if (added.size > 0) await add(deciding, [...added.values()], history, committedAt);
  return { added: added.size, known: filed.length - added.size, waiting: await countWaiting(db, [...added.values()]) };
}

async function add({ writer, engine, nextDataVersion }: Deciding, added: readonly Decision[], history: ReadonlyMap<string, Decision>, committedAt: string): Promise<void> {
  await storeDecisions(writer.db, added);
  const undone = added.flatMap(({ undoesId }) => (undoesId === null ? [] : (history.get(undoesId) ?? [])));
  // What counted until now may count no longer, and what was overruled may count again.
  const others = differing(inForce([...history.values()]), inForce([...history.values(), ...added]));
  const version = await nextDataVersion(writer.db, committedAt, `${added.length} decisions imported`);
  const changed = [...new Map([...added, ...undone, ...others].map((decision) => [decision.id, decision])).values()].filter(({ kind }) => kind !== 'undo');
  await takeEffect({ writer, engine }, changed, version);
}

/** Refuses a theme that nobody could see: what was given it, or merged into its overlap, would be in no list. A hub that has read nothing yet knows none, and takes all. */
async function checkThemes(db: Kysely<unknown>, filed: readonly FiledDecision[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from theme`.execute(db);
  if (rows.length === 0) return;
  const known = new Set(rows.map((row) => row.id));
  const knownOverlaps = new Set([...known].map(overlapIdOf));
  for (const { where, decision: { themeCode, overlapId, otherOverlapId } } of filed) {
    if (themeCode !== null && !known.has(themeCode)) throw refuse(where, `theme is ${JSON.stringify(themeCode).slice(0, 80)}, which no theme of this hub has as its code`, 'one that it has: read the package first that brings the theme');
    const stray = [overlapId, otherOverlapId].find((id) => id !== null && !knownOverlaps.has(id) && !isPartId(id));
    if (stray !== undefined) throw refuse(where, `an overlap is ${JSON.stringify(stray).slice(0, 80)}, which is neither of a theme of this hub nor the part of a split`, '"overlap-" and the code of a theme: read the package first that brings it');
  }
}

/** An undo is about what the decision is about that it takes back. */
function withSubject(undo: Decision, undone: Decision | undefined, where: string): Decision {
  if (!undone) throw refuse(where, `undoes is "${undo.undoesId}", which neither the file nor the hub has`, 'the id of a decision');
  if (undone.kind === 'undo') throw refuse(where, `undoes is "${undo.undoesId}", which is an undo`, 'the id of a decision that is none');
  const { id, kind, undoesId, note, reviewer, madeAt } = undo;
  return { ...undone, id, kind, undoesId, note, reviewer, madeAt, basis: {} };
}

function isSame(a: Decision, b: Decision): boolean {
  const words = ({ basis: { words, publisherThemes, engineAgreed, authorities, inForce: sharing }, ...said }: Decision) =>
    JSON.stringify([...Object.entries(said).sort(([x], [y]) => (x < y ? -1 : 1)), Object.entries(words ?? {}).map(([id, { title, hash, isAdopted }]) => [id, title, hash, isAdopted]), publisherThemes, engineAgreed, authorities, sharing]);
  return words(a) === words(b);
}

async function countWaiting(db: Kysely<unknown>, decisions: readonly Decision[]): Promise<number> {
  const ids = [...new Set(decisions.flatMap(({ priorityIds }) => priorityIds))];
  const { rows } = await sql<{ id: string }>`select id from priority where withdrawn_on is null and id in ${inList(ids)}`.execute(db);
  const present = new Set(rows.map((row) => row.id));
  return decisions.filter(({ kind, priorityIds }) => kind !== 'undo' && priorityIds.some((id) => !present.has(id))).length;
}
