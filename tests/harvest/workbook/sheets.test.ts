import { join, relative } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { findPackages } from '../../../src/harvest/findPackages.ts';
import { printReport } from '../../../src/harvest/printReport.ts';
import { makePackage, openTestHub } from '../../support/harvest.ts';
import { makeTree } from '../../support/makeTree.ts';
import { fileOf, leicester, workbookBytes, type TestCell, type TestSheet } from '../../support/workbook.ts';

const plans: TestSheet = { name: 'plans', rows: [['plan_ref', 'authority_codes', 'title', 'kind', 'coverage'], ['cypp', 'E06000016', 'Children’s plan', 'cypp', 'whole']] };
const columns = ['plan_ref', 'priority_ref', 'title', 'kind', 'adopted'];
const priority = (ref: string, title: TestCell = `Title of ${ref}`): TestCell[] => ['cypp', ref, title, 'priority', 'yes'];
const priorities = (...rows: TestCell[][]): TestSheet => ({ name: 'priorities', rows: [columns, ...rows] });

async function harvest(sheets: TestSheet[]) {
  const hub = await openTestHub();
  const report = await hub.harvest(fileOf(workbookBytes(sheets)));
  return { hub, report, issues: report.issues.map(({ rule, file, line, column, message }) => [rule, file, line, column, message].filter((part) => part !== undefined)) };
}

describe('where an issue lies', () => {
  test('is said by sheet, row and column as the officer sees them', async () => {
    const { report } = await harvest([leicester, plans, priorities(['cypp', 'P1', 'Title', 'priority', 'maybe'], [], ['nowhere', 'P2', 'Title', 'priority', 'yes'])]);
    expect(printReport(report).slice(-4)).toEqual([
      '  Refused:',
      '    sheet priorities, row 2, column adopted (E): found "maybe"; expected yes or no. The row was refused.',
      '    sheet priorities, row 4, column plan_ref (A): found "nowhere"; expected a reference that is in sheet plans of this workbook. The row was refused.',
      '  More may be found once this is mended: in what will stand where a value could not be read, such as a code that the hub does not know or a reference that another row has.',
    ]);
  });

  test('is kept with the harvest, and every record knows its sheet and row', async () => {
    const { hub } = await harvest([leicester, plans, priorities(['cypp', 'P1', 'Title', 'wish', 'yes'], priority('P2'))]);
    expect(await hub.rows('select file, line, "column" as name from issue where source_id = \'E06000016/plans\'')).toEqual([{ file: 'sheet priorities', line: 2, name: 'kind (D)' }]);
    expect(await hub.rows('select ref, file, line from priority')).toEqual([{ ref: 'P2', file: 'sheet priorities', line: 3 }]);
  });

  test('and what was expected speaks of its sheets and rows', async () => {
    const themed = (ref: string, theme: string): TestCell[] => [...priority(ref), theme];
    const { report } = await harvest([leicester, plans, { name: 'priorities', rows: [[...columns, 'theme_codes'], themed('P1', 'SWIMMING'), themed('P1', '')] }]);
    expect(printReport(report).filter((line) => line.startsWith('    '))).toEqual([
      '    sheet priorities, row 3, column priority_ref (B): found "P1"; expected what no other row has; row 2 has it already. The row was refused.',
      '    sheet priorities, row 2, column theme_codes (F): found "SWIMMING"; expected a code that the hub knows, of its themes. The value was left out.',
    ]);
  });

  test('and what became of the value is said as of a folder', async () => {
    const { report } = await harvest([leicester, { name: 'observations', rows: [['indicator_code', 'area_code', 'period', 'value'], ['NI 117', 'E06000016', 'FY2008/09', 540]] }]);
    expect(report.issues).toMatchObject([{ rule: 'IMPLAUSIBLE_FIGURE', column: 'value (D)', message: expect.stringMatching(/The value was kept as it is written\.$/) as unknown }]);
  });

  test('names every column of a key that is used twice', async () => {
    const steps: TestSheet = { name: 'plan_steps', rows: [['purpose', 'plan_ref', 'date', 'body'], ['approval', 'cypp', '2006-04', 'Cabinet'], ['approval', 'cypp', '2006-04', 'Cabinet']] };
    const { issues } = await harvest([leicester, plans, steps]);
    expect(issues[0]!.slice(0, 4)).toEqual(['REPEATED_KEY', 'sheet plan_steps', 3, 'plan_ref (B), date (C), body (D), purpose (A)']);
  });
});

