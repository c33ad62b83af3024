import { isObject } from '../../../isObject.ts';
import type { Answer, PoliteFetch, Validators } from '../../gather/PoliteFetch.ts';
import { shownAddress } from '../../gather/shownAddress.ts';
import { SourceFailure } from '../../gather/SourceFailure.ts';
import { pathOfId, plainText, type JsonObject } from '../../package/openReferral/members.ts';
import { idOf, pageOfServices, type PageOfServices } from './pageOfServices.ts';

/** A record that was asked for by itself: found, not changed since, not there, or not to be asked for by its id. */
export type Detail = { kind: 'found'; service: JsonObject; validators: Validators } | { kind: 'unchanged' } | { kind: 'missing' } | { kind: 'unaskable' };

/** The part of Open Referral's API that the hub reads. */
export interface DirectoryApi {
  /** Which version it says it is; null when it does not say. */
  version: () => Promise<string | null>;
  /** A page of its list. One that is not there is an empty last one where `mayBeBeyond` says that the one before may have been the last. */
  page: (number: number, options?: { mayBeBeyond: boolean }) => Promise<PageOfServices>;
  detail: (id: string, validators: Validators | null) => Promise<Detail>;
  /** Ids of services that changed after a moment (ISO); null when it does not tell: many directories pass such a question over, and list all they have. */
  modifiedAfter: (moment: string) => Promise<Set<string> | null>;
  /** Address of one service, for people who want to see the original. */
  addressOf: (path: string) => string;
}

/** Statuses that say "no such thing here", not "come back later". */
const notHere = [404, 410, 501];
const parametersRefused = [400, 422];
const addressTooLong = 414;
/** What some servers answer to an address with signs in it that they do not take. */
const signsRefused = 400;
const future = '2999-01-01T00:00:00Z';
/** What a root address answers that is no page of the API, or of a gateway that has nothing there: nothing to come back for. */
const noRoot = [400, 401, 403, 404, 405, 406, 410, 500, 501, 502, 503, 504];

export function directoryApi(fetch: PoliteFetch, address: string, perPage: number): DirectoryApi {
  const base = new URL(address);
  base.pathname = base.pathname.replace(/\/+(services\/*)?$/i, '');
  // Asked of directories that can give whole records in lists; the others pass an unknown parameter over, or refuse it.
  let asksFull = true;
  // From the first page on: pages of one list must not be asked for in two ways, or some records would be whole and others short.
  let isSettled = false;
  const at = (path: string, parameters: Record<string, string> = {}): string => {
    const url = new URL(base);
    url.pathname = `${base.pathname.replace(/\/$/, '')}${path}`;
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  };
  const ask = (url: string, answers: readonly number[], validators: Validators | null = null): Promise<Answer & { value: unknown; isNotModified: boolean }> => fetch.json(url, { answers, validators });
  return {
    async version() {
      // Not every directory has it, some lead from there to a page for people on another host, and nothing hangs on it.
      const answer = await ask(at('/'), noRoot).catch((error: unknown) => {
        if (error instanceof SourceFailure && ['wrong-format', 'not-allowed', 'refused', 'endless'].includes(error.kind)) return null;
        throw error;
      });
      return answer && isObject(answer.value) ? plainText(answer.value.version).slice(0, 50) || null : null;
    },
    async page(number, { mayBeBeyond } = { mayBeBeyond: false }) {
      const url = at('/services', { page: String(number), per_page: String(perPage), ...(asksFull && { full: 'true' }) });
      const shown = shownAddress(new URL(url));
      const { status, value } = await ask(url, [...notHere, ...parametersRefused]);
      const isRefused = parametersRefused.includes(status);
      if (isRefused && asksFull && !isSettled) {
        asksFull = false;
        return this.page(number, { mayBeBeyond });
      }
      if (isRefused || notHere.includes(status)) {
        if (mayBeBeyond) return { services: [], isFirst: null, isLast: true, total: null };
        throw noPage({ shown, status, isRefused, isWithin: isSettled, perPage });
      }
      isSettled = true;
      return pageOfServices(value, number, shown);
    },
    async detail(id, validators) {
      const path = pathOfId(id);
      if (path === null) return { kind: 'unaskable' };
      const url = at(`/services/${path}`);
      const { status, value, isNotModified, validators: newer } = await ask(url, [...notHere, addressTooLong, ...(path === id ? [] : [signsRefused])], validators);
      if (isNotModified) return { kind: 'unchanged' };
      if (notHere.includes(status)) return { kind: 'missing' };
      if (status === addressTooLong || status === signsRefused) return { kind: 'unaskable' };
      if (isObject(value) && idOf(value) === id) return { kind: 'found', service: value, validators: newer };
      const found = isObject(value) ? (idOf(value) === '' ? 'without an id' : `of the id "${idOf(value).slice(0, 80)}"`) : 'that is no object';
      throw new SourceFailure('wrong-format', `${shownAddress(new URL(url))} answered with something ${found}. Expected the service that the list calls "${id.slice(0, 80)}". Tell whoever runs the directory.`);
    },
    async modifiedAfter(moment) {
      const pageOf = async (after: string, number: number): Promise<PageOfServices | null> => {
        const url = at('/services', { page: String(number), per_page: String(perPage), modified_after: after });
        const { status, value } = await ask(url, [...notHere, ...parametersRefused]);
        return notHere.includes(status) || parametersRefused.includes(status) ? null : pageOfServices(value, number, shownAddress(new URL(url)));
      };
      // One that understands the question has nothing from the future.
      if ((await pageOf(future, 1))?.services.length !== 0) return null;
      const ids = new Set<string>();
      for (let number = 1; ; number += 1) {
        const page = await pageOf(moment, number);
        if (page === null) return null;
        if (number === 1 && page.isFirst === false) for (const service of (await pageOf(moment, 0))?.services ?? []) ids.add(idOf(service));
        const before = ids.size;
        for (const service of page.services) ids.add(idOf(service));
        if (page.isLast === true || page.services.length === 0) return ids;
        // It goes on without telling anything new: what it tells is not to be relied on.
        if (ids.size === before) return null;
      }
    },
    addressOf: (path) => {
      const url = new URL(at(path));
      url.search = '';
      return url.href;
    },
  };
}

function noPage({ shown, status, isRefused, isWithin, perPage }: { shown: string; status: number; isRefused: boolean; isWithin: boolean; perPage: number }): SourceFailure {
  if (isWithin) return new SourceFailure('wrong-format', `${shown} answered ${status} in the middle of the list, whose pages before say that more follow. Nothing of it was used. If it stays so, tell whoever runs the directory.`);
  if (isRefused) return new SourceFailure('refused', `${shown} answered ${status}: the directory does not take the question for a page of its list. It was asked for ${perPage} services at once; if it gives fewer, set "perPage" to a smaller number. Or check the setting "address".`);
  return new SourceFailure('wrong-format', `${shown} answered ${status}: there is no list of services. Check the setting "address": give the address under which /services is, for example https://directory.example.gov.uk/api.`);
}
