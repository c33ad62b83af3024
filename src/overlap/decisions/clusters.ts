import type { Decision } from './Decision.ts';

type Link = Pick<Decision, 'priorityIds'>;

/** Priorities of one theme that sit together wherever the anchor sits, because they were linked, one to another. */
export interface Cluster<Brought extends Link> {
  anchor: string;
  /** Those that came to it, each with the link that brought it. */
  others: Map<string, Brought>;
}

/** By priority, the cluster it is in through the links of one theme, oldest first. */
export function clustersOf<Brought extends Link>(links: readonly Brought[]): Map<string, Cluster<Brought>> {
  const clusters = new Map<string, Cluster<Brought>>();
  for (const link of links) bringTogether(clusters, link);
  return clusters;
}

function bringTogether<Brought extends Link>(clusters: Map<string, Cluster<Brought>>, link: Brought): void {
  const [first, second] = link.priorityIds as [string, string];
  const staying = clusters.get(first) ?? { anchor: first, others: new Map<string, Brought>() };
  const coming = clusters.get(second) ?? { anchor: second, others: new Map<string, Brought>() };
  if (staying === coming) return;
  for (const [priorityId, decision] of [[coming.anchor, link] as const, ...coming.others]) staying.others.set(priorityId, decision);
  for (const priorityId of [staying.anchor, ...staying.others.keys()]) clusters.set(priorityId, staying);
}
