import { corePartsOf, type CorePart, type CorePartName } from './coreParts.ts';
import type { MatchSide, Membership, OverlapFinding } from './MatchSide.ts';

/** An overlap that two priorities are both in. */
export interface Shared {
  title: string;
  isOverlap: boolean;
  review: OverlapFinding | null;
  first: Membership;
  second: Membership;
  isOneCore: boolean;
}

/** The overlaps that two priorities are both in. */
export function sharedOf(a: MatchSide, b: MatchSide): Shared[] {
  return a.memberships.flatMap((first) => {
    const second = b.memberships.find(({ overlapId }) => overlapId === first.overlapId);
    return second ? [{ title: first.title, isOverlap: first.isOverlap, review: first.review, first, second, isOneCore: first.coreKey !== null && first.coreKey === second.coreKey }] : [];
  });
}

/** Whether an overlap is one for all that reviewers found: one that was rejected is none. */
export function isStanding({ review }: Shared): boolean {
  return !review?.isRejected;
}

/** Of what two adopted statements of different authorities are both in, what is an overlap, where anything is: else they stand there as one party. */
export function overlapsFirst(a: MatchSide, b: MatchSide, shared: readonly Shared[]): readonly Shared[] {
  const overlaps = shared.filter(({ isOverlap }) => isOverlap);
  return areStrangers(a, b) && overlaps.length > 0 ? overlaps : shared;
}

/** Whether joint plans tie together all that share whatever two adopted statements of different authorities are both in. */
export function areTied(a: MatchSide, b: MatchSide, shared: readonly Shared[]): boolean {
  return areStrangers(a, b) && shared.length > 0 && shared.every(({ isOverlap }) => !isOverlap);
}

function areStrangers(a: MatchSide, b: MatchSide): boolean {
  return a.isAdopted && b.isAdopted && inCommon(a, b).length === 0;
}

export const partWords: Record<CorePartName, string> = { SUBJECT: 'the subject', GROUP: 'the group', AGES: 'the ages' };

/** What sets the core groups of two members apart, part by part. */
export function partsOf(first: Membership, second: Membership): { mine: CorePart; theirs: CorePart }[] {
  const theirs = corePartsOf(second.coreKey ?? '', second.coreTitle ?? '');
  return corePartsOf(first.coreKey ?? '', first.coreTitle ?? '').map((mine, i) => ({ mine, theirs: theirs[i]! }));
}

/** Those of two members that are in no core group, and why. */
export function relatedOnes(first: Membership, second: Membership): { which: string; onlyRelated: string }[] {
  const sides = [{ ...first, which: 'the first' }, { ...second, which: 'the second' }];
  return sides.flatMap(({ isCore, which, onlyRelated }) => (isCore ? [] : [{ which, onlyRelated: onlyRelated ?? 'no reason is recorded' }]));
}

/** Whose both are, as a sentence names them: the same authority’s, or one’s and another’s that took its place. */
export function inCommon(a: MatchSide, b: MatchSide): string[] {
  return a.authorities.flatMap((one) => b.authorities.flatMap((other) => {
    if (one.id === other.id) return [`${one.name}’s`];
    if (one.successors.includes(other.id)) return [`${one.name}’s, whose place ${other.name} took`];
    return other.successors.includes(one.id) ? [`${other.name}’s, whose place ${one.name} took`] : [];
  }));
}