describe('what officers do to sheets', () => {
  test('rows without a value are passed over, and the row numbers stay', async () => {
    const { hub, issues } = await harvest([leicester, plans, priorities(priority('P1'), [], ['', ' ', null], priority('P2'), [])]);
    expect(await hub.rows('select ref, line from priority order by line')).toEqual([{ ref: 'P1', line: 2 }, { ref: 'P2', line: 5 }]);
    expect(issues).toEqual([]);
  });

  test('columns may stand in another order, be starred, capitalised or called by their titles', async () => {
    const { hub, issues } = await harvest([leicester, plans, { name: 'Priorities ', rows: [['Title *', 'KIND', 'Priority reference', 'plan_ref*', 'Target group'], ['One', 'priority', 'P1', 'cypp', 'carers']] }]);
    expect(await hub.rows('select ref, title, target_group from priority')).toEqual([{ ref: 'P1', title: 'One', target_group: 'carers' }]);
    expect(issues).toEqual([]);
  });

  test('columns of their own are left out and named, one without a heading by its letter', async () => {
    const { hub, issues } = await harvest([leicester, plans, { name: 'priorities', rows: [[...columns, '__proto__', 'constructor'], [...priority('P1'), 'x', 'y', null, 'stray']] }]);
    expect(await hub.rows('select ref from priority')).toEqual([{ ref: 'P1' }]);
    expect(issues).toEqual([
      ['UNKNOWN_COLUMN', 'sheet priorities', 1, '__proto__ (F)', 'The data package has no column "__proto__" in priorities. It was left out.'],
      ['UNKNOWN_COLUMN', 'sheet priorities', 1, 'constructor (G)', 'The data package has no column "constructor" in priorities. It was left out.'],
      ['UNKNOWN_COLUMN', 'sheet priorities', 1, 'I', 'Column I has no heading. It was left out.'],
    ]);
  });

  test('sheets of their own are left out and named, hidden ones and copies of what is there among them', async () => {
    const looked: TestSheet[] = [{ name: 'Theme codes', rows: [['theme_code', 'label'], ['SEND', 'Special needs']] }, { name: 'Actions log', rows: [['Date', 'Title'], ['May', 'Met']] }, { name: 'Our plan steps', rows: [['plan_ref', 'Step'], ['cypp', 'Ask']] }];
    const { hub, issues } = await harvest([leicester, { name: 'Read me', rows: [['Hello']] }, plans, priorities(priority('P1')), { name: 'Old priorities', rows: [columns, priority('P2')], state: 'hidden' }, { name: 'Sums', rows: [[1], [2]], state: 'hidden' }, ...looked]);
    expect(await hub.rows('select ref from priority')).toEqual([{ ref: 'P1' }]);
    const isNone = 'A data package has no sheet of this name. It was left out.';
    expect(issues).toEqual([
      ['FILE_NOT_READ', 'sheet Old priorities', `${isNone} To have it read, call it priorities.`],
      ['FILE_NOT_READ', 'sheet Sums', isNone],
      ['FILE_NOT_READ', 'sheet Theme codes', isNone],
      ['FILE_NOT_READ', 'sheet Actions log', `${isNone} To have it read, call it actions.`],
      ['FILE_NOT_READ', 'sheet Our plan steps', `${isNone} To have it read, call it plan_steps.`],
    ]);
  });

  test('a sheet of the package that is hidden, or a copy of it, and has no rows is as good as none', async () => {
    const blank = (name: string, state?: 'hidden'): TestSheet => ({ name, rows: [columns, ['example: cypp', 'P1', 'One', 'priority', 'yes']], ...(state && { state }) });
    const { report, issues } = await harvest([leicester, plans, blank('priorities', 'hidden'), { name: 'priority', rows: [columns] }]);
    expect(report.status).toBe('harvested');
    expect(issues).toEqual([['FILE_NOT_READ', 'sheet priority', 'A data package has no sheet of this name. It was left out.']]);
  });

  const otherwise = 'has a name that the hub does not know, and looks like priorities, of which the workbook has no other rows. To have it read, call it priorities';
  test.each<[string, TestSheet['state'], string]>([
    ['priority', undefined, otherwise],
    ['priorities (2)', undefined, otherwise],
    ['Priorities-2024', undefined, otherwise],
    ['Our priorities', undefined, otherwise],
    ['priorities copy', undefined, otherwise],
    ['Sheet1', undefined, otherwise],
    ['priorities', 'hidden', 'is hidden. To have it read, show it'],
    ['priorities', 'veryHidden', 'is hidden. To have it read, show it'],
    ['priority', 'hidden', 'is hidden. To have it read, show it and call it priorities'],
  ])('"%s" (%s) in place of priorities changes nothing, since all of them would be withdrawn; an underscore leaves it out', async (name, state, reason) => {
    const { hub } = await harvest([leicester, plans, priorities(priority('P1'), priority('P2'))]);
    const before = await hub.everything();
    const named = (called: string): string => fileOf(workbookBytes([leicester, plans, { name: 'priorities (3)', rows: [columns] }, { ...priorities(priority('P1'), priority('P2')), name: called, ...(state && { state }) }]));
    const report = await hub.harvest(named(name));
    expect(report).toMatchObject({ status: 'failed', message: `sheet ${name} ${reason}; to leave it out on purpose, begin its name with an underscore: _${name}. Nothing was changed.` });
    expect(await hub.everything()).toEqual(before);
    expect(await hub.harvest(named(`_${name}`))).toMatchObject({ status: 'harvested', counts: { withdrawn: 2 } });
  });

  test('a hidden sheet of the package that cannot be read is no blank one', async () => {
    const { report } = await harvest([leicester, plans, { name: 'priorities', rows: [Array.from({ length: 600 }, () => 'x'), ['y']], state: 'hidden' }]);
    expect(report).toMatchObject({ status: 'failed', message: expect.stringContaining('Sheet priorities, row 1 has a value in column SG') as unknown });
  });

  test('a sheet of their own that cannot be read, or is as long as may be, is no fault of the workbook', async () => {
    const rows = Array.from({ length: 300 }, (_, index): TestCell[] => [`Row ${index}`]);
    const merges = Array.from({ length: 10_001 }, (_, index) => `A${index + 1}:B${index + 1}`);
    const { report } = await harvest([leicester, plans, { name: 'Sums', rows, merges }, { name: 'Wide', rows: [Array.from({ length: 600 }, () => 'x')] }]);
    expect(report.status).toBe('harvested');
  });

  test('merged cells are named, since only the first of them holds the value', async () => {
    const merged = { ...priorities(priority('P1'), [null, 'P2', 'Two', 'priority', 'yes']), merges: ['A2:A3', 'A1:B1'] };
    const { issues } = await harvest([leicester, plans, merged]);
    expect(issues).toEqual([
      ['MERGED_CELLS', 'sheet priorities', 2, 'plan_ref (A)', 'Cells A2:A3 are merged, so only the first of them holds the value. Unmerge them and write the value in each row it is for.'],
      ['BAD_VALUE', 'sheet priorities', 3, 'plan_ref (A)', 'Found nothing; expected a value, because the column is required. The row was refused.'],
    ]);
  });

  test('an embargo that merged cells show is not taken for none: its plans are held back', async () => {
    const plan = (ref: string, until: TestCell): TestCell[] => [ref, 'E06000016', `Plan ${ref}`, 'cypp', 'whole', until];
    const embargoed: TestSheet = { name: 'plans', rows: [[...plans.rows[0]!, 'embargo_until'], plan('a', '9999-01-01'), plan('b', null), plan('c', null), plan('d', null)], merges: ['F2:F4', 'A5:A6', 'F9:G9'] };
    const { hub, issues } = await harvest([leicester, embargoed, priorities(['b', 'P1', 'Title', 'priority', 'yes'])]);
    expect(await hub.rows('select ref, embargo_until from plan order by ref')).toEqual([{ ref: 'a', embargo_until: '9999-01-01' }, { ref: 'd', embargo_until: null }]);
    expect(await hub.rows('select ref from priority')).toEqual([]);
    const expected = 'Found "9999-01-01"; expected a value of its own; cells F2:F4 are merged, so only F2 holds this one. Unmerge them and write the value in each row it is for. The row was refused.';
    expect(issues.filter(([rule]) => rule === 'BAD_VALUE')).toEqual([3, 4].map((row) => ['BAD_VALUE', 'sheet plans', row, 'embargo_until (F)', expected]));
  });

  test('nor is a day that is merged with the cell for the embargo', async () => {
    const embargoed: TestSheet = { name: 'plans', rows: [[...plans.rows[0]!, 'published_on', 'embargo_until'], [...plans.rows[1]!, '9999-01-01', null]], merges: ['F2:G2'] };
    expect((await harvest([leicester, embargoed])).report).toMatchObject({ status: 'failed', rowsRefused: 1 });
  });

  test('what merged cells show of a figure, that it is withheld or whom it is about, is not taken for nothing', async () => {
    const figure = (year: number, value: TestCell, breakdown: TestCell, status: TestCell): TestCell[] => ['NI 117', 'E06000016', `FY${year}/${year - 1999}`, value, breakdown, status];
    const heading = ['indicator_code', 'area_code', 'period', 'value', 'breakdown', 'status'];
    const before = [figure(2010, 7, null, null), figure(2011, 7, null, null), figure(2012, 3, null, null)];
    const { hub } = await harvest([leicester, { name: 'observations', rows: [heading, ...before] }]);
    const merged = [figure(2010, null, null, 'suppressed'), figure(2011, 2, null, null), figure(2012, 3, 'girls', null), figure(2013, 4, null, null)];
    const report = await hub.harvest(fileOf(workbookBytes([leicester, { name: 'observations', rows: [heading, ...merged], merges: ['F2:F3', 'E4:E5'] }])));
    expect(await hub.rows('select period, breakdown, value from observation where withdrawn_on is null order by period')).toEqual([{ period: 'FY2010/11', breakdown: null, value: null }, { period: 'FY2012/13', breakdown: 'girls', value: 3 }]);
    expect(report.issues.filter(({ rule }) => rule === 'BAD_VALUE').map(({ line, column }) => [line, column])).toEqual([[3, 'status (F)'], [5, 'breakdown (E)']]);
  });

  test('rows and columns that do not show are read, and named', async () => {
    const rows = [priority('P1'), priority('P2'), priority('P3')];
    const hidden = { ...priorities(...rows), hiddenRows: [2, 4], hiddenColumns: '3:16384' };
    const { hub, issues } = await harvest([leicester, plans, hidden]);
    expect(await hub.rows('select ref from priority order by ref')).toEqual([{ ref: 'P1' }, { ref: 'P2' }, { ref: 'P3' }]);
    expect(issues).toEqual([
      ['HIDDEN_AND_READ', 'sheet priorities', 1, 'Columns title (C), kind (D), adopted (E) are hidden, and were read like what shows. Delete what is not meant to be published.'],
      ['HIDDEN_AND_READ', 'sheet priorities', 2, '2 rows are hidden (the first is row 2, the last row 4), and were read like what shows. Delete what is not meant to be published.'],
    ]);
    expect((await harvest([leicester, plans, { ...priorities(...rows), hiddenRows: [3] }])).issues).toEqual([['HIDDEN_AND_READ', 'sheet priorities', 3, 'The row is hidden, and was read like what shows. Delete what is not meant to be published.']]);
  });

  test('rows that are struck through are read, and named, for that is how many people delete them', async () => {
    const struck = (cells: TestCell[]): TestCell[] => cells.map((text) => ({ t: 'str', v: text as string, format: 'struckThrough' }));
    const [first, second, third] = [priority('P1'), struck(priority('P2')), [...struck(priority('P3').slice(0, -1)), 'yes']];
    const { hub, issues } = await harvest([leicester, plans, priorities(first, second, third)]);
    expect(await hub.rows('select ref from priority order by ref')).toEqual([{ ref: 'P1' }, { ref: 'P2' }, { ref: 'P3' }]);
    expect(issues).toEqual([['STRUCK_THROUGH_AND_READ', 'sheet priorities', 3, 'The row is struck through, and was read like any other. Delete what should not count.']]);
    expect((await harvest([leicester, plans, priorities(second, first, struck(priority('P4')))])).issues).toEqual([['STRUCK_THROUGH_AND_READ', 'sheet priorities', 2, '2 rows are struck through (the first is row 2, the last row 4), and were read like any other. Delete what should not count.']]);
  });

  test('an example that was written over is not dropped in silence', async () => {
    const { hub, issues } = await harvest([leicester, plans, priorities(['example: cypp', 'P1', 'Our own', 'priority', 'yes'], priority('P2'))]);
    expect(await hub.rows('select ref from priority')).toEqual([{ ref: 'P2' }]);
    expect(issues).toEqual([['EXAMPLE_ROW', 'sheet priorities', 2, 'The row begins with "example:", so it was taken for an example and left out. To have it read, take "example:" away.']]);
  });

  test('a fact that is asked for once more and left empty takes nothing away', async () => {
    const { report } = await harvest([{ ...leicester, rows: [...leicester.rows, ['title', null], ['Embargo', null], ['name', 'plans']] }, plans]);
    expect(report).toMatchObject({ status: 'harvested', title: 'Leicester’s plans', issues: [] });
  });

  test('a sheet with a heading and no rows is as good as none', async () => {
    const { report } = await harvest([leicester, plans, { name: 'priorities', rows: [['title']] }, { name: 'actions', rows: [] }]);
    expect(report).toMatchObject({ status: 'harvested', rowsRead: 1, issues: [] });
  });
});

