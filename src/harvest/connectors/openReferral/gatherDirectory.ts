import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import pLimit from 'p-limit';
import { shownAddress } from '../../gather/shownAddress.ts';
import { SourceFailure } from '../../gather/SourceFailure.ts';
import type { Means } from '../Connector.ts';
import { directoryApi, type Detail, type DirectoryApi } from './DirectoryApi.ts';
import { readIndex, recordsName, writeIndex, type Remembered } from './directoryIndex.ts';
import { recordText, RecordFile } from './RecordFile.ts';
import type { DirectorySettings } from './settings.ts';
import { walkServices, type Listed, type Walked } from './walkServices.ts';

/** A record that was asked for so long ago is asked for again, whatever its list says: not every directory dates its changes rightly. */
const oldestDetailDays = 30;
/** Requests that wait for their turn at the same time, as many as a source may have at once: the turns themselves are the fetch's. */
const mostWaiting = 16;
/** So many that are not there, one after another from the first on, are taken for all: a directory of thousands is not asked thousands of times for nothing. */
const enoughMissing = 50;
/** Of more services than these it is worth asking which of them changed. */
const fewDoubtful = 5;
/** A change is looked for from a day before the last reading: the directory's clock is not the hub's. */
const clocksDifferByMs = 86_400_000;
/** About a hundredth of a second's work. */
const recordsPerTurn = 200;

/** Ids of services that the list has, and of which there is no record. */
export interface LeftOutIds {
  /** Not there when they are asked for. */
  missing: string[];
  /** Such that no address leads to them. */
  unaskable: string[];
}

export interface GatheredDirectory {
  notes: string[];
  leftOut: LeftOutIds;
  /** Address under which each service has its own. */
  recordsAt: string;
}

/** Brings the services of a directory's API into the mirror: one record a line, by id. What has not changed since the last run is taken from its mirror. */
export async function gatherDirectory(settings: DirectorySettings, means: Means): Promise<GatheredDirectory> {
  const { address, perPage, trustsTotals, asksDetails } = settings;
  const { fetch, folder, report } = means;
  const api = directoryApi(fetch, address, perPage);
  const { readAt: lastReadAt, services: last } = readIndex(means.last, address);
  const readAt = means.now().toISOString();
  const listPath = join(folder, 'listed');
  const records = RecordFile.create(listPath);
  try {
    await report(`asking ${new URL(address).host}`);
    const version = await api.version();
    const walked = await walkServices({ api, address, records, known: [...last.keys()], trustsTotals, perPage, report });
    const wantsDetails = asksDetails ?? !walked.hasWholeRecords;
    const details = wantsDetails ? await askDetails({ api, address, walked, last, lastReadAt, means }) : null;
    if (wantsDetails && details === null) walked.notes.push('The directory has no records of single services, so those of its list were taken. Short ones have no places, areas, terms or costs.');
    const leftOut = await writeRecords({ walked, records, details, last, means, address, readAt });
    return { notes: [...(version === null ? [] : [`The directory says that it is ${version}.`]), ...walked.notes], leftOut, recordsAt: api.addressOf('/services') };
  } finally {
    records.close();
    rmSync(listPath, { force: true });
  }
}

interface Details {
  /** Records that were asked for, each with where it stands in `records`; "unchanged" where the last mirror has it. */
  found: Map<string, Found>;
  records: RecordFile;
  path: string;
}

type Found = { place: Remembered['place']; detail: NonNullable<Remembered['detail']> } | 'unchanged' | 'missing' | 'unaskable';

/** Asks for each service by itself that is new, or that may have changed since the last run; null when the directory has no service by itself. */
async function askDetails({ api, address, walked, last, lastReadAt, means }: { api: DirectoryApi; address: string; walked: Walked; last: ReadonlyMap<string, Remembered>; lastReadAt: string | null; means: Means }): Promise<Details | null> {
  const path = join(means.folder, 'details');
  const details: Details = { found: new Map(), records: RecordFile.create(path), path };
  const oldest = new Date(means.now().getTime() - oldestDetailDays * 86_400_000).toISOString();
  const doubtful = [...walked.services].filter(([id, listed]) => isAsListed(listed, last.get(id), oldest) && !listed.isDated);
  const moved = doubtful.length > fewDoubtful && lastReadAt !== null ? await api.modifiedAfter(new Date(Date.parse(lastReadAt) - clocksDifferByMs).toISOString()) : null;
  const wanted = [...walked.services].filter(([id, listed]) => !(isAsListed(listed, last.get(id), oldest) && (listed.isDated || (moved !== null && !moved.has(id))))).map(([id]) => id);
  let isAnyThere = false;
  const askFor = async (id: string): Promise<void> => {
    const detail = await api.detail(id, last.get(id)?.detail ?? null);
    isAnyThere ||= detail.kind === 'found' || detail.kind === 'unchanged';
    details.found.set(id, noted(detail, details.records, means.now().toISOString()));
    await means.report(`asked for ${details.found.size} of ${wanted.length} services`);
  };
  try {
    await inTurns(wanted.slice(0, enoughMissing), askFor);
    const isNeverThere = !isAnyThere && wanted.length > 0 && wanted.length === walked.services.size;
    if (!isNeverThere) await inTurns(wanted.slice(enoughMissing), askFor);
    else if ([...last.values()].some(({ detail }) => detail !== null)) throw allGone(address, details.found.size);
    if (!isNeverThere) return details;
  } catch (error) {
    details.records.close();
    throw error;
  }
  details.records.close();
  rmSync(path);
  return null;
}

