import { sql, type Kysely } from 'kysely';
import { insertRows } from '../db/insertRows.ts';
import type { PackageDescriptor } from './package/readDescriptor.ts';
import type { Writer } from '../db/Database.ts';
import type { HarvestReport } from './harvestReport.ts';
import type { HarvestIssue } from './issue.ts';

interface Recording {
  db: Kysely<unknown>;
  now: () => Date;
}

/** The number the next harvest will have. */
export async function nextHarvestId(db: Kysely<unknown>): Promise<number> {
  const { rows } = await sql<{ next: number }>`select coalesce(max(id), 0) + 1 as next from harvest`.execute(db);
  return Number(rows[0]!.next);
}

/** Brings what is known of a source itself up to date. Being a write, it also makes other writers wait for the rest of its transaction. */
export async function recordSource(db: Kysely<unknown>, descriptor: PackageDescriptor): Promise<void> {
  await insertSource(db, descriptor, sql`do update set title = excluded.title, publisher_kind = excluded.publisher_kind, publisher_name = excluded.publisher_name,
    version = excluded.version, licence = excluded.licence, attribution = excluded.attribution, address = excluded.address`);
}

/** Writes down a run that landed, and the data version it made: a new one when it changed anything, else null. */
export async function recordHarvest({ db, now }: Recording, descriptor: PackageDescriptor, report: HarvestReport, run: { harvestId: number; isChange: boolean }): Promise<number | null> {
  const finishedAt = now().toISOString();
  const dataVersion = run.isChange ? await nextDataVersion(db, finishedAt, `Harvest of ${descriptor.sourceId}`) : null;
  await insertHarvest(db, { id: run.harvestId, sourceId: descriptor.sourceId, status: 'succeeded', finishedAt, report, dataVersion });
  await sql`update source set last_success_id = ${run.harvestId}, last_success_at = ${finishedAt} where id = ${descriptor.sourceId}`.execute(db);
  return dataVersion;
}

/** Writes down a run that changed nothing because the package as a whole could not be used; the source stays as it was. */
export async function recordFailure(writer: Writer, now: () => Date, descriptor: PackageDescriptor, report: HarvestReport): Promise<void> {
  await writer.inTransaction(async (transaction) => {
    await insertSource(transaction, descriptor, sql`do nothing`);
    const id = await nextHarvestId(transaction);
    await insertHarvest(transaction, { id, sourceId: descriptor.sourceId, status: 'failed', finishedAt: now().toISOString(), report, dataVersion: null });
  });
}

/** Moves the data version on by one. */
export async function nextDataVersion(db: Kysely<unknown>, committedAt: string, cause: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`insert into data_version (committed_at, cause) values (${committedAt}, ${cause}) returning version`.execute(db);
  return Number(rows[0]!.version);
}

async function insertSource(db: Kysely<unknown>, descriptor: PackageDescriptor, whenKnown: ReturnType<typeof sql>): Promise<void> {
  const { sourceId, title, publisher, version, licence, attribution, address } = descriptor;
  await sql`
    insert into source (id, connector, title, publisher_kind, publisher_code, publisher_name, version, licence, attribution, address)
    values (${sourceId}, 'package', ${title}, ${publisher.kind}, ${publisher.code}, ${publisher.name}, ${version}, ${licence}, ${attribution}, ${address})
    on conflict (id) ${whenKnown}`.execute(db);
}

interface HarvestRow {
  id: number;
  sourceId: string;
  status: 'succeeded' | 'failed';
  finishedAt: string;
  report: HarvestReport;
  dataVersion: number | null;
}

async function insertHarvest(db: Kysely<unknown>, { id, sourceId, status, finishedAt, report, dataVersion }: HarvestRow): Promise<void> {
  const { counts } = report;
  await sql`
    insert into harvest (id, source_id, started_at, finished_at, status, message, rows_read, rows_refused, added, changed, unchanged, withdrawn, data_version)
    values (${id}, ${sourceId}, ${report.startedAt}, ${finishedAt}, ${status}, ${report.message}, ${report.rowsRead}, ${report.rowsRefused},
      ${counts.added}, ${counts.changed}, ${counts.unchanged}, ${counts.withdrawn}, ${dataVersion})`.execute(db);
  const columns = ['harvest_id', 'source_id', 'severity', 'rule', 'file', 'line', 'column', 'found', 'expected', 'message'];
  const issues = report.refusedEmbargo ? report.issues.map(withoutQuotes) : report.issues;
  const rows = issues.map((issue) => [id, sourceId, issue.severity, issue.rule, issue.file, issue.line ?? null, issue.column ?? null, issue.found ?? null, issue.expected ?? null, issue.message]);
  await insertRows(db, sql`issue`, columns, rows);
}

/** Rules hide the issues of a source while it has a plan under embargo. One that was refused is nowhere in the data, so its words must not be either. */
function withoutQuotes({ severity, rule, file, line, column }: HarvestIssue): HarvestIssue {
  const consequence = severity === 'error' ? 'The row was refused' : 'Something was left out';
  const place = { ...(line !== undefined && { line }), ...(column !== undefined && rule !== 'UNKNOWN_COLUMN' && { column }) };
  return { severity, rule, file, ...place, message: `${consequence}. What was found is not kept, because a plan that states an embargo was refused: the report of the import says it.` };
}
