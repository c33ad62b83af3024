import { HubError } from '../../errors.ts';

/** Longer than any wording to look for, and short enough for the database to look for it. */
const longestText = 200;

/** What most filters have in common. */
interface Common {
  text?: string;
  ages?: { from: number; to: number };
}

/** The filter with its text trimmed, and left out when nothing is left of it. Refuses what could only be answered with a misleading "none": an empty list, ages the wrong way round, a text too long to look for. */
export function checkFilter<Filter extends object>(filter: Filter): Filter {
  for (const [name, value] of Object.entries(filter)) {
    if (Array.isArray(value) && value.length === 0) throw new HubError('BAD_ARGUMENT', `${name} is an empty list. Name at least one, or leave it out.`);
  }
  const { ages, text } = filter as Common;
  if (ages) checkAges(ages);
  return text === undefined ? filter : { ...filter, text: checkText(text) };
}

function checkAges({ from, to }: { from: number; to: number }): void {
  if (from < 0) throw new HubError('BAD_ARGUMENT', `ages.from is ${from}. Allowed: 0 or more, in completed years.`);
  if (from > to) throw new HubError('BAD_ARGUMENT', `ages.from (${from}) is after ages.to (${to}).`);
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
