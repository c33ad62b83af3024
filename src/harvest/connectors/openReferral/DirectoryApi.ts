import type { Answer, PoliteFetch, Validators } from '../../gather/PoliteFetch.ts';
import { shownAddress } from '../../gather/shownAddress.ts';
import { SourceFailure } from '../../gather/SourceFailure.ts';
import { isObject, plainText, type JsonObject } from '../../package/openReferral/members.ts';
import { idOf, pageOfServices, type PageOfServices } from './pageOfServices.ts';

/** A record that was asked for by itself: found, not changed since, or not there. */
export type Detail = { kind: 'found'; service: JsonObject; validators: Validators } | { kind: 'unchanged' } | { kind: 'missing' };

/** The part of Open Referral's API that the hub reads. */
export interface DirectoryApi {
  /** Which version it says it is; null when it does not say. */
  version: () => Promise<string | null>;
  page: (number: number) => Promise<PageOfServices>;
  detail: (id: string, validators: Validators | null) => Promise<Detail>;
  /** Address of one service, for people who want to see the original. */
  addressOf: (path: string) => string;
}

/** Statuses that say "no such thing here", not "come back later". */
const notHere = [404, 410, 501];
const parametersRefused = [400, 422];

export function directoryApi(fetch: PoliteFetch, address: string, perPage: number): DirectoryApi {
  const base = new URL(address);
  base.pathname = base.pathname.replace(/\/+(services\/*)?$/i, '');
  // Asked of directories that can give whole records in lists; the others pass an unknown parameter over, or refuse it.
  let asksFull = true;
  const at = (path: string, parameters: Record<string, string> = {}): string => {
    const url = new URL(base);
    url.pathname = `${base.pathname.replace(/\/$/, '')}${path}`;
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  };
  const ask = (url: string, answers: readonly number[], validators: Validators | null = null): Promise<Answer & { value: unknown; isNotModified: boolean }> => fetch.json(url, { answers, validators });
  return {
    async version() {
      // Not every directory has it, and nothing hangs on it.
      const answer = await ask(at('/'), [400, 401, 403, 404, 405, 406, 410, 500, 501]).catch((error: unknown) => {
        if (error instanceof SourceFailure && error.kind === 'wrong-format') return null;
        throw error;
      });
      return answer && isObject(answer.value) ? plainText(answer.value.version).slice(0, 50) || null : null;
    },
    async page(number) {
      const url = at('/services', { page: String(number), per_page: String(perPage), ...(asksFull && { full: 'true' }) });
      const { status, value } = await ask(url, [...notHere, ...(asksFull ? parametersRefused : [])]);
      if (asksFull && parametersRefused.includes(status)) {
        asksFull = false;
        return this.page(number);
      }
      if (notHere.includes(status)) throw new SourceFailure('wrong-format', `${shownAddress(new URL(url))} answered ${status}: there is no list of services. Check the setting "address": give the address under which /services is, for example https://directory.example.gov.uk/api.`);
      return pageOfServices(value, shownAddress(new URL(url)));
    },
    async detail(id, validators) {
      const url = at(`/services/${encodeURIComponent(id)}`);
      const { status, value, isNotModified, validators: newer } = await ask(url, notHere, validators);
      if (isNotModified) return { kind: 'unchanged' };
      if (notHere.includes(status)) return { kind: 'missing' };
      if (isObject(value) && idOf(value) === id) return { kind: 'found', service: value, validators: newer };
      const found = isObject(value) ? (idOf(value) === '' ? 'without an id' : `of the id "${idOf(value).slice(0, 80)}"`) : 'that is no object';
      throw new SourceFailure('wrong-format', `${shownAddress(new URL(url))} answered with something ${found}. Expected the service that the list calls "${id.slice(0, 80)}". Tell whoever runs the directory.`);
    },
    addressOf: (path) => {
      const url = new URL(at(path));
      url.search = '';
      return url.href;
    },
  };
}
