/** Who is asking, and on which ISO date, by which embargoes and expiries are judged. A publisher is known by its body's GSS code. */
export type Viewer = { kind: 'public'; today: string } | { kind: 'publisher'; bodyCode: string; today: string };

export function publicViewer(today: string): Viewer {
  return { kind: 'public', today };
}

export function publisherViewer(bodyCode: string, today: string): Viewer {
  return { kind: 'publisher', bodyCode, today };
}

/** Viewers of one scope see the same rows on the same day: what is kept of answers is kept apart by it. */
export function scopeOf(viewer: Viewer): string {
  return viewer.kind === 'public' ? 'public' : `publisher:${viewer.bodyCode}`;
}
