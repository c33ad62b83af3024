import { contradictedBy, contradictions, type Draft } from './contradictions.ts';
import { decisionKinds, subjectOf, type Decision, type DecisionKind } from './Decision.ts';

/** What of a decision tells whether it counts. */
export type Act = Draft & Pick<Decision, 'id' | 'undoesId' | 'madeAt'>;

/** The decisions that count, oldest first: those neither taken back nor overruled. */
export function inForce<One extends Act>(history: readonly One[]): One[] {
  return settle(history).counting;
}

/** By the id of a decision that a later one overrules, the id of that one. */
export function overruledIn(history: readonly Act[]): ReadonlyMap<string, string> {
  return settle(history).overruled;
}

/**
 * Goes through a history by time: each act that was not taken back overrules what then counted about the same thing, and what it
 * contradicts; but for a split whose part is merged back: both count, one after the other, as what was merged into the part or split from it
 * meanwhile does. So whatever is undone, and in whatever order two hubs learn of each other's acts, the later one counts.
 */
function settle<One extends Act>(history: readonly One[]): { counting: One[]; overruled: Map<string, string> } {
  const undone = new Set(history.map((decision) => decision.undoesId));
  const bySubject = new Map<string, One>();
  const byKind = new Map<DecisionKind, Set<One>>(decisionKinds.map((kind) => [kind, new Set()]));
  const overruled = new Map<string, string>();
  for (const decision of history.filter(({ id, kind }) => kind !== 'undo' && !undone.has(id)).sort(byTime)) {
    const before = bySubject.get(subjectOf(decision));
    const others = (contradictedBy[decision.kind] ?? []).flatMap((kind) => [...byKind.get(kind)!]);
    const contradicted = contradictions(decision, others).filter(({ kind }) => kind !== 'split-overlap');
    for (const against of [...(before ? [before] : []), ...contradicted]) {
      overruled.set(against.id, decision.id);
      bySubject.delete(subjectOf(against));
      byKind.get(against.kind)!.delete(against);
    }
    bySubject.set(subjectOf(decision), decision);
    byKind.get(decision.kind)!.add(decision);
  }
  return { counting: [...bySubject.values()].sort(byTime), overruled };
}

/** The order in which decisions count, the same on every hub: by time, and at the same time by id. */
function byTime(a: Pick<Decision, 'madeAt' | 'id'>, b: Pick<Decision, 'madeAt' | 'id'>): number {
  return a.madeAt === b.madeAt ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : a.madeAt < b.madeAt ? -1 : 1;
}
