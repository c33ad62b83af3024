import { byTime, type Decision } from './Decision.ts';

export type Link = Pick<Decision, 'priorityIds'>;

/** Priorities of one theme that sit together wherever the anchor sits, because they were linked, one to another. */
export interface Cluster<Brought extends Link> {
  anchor: string;
  /** Those that came to it, each with the link that brought it. */
  others: Map<string, Brought>;
}

/** By priority, the cluster it is in through the links of one theme, oldest first. */
export function clustersOf<Brought extends Link>(links: Iterable<Brought>): Map<string, Cluster<Brought>> {
  const clusters = new Map<string, Cluster<Brought>>();
  for (const link of links) bringTogether(clusters, link);
  return clusters;
}

type Acting = Pick<Decision, 'kind' | 'priorityIds' | 'themeCode'>;

/**
 * By theme, the clusters that the links among decisions in force make, oldest first, but for links that do nothing: where the anchor is in
 * no core group of the theme that others could join, its links wait, and what hangs together beyond them sits where the next one sits.
 */
export function clustersByTheme<One extends Acting>(inForce: readonly One[], isPlaced: (priorityId: string, themeCode: string) => boolean): Map<string, Map<string, Cluster<One>>> {
  const links = inForce.filter(({ kind }) => kind === 'link-priorities');
  return new Map([...Map.groupBy(links, ({ themeCode }) => themeCode!)].map(([themeCode, ofTheme]) => [themeCode, clustersPlaced(ofTheme, (priorityId) => isPlaced(priorityId, themeCode))]));
}

function clustersPlaced<One extends Link>(links: readonly One[], isPlaced: (priorityId: string) => boolean): Map<string, Cluster<One>> {
  for (let left = links; ; ) {
    const clusters = clustersOf(left);
    const idle = new Set([...clusters.values()].map(({ anchor }) => anchor).filter((anchor) => !isPlaced(anchor)));
    if (idle.size === 0) return clusters;
    left = left.filter(({ priorityIds: [first] }) => !idle.has(first!));
  }
}

/** What the second is in goes where the first is. The smaller of the two is written over to the larger, or a long chain would be written anew with each link. */
function bringTogether<Brought extends Link>(clusters: Map<string, Cluster<Brought>>, link: Brought): void {
  const [staying, coming] = link.priorityIds.map((id) => clusters.get(id) ?? alone<Brought>(id)) as [Cluster<Brought>, Cluster<Brought>];
  if (staying === coming) return;
  const [larger, smaller] = coming.others.size > staying.others.size ? [coming, staying] : [staying, coming];
  const [anchor, brought] = [staying.anchor, coming.anchor];
  for (const id of membersOf(smaller)) clusters.set(id, larger);
  clusters.set(larger.anchor, larger);
  for (const [id, by] of smaller.others) larger.others.set(id, by);
  larger.others.set(brought, link);
  larger.anchor = anchor;
}

/** The cluster of a priority that is linked to none. */
export function alone<Brought extends Link>(priorityId: string): Cluster<Brought> {
  return { anchor: priorityId, others: new Map() };
}

export function isMember({ anchor, others }: Cluster<Link>, priorityId: string): boolean {
  return anchor === priorityId || others.has(priorityId);
}

export function membersOf({ anchor, others }: Cluster<Link>): string[] {
  return [anchor, ...others.keys()];
}

/** The links by which a priority hangs on the anchor of its cluster, those of its own first: were one of them no more, it would not sit there, unless by others. */
export function linksToAnchor<Brought extends Link>({ anchor, others }: Cluster<Brought>, priorityId: string): Brought[] {
  const byPriority = Map.groupBy([...others.values()].flatMap((link) => link.priorityIds.map((id) => ({ id, link }))), ({ id }) => id);
  const passed = new Map<string, Brought[]>([[priorityId, []]]);
  for (const [id, links] of passed) {
    if (id === anchor) return links;
    for (const { link } of byPriority.get(id) ?? []) for (const other of link.priorityIds) if (!passed.has(other)) passed.set(other, [...links, link]);
  }
  return [];
}

/** By each of the others of a cluster, the last link that took it from where it was: its own, or one by which what it hung on went elsewhere. */
export function lastLinks<Brought extends Link & Pick<Decision, 'id' | 'madeAt'>>({ others }: Cluster<Brought>): Map<string, Brought> {
  const last = new Map<string, Brought>();
  for (const id of others.keys()) {
    const way: string[] = [];
    for (let at = id; others.has(at) && !last.has(at); at = others.get(at)!.priorityIds[0]!) way.push(at);
    for (const each of way.reverse()) {
      const link = others.get(each)!;
      const beyond = last.get(link.priorityIds[0]!);
      last.set(each, beyond && byTime(beyond, link) > 0 ? beyond : link);
    }
  }
  return last;
}

/** Of links of one theme, those by which some priorities hang on one that is none of them, by whatever chain of others. */
export function linksHolding<Brought extends Link>(some: ReadonlySet<string>, one: string, links: readonly Brought[]): Brought[] {
  const rest = clustersOf(links.filter(({ priorityIds }) => !priorityIds.some((id) => some.has(id))));
  return links.filter(({ priorityIds }) => {
    const others = priorityIds.filter((id) => !some.has(id));
    return others.length === 1 && (rest.get(others[0]!) ?? others[0]) === (rest.get(one) ?? one);
  });
}

/** The links of one theme as they come and go, with the clusters that they make: what a change leaves as it was is not worked out again. */
export class Clusters<Brought extends Link & Pick<Decision, 'id' | 'madeAt'>> {
  readonly #links = new Map<string, Set<Brought>>();
  readonly #clusters = new Map<string, Cluster<Brought>>();
  /** Those that lost a link, and may be several by now. */
  readonly #outdated = new Set<Cluster<Brought>>();

  /** Adds a link that is later than any there. */
  add(link: Brought): void {
    for (const id of link.priorityIds) {
      this.of(id);
      this.#links.set(id, (this.#links.get(id) ?? new Set()).add(link));
    }
    bringTogether(this.#clusters, link);
  }

  remove(link: Brought): void {
    const [first, second] = link.priorityIds as [string, string];
    const cluster = this.#clusters.get(first)!;
    for (const id of [first, second]) this.#links.get(id)!.delete(link);
    // One that hangs on by this link alone leaves the others as they are: of many that were linked to one, each goes at no cost to the rest.
    if (this.linksOf(second).size === 0 && cluster.others.get(second) === link) {
      cluster.others.delete(second);
      this.#clusters.delete(second);
    } else {
      this.#outdated.add(cluster);
    }
  }

  of(priorityId: string): Cluster<Brought> | undefined {
    const cluster = this.#clusters.get(priorityId);
    if (cluster && this.#outdated.delete(cluster)) this.#formAnew(cluster);
    return this.#clusters.get(priorityId);
  }

  linksOf(priorityId: string): ReadonlySet<Brought> {
    return this.#links.get(priorityId) ?? new Set();
  }

  /** The links of a cluster, oldest first. */
  linksIn(cluster: Cluster<Brought>): Brought[] {
    return [...new Set(membersOf(cluster).flatMap((id) => [...this.linksOf(id)]))].sort(byTime);
  }

  #formAnew(cluster: Cluster<Brought>): void {
    const links = this.linksIn(cluster);
    for (const id of membersOf(cluster)) this.#clusters.delete(id);
    for (const link of links) bringTogether(this.#clusters, link);
  }
}
