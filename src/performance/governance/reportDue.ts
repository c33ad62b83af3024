import { addMonths } from '../addMonths.ts';

/** Whether a report is due in the month of a day: the words name that month, or say every month; or they give no month that can be read. */
export type ReportDue = 'due' | 'words-only' | 'not-then';

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const named = new RegExp(`\\b(${months.join('|')})\\s+(\\d{4})\\b`, 'gi');

/**
 * Reads when a report is due from the words a document has for it: "June 2011", or "monthly". After the last month that it names, words
 * that go on ("then a regular cycle") are words only. Words such as "quarterly" do not say which months.
 */
export function reportDue(words: string, day: string): ReportDue {
  if (isMonthly(words)) return 'due';
  const found = monthsNamed(words);
  if (found.length === 0) return 'words-only';
  const month = day.slice(0, 7);
  if (found.some((one) => one.month === month)) return 'due';
  const last = found.reduce((latest, one) => (one.month > latest ? one.month : latest), '');
  const goesOn = /\p{L}{3,}/u.test(words.slice(found.at(-1)!.end));
  return goesOn && month >= addMonths(`${last}-01`, 1).slice(0, 7) ? 'words-only' : 'not-then';
}

/** The first month, from that of a day on, in which words say that a report is due; null where they name none. */
export function nextReport(words: string, day: string): string | null {
  const month = day.slice(0, 7);
  return isMonthly(words) ? month : (monthsNamed(words).map((one) => one.month).filter((one) => one >= month).sort()[0] ?? null);
}

function isMonthly(words: string): boolean {
  return /(?:^|[.;,])\s*(?:monthly|every month|each month)\s*(?:[.;,]|$)/i.test(words);
}

/** The months that words name, as 2011-06, and where in them each ends. */
function monthsNamed(words: string): { month: string; end: number }[] {
  return [...words.matchAll(named)].map((match) => ({ month: `${match[2]!}-${String(months.indexOf(match[1]!.toLowerCase()) + 1).padStart(2, '0')}`, end: match.index + match[0].length }));
}
