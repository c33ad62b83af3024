/** What a person decided of two services. Nothing of it ever changes: an undo is an act of its own. */
export interface DuplicateDecision {
  id: string;
  kind: 'same' | 'different' | 'undo';
  /** The two services, the lesser id first. */
  firstId: string;
  secondId: string;
  /** The service that stands for both, where the reviewer chose. */
  keepId: string | null;
  undoesId: string | null;
  note: string;
  reviewer: string;
  /** When (ISO 8601, UTC). No two decisions made on one hub have the same. */
  madeAt: string;
}

export type Verdict = 'open' | 'same' | 'different';

/** The decisions that count, oldest first: those not taken back. */
export function inForce(history: readonly DuplicateDecision[]): DuplicateDecision[] {
  const undone = new Set(history.map(({ undoesId }) => undoesId));
  return history.filter(({ id, kind }) => kind !== 'undo' && !undone.has(id)).sort((a, b) => (a.madeAt < b.madeAt ? -1 : a.madeAt > b.madeAt ? 1 : a.id < b.id ? -1 : 1));
}

/** Which services were said to be one, by whatever chain. */
export interface Groups {
  /** The services that are one with this one, itself among them. */
  of(serviceId: string): ReadonlySet<string>;
  verdictOn(a: string, b: string): Verdict;
  /** The decisions by which two services of one group are tied, from the one to the other. */
  chain(from: string, to: string): DuplicateDecision[];
  /** The decisions that keep any of these services apart from any of those. */
  keepingApart(these: ReadonlySet<string>, those: ReadonlySet<string>): DuplicateDecision[];
}

export function groupsOf(standing: readonly DuplicateDecision[]): Groups {
  const sames = standing.filter(({ kind }) => kind === 'same');
  const apart = standing.filter(({ kind }) => kind === 'different');
  const ties = Map.groupBy(sames.flatMap((decision) => [{ from: decision.firstId, to: decision.secondId, decision }, { from: decision.secondId, to: decision.firstId, decision }]), ({ from }) => from);
  const members = new Map<string, ReadonlySet<string>>();
  for (const id of ties.keys()) {
    if (members.has(id)) continue;
    const group = new Set([id]);
    for (const each of group) for (const { to } of ties.get(each) ?? []) group.add(to);
    for (const each of group) members.set(each, group);
  }
  const groups: Groups = {
    of: (serviceId) => members.get(serviceId) ?? new Set([serviceId]),
    chain: (from, to) => {
      const cameBy = new Map<string, { from: string; decision: DuplicateDecision } | null>([[from, null]]);
      for (const [id] of cameBy) for (const tie of ties.get(id) ?? []) if (!cameBy.has(tie.to)) cameBy.set(tie.to, tie);
      const path: DuplicateDecision[] = [];
      for (let step = cameBy.get(to); step; step = cameBy.get(step.from)) path.unshift(step.decision);
      return path;
    },
    keepingApart: (these, those) => apart.filter(({ firstId, secondId }) => (these.has(firstId) && those.has(secondId)) || (these.has(secondId) && those.has(firstId))),
    verdictOn: (a, b) => {
      const own = groups.of(a);
      if (own.has(b)) return 'same';
      return groups.keepingApart(own, groups.of(b)).length > 0 ? 'different' : 'open';
    },
  };
  return groups;
}

/** A service as far as it matters for which of several stands for all. */
export interface Standing {
  id: string;
  /** GSS code of whoever publishes it. */
  publisherCode: string;
  authorityCodes: readonly string[];
  /** How many of its columns say something. */
  filled: number;
}

/**
 * The services of one group in the order in which they stand for it: first those that reviewers chose, the latest choice first; then those
 * whose publisher is an authority that more of the group name as their own; then those that say more.
 */
export function orderOf(members: readonly Standing[], standing: readonly DuplicateDecision[]): string[] {
  const ids = new Set(members.map(({ id }) => id));
  const chosen = standing.filter(({ kind, keepId }) => kind === 'same' && keepId !== null && ids.has(keepId)).map(({ keepId }) => keepId!);
  const namedBy = (code: string): number => members.filter(({ authorityCodes }) => authorityCodes.includes(code)).length;
  const keyOf = ({ id, publisherCode, filled }: Standing): [number, number, number] => [chosen.lastIndexOf(id), namedBy(publisherCode), filled];
  const keys = new Map(members.map((member) => [member.id, keyOf(member)]));
  return members
    .map(({ id }) => id)
    .sort((a, b) => {
      const [x, y] = [keys.get(a)!, keys.get(b)!];
      return y[0] - x[0] || y[1] - x[1] || y[2] - x[2] || (a < b ? -1 : 1);
    });
}
