import { sql, type Kysely } from 'kysely';
import { inList } from '../../db/inList.ts';
import { statesOfPriorities } from '../findChanged.ts';
import { placeAnew, touchOverlaps } from '../storedOverlaps.ts';
import { readAgain, type Reading } from '../updateOverlaps.ts';
import type { Decision, DecisionKind } from './Decision.ts';
import { readInForce } from './readDecisions.ts';

/**
 * Brings what is stored up to date with decisions that were made, taken back or overruled, within the caller's transaction: only the
 * priorities they touch are read or placed again.
 */
export async function takeEffect({ writer, engine }: Omit<Reading, 'decisions'>, changed: readonly Decision[], dataVersion: number): Promise<void> {
  const { db } = writer;
  const ofKinds = (...kinds: DecisionKind[]): Decision[] => changed.filter(({ kind }) => kinds.includes(kind));
  const recoded = [...new Set(ofKinds('set-theme', 'refuse-theme').map(({ priorityIds }) => priorityIds[0]!))];
  const touched = recoded.length === 0 ? [] : await readAnew({ writer, engine }, recoded);
  const pairs = ofKinds('link-priorities', 'unlink-priorities');
  const moves = ofKinds('split-overlap', 'merge-overlaps');
  const members = moves.length === 0 ? [] : await membersOf(db, downstreamOf(moves, await readInForce(db, [])));
  const moved = [...new Set([...recoded, ...pairs.flatMap(({ priorityIds }) => priorityIds), ...members])];
  const decisions = await readInForce(db, moved);
  touched.push(...(await placeAnew(writer, moved, decisions)));
  await touchOverlaps(db, [...touched, ...changed.flatMap(({ overlapId, otherOverlapId }) => [overlapId, otherOverlapId]).filter((id) => id !== null)], decisions, dataVersion);
}

/** Reads priorities anew, without whatever an embedding service would add: the next import asks it. */
async function readAnew({ writer, engine }: Omit<Reading, 'decisions'>, priorityIds: readonly string[]): Promise<string[]> {
  await engine.wake();
  const decisions = await readInForce(writer.db, priorityIds);
  return readAgain({ writer, engine, decisions }, await statesOfPriorities(writer.db, engine.version, priorityIds));
}

/** The overlaps that splits and merges name, all to which later ones may have moved their members, and all that wait to go into a part. */
function downstreamOf(changed: readonly Decision[], inForce: readonly Decision[]): string[] {
  const moves = [...changed, ...inForce.filter(({ kind }) => kind === 'split-overlap' || kind === 'merge-overlaps')];
  const reached = new Set(changed.map(({ overlapId }) => overlapId!));
  for (const id of reached) for (const { overlapId, otherOverlapId } of moves) if (overlapId === id) reached.add(otherOverlapId!);
  const waiting = moves.filter(({ otherOverlapId }) => reached.has(otherOverlapId!)).map(({ overlapId }) => overlapId!);
  return [...new Set([...reached, ...waiting])];
}

async function membersOf(db: Kysely<unknown>, overlapIds: readonly string[]): Promise<string[]> {
  if (overlapIds.length === 0) return [];
  const { rows } = await sql<{ priority_id: string }>`select distinct priority_id from overlap_member where overlap_id in ${inList(overlapIds)}`.execute(db);
  return rows.map((row) => row.priority_id);
}
