import { clustersByTheme, type Cluster } from './clusters.ts';
import type { Decision } from './Decision.ts';
import { decisionEvidence } from './decisionEvidence.ts';
import { pairedWith } from './pairedWith.ts';
import type { PlacedMember } from './Standing.ts';

/**
 * Puts what was linked into the core group of the first of the two, and keeps what was unlinked out of one core group: the first stays,
 * and the second goes, with all that is linked to it. Of a link and an unlink that contradict each other, one alone is in force.
 */
export function pairUp(present: ReadonlySet<string>, members: readonly PlacedMember[], inForce: readonly Decision[]): PlacedMember[] {
  // Whatever is tied to these counts, be it there or not, and nothing else: most statements are tied to none.
  const tied = new Set(pairedWith([...present, ...members.map(({ priorityId }) => priorityId)], inForce));
  if (tied.size === 0) return [...members];
  const decisions = inForce.filter(({ priorityIds }) => priorityIds.some((id) => tied.has(id)));
  const unlinks = decisions.filter(({ kind }) => kind === 'unlink-priorities');
  const byPriority = Map.groupBy(members, ({ priorityId }) => priorityId);
  const clusters = clustersByTheme(decisions, (priorityId, themeCode) => placeIn(byPriority, priorityId, themeCode) !== undefined);
  for (const [themeCode, ofTheme] of clusters) for (const cluster of new Set(ofTheme.values())) joinCluster(present, byPriority, themeCode, cluster);
  return keepApart([...byPriority.values()].flat(), unlinks, ({ themeCode, priorityId }) => clusters.get(themeCode)?.get(priorityId)?.anchor ?? priorityId);
}

type ByPriority = Map<string, PlacedMember[]>;

/** Where a priority is in a core group by a theme. */
function placeIn(byPriority: ByPriority, priorityId: string, themeCode: string): PlacedMember | undefined {
  return byPriority.get(priorityId)?.find((member) => member.themeCode === themeCode && member.coreKey !== null);
}

/** Puts the others of a cluster where its anchor is, unless links of another theme took that from its place. */
function joinCluster(present: ReadonlySet<string>, byPriority: ByPriority, themeCode: string, { anchor, others }: Cluster<Decision>): void {
  const place = placeIn(byPriority, anchor, themeCode);
  if (!place) return;
  for (const [priorityId, link] of others) {
    if (!present.has(priorityId)) continue;
    const isMoved = (member: PlacedMember): boolean => member.themeCode === themeCode || member.overlapId === place.overlapId;
    const before = byPriority.get(priorityId) ?? [];
    const title = link.basis.words?.[link.priorityIds[0]!]?.title ?? link.priorityIds[0];
    const evidence = [decisionEvidence(`Linked to “${title}”`, link), ...(before.find(isMoved)?.evidence ?? []).filter(({ kind }) => kind !== 'ONLY_RELATED')];
    byPriority.set(priorityId, [...before.filter((member) => !isMoved(member)), { ...place, priorityId, confidence: 1, evidence }]);
  }
}

/** Members that move as one, in a core group with others. */
interface Unit {
  members: PlacedMember[];
  /** 1 for the core group itself, and from 2 upward for groups beside it. */
  side: number;
}

/** Of two in one core group that were unlinked, the second goes to the first group beside it in which nobody is whom it was unlinked from. */
function keepApart(members: readonly PlacedMember[], unlinks: readonly Decision[], anchorOf: (member: PlacedMember) => string): PlacedMember[] {
  const groups = Map.groupBy(members, ({ overlapId, coreKey }) => (coreKey === null ? null : JSON.stringify([overlapId, coreKey])));
  return [...groups].flatMap(([key, group]) => (key === null ? group : divide(group, unlinks, anchorOf)));
}

function divide(group: readonly PlacedMember[], unlinks: readonly Decision[], anchorOf: (member: PlacedMember) => string): PlacedMember[] {
  const units = new Map([...Map.groupBy(group, anchorOf).values()].flatMap((together) => {
    const unit: Unit = { members: together, side: 1 };
    return together.map(({ priorityId }) => [priorityId, unit] as const);
  }));
  const apart = unlinks
    .map((unlink) => ({ unlink, first: units.get(unlink.priorityIds[0]!), second: units.get(unlink.priorityIds[1]!) }))
    .filter((pair): pair is { unlink: Decision; first: Unit; second: Unit } => pair.first !== undefined && pair.second !== undefined && pair.first !== pair.second);
  const reasons = new Map<Unit, Decision>();
  const settled = new Set<Unit>();
  for (const unit of apart.flatMap(({ first, second }) => [first, second])) {
    if (settled.has(unit)) continue;
    const against = apart.filter((pair) => (pair.first === unit && settled.has(pair.second)) || (pair.second === unit && settled.has(pair.first)));
    const taken = new Set(against.map(({ first, second }) => (first === unit ? second : first).side));
    while (taken.has(unit.side)) unit.side += 1;
    if (unit.side > 1) reasons.set(unit, against.at(-1)!.unlink);
    settled.add(unit);
  }
  return group.map((member) => {
    const unit = units.get(member.priorityId)!;
    const unlink = reasons.get(unit);
    if (!unlink) return member;
    const from = unlink.priorityIds.find((id) => !unit.members.some(({ priorityId }) => priorityId === id))!;
    const evidence = [decisionEvidence(`Kept apart from “${unlink.basis.words?.[from]?.title ?? from}”`, unlink), ...member.evidence];
    return { ...member, coreKey: `${member.coreKey}/apart-${unit.side}`, coreTitle: `${member.coreTitle} (kept apart${unit.side > 2 ? `, ${unit.side - 1}` : ''})`, evidence };
  });
}
