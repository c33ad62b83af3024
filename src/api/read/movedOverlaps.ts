import { sql } from 'kysely';
import { isPartId, overlapIdOf, themeOfId } from '../../overlap/decisions/Decision.ts';
import { movesThatCount, type Placing } from '../../overlap/decisions/movesThatCount.ts';
import { movesOfMember, placeOf } from '../../overlap/decisions/placeMembers.ts';
import { whereMergesLead } from '../../overlap/decisions/refuseEmptied.ts';
import type { Standing } from '../../overlap/decisions/Standing.ts';
import type { RequestContext } from '../context.ts';
import { heldLoaderOf } from '../heldReadings.ts';
import { DecisionState } from '../types/decision.ts';
import { isInState } from './readDecisions.ts';

/** A split or a merge with who, when and why. */
export interface ToldPlacing extends Placing {
  id: string;
  reviewer: string;
  madeAt: string;
  note: string;
  title: string | null;
}

interface Moves {
  /** Splits and merges that move anything, oldest first. */
  counting: readonly ToldPlacing[];
  /** By the id of a part whose split counts no more, the overlap from which it was taken. */
  ended: ReadonlyMap<string, string>;
  /** By the id of an overlap those from which they brought what is in it, or some of it: flags ask for each overlap that a long history names. */
  behind: ReadonlyMap<string, readonly string[]>;
}

/** The id under which an overlap now stands: that of the one it was merged into, or from which a split had taken it that counts no more. */
export async function presentId(context: RequestContext, id: string): Promise<string> {
  const { counting, ended } = await movesOf(context);
  const passed = new Set<string>();
  let present = id;
  for (let whole = ended.get(id); whole !== undefined && !passed.has(whole); whole = ended.get(whole)) passed.add((present = whole));
  return whereMergesLead(present, counting);
}

/** The merge that takes an overlap into another, if one does. */
export async function mergeOf(context: RequestContext, id: string): Promise<ToldPlacing | undefined> {
  return (await movesOf(context)).counting.find(({ kind, overlapId }) => kind === 'merge-overlaps' && overlapId === id);
}

/** The split that made a part, if one did. */
export async function splitOf(context: RequestContext, id: string): Promise<ToldPlacing | undefined> {
  return (await movesOf(context)).counting.find(({ kind, otherOverlapId }) => kind === 'split-overlap' && otherOverlapId === id);
}

/** Splits and merges after a moment by which what was in an overlap, or some of it, went on. */
export async function movesOnFrom(context: RequestContext, id: string, since: string): Promise<ToldPlacing[]> {
  const reached = new Set([id]);
  return (await movesOf(context)).counting.filter(({ overlapId, otherOverlapId, madeAt }) => {
    if (madeAt <= since || !reached.has(overlapId!)) return false;
    reached.add(otherOverlapId!);
    return true;
  });
}

/** Ids of the overlaps that were merged into one: asked for by any of them, it answers. */
export async function formerIdsOf(context: RequestContext, id: string): Promise<string[]> {
  const merged = (await movesOf(context)).counting.filter(({ kind }) => kind === 'merge-overlaps');
  const reached = new Set([id]);
  for (const each of reached) for (const { overlapId, otherOverlapId } of merged) if (otherOverlapId === each) reached.add(overlapId!);
  return [...reached].slice(1).sort();
}

/** Ids of all overlaps that statements with these themes may be in: those of the themes, and all that splits and merges made of them. */
export async function overlapsWithThemes(context: RequestContext, themeCodes: readonly string[]): Promise<string[]> {
  const { counting } = await movesOf(context);
  const reached = new Set(themeCodes.map(overlapIdOf));
  for (const id of reached) for (const { overlapId, otherOverlapId } of counting) if (overlapId === id) reached.add(otherOverlapId!);
  return [...reached];
}

/** Codes of all themes of which statements may be in any of these overlaps, whatever splits and merges made of them. */
export async function themesBehind(context: RequestContext, overlapIds: readonly string[]): Promise<string[]> {
  const { behind } = await movesOf(context);
  const reached = new Set(overlapIds);
  for (const id of reached) for (const before of behind.get(id) ?? []) reached.add(before);
  return [...reached].filter((id) => !isPartId(id)).map(themeOfId);
}

/** Where a statement would stand by a theme that is not read in it. */
export interface UnreadPlace {
  overlapId: string;
  /** Whether a split by core groups might take it on from there: a theme that is not read has put it into none. */
  mightGoOn: boolean;
}

/** Says of a priority and a theme that is not read in it where that would put it. */
export async function placesOfUnread(context: RequestContext): Promise<(priorityId: string, themeCode: string) => UnreadPlace> {
  const { counting } = await movesOf(context);
  const takenAlong = [...new Set(counting.flatMap(({ coreKeys }) => coreKeys))];
  return (priorityId, themeCode) => {
    const overlapId = placeOf({ priorityId, themeCode, coreKey: null }, counting);
    return { overlapId, mightGoOn: takenAlong.some((coreKey) => coreKey.startsWith(`${themeCode}/`) && placeOf({ priorityId, themeCode, coreKey }, counting) !== overlapId) };
  };
}

/** Splits and merges by which what has a theme and a core group comes to where it stands, as far as the viewer may see them. */
export async function movesBehind(context: RequestContext, member: Pick<Standing, 'priorityId' | 'themeCode' | 'coreKey'>): Promise<ToldPlacing[]> {
  return movesOfMember(member, (await movesOf(context)).counting);
}

/** There are few, and nothing of them is hidden but what names a priority under embargo. */
async function movesOf(context: RequestContext): Promise<Moves> {
  return heldLoaderOf(context, 'moves of overlaps', async (reading) => [await readMoves(reading)]).load('all');
}

async function readMoves(context: RequestContext): Promise<Moves> {
  const isInForce = await isInState(context, DecisionState.IN_FORCE);
  const rows = await context.db
    .selectFrom('decision')
    .select(['id', 'kind', 'overlapId', 'otherOverlapId', 'coreKeys', 'priorityIds', 'reviewer', 'madeAt', 'note', 'title'])
    .select(sql<boolean>`case when ${isInForce} then 1 else 0 end`.as('isInForce'))
    .where('kind', 'in', ['split-overlap', 'merge-overlaps'])
    .orderBy('madeAt')
    .orderBy('id')
    .execute();
  const moves = rows.map((row) => ({ ...row, kind: row.kind as Placing['kind'], coreKeys: JSON.parse(row.coreKeys) as string[], priorityIds: JSON.parse(row.priorityIds) as string[], isInForce: Boolean(Number(row.isInForce)) }));
  const splits = moves.filter(({ kind }) => kind === 'split-overlap');
  // A part whose split this viewer may not see is there all the same.
  const parts = new Set(splits.map(({ otherOverlapId }) => otherOverlapId));
  const counting = movesThatCount(moves.filter(({ isInForce }) => isInForce), (id) => parts.has(id));
  const made = new Set(counting.map(({ otherOverlapId }) => otherOverlapId));
  const behind = new Map([...Map.groupBy(counting, ({ otherOverlapId }) => otherOverlapId!)].map(([id, own]) => [id, own.map(({ overlapId }) => overlapId!)]));
  return { counting, behind, ended: new Map(splits.filter(({ otherOverlapId }) => !made.has(otherOverlapId)).map(({ overlapId, otherOverlapId }) => [otherOverlapId!, overlapId!])) };
}
