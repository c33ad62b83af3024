import { setImmediate as letOthersWork } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import type { Writer } from '../db/Database.ts';
import { inList } from '../db/inList.ts';
import { insertRows } from '../db/insertRows.ts';
import { themeOfId, type Decision } from './decisions/Decision.ts';
import { pairedWith } from './decisions/pairedWith.ts';
import { placeMembers } from './decisions/placeMembers.ts';
import type { PlacedMember, Standing } from './decisions/Standing.ts';
import type { Evidence } from './engine/CodedStatement.ts';

/** Removes priorities from every overlap, and returns the overlaps they were in. */
export async function removeMembers(db: Kysely<unknown>, priorityIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ overlap_id: string }>`select distinct overlap_id from overlap_member where priority_id in ${inList(priorityIds)}`.execute(db);
  await sql`delete from overlap_member where priority_id in ${inList(priorityIds)}`.execute(db);
  return rows.map((row) => row.overlap_id);
}

/** Stores members that readings and decisions made of standings, and returns the overlaps they are in. Evidence is stored with the reading, and again only where a decision added to it. */
export async function storeMembers({ load }: Writer, members: readonly PlacedMember[], standings: readonly Standing[]): Promise<Set<string>> {
  const ofReadings = new Set(standings.map(({ evidence }) => evidence));
  await load('overlap_member', ['overlap_id', 'priority_id', 'theme_code', 'ring', 'core_key', 'core_title', 'confidence', 'evidence'],
    members.map((member) => [member.overlapId, member.priorityId, member.themeCode, member.ring, member.coreKey, member.coreTitle, member.confidence, ofReadings.has(member.evidence) ? null : JSON.stringify(member.evidence)]));
  return new Set(members.map(({ overlapId }) => overlapId));
}

/** Places priorities again by what was read of them and decided, without reading them anew, and returns the overlaps that touches. Those that links and unlinks tie together come together, the others so many at a time. */
export async function placeAnew(writer: Writer, priorityIds: readonly string[], decisions: readonly Decision[]): Promise<string[]> {
  const paired = new Set(pairedWith(priorityIds, decisions));
  const touched: string[] = [];
  for (const slice of [[...paired], ...slicesOf(priorityIds.filter((id) => !paired.has(id)))]) {
    await letOthersWork();
    touched.push(...(await placeSlice(writer, slice, decisions)));
  }
  return touched;
}

/** Few enough that whatever else the process has to do waits no longer than anybody notices. */
const placedAtOnce = 200;

function* slicesOf(all: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < all.length; start += placedAtOnce) yield all.slice(start, start + placedAtOnce);
}

async function placeSlice(writer: Writer, priorityIds: readonly string[], decisions: readonly Decision[]): Promise<string[]> {
  if (priorityIds.length === 0) return [];
  const { db } = writer;
  const before = await removeMembers(db, priorityIds);
  const { rows: present } = await sql<{ priority_id: string }>`select priority_id from priority_reading where priority_id in ${inList(priorityIds)} order by priority_id`.execute(db);
  const standings = await readStandings(db, priorityIds);
  const after = await storeMembers(writer, placeMembers(present.map((row) => row.priority_id), standings, decisions), standings);
  return [...before, ...after];
}

interface StandingRow {
  owner_id: string;
  target_id: string;
  confidence: number;
  core_key: string | null;
  core_title: string | null;
  evidence: string;
  place_evidence: string;
}

async function readStandings(db: Kysely<unknown>, priorityIds: readonly string[]): Promise<Standing[]> {
  const { rows } = await sql<StandingRow>`
    select owner_id, target_id, confidence, core_key, core_title, evidence, place_evidence from priority_theme
    where owner_id in ${inList(priorityIds)} and place_evidence is not null order by owner_id, target_id`.execute(db);
  return rows.map((row) => ({
    priorityId: row.owner_id,
    themeCode: row.target_id,
    ring: row.core_key === null ? 'related' : 'core',
    coreKey: row.core_key,
    coreTitle: row.core_title,
    confidence: Number(row.confidence),
    evidence: [...(JSON.parse(row.evidence) as Evidence[]), ...(JSON.parse(row.place_evidence) as Evidence[])],
  }));
}

/** Brings the rows of overlaps up to date with their members and what was decided of them, and returns their themes. */
export async function touchOverlaps(db: Kysely<unknown>, overlapIds: readonly string[], decisions: readonly Decision[], dataVersion: number): Promise<string[]> {
  const touched = [...new Set(overlapIds)].sort().map((id) => ({ id, ...overlapBy(id, decisions) }));
  await insertRows(db, sql`overlap`, ['id', 'theme_code', 'data_version', 'title', 'review', 'review_id'], touched.map(({ id, themeCode, title, review, reviewId }) => [id, themeCode, dataVersion, title, review, reviewId]),
    sql` on conflict (id) do update set data_version = excluded.data_version, title = excluded.title, review = excluded.review, review_id = excluded.review_id`);
  await sql`delete from overlap where not exists (select 1 from overlap_member m where m.overlap_id = overlap.id)`.execute(db);
  return [...new Set(touched.map(({ themeCode }) => themeCode))].sort();
}

/** What decisions say of an overlap as a whole. One that no split made is named after its theme. */
function overlapBy(id: string, decisions: readonly Decision[]): { themeCode: string; title: string | null; review: string | null; reviewId: string | null } {
  const about = decisions.filter(({ overlapId }) => overlapId === id);
  const split = decisions.findLast(({ kind, otherOverlapId }) => kind === 'split-overlap' && otherOverlapId === id);
  const review = about.findLast(({ kind }) => kind === 'confirm-overlap' || kind === 'reject-overlap');
  return {
    themeCode: split?.themeCode ?? themeOfId(id),
    title: about.findLast(({ kind }) => kind === 'rename-overlap')?.title ?? split?.title ?? null,
    review: review ? (review.kind === 'confirm-overlap' ? 'confirmed' : 'rejected') : null,
    reviewId: review?.id ?? null,
  };
}
