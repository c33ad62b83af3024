import type { Decision } from './Decision.ts';
import { pairedWith } from './pairedWith.ts';

/** What a decision is about, before it is made. */
export type Draft = Pick<Decision, 'kind' | 'priorityIds' | 'themeCode' | 'overlapId' | 'otherOverlapId'>;

/** Decisions in force, about other things, that a draft would go against all the same: through a chain of links, by a theme, by a split, or by a rejection. */
export function contradictions(draft: Draft, decisions: readonly Decision[]): Decision[] {
  const [first, second] = draft.priorityIds;
  const links = decisions.filter(({ kind }) => kind === 'link-priorities');
  switch (draft.kind) {
    case 'link-priorities':
      return decisions.filter((other) =>
        (other.kind === 'refuse-theme' && other.themeCode === draft.themeCode && draft.priorityIds.includes(other.priorityIds[0]!)) ||
        (other.kind === 'unlink-priorities' && !isSamePair(other, draft) && areTied(other.priorityIds, [...links, draft])));
    case 'unlink-priorities':
      return areTied([first!, second!], links) ? links.filter((link) => !isSamePair(link, draft) && !areTied([first!, second!], links.filter((other) => other !== link))) : [];
    case 'refuse-theme':
      return links.filter((link) => link.themeCode === draft.themeCode && link.priorityIds.includes(first!));
    case 'split-overlap':
      return links.filter((link) => link.themeCode === draft.themeCode && draft.priorityIds.includes(link.priorityIds[1]!) && !draft.priorityIds.includes(link.priorityIds[0]!));
    case 'merge-overlaps':
      return decisions.filter((other) =>
        (other.kind === 'split-overlap' && other.otherOverlapId === draft.overlapId && other.overlapId === draft.otherOverlapId) ||
        // What goes into a rejected overlap leaves the lists with it; what was rejected would be back in them.
        (other.kind === 'reject-overlap' && (other.overlapId === draft.overlapId || other.overlapId === draft.otherOverlapId)));
    default:
      return [];
  }
}

function areTied([first, second]: readonly string[], links: readonly Pick<Decision, 'kind' | 'priorityIds'>[]): boolean {
  return pairedWith([first!], links).includes(second!);
}

function isSamePair(a: Pick<Decision, 'priorityIds'>, b: Pick<Decision, 'priorityIds'>): boolean {
  return a.priorityIds.every((id) => b.priorityIds.includes(id));
}
