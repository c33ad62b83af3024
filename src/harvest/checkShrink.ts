import type { Writer } from '../db/Database.ts';
import type { HarvestContext, HarvestReport } from './harvestReport.ts';
import type { PackageDescriptor } from './package/readDescriptor.ts';
import { recordFailure } from './recordHarvest.ts';

/** Of a handful of records any part may go without anything being wrong. */
const fewRecords = 10;

/** What a run was about to do when it was held. */
interface Shrunk {
  descriptor: PackageDescriptor;
  report: HarvestReport;
  fingerprint: string;
}

/** Ends the transaction of a merge that would withdraw more than a mistake of the source's might. */
export class ShrunkTooMuch extends Error {
  readonly shrunk: Shrunk;

  constructor(shrunk: Shrunk, message: string) {
    super(message);
    this.shrunk = shrunk;
  }
}

/**
 * Lets a merge go on unless so much is gone from a source that is read unattended that a person must say whether it is right. `held`: how many records
 * it had before, with those of others that hang on them and are hidden. What a merge counts cannot tell: records that come back count as changed.
 */
export function checkShrink({ run }: HarvestContext, descriptor: PackageDescriptor, { report, fingerprint, held: before }: Omit<Shrunk, 'descriptor'> & { held: number }): void {
  if (!run || run.confirmedFingerprint === fingerprint) return;
  const { counts: { withdrawn }, parts: { hidden } } = report;
  const lost = withdrawn + hidden;
  if (before < fewRecords || (lost / before) * 100 <= run.mayShrinkBy) return;
  const gone = `${lost} of ${before} records are gone from it${hidden > 0 ? ` or hang on what is, ${hidden} of them,` : ''} (${Math.round((lost / before) * 100)} %; allowed: ${run.mayShrinkBy} %)`;
  throw new ShrunkTooMuch({ descriptor, report, fingerprint }, `${gone}, which may be a mistake of the source, so nothing was changed. Look at the source. If it is right, confirm it: npm run hub -- harvest ${run.viaId ?? descriptor.sourceId} --confirm.`);
}

/** Writes down that a run was held, and what it had read, so that a person confirms that and nothing else. */
export async function recordHeld(writer: Writer, context: HarvestContext, { shrunk, message }: ShrunkTooMuch): Promise<HarvestReport> {
  const { descriptor, report, fingerprint } = shrunk;
  const held: HarvestReport = { ...report, status: 'held', message };
  await recordFailure(writer, context, descriptor, held, fingerprint);
  return held;
}
