/** One of two priorities that are held against each other, as it was read and stored. */
export interface MatchSide {
  id: string;
  planId: string;
  planTitle: string;
  supersedesId: string | null;
  authorities: { id: string; name: string }[];
  /** Whether its authority set it, in a plan that was agreed to. */
  isAdopted: boolean;
  inForce: { from: string; to: string } | null;
  approach: string | null;
  themes: ReadTheme[];
  missed: MissedTheme[];
  memberships: Membership[];
  indicators: { code: string; title: string }[];
}

export interface ReadTheme {
  code: string;
  label: string;
  isMain: boolean;
  confidence: number;
  /** What spoke for it most, as a sentence names it: words in quotation marks, or "the kind of its plan". Empty when nothing did. */
  by: string;
}

/** A theme that was nearly read in it. */
export interface MissedTheme {
  code: string;
  label: string;
  confidence: number;
  threshold: number;
}

export interface Membership {
  overlapId: string;
  /** What the overlap is about. */
  title: string;
  isCore: boolean;
  coreKey: string | null;
  coreTitle: string | null;
  /** Why it is in no core group, in a sentence; null for one that is. */
  onlyRelated: string | null;
}
