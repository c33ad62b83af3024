/** What a reviewer may decide. */
export const decisionKinds = [
  'set-theme',
  'refuse-theme',
  'confirm-overlap',
  'reject-overlap',
  'rename-overlap',
  'split-overlap',
  'merge-overlaps',
  'link-priorities',
  'unlink-priorities',
  'undo',
] as const;

export type DecisionKind = (typeof decisionKinds)[number];

/** How things stood when it was decided, so that new data which contradict it can be told. Only what everybody could see. */
export interface Basis {
  /** The title of each priority it names, a hash of all its words, ages and group, and whether its authority had adopted it: decisions of earlier versions do not say. */
  words?: Record<string, { title: string; hash: string; isAdopted?: boolean }>;
  /** Themes its publisher gave the priority. */
  publisherThemes?: string[];
  /** Whether the engine, left to itself, read the theme in the priority, or put both into one core group. */
  engineAgreed?: boolean;
  /** Codes of the authorities that shared the overlap. */
  authorities?: string[];
  /** Those of them that shared it by a plan in force that day: decisions of earlier versions do not say. */
  inForce?: string[];
}

/** One act of a reviewer. Nothing of it ever changes: an undo is an act of its own. */
export interface Decision {
  id: string;
  kind: DecisionKind;
  /** The priorities it names: of a pair, the first one first. */
  priorityIds: readonly string[];
  /** The theme set or refused; of an overlap that is split and of a link, the theme that its members have. */
  themeCode: string | null;
  /** Whether a theme that is set is the main one or is touched on. */
  rank: 'primary' | 'secondary' | null;
  /** The overlap it is about: of a merge, the one that goes. */
  overlapId: string | null;
  /** Of a merge, the overlap that stays; of a split, the new part. */
  otherOverlapId: string | null;
  /** Core groups that a split takes along. */
  coreKeys: readonly string[];
  /** A name for the overlap, or for the part that a split makes. */
  title: string | null;
  /** The decision that it takes back. */
  undoesId: string | null;
  note: string;
  /** Who: the name that the hub's operator gave with the key. */
  reviewer: string;
  /** When (ISO 8601, UTC). No two decisions of one hub have the same. */
  madeAt: string;
  basis: Basis;
}

/** What a decision settles: of several that settle the same, the latest is in force. */
export function subjectOf({ id, kind, priorityIds, themeCode, overlapId }: Pick<Decision, 'id' | 'kind' | 'priorityIds' | 'themeCode' | 'overlapId'>): string {
  switch (kind) {
    case 'set-theme':
    case 'refuse-theme':
      return JSON.stringify(['theme', priorityIds[0], themeCode]);
    case 'confirm-overlap':
    case 'reject-overlap':
      return JSON.stringify(['review', overlapId]);
    case 'rename-overlap':
      return JSON.stringify(['title', overlapId]);
    case 'merge-overlaps':
      return JSON.stringify(['merge', overlapId]);
    case 'link-priorities':
    case 'unlink-priorities':
      return JSON.stringify(['pair', ...[...priorityIds].sort()]);
    case 'split-overlap':
    case 'undo':
      return JSON.stringify([kind, id]);
  }
}

/** The order in which decisions count, the same on every hub: by time, and at the same time by id. */
export function byTime(a: Pick<Decision, 'madeAt' | 'id'>, b: Pick<Decision, 'madeAt' | 'id'>): number {
  return a.madeAt === b.madeAt ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : a.madeAt < b.madeAt ? -1 : 1;
}

/** The id of the overlap with a theme: one for each theme, so it holds whatever plans come and go. */
export function overlapIdOf(themeCode: string): string {
  return `overlap-${themeCode}`;
}

/** The theme of an overlap that no split made. */
export function themeOfId(overlapId: string): string {
  return overlapId.slice('overlap-'.length);
}

/** The id of the part that a split takes out of an overlap of a theme: its own from the first, whatever is read or joins later. */
export function partIdOf(themeCode: string, decisionId: string): string {
  return `${overlapIdOf(themeCode)}-${decisionId.replaceAll('-', '').slice(0, 12)}`;
}

/** Whether an id is one that `partIdOf` gave. */
export function isPartId(overlapId: string): boolean {
  return /^overlap-.+-[0-9a-f]{12}$/.test(overlapId);
}
