import { alone, Clusters, clustersOf, isMember, linksHolding, membersOf, type Cluster } from './clusters.ts';
import { byTime, overlapIdOf, subjectOf, type Decision } from './Decision.ts';
import { movesThatCount, type Placing } from './movesThatCount.ts';

/** What a decision is about, before it is made. */
export type Draft = Placing & Pick<Decision, 'id' | 'themeCode' | 'madeAt'>;

/**
 * Decisions that count, so kept that those which a later one goes against are looked up: held against each other, a thousand of them would
 * take a million looks.
 */
export class Counting<One extends Draft> {
  readonly #bySubject = new Map<string, One>();
  /** Links, by their theme. */
  readonly #clusters = new Map<string, Clusters<One>>();
  /** Unlinks, by each priority that they name. */
  readonly #unlinks = new Map<string, Set<One>>();
  /** Splits and merges, oldest first. */
  readonly #moves = new Set<One>();

  /** Adds a decision that is later than any there. */
  add(decision: One): void {
    this.#bySubject.set(subjectOf(decision), decision);
    if (decision.kind === 'link-priorities') this.#linked(decision).add(decision);
    if (decision.kind === 'unlink-priorities') for (const id of decision.priorityIds) this.#unlinks.set(id, this.#unlinksOf(id).add(decision));
    if (isMove(decision)) this.#moves.add(decision);
  }

  remove(decision: One): void {
    this.#bySubject.delete(subjectOf(decision));
    if (decision.kind === 'link-priorities') this.#linked(decision).remove(decision);
    if (decision.kind === 'unlink-priorities') for (const id of decision.priorityIds) this.#unlinksOf(id).delete(decision);
    this.#moves.delete(decision);
  }

