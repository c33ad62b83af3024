import { cut } from './package/quoteValue.ts';
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
}

/** Where an issue lies. */
export interface Place {
  file: string;
  line: number;
}

/** An issue whose message says what was found and what was expected, so that it can be read on its own. */
export function valueIssue({ isKept = false, ...issue }: Omit<HarvestIssue, 'message' | 'found'> & { found: string; expected: string; isKept?: boolean }): HarvestIssue {
  // PostgreSQL stores no NUL, and a message should not carry one.
  const found = cut(issue.found.replaceAll('\0', '\uFFFD'));
  const consequence = issue.severity === 'error' ? 'The row was refused.' : isKept ? 'The value was kept as it is written.' : 'The value was left out.';
  // Else a value can look the same as what was expected of it.
  const unseen = unseenSigns(cut(issue.found));
  return { ...issue, found, message: `Found ${found === '' ? 'nothing' : `"${found}"`}${unseen && `, which holds ${unseen}`}; expected ${issue.expected}. ${consequence}` };
}
