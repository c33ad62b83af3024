import { setImmediate as letOthersWork } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import type { Write, Writer } from '../db/Database.ts';
import { inList } from '../db/inList.ts';
import type { CodedStatement, ThemeCoding } from './engine/CodedStatement.ts';
import { formOverlaps } from './engine/formOverlaps.ts';
import type { Engine } from './engine/loadEngine.ts';
import type { SimilarThemes, Statement } from './engine/Statement.ts';
import { noMeanings, type Meanings } from './meaning/Meanings.ts';
import { readStatements } from './readStatements.ts';

export interface OverlapUpdate {
  /** Priorities whose words, or the engine that reads them, changed since the last time. */
  read: number;
  forgotten: number;
  /** Themes whose overlap gained, lost or changed a member. */
  overlapsTouched: string[];
  dataVersion: number | null;
}

/** Makes the data version that an update is stored under. */
export type NextDataVersion = (db: Kysely<unknown>, committedAt: string, cause: string) => Promise<number>;

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
    const touched = new Set<string>();
    for await (const forgotten of findForgotten(db)) {
      update.forgotten += forgotten.length;
      for (const theme of await removeReadings(db, forgotten)) touched.add(theme);
    }
    for await (const found of findChanged(db, engine.version, meanings.mark)) {
      const changed = withMeanings(found, meanings);
      if (changed.length === 0) continue;
      if (update.read === 0) await engine.wake();
      update.read += changed.length;
      for (const theme of await removeReadings(db, changed.filter(({ knownFrom }) => knownFrom !== null).map(({ id }) => id))) touched.add(theme);
      for (const theme of await storeReadings(writer.within(db), engine, changed)) touched.add(theme);
    }
    if (update.read === 0 && update.forgotten === 0) return update;
    const dataVersion = await nextDataVersion(db, now().toISOString(), `${update.read} priorities read again, ${update.forgotten} forgotten`);
    const overlapsTouched = [...touched].sort();
    await touchOverlaps(db, overlapsTouched, dataVersion);
    return { ...update, overlapsTouched, dataVersion };
  }));
}

/** A priority that was never read, or not from what it says now and with all the help there is. */
export interface ChangedPriority {
  id: string;
  /** Everything its reading follows from: the engine, and its own, its outcome's and its indicators' state. */
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
      select id, read_from, known_from from (
        select p.id, ${engineVersion} || ' ' || p.content_hash || ' ' || coalesce(o.content_hash, '') || ' ' || coalesce(
          (select cast(max(i.harvest_id) as text) from priority_indicator l join indicator i on i.id = l.target_id where l.owner_id = p.id), '') as read_from,
          r.read_from as known_from
        from priority p
        left join outcome o on o.id = p.outcome_id and o.withdrawn_on is null
        left join priority_reading r on r.priority_id = p.id
        where p.id > ${from} and p.id <= ${to} and p.withdrawn_on is null) state
      where known_from is null or known_from <> read_from || ${mark}
      order by id`.execute(db);
    for (const slice of slicesOf(rows)) {
      await letOthersWork();
      yield slice.map((row) => ({ id: row.id, readFrom: row.read_from, knownFrom: row.known_from }));
    }
    from = to;
  }
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

/** Takes away what was read of priorities, and returns the themes whose overlaps that touches. */
async function removeReadings(db: Kysely<unknown>, priorityIds: readonly string[]): Promise<string[]> {
  if (priorityIds.length === 0) return [];
  const stale = inList(priorityIds);
  const { rows } = await sql<{ theme_code: string }>`select distinct o.theme_code from overlap_member m join overlap o on o.id = m.overlap_id where m.priority_id in ${stale}`.execute(db);
  await sql`delete from priority_reading where priority_id in ${stale}`.execute(db);
  await sql`delete from priority_theme where owner_id in ${stale}`.execute(db);
  await sql`delete from priority_runner_up where owner_id in ${stale}`.execute(db);
  await sql`delete from overlap_member where priority_id in ${stale}`.execute(db);
  return rows.map((row) => row.theme_code);
}

/** Reads and stores these priorities, and returns the themes they were read to have. */
async function storeReadings({ db, load }: Writer, engine: Engine, changed: readonly ChangedPriority[]): Promise<string[]> {
  const statements = await readStatements(db, changed.map(({ id }) => id));
  const changedById = new Map(changed.map((one) => [one.id, one]));
  const coded = await codeInStretches(engine, statements.map((statement) => ({ ...statement, similarThemes: changedById.get(statement.id)?.similarThemes })));
  await load('priority_reading', ['priority_id', 'read_from', 'aim', 'target_group', 'age_from', 'age_to'],
    coded.map(({ statement: { id }, aim, group, ages }) => [id, changedById.get(id)?.readFrom, aim, group, ages?.from ?? null, ages?.to ?? null]));
  await load('priority_theme', ['owner_id', 'target_id', 'rank', 'confidence', 'assigned_by', 'evidence'],
    coded.flatMap(({ statement, themes }) => themes.map((theme) => [statement.id, theme.themeCode, theme.rank, theme.confidence, assignedBy(theme), JSON.stringify(theme.evidence)])));
  await load('priority_runner_up', ['owner_id', 'target_id', 'confidence', 'threshold', 'separation', 'evidence'],
    coded.flatMap(({ statement, runnersUp }) => runnersUp.map((one) => [statement.id, one.themeCode, one.confidence, one.threshold, one.separation, JSON.stringify(one.evidence)])));
  // Membership follows from a statement's own coding, so members are added without comparing statements.
  const drafts = formOverlaps(coded);
  await load('overlap_member', ['overlap_id', 'priority_id', 'ring', 'core_key', 'core_title', 'confidence', 'evidence'],
    drafts.flatMap(({ themeCode, members }) => members.map((member) => [overlapId(themeCode), member.statementId, member.ring, member.coreKey, member.coreTitle, member.confidence, JSON.stringify(member.evidence)])));
  return drafts.map(({ themeCode }) => themeCode);
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

function assignedBy({ evidence }: ThemeCoding): 'publisher' | 'hub' {
  return evidence.some(({ kind }) => kind === 'PUBLISHER_CODE') ? 'publisher' : 'hub';
}

async function touchOverlaps(db: Kysely<unknown>, themeCodes: readonly string[], dataVersion: number): Promise<void> {
  for (const themeCode of themeCodes) {
    await sql`insert into overlap (id, theme_code, data_version) values (${overlapId(themeCode)}, ${themeCode}, ${dataVersion})
      on conflict (id) do update set data_version = excluded.data_version`.execute(db);
  }
  await sql`delete from overlap where not exists (select 1 from overlap_member m where m.overlap_id = overlap.id)`.execute(db);
}

/** One overlap for each theme, so its id holds whatever plans come and go. */
function overlapId(themeCode: string): string {
  return `overlap-${themeCode}`;
}
