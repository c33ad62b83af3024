/** How far what the hub holds of a source can be relied on to be what it publishes now. */
export enum SourceStanding {
  NEVER_READ = 'never-read',
  CURRENT = 'current',
  STALE = 'stale',
  HELD = 'held',
  REMOVED = 'removed',
}

/** What the stored source says of how it was read. */
export interface ReadState {
  removedAt: string | null;
  heldFingerprint: string | null;
  lastSuccessId: number | null;
  staleSince: string | null;
}

/** The one state that a source is in: what a person must decide comes first, and of a source of which nothing was read nothing is stale. */
export function standingOf({ removedAt, heldFingerprint, lastSuccessId, staleSince }: ReadState): SourceStanding {
  if (removedAt !== null) return SourceStanding.REMOVED;
  if (heldFingerprint !== null) return SourceStanding.HELD;
  if (lastSuccessId === null) return SourceStanding.NEVER_READ;
  return staleSince === null ? SourceStanding.CURRENT : SourceStanding.STALE;
}
