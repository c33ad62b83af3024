import { HubError } from '../../../errors.ts';

/** More rows than anybody reads, and than are set beside one another in one answer. */
export const mostRows = 5_000;

export function refuseTooMany(found: number, what: string): void {
  if (found <= mostRows) return;
  throw new HubError('BAD_ARGUMENT', `More than ${mostRows.toLocaleString('en-GB')} ${what} fit, which is more than one answer holds. Narrow by authorities, themes, or from and to.`);
}
