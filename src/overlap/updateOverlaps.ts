import type { NextDataVersion } from '../db/NextDataVersion.ts';
import { setImmediate as letOthersWork } from 'node:timers/promises';
import { sql, type Kysely, type RawBuilder } from 'kysely';
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
import type { SimilarThemes, Statement } from './engine/Statement.ts';
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

/** So few, and so long, that other work of the process, such as answering, waits no longer than anybody notices. */
const statementsAtOnce = 100;
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
    for await (const forgotten of findForgotten(db)) {
      update.forgotten += forgotten.length;
      moved.push(...forgotten.filter((id) => paired.has(id)));
      for (const overlapId of await removeReadings(db, forgotten)) touched.add(overlapId);
    }
    for await (const found of findChanged(db, engine.version, meanings.mark)) {
      const changed = withMeanings(found, meanings);
      if (changed.length === 0) continue;
      if (update.read === 0) await engine.wake();
      update.read += changed.length;
      moved.push(...changed.map(({ id }) => id).filter((id) => paired.has(id)));
      for (const overlapId of await readAgain({ writer: writer.within(db), engine, decisions }, changed)) touched.add(overlapId);
    }
    if (update.read === 0 && update.forgotten === 0) return update;
    const dataVersion = await nextDataVersion(db, now().toISOString(), `${update.read} priorities read again, ${update.forgotten} forgotten`);
    // What is linked to a statement, or kept apart from it, is placed together with it.
    for (const overlapId of await placeAnew(writer.within(db), moved, decisions)) touched.add(overlapId);
    const overlapsTouched = await touchOverlaps(db, [...touched], decisions, dataVersion);
    return { ...update, overlapsTouched, dataVersion };
  }));
}

/** A priority that was never read, or not from what it says now and with all the help there is. */
export interface ChangedPriority {
  id: string;
  /** Everything its reading follows from: the engine, its own, its plan's, its outcome's and its indicators' state, and how many acts of reviewers are about its themes. */
  readFrom: string;
  /** The same of its reading as stored; null when there is none. */
  knownFrom: string | null;
  similarThemes?: SimilarThemes;
}

/** Those that are worth reading again: what was read without an embedding service need not be when that still does not help. */
function withMeanings(changed: readonly ChangedPriority[], meanings: Meanings): ChangedPriority[] {
  return changed.flatMap((one) => {
    const similarThemes = meanings.of(one);
    if (similarThemes) return [{ ...one, readFrom: one.readFrom + meanings.mark, similarThemes }];
    return one.knownFrom === one.readFrom ? [] : [one];
  });
}

/** So many ids that looking through them is no long wait for anybody else. */
const idsAtOnce = 2_000;

/** Slices of what was not read with the help that the mark stands for, found by the database from hashes alone: no statement is fetched that need not be read. */
export async function* findChanged(db: Kysely<unknown>, engineVersion: string, mark: string): AsyncGenerator<ChangedPriority[]> {
  let from = '';
  for (;;) {
    await letOthersWork();
    const last = await sql<{ id: string | null }>`select max(id) as id from (select id from priority where id > ${from} order by id limit ${idsAtOnce}) next`.execute(db);
    const to = last.rows[0]?.id;
    if (to == null) return;
    const { rows } = await sql<{ id: string; read_from: string; known_from: string | null }>`
      select id, read_from, known_from from (${statesOf(engineVersion)} where p.id > ${from} and p.id <= ${to} and p.withdrawn_on is null) state
      where known_from is null or known_from <> read_from || ${mark}
      order by id`.execute(db);
    for (const slice of slicesOf(rows)) {
      await letOthersWork();
      yield slice.map((row) => ({ id: row.id, readFrom: row.read_from, knownFrom: row.known_from }));
    }
    from = to;
  }
}

/** Priorities with what their readings follow from. Of decisions about their themes the number is enough: acts are only ever added. */
function statesOf(engineVersion: string): RawBuilder<unknown> {
  return sql`
    select p.id, ${engineVersion} || ' ' || p.content_hash || ' ' || coalesce(pl.kind, '') || ' ' || coalesce(o.content_hash, '') || ' ' || coalesce(
      (select cast(max(i.harvest_id) as text) from priority_indicator l join indicator i on i.id = l.target_id where l.owner_id = p.id), '') || ' ' ||
      (select cast(count(*) as text) from decision_priority n join decision d on d.id = n.owner_id where n.target_id = p.id and d.theme_code is not null and d.overlap_id is null) as read_from,
      r.read_from as known_from
    from priority p
    left join plan pl on pl.id = p.plan_id
    left join outcome o on o.id = p.outcome_id and o.withdrawn_on is null
    left join priority_reading r on r.priority_id = p.id`;
}

/** The state of these priorities; those that are not there are left out. */
export async function statesOfPriorities(db: Kysely<unknown>, engineVersion: string, ids: readonly string[]): Promise<ChangedPriority[]> {
  const { rows } = await sql<{ id: string; read_from: string; known_from: string | null }>`${statesOf(engineVersion)} where p.id in ${inList(ids)} and p.withdrawn_on is null order by p.id`.execute(db);
  return rows.map((row) => ({ id: row.id, readFrom: row.read_from, knownFrom: row.known_from }));
}

async function* findForgotten(db: Kysely<unknown>): AsyncGenerator<string[]> {
  const { rows } = await sql<{ priority_id: string }>`
    select r.priority_id from priority_reading r
    where not exists (select 1 from priority p where p.id = r.priority_id and p.withdrawn_on is null)
    order by r.priority_id`.execute(db);
  for (const slice of slicesOf(rows)) yield slice.map((row) => row.priority_id);
}

function* slicesOf<One>(all: readonly One[]): Generator<readonly One[]> {
  for (let start = 0; start < all.length; start += statementsAtOnce) yield all.slice(start, start + statementsAtOnce);
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
    read.map(({ statement: { id }, aim, group, ages, themes }) => [id, changedById.get(id)?.readFrom, aim, group, ages?.from ?? null, ages?.to ?? null, JSON.stringify(themes.map(({ themeCode }) => themeCode))]));
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
  const after = await storeMembers(writer, placeMembers([], standings.filter(({ priorityId }) => !paired.has(priorityId)), decisions));
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
