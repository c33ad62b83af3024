import { HubError } from '../../../errors.ts';

/** What a page says of the whole, in Open Referral 3 and in the older feeds. */
const countNames = ['total_items', 'totalElements'];
const pageCountNames = ['total_pages', 'totalPages'];
const lastNames = ['last_page', 'last'];

/** BAD_PACKAGE when a page says that there are more services than it lists: read as the whole, it would withdraw those of the other pages. */
export function refuseIncompletePage(page: ReadonlyMap<string, unknown>, listed: number, path: string): void {
  const first = (names: string[]) => names.map((name) => numberOf(page.get(name))).find((value) => value !== undefined);
  const count = first(countNames);
  const pages = first(pageCountNames);
  const isWhole = typeof count === 'number' ? listed >= count : !(typeof pages === 'number' && pages > 1) && first(lastNames) !== false;
  if (isWhole) return;
  const listedOf = typeof count === 'number' ? `${listed} of ${count} services` : `${listed} services of one page of several`;
  throw new HubError('BAD_PACKAGE', `${path} lists ${listedOf}. Expected all of them in one file: fetch every page, and put their services in one list. Nothing was changed.`);
}

/** Some directories write their numbers as texts. */
function numberOf(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
}
