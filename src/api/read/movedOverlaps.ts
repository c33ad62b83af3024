import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { overlapIdOf } from '../../overlap/decisions/Decision.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import { DecisionState } from '../types/decision.ts';
import { inState } from './readDecisions.ts';

/** A split or a merge: what it takes out of one overlap goes into another. */
interface Move {
  kind: string;
  from: string;
  to: string;
  isInForce: boolean;
}

/** The id under which an overlap now stands: that of the one it was merged into, or from which a split had taken it that counts no more. */
export async function presentId(context: RequestContext, id: string): Promise<string> {
  const moves = await movesOf(context);
  const passed = new Set<string>();
  let present = id;
  while (!passed.has(present)) {
    passed.add(present);
    const merge = moves.find(({ kind, from, isInForce }) => kind === 'merge-overlaps' && isInForce && from === present);
    const split = moves.find(({ kind, to, isInForce }) => kind === 'split-overlap' && !isInForce && to === present);
    present = merge?.to ?? split?.from ?? present;
  }
  return present;
}

/** Ids of the overlaps that were merged into one: asked for by any of them, it answers. */
export async function formerIdsOf(context: RequestContext, id: string): Promise<string[]> {
  const merged = (await movesOf(context)).filter(({ kind, isInForce }) => kind === 'merge-overlaps' && isInForce);
  const reached = new Set([id]);
  for (const each of reached) for (const { from, to } of merged) if (to === each) reached.add(from);
  return [...reached].slice(1).sort();
}

/** Ids of all overlaps that statements with these themes may be in: those of the themes, and all that splits and merges made of them. */
export async function overlapsWithThemes(context: RequestContext, themeCodes: readonly string[]): Promise<string[]> {
  const moves = (await movesOf(context)).filter(({ isInForce }) => isInForce);
  const reached = new Set(themeCodes.map(overlapIdOf));
  for (const id of reached) for (const { from, to } of moves) if (from === id) reached.add(to);
  return [...reached];
}

/** There are few, and nothing of them is hidden but what names a priority under embargo. Read once in a request. */
async function movesOf(context: RequestContext): Promise<readonly Move[]> {
  return loaderOf(context, 'moves of overlaps', () => new DataLoader<string, readonly Move[]>(async (keys) => Array(keys.length).fill(await readMoves(context)) as Move[][])).load('all');
}

async function readMoves({ db }: RequestContext): Promise<Move[]> {
  const rows = await db
    .selectFrom('decision')
    .select(['kind', 'overlapId', 'otherOverlapId'])
    .select(sql<boolean>`case when ${inState[DecisionState.IN_FORCE]} then 1 else 0 end`.as('isInForce'))
    .where('kind', 'in', ['split-overlap', 'merge-overlaps'])
    .orderBy('madeAt')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ kind: row.kind, from: row.overlapId!, to: row.otherOverlapId!, isInForce: Boolean(Number(row.isInForce)) }));
}
