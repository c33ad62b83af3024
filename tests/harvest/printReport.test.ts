import { describe, expect, test } from 'vitest';
import type { HarvestReport } from '../../src/harvest/harvestReport.ts';
import { valueIssue, type HarvestIssue } from '../../src/harvest/issue.ts';
import { printReport } from '../../src/harvest/printReport.ts';

const report: HarvestReport = {
  path: '/data/leicester',
  sourceId: 'E06000016/plans',
  title: 'Leicester’s plans',
  status: 'harvested',
  message: null,
  rowsRead: 12,
  rowsRefused: 1,
  counts: { added: 3, changed: 2, unchanged: 6, withdrawn: 1 },
  kept: 0,
  issues: [],
  parts: { hidden: 0, shown: 0 },
  hidden: null, refusedEmbargo: false, awaited: new Map(),
  dataVersion: 4,
  startedAt: '2025-06-01T12:00:00.000Z',
};
const badAdopted = (line: number, found = 'maybe') => valueIssue({ severity: 'error', rule: 'BAD_VALUE', file: 'priorities.csv', line, column: 'adopted', found, expected: 'yes or no' });
const unknownTheme: HarvestIssue = valueIssue({ severity: 'warning', rule: 'UNKNOWN_REFERENCE', file: 'priorities.csv', line: 7, column: 'theme_codes', found: 'NOPE', expected: 'a code in themes.csv of a source the hub knows' });

describe('the report of a harvest', () => {
  test('shows a value written from right to left as it is, and not what would turn round the words after it', () => {
    const [line] = printReport({ ...report, title: '\u200Fעברית\u200E \u202E' });
    expect(line).toBe('\u200Fעברית\u200E \uFFFD (E06000016/plans): read 12 rows.');
  });

  test('says how many records went from sight with what they hang on, or came back with it', () => {
    const lines = printReport({ ...report, parts: { hidden: 3, shown: 1 } });
    expect(lines[3]).toBe('  3 records are hidden, because what they hang on is no longer published, and will be shown again when it is.');
    expect(lines[4]).toBe('  1 record is shown again, because what it hangs on is published again.');
    expect(printReport({ ...report, parts: { hidden: 1, shown: 0 } }, { isPreview: true })[3]).toBe('  1 record would be hidden, because what it hangs on is no longer published, and will be shown again when it is.');
  });

  test('says what was read, what became of it, and each thing that was wrong', () => {
    expect(printReport({ ...report, issues: [unknownTheme, badAdopted(4)] })).toEqual([
      'Leicester’s plans (E06000016/plans): read 12 rows.',
      '  11 landed (3 new, 2 changed, 6 as before), 1 refused.',
      '  1 record withdrawn: no longer in the package.',
      '  The data are now version 4.',
      '  Refused:',
      '    priorities.csv line 4, column adopted: found "maybe"; expected yes or no. The row was refused.',
      '  Look at:',
      '    priorities.csv line 7, column theme_codes: found "NOPE"; expected a code in themes.csv of a source the hub knows. The value was left out.',
      '  More may be found once this is mended: in what will stand where a value could not be read, such as a code that the hub does not know or a reference that another row has.',
    ]);
  });

  test('counts rows as read and refused, and records as landed: a service of Open Referral is one row and several records', () => {
    expect(printReport({ ...report, rowsRead: 3, rowsRefused: 1, counts: { added: 9, changed: 0, unchanged: 1, withdrawn: 0 } }).slice(0, 2)).toEqual([
      'Leicester’s plans (E06000016/plans): read 3 rows; what is not refused of them makes 10 records.',
      '  10 landed (9 new, 0 changed, 1 as before), 1 refused.',
    ]);
  });

  test('says how many records stay as they were because their new row was refused', () => {
    expect(printReport({ ...report, kept: 1 })[2]).toBe('  1 record stays as before, and public if it was, because the new row was refused: mend it, or take it out of the file to withdraw what it tells.');
    expect(printReport({ ...report, kept: 2 }, { isPreview: true })[2]).toBe('  2 records would stay as before, and public if they were, because their new rows were refused: mend them, or take them out of the file to withdraw what they tell.');
  });

  test('lists what is wrong in the order of the rows, whichever check found it first', () => {
    const plans = { ...badAdopted(11), file: 'plans.csv' };
    const lines = printReport({ ...report, issues: [badAdopted(17, 'x'), plans, badAdopted(9, 'y'), { ...plans, line: 2, message: 'Other.' }] }).filter((line) => line.startsWith('    '));
    expect(lines.map((line) => /^ *(\S+ line \d+)/.exec(line)?.[1])).toEqual(['priorities.csv line 9', 'priorities.csv line 17', 'plans.csv line 2', 'plans.csv line 11']);
  });

  test('says when nothing changed', () => {
    expect(printReport({ ...report, dataVersion: null, counts: { ...report.counts, withdrawn: 0 } })).toContain('  The data are as they were.');
    expect(printReport({ ...report, status: 'unchanged', rowsRefused: 0 })).toEqual(['Leicester’s plans (E06000016/plans): nothing has changed since it was last read.']);
    expect(printReport({ ...report, status: 'unchanged', rowsRefused: 2 })).toEqual([
      'Leicester’s plans (E06000016/plans): nothing has changed since it was last read.',
      '  2 rows were refused then, and still are. To see why, ask the hub for source(id: "E06000016/plans") { issues(first: 500) { nodes { file line column message } } }.',
    ]);
  });

  test('says why a package could not be used, by its path when it has no name', () => {
    const failed = { ...report, status: 'failed', sourceId: null, title: null, message: 'No datapackage.json in /data/leicester.' } as const;
    expect(printReport(failed)).toEqual(['/data/leicester could not be used: No datapackage.json in /data/leicester.']);
  });

  test('says once what is wrong in many rows', () => {
    const issues = [2, 3, 4, 5, 6, 7, 8].map((line) => badAdopted(line));
    expect(printReport({ ...report, issues }).at(-2)).toBe('    priorities.csv lines 2, 3, 4, 5, 6 and 2 more, column adopted: found "maybe"; expected yes or no. The row was refused.');
  });

  test('prints fifty things at most under each heading, and says how many more there are and how to see them; of a preview all', () => {
    const issues = Array.from({ length: 60 }, (_, index) => badAdopted(index + 2, `maybe ${index}`));
    const lines = printReport({ ...report, issues: [...issues, unknownTheme] });
    expect(lines.filter((line) => line.includes('maybe'))).toHaveLength(50);
    expect(lines).toContain('    and 10 more, which the hub keeps with this harvest: ask it for source(id: "E06000016/plans") { issues(first: 500) { nodes { file line column message } } }.');
    expect(lines.slice(-3, -1)).toEqual(['  Look at:', expect.stringContaining('found')]);
    expect(printReport({ ...report, issues }, { isPreview: true }).filter((line) => line.includes('maybe'))).toHaveLength(60);
  });

  test('prints published text so that it cannot act on the terminal or break its line', () => {
    const line = printReport({ ...report, issues: [badAdopted(4, 'no\u001B[2J\nPassword:\u202E')] }).at(-2);
    expect(line).toBe('    priorities.csv line 4, column adopted: found "no\uFFFD[2J Password:\uFFFD", which holds a control character (U+001B), a line break (U+000A) and a mark of direction (U+202E); expected yes or no. The row was refused.');
  });

  test('shows the beginning of a long value', () => {
    expect(badAdopted(4, 'x'.repeat(5000)).message).toBe(`Found "${'x'.repeat(200)}…"; expected yes or no. The row was refused.`);
  });
});
