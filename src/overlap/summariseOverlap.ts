import { isUncertain } from './isUncertain.ts';
import { areOnePlace, countPlaces, withoutFollowed, type Successors } from './successors.ts';

/** One stored member of an overlap, once for each authority of its plan that is asked about. */
export interface MemberRow {
  overlapId: string;
  /** The theme of the overlap; of a part of which no statement has that of the overlap that it was split out of, theirs. */
  themeCode: string;
  /** The theme that the member came by: that of another overlap where one was merged into this. */
  memberTheme: string;
  dataVersion: number;
  /** What a reviewer called the overlap, and what was decided of it and by which decision. */
  overlapTitle: string | null;
  review: string | null;
  reviewId: string | null;
  priorityId: string;
  title: string;
  planId: string;
  /** How many authorities the plan has, asked about or not: more than one makes it a joint plan. */
  planAuthorities: number;
  authorityCode: string;
  ring: string;
  coreKey: string | null;
  coreTitle: string | null;
  confidence: number;
  adopted: boolean;
  /** Whether everybody may see it: false only for the publisher of a plan under embargo. */
  isPublic: boolean;
  from: string;
  to: string;
}

export interface OverlapSummary {
  id: string;
  themeCode: string;
  /** All themes that its members came by, its own first: several only where overlaps were merged. */
  themeCodes: string[];
  dataVersion: number;
  /** What a reviewer called it; null where it is called after its theme. */
  ownTitle: string | null;
  /** Confirmed or rejected, and the decision that said so; null while it is only proposed. */
  review: string | null;
  reviewId: string | null;
  /** Rows of statements that the authority itself adopted: what makes the overlap. */
  adopted: MemberRow[];
  /** Rows of other statements, such as an inspector's recommendation: shown beside it. */
  context: MemberRow[];
  /** Codes of the authorities that share it, sorted. */
  sharing: string[];
  /** How many they are, an authority and those that took its place counted once. */
  sharedBy: number;
  /** Those of them whose place no other of them took: who could act on it. */
  latest: string[];
  /** Sharing authorities whose only part in it is a joint plan. */
  onlyJointly: string[];
  /** How many could meet as strangers: those tied only by a joint plan are one party already. */
  parties: number;
  /** 0 to 1: share of the authorities with a document that have it, times how sure the hub is of the readings of the latest. */
  strength: number;
  isContiguous: boolean;
  /** Whether plans of two of the authorities were in force on the same day. */
  isConcurrent: boolean;
}

/** How authorities lie to one another: who shares a boundary with one, and who took its place. */
export interface Ties {
  neighbours: ReadonlyMap<string, readonly string[]>;
  successors: Successors;
}

/** Sums one overlap up for the authorities asked about. `documented` is how many of them have a document in force, each place counted once. */
export function summariseOverlap(rows: readonly MemberRow[], documented: number, { neighbours, successors }: Ties): OverlapSummary {
  const first = rows[0]!;
  const adopted = rows.filter((row) => row.adopted);
  const context = rows.filter((row) => !row.adopted);
  const byAuthority = Map.groupBy(adopted, (row) => row.authorityCode);
  const sharing = [...byAuthority.keys()].sort();
  const sharedBy = countPlaces(sharing, successors);
  const latest = withoutFollowed(sharing, successors);
  const withOwnPlan = authoritiesWithOwnPlan(adopted);
  return {
    id: first.overlapId,
    themeCode: first.themeCode,
    themeCodes: [...new Set([first.themeCode, ...rows.map(({ memberTheme }) => memberTheme).sort()])],
    dataVersion: first.dataVersion,
    ownTitle: first.overlapTitle,
    review: first.review,
    reviewId: first.reviewId,
    adopted,
    context,
    sharing,
    sharedBy,
    latest,
    onlyJointly: sharing.filter((code) => !withOwnPlan.has(code)),
    parties: countParties(adopted, successors),
    strength: strengthOf(latest.map((code) => byAuthority.get(code)!), { sharedBy, documented }),
    // Authorities that became one lie side by side.
    isContiguous: (latest.length === 1 && sharing.length > 1) || isConnected(latest, neighbours),
    isConcurrent: hasTwoAtOnce(adopted, successors),
  };
}

/** Members by the core groups that at least two parties share, which have something to meet about. */
export function sharedCores(adopted: readonly MemberRow[], successors: Successors): Map<string, MemberRow[]> {
  const groups = Map.groupBy(adopted.filter((row) => row.coreKey !== null), (row) => row.coreKey!);
  return new Map([...groups].filter(([, rows]) => countParties(rows, successors) > 1));
}

/** Joint plans of several of those that share it, of one place the latest, that are about it: a statement of theirs has it as an aim of its own, by a sure reading. What only touches on it, or may do so, agrees nothing about it. */
export function jointPlansAbout({ adopted, latest }: Pick<OverlapSummary, 'adopted' | 'latest'>): Set<string> {
  const about = Map.groupBy(adopted.filter((row) => row.planAuthorities > 1 && latest.includes(row.authorityCode) && row.ring === 'core' && !isUncertain(row.confidence)), (row) => row.planId);
  return new Set([...about].filter(([, rows]) => new Set(rows.map((row) => row.authorityCode)).size > 1).map(([id]) => id));
}

