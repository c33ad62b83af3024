import { sql } from 'kysely';
import { descriptorOf } from '../connectors/packageOf.ts';
import { emptyReport } from '../harvestPackage.ts';
import type { HarvestReport, Trigger } from '../harvestReport.ts';
import type { Publisher } from '../package/readDescriptor.ts';
import { recordFailure } from '../recordHarvest.ts';
import type { RegisteredSource } from '../sources/registerSource.ts';
import { markStale } from '../through/sourcesThrough.ts';
import type { Running } from './Running.ts';
import { scheduleNext } from './scheduleNext.ts';
import { heardSince, type DeadRun, type UnderWay } from './underWay.ts';

interface Began {
  trigger: Trigger;
  askedBy: string | null;
}

/** Writes down a run that ended before its source could be asked, or by no fault of its source's: it failed all the same, and whoever looks must see that. */
export async function recordEnd({ harvesting, db }: Pick<Running, 'harvesting' | 'db'>, id: string, began: Began, message: string, status: 'failed' | 'cancelled' = 'failed'): Promise<HarvestReport> {
  const { rows } = await sql<{ title: string; connector: string; address: string; publisher_kind: Publisher['kind']; publisher_code: string; publisher_name: string }>`select title, connector, address, publisher_kind, publisher_code, publisher_name from source where id = ${id}`.execute(db);
  const { title, connector, address, publisher_kind: kind, publisher_code: code, publisher_name: name } = rows[0]!;
  const report: HarvestReport = { ...emptyReport(harvesting, address || id), sourceId: id, title, status, message };
  const descriptor = descriptorOf({ id, name: id.slice(code.length + 1), title, publisher: { kind, code, name }, licence: null, attribution: null, settings: {} }, { address, folder: '' });
  const spent = () => ({ requests: 0, bytes: 0, medianResponseMs: null });
  const run = { connector, ...began, viaId: null, mayShrinkBy: 0, confirmedFingerprint: null, spent };
  await harvesting.write((writer) => recordFailure(writer, { ...harvesting, run }, descriptor, report));
  if (status === 'failed') await markStale(harvesting, id);
  return report;
}

/**
 * Writes down a run that ended with its process, of which only the next can tell, and whether that goes on to read: then null, else the report.
 * A source whose runs keep ending so is left in peace: by its schedule as after any failure, by what somebody asked for after the second.
 */
export async function settleDeath(running: Pick<Running, 'harvesting' | 'db'>, { id, registration: { schedule } }: RegisteredSource, { died, answers, isDue }: Pick<UnderWay, 'died' | 'answers' | 'isDue'>, isUnattended: boolean): Promise<HarvestReport | null> {
  if (!died) return null;
  const { startedAt, isCancelled, ...began } = died;
  const isGivenUp = isUnattended && answers !== null && (await endedBefore(running.db, id, died, answers));
  const goesOn = isDue && !isGivenUp;
  const look = 'look at the log of the hub and of its machine';
  const next = isGivenUp
    ? ` So did the one before it, so it is not begun again by itself: ${look}, mend what ended them, and ask for it once more.`
    : `${goesOn ? '' : schedule === null ? ` It is not begun again by itself: ask for it, or run "npm run hub -- harvest ${id}".` : ' The next is begun by its schedule.'} If it happens again, ${look}.`;
  const how = isCancelled ? 'was cancelled, and ended with its process' : 'ended with its process, which was stopped, or ran out of memory';
  const report = await recordEnd(running, id, began, `The run that began at ${startedAt} ${how}. What it had not finished was not kept.${isCancelled ? '' : next}`, isCancelled ? 'cancelled' : 'failed');
  await scheduleNext(running, { id, schedule });
  return goesOn ? null : report;
}

/** Whether a run for what was asked for then had ended with its process already, before this one did. Whatever else ends a run ends what was asked for. */
async function endedBefore(db: Running['db'], id: string, { trigger }: DeadRun, askedAt: string): Promise<boolean> {
  if (trigger !== 'request') return false;
  const { rows } = await sql`select 1 from harvest where source_id = ${id} and trigger = 'request' and status = 'failed' and started_at >= ${askedAt} limit 1`.execute(db);
  return rows.length > 0;
}

/** A registration that does not hold any more cannot be read, so neither can its schedule be, but for what the source remembers of it. Nor is what was asked for, or had begun and died, ever done. */
export async function recordUnreadable(running: Pick<Running, 'harvesting' | 'db'>, id: string, began: Began, message: string): Promise<void> {
  await recordEnd(running, id, began, message);
  await running.harvesting.write((writer) => writer.inTransaction(async (db) => {
    await sql`update source set asked_at = null, asked_by = null where id = ${id}`.execute(db);
    await sql`delete from run_under_way where source_id = ${id} and heard_at < ${heardSince(running.harvesting.now())}`.execute(db);
  }));
  const { rows } = await sql<{ schedule: string | null }>`select schedule from source where id = ${id}`.execute(running.db);
  await scheduleNext(running, { id, schedule: rows[0]!.schedule });
}

/** What the machine of the hub has against a run, in words; null for a fault of another kind. */
export function machineTrouble(error: unknown): string | null {
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return `The disk of the hub has no room left for what it gathers (${code}). Make room in HUB_DATA. Nothing was changed.`;
  return path !== undefined && /^E[A-Z]+$/.test(code) ? `The hub could not keep what it gathered (${code}). Look at the disk and the rights of the folder "gathered" in HUB_DATA. Nothing was changed.` : null;
}
