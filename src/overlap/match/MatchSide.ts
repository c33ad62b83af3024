/** One of two priorities that are held against each other, as it was read and stored. */
export interface MatchSide {
  id: string;
  planId: string;
  planTitle: string;
  supersedesId: string | null;
  authorities: MatchAuthority[];
  /** Whether its authority set it, in a plan that was agreed to. */
  isAdopted: boolean;
  inForce: { from: string; to: string } | null;
  approach: string | null;
  themes: ReadTheme[];
  decidedThemes: DecidedTheme[];
  missed: MissedTheme[];
  memberships: Membership[];
  indicators: { code: string; title: string }[];
}

export interface MatchAuthority {
  id: string;
  name: string;
  /** Codes of those that took its place. */
  successors: readonly string[];
}

export interface ReadTheme {
  code: string;
  label: string;
  isMain: boolean;
  confidence: number;
  /** Splits and merges that take along what it is about, oldest first. */
  moves: readonly ToldMove[];
  /** What spoke for it most, as a sentence names it: words in quotation marks, or "the kind of its plan". Empty when nothing did. */
  by: string;
}

/** A theme that a reviewer set or refused in it. */
export interface DecidedTheme {
  code: string;
  label: string;
  isSet: boolean;
  /** Whether the hub, left to itself, reads it. */
  isRead: boolean;
  /** Who decided it, when and why, as the rest of a sentence: "refused by …". */
  told: string;
}

/** A theme that was nearly read in it. */
export interface MissedTheme {
  code: string;
  label: string;
  confidence: number;
  threshold: number;
}

/** A split or a merge, told with who, when and why. */
export interface ToldMove {
  id: string;
  told: string;
}

/** A link or an unlink of two, told with who, when and why. */
export interface Pairing extends ToldMove {
  isLink: boolean;
  priorityIds: readonly string[];
}

/** A link or an unlink of two that are held against each other, told with who, when and why. */
export type DecidedPair = Pick<Pairing, 'isLink' | 'told'>;

export interface Membership {
  overlapId: string;
  /** The theme by which it is in it, which merges and links may make another than that of the overlap. */
  themeCode: string;
  /** Splits and merges that brought it here, oldest first. */
  moves: readonly ToldMove[];
  /** Links that put it here, and unlinks that keep it out of another core group. */
  pairings: readonly Pairing[];
  /** What the overlap is about. */
  title: string;
  /** Whether two could meet in it as strangers: where joint plans tie together all that share it, it is no overlap. */
  isOverlap: boolean;
  /** What a reviewer found of the overlap; null while it is only proposed. */
  review: OverlapFinding | null;
  isCore: boolean;
  coreKey: string | null;
  coreTitle: string | null;
  /** The core group that its own words put it into by that theme; a link may have put it into another. */
  ownCoreKey: string | null;
  /** Why it is in no core group, in a sentence; null for one that is. */
  onlyRelated: string | null;
}

export interface OverlapFinding {
  isRejected: boolean;
  /** Who found it, when and why, as the rest of a sentence: "rejected by …". */
  told: string;
}
