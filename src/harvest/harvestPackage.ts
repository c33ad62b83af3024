import { hash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Writer } from '../db/Database.ts';
import { HubError } from '../errors.ts';
import { checkShrink, recordHeld, ShrunkTooMuch } from './checkShrink.ts';
import { countHeld } from './countHeld.ts';
import { readMapping } from './terms/termMapping.ts';
import { isOpenReferral } from './package/openReferral/readServices.ts';
import { readPolicyFor, recordStated, stampOf } from './disclosure/policies.ts';
import { protectOthers, protectStaged } from './disclosure/protectRows.ts';
import { protectsNothing, noProtection, type DisclosurePolicy } from '../access/disclosure/DisclosurePolicy.ts';
import { isUnchanged, recordFingerprint } from './fingerprint.ts';
import { SourceFailure } from './gather/SourceFailure.ts';
import { followParents } from './followParents.ts';
import { noCounts, type HarvestContext, type HarvestReport } from './harvestReport.ts';
import { countKept, mergeTable, type TableMerge } from './merge.ts';
import { openPackage } from './openPackage.ts';
import { misnamedPublisher } from './package/misnamedPublisher.ts';
import { packageFiles, type PackageFile } from './package/packageFiles.ts';
import type { PackageDescriptor } from './package/readDescriptor.ts';
import type { OpenedPackage, PackageContents } from './package/readPackageFiles.ts';
import { updatePlansInForce } from './plansInForce.ts';
import { nextHarvestId, recordFailure, recordHarvest, recordRemoval, recordSource, recordUnchanged, type Landed } from './recordHarvest.ts';
import { stagePackage, UnusablePackage, type StagedPackage } from './stagePackage.ts';
import { newStaging, openStaging, whileStaged, type Staging } from './staging.ts';
import { whyLeftAlone } from './whyLeftAlone.ts';

/**
 * Brings the data to what a package, a folder or a workbook, says: reads, validates, stages, then merges in one transaction.
 * A bad row is refused and reported; a package that cannot be read to its end changes nothing.
 * Harvests of one database wait for each other.
 */
export function harvestPackage(context: HarvestContext, path: string): Promise<HarvestReport> {
  return harvestOpened(context, context.unpackedFrom ?? path, () => openPackage(path));
}

/** The same for a package that is opened in some other way than from a path. */
export function harvestOpened(context: HarvestContext, path: string, open: () => OpenedPackage | Promise<OpenedPackage>): Promise<HarvestReport> {
  return context.write((writer) => harvestWith(writer, context, path, open));
}

async function harvestWith(writer: Writer, context: HarvestContext, path: string, open: () => OpenedPackage | Promise<OpenedPackage>): Promise<HarvestReport> {
  let report = emptyReport(context, path);
  let descriptor: PackageDescriptor | null = null;
  try {
    const opened = await open();
    descriptor = { ...opened.descriptor, address: context.shippedAs ?? context.unpackedFrom ?? opened.descriptor.address };
    report = { ...report, sourceId: descriptor.sourceId, title: descriptor.title };
    return await harvestDescribed(writer, context, descriptor, { report, readContents: opened.readContents });
  } catch (error) {
    if (error instanceof ShrunkTooMuch) return recordHeld(writer, context, error);
    if (!(error instanceof HubError || error instanceof SourceFailure)) throw error;
    // Of a source that was gathered nothing fails any more but its run.
    const failed: HarvestReport = { ...report, status: statusOf(error), message: error.message, ...(error instanceof SourceFailure && { isRunOver: true }) };
    if (descriptor) await recordFailure(writer, context, descriptor, failed);
    return failed;
  }
}

/** How a run ended that could not read its source to the end. */
export function statusOf(error: HubError | SourceFailure): 'failed' | 'cancelled' {
  return error instanceof SourceFailure && error.kind === 'cancelled' ? 'cancelled' : 'failed';
}

/** Of a source of which nothing was read yet. */
export function emptyReport(context: Pick<HarvestContext, 'now'>, path: string): HarvestReport {
  return {
    path,
    sourceId: null,
    title: null,
    status: 'harvested',
    message: null,
    rowsRead: 0,
    rowsRefused: 0,
    counts: noCounts,
    kept: 0,
    issues: [],
    parts: { hidden: 0, shown: 0 },
    hidden: null,
    refusedEmbargo: false,
    awaited: new Map(),
    dataVersion: null,
    startedAt: context.now().toISOString(),
  };
}

