import { HubError } from '../../errors.ts';

/** Longer than any wording to look for, and short enough for the database to look for it. */
const longestText = 200;

/** What most filters have in common. */
interface Common {
  text?: string;
  ages?: { from: number; to: number };
}

/** In years. Nobody is older. */
export const oldestAge = 120;

/** The filter with its text trimmed, and left out when nothing is left of it. Refuses what could only be answered with a misleading "none": an empty list, ages the wrong way round, a text too long to look for. */
export function checkFilter<Filter extends object>(filter: Filter): Filter {
  for (const [name, value] of Object.entries(filter)) {
    if (Array.isArray(value) && value.length === 0) throw new HubError('BAD_ARGUMENT', `${name} is an empty list. Name at least one, or leave it out.`);
  }
  const { ages, text } = filter as Common;
  if (ages) checkAges(ages);
  return text === undefined ? filter : { ...filter, text: checkText(text) };
}

export function checkAges({ from, to }: { from: number; to: number }): void {
  checkNumber('ages.from', from, { least: 0, most: oldestAge });
  checkNumber('ages.to', to, { least: 0, most: oldestAge });
  if (from > to) throw new HubError('BAD_ARGUMENT', `ages.from (${from}) is after ages.to (${to}).`);
}

/** Refuses a number beyond what there is, which would be answered with a misleading all or none. */
export function checkNumber(name: string, value: number | undefined, { least, most }: { least: number; most?: number }): void {
  if (value === undefined || (value >= least && value <= (most ?? Infinity))) return;
  throw new HubError('BAD_ARGUMENT', `${name} is ${value}. Allowed: ${most === undefined ? `${least} or more` : `${least} to ${most}`}.`);
}

function checkText(text: string): string | undefined {
  const trimmed = text.trim();
  refuseTooLong('text', trimmed);
  return trimmed === '' ? undefined : trimmed;
}

/** Refuses a text that is longer than any wording to look for; SQLite would give up on it. */
export function refuseTooLong(name: string, text: string): void {
  if (text.length > longestText) throw new HubError('BAD_ARGUMENT', `${name} has ${text.length.toLocaleString('en-GB')} characters. The most is ${longestText}: look for a shorter piece of the wording.`);
}
