import { sql, type RawBuilder } from 'kysely';
import { isPublicOn } from '../../access/embargo.ts';
import { inList } from '../../db/inList.ts';
import { isNotYetAdopted } from '../../catalogue/planStatus.ts';
import type { Weights } from '../../commissioning/weighCase.ts';
import { isPartId } from '../../overlap/decisions/Decision.ts';
import { inherentAgesByTheme } from '../../overlap/inherentAges.ts';
import { countPlaces, type Successors } from '../../overlap/successors.ts';
import { summariseOverlap, type MemberRow, type OverlapSummary } from '../../overlap/summariseOverlap.ts';
import type { RequestContext } from '../context.ts';
import { heldLoaderOf } from '../heldReadings.ts';
import { inForceDuring, isOneOf } from './conditions.ts';
import { overlapsWithThemes } from './movedOverlaps.ts';
import { coverageHeld } from './planCoverage.ts';
import { readSuccessors } from './readSuccessors.ts';
import type { Scope } from './timeScope.ts';

export interface ScopedOverlap extends OverlapSummary {
  title: string;
  scope: Scope;
  documented: DocumentedAuthorities;
  /** Which statements were looked at: the same object for all overlaps of one answer. */
  narrow: Narrowing;
  /** Authorities that border on one, for those whose borders the hub knows. */
  neighbours: ReadonlyMap<string, readonly string[]>;
  /** Which authorities took the place of which. */
  successors: Successors;
  /** How the caller of a list weighs the case for commissioning; the hub's own weights where it does not say. */
  weights?: Weights;
  /** Its statements of which the hub is less sure than was asked for. */
  unsure: readonly MemberRow[];
}

/** Ids of the statements that stand in any of these overlaps, or beside it as context. */
export function statementsOf(overlaps: readonly ScopedOverlap[]): string[] {
  return [...new Set(overlaps.flatMap(({ adopted, context }) => [...adopted, ...context].map(({ priorityId }) => priorityId)))];
}

/** Authorities that have a document in force, with their documents. */
export interface DocumentedAuthorities {
  plans: Map<string, PlanOfAuthority[]>;
}

export interface PlanOfAuthority {
  id: string;
  title: string;
  kind: string;
  /** How much of it the hub holds. */
  coverage: string;
  status: string | null;
  inForceFrom: string;
  inForceTo: string;
  authorityCode: string;
}

/** What the hub knows of each authority asked about: its documents in force in the days asked about. */
export async function readDocuments(context: RequestContext, scope: Scope): Promise<DocumentedAuthorities> {
  const rows = await context.db
    .selectFrom('plan')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'plan.id')
    .select(['plan.id', 'plan.title', 'plan.kind', 'plan.status', 'plan.inForceFrom', 'plan.inForceTo', 'plan_authority.targetId as authorityCode'])
    .select(coverageHeld.as('coverage'))
    .where(isOneOf('plan_authority.targetId', scope.authorities.map((authority) => authority.id)))
    .where(inForceDuring('plan', scope.from, scope.to))
    .orderBy('plan.inForceFrom')
    .orderBy('plan.id')
    .execute();
  return { plans: Map.groupBy(rows as PlanOfAuthority[], (row) => row.authorityCode) };
}

export interface Narrowing {
  includeDrafts?: boolean;
  themes?: string[];
  ages?: { from: number; to: number };
  /** How sure the hub must be, at least, that a statement belongs. */
  minConfidence?: number;
}

/** Every stored overlap that somebody adopted, as it looks for these authorities and days. */
export function readOverlaps(context: RequestContext, scope: Scope, { includeDrafts, themes, ages, minConfidence }: Narrowing = {}): Promise<ScopedOverlap[]> {
  const narrow: Narrowing = { ...(includeDrafts !== undefined && { includeDrafts }), ...(themes && { themes }), ...(ages && { ages }), ...(minConfidence !== undefined && { minConfidence }) };
  const name = JSON.stringify([{ ...scope, authorities: scope.authorities.map(({ id }) => id) }, narrow]);
  return heldLoaderOf(context, `overlaps:${name}`, async (reading) => [await makeOverlaps(reading, scope, narrow)]).load('all');
}

async function makeOverlaps(context: RequestContext, scope: Scope, narrow: Narrowing): Promise<ScopedOverlap[]> {
  const documented = await readDocuments(context, scope);
  const rows = await withOwnThemes(context, await readMemberRows(context, scope, narrow));
  const ties = { neighbours: await readNeighbours(context, scope), successors: await readSuccessors(context) };
  const places = countPlaces(documented.plans.keys(), ties.successors);
  const titles = await readThemeLabels(context);
  const isSure = ({ confidence }: MemberRow): boolean => Number(confidence) >= (narrow.minConfidence ?? 0);
  return [...Map.groupBy(rows, (row) => row.overlapId).values()]
    .filter((members) => members.some(isSure))
    .map((members) => ({ ...summariseOverlap(members.filter(isSure), places, ties), unsure: members.filter((row) => !isSure(row)) }))
    // A theme that the engine knows and this hub's taxonomy does not have cannot be named to anybody.
    .filter((overlap) => titles.has(overlap.themeCode) && overlap.sharing.length > 0 && hasTheme(overlap, narrow.themes))
    .map((overlap) => ({ ...overlap, title: overlap.ownTitle ?? titles.get(overlap.themeCode) ?? overlap.themeCode, scope, documented, ...ties, narrow }));
}