async function harvestDescribed(writer: Writer, context: HarvestContext, descriptor: PackageDescriptor, { report, readContents }: { report: HarvestReport; readContents: OpenedPackage['readContents'] }): Promise<HarvestReport> {
  const known = await whyLeftAlone(writer.db, context, descriptor);
  if (known) return { ...report, status: 'unchanged', message: known };
  const given = await readContents();
  const contents = { ...given, issues: [...(await misnamedPublisher(writer.db, descriptor)), ...given.issues] };
  const policy = await readPolicyFor(writer.db, descriptor);
  const fingerprint = `${context.rulesVersion}:${contents.fingerprint}${await mappingOf(writer.db, contents)}${stampOf(policy)}`;
  if (!contents.faults?.length && (await isUnchanged(writer.db, descriptor.sourceId, fingerprint))) {
    // In its turn, since another process may be writing.
    await writer.inTransaction((db) => recordUnchanged({ db }, context, descriptor));
    return { ...report, status: 'unchanged', rowsRefused: await refusedWhenRead(writer.db, descriptor.sourceId) };
  }
  const staging = newStaging(writer, descriptor.sourceId, context.columnsOf);
  try {
    return await whileStaged(staging, async () => {
      const staged = await stagePackage(staging, descriptor.publisher, contents, { progress: context.progress, hidesFigures: !protectsNothing(policy), today: report.startedAt.slice(0, 10) });
      const read = asRead(report, contents, staged);
      if (staged.rowsRead === staged.rowsRefused) return nothingUsable(writer, context, descriptor, read);
      return writer.inTransaction(async (transaction) => {
        await context.beforeMerge?.(transaction);
        const { report: merged, ...run } = await mergePackage({ ...staging, db: transaction, load: writer.within(transaction).load }, context, descriptor, contents, { report: read, fingerprint, policy });
        const dataVersion = await recordHarvest({ db: transaction, context }, descriptor, merged, run);
        await recordFingerprint(transaction, descriptor.sourceId, fingerprint, merged);
        return { ...merged, dataVersion };
      });
    });
  } catch (error) {
    if (!(error instanceof UnusablePackage)) throw error;
    const failed: HarvestReport = { ...asRead(report, contents, error.staged), status: 'failed', message: error.message, isReadInPart: true };
    await recordFailure(writer, context, descriptor, failed);
    return failed;
  }
}

/** How many rows were refused when a source was last read to its end. */
async function refusedWhenRead(db: Kysely<unknown>, sourceId: string): Promise<number> {
  const { rows } = await sql<{ refused: number }>`select h.rows_refused as refused from source s join harvest h on h.id = s.last_success_id where s.id = ${sourceId}`.execute(db);
  return Number(rows[0]?.refused ?? 0);
}

/** With what its rows and its files were found to say, its places as the publisher sees them. */
function asRead(report: HarvestReport, { issues, asSeen = (issue) => issue }: PackageContents, staged: StagedPackage): HarvestReport {
  return { ...report, ...staged, issues: [...issues, ...staged.issues].map(asSeen) };
}

/** What the terms of services lead to is part of what is read: with another mapping, or other themes to be called by, the same file says something else. */
async function mappingOf(db: Kysely<unknown>, { files }: PackageContents): Promise<string> {
  if (!files.some((file) => 'place' in file && isOpenReferral(file.path))) return '';
  const { rows } = await sql`select id, code, label, alt_labels from theme where withdrawn_on is null order by id`.execute(db);
  return `:${(await readMapping(db)).stamp}:${hash('sha256', JSON.stringify(rows), 'base64url').slice(0, 22)}`;
}

/** A package without a usable row is taken for a mistake of its publisher's, not for a wish to withdraw everything. */
async function nothingUsable(writer: Writer, context: HarvestContext, descriptor: PackageDescriptor, report: HarvestReport): Promise<HarvestReport> {
  const found = report.rowsRead === 0 ? 'The package holds no rows.' : report.rowsRead === 1 ? 'The only row could not be used.' : `None of the ${report.rowsRead} rows could be used.`;
  const wasRead = (await sql`select 1 from source where id = ${descriptor.sourceId} and last_success_id is not null and removed_at is null and via_id is null`.execute(writer.db)).rows.length > 0;
  const instead = report.rowsRead === 0 && wasRead ? ` To withdraw all that it holds in the hub, the operator runs "npm run hub -- sources remove ${descriptor.sourceId}".` : '';
  const failed: HarvestReport = { ...report, status: 'failed', message: `${found} Nothing was changed.${instead}` };
  await recordFailure(writer, context, descriptor, failed);
  return failed;
}

