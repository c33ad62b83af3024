import { describe, expect, test } from 'vitest';
import { openTestHub } from '../../support/harvest.ts';
import { fileOf, leicester, workbookBytes, type TestCell } from '../../support/workbook.ts';

const heading = ['plan_ref', 'authority_codes', 'title', 'kind', 'coverage'];
const plan = (ref: TestCell, title: TestCell, ...more: TestCell[]): TestCell[] => [ref, 'E06000016', title, 'cypp', 'whole', ...more];

/** Harvests a workbook with these plans; the stored rows and what was said of the others. */
async function harvestPlans(columns: string[], rows: TestCell[][], options: { date1904?: boolean } = {}) {
  const hub = await openTestHub();
  const report = await hub.harvest(fileOf(workbookBytes([leicester, { name: 'plans', rows: [[...heading, ...columns], ...rows] }], options)));
  return { hub, issues: report.issues.map(({ line, column, message }) => ({ line, column, message })), status: report.status };
}

const stored = async (column: string, cell: TestCell, options = {}) => {
  const { hub, issues } = await harvestPlans([column], [plan('p1', 'Plan', cell)], options);
  const [row] = await hub.rows<Record<string, unknown>>(`select ${column} from plan`);
  return issues.length > 0 ? issues.map(({ message }) => message).join(' ') : row![column];
};

describe('dates', () => {
  test.each([
    ['a serial shown as a day', { v: 38976, format: 'day' }, '2006-09-16'],
    ['a day and a time of it', { v: 38976.75, format: 'day' }, '2006-09-16'],
    ['shown as a month', { v: 42095, format: 'month' }, '2015-04'],
    ['shown as a year', { v: 42095, format: 'year' }, '2015'],
    ['the first day there is', { v: 1, format: 'day' }, '1900-01-01'],
    ['the day before the one that never was', { v: 59, format: 'day' }, '1900-02-28'],
    ['the day after it', { v: 61, format: 'day' }, '1900-03-01'],
    ['text', '2015-04', '2015-04'],
    ['a bare number', 2015, '2015'],
    ['an ISO date stored as one', { v: '2015-04-30T00:00:00', t: 'd' }, '2015-04-30'],
  ] as [string, TestCell, string][])('%s', async (_name, cell, day) => {
    expect(await stored('valid_from', cell)).toBe(day);
  });

  test('count from 1904 in a workbook that says so', async () => {
    expect(await stored('embargo_until', { v: 37514, format: 'day' }, { date1904: true })).toBe('2006-09-16');
  });

  test.each([
    ['the day that never was', { v: 60, format: 'day' }, 'Found "1900-02-29"'],
    ['a day as people write it', '16/09/2006', 'Found "16/09/2006"; expected a year, month or day as 2008, 2008-11 or 2008-11-30; perhaps 2006-09-16 was meant.'],
    ['a time of day', { v: 0.5, format: 'time' }, 'Found "12:00"'],
    ['a number no date can have', { v: 1e9, format: 'day' }, 'Found "1000000000"'],
  ] as [string, TestCell, string][])('%s is refused', async (_name, cell, words) => {
    expect(await stored('valid_from', cell)).toContain(words);
  });
});

describe('texts, codes and numbers', () => {
  test.each([
    ['a number as it was typed', 2.1, '2.1'],
    ['a number stored with more digits than were typed', { v: '5.0999999999999996' }, '5.1'],
    ['a code shown with its zeros', { v: 7, format: 'zeros' }, '007'],
    ['a code kept as text', { v: '007', t: 'str', format: 'text' }, '007'],
    ['a year of school', '2007/08', '2007/08'],
    ['an amount of money without its signs', { v: 1234.5, format: 'money' }, '1234.5'],
    ['a format with letters in quotes', { v: 12, format: 'quoted' }, '12'],
    ['a share as it is shown', { v: 0.05, format: 'percent' }, '5%'],
    ['true as it is shown', true, 'TRUE'],
    ['spaces around a text', '  draft \u00A0', 'draft'],
    ['signs that XML cannot hold, and one that looks like them', 'a\u000Bb _x0041_ <&>', 'a\u000Bb _x0041_ <&>'],
  ] as [string, TestCell, string][])('%s', async (_name, cell, text) => {
    expect(await stored('summary', cell)).toBe(text);
  });

  test('numbers are numbers, and yes and no are kept', async () => {
    const hub = await openTestHub();
    await hub.harvest(
      fileOf(
        workbookBytes([
          leicester,
          { name: 'plans', rows: [heading, plan('p1', 'Plan')] },
          { name: 'priorities', rows: [['plan_ref', 'priority_ref', 'title', 'kind', 'adopted', 'rank'], ['p1', 'A', 'One', 'priority', true, 1], ['p1', 'B', 'Two', 'priority', 'no', { v: 2, format: 'zeros' }]] },
          { name: 'observations', rows: [['indicator_code', 'area_code', 'period', 'value'], ['NI 117', 'E06000016', 'FY2007/08', { v: 0.05, format: 'percent' }], ['NI 117', 'E06000016', 'FY2008/09', '7.25 %'], ['NI 117', 'E06000016', 'FY2009/10', { v: 0.1234, format: 'percent' }], ['NI 50', 'E06000016', { v: 42095, format: 'month' }, { v: 1e-7 }]] },
        ]),
      ),
    );
    expect(await hub.rows('select adopted, rank from priority order by rank')).toEqual([{ adopted: 1, rank: 1 }, { adopted: 0, rank: 2 }]);
    expect(await hub.rows('select period, value from observation order by indicator_code, period')).toEqual([
      { period: 'FY2007/08', value: 5 },
      { period: 'FY2008/09', value: 7.25 },
      { period: 'FY2009/10', value: 12.34 },
      { period: '2015-04', value: 1e-7 },
    ]);
  });
});

describe('formulas and errors', () => {
  test('the result stored with a formula is taken, and the formula never worked out', async () => {
    expect(await stored('summary', { f: 'A2&"?"', t: 'str', v: 'draft' })).toBe('draft');
    expect(await stored('stated_priorities', { f: '1+1', v: 11 })).toBe(11);
    expect(await stored('summary', { f: 'IF(1,"","x")', t: 'str', v: '' })).toBe(null);
  });

  test('a formula without a stored result refuses its row', async () => {
    expect(await stored('summary', { f: 'HYPERLINK("http://evil")' })).toBe(
      'Found "=HYPERLINK("http://evil")"; expected a value; this formula has no result stored with it. Open the workbook in a spreadsheet program and save it again, or type the value. The row was refused.',
    );
  });

  test('an error in a cell refuses its row, though the column takes any text', async () => {
    const { hub, issues } = await harvestPlans(['summary'], [plan('p1', 'Good'), plan('p2', 'Bad', { v: '#REF!', t: 'e' })]);
    expect(await hub.rows('select title from plan')).toEqual([{ title: 'Good' }]);
    expect(issues).toEqual([{ line: 3, column: 'summary (F)', message: 'Found "#REF!"; expected a value; the spreadsheet shows an error here. Mend the formula or type the value. The row was refused.' }]);
  });

  test('an error in a column that is left out refuses nothing', async () => {
    const { hub } = await harvestPlans(['my own sums'], [plan('p1', 'Good', { v: '#DIV/0!', t: 'e' })]);
    expect(await hub.rows('select title from plan')).toEqual([{ title: 'Good' }]);
  });
});
