import { sql, type Kysely } from 'kysely';
import { checkShrink, recordHeld, ShrunkTooMuch } from '../checkShrink.ts';
import type { Gathered } from '../connectors/Connector.ts';
import { countHeld } from '../countHeld.ts';
import { emptyReport, harvestOpened } from '../harvestPackage.ts';
import { harvestTogether } from '../harvestTogether.ts';
import { noCounts, type HarvestContext, type HarvestReport } from '../harvestReport.ts';
import type { PackageDescriptor } from '../package/readDescriptor.ts';
import { nextHarvestId, recordFailure, recordHarvest, recordUnchanged } from '../recordHarvest.ts';
import { markStale, sourcesThrough, withdrawThrough } from '../through/sourcesThrough.ts';

interface Landing {
  db: Kysely<unknown>;
  /** Of the run of the hub that was read. */
  context: HarvestContext;
  /** That hub as a source. */
  hub: PackageDescriptor;
}

/**
 * Lands what another hub brought: withdraws sources that it no longer brings, then harvests each that it does. When much would go with those that
 * are gone, the run is held and nothing is changed. The report of the hub as a whole comes first, then those of sources in which anything was new or wrong.
 */
export async function landOthers(landing: Landing, { packages, notes = [] }: Gathered): Promise<HarvestReport[]> {
  const { db, context, hub } = landing;
  const brought = new Set(packages.map(({ descriptor }) => descriptor.sourceId));
  const through = await sourcesThrough(db, hub.sourceId);
  const gone = through.filter(({ sourceId }) => !brought.has(sourceId));
  const held = await holdIfMuchIsGone(landing, through, gone);
  if (held) return [held];
  const reports: HarvestReport[] = [];
  // First, because what they had may have moved into another source of the same publisher.
  for (const descriptor of gone) reports.push(await withdrawThrough(await contextOf(landing, descriptor.sourceId), hub.sourceId, descriptor));
  const harvests = packages.map((opened) => async () => harvestOpened(await contextOf(landing, opened.descriptor.sourceId), opened.descriptor.address, () => opened));
  const read = await harvestTogether(harvests, { db });
  reports.push(...read);
  const whole = wholeOf(emptyReport(context, hub.address), hub, reports, notes);
  const last = read.at(-1);
  if (last?.isRunOver) {
    // The one that it ended at says so itself; those after it were not come to.
    if (last.status === 'failed') await markStale(context, hub.sourceId, packages.slice(read.length).map(({ descriptor }) => descriptor.sourceId));
    return [await recordOver(landing, whole, last, { read: read.length - 1, all: packages.length }), ...reports.filter(isWorthTelling)];
  }
  await record(landing, whole);
  return [whole, ...reports.filter(isWorthTelling)];
}

/** A package of somebody else's, which came through the hub and may itself have been confirmed. */
async function contextOf({ db, context, hub }: Landing, sourceId: string): Promise<HarvestContext> {
  const { rows } = await sql<{ confirmed_fingerprint: string | null }>`select confirmed_fingerprint from source where id = ${sourceId}`.execute(db);
  return { ...context, run: { ...context.run!, viaId: hub.sourceId, confirmedFingerprint: rows[0]?.confirmed_fingerprint ?? null } };
}

/** A hub that suddenly has few sources is taken for one in trouble, until a person says that just these are rightly gone. */
async function holdIfMuchIsGone({ db, context, hub }: Landing, through: readonly PackageDescriptor[], gone: readonly PackageDescriptor[]): Promise<HarvestReport | null> {
  const records = await countHeld(db, through.map(({ sourceId }) => sourceId));
  const sum = (sources: readonly PackageDescriptor[]) => sources.reduce((total, { sourceId }) => total + (records.get(sourceId) ?? 0), 0);
  const held = sum(through);
  const counts = { ...noCounts, withdrawn: sum(gone), unchanged: held - sum(gone) };
  const report = { ...emptyReport(context, hub.address), sourceId: hub.sourceId, title: hub.title, counts };
  try {
    checkShrink(context, hub, { report, fingerprint: `gone: ${gone.map(({ sourceId }) => sourceId).toSorted().join(', ')}`, held });
    return null;
  } catch (error) {
    if (!(error instanceof ShrunkTooMuch)) throw error;
    return context.write((writer) => recordHeld(writer, context, error));
  }
}

function wholeOf(empty: HarvestReport, { sourceId, title }: PackageDescriptor, reports: readonly HarvestReport[], notes: readonly string[]): HarvestReport {
  const landed = reports.filter(({ status }) => status === 'harvested');
  const sum = (read: (report: HarvestReport) => number) => landed.reduce((total, report) => total + read(report), 0);
  const counts = { added: sum((of) => of.counts.added), changed: sum((of) => of.counts.changed), unchanged: sum((of) => of.counts.unchanged), withdrawn: sum((of) => of.counts.withdrawn) };
  const versions = landed.flatMap(({ dataVersion }) => dataVersion ?? []);
  const status = landed.length > 0 ? 'harvested' : 'unchanged';
  return { ...empty, sourceId, title, status, message: status === 'harvested' && notes.length > 0 ? notes.join(' ') : null, rowsRead: sum((of) => of.rowsRead), rowsRefused: sum((of) => of.rowsRefused), counts, dataVersion: versions.length > 0 ? Math.max(...versions) : null };
}

/** The hub as a source has no records of its own, and was read all the same. */
async function record({ context, hub }: Landing, whole: HarvestReport): Promise<void> {
  await context.write((writer) => writer.inTransaction(async (db) => {
    const { rows } = await sql<{ last_success_id: number | null }>`select last_success_id from source where id = ${hub.sourceId}`.execute(db);
    if (whole.status === 'unchanged' && rows[0]?.last_success_id != null) await recordUnchanged({ db }, context, hub);
    else await recordHarvest({ db, context }, hub, whole, { harvestId: await nextHarvestId(db), isChange: false });
  }));
}

/** Of a run that ended on its way, how far it had come: each source lands by itself, and what landed stays. */
async function recordOver({ context, hub }: Landing, whole: HarvestReport, over: HarvestReport, { read, all }: { read: number; all: number }): Promise<HarvestReport> {
  const { added, changed, withdrawn } = whole.counts;
  const landed = added + changed + withdrawn === 0 ? 'and nothing new had landed' : `and what landed stays (${added} records new, ${changed} changed, ${withdrawn} withdrawn)`;
  const why = over.message!.replace(/ Nothing was changed\.$/, '');
  const rest = read < all ? `Nothing of ${over.sourceId} was changed. The next run reads the rest.` : `${over.sourceId} was just looked at once more, for what others had brought, and stays as it was read before. The next run does so.`;
  const report: HarvestReport = { ...whole, status: over.status, message: `${why} Before that, ${read} of ${all} sources had been read, ${landed}. ${rest}` };
  await context.write((writer) => recordFailure(writer, context, hub, report));
  return report;
}

function isWorthTelling({ status, message }: HarvestReport): boolean {
  return status !== 'unchanged' || message !== null;
}
