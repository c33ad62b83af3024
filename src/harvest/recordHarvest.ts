import { sql, type Kysely } from 'kysely';
import type { PackageDescriptor } from './package/readDescriptor.ts';
import type { HarvestContext, HarvestReport } from './harvestReport.ts';

/** The number the next harvest will have. */
export async function nextHarvestId(db: Kysely<unknown>): Promise<number> {
  const { rows } = await sql<{ next: number }>`select coalesce(max(id), 0) + 1 as next from harvest`.execute(db);
  return Number(rows[0]!.next);
}

/**
 * Writes down a run with its counts and issues, and brings the source up to date. Returns the data version
 * the run made: a new one when it changed anything, else null.
 */
export async function recordHarvest(
  { db, now }: Pick<HarvestContext, 'db' | 'now'>,
  descriptor: PackageDescriptor,
  report: HarvestReport,
  success: { harvestId: number; fingerprint: string } | null,
): Promise<number | null> {
  const at = now().toISOString();
  const { counts } = report;
  const isChange = success !== null && counts.added + counts.changed + counts.withdrawn > 0;
  const dataVersion = isChange ? await nextDataVersion(db, at, `Harvest of ${descriptor.sourceId}`) : null;
  const harvestId = success?.harvestId ?? (await nextHarvestId(db));
  await sql`
    insert into source (id, connector, title, publisher_kind, publisher_code, publisher_name, version, licence, attribution, address)
    values (${descriptor.sourceId}, 'package', ${descriptor.title}, ${descriptor.publisher.kind}, ${descriptor.publisher.code}, ${descriptor.publisher.name},
      ${descriptor.version}, ${descriptor.licence}, ${descriptor.attribution}, ${descriptor.folder})
    on conflict (id) do update set title = excluded.title, publisher_kind = excluded.publisher_kind, publisher_name = excluded.publisher_name,
      version = excluded.version, licence = excluded.licence, attribution = excluded.attribution, address = excluded.address`.execute(db);
  if (success) {
    await sql`update source set fingerprint = ${success.fingerprint}, last_success_id = ${harvestId}, last_success_at = ${at} where id = ${descriptor.sourceId}`.execute(db);
  }
  await sql`
    insert into harvest (id, source_id, started_at, finished_at, status, message, rows_read, rows_refused, added, changed, unchanged, withdrawn, data_version)
    values (${harvestId}, ${descriptor.sourceId}, ${report.startedAt}, ${at}, ${success ? 'succeeded' : 'failed'}, ${report.message}, ${report.rowsRead}, ${report.rowsRefused},
      ${counts.added}, ${counts.changed}, ${counts.unchanged}, ${counts.withdrawn}, ${dataVersion})`.execute(db);
  for (const issue of report.issues) {
    await sql`
      insert into issue (harvest_id, source_id, severity, rule, file, line, "column", found, expected, message)
      values (${harvestId}, ${descriptor.sourceId}, ${issue.severity}, ${issue.rule}, ${issue.file}, ${issue.line ?? null}, ${issue.column ?? null},
        ${issue.found ?? null}, ${issue.expected ?? null}, ${issue.message})`.execute(db);
  }
  return dataVersion;
}

/** Moves the data version on by one. */
export async function nextDataVersion(db: Kysely<unknown>, committedAt: string, cause: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`insert into data_version (committed_at, cause) values (${committedAt}, ${cause}) returning version`.execute(db);
  return Number(rows[0]!.version);
}
