import { clustersOf } from './clusters.ts';
import type { Decision, DecisionKind } from './Decision.ts';

/** What a decision is about, before it is made. */
export type Draft = Pick<Decision, 'kind' | 'priorityIds' | 'themeCode' | 'overlapId' | 'otherOverlapId'>;

/** Of each kind that may go against others about other things: of which kinds these are, and the links through which it does. */
export const contradictedBy: Partial<Record<DecisionKind, readonly DecisionKind[]>> = {
  'link-priorities': ['refuse-theme', 'unlink-priorities', 'link-priorities'],
  'unlink-priorities': ['link-priorities'],
  'refuse-theme': ['link-priorities'],
  'split-overlap': ['link-priorities'],
  'merge-overlaps': ['split-overlap', 'reject-overlap'],
};

/** Decisions in force, about other things, that a later one goes against all the same: through a chain of links, by a theme, by a split, or by a rejection. */
export function contradictions<Earlier extends Draft>(later: Draft, inForce: readonly Earlier[]): Earlier[] {
  switch (later.kind) {
    case 'link-priorities':
      return [...inForce.filter((other) => other.kind === 'refuse-theme' && other.themeCode === later.themeCode && later.priorityIds.includes(other.priorityIds[0]!)), ...unlinksTied(later, inForce)];
    case 'unlink-priorities':
      return linksBetween(later, inForce);
    case 'refuse-theme':
      return linksOf(inForce).filter((link) => link.themeCode === later.themeCode && link.priorityIds.includes(later.priorityIds[0]!));
    case 'split-overlap':
      return linksOf(inForce).filter((link) => link.themeCode === later.themeCode && later.priorityIds.includes(link.priorityIds[1]!) && !later.priorityIds.includes(link.priorityIds[0]!));
    case 'merge-overlaps':
      return inForce.filter((other) =>
        (other.kind === 'split-overlap' && other.otherOverlapId === later.overlapId && other.overlapId === later.otherOverlapId) ||
        // What goes into a rejected overlap leaves the lists with it; what was rejected would be back in them.
        (other.kind === 'reject-overlap' && (other.overlapId === later.overlapId || other.overlapId === later.otherOverlapId)));
    default:
      return [];
  }
}

/** Unlinks of two that a link would tie together through others. */
function unlinksTied<Earlier extends Draft>(link: Draft, inForce: readonly Earlier[]): Earlier[] {
  const unlinks = inForce.filter((other) => other.kind === 'unlink-priorities' && !isSamePair(other, link));
  if (unlinks.length === 0) return [];
  const clusters = clustersOf<Draft>([...linksOf(inForce).filter(({ themeCode }) => themeCode === link.themeCode), link]);
  return unlinks.filter(({ priorityIds: [first, second] }) => clusters.has(first!) && clusters.get(first!) === clusters.get(second!));
}

/** Links that tie two together through others: those by which the second of an unlink hangs on the rest, or the first where the rest hangs on the second. */
function linksBetween<Earlier extends Draft>(unlink: Draft, inForce: readonly Earlier[]): Earlier[] {
  const [first, second] = unlink.priorityIds as [string, string];
  const links = linksOf(inForce).filter((link) => !isSamePair(link, unlink));
  return [...Map.groupBy(links, ({ themeCode }) => themeCode).values()].flatMap((ofTheme) => {
    const clusters = clustersOf(ofTheme);
    const cluster = clusters.get(first);
    if (cluster === undefined || cluster !== clusters.get(second)) return [];
    const [stays, goes] = cluster.anchor === second ? [second, first] : [first, second];
    const rest = clustersOf(ofTheme.filter(({ priorityIds }) => !priorityIds.includes(goes)));
    return ofTheme.filter(({ priorityIds }) => {
      const other = priorityIds.find((id) => id !== goes);
      return priorityIds.includes(goes) && (rest.get(other!) ?? other) === (rest.get(stays) ?? stays);
    });
  });
}

function linksOf<Earlier extends Draft>(decisions: readonly Earlier[]): Earlier[] {
  return decisions.filter(({ kind }) => kind === 'link-priorities');
}

function isSamePair(a: Pick<Decision, 'priorityIds'>, b: Pick<Decision, 'priorityIds'>): boolean {
  return a.priorityIds.every((id) => b.priorityIds.includes(id));
}
