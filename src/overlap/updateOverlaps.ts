import type { NextDataVersion } from '../db/NextDataVersion.ts';
import { setImmediate as letOthersWork } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import type { Write, Writer } from '../db/Database.ts';
import { inList } from '../db/inList.ts';
import { correctThemes, standingsOf } from './decisions/correctThemes.ts';
import type { Decision } from './decisions/Decision.ts';
import { allPaired } from './decisions/pairedWith.ts';
import { placeMembers } from './decisions/placeMembers.ts';
import { readInForce } from './decisions/readDecisions.ts';
import type { CodedStatement, ThemeCoding } from './engine/CodedStatement.ts';
import { formOverlaps } from './engine/formOverlaps.ts';
import type { Engine } from './engine/loadEngine.ts';
import type { Statement } from './engine/Statement.ts';
import { findChanged, findForgotten, rememberAllRead, whereToLook, type ChangedPriority } from './findChanged.ts';
import { noMeanings, type Meanings } from './meaning/Meanings.ts';
import { readStatements } from './readStatements.ts';
import { placeAnew, removeMembers, storeMembers, touchOverlaps } from './storedOverlaps.ts';

export interface OverlapUpdate {
  /** Priorities whose words, or the engine that reads them, or what was decided about their themes, changed since the last time. */
  read: number;
  forgotten: number;
  /** Themes whose overlaps gained, lost or changed a member. */
  overlapsTouched: string[];
  dataVersion: number | null;
}

/** So long that other work of the process, such as answering, waits no longer than anybody notices. */
const longestStretchMs = 10;

/**
 * Reads again the priorities that changed, and brings the stored overlaps up to date with them. Nothing is compared when a question is
 * asked, and between slices whatever else the process has to do gets its turn.
 */
export async function updateOverlaps(write: Write, engine: Engine, now: () => Date, nextDataVersion: NextDataVersion, meanings: Meanings = noMeanings): Promise<OverlapUpdate> {
  return write((writer) => writer.inTransaction(async (db) => {
    const update: OverlapUpdate = { read: 0, forgotten: 0, overlapsTouched: [], dataVersion: null };
    const decisions = await readInForce(db);
    const paired = allPaired(decisions);
    const touched = new Set<string>();
    const moved: string[] = [];
    const where = await whereToLook(db, engine.version, meanings.mark);
    let isAllRead = true;
    for await (const forgotten of findForgotten(where)) {
      update.forgotten += forgotten.length;
      moved.push(...forgotten.filter((id) => paired.has(id)));
      for (const overlapId of await removeReadings(db, forgotten)) touched.add(overlapId);
    }
    for await (const found of findChanged(where)) {
      const changed = withMeanings(found, meanings);
      isAllRead &&= meanings.mark === '' || (changed.length === found.length && changed.every(({ similarThemes }) => similarThemes));
      if (changed.length === 0) continue;
      if (update.read === 0) await engine.wake();
      update.read += changed.length;
      moved.push(...changed.map(({ id }) => id).filter((id) => paired.has(id)));
      for (const overlapId of await readAgain({ writer: writer.within(db), engine, decisions }, changed)) touched.add(overlapId);
    }
    await rememberAllRead(where, isAllRead);
    if (update.read === 0 && update.forgotten === 0) return update;
    const dataVersion = await nextDataVersion(db, now().toISOString(), `${update.read} priorities read again, ${update.forgotten} forgotten`);
    // What is linked to a statement, or kept apart from it, is placed together with it.
    for (const overlapId of await placeAnew(writer.within(db), moved, decisions)) touched.add(overlapId);
    const overlapsTouched = await touchOverlaps(db, [...touched], decisions, dataVersion);
    return { ...update, overlapsTouched, dataVersion };
  }));
}

/** Those that are worth reading again: what was read without an embedding service need not be when that still does not help. */
function withMeanings(changed: readonly ChangedPriority[], meanings: Meanings): ChangedPriority[] {
  return changed.flatMap((one) => {
    const similarThemes = meanings.of(one);
    if (similarThemes) return [{ ...one, readFrom: one.readFrom + meanings.mark, similarThemes }];
    return one.knownFrom === one.readFrom ? [] : [one];
  });
}

