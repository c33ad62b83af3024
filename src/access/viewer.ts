/**
 * Who is asking, and on which ISO date, by which embargoes and expiries are judged. A publisher is known by its body's GSS code, a
 * reviewer by the name that was configured with its key.
 */
export type Viewer = { kind: 'public'; today: string } | { kind: 'publisher'; bodyCode: string; today: string } | { kind: 'reviewer'; name: string; today: string };

export function publicViewer(today: string): Viewer {
  return { kind: 'public', today };
}

export function publisherViewer(bodyCode: string, today: string): Viewer {
  return { kind: 'publisher', bodyCode, today };
}

export function reviewerViewer(name: string, today: string): Viewer {
  return { kind: 'reviewer', name, today };
}

/** Viewers of one scope see the same rows on the same day: what is kept of answers is kept apart by it. */
export function scopeOf(viewer: Viewer): string {
  return viewer.kind === 'publisher' ? `publisher:${viewer.bodyCode}` : viewer.kind;
}
