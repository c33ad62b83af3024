import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Write } from '../db/Database.ts';
import { inList } from '../db/inList.ts';
import type { CodedStatement } from './engine/CodedStatement.ts';
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

/** Reads again the priorities that changed, and brings the stored overlaps up to date with them. Nothing is compared when a question is asked. */
export async function updateOverlaps(write: Write, engine: Engine, now: () => Date, nextDataVersion: NextDataVersion): Promise<OverlapUpdate> {
  return write(({ inTransaction }) => inTransaction(async (transaction) => {
    const statements = await readStatements(transaction);
    const stored = await sql<{ priority_id: string; read_from: string }>`select priority_id, read_from from priority_reading`.execute(transaction);
    const known = new Map(stored.rows.map((row) => [row.priority_id, row.read_from]));
    const hashes = new Map(statements.map((statement) => [statement.id, hashOf(engine.version, statement)]));
    const changed = statements.filter((statement) => known.get(statement.id) !== hashes.get(statement.id));
    const forgotten = [...known.keys()].filter((id) => !hashes.has(id));
    if (changed.length === 0 && forgotten.length === 0) return { read: 0, forgotten: 0, overlapsTouched: [], dataVersion: null };
    const coded = changed.map((statement) => engine.codeStatement(statement));
    const version = await nextDataVersion(transaction, now().toISOString(), `${changed.length} priorities read again, ${forgotten.length} forgotten`);
    const touched = await replaceReadings(transaction, coded, hashes, forgotten);
    await touchOverlaps(transaction, touched, version);
    return { read: changed.length, forgotten: forgotten.length, overlapsTouched: touched, dataVersion: version };
  }));
}

/** Puts new readings in the place of what the same priorities had, and returns the themes whose overlaps that touches. */
async function replaceReadings(db: Kysely<unknown>, coded: readonly CodedStatement[], hashes: ReadonlyMap<string, string>, forgotten: readonly string[]): Promise<string[]> {
  const stale = inList([...coded.map(({ statement }) => statement.id), ...forgotten]);
  const before = await sql<{ theme_code: string }>`select distinct o.theme_code from overlap_member m join overlap o on o.id = m.overlap_id where m.priority_id in ${stale}`.execute(db);
  await sql`delete from priority_reading where priority_id in ${stale}`.execute(db);
  await sql`delete from priority_theme where owner_id in ${stale}`.execute(db);
  await sql`delete from overlap_member where priority_id in ${stale}`.execute(db);
  await storeReadings(db, coded, hashes);
  const after = await storeMembers(db, coded);
  return [...new Set([...before.rows.map((row) => row.theme_code), ...after])].sort();
}

function hashOf(engineVersion: string, statement: Statement): string {
  return createHash('sha256').update(engineVersion).update(JSON.stringify(statement)).digest('base64url').slice(0, 22);
}

async function storeReadings(db: Kysely<unknown>, coded: readonly CodedStatement[], hashes: ReadonlyMap<string, string>): Promise<void> {
  for (const { statement, aim, group, ages, themes } of coded) {
    await sql`insert into priority_reading (priority_id, read_from, aim, target_group, age_from, age_to)
      values (${statement.id}, ${hashes.get(statement.id)}, ${aim}, ${group}, ${ages?.from ?? null}, ${ages?.to ?? null})`.execute(db);
    for (const theme of themes) {
      const assignedBy = theme.evidence.some((evidence) => evidence.kind === 'PUBLISHER_CODE') ? 'publisher' : 'hub';
      await sql`insert into priority_theme (owner_id, target_id, rank, confidence, assigned_by, evidence)
        values (${statement.id}, ${theme.themeCode}, ${theme.rank}, ${theme.confidence}, ${assignedBy}, ${JSON.stringify(theme.evidence)})`.execute(db);
    }
  }
}

/** Membership follows from a statement's own coding, so members are added without comparing statements. Returns the themes touched. */
async function storeMembers(db: Kysely<unknown>, coded: readonly CodedStatement[]): Promise<string[]> {
  const drafts = formOverlaps(coded);
  for (const { themeCode, members } of drafts) {
    for (const member of members) {
      await sql`insert into overlap_member (overlap_id, priority_id, ring, core_key, core_title, confidence, evidence)
        values (${overlapId(themeCode)}, ${member.statementId}, ${member.ring}, ${member.coreKey}, ${member.coreTitle}, ${member.confidence}, ${JSON.stringify(member.evidence)})`.execute(db);
    }
  }
  return drafts.map((draft) => draft.themeCode);
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