describe('a workbook that cannot be read as a whole changes nothing', () => {
  test.each<[string, TestSheet[], string]>([
    ['without the sheet Package', [plans], 'leicester.xlsx has no sheet called Package, which says whose data they are. Its sheets are "plans". Begin with a workbook that "npm run hub -- template" writes. Nothing was changed.'],
    ['with a fact that is missing', [{ name: 'package', rows: leicester.rows.filter(([label]) => label !== 'name *') }, plans], 'The sheet package has no name. It is required.'],
    ['with a fact that is wrong', [{ ...leicester, rows: leicester.rows.map((row) => (row[0] === 'publisher code *' ? [row[0], 'Leicester'] : row)) }, plans], 'publisher code in the sheet Package is "Leicester". Expected a GSS code: a letter and eight digits, for example E06000016.'],
    ['with a fact that is an error', [{ ...leicester, rows: [...leicester.rows, ['version', { v: '#N/A', t: 'e' }]] }, plans], 'Sheet Package, row 7 holds "#N/A". Expected a value; the spreadsheet shows an error here. Mend the formula or type the value. Nothing was changed.'],
    ['with a fact that is answered twice', [{ ...leicester, rows: [...leicester.rows, ['Publisher code', 'E06000018']] }, plans], 'The sheet Package answers "publisher code" twice: "E06000016" and "E06000018". Leave the one that is right. Nothing was changed.'],
    ['with an embargo where it holds for nothing', [{ ...leicester, rows: [...leicester.rows, ['Embargo until', { v: 80000, format: 'day' }]] }, plans], 'The sheet Package has "embargo until" in row 7, which the hub does not know there. An embargo is stated of plans, on the sheet plans in the column embargo_until. Take the row out. Nothing was changed.'],
    ['with a protection of small numbers, for which it has no room', [{ ...leicester, rows: [...leicester.rows, ['Disclosure threshold', 5]] }, plans], 'The sheet Package has "disclosure threshold" in row 7, which the hub does not know there. A workbook has no room to say how small numbers are protected: the operator says it with "npm run hub -- sources protect", or you in the datapackage.json of a folder of CSV files. Take the row out. Nothing was changed.'],
    ['without a column that every row needs', [leicester, plans, { name: 'priorities', rows: [['priority_ref', 'title'], ['P1', 'One']] }], 'sheet priorities has no column plan_ref, kind, which every row needs. Its columns are priority_ref, title. Nothing was changed.'],
    ['whose heading of such a column is another', [leicester, plans, { name: 'priorities', rows: [['plan_ref', 'Priority reference', 'What we want to do', 'kind', null, 'Our notes'], ['cypp', 'P1', 'One', 'priority', null, 'x']] }], 'sheet priorities has no column title, which every row needs. Its columns are plan_ref, priority_ref, What we want to do, kind, Our notes. Nothing was changed.'],
    ['without its heading row', [leicester, { name: 'plans', rows: plans.rows.slice(1) }], 'sheet plans has no heading row: its first row that is not empty, row 1, begins with "cypp", and no cell of it names a column. Expected a row of column names there, with at least plan_ref, authority_codes, title, kind, coverage. Nothing was changed.'],
    ['with an embargo in a column of another name', [leicester, { name: 'plans', rows: [[...plans.rows[0]!, 'Embargo date'], [...plans.rows[1]!, '9999-01-01']] }], 'sheet plans has a column "Embargo date", which the hub does not know. An embargo is stated of plans, in a column called embargo_until. Nothing was changed.'],
    ['with a column twice', [leicester, { name: 'plans', rows: [['title', ...plans.rows[0]!], ['x', ...plans.rows[1]!]] }], 'sheet plans has two columns called "title". Nothing was changed.'],
    ['with two sheets for one file', [leicester, { ...plans, name: 'plan steps' }, { ...plans, name: 'Plan_Steps' }], 'The workbook has two sheets for plan_steps: "plan steps" and "Plan_Steps". Put their rows on one. Nothing was changed.'],
    ['without rows', [leicester, { name: 'plans', rows: [plans.rows[0]!] }], 'The package holds no rows. Nothing was changed.'],
  ])('%s', async (_name, sheets, message) => {
    const { report } = await harvest(sheets);
    expect(report).toMatchObject({ status: 'failed', message });
  });
});

