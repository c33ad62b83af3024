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
import { addressOf, hostsOf, type Registration } from '../sources/registration.ts';
import { findRegistered, type RegisteredSource } from '../sources/registerSource.ts';
import { markStale } from '../through/sourcesThrough.ts';
import { landOthers } from './landOthers.ts';
import { openMirror, type Mirror } from './mirror.ts';
import { machineTrouble, recordEnd, recordUnreadable, settleDeath } from './recordEnd.ts';
import { scheduleNext } from './scheduleNext.ts';
import type { Running } from './Running.ts';
import { beginRun, type UnderWay } from './underWay.ts';

interface Asked {
  trigger: Trigger;
  askedBy: string | null;
  /** Set when no person is there: it is read only if it is due. */
  unattended?: boolean;
  /** By which whoever began the run knows it. */
  token?: string;
  /** Told what a person at a terminal may want to see. */
  print?: (line: string) => void;
}

/** Reads a registered source: gathers, stages, merges, and writes down how it went. What fails changes nothing. One report for each of its packages. */
export async function runSource(running: Running, id: string, asked: Asked): Promise<HarvestReport[]> {
  const { harvesting, db } = running;
  const source = await findRegistered(db, id).catch(async (error: unknown) => {
    if (error instanceof HubError && error.code === 'BAD_CONFIGURATION') await recordUnreadable(running, id, asked, error.message);
    throw error;
  });
  const underWay = await beginRun({ write: harvesting.write, now: harvesting.now, sourceId: id, ...asked });
  const leaveUntil: LeaveUntil = { time: null };
  try {
    const ended = await settleDeath(running, source, underWay, asked.unattended ?? false);
    return ended ? [ended] : await readUnderWay(running, source, asked, { underWay, leaveUntil });
  } catch (error) {
    return [await recordFault(running, source, asked, error)];
  } finally {
    await underWay.end();
    await scheduleNext(running, { id, schedule: source.registration.schedule }, leaveUntil.time);
  }
}

/** The report of a run that the hub's own machine stopped. Any other error is a fault of the hub, and thrown once it is written down that the run failed. */
async function recordFault(running: Running, { id }: RegisteredSource, { trigger, askedBy }: Asked, error: unknown): Promise<HarvestReport> {
  const message = machineTrouble(error);
  if (message !== null) return recordEnd(running, id, { trigger, askedBy }, message);
  // What kept it from being read may keep this from being written, and says more.
  await recordEnd(running, id, { trigger, askedBy }, 'The run ended because of a fault in the hub, of which its log says more. What it had not finished was not kept.').catch(() => {});
  throw error;
}

/** When a server said that it may be asked again; null while it said nothing. */
interface LeaveUntil {
  time: Date | null;
}

/** What landed has landed, even if what was gathered is lost: then the next run asks for all of it again. */
function keepMirror(mirror: Mirror, { print }: Asked): void {
  try {
    mirror.keep();
  } catch (error) {
    if (machineTrouble(error) === null) throw error;
    print?.(`  What was gathered could not be kept (${(error as NodeJS.ErrnoException).code}), so the next run asks for all of it again. Look at the folder "gathered" in HUB_DATA.`);
  }
}

async function readUnderWay(running: Running, source: RegisteredSource, asked: Asked, { underWay, leaveUntil }: { underWay: UnderWay; leaveUntil: LeaveUntil }): Promise<HarvestReport[]> {
  const { registration, id } = source;
  const ending = new AbortController();
  const until = performance.now() + registration.seconds * 1_000;
  const endLate = (): void => ending.abort(new SourceFailure('too-slow', `The run took longer than ${registration.seconds} seconds, the setting "seconds" of the source. Nothing was changed.`));
  const deadline = setTimeout(endLate, registration.seconds * 1_000);
  const checkTime = (): void => {
    // Reading may keep the timer from being heard.
    if (performance.now() >= until) endLate();
    ending.signal.throwIfAborted();
  };
  const fetch = openFetch(fetchSettings(running, registration, ending.signal));
  const context = contextOf(running, source, asked, { fetch, underWay, checkTime });
  const tell = async (done: string): Promise<void> => {
    asked.print?.(`  ${done}`);
    await underWay.tell('gathering', done).catch((error: unknown) => {
      ending.abort(error);
      throw error;
    });
    ending.signal.throwIfAborted();
  };
  const heartbeat = setInterval(() => void tell('waiting for the source').catch(() => {}), 10_000);
  let mirror: Mirror | null = null;
  try {
    const toRead = sourceToRead(source);
    const { folder, last } = (mirror = openMirror(running.gatheredFolder, id));
    const gathered = await gather(context, { source, leaveUntil }, async () => {
      checkKey(running, registration);
      return registration.connector.gather(toRead, { fetch, folder, last, db: running.db, report: tell, signal: ending.signal, now: running.harvesting.now });
    });
    clearInterval(heartbeat);
    if (!('packages' in gathered)) return [gathered];
    for (const note of gathered.notes ?? []) asked.print?.(`  ${note}`);
    const reports = await land(running, context, source, gathered);
    // Of a hub, each source remembers what of it landed: one that did not is no reason to ask for all of them again.
    if (registration.connector.brings === 'others' || reports.every(({ status }) => status === 'harvested' || status === 'unchanged')) keepMirror(mirror, asked);
    return reports;
  } finally {
    clearTimeout(deadline);
    clearInterval(heartbeat);
    mirror?.clear();
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

/** Its server is not asked without the key that it wants. */
function checkKey({ sourceKeys }: Running, { key }: Registration): void {
  if (key !== null && !sourceKeys.has(key)) throw new HubError('BAD_CONFIGURATION', `The source needs the key "${key}", and SOURCE_KEYS has none of that name. Add it there, and start the hub again.`);
}

function fetchSettings({ privateHosts, sourceKeys, contact }: Running, registration: Registration, signal: AbortSignal) {
  const { key, megabytes, requests, atOnce } = registration;
  const secret = key === null ? undefined : sourceKeys.get(key);
  return { hosts: hostsOf(registration), privateHosts, mostBytes: megabytes * 1_000_000, mostRequests: requests, atOnce, secret: secret === undefined ? null : { header: 'authorization', value: secret }, contact, signal };
}

function contextOf({ harvesting }: Running, { registration, confirmedFingerprint }: RegisteredSource, { trigger, askedBy }: Asked, { fetch, underWay, checkTime }: { fetch: PoliteFetch; underWay: UnderWay; checkTime: () => void }): HarvestContext {
  return {
    ...harvesting,
    write: underWay.write,
    async progress(line, db) {
      await underWay.tell('reading', line, db);
      checkTime();
    },
    async beforeMerge(db) {
      await underWay.checkGoesOn(db);
      checkTime();
    },
    run: { connector: registration.connector.kind, trigger, askedBy, viaId: null, mayShrinkBy: registration.mayShrinkBy, confirmedFingerprint, spent: fetch.spent },
  };
}
