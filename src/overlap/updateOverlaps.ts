import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Write, Writer } from '../db/Database.ts';
import { inList } from '../db/inList.ts';
import type { ThemeCoding } from './engine/CodedStatement.ts';
import { formOverlaps } from './engine/formOverlaps.ts';
import type { Engine } from './engine/loadEngine.ts';
import type { Statement } from './engine/Statement.ts';
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

/** Coded, a statement takes many times the room of its words, so they are never there for all statements at once. */
const statementsAtOnce = 1_000;

/** Reads again the priorities that changed, and brings the stored overlaps up to date with them. Nothing is compared when a question is asked. */
export async function updateOverlaps(write: Write, engine: Engine, now: () => Date, nextDataVersion: NextDataVersion): Promise<OverlapUpdate> {
  return write((writer) => writer.inTransaction(async (db) => {
    const statements = await readStatements(db);
    const stored = await sql<{ priority_id: string; read_from: string }>`select priority_id, read_from from priority_reading`.execute(db);
    const known = new Map(stored.rows.map((row) => [row.priority_id, row.read_from]));
    const hashes = new Map(statements.map((statement) => [statement.id, hashOf(engine.version, statement)]));
    const changed = statements.filter((statement) => known.get(statement.id) !== hashes.get(statement.id));
    const forgotten = [...known.keys()].filter((id) => !hashes.has(id));
    if (changed.length === 0 && forgotten.length === 0) return { read: 0, forgotten: 0, overlapsTouched: [], dataVersion: null };
    const version = await nextDataVersion(db, now().toISOString(), `${changed.length} priorities read again, ${forgotten.length} forgotten`);
    const before = await removeReadings(db, [...changed.map(({ id }) => id), ...forgotten]);
    const after = await storeReadings(writer.within(db), engine, changed, hashes);
    const touched = [...new Set([...before, ...after])].sort();
    await touchOverlaps(db, touched, version);
    return { read: changed.length, forgotten: forgotten.length, overlapsTouched: touched, dataVersion: version };
  }));
}

/** Takes away what was read of priorities, and returns the themes whose overlaps that touches. */
async function removeReadings(db: Kysely<unknown>, priorityIds: readonly string[]): Promise<string[]> {
  const stale = inList(priorityIds);
  const { rows } = await sql<{ theme_code: string }>`select distinct o.theme_code from overlap_member m join overlap o on o.id = m.overlap_id where m.priority_id in ${stale}`.execute(db);
  await sql`delete from priority_reading where priority_id in ${stale}`.execute(db);
  await sql`delete from priority_theme where owner_id in ${stale}`.execute(db);
  await sql`delete from overlap_member where priority_id in ${stale}`.execute(db);
  return rows.map((row) => row.theme_code);
}

function hashOf(engineVersion: string, statement: Statement): string {
  return createHash('sha256').update(engineVersion).update(JSON.stringify(statement)).digest('base64url').slice(0, 22);
}

/** Reads and stores so many at a time, and returns the themes they were read to have. */
async function storeReadings({ load }: Writer, engine: Engine, statements: readonly Statement[], hashes: ReadonlyMap<string, string>): Promise<Set<string>> {
  const themeCodes = new Set<string>();
  for (let start = 0; start < statements.length; start += statementsAtOnce) {
    const coded = statements.slice(start, start + statementsAtOnce).map((statement) => engine.codeStatement(statement));
    await load('priority_reading', ['priority_id', 'read_from', 'aim', 'target_group', 'age_from', 'age_to'],
      coded.map(({ statement: { id }, aim, group, ages }) => [id, hashes.get(id), aim, group, ages?.from ?? null, ages?.to ?? null]));
    await load('priority_theme', ['owner_id', 'target_id', 'rank', 'confidence', 'assigned_by', 'evidence'],
      coded.flatMap(({ statement, themes }) => themes.map((theme) => [statement.id, theme.themeCode, theme.rank, theme.confidence, assignedBy(theme), JSON.stringify(theme.evidence)])));
    // Membership follows from a statement's own coding, so members are added without comparing statements.
    const drafts = formOverlaps(coded);
    await load('overlap_member', ['overlap_id', 'priority_id', 'ring', 'core_key', 'core_title', 'confidence', 'evidence'],
      drafts.flatMap(({ themeCode, members }) => members.map((member) => [overlapId(themeCode), member.statementId, member.ring, member.coreKey, member.coreTitle, member.confidence, JSON.stringify(member.evidence)])));
    for (const { themeCode } of drafts) themeCodes.add(themeCode);
  }
  return themeCodes;
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
