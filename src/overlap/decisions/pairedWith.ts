import type { Decision } from './Decision.ts';

type Pair = Pick<Decision, 'kind' | 'priorityIds'>;

/** Of these priorities those that links and unlinks tie to others, and all that is tied to them by whatever chain. */
export function pairedWith(priorityIds: readonly string[], decisions: readonly Pair[]): string[] {
  const byPriority = Map.groupBy(pairsOf(decisions).flatMap((pair) => pair.map((id) => ({ id, pair }))), ({ id }) => id);
  const reached = new Set(priorityIds.filter((id) => byPriority.has(id)));
  for (const id of reached) for (const { pair } of byPriority.get(id) ?? []) for (const other of pair) reached.add(other);
  return [...reached];
}

/** Every priority that a link or an unlink names. */
export function allPaired(decisions: readonly Pair[]): Set<string> {
  return new Set(pairsOf(decisions).flat());
}

function pairsOf(decisions: readonly Pair[]): (readonly string[])[] {
  return decisions.filter(({ kind }) => kind === 'link-priorities' || kind === 'unlink-priorities').map(({ priorityIds }) => priorityIds);
}
