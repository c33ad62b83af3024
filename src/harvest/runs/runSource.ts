import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { HubError } from '../../errors.ts';
import type { Gathered, SourceToRead } from '../connectors/Connector.ts';
import { descriptorOf } from '../connectors/packageOf.ts';
import { openFetch } from '../gather/openFetch.ts';
import type { PoliteFetch } from '../gather/PoliteFetch.ts';
import { SourceFailure } from '../gather/SourceFailure.ts';
import { emptyReport, harvestOpened, statusOf } from '../harvestPackage.ts';
import type { HarvestContext, HarvestReport, Trigger } from '../harvestReport.ts';
import type { PackageDescriptor } from '../package/readDescriptor.ts';
import { recordFailure } from '../recordHarvest.ts';
import { addressOf, hostsOf, nextRun, type Registration } from '../sources/registration.ts';
import { findRegistered, type RegisteredSource } from '../sources/registerSource.ts';
import { markStale } from '../through/sourcesThrough.ts';
import { landOthers } from './landOthers.ts';
import { openMirror } from './mirror.ts';
import { beginRun, type UnderWay } from './underWay.ts';

/** What runs of sources need of the hub. */
export interface Running {
  harvesting: HarvestContext;
  db: Kysely<unknown>;
  /** Where what was gathered is kept from run to run. */
  gatheredFolder: string;
  /** Private hosts that the operator lets sources have. */
  privateHosts: readonly string[];
  /** What servers ask for, by the name that a registration gives. */
  sourceKeys: ReadonlyMap<string, string>;
  /** Where whoever runs a server finds whoever runs the hub; null where that is not told. */
  contact: string | null;
}

interface Asked {
  trigger: Trigger;
  askedBy: string | null;
  /** Takes what the last run was held for, as a person said. */
  isConfirmed?: boolean;
  /** Told what a person at a terminal may want to see. */
  print?: (line: string) => void;
}

/** After so many failures in a row a schedule waits, longer each time, so that a server in trouble is left in peace. */
const patience = { failures: 3, firstHours: 1, mostHours: 24 };

/** Reads a registered source: gathers, stages, merges, and writes down how it went. What fails changes nothing. One report for each of its packages. */
export async function runSource(running: Running, id: string, asked: Asked): Promise<HarvestReport[]> {
  const { harvesting, db } = running;
  const source = await findRegistered(db, id);
  const underWay = await beginRun({ write: harvesting.write, now: harvesting.now, sourceId: id, ...asked });
  const leaveUntil: LeaveUntil = { time: null };
  try {
    return await readUnderWay(running, source, asked, { underWay, leaveUntil });
  } finally {
    await underWay.end();
    await scheduleNext(running, source, leaveUntil);
  }
}

/** When a server said that it may be asked again; null while it said nothing. */
interface LeaveUntil {
  time: Date | null;
}

async function readUnderWay(running: Running, source: RegisteredSource, asked: Asked, { underWay, leaveUntil }: { underWay: UnderWay; leaveUntil: LeaveUntil }): Promise<HarvestReport[]> {
  const { registration, id } = source;
  const ending = new AbortController();
  const deadline = setTimeout(() => ending.abort(new SourceFailure('too-slow', `The run took longer than ${registration.seconds} seconds, the setting "seconds" of the source. Nothing was changed.`)), registration.seconds * 1_000);
  const mirror = openMirror(running.gatheredFolder, id);
  const fetch = openFetch(fetchSettings(running, registration, ending.signal));
  const context = contextOf(running, source, asked, { fetch, underWay });
  const tell = async (done: string): Promise<void> => {
    asked.print?.(`  ${done}`);
    await underWay.tell('gathering', done).catch((error: unknown) => {
      ending.abort(error);
      throw error;
    });
    ending.signal.throwIfAborted();
  };
  const heartbeat = setInterval(() => void tell('waiting for the source').catch(() => {}), 10_000);
  try {
    const toRead = sourceToRead(source);
    const gathered = await gather(context, { source, leaveUntil }, () => registration.connector.gather(toRead, { fetch, folder: mirror.folder, last: mirror.last, db: running.db, report: tell, signal: ending.signal, now: running.harvesting.now }));
    clearInterval(heartbeat);
    if (!('packages' in gathered)) return [gathered];
    for (const note of gathered.notes ?? []) asked.print?.(`  ${note}`);
    const reports = await land(running, context, source, gathered);
    // Of a hub, each source remembers what of it landed: one that did not is no reason to ask for all of them again.
    if (registration.connector.brings === 'others' || reports.every(({ status }) => status === 'harvested' || status === 'unchanged')) mirror.keep();
    return reports;
  } finally {
    clearTimeout(deadline);
    clearInterval(heartbeat);
    mirror.clear();
  }
}

