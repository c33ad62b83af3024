/**
 * What a bare year of a source stands for: a calendar, financial or academic year, the twelve months that end in a month
 * (`year-ending-09`), one month (`month-01`) or one day (`day-03-31`) of it. A year that spans two is named by the one in which it ends.
 */
export type YearKind = string;

const yearKind = /^(calendar|financial|academic|year-ending-(0[1-9]|1[0-2])|month-(0[1-9]|1[0-2])|day-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$/;

export const yearKindForms = 'calendar, financial, academic, year-ending-09 (twelve months to the end of September), month-01 (in January) or day-03-31 (on 31 March)';

export function isYearKind(value: unknown): value is YearKind {
  return typeof value === 'string' && yearKind.test(value);
}

/** In the words of dictionaries and metadata; what leaves it open ("Annual", "Yearly") is not here. */
const stated = new Map<string, YearKind>([
  ['calendar', 'calendar'],
  ['calendar year', 'calendar'],
  ['calendar multi-year', 'calendar'],
  ['financial', 'financial'],
  ['financial year', 'financial'],
  ['financial multi-year', 'financial'],
  ['financial year end point', 'day-03-31'],
  ['academic', 'academic'],
  ['academic year', 'academic'],
  ['academic multi-year', 'academic'],
]);
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What a dictionary's year type or metadata's period type says; null when it leaves the kind of year open. */
export function statedYearKind(text: string): YearKind | null {
  const words = text.trim().toLowerCase();
  const known = stated.get(words);
  if (known) return known;
  // "Annual (end of Sept)" and "Annual - January", as the DfE's dictionary has them.
  const ending = monthNumber(/^annual \(end of ([a-z]+)\.?\)$/.exec(words)?.[1] ?? '');
  if (ending) return `year-ending-${ending}`;
  const within = monthNumber(/^annual - ([a-z]+)$/.exec(words)?.[1] ?? '');
  return within ? `month-${within}` : null;
}

/** Two digits for a month's name or its beginning; null when it is none. */
export function monthNumber(name: string): string | null {
  const index = /^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)$/i.test(name) ? months.indexOf(name.slice(0, 3).toLowerCase()) : -1;
  return index < 0 ? null : String(index + 1).padStart(2, '0');
}
