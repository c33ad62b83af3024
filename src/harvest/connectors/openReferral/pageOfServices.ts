import { SourceFailure } from '../../gather/SourceFailure.ts';
import { isObject, plainText, type JsonObject } from '../../package/openReferral/members.ts';

/** One page of a list of services, of whatever version of Open Referral. */
export interface PageOfServices {
  services: JsonObject[];
  /** Whether it says that it is the last; null when it does not say. */
  isLast: boolean | null;
  /** How many services it says there are in all; null when it does not say. */
  total: number | null;
}

const expected = 'Expected a page of services as Open Referral has it: an object with a list "contents" (in version 1 "content"). Check the address: give the one under which /services is.';

/** Reads a page, or throws a `SourceFailure` that says what stands in its place. */
export function pageOfServices(value: unknown, shown: string): PageOfServices {
  if (!isObject(value) && !Array.isArray(value)) throw wrong(shown, `answered with ${value === null ? 'null' : typeof value}. ${expected}`);
  const page: JsonObject = Array.isArray(value) ? { contents: value, last_page: true } : value;
  const listed = page.contents ?? page.content ?? page.items ?? (page.empty === true ? [] : undefined);
  if (!Array.isArray(listed)) throw wrong(shown, `answered with an object of the members ${Object.keys(page).slice(0, 8).map((name) => `"${name.slice(0, 40)}"`).join(', ') || '(none)'}. ${expected}`);
  const services = listed.map((service: unknown, index) => {
    if (isObject(service) && idOf(service) !== '') return service;
    throw wrong(shown, `has as service ${index + 1} one without an id. Every service needs one, or the hub cannot tell what changed. Tell whoever runs the directory.`);
  });
  return { services, isLast: lastOf(page, services.length), total: numberIn(page, 'total_items', 'totalElements') };
}

export function idOf(service: JsonObject): string {
  return plainText(service.id);
}

function lastOf(page: JsonObject, listed: number): boolean | null {
  const stated = page.last_page ?? page.last;
  if (typeof stated === 'boolean') return stated || listed === 0;
  const pages = numberIn(page, 'total_pages', 'totalPages');
  const number = numberIn(page, 'page_number', 'number');
  if (listed === 0) return true;
  return pages !== null && number !== null ? number >= pages : null;
}

function numberIn(page: JsonObject, ...names: string[]): number | null {
  const value = names.map((name) => page[name]).find((found) => typeof found === 'number');
  return typeof value === 'number' ? value : null;
}

function wrong(shown: string, what: string): SourceFailure {
  return new SourceFailure('wrong-format', `${shown} ${what}`);
}
