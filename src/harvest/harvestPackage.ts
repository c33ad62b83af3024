import { sql, type Kysely } from 'kysely';
import { HubError } from '../errors.ts';
import type { HarvestIssue } from './issue.ts';
import { checkReferences } from './checkReferences.ts';
import { noCounts, type HarvestContext, type HarvestReport } from './harvestReport.ts';
import { mergeTable, type MergeCounts } from './merge.ts';
import { packageFiles, type PackageFile } from './package/packageFiles.ts';
import { parseRecord, type RowContext } from './package/parseRecord.ts';
import { readDescriptor, type PackageDescriptor } from './package/readDescriptor.ts';
import { readRows } from './package/readRows.ts';
import { tableSchema } from './package/tableSchema.ts';
import { updatePlansInForce } from './plansInForce.ts';
import { nextHarvestId, recordHarvest } from './recordHarvest.ts';
import { keepLastGood, openStaging, stageRecords, type Staging } from './staging.ts';

const rowsPerBatch = 2_000;

/**
 * Brings the data to what a package folder says: reads, validates, stages, then merges in one transaction.
 * A bad row is refused and reported; a package that cannot be read to its end changes nothing.
 */
export async function harvestPackage(context: HarvestContext, path: string): Promise<HarvestReport> {
  let descriptor: PackageDescriptor | null = null;
  try {
    descriptor = readDescriptor(path);
    const fingerprint = `${context.rulesVersion}:${descriptor.fingerprint}`;
    if (await isUnchanged(context.db, descriptor.sourceId, fingerprint)) return { ...emptyReport(context, path, descriptor), status: 'unchanged' };
    return await harvestDescribed(context, path, descriptor, fingerprint);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    const report: HarvestReport = { ...emptyReport(context, path, descriptor), status: 'failed', message: error.message, issues: descriptor?.issues ?? [] };
    if (descriptor) await recordHarvest(context, descriptor, report, null);
    return report;
  }
}

async function isUnchanged(db: Kysely<unknown>, sourceId: string, fingerprint: string): Promise<boolean> {
  const { rows } = await sql<{ fingerprint: string | null }>`select fingerprint from source where id = ${sourceId}`.execute(db);
  return rows[0]?.fingerprint === fingerprint;
}

function emptyReport(context: HarvestContext, path: string, descriptor: PackageDescriptor | null): HarvestReport {
  return {
    path,
    sourceId: descriptor?.sourceId ?? null,
    title: descriptor?.title ?? null,
    status: 'harvested',
    message: null,
    rowsRead: 0,
    rowsRefused: 0,
    counts: noCounts,
    issues: [],
    dataVersion: null,
    startedAt: context.now().toISOString(),
  };
}

async function harvestDescribed(context: HarvestContext, path: string, descriptor: PackageDescriptor, fingerprint: string): Promise<HarvestReport> {
  const report = emptyReport(context, path, descriptor);
  const harvestId = await nextHarvestId(context.db);
  const staging: Staging = { db: context.db, sourceId: descriptor.sourceId, harvestId, columnsOf: context.columnsOf };
  await stagePackage(context, staging, descriptor, report);
  if (report.rowsRead > 0 && report.rowsRefused === report.rowsRead) {
    const failed: HarvestReport = { ...report, status: 'failed', message: `None of the ${report.rowsRead} rows could be used. Nothing was changed.` };
    await recordHarvest(context, descriptor, failed, null);
    return failed;
  }
  const today = report.startedAt.slice(0, 10);
  await context.db.transaction().execute(async (transaction) => {
    report.counts = await mergeAll({ ...staging, db: transaction }, descriptor, today);
    await updatePlansInForce(transaction);
    report.dataVersion = await recordHarvest({ ...context, db: transaction }, descriptor, report, { harvestId, fingerprint });
  });
  return report;
}

