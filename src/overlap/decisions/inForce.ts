import { Counting, type Draft } from './Counting.ts';
import { byTime, type Decision } from './Decision.ts';

/** What of a decision tells whether it counts. */
export type Act = Draft & Pick<Decision, 'undoesId'>;

/** The decisions that count, oldest first: those neither taken back nor overruled. */
export function inForce<One extends Act>(history: readonly One[]): One[] {
  return settle(history).counting;
}

/** What became of a history. */
export interface Settled<One extends Act> {
  /** Those that count, oldest first. */
  counting: One[];
  /** By the id of a decision that a later one overrules, the id of that one. */
  overruled: Map<string, string>;
}

/**
 * Goes through a history by time: each act that was not taken back overrules what then counted about the same thing, and what it
 * contradicts; but for a split whose part is merged back: both count, one after the other, as what was merged into the part or split from it
 * meanwhile does. Nor does a rejection end with a split of what was rejected: it counts for what is left. So whatever is undone, and in whatever order two hubs learn of each other's acts, the later one counts.
 */
export function settle<One extends Act>(history: readonly One[]): Settled<One> {
  const undone = new Set(history.map((decision) => decision.undoesId));
  const counting = new Counting<One>();
  const overruled = new Map<string, string>();
  const overrule = (against: One, later: One): void => {
    overruled.set(against.id, later.id);
    counting.remove(against);
  };
  for (const decision of history.filter(({ id, kind }) => kind !== 'undo' && !undone.has(id)).sort(byTime)) {
    const before = counting.aboutTheSame(decision);
    if (before) overrule(before, decision);
    for (const against of counting.contradictedBy(decision)) if (!countsBeside(against, decision)) overrule(against, decision);
    counting.add(decision);
  }
  return { counting: counting.all(), overruled };
}

/** Whether one that a later decision contradicts, so that it is asked about, counts all the same: for the rest. */
function countsBeside(earlier: Act, later: Act): boolean {
  return earlier.kind === 'split-overlap' || (earlier.kind === 'reject-overlap' && later.kind === 'split-overlap');
}
