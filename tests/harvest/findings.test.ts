import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { Findings } from '../../src/harvest/Findings.ts';
import { valueIssue, type HarvestIssue } from '../../src/harvest/issue.ts';

const ofColumn = (column: string, line: number, expected = 'yes or no'): HarvestIssue => valueIssue({ severity: 'error', rule: 'BAD_VALUE', file: 'priorities.csv', line, column, found: `maybe ${line}`, expected });

function findingsOf(issues: Iterable<HarvestIssue>): Findings {
  const findings = new Findings();
  findings.add(issues);
  return findings;
}

function* many(count: number, issueAt: (line: number) => HarvestIssue): Generator<HarvestIssue> {
  for (let line = 2; line < count + 2; line += 1) yield issueAt(line);
}

const counted = ({ issues }: Findings): HarvestIssue[] => issues.filter(({ count }) => count !== undefined);
const toldOf = ({ issues }: Findings, column: string): number => issues.filter((issue) => issue.column === column && issue.count === undefined).length;

describe('what is wrong with a package', () => {
  test('is told as it was found while it is wrong in few rows', () => {
    const issues = [ofColumn('adopted', 2), ofColumn('kind', 2), ofColumn('adopted', 3)];
    expect(findingsOf(issues).issues).toEqual(issues);
    expect(findingsOf(issues).rowsRefused).toBe(2);
  });

  test('is told a thousand times where it is wrong in very many, and counted beyond that, whoever collects it', () => {
    const findings = findingsOf(many(600_000, (line) => ofColumn('adopted', line)));
    expect(findings.rowsRefused).toBe(600_000);
    expect(findings.issues.slice(0, 1_000).map(({ line }) => line)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 2));
    const more = { severity: 'error', rule: 'BAD_VALUE', file: 'priorities.csv', column: 'adopted', expected: 'yes or no', count: 599_000, message: 'And 599,000 more like these in this file, which were counted and are not told one by one; expected yes or no. Their rows were refused.' };
    expect(findings.issues.slice(1_000)).toEqual([more]);
    const whole = findingsOf([ofColumn('kind', 2)]);
    whole.addAll(findings);
    whole.addAll(findingsOf(many(3, (line) => ofColumn('adopted', 599_999 + line))));
    expect(counted(whole)).toEqual([{ ...more, count: 599_003, message: more.message.replace('599,000', '599,003') }]);
    expect(whole.rowsRefused).toBe(600_002);
  });

  test('is one kind where only numbers and what is quoted differ in what was expected, which is then told in general', () => {
    const repeated = findingsOf(many(1_002, (line) => ofColumn('priority_ref', line, `what no other row has; line ${line - 1} has it already`)));
    expect(counted(repeated)).toEqual([expect.objectContaining({ count: 2, expected: 'what no other row has; line … has it already' })]);
    // What one of them probably meant is told with it, and says nothing of the others.
    const dates = findingsOf(many(1_002, (line) => ofColumn('valid_from', line, `a day as 2008-11-30${line % 2 === 0 ? `; perhaps 2008-11-${line} was meant` : ''}`)));
    expect(dates.issues[0]!.expected).toBe('a day as 2008-11-30; perhaps 2008-11-2 was meant');
    expect(counted(dates)).toEqual([expect.objectContaining({ count: 2, expected: 'a day as 2008-11-30' })]);
    // Of what contradicts a value not even one is told: it may be a figure that is hidden later.
    const backwards = findingsOf(many(1_002, (line) => ({ ...ofColumn('upper', line, 'nothing below lower, which is 3'), rule: 'CONTRADICTION' })));
    expect(counted(backwards).map(({ expected }) => expected)).toEqual(['nothing below lower, which is …']);
  });

  test('is told of every kind in every file, whatever there is of others', () => {
    const findings = findingsOf(Array.from({ length: 30 }, (_, column) => [...many(1_500, (line) => ofColumn(`column ${column}`, line))]).flat());
    findings.add(many(25, (line) => ofColumn('adopted', line)));
    findings.add(many(25, (line) => ofColumn('adopted', line, 'a value, because the column is required')));
    findings.add(many(25, (line) => ({ ...ofColumn('adopted', line), file: 'actions.csv' })));
    expect([toldOf(findings, 'column 0'), toldOf(findings, 'column 9'), toldOf(findings, 'column 10'), toldOf(findings, 'column 29'), toldOf(findings, 'adopted')]).toEqual([1_000, 1_000, 20, 20, 60]);
    expect(findings.issues.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(30 * 1_500 + 75);
  });

  test('is told of every rule where there are more kinds than any package has, and all of it is counted', () => {
    const findings = findingsOf(many(50_000, (line) => ofColumn(`column ${line}`, line)));
    expect(counted(findings)).toEqual([expect.objectContaining({ rule: 'BAD_VALUE', file: '', message: expect.stringMatching(/^And 4\d,\d{3} more that break this rule in other columns and files/) })]);
    expect(findings.issues.length).toBeLessThan(5_000);
    expect(findings.issues.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(50_000);
    expect(findings.rowsRefused).toBe(50_000);
  });

  test('keeps nothing of the file that it quotes but the quotation', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const used = (): number => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const before = used();
    const findings = findingsOf(many(200, (line) => {
      const text = Buffer.alloc(1_000_000, `${line} `).toString('latin1');
      return { ...ofColumn('adopted', line), found: text.slice(10, 60), message: `Found "${text.slice(10, 60)}"` };
    }));
    expect(used() - before).toBeLessThan(20_000_000);
    expect(findings.issues).toHaveLength(200);
  });
});
