import type { Gathered, Noted } from './auditEntry.ts';

/** Requests noted and not stored yet, those that are alike as one. */
export interface Gathering {
  note(noted: Noted, now: number): void;
  /** Hands over what was begun by then, and holds it no more. */
  take(begunBy: number): Gathered[];
  size(): number;
}

interface Open {
  noted: Noted;
  at: number;
  until: number;
  times: number;
  cost: number;
  rows: number;
}

/** A cost that has no bound counts as this. */
const mostCost = 2 ** 31;

/** Gathers at most so many entries that differ; what comes beyond is counted in one entry that says how much was not told apart, so that nobody can fill the memory. */
export function gatherNotes(most: number): Gathering {
  let open: Open[] = [];
  const entryFor = (noted: Noted, now: number): Open => {
    // What somebody known changes, or tries to, is never one of many.
    const isAct = noted.kind === 'mutation' && noted.who !== null;
    const alike = isAct ? undefined : find(noted);
    if (alike) return alike;
    // Keys that were refused are few entries whatever is sent, and must not be drowned by whoever tries them.
    const told = open.length < most || noted.kind === 'sign-in' ? noted : notToldApart;
    const beyond = told === notToldApart ? find(told) : undefined;
    if (beyond) return beyond;
    const made = { noted: told, at: now, until: now, times: 0, cost: 0, rows: 0 };
    open.push(made);
    return made;
  };
  // They are few, and looking at each takes less than to make a key of what is noted.
  const find = (noted: Noted): Open | undefined => open.find((entry) => areAlike(entry.noted, noted));
  return {
    note(noted, now) {
      const entry = entryFor(noted, now);
      entry.until = now;
      entry.times += 1;
      entry.cost += Math.min(noted.cost, mostCost);
      entry.rows += noted.rows;
    },
    take(begunBy) {
      const isDue = ({ at }: Open): boolean => at <= begunBy;
      const taken = open.filter(isDue);
      open = open.filter((entry) => !isDue(entry));
      return taken.map(gathered);
    },
    size: () => open.length,
  };
}

const notToldApart: Noted = { who: null, role: null, kind: 'not-told-apart', operation: null, document: null, outcome: null, code: null, cost: 0, rows: 0 };

function areAlike(a: Noted, b: Noted): boolean {
  return a.document === b.document && a.operation === b.operation && a.kind === b.kind && a.who === b.who && a.role === b.role && a.outcome === b.outcome && a.code === b.code;
}

function gathered({ noted, at, until, times, cost, rows }: Open): Gathered {
  return { ...noted, cost, rows, times, at: new Date(at).toISOString(), until: new Date(until).toISOString() };
}
