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
  let open = new Map<string, Open>();
  let acts = 0;
  const keyOf = ({ who, role, kind, operation, document, outcome, code }: Noted): string => {
    // What somebody known changes, or tries to, is never one of many.
    if (kind === 'mutation' && who !== null) return `act ${(acts += 1)}`;
    return `${kind}\n${operation}\n${document}\n${outcome}\n${code}\n${role}\n${who}`;
  };
  const entryFor = (noted: Noted, now: number): Open => {
    const key = keyOf(noted);
    const known = open.get(key) ?? (open.size < most ? undefined : open.get(notToldApart.kind));
    if (known) return known;
    const isOneTooMany = open.size >= most;
    const made = { noted: isOneTooMany ? notToldApart : noted, at: now, until: now, times: 0, cost: 0, rows: 0 };
    open.set(isOneTooMany ? notToldApart.kind : key, made);
    return made;
  };
  return {
    note(noted, now) {
      const entry = entryFor(noted, now);
      entry.until = now;
      entry.times += 1;
      entry.cost += Math.min(noted.cost, mostCost);
      entry.rows += noted.rows;
    },
    take(begunBy) {
      const [taken, left] = [new Array<Gathered>(), new Map<string, Open>()];
      for (const [key, entry] of open) {
        if (entry.at <= begunBy) taken.push(gathered(entry));
        else left.set(key, entry);
      }
      open = left;
      return taken;
    },
    size: () => open.size,
  };
}

const notToldApart: Noted = { who: null, role: null, kind: 'not-told-apart', operation: null, document: null, outcome: null, code: null, cost: 0, rows: 0 };

function gathered({ noted, at, until, times, cost, rows }: Open): Gathered {
  return { ...noted, cost, rows, times, at: new Date(at).toISOString(), until: new Date(until).toISOString() };
}
