import type { Role, Scope } from './roles.ts';

/** Who asks, and on which ISO date, by which embargoes and expiries are judged. Without a holder it is the public. */
export interface Viewer {
  today: string;
  holder: Holder | null;
}

/** Whoever a key or a token stands for. */
export interface Holder {
  /** Id of the key, or issuer and subject of the token: what the audit trail says. */
  id: string;
  /** Stands beside all it does, for everybody to see: it names a post and never a person. */
  name: string;
  roles: readonly Role[];
  scopes: readonly Scope[];
  /** GSS code of the body it acts for. */
  bodyCode: string | null;
  /** GSS code of the region it acts for; null with no body either: for all of them. */
  regionCode: string | null;
}

export function publicViewer(today: string): Viewer {
  return { today, holder: null };
}

export function viewerFor(holder: Holder, today: string): Viewer {
  return { today, holder };
}

/** Whether this viewer may do, or read, what a scope is for. */
export function may({ holder }: Viewer, scope: Scope): boolean {
  return holder !== null && holder.scopes.includes(scope);
}

/** The body for which this viewer may do it; null where it may not, or acts for no body. */
export function bodyWhich(viewer: Viewer, scope: Scope): string | null {
  return may(viewer, scope) ? viewer.holder!.bodyCode : null;
}

/** Viewers of one reach see the same rows on the same day: what is kept of answers is kept apart by it. Names and ids play no part in what may be seen. */
export function reachOf({ holder }: Viewer): string {
  return holder === null ? 'public' : [[...holder.scopes].sort().join(' '), holder.bodyCode ?? '', holder.regionCode ?? ''].join('|');
}
