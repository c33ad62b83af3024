import type { SimilarThemes } from '../engine/Statement.ts';

/** What an embedding service told about priorities that must be read again, for one update. */
export interface Meanings {
  /** Added to what a reading follows from when it was made with the service's help: changes with service, model and taxonomy. */
  mark: string;
  /** Nothing for a priority that the service was not asked about, or not in the state that is read from. */
  of: (priority: { id: string; readFrom: string }) => SimilarThemes | undefined;
  /** What the operator should know and do, in a sentence; null when all went well. */
  trouble: string | null;
}

/** There is no service. */
export const noMeanings: Meanings = { mark: '', of: () => undefined, trouble: null };
