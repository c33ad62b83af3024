import { isPartId, type Decision } from './Decision.ts';

/** A split or a merge, which takes what is in one overlap, or some of it, into another. */
export type Move = Pick<Decision, 'kind' | 'overlapId' | 'otherOverlapId'>;
/** A move with what it takes along. */
export type Placing = Move & Pick<Decision, 'coreKeys' | 'priorityIds'>;

/**
 * Of decisions in force, oldest first, the splits and merges that move anything. A part is there as long as the split counts that made it:
 * what was merged into one that is no more stays where it was, under its own name, and waits.
 */
export function movesThatCount<One extends Move>(inForce: readonly One[], isPart: (overlapId: string) => boolean = isPartId): One[] {
  const made = new Set<string>();
  const isThere = (overlapId: string): boolean => made.has(overlapId) || !isPart(overlapId);
  return inForce.filter(({ kind, overlapId, otherOverlapId }) => {
    if ((kind !== 'split-overlap' && kind !== 'merge-overlaps') || !isThere(overlapId!)) return false;
    if (kind === 'split-overlap') made.add(otherOverlapId!);
    return isThere(otherOverlapId!);
  });
}
