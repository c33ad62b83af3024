import { sql, type Kysely } from 'kysely';
import { HubError } from '../errors.ts';
import { insertRows } from '../db/insertRows.ts';
import { withoutNul } from '../db/withoutNul.ts';
import type { PackageDescriptor } from './package/readDescriptor.ts';
import type { Writer } from '../db/Database.ts';
import type { HarvestContext, HarvestReport, RunContext } from './harvestReport.ts';
import { countedIssue, type HarvestIssue } from './issue.ts';

interface Recording {
  db: Kysely<unknown>;
  context: HarvestContext;
}

/** The number the next harvest will have. */
export async function nextHarvestId(db: Kysely<unknown>): Promise<number> {
  const { rows } = await sql<{ next: number }>`select coalesce(max(id), 0) + 1 as next from harvest`.execute(db);
  return Number(rows[0]!.next);
}

/** Brings what is known of a source itself up to date, and tells whether anything that its records quote of it is another than before. Being a write, it also makes other writers wait for the rest of its transaction. */
export async function recordSource(db: Kysely<unknown>, descriptor: PackageDescriptor, run?: RunContext): Promise<boolean> {
  const { sourceId, title, publisher, licence, attribution } = descriptor;
  if (run) await refuseRemoved(db, sourceId, run.viaId ?? sourceId);
  const { rows } = await sql<{ title: string; publisher: string; licence: string | null; attribution: string | null }>`select title, publisher_name as publisher, licence, attribution from source where id = ${sourceId}`.execute(db);
  await insertSource(db, descriptor, run, sql`do update set title = excluded.title, publisher_kind = excluded.publisher_kind, publisher_name = excluded.publisher_name,
    version = excluded.version, licence = excluded.licence, attribution = excluded.attribution, address = excluded.address, connector = case when source.registration is null then excluded.connector else source.connector end, via_id = excluded.via_id, removed_at = null`);
  return rows.some((before) => before.title !== title || before.publisher !== publisher.name || before.licence !== licence || before.attribution !== attribution);
}

/** What was removed while it was being read stays removed. */
async function refuseRemoved(db: Kysely<unknown>, sourceId: string, registeredId: string): Promise<void> {
  const { rows } = await sql`select 1 from source where id = ${registeredId} and registration is not null`.execute(db);
  if (rows.length === 0) throw new HubError('UNKNOWN_SOURCE', `${sourceId} was removed while it was being read. Nothing was changed.`);
}

/** What a merge did, as it is written down. */
export interface Landed {
  harvestId: number;
  isChange: boolean;
}

/** Writes down a run that landed, and the data version it made: a new one when it changed anything, else null. */
export async function recordHarvest({ db, context }: Recording, { sourceId }: PackageDescriptor, report: HarvestReport, { harvestId: id, isChange }: Landed): Promise<number | null> {
  const finishedAt = context.now().toISOString();
  const dataVersion = isChange ? await nextDataVersion(db, finishedAt, `Harvest of ${sourceId}`) : null;
  await insertHarvest(db, context, { id, sourceId, status: 'succeeded', finishedAt, report, dataVersion });
  await sql`update source set last_success_id = ${id}, last_success_at = ${finishedAt}, ${readAt(finishedAt)} where id = ${sourceId} and removed_at is null`.execute(db);
  return dataVersion;
}

/**
 * Writes down that a source was removed, and what went with it, as a run in which nothing was read. Since nothing of it is held any more, the source
 * is from now on as one that was never read, so that it does not pass for one that was when it is registered again.
 */
export async function recordRemoval({ db, context }: Recording, { sourceId }: PackageDescriptor, report: HarvestReport, { harvestId: id, isChange }: Landed): Promise<number | null> {
  const finishedAt = context.now().toISOString();
  const dataVersion = isChange ? await nextDataVersion(db, finishedAt, `Removal of ${sourceId}`) : null;
  await insertHarvest(db, context, { id, sourceId, status: 'succeeded', finishedAt, report, dataVersion, trigger: 'removal' });
  await sql`update source set removed_at = ${finishedAt}, fingerprint = null, last_success_id = null, last_success_at = null, ${readAt(null)} where id = ${sourceId}`.execute(db);
  return dataVersion;
}

/** When a source was last read to its end, after which there is no trouble with it. */
function readAt(instant: string | null): ReturnType<typeof sql> {
  return sql`last_read_at = ${instant}, stale_since = null, failed_runs = 0, held_fingerprint = null, confirmed_fingerprint = null`;
}

/** A run that found nothing changed leaves no entry of its own: what the last one said still holds, and the source says when it was read. */
export async function recordUnchanged({ db }: Pick<Writer, 'db'>, { now }: HarvestContext, { sourceId }: PackageDescriptor): Promise<void> {
  await sql`update source set ${readAt(now().toISOString())} where id = ${sourceId} and removed_at is null`.execute(db);
}

