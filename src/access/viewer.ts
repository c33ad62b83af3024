/** Who is asking, and on which day. Until access control arrives everybody is the public. */
export interface Viewer {
  kind: 'public';
  /** ISO date by which embargoes and expiries are judged. */
  today: string;
}

export function publicViewer(today: string): Viewer {
  return { kind: 'public', today };
}
