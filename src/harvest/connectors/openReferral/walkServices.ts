import { createHash } from 'node:crypto';
import { shownAddress } from '../../gather/shownAddress.ts';
import { SourceFailure } from '../../gather/SourceFailure.ts';
import { walkPages } from '../../gather/walkPages.ts';
import type { JsonObject } from '../../package/openReferral/members.ts';
import type { DirectoryApi } from './DirectoryApi.ts';
import { idOf } from './pageOfServices.ts';
import { recordText, type Place, type RecordFile } from './RecordFile.ts';

/** A service as the list has it. */
export interface Listed {
  /** Where its record stands among those of the list. */
  place: Place;
  /** Of that record. */
  hash: string;
  /** Whether it says when it was last modified, so that a change of what the list leaves out shows in it. */
  isDated: boolean;
}

export interface Walked {
  services: Map<string, Listed>;
  /** Whether the records of the list hold what only whole ones do. */
  hasWholeRecords: boolean;
  notes: string[];
}

interface Walking {
  api: DirectoryApi;
  address: string;
  /** Takes the records of the list. */
  records: RecordFile;
  /** Ids that the last run had. */
  known: readonly string[];
  trustsTotals: boolean;
  perPage: number;
  report: (done: string) => Promise<void>;
}

/** More than any directory of one authority has, at a hundred services a page. */
const mostPages = 10_000;

/** Lists inside a service, which short records leave out, or leave empty. */
const nestedLists = ['service_at_locations', 'service_areas', 'attributes', 'cost_options', 'schedules', 'languages', 'contacts', 'funding', 'capacities', 'service_taxonomys', 'regular_schedules', 'eligibilitys', 'fundings'];

interface Walk {
  services: Map<string, Listed>;
  hasWholeRecords: boolean;
  isRepeating: boolean;
  /** The largest number of services that a page stated. */
  total: number | null;
}

/**
 * Walks the list of services to its end. A list that was unsteady meanwhile, or in which something is missing that was there the last time,
 * is walked once more, and what either walk saw is there: services that move from page to page while it is read must not seem to be gone.
 */
export async function walkServices(walking: Walking): Promise<Walked> {
  const { known, trustsTotals, address } = walking;
  const first = await walkOnce(walking, 'read');
  const isShort = (walk: Walk, services: ReadonlyMap<string, Listed>): boolean => walk.total !== null && services.size < walk.total;
  const isUnsteady = first.isRepeating || isShort(first, first.services) || known.some((id) => !first.services.has(id));
  if (!isUnsteady) return { services: first.services, hasWholeRecords: first.hasWholeRecords, notes: [] };
  const second = await walkOnce(walking, 'read again');
  const services = new Map([...first.services, ...second.services]);
  if (isShort(second, services)) {
    const said = `${shownAddress(new URL(address))} says that it has ${second.total} services, and lists ${services.size}, read twice.`;
    if (trustsTotals) throw new SourceFailure('wrong-format', `${said} So services may be missing from its list, and nothing of it was used. Tell whoever runs the directory; if it merely counts otherwise, set "totals": "ignore".`);
    return { services, hasWholeRecords: second.hasWholeRecords, notes: [said] };
  }
  return { services, hasWholeRecords: first.hasWholeRecords || second.hasWholeRecords, notes: [] };
}

async function walkOnce({ api, address, records, perPage, report }: Walking, did: string): Promise<Walk> {
  const walk: Walk = { services: new Map(), hasWholeRecords: false, isRepeating: false, total: null };
  // Of the page before, where it did not say whether more follow; null where it did.
  let unsure: string | null = null;
  const read = async (at: string, number: number): Promise<{ items: JsonObject[]; next: string | null }> => {
    const page = await api.page(number, { mayBeBeyond: unsure !== null });
    const { isFirst, isLast, total } = page;
    if (total !== null) walk.total = Math.max(walk.total ?? 0, total);
    const text = isLast === null ? JSON.stringify(page.services) : null;
    // The same again is all there is, unless it is cut to the number that was asked for.
    if (number === 2 && text !== null && text === unsure && page.services.length !== perPage) return { items: [], next: null };
    unsure = text;
    const services = number === 1 && isFirst === false ? [...(await api.page(0)).services, ...page.services] : page.services;
    await report(`${did} page ${number} of the list, ${walk.services.size + services.length} services so far`);
    return { items: services, next: isLast === true ? null : String(number + 1) };
  };
  for await (const services of walkPages({ start: '1', shown: shownAddress(new URL(address)), mostPages }, read)) {
    for (const service of services) {
      const [id, text] = [idOf(service), recordText(service)];
      if (walk.services.has(id)) walk.isRepeating = true;
      walk.hasWholeRecords ||= nestedLists.some((name) => Array.isArray(service[name]) && service[name].length > 0);
      walk.services.set(id, { place: records.append(text), hash: createHash('sha256').update(text).digest('base64url'), isDated: typeof service.last_modified === 'string' });
    }
  }
  return walk;
}