/** Statements of a part may all have come by a merge, before it was split out, and have another theme than the overlap that it was split out of: then it is of theirs, whoever is asked about. */
async function withOwnThemes({ db }: RequestContext, rows: MemberRow[]): Promise<MemberRow[]> {
  const strange = [...Map.groupBy(rows, ({ overlapId }) => overlapId)].filter(([id, own]) => isPartId(id) && own.every(({ themeCode, memberTheme }) => memberTheme !== themeCode)).map(([id]) => id);
  if (strange.length === 0) return rows;
  const stored = await db.selectFrom('overlap_member').innerJoin('priority', 'priority.id', 'overlap_member.priorityId').select('overlap_member.overlapId').select(sql<string>`coalesce(overlap_member.theme_code, '')`.as('themeCode')).distinct().where(isOneOf('overlap_member.overlapId', strange)).orderBy('themeCode').execute();
  const themes = new Map([...Map.groupBy(stored, ({ overlapId }) => overlapId)].flatMap(([id, own]) => (own[0]!.themeCode === '' ? [] : [[id, own[0]!.themeCode] as const])));
  return rows.map((row) => ({ ...row, themeCode: themes.get(row.overlapId) ?? row.themeCode }));
}

/** Of overlaps that were merged or split, those also that have a member by one of the themes. */
function hasTheme({ themeCode, adopted, context }: OverlapSummary, themes: readonly string[] | undefined): boolean {
  return themes === undefined || themes.includes(themeCode) || [...adopted, ...context].some(({ memberTheme }) => themes.includes(memberTheme));
}

async function readMemberRows(context: RequestContext, scope: Scope, narrow: Narrowing): Promise<MemberRow[]> {
  let query = context.db
    .selectFrom('overlap_member as member')
    .innerJoin('overlap', 'overlap.id', 'member.overlapId')
    .innerJoin('priority', 'priority.id', 'member.priorityId')
    .innerJoin('priority_reading as reading', 'reading.priorityId', 'priority.id')
    .innerJoin('plan', 'plan.id', 'priority.planId')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'plan.id')
    .select(['member.overlapId', 'overlap.themeCode', 'overlap.dataVersion', 'overlap.title as overlapTitle', 'overlap.review', 'overlap.reviewId', 'member.priorityId', 'priority.title', 'plan.id as planId', 'plan_authority.targetId as authorityCode'])
    .select(['member.ring', 'member.coreKey', 'member.coreTitle', 'member.confidence', 'priority.adopted', 'plan.status', 'plan.embargoUntil', 'plan.inForceFrom as from', 'plan.inForceTo as to'])
    .select(memberTheme.as('memberTheme'))
    .select(sql<number>`(select count(*) from plan_authority every where every.owner_id = plan.id)`.as('planAuthorities'))
    .where(isOneOf('plan_authority.targetId', scope.authorities.map((authority) => authority.id)))
    .where(inForceDuring('plan', scope.from, scope.to))
    .orderBy('member.overlapId')
    .orderBy('plan_authority.targetId')
    .orderBy('member.priorityId');
  if (narrow.themes) query = query.where(isOneOf('overlap.id', await overlapsWithThemes(context, narrow.themes)));
  if (narrow.ages) query = query.where(isAboutAges(narrow.ages, memberTheme));
  const rows = await query.execute();
  return rows.map(({ status, embargoUntil, ...row }) => ({
    ...row,
    adopted: isAdopted({ adopted: row.adopted, status }, narrow),
    isPublic: isPublicOn(context.today, embargoUntil),
    planAuthorities: Number(row.planAuthorities),
  })) as MemberRow[];
}

const memberTheme = sql<string>`coalesce(member.theme_code, overlap.theme_code)`;

/** A statement that names no ages is about those of its theme, and else about children of any age. */
export function isAboutAges(ages: { from: number; to: number }, themeCode: RawBuilder<string>): RawBuilder<boolean> {
  const ofTheme = (end: 'from' | 'to'): RawBuilder<number> => sql<number>`case ${themeCode} ${sql.join([...inherentAgesByTheme()].map(([code, range]) => sql`when ${code} then ${sql.lit(range[end])}`), sql` `)} end`;
  return sql<boolean>`coalesce(priority.age_from, reading.age_from, ${ofTheme('from')}, 0) <= ${ages.to} and coalesce(priority.age_to, reading.age_to, ${ofTheme('to')}, 200) >= ${ages.from}`;
}

/** Whether a statement makes an overlap: its authority set it, in a plan that was agreed to, unless drafts are asked for. */
export function isAdopted({ adopted, status }: { adopted: unknown; status: string | null }, narrow: Narrowing): boolean {
  return Boolean(adopted) && (narrow.includeDrafts === true || !isNotYetAdopted(status));
}

async function readNeighbours(context: RequestContext, scope: Scope): Promise<Map<string, string[]>> {
  const codes = scope.authorities.map((authority) => authority.id);
  const rows = await context.db.selectFrom('authority_neighbour').select(['ownerId', 'targetId']).where(sql<boolean>`owner_id in ${inList(codes)}`).execute();
  const neighbours = new Map<string, string[]>();
  // A boundary has two sides, even where only one of the two lists it.
  for (const { ownerId, targetId } of rows) {
    neighbours.set(ownerId, [...(neighbours.get(ownerId) ?? []), targetId]);
    neighbours.set(targetId, [...(neighbours.get(targetId) ?? []), ownerId]);
  }
  return neighbours;
}

async function readThemeLabels(context: RequestContext): Promise<Map<string, string>> {
  const rows = await context.db.selectFrom('theme').select(['id', 'label']).execute();
  return new Map(rows.map((row) => [row.id, row.label]));
}
