import { isObject } from '../../../isObject.ts';
import { SourceFailure } from '../../gather/SourceFailure.ts';
import { plainText, type JsonObject } from '../../package/openReferral/members.ts';

/** One page of a list of services, of whatever version of Open Referral. */
export interface PageOfServices {
  services: JsonObject[];
  /** Whether it says that it is the first: directories that count their pages from 0 say no of page 1. Null when it does not say. */
  isFirst: boolean | null;
  /** Whether it says that it is the last; null when it does not say. */
  isLast: boolean | null;
  /** How many services it says there are in all; null when it does not say. */
  total: number | null;
}

const expected = 'Expected a page of services as Open Referral has it: an object with a list "contents" (in version 1 "content"). Check the address: give the one under which /services is.';

/** Reads the page that was asked for by this number, or throws a `SourceFailure` that says what stands in its place. */
export function pageOfServices(value: unknown, number: number, shown: string): PageOfServices {
  if (!isObject(value) && !Array.isArray(value)) throw wrong(shown, `answered with ${value === null ? 'null' : typeof value}. ${expected}`);
  // A bare list does not say whether it is all or one page of several.
  const page: JsonObject = Array.isArray(value) ? { contents: value } : value;
  const listed = page.contents ?? page.content ?? page.items ?? (page.empty === true ? [] : undefined);
  if (!Array.isArray(listed)) throw wrong(shown, `answered with an object of the members ${Object.keys(page).slice(0, 8).map((name) => `"${name.slice(0, 40)}"`).join(', ') || '(none)'}. ${expected}`);
  const services = listed.map((service: unknown, index) => {
    if (isObject(service) && idOf(service) !== '') return service;
    throw wrong(shown, `has as service ${index + 1} one without an id. Every service needs one, or the hub cannot tell what changed. Tell whoever runs the directory.`);
  });
  const isFirst = page.first_page ?? page.first;
  const total = numberIn(page, 'total_items', 'totalElements');
  return { services, isFirst: typeof isFirst === 'boolean' ? isFirst : null, isLast: lastOf(page, { number, listed: services.length, total }), total };
}

export function idOf(service: JsonObject): string {
  return plainText(service.id);
}

/** Told by the number that was asked for: what a page calls itself counts from 1 in some directories and from 0 in others. */
function lastOf(page: JsonObject, { number, listed, total }: { number: number; listed: number; total: number | null }): boolean | null {
  const stated = page.last_page ?? page.last;
  if (stated === true) return true;
  const pages = numberIn(page, 'total_pages', 'totalPages', 'last_page');
  // A page may come empty although others follow.
  if (pages !== null && number < pages) return false;
  if (listed === 0) return true;
  if (stated === false) return false;
  return pages !== null || (number === 1 && total !== null && listed >= total) ? true : null;
}

/** Some directories write their numbers as texts. */
function numberIn(page: JsonObject, ...names: string[]): number | null {
  const value = names.map((name) => page[name]).find((found) => typeof found === 'number' || (typeof found === 'string' && /^\d{1,9}$/.test(found)));
  return value === undefined ? null : Number(value);
}

function wrong(shown: string, what: string): SourceFailure {
  return new SourceFailure('wrong-format', `${shown} ${what}`);
}