/** Does it for each, several at once. After the first that fails no other is begun, and those under way are waited for: nothing is written once this is over. */
async function inTurns(ids: readonly string[], askFor: (id: string) => Promise<void>): Promise<void> {
  const turns = pLimit(mostWaiting);
  let failure: { error: unknown } | null = null;
  await Promise.all(ids.map((id) => turns(async () => {
    if (failure) return;
    await askFor(id).catch((error: unknown) => {
      failure ??= { error };
    });
  })));
  if (failure) throw (failure as { error: unknown }).error;
}

/** The short records of its list would withdraw every place, term and cost that the hub has of it. */
function allGone(address: string, asked: number): SourceFailure {
  return new SourceFailure('wrong-format', `${shownAddress(new URL(address))} lists its services and had none of the ${asked} that were asked for by themselves, though it had them before. Nothing of it was used. Tell whoever runs the directory; if short records are all that it gives from now on, set "details": "never".`);
}

/** Whether the list says of a service what it said when its whole record was asked for, not too long ago. Of one that is dated the record then still is what the directory would answer. */
function isAsListed(listed: Listed, remembered: Remembered | undefined, oldest: string): boolean {
  return remembered?.detail != null && listed.hash === remembered.listHash && remembered.detail.askedAt >= oldest;
}

function noted(detail: Detail, records: RecordFile, askedAt: string): Found {
  if (detail.kind !== 'found') return detail.kind;
  return { place: records.append(recordText(detail.service)), detail: { ...detail.validators, askedAt } };
}

interface Writing {
  walked: Walked;
  records: RecordFile;
  details: Details | null;
  last: ReadonlyMap<string, Remembered>;
  means: Means;
  address: string;
  readAt: string;
}

/** Writes services.json, a JSON list of one service a line in the order of their ids, so that a service keeps its line while none comes before it. Returns the ids of those that are left out. */
async function writeRecords({ walked, records, details, last, means: { folder, last: lastFolder, now }, address, readAt }: Writing): Promise<LeftOutIds> {
  const written = RecordFile.create(join(folder, recordsName));
  const before = last.size > 0 ? RecordFile.open(join(lastFolder!, recordsName)) : null;
  const remember = new Map<string, Remembered>();
  const leftOut: LeftOutIds = { missing: [], unaskable: [] };
  let separator = '[\n';
  const write = (id: string, text: string, listHash: string, detail: Remembered['detail']): void => {
    written.append(separator);
    remember.set(id, { place: written.append(text), listHash, detail });
    separator = ',\n';
  };
  try {
    for (const [index, id] of [...walked.services.keys()].sort().entries()) {
      // Files are written without waiting: now and then whoever else asks the hub has a turn.
      if (index % recordsPerTurn === 0) await setImmediate();
      const listed = walked.services.get(id)!;
      const found = details === null ? undefined : details.found.get(id);
      const remembered = last.get(id);
      if (details === null) write(id, records.read(listed.place), listed.hash, null);
      else if (found === 'missing' || found === 'unaskable') leftOut[found].push(id);
      else if (found === undefined) write(id, before!.read(remembered!.place), listed.hash, remembered!.detail);
      else if (found === 'unchanged') write(id, before!.read(remembered!.place), listed.hash, { ...remembered!.detail!, askedAt: now().toISOString() });
      else write(id, details.records.read(found.place), listed.hash, found.detail);
    }
    written.append(separator === '[\n' ? '[]\n' : '\n]\n');
  } finally {
    written.close();
    before?.close();
    details?.records.close();
    if (details) rmSync(details.path, { force: true });
  }
  writeIndex(folder, { address, readAt }, remember);
  return leftOut;
}