/** Writes down a run that changed nothing because its source could not be read to the end, or was held; what was read before still answers, and says since when it is stale. */
export async function recordFailure(writer: Writer, context: HarvestContext, descriptor: PackageDescriptor, report: HarvestReport, heldFingerprint: string | null = null): Promise<void> {
  const finishedAt = context.now().toISOString();
  const status = report.status as HarvestRow['status'];
  await writer.inTransaction(async (transaction) => {
    await insertSource(transaction, descriptor, context.run, sql`do nothing`);
    const id = await nextHarvestId(transaction);
    if (report.issues.length > 0) await forgetFailed(transaction, descriptor.sourceId);
    await insertHarvest(transaction, context, { id, sourceId: descriptor.sourceId, status, finishedAt, report, dataVersion: null });
    // Who cancels a run knows that the source itself is well; what was removed meanwhile is not waited for.
    if (context.run && status !== 'cancelled') await sql`update source set stale_since = coalesce(stale_since, ${finishedAt}), failed_runs = failed_runs + 1, held_fingerprint = ${heldFingerprint} where id = ${descriptor.sourceId} and removed_at is null`.execute(transaction);
  });
}

/** Drops the issues of earlier runs of a source that changed nothing: one that is read by the hour and not mended would say them again each time. */
async function forgetFailed(db: Kysely<unknown>, sourceId: string): Promise<void> {
  await sql`delete from issue where source_id = ${sourceId} and harvest_id in (select id from harvest where source_id = ${sourceId} and status <> 'succeeded')`.execute(db);
}

/** What is told of all acts of people: see NextDataVersion. */
const causeOfActs = 'Somebody who is signed in changed something';

/** Moves the data version on by one. Counted, since a sequence of PostgreSQL does not take back what a rehearsal or a failed run was given; writers take turns, so nobody else counts meanwhile. */
export async function nextDataVersion(db: Kysely<unknown>, committedAt: string, cause = causeOfActs): Promise<number> {
  const { rows } = await sql<{ version: number }>`insert into data_version (version, committed_at, cause) values ((select coalesce(max(version), 0) + 1 from data_version), ${committedAt}, ${cause}) returning version`.execute(db);
  return Number(rows[0]!.version);
}

async function insertSource(db: Kysely<unknown>, descriptor: PackageDescriptor, run: RunContext | undefined, whenKnown: ReturnType<typeof sql>): Promise<void> {
  const { sourceId, title, publisher, version, licence, attribution, address } = descriptor;
  await sql`
    insert into source (id, connector, title, publisher_kind, publisher_code, publisher_name, version, licence, attribution, address, via_id)
    values (${sourceId}, ${run?.connector ?? 'package'}, ${title}, ${publisher.kind}, ${publisher.code}, ${publisher.name}, ${version}, ${licence}, ${attribution}, ${address}, ${run?.viaId ?? null})
    on conflict (id) ${whenKnown}`.execute(db);
}

interface HarvestRow {
  id: number;
  sourceId: string;
  status: 'succeeded' | 'failed' | 'held' | 'cancelled';
  finishedAt: string;
  report: HarvestReport;
  dataVersion: number | null;
  /** Where it is not the run that says so. */
  trigger?: 'removal';
}

async function insertHarvest(db: Kysely<unknown>, { run }: HarvestContext, { id, sourceId, status, finishedAt, report, dataVersion, trigger }: HarvestRow): Promise<void> {
  const { counts } = report;
  const spent = run?.spent();
  await sql`
    insert into harvest (id, source_id, started_at, finished_at, status, message, rows_read, rows_refused, added, changed, unchanged, withdrawn, hidden_small, hidden_beside, data_version, trigger, asked_by, requests, bytes, median_response_ms)
    values (${id}, ${sourceId}, ${report.startedAt}, ${finishedAt}, ${status}, ${withoutNul(report.message)}, ${report.rowsRead}, ${report.rowsRefused},
      ${counts.added}, ${counts.changed}, ${counts.unchanged}, ${counts.withdrawn}, ${report.hidden?.small ?? null}, ${report.hidden?.beside ?? null}, ${dataVersion},
      ${trigger ?? run?.trigger ?? 'import'}, ${run?.askedBy ?? null}, ${spent?.requests ?? null}, ${spent?.bytes ?? null}, ${spent?.medianResponseMs ?? null})`.execute(db);
  const columns = ['harvest_id', 'source_id', 'severity', 'rule', 'file', 'line', 'column', 'found', 'expected', 'message', 'count'];
  const issues = report.refusedEmbargo ? report.issues.map(withoutQuotes) : report.issues;
  const rows = issues.map((issue) => [id, sourceId, issue.severity, issue.rule, issue.file, issue.line ?? null, issue.column ?? null, issue.found ?? null, issue.expected ?? null, issue.message, issue.count ?? 1].map(withoutNul));
  await insertRows(db, sql`issue`, columns, rows);
}

/** Rules hide the issues of a source while it has a plan under embargo. One that was refused is nowhere in the data, so its words must not be either. */
function withoutQuotes({ severity, rule, file, line, column, count }: HarvestIssue): HarvestIssue {
  if (count !== undefined) return countedIssue({ severity, rule, file, ...(column !== undefined && rule !== 'UNKNOWN_COLUMN' && { column }), count });
  const consequence = severity === 'error' ? 'The row was refused' : 'Something was left out';
  const place = { ...(line !== undefined && { line }), ...(column !== undefined && rule !== 'UNKNOWN_COLUMN' && { column }) };
  return { severity, rule, file, ...place, message: `${consequence}. What was found is not kept, because a plan that states an embargo was refused: the report of the import says it.` };
}
