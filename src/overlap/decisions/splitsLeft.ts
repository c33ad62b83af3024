import { alone, clustersByTheme, clustersOf, linksToAnchor, membersOf, type Cluster } from './clusters.ts';
import type { Draft } from './Counting.ts';
import { overlapIdOf } from './Decision.ts';
import { movesThatCount } from './movesThatCount.ts';
import { movesOfMember, placeOf } from './placeMembers.ts';

/** What a priority that is there is by its own words and by what was set, in one theme. */
export interface Own {
  isRead: boolean;
  coreKey: string | null;
}

/** A link that is about to be made, with what earlier links in force tie to the two of it. */
export interface Tying<One extends Draft> {
  link: Draft;
  /** Those links, oldest first. */
  links: readonly One[];
  /** What the first hangs together with, and what the second does, each with the two themselves. */
  priorityIds: readonly string[];
  /** What the second hangs on, if only on itself. */
  anchorOfSecond: string;
  /** What comes along with the second. */
  followers: readonly string[];
  /** The links by which one of the followers hangs on the second. */
  linksOfFollower: (priorityId: string) => One[];
}

export function tyingOf<One extends Draft>(link: Draft, inForce: readonly One[]): Tying<One> {
  const ofTheme = inForce.filter(({ kind, themeCode }) => kind === 'link-priorities' && themeCode === link.themeCode);
  const clusters = clustersOf(ofTheme);
  const [staying, coming] = link.priorityIds.map((id) => clusters.get(id) ?? alone<One>(id)) as [Cluster<One>, Cluster<One>];
  const second = link.priorityIds[1]!;
  const priorityIds = [...new Set([...membersOf(staying), ...membersOf(coming)])];
  const tied = new Set(priorityIds);
  return {
    link,
    priorityIds,
    links: ofTheme.filter(({ priorityIds: [first] }) => tied.has(first!)),
    anchorOfSecond: coming.anchor,
    followers: staying === coming ? [] : membersOf(coming).filter((id) => id !== second),
    linksOfFollower: (priorityId) => linksToAnchor({ ...coming, anchor: second }, priorityId),
  };
}

/** A link that is about to be made, and what it does to splits that count beside it all the same, for the rest of what they name. */
export interface Leaving<One extends Draft> {
  tying: Tying<One>;
  /** Those splits, each with what it takes from them. */
  splits: ReadonlyMap<One, readonly string[]>;
  /** Whether the same link, the other way round, would go against none. */
  mayTurn: boolean;
}

export function leavingOf<One extends Draft>(tying: Tying<One>, inForce: readonly One[], owns: ReadonlyMap<string, Own>): Leaving<One> {
  const splits = splitsLeftBy(tying, inForce, owns);
  const turned = { ...tying, link: { ...tying.link, priorityIds: tying.link.priorityIds.toReversed() } };
  return { tying, splits, mayTurn: splits.size > 0 && isPlaced(owns.get(tying.anchorOfSecond)) && splitsLeftBy(turned, inForce, owns).size === 0 };
}

function isPlaced(own: Own | undefined): boolean {
  return own !== undefined && own.coreKey !== null;
}

/**
 * Splits in force that a link goes against, each with what it names and put where that now stands, and the link would take elsewhere. What a
 * split takes along by its core group alone is none of it: to be put into another is what a link is for.
 */
export function splitsLeftBy<One extends Draft>({ link, links, priorityIds }: Pick<Tying<One>, 'link' | 'links' | 'priorityIds'>, inForce: readonly One[], owns: ReadonlyMap<string, Own>): Map<One, string[]> {
  const themeCode = link.themeCode!;
  const moves = movesThatCount(inForce);
  const memberOf = (priorityId: string) => ({ priorityId, themeCode, coreKey: owns.get(priorityId)?.coreKey ?? null });
  const placesBy = (decisions: readonly Draft[]) => {
    const clusters = clustersByTheme(decisions, (id) => isPlaced(owns.get(id))).get(themeCode);
    return (id: string): string | null => {
      const cluster = clusters?.get(id);
      return cluster || owns.get(id)?.isRead ? placeOf(memberOf(cluster?.anchor ?? id), moves) : null;
    };
  };
  const [before, after] = [placesBy(links), placesBy([...links, link])];
  const left = new Map<One, string[]>();
  const named = new Set(moves.flatMap((move) => move.priorityIds));
  for (const id of priorityIds.filter((each) => named.has(each) && owns.has(each))) {
    const ownMoves = movesOfMember(memberOf(id), moves);
    const own = ownMoves.at(-1)?.otherOverlapId ?? overlapIdOf(themeCode);
    if (before(id) !== own || after(id) === own) continue;
    for (const split of splitsBetween(id, after(id), ownMoves)) left.set(split, [...(left.get(split) ?? []), id]);
  }
  return left;
}

/** Of the moves by which a priority stands where it does, the splits that name it and took it away from a place for good. Of one that it passed, those after it. */
function splitsBetween<One extends Draft>(priorityId: string, place: string | null, ownMoves: readonly One[]): One[] {
  const since = ownMoves.slice(ownMoves.findLastIndex(({ otherOverlapId }) => otherOverlapId === place) + 1);
  return since.filter(({ kind, priorityIds, overlapId }, at) => kind === 'split-overlap' && priorityIds.includes(priorityId) && !since.slice(at + 1).some(({ otherOverlapId }) => otherOverlapId === overlapId));
}