describe('a workbook is the package of its name', () => {
  test('it is found beside folders of packages, those that somebody has open left out', () => {
    const folder = makeTree({ 'rutland.xlsx': '', '~$rutland.xlsx': '', '._rutland.xlsx': '', 'derby.xlsm': '', 'notes.docx': '', 'a/datapackage.json': '{ "publisher": { "kind": "authority" } }', 'z/datapackage.json': '{ "publisher": { "kind": "national" } }' });
    expect(findPackages(folder).map((path) => relative(folder, path))).toEqual(['z', 'a', 'derby.xlsm', 'rutland.xlsx']);
    expect(findPackages(join(folder, 'rutland.xlsx'))).toEqual([join(folder, 'rutland.xlsx')]);
  });

  test('one of another kind is not passed over in silence: its officer hears what to save it as', async () => {
    const folder = makeTree({ 'derby.xls': Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'rutland.ods': zipSync({ mimetype: Buffer.from('application/vnd.oasis.opendocument.spreadsheet') }), 'leicester.xlsx': workbookBytes([leicester, plans]) });
    const hub = await openTestHub();
    const reports = [];
    for (const path of findPackages(folder)) reports.push(await hub.harvest(path));
    expect(reports.map(({ status, message }) => [status, message])).toEqual([
      ['failed', 'derby.xls is a workbook of Excel 97 to 2003 (.xls) or another old Office file. Save it as an Excel workbook (.xlsx). Nothing was changed.'],
      ['harvested', null],
      ['failed', 'rutland.ods is an OpenDocument file. Save it as an Excel workbook (.xlsx). Nothing was changed.'],
    ]);
  });

  test('it takes the place of a folder of the same name, and rows are known by their references', async () => {
    const hub = await openTestHub();
    await hub.harvest(makePackage({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\ncypp,E06000016,An older title,cypp,whole\nold,E06000016,Old,cypp,whole' }));
    const report = await hub.harvest(fileOf(workbookBytes([leicester, plans])));
    expect(report).toMatchObject({ sourceId: 'E06000016/plans', counts: { added: 0, changed: 1, withdrawn: 1 } });
    expect(await hub.rows('select ref, title from plan where withdrawn_on is null')).toEqual([{ ref: 'cypp', title: 'Children’s plan' }]);
  });

  test('read again, it is unchanged, though the file was saved again', async () => {
    const hub = await openTestHub();
    await hub.harvest(fileOf(workbookBytes([leicester, plans])));
    const again = workbookBytes([leicester, { name: 'Sums', rows: [[1]] }, plans]);
    expect((await hub.harvest(fileOf(again))).status).toBe('unchanged');
    const mended = workbookBytes([leicester, { ...plans, rows: [plans.rows[0]!, ['cypp', 'E06000016', 'A new title', 'cypp', 'whole']] }]);
    expect(await hub.harvest(fileOf(mended))).toMatchObject({ status: 'harvested', counts: { changed: 1 } });
  });
});