/** What the source publishes, or the report of why it could not be read. */
async function gather(context: HarvestContext, { source, leaveUntil }: { source: RegisteredSource; leaveUntil: LeaveUntil }, work: () => Promise<Gathered>): Promise<Gathered | HarvestReport> {
  const started = emptyReport(context, addressOf(source.registration) || source.id);
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HubError || error instanceof SourceFailure)) throw error;
    if (error instanceof SourceFailure) leaveUntil.time = error.notBefore;
    const failed: HarvestReport = { ...started, sourceId: source.id, title: source.registration.title, status: statusOf(error), message: error.message };
    await context.write((writer) => recordFailure(writer, context, descriptorOfRun(source), failed));
    if (source.registration.connector.brings === 'others' && failed.status === 'failed') await markStale(context, source.id);
    return failed;
  }
}

/** Brings the data to what was gathered. */
async function land({ db }: Running, context: HarvestContext, source: RegisteredSource, gathered: Gathered): Promise<HarvestReport[]> {
  if (source.registration.connector.brings === 'others') return landOthers({ db, context, hub: descriptorOfRun(source) }, gathered);
  const reports: HarvestReport[] = [];
  for (const opened of gathered.packages) reports.push(await harvestOpened(context, opened.descriptor.address, () => opened));
  return reports;
}

/** The source itself, whatever comes of it. */
function descriptorOfRun(source: RegisteredSource): PackageDescriptor {
  return descriptorOf(sourceToRead(source), { address: addressOf(source.registration), folder: '' });
}

function sourceToRead({ id, registration: { name, title, publisher, licence, attribution, settings } }: RegisteredSource): SourceToRead {
  return { id, name, title, publisher, licence, attribution, settings };
}

function fetchSettings({ privateHosts, sourceKeys, contact }: Running, registration: Registration, signal: AbortSignal) {
  const { key, megabytes, requests, atOnce } = registration;
  const secret = key === null ? null : sourceKeys.get(key);
  if (secret === undefined) throw new HubError('BAD_CONFIGURATION', `The source needs the key "${key}", and SOURCE_KEYS has none of that name.`);
  return { hosts: hostsOf(registration), privateHosts, mostBytes: megabytes * 1_000_000, mostRequests: requests, atOnce, secret: secret === null ? null : { header: 'authorization', value: secret }, contact, signal };
}

function contextOf({ harvesting }: Running, { registration, confirmedFingerprint }: RegisteredSource, { trigger, askedBy }: Asked, { fetch, underWay }: { fetch: PoliteFetch; underWay: UnderWay }): HarvestContext {
  return {
    ...harvesting,
    progress: (line, db) => underWay.tell('reading', line, db),
    run: { connector: registration.connector.kind, trigger, askedBy, viaId: null, mayShrinkBy: registration.mayShrinkBy, confirmedFingerprint, spent: fetch.spent },
  };
}

/** When the source is due again: by its schedule, not before its server said it may be asked, and after several failures in a row not before it was left in peace for a while. */
async function scheduleNext({ harvesting: { write, now } }: Running, { id, registration }: RegisteredSource, leaveUntil: LeaveUntil): Promise<void> {
  await write(async ({ db }) => {
    const { rows } = await sql<{ failed_runs: number }>`select failed_runs from source where id = ${id}`.execute(db);
    const over = Number(rows[0]?.failed_runs ?? 0) - patience.failures;
    const hours = over < 0 ? 0 : Math.min(patience.firstHours * 2 ** over, patience.mostHours);
    // A server may ask for a year; a day later it is worth another look.
    const asked = Math.min(leaveUntil.time?.getTime() ?? 0, now().getTime() + patience.mostHours * 3_600_000);
    const after = Math.max(now().getTime() + hours * 3_600_000, asked);
    await sql`update source set next_run_at = ${nextRun(registration.schedule, new Date(after))} where id = ${id} and registration is not null`.execute(db);
  });
}

/** Takes what a source, or one that comes through it, was held for as right: the next run goes on if it reads just that again. False when it was not held. */
export async function confirmHeld({ harvesting: { write } }: Pick<Running, 'harvesting'>, id: string): Promise<boolean> {
  return write(async ({ db }) => {
    const { numAffectedRows } = await sql`update source set confirmed_fingerprint = held_fingerprint where (id = ${id} or via_id = ${id}) and held_fingerprint is not null`.execute(db);
    return Number(numAffectedRows ?? 0) > 0;
  });
}