/** Everything that readers will see of the records of a harvest, within the caller's transaction. */
async function mergePackage(staging: Staging, context: HarvestContext, descriptor: PackageDescriptor, contents: PackageContents, read: { report: HarvestReport; fingerprint: string; policy: DisclosurePolicy }): Promise<Landed & { report: HarvestReport }> {
  const { db, load } = staging;
  const { afterMerge } = context;
  const isDescribedAnew = await recordSource(db, descriptor, context.run);
  await recordStated(db, descriptor, read.report.startedAt);
  const hidden = await protectStaged(staging, read.policy);
  const harvestId = await nextHarvestId(db);
  const run = { harvestId, today: read.report.startedAt.slice(0, 10) };
  const heldBefore = context.run ? ((await countHeld(db, [descriptor.sourceId])).get(descriptor.sourceId) ?? 0) : 0;
  const { moved, ...counts } = await mergeAll(staging, contents.files.map(({ file }) => file), run);
  const { sourceIds, hiddenOfOthers, ...parts } = await followParents(staging, run);
  checkShrink(context, descriptor, { ...read, report: { ...read.report, counts, parts }, held: heldBefore + hiddenOfOthers });
  const kept = await countKept(staging);
  const plansMoved = await updatePlansInForce(db, run.today);
  const othersHidden = await protectOthers(staging, descriptor.sourceId, contents.files.map(({ file }) => file));
  const report = { ...read.report, counts, kept, parts, hidden };
  const isChange = isDescribedAnew || counts.added + counts.changed + counts.withdrawn + moved + parts.hidden + parts.shown + plansMoved + othersHidden + (hidden?.storedChanged ?? 0) > 0;
  if (isChange) await afterMerge?.({ db, load }, sourceIds.add(descriptor.sourceId));
  return { report, harvestId, isChange };
}

/** Withdraws every record of a source, as if its publisher no longer published any; one that comes back later is the same record again. What else is said of the source, `sayWhy` says in the same transaction. */
export function withdrawSource(context: HarvestContext, descriptor: PackageDescriptor, sayWhy: (db: Kysely<unknown>) => Promise<unknown>): Promise<HarvestReport> {
  return context.write(async (writer) => {
    const staging = newStaging(writer, descriptor.sourceId, context.columnsOf);
    const report = { ...emptyReport(context, descriptor.address), sourceId: descriptor.sourceId, title: descriptor.title };
    return whileStaged(staging, async () => {
      await openStaging(staging, []);
      return writer.inTransaction(async (db) => {
        const { report: withdrawn, ...run } = await mergePackage({ ...staging, db, load: writer.within(db).load }, context, descriptor, { files: [], issues: [], fingerprint: '' }, { report, fingerprint: '', policy: noProtection });
        const dataVersion = await recordRemoval({ db, context }, descriptor, withdrawn, run);
        await sayWhy(db);
        return { ...withdrawn, dataVersion };
      });
    });
  });
}

/** Merges every table the hub knows: one whose file is no longer in the package is staged empty, so its records are withdrawn. */
async function mergeAll(staging: Staging, given: readonly PackageFile[], run: { harvestId: number; today: string }): Promise<TableMerge> {
  const dropped = await filesDropped(staging, given);
  if (dropped.length > 0) await openStaging(staging, dropped.map((file) => file.table), { keepShared: true });
  const total: TableMerge = { ...noCounts, moved: 0 };
  for (const file of [...given, ...dropped]) {
    const counts = await mergeTable(staging, file, run);
    for (const key of Object.keys(total) as (keyof TableMerge)[]) total[key] += counts[key];
  }
  return total;
}

/** Files of which the source has records and the package no longer has a row. */
async function filesDropped(staging: Staging, given: readonly PackageFile[]): Promise<PackageFile[]> {
  const names = new Set(given.map((file) => file.name));
  const dropped: PackageFile[] = [];
  for (const file of packageFiles.filter((candidate) => !names.has(candidate.name))) {
    const { rows } = await sql`select 1 from ${sql.table(file.table)} where source_id = ${staging.sourceId} and withdrawn_on is null limit 1`.execute(staging.db);
    if (rows.length > 0) dropped.push(file);
  }
  return dropped;
}