/** Takes away what was read of priorities, and returns the overlaps that touches. */
async function removeReadings(db: Kysely<unknown>, priorityIds: readonly string[]): Promise<string[]> {
  if (priorityIds.length === 0) return [];
  const stale = inList(priorityIds);
  await sql`delete from priority_reading where priority_id in ${stale}`.execute(db);
  await sql`delete from priority_theme where owner_id in ${stale}`.execute(db);
  await sql`delete from priority_runner_up where owner_id in ${stale}`.execute(db);
  return removeMembers(db, priorityIds);
}

/** What a reading is stored with: within a transaction, its writer, and the decisions in force that touch the statements. */
export interface Reading {
  writer: Writer;
  engine: Engine;
  decisions: readonly Decision[];
}

/** Reads and stores these priorities anew, and returns the overlaps that touches. Those that decisions pair with others are still to be placed. */
export async function readAgain({ writer, engine, decisions }: Reading, changed: readonly ChangedPriority[]): Promise<string[]> {
  const { db, load } = writer;
  const before = await removeReadings(db, changed.filter(({ knownFrom }) => knownFrom !== null).map(({ id }) => id));
  const statements = await readStatements(db, changed.map(({ id }) => id));
  const changedById = new Map(changed.map((one) => [one.id, one]));
  const read = await codeInStretches(engine, statements.map((statement) => ({ ...statement, similarThemes: changedById.get(statement.id)?.similarThemes })));
  await load('priority_reading', ['priority_id', 'read_from', 'aim', 'target_group', 'age_from', 'age_to', 'engine_themes'],
    read.map(({ statement: { id }, approach, group, ages, themes }) => [id, changedById.get(id)?.readFrom, approach ?? '', group?.group.label ?? null, ages?.from ?? null, ages?.to ?? null, JSON.stringify(themes.map(({ themeCode }) => themeCode))]));
  const coded = correctThemes(read, decisions);
  await load('priority_runner_up', ['owner_id', 'target_id', 'confidence', 'threshold', 'separation', 'evidence'],
    coded.flatMap(({ statement, runnersUp }) => runnersUp.map((one) => [statement.id, one.themeCode, one.confidence, one.threshold, one.separation, JSON.stringify(one.evidence)])));
  // Membership follows from a statement's own coding, so members are added without comparing statements.
  const standings = standingsOf(coded, formOverlaps(coded));
  const byTheme = new Map(standings.map((standing) => [`${standing.priorityId}\n${standing.themeCode}`, standing]));
  await load('priority_theme', ['owner_id', 'target_id', 'rank', 'confidence', 'assigned_by', 'evidence', 'core_key', 'core_title', 'place_evidence'],
    coded.flatMap(({ statement, themes }) => themes.map((theme) => {
      const standing = byTheme.get(`${statement.id}\n${theme.themeCode}`);
      return [statement.id, theme.themeCode, theme.rank, theme.confidence, assignedBy(theme), JSON.stringify(theme.evidence), standing?.coreKey ?? null, standing?.coreTitle ?? null, standing ? JSON.stringify(standing.evidence.slice(theme.evidence.length)) : null];
    })));
  const paired = allPaired(decisions);
  const after = await storeMembers(writer, placeMembers([], standings.filter(({ priorityId }) => !paired.has(priorityId)), decisions), standings);
  return [...before, ...after];
}

async function codeInStretches(engine: Engine, statements: readonly Statement[]): Promise<CodedStatement[]> {
  const coded: CodedStatement[] = [];
  let since = performance.now();
  for (const statement of statements) {
    coded.push(engine.codeStatement(statement));
    if (performance.now() - since < longestStretchMs) continue;
    await letOthersWork();
    since = performance.now();
  }
  return coded;
}

function assignedBy({ evidence }: ThemeCoding): 'reviewer' | 'publisher' | 'hub' {
  if (evidence.some(({ kind }) => kind === 'DECISION')) return 'reviewer';
  return evidence.some(({ kind }) => kind === 'PUBLISHER_CODE') ? 'publisher' : 'hub';
}
