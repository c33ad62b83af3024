import { sql } from 'kysely';
import { descriptorOf } from '../connectors/packageOf.ts';
import { emptyReport } from '../harvestPackage.ts';
import type { HarvestReport, Trigger } from '../harvestReport.ts';
import type { Publisher } from '../package/readDescriptor.ts';
import { recordFailure } from '../recordHarvest.ts';
import type { RegisteredSource } from '../sources/registerSource.ts';
import type { Running } from './Running.ts';
import { scheduleNext } from './scheduleNext.ts';
import type { DeadRun } from './underWay.ts';

interface Began {
  trigger: Trigger;
  askedBy: string | null;
}

/** Writes down a run that ended before its source could be asked, or by no fault of its source's: it failed all the same, and whoever looks must see that. */
export async function recordEnd({ harvesting, db }: Pick<Running, 'harvesting' | 'db'>, id: string, began: Began, message: string): Promise<HarvestReport> {
  const { rows } = await sql<{ title: string; connector: string; address: string; publisher_kind: Publisher['kind']; publisher_code: string; publisher_name: string }>`select title, connector, address, publisher_kind, publisher_code, publisher_name from source where id = ${id}`.execute(db);
  const { title, connector, address, publisher_kind: kind, publisher_code: code, publisher_name: name } = rows[0]!;
  const report: HarvestReport = { ...emptyReport(harvesting, address || id), sourceId: id, title, status: 'failed', message };
  const descriptor = descriptorOf({ id, name: id.slice(code.length + 1), title, publisher: { kind, code, name }, licence: null, attribution: null, settings: {} }, { address, folder: '' });
  const spent = () => ({ requests: 0, bytes: 0, medianResponseMs: null });
  const run = { connector, ...began, viaId: null, mayShrinkBy: 0, confirmedFingerprint: null, spent };
  await harvesting.write((writer) => recordFailure(writer, { ...harvesting, run }, descriptor, report));
  return report;
}

/** A run that ended with its process, of which only the next can tell. A source whose runs keep ending so is left in peace by its schedule, as after any failure. */
export async function recordDeath(running: Pick<Running, 'harvesting' | 'db'>, { id, registration }: RegisteredSource, { startedAt, ...began }: DeadRun): Promise<void> {
  await recordEnd(running, id, began, `The run that began at ${startedAt} ended with its process, which was stopped, or ran out of memory. What it had not finished was not kept. If it happens again, look at the log of the hub and of its machine.`);
  await scheduleNext(running, { id, schedule: registration.schedule });
}

/** A registration that does not hold any more cannot be read, so neither can its schedule be, but for what the source remembers of it. */
export async function recordUnreadable(running: Pick<Running, 'harvesting' | 'db'>, id: string, began: Began, message: string): Promise<void> {
  await recordEnd(running, id, began, message);
  await running.harvesting.write(({ db }) => sql`update source set asked_at = null, asked_by = null where id = ${id}`.execute(db));
  const { rows } = await sql<{ schedule: string | null }>`select schedule from source where id = ${id}`.execute(running.db);
  await scheduleNext(running, { id, schedule: rows[0]!.schedule });
}

/** What the machine of the hub has against a run, in words; null for a fault of another kind. */
export function machineTrouble(error: unknown): string | null {
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return `The disk of the hub has no room left for what it gathers (${code}). Make room in HUB_DATA. Nothing was changed.`;
  return path !== undefined && /^E[A-Z]+$/.test(code) ? `The hub could not keep what it gathered (${code}). Look at the disk and the rights of the folder "gathered" in HUB_DATA. Nothing was changed.` : null;
}