  all(): One[] {
    return [...this.#bySubject.values()].sort(byTime);
  }

  /** The one that settles what a later one settles, too. */
  aboutTheSame(later: Draft): One | undefined {
    return this.#bySubject.get(subjectOf(later));
  }

  /** Those about other things that a later one goes against all the same: through a chain of links, by a theme, by a split, or by a rejection. None may be there that is about the same. */
  contradictedBy(later: Draft): One[] {
    switch (later.kind) {
      case 'link-priorities':
        return [...this.#refusalsOfEither(later), ...this.#unlinksTied(later)];
      case 'unlink-priorities':
        return this.#linksBetween(later);
      case 'refuse-theme':
        return [...this.#linked(later).linksOf(later.priorityIds[0]!)];
      case 'split-overlap':
        return [...this.#linksToOneThatStays(later), ...this.#rejectionsOfEither(later)];
      case 'merge-overlaps':
        return [...this.#splitsUndoneBy(later), ...this.#rejectionsOfEither(later)];
      default:
        return [];
    }
  }

  #refusalsOfEither({ priorityIds, themeCode }: Draft): One[] {
    return priorityIds.flatMap((id) => this.#inForce({ kind: 'refuse-theme', priorityIds: [id], themeCode }));
  }

  /** Unlinks of two that a link would tie together through others. No two of one cluster are unlinked, so those of the fewer that come together are all. */
  #unlinksTied(link: Draft): One[] {
    const linked = this.#linked(link);
    const [fewer, more] = link.priorityIds.map((id) => linked.of(id) ?? alone(id)).sort((a, b) => a.others.size - b.others.size) as [Cluster<One>, Cluster<One>];
    if (fewer === more) return [];
    return membersOf(fewer).flatMap((id) => [...this.#unlinksOf(id)].filter(({ priorityIds }) => priorityIds.some((other) => isMember(more, other))));
  }

  /** Links that tie two together through others: those by which the second of an unlink hangs on the rest, or the first where the rest hangs on the second. */
  #linksBetween(unlink: Draft): One[] {
    const [first, second] = unlink.priorityIds as [string, string];
    return [...this.#clusters.values()].flatMap((linked) => {
      const cluster = linked.of(first);
      if (cluster === undefined || cluster !== linked.of(second)) return [];
      const [stays, goes] = cluster.anchor === second ? [second, first] : [first, second];
      const itsLinks = linked.linksOf(goes);
      return itsLinks.size === 1 ? [...itsLinks] : linksHolding(new Set([goes]), stays, linked.linksIn(cluster));
    });
  }

  /** Links by which what a split names hangs on what it does not name, and what therefore stays: a link is stronger than the place of either. */
  #linksToOneThatStays(split: Draft): One[] {
    const named = new Set(split.priorityIds);
    const moves = movesThatCount([...this.#moves]);
    return [...this.#clusters].flatMap(([themeCode, linked]) => {
      const clusters = new Set(split.priorityIds.flatMap((id) => linked.of(id) ?? []));
      const staysThere = (anchor: string): boolean => !named.has(anchor) && mayStandIn(split.overlapId!, { priorityId: anchor, themeCode }, moves);
      return [...clusters].flatMap((cluster) => linksToStaying(named, linked.linksIn(cluster), staysThere));
    });
  }

  #splitsUndoneBy(merge: Draft): One[] {
    return [...this.#moves].filter((other) => other.kind === 'split-overlap' && other.otherOverlapId === merge.overlapId && other.overlapId === merge.otherOverlapId);
  }

  /** What goes into a rejected overlap leaves the lists with it; what was rejected, or the part of it that a split makes, would be back in them. */
  #rejectionsOfEither({ overlapId, otherOverlapId }: Draft): One[] {
    return [overlapId, otherOverlapId].flatMap((id) => this.#inForce({ kind: 'reject-overlap', overlapId: id }));
  }

  #inForce({ kind, ...about }: Partial<Draft> & Pick<Draft, 'kind'>): One[] {
    const found = this.#bySubject.get(subjectOf({ id: '', priorityIds: [], themeCode: null, overlapId: null, ...about, kind }));
    return found?.kind === kind ? [found] : [];
  }

  #linked({ themeCode }: Pick<Draft, 'themeCode'>): Clusters<One> {
    const known = this.#clusters.get(themeCode!) ?? new Clusters<One>();
    this.#clusters.set(themeCode!, known);
    return known;
  }

  #unlinksOf(priorityId: string): Set<One> {
    return this.#unlinks.get(priorityId) ?? new Set();
  }
}

/** Links without which those named hang on none that stays. What is left of a cluster may have another anchor, which may stay as well. */
function linksToStaying<One extends Draft>(named: ReadonlySet<string>, links: readonly One[], stays: (anchor: string) => boolean): One[] {
  const anchors = new Set([...clustersOf(links).values()].map(({ anchor }) => anchor));
  const found = new Set([...anchors].filter(stays).flatMap((anchor) => linksHolding(named, anchor, links)));
  return found.size === 0 ? [] : [...found, ...linksToStaying(named, links.filter((link) => !found.has(link)), stays)];
}

/** Whether what is read to be about a theme may stand in an overlap. Splits may take out its core group, which no decision tells: of these both is held possible. */
function mayStandIn(place: string, { priorityId, themeCode }: { priorityId: string; themeCode: string }, moves: readonly Placing[]): boolean {
  const places = new Set([overlapIdOf(themeCode)]);
  for (const { kind, overlapId, otherOverlapId, priorityIds, coreKeys } of moves) {
    if (!places.has(overlapId!)) continue;
    const goes = kind === 'merge-overlaps' || priorityIds.includes(priorityId);
    if (goes) places.delete(overlapId!);
    if (goes || coreKeys.some((key) => key.startsWith(`${themeCode}/`))) places.add(otherOverlapId!);
  }
  return places.has(place);
}

function isMove({ kind }: Draft): boolean {
  return kind === 'split-overlap' || kind === 'merge-overlaps';
}
