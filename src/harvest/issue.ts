import { cut, tooLargeToHold } from './package/quoteValue.ts';
import { unseenSigns } from './unseenSigns.ts';

/** What a publisher's data got wrong. `error`: the row or file was refused. `warning`: it landed, less what is named. */
export interface HarvestIssue {
  severity: 'error' | 'warning';
  /** The rule broken: a stable word to count and filter by. */
  rule: string;
  file: string;
  line?: number;
  column?: string;
  /** The value as published, cut to 200 characters. */
  found?: string;
  expected?: string;
  message: string;
  /** Set where nothing is wrong with the row itself: it lands once the row that it names is mended. */
  follows?: true;
  /** Set where it stands for so many more like those that are told one by one. */
  count?: number;
}

/** Where an issue lies. */
export interface Place {
  file: string;
  line: number;
}

/** What stands in the place of a value that may not be quoted: words of the hub's own, which its publisher would look for in vain. */
const inOwnWords: ReadonlySet<string> = new Set([tooLargeToHold, 'a number', 'a value', 'a row that says it is suppressed']);

/** An issue whose message says what was found and what was expected, so that it can be read on its own. */
export function valueIssue({ isKept = false, isOfRefused = false, ...issue }: Omit<HarvestIssue, 'message' | 'found'> & { found: string; expected: string; isKept?: boolean; isOfRefused?: boolean }): HarvestIssue {
  // PostgreSQL stores no NUL, and a message should not carry one.
  const found = cut(issue.found.replaceAll('\0', '\uFFFD'));
  const consequence = issue.severity === 'error' ? 'The row was refused.' : isKept ? (isOfRefused ? 'The row was refused for something else.' : 'The value was kept as it is written.') : isOfRefused ? 'The row was refused for something else; once that is mended, the value is left out.' : 'The value was left out.';
  // Else a value can look the same as what was expected of it.
  const unseen = unseenSigns(cut(issue.found));
  const shown = found === '' ? 'nothing' : inOwnWords.has(found) ? found : `"${found}"`;
  return { ...issue, found, message: `Found ${shown}${unseen && `, which holds ${unseen}`}; expected ${issue.expected}. ${consequence}` };
}

/** One that stands for more of its kind than are told one by one. Without a file it is of several, and of several columns. */
export function countedIssue(common: Omit<HarvestIssue, 'message' | 'found' | 'line'> & { count: number }): HarvestIssue {
  const { severity, file, expected, count } = common;
  const where = file === '' ? 'that break this rule in other columns and files' : 'like these in this file';
  const wanted = expected === undefined ? '' : `; expected ${expected}`;
  return { ...common, message: `And ${count.toLocaleString('en-GB')} more ${where}, which were counted and are not told one by one${wanted}. ${severity === 'error' ? 'Their rows were refused.' : 'See those that are told for what became of them.'}` };
}

/** The same issue with what was expected in other words; what became of the row or value is said as before. */
export function withExpected(issue: HarvestIssue, expected: string): HarvestIssue {
  const before = `expected ${issue.expected}. `;
  const at = issue.message.lastIndexOf(before);
  return at < 0 ? issue : { ...issue, expected, message: `${issue.message.slice(0, at)}expected ${expected}. ${issue.message.slice(at + before.length)}` };
}

/** What became of the row or value, as the message of an issue says last; nothing where it says nothing of what was expected. */
export function consequenceIn({ message, expected }: HarvestIssue): string {
  const before = `expected ${expected}. `;
  const at = message.lastIndexOf(before);
  return at < 0 ? '' : message.slice(at + before.length);
}
