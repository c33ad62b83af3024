/** A group in the tree of who reports to whom. */
export interface Branch {
  id: string;
  name: string;
  kind: string;
  reportsToId: string | null;
}

/** The groups above one, the nearest first. A publisher may have groups report to one another in a ring: each is named once, and the way up ends there, or once there are `most`. */
export function groupsAbove<Group extends Branch>(group: Group, byId: ReadonlyMap<string, Group>, most = Infinity): Group[] {
  const above: Group[] = [];
  const seen = new Set([group.id]);
  for (let id = group.reportsToId; id !== null && !seen.has(id) && above.length < most; ) {
    const next = byId.get(id);
    if (!next) break;
    seen.add(id);
    above.push(next);
    id = next.reportsToId;
  }
  return above;
}

/** Groups as a tree reads from the top: each followed by those that report to it, with how deep it lies. Boards come first among those at the top, then by name. */
export function inTreeOrder<Group extends Branch>(groups: readonly Group[]): { group: Group; depth: number }[] {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const under = Map.groupBy(groups, ({ reportsToId }) => (reportsToId !== null && byId.has(reportsToId) ? reportsToId : null));
  const placed = new Map<string, { group: Group; depth: number }>();
  const place = (group: Group, depth: number): void => {
    if (placed.has(group.id)) return;
    placed.set(group.id, { group, depth });
    for (const next of (under.get(group.id) ?? []).toSorted(byName)) place(next, depth + 1);
  };
  for (const group of (under.get(null) ?? []).toSorted(boardsFirst)) place(group, 0);
  // What is left reports round in a ring, which has no top.
  for (const group of groups.toSorted(boardsFirst)) place(group, 0);
  return [...placed.values()];
}

function byName(a: Branch, b: Branch): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1;
}

function boardsFirst(a: Branch, b: Branch): number {
  return Number(b.kind === 'board') - Number(a.kind === 'board') || byName(a, b);
}
