import { subjectOf, type Decision } from './Decision.ts';

/** The decisions that count, oldest first: those not taken back, and of several about the same thing the latest alone. */
export function inForce(history: readonly Decision[]): Decision[] {
  const undone = new Set(history.map((decision) => decision.undoesId));
  const latest = new Map<string, Decision>();
  for (const decision of history.filter(({ id, kind }) => kind !== 'undo' && !undone.has(id)).sort(byTime)) latest.set(subjectOf(decision), decision);
  return [...latest.values()].sort(byTime);
}

/** The order in which decisions count, the same on every hub: by time, and at the same time by id. */
function byTime(a: Pick<Decision, 'madeAt' | 'id'>, b: Pick<Decision, 'madeAt' | 'id'>): number {
  return a.madeAt === b.madeAt ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : a.madeAt < b.madeAt ? -1 : 1;
}