/** Reads every row into the staging tables, apart from the data, and counts what was refused and why. */
async function stagePackage(context: HarvestContext, staging: Staging, descriptor: PackageDescriptor, report: HarvestReport): Promise<void> {
  await openStaging(staging, descriptor.files.map(({ file }) => file.table));
  report.issues = [...descriptor.issues];
  for (const { file, path, text } of descriptor.files) {
    const staged = await stageFile(context, staging, descriptor, { file, path, text });
    report.rowsRead += staged.rowsRead;
    report.issues.push(...staged.issues);
  }
  report.issues.push(...(await checkReferences(staging, descriptor.files)));
  report.rowsRefused = new Set(report.issues.filter((issue) => issue.severity === 'error').map((issue) => `${issue.file}:${issue.line}`)).size;
}

/** Merges every table the hub knows: one whose file is no longer in the package is staged empty, so its records are withdrawn. */
async function mergeAll(staging: Staging, descriptor: PackageDescriptor, today: string): Promise<MergeCounts> {
  const given = new Set(descriptor.files.map(({ file }) => file.name));
  const dropped: PackageFile[] = [];
  for (const file of packageFiles.filter((candidate) => !given.has(candidate.name))) {
    const { rows } = await sql`select 1 from ${sql.table(file.table)} where source_id = ${staging.sourceId} and withdrawn_on is null limit 1`.execute(staging.db);
    if (rows.length > 0) dropped.push(file);
  }
  if (dropped.length > 0) await openStaging(staging, dropped.map((file) => file.table), { keepShared: true });
  const total = { ...noCounts };
  for (const file of [...descriptor.files.map((entry) => entry.file), ...dropped]) {
    const counts = await mergeTable(staging, file, today);
    for (const key of Object.keys(total) as (keyof MergeCounts)[]) total[key] += counts[key];
  }
  return total;
}

async function stageFile(context: HarvestContext, staging: Staging, descriptor: PackageDescriptor, { file, path, text }: PackageDescriptor['files'][number]): Promise<{ rowsRead: number; issues: HarvestIssue[] }> {
  const { header, rows } = readRows(text, path);
  const issues = headerIssues(file, path, header);
  const rowContext: RowContext = { file, path, publisher: descriptor.publisher, ...(await authoritiesInScope(context.db, descriptor)) };
  for (let start = 0; start < rows.length; start += rowsPerBatch) {
    const parsed = rows.slice(start, start + rowsPerBatch).map((row) => parseRecord(rowContext, header, row));
    issues.push(...parsed.flatMap((row) => row.issues));
    await stageRecords(staging, file, path, parsed.flatMap((row) => row.record ?? []));
    await keepLastGood(staging, file, parsed.flatMap((row) => row.refusedId ?? []));
  }
  return { rowsRead: rows.length, issues };
}

function headerIssues(file: PackageFile, path: string, header: string[]): HarvestIssue[] {
  const { fields } = tableSchema(file.name);
  const missing = fields.filter((field) => field.constraints?.required && !header.includes(field.name)).map((field) => field.name);
  if (missing.length > 0) {
    throw new HubError('BAD_PACKAGE', `${path} has no column ${missing.join(', ')}, which every row needs. Its columns are ${header.join(', ')}. Nothing was changed.`);
  }
  const known = new Set(fields.map((field) => field.name));
  return header
    .filter((name) => !known.has(name))
    .map((name) => ({ severity: 'warning', rule: 'UNKNOWN_COLUMN', file: path, line: 1, column: name, message: `The data package has no column "${name}" in ${file.name}.csv. It was left out.` }));
}

async function authoritiesInScope(db: Kysely<unknown>, { publisher }: PackageDescriptor): Promise<Pick<RowContext, 'ownAuthorities' | 'isOtherAuthority'>> {
  if (publisher.kind === 'national') return { ownAuthorities: new Set(), isOtherAuthority: () => false };
  const { rows } = await sql<{ id: string; region_code: string | null }>`select id, region_code from authority where withdrawn_on is null`.execute(db);
  const all = new Set(rows.map((row) => row.id));
  return {
    ownAuthorities: new Set(rows.filter((row) => row.region_code === publisher.code).map((row) => row.id)),
    isOtherAuthority: (code) => code !== publisher.code && all.has(code),
  };
}
