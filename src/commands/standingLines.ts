import { SourceStanding, standingOf, type ReadState } from '../harvest/sources/standing.ts';
import { counted } from '../words.ts';

interface StandingSource extends ReadState {
  viaId: string | null;
  failedRuns: number;
}

/** What a person must see of how a source stands, in a line that begins with its standing: runs of it do not land, and why. None while all is well, or nobody waits for it. */
export function standingLines(source: StandingSource, lastMessage: string | null, writeInstant: (instant: string) => string): string[] {
  const { staleSince, failedRuns, viaId } = source;
  const standing = standingOf(source);
  if (staleSince === null || standing === SourceStanding.REMOVED) return [];
  const since = ` since ${writeInstant(staleSince)}`;
  // Registered anew, a source begins to count anew.
  const runs = failedRuns === 0 ? '' : `, after ${counted(Number(failedRuns), 'run')} that did not land`;
  const why = lastMessage ?? (viaId === null ? 'no reason is known.' : `${viaId}, through which it comes, could not be read.`);
  if (standing === SourceStanding.HELD) return [`  HELD until somebody confirms it${runs}${since}: ${why}`];
  if (standing === SourceStanding.NEVER_READ) return [`  NEVER READ to its end${runs}${since}: ${why}`];
  return [`  STALE${since}${runs}: ${why}`];
}
