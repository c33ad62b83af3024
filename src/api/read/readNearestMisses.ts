import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { countPlaces } from '../../overlap/successors.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import { inForceDuring, isOneOf } from './conditions.ts';
import { placesOfUnread, themesBehind, type UnreadPlace } from './movedOverlaps.ts';
import { isAboutAges, isAdopted, type ScopedOverlap } from './readOverlaps.ts';
import { thresholdInWords } from './readRunnersUp.ts';
import type { AuthorityRow } from './timeScope.ts';

/** A statement that just failed to be in an overlap. */
export interface NearestMissRow {
  priorityId: string;
  themeCode: string;
  confidence: number;
  threshold: number;
  explanation: string;
  wouldAdd: AuthorityRow[];
}

/** Statements of the authorities asked about that just failed to be in an overlap: those first that would bring in an authority, then the nearest. Asked of many overlaps, they are read once. */
export function nearestMissesOf(context: RequestContext, overlap: ScopedOverlap): Promise<NearestMissRow[]> {
  return loaderOf(context, 'nearest misses', () => new DataLoader((overlaps: readonly ScopedOverlap[]) => readForOverlaps(context, overlaps))).load(overlap);
}

async function readForOverlaps(context: RequestContext, overlaps: readonly ScopedOverlap[]): Promise<NearestMissRow[][]> {
  const found = new Map<ScopedOverlap, NearestMissRow[]>();
  // Overlaps of one answer are about the same authorities, days and statements.
  for (const ofOneAnswer of Map.groupBy(overlaps, ({ narrow }) => narrow).values()) {
    const missed = Map.groupBy(await readMissed(context, ofOneAnswer), (row) => row.overlapId);
    for (const overlap of ofOneAnswer) found.set(overlap, nearestOf(overlap, missed.get(overlap.id) ?? []));
  }
  return overlaps.map((overlap) => found.get(overlap) ?? []);
}

interface MissedRow extends UnreadPlace {
  themeCode: string;
  priorityId: string;
  title: string;
  authorityCode: string;
  confidence: number;
  threshold: number;
}

async function readMissed(context: RequestContext, overlaps: readonly ScopedOverlap[]): Promise<MissedRow[]> {
  const { scope, narrow } = overlaps[0]!;
  const themes = await themesBehind(context, overlaps.map(({ id }) => id));
  const placeOfUnread = await placesOfUnread(context);
  let query = context.db
    .selectFrom('priority_runner_up as missed')
    .innerJoin('priority', 'priority.id', 'missed.ownerId')
    .innerJoin('priority_reading as reading', 'reading.priorityId', 'priority.id')
    .innerJoin('plan', 'plan.id', 'priority.planId')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'plan.id')
    .select(['missed.targetId as themeCode', 'missed.ownerId as priorityId', 'priority.title', 'missed.confidence', 'missed.threshold', 'plan_authority.targetId as authorityCode', 'priority.adopted', 'plan.status'])
    .where(isOneOf('missed.targetId', themes))
    .where(isOneOf('plan_authority.targetId', scope.authorities.map((authority) => authority.id)))
    .where(inForceDuring('plan', scope.from, scope.to))
    // What somebody has put into the overlap since is no miss.
    .where(sql<boolean>`not exists (select 1 from priority_theme given where given.owner_id = missed.owner_id and given.target_id = missed.target_id)`);
  if (narrow.ages) query = query.where(isAboutAges(narrow.ages, sql<string>`missed.target_id`));
  const rows = await query.execute();
  return rows.filter((row) => isAdopted(row, narrow)).map((row) => ({ ...row, ...placeOfUnread(row.priorityId, row.themeCode), confidence: Number(row.confidence), threshold: Math.max(Number(row.threshold), narrow.minConfidence ?? 0) }));
}

function nearestOf({ scope, sharing, sharedBy, successors, adopted, unsure }: ScopedOverlap, rows: readonly MissedRow[]): NearestMissRow[] {
  const sharers = new Set(sharing);
  // One that took the place of one that shares it, or whose place that took, counts as one with it.
  const wouldCount = (code: string): boolean => !sharers.has(code) && countPlaces([...sharing, code], successors) > sharedBy;
  // A reviewer may have linked it to a member, whatever is read in it; and by another theme of a merged overlap it may be read there, if less surely than was asked for.
  const members = new Set([...adopted, ...unsure].map(({ priorityId }) => priorityId));
  const misses = [...Map.groupBy(rows.filter(({ priorityId }) => !members.has(priorityId)), (row) => row.priorityId).values()].map((ofStatement): NearestMissRow => {
    const { priorityId, themeCode, confidence, threshold, mightGoOn } = ofStatement.toSorted(surestFirst)[0]!;
    const codes = new Set(ofStatement.map((row) => row.authorityCode));
    const wouldAdd = scope.authorities.filter(({ id }) => codes.has(id) && wouldCount(id));
    return { priorityId, themeCode, confidence, threshold, explanation: thresholdInWords({ confidence, threshold }, mightGoOn ? 'in, or in a part that reviewers split off' : 'in'), wouldAdd };
  });
  const bringsNobody = (miss: NearestMissRow): number => (miss.wouldAdd.length === 0 ? 1 : 0);
  misses.sort((a, b) => bringsNobody(a) - bringsNobody(b) || b.confidence - a.confidence || (a.priorityId < b.priorityId ? -1 : 1));
  return eachOnce(misses, rows);
}

/** Of themes that were merged, a statement may have nearly missed several. */
function surestFirst(a: MissedRow, b: MissedRow): number {
  return b.confidence - a.confidence || (a.themeCode < b.themeCode ? -1 : 1);
}

/** What a plan and its refresh say in the same words is one miss: said twice, it would take the place of another. */
function eachOnce(misses: readonly NearestMissRow[], rows: readonly MissedRow[]): NearestMissRow[] {
  const saidBy = new Map([...Map.groupBy(rows, (row) => row.priorityId)].map(([id, own]) => [id, [own[0]!.title, ...own.map((row) => row.authorityCode).sort()].join('\n')]));
  const first = new Map(misses.toReversed().map((miss) => [saidBy.get(miss.priorityId), miss]));
  return misses.filter((miss) => first.get(saidBy.get(miss.priorityId)) === miss);
}