type Sharer = Pick<MemberRow, 'authorityCode' | 'planId' | 'planAuthorities'>;

/** How many could meet as strangers: those tied only by a joint plan are one party already, and an authority and those that took its place never were two. */
export function countParties(adopted: readonly Sharer[], successors: Successors): number {
  const withOwnPlan = authoritiesWithOwnPlan(adopted);
  return countPlaces(withOwnPlan, successors) + countJointParties(adopted, withOwnPlan, successors);
}

function authoritiesWithOwnPlan(adopted: readonly Sharer[]): ReadonlySet<string> {
  return new Set(adopted.filter((row) => row.planAuthorities === 1).map((row) => row.authorityCode));
}

/** Groups of authorities tied by joint plans in which nobody, nor who took their place or had it before, also has a plan of its own: each group is one party. */
function countJointParties(adopted: readonly Sharer[], withOwnPlan: ReadonlySet<string>, successors: Successors): number {
  const all = [...new Set(adopted.map((row) => row.authorityCode))];
  const plans = [...Map.groupBy(adopted.filter((row) => row.planAuthorities > 1), (row) => row.planId).values()].map((rows) => {
    const own = new Set(rows.map((row) => row.authorityCode));
    return new Set([...own, ...all.filter((code) => [...own].some((one) => areOnePlace(one, code, successors)))]);
  });
  const groups: Set<string>[] = [];
  for (const plan of plans) {
    const touching = groups.filter((group) => [...plan].some((code) => group.has(code)));
    const merged = new Set([...plan, ...touching.flatMap((group) => [...group])]);
    groups.splice(0, groups.length, ...groups.filter((group) => !touching.includes(group)), merged);
  }
  return groups.filter((group) => ![...group].some((code) => withOwnPlan.has(code))).length;
}

function strengthOf(byAuthority: readonly (readonly MemberRow[])[], { sharedBy, documented }: { sharedBy: number; documented: number }): number {
  if (byAuthority.length === 0 || documented === 0) return 0;
  const best = byAuthority.map((rows) => Math.max(...rows.map((row) => row.confidence)));
  const confidence = best.reduce((sum, value) => sum + value, 0) / best.length;
  const strength = (Math.min(sharedBy, documented) / documented) * confidence;
  // Four places are more than the confidences bear, and free of the noise of binary fractions.
  return Math.round(strength * 10_000) / 10_000;
}

/** Whether every authority can be reached from every other through neighbours inside the set. */
export function isConnected(codes: readonly string[], neighbours: ReadonlyMap<string, readonly string[]>): boolean {
  const inside = new Set(codes);
  const reached = new Set<string>(codes.slice(0, 1));
  for (const code of reached) {
    for (const neighbour of neighbours.get(code) ?? []) if (inside.has(neighbour)) reached.add(neighbour);
  }
  return codes.length > 1 && reached.size === inside.size;
}

/** Whether two plans of different authorities, of whom neither took the place of the other, were in force on one day. Mostly the first row's and another were, which is seen before anything is put in order. */
function hasTwoAtOnce(adopted: readonly MemberRow[], successors: Successors): boolean {
  const [first] = adopted;
  if (first === undefined) return false;
  const meets = (one: MemberRow, other: MemberRow): boolean => one.from <= other.to && other.from <= one.to && one.authorityCode !== other.authorityCode && one.planId !== other.planId && !areOnePlace(one.authorityCode, other.authorityCode, successors);
  if (adopted.some((row) => meets(first, row))) return true;
  if (!meetsAnother(adopted)) return false;
  if (!adopted.some(({ authorityCode }) => successors.has(authorityCode))) return true;
  // Those that meet may be one place. Pair by pair, but not each statement: all of one plan were in force on the same days.
  const plans = [...new Map(adopted.map((row) => [`${row.authorityCode} ${row.planId}`, row])).values()];
  return plans.some((one) => plans.some((other) => meets(one, other)));
}

/** Holds each, as it begins, against the numbers of those in force then, and not against each of them: the work grows with the rows, not with their pairs. No plan ends before it begins. */
function meetsAnother(adopted: readonly MemberRow[]): boolean {
  const inForce = new Map<string, number>();
  const count = (key: string): number => inForce.get(key) ?? 0;
  const add = (row: MemberRow, more: number): void => keysOf(row).forEach((key) => inForce.set(key, count(key) + more));
  const ending = adopted.toSorted((a, b) => byDay(a.to, b.to));
  let ended = 0;
  return adopted.toSorted((a, b) => byDay(a.from, b.from)).some((row) => {
    for (; ending[ended]!.to < row.from; ended += 1) add(ending[ended]!, -1);
    const [everyOne, ofAuthority, ofPlan] = keysOf(row).map(count) as [number, number, number];
    add(row, 1);
    // One of the same authority and the same plan, which is taken away twice, would have met any other before this one came.
    return everyOne - ofAuthority - ofPlan > 0;
  });
}

/** What a row is counted with: all, its authority's, and its plan's. */
function keysOf({ authorityCode, planId }: MemberRow): string[] {
  return ['all', `authority ${authorityCode}`, `plan ${planId}`];
}

function byDay(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
