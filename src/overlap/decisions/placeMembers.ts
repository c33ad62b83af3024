import { overlapIdOf, type Decision } from './Decision.ts';
import { movesThatCount, type Placing } from './movesThatCount.ts';
import { pairUp } from './pairUp.ts';
import type { PlacedMember, Standing } from './Standing.ts';

/**
 * The members of overlaps that these standings make, by the decisions in force, oldest first. Overlaps are first as the themes make
 * them. Splits and merges then act in the order in which they were decided, each on what the earlier ones left. Links and unlinks come
 * last, so that two linked priorities stay together wherever a split or a merge puts the first of them.
 *
 * All that is linked to a priority or kept apart from it, by whatever chain, is given together with it: `priorityIds` are the
 * priorities that are there, some of which may have no theme.
 */
export function placeMembers(priorityIds: readonly string[], standings: readonly Standing[], decisions: readonly Decision[]): PlacedMember[] {
  const moves = movesThatCount(decisions);
  const placed = standings.map((standing) => ({ ...standing, overlapId: placeOf(standing, moves) }));
  const orderOf = new Map(moves.map((move, at) => [move, at]));
  const ways = new Map(standings.map((standing) => [nameOf(standing), movesOfMember(standing, moves).map((move) => orderOf.get(move)!).reverse()]));
  return oncePerOverlap(pairUp(new Set(priorityIds), placed, decisions), (member) => ways.get(nameOf(member)) ?? []);
}

function nameOf({ priorityId, themeCode }: Pick<Standing, 'priorityId' | 'themeCode'>): string {
  return JSON.stringify([priorityId, themeCode]);
}

/** Where splits and merges put what has a theme and a core group. */
export function placeOf(member: Pick<Standing, 'priorityId' | 'themeCode' | 'coreKey'>, moves: readonly Placing[]): string {
  return movesOfMember(member, moves).at(-1)?.otherOverlapId ?? overlapIdOf(member.themeCode);
}

/** Of splits and merges, oldest first, those that take along what has a theme and a core group. */
export function movesOfMember<Move extends Placing>({ priorityId, themeCode, coreKey }: Pick<Standing, 'priorityId' | 'themeCode' | 'coreKey'>, moves: readonly Move[]): Move[] {
  let place = overlapIdOf(themeCode);
  return moves.filter(({ kind, overlapId, otherOverlapId, coreKeys, priorityIds }) => {
    const goes = overlapId === place && (kind === 'merge-overlaps' || priorityIds.includes(priorityId) || (coreKey !== null && coreKeys.includes(coreKey)));
    if (goes) place = otherOverlapId!;
    return goes;
  });
}

/**
 * A priority that comes to one overlap by two of its themes is one member: in a core group rather than in none; by what was there when the two
 * met, so that those who sat in one meeting there still do; and by the surer of the two. `wayOf` tells by which moves a member came, the last first.
 */
function oncePerOverlap(members: readonly PlacedMember[], wayOf: (member: PlacedMember) => readonly number[]): PlacedMember[] {
  const best = new Map<string, PlacedMember>();
  const closestFirst = (a: PlacedMember, b: PlacedMember): number => Number(a.ring !== 'core') - Number(b.ring !== 'core') || whichWasThere(wayOf(a), wayOf(b)) || b.confidence - a.confidence || (a.themeCode < b.themeCode ? -1 : 1);
  for (const member of [...members].sort(closestFirst)) {
    const key = JSON.stringify([member.overlapId, member.priorityId]);
    if (!best.has(key)) best.set(key, member);
  }
  return [...best.values()];
}

/** Since they met, both came by the same moves; before that the one that was there had moved last, or not at all, before the other came. */
function whichWasThere(a: readonly number[], b: readonly number[]): number {
  const apart = a.findIndex((move, at) => move !== b[at]);
  if (apart === -1) return a.length - b.length;
  return b[apart] === undefined ? 1 : a[apart]! - b[apart];
}
