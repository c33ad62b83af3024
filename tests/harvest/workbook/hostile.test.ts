import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { openTestHub } from '../../support/harvest.ts';
import { fileOf, leicester, toBytes, workbookBytes, workbookParts, type TestSheet } from '../../support/workbook.ts';

const plans: TestSheet = { name: 'plans', rows: [['plan_ref', 'authority_codes', 'title', 'kind', 'coverage'], ['cypp', 'E06000016', 'Children’s plan', 'cypp', 'whole']] };
const good = [leicester, plans];

/** Why a file could not be used; the hub's data are as they were. */
async function refusalOf(bytes: Uint8Array, name = 'leicester.xlsx'): Promise<string> {
  const hub = await openTestHub();
  const before = await hub.everything();
  const report = await hub.harvest(fileOf(bytes, name));
  expect(report.status).toBe('failed');
  expect(await hub.everything()).toEqual(before);
  return report.message!;
}

const withSheet = (xml: string) => workbookBytes(good, { parts: { 'xl/worksheets/sheet2.xml': xml } });

describe('a file of another kind gets a sentence', () => {
  const text = (words: string) => new TextEncoder().encode(words);
  const zip = (parts: Record<string, string>) => zipSync(toBytes(parts));
  const oldOffice = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);

  test.each<[string, Uint8Array, string]>([
    ['plans.xls', oldOffice, 'plans.xls is a workbook of Excel 97 to 2003 (.xls) or another old Office file. Save it as an Excel workbook (.xlsx). Nothing was changed.'],
    ['locked.xlsx', Buffer.concat([oldOffice, Buffer.from('EncryptedPackage', 'utf16le')]), 'locked.xlsx is locked with a password. Save it without one. Nothing was changed.'],
    ['plans.csv', text('plan_ref,title\n'), 'plans.csv is a single CSV file. A data package is a folder that holds datapackage.json and CSV files, or a workbook that "npm run hub -- template" writes. Nothing was changed.'],
    ['README.md', text('# Plans'), 'README.md is no data package. A data package is a folder that holds datapackage.json and CSV files, or a workbook that "npm run hub -- template" writes. Nothing was changed.'],
    ['page.xlsx', text('<html><table>'), 'page.xlsx is not a workbook, whatever its name. Save it as an Excel workbook (.xlsx). Nothing was changed.'],
    ['empty.xlsx', new Uint8Array(), 'empty.xlsx is empty. Nothing was changed.'],
    ['plan.xlsx', zip({ '[Content_Types].xml': '<Types/>', '_rels/.rels': '<Relationships/>', 'word/document.xml': '<document/>' }), 'plan.xlsx is a Word or PowerPoint file, not a workbook. Nothing was changed.'],
    ['plans.ods', zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }), 'plans.ods is an OpenDocument file. Save it as an Excel workbook (.xlsx). Nothing was changed.'],
    ['plans.xlsb', zip({ 'xl/workbook.bin': '' }), 'plans.xlsb is a binary workbook (.xlsb). Save it as an Excel workbook (.xlsx). Nothing was changed.'],
    ['package.zip', zip({ 'datapackage.json': '{}' }), 'package.zip is a zip file that holds no workbook. If it is a data package, unpack it and import the folder. Nothing was changed.'],
  ])('%s', async (name, bytes, message) => {
    expect(await refusalOf(bytes, name)).toBe(message);
  });

  test('a file that is not there', async () => {
    const hub = await openTestHub();
    expect(await hub.harvest('/nowhere/plans.xlsx')).toMatchObject({ status: 'failed', message: 'There is no file /nowhere/plans.xlsx.' });
  });

  test('a file of many megabytes', async () => {
    expect(await refusalOf(Buffer.alloc(50_000_001))).toBe('leicester.xlsx has 50000001 bytes. Allowed: 50000000. Publish so much as CSV files. Nothing was changed.');
  });
});

describe('a damaged workbook', () => {
  test('broken off on its way', async () => {
    expect(await refusalOf(workbookBytes(good).subarray(0, 900))).toMatch(/^leicester\.xlsx is damaged or broke off on its way \(.+\)\. Save or send it again\. Nothing was changed\.$/);
  });

  test('with a byte changed in the middle', async () => {
    const bytes = Buffer.from(workbookBytes([leicester, { ...plans, rows: [plans.rows[0]!, ...Array.from({ length: 500 }, (_, index) => [`p${index}`, 'E06000016', `Plan ${index * 7919}`, 'cypp', 'whole'])] }]));
    const sheet = bytes.indexOf('xl/worksheets/sheet2.xml');
    bytes.fill(0xff, sheet + 200, sheet + 260);
    expect(await refusalOf(bytes)).toMatch(/is damaged|not whole XML|not UTF-8/);
  });

  test('that lacks a part', async () => {
    const { 'xl/worksheets/sheet2.xml': _, ...parts } = workbookParts(good);
    expect(await refusalOf(zipSync(toBytes(parts)))).toBe('leicester.xlsx lacks its part xl/worksheets/sheet2.xml, so it is damaged or no whole workbook. Save it again in a spreadsheet program. Nothing was changed.');
  });

  test.each([
    ['is not there', /<Relationship Id="rId2"[^>]*>/, ''],
    ['leads out of the workbook', 'Target="worksheets/sheet2.xml"', 'Target="file:///plans.xml" TargetMode="External"'],
    ['is that of something else', 'worksheet" Target="worksheets/sheet2.xml"', 'theme" Target="worksheets/sheet2.xml"'],
  ])('with a sheet whose relation %s, which is never taken for an empty one', async (_, before, after) => {
    const parts = workbookParts([leicester, plans, { name: 'groups', rows: [['group_ref', 'name', 'kind', 'authority_codes'], ['g1', 'Board', 'board', 'E06000016']] }]);
    const relations = 'xl/_rels/workbook.xml.rels';
    const bad = zipSync(toBytes({ ...parts, [relations]: parts[relations]!.replace(before, after) }));
    expect(await refusalOf(bad)).toMatch(/^The workbook lists a sheet plans and does not say where its cells are, so it is damaged\..* Nothing was changed\.$/);
  });

  test('with XML that is not closed', async () => {
    expect(await refusalOf(withSheet('<worksheet><sheetData><row r="1"><c r="A1"><v>1</v>'))).toMatch(/^xl\/worksheets\/sheet2\.xml in the workbook is not whole XML: <\w+> is not closed\./);
  });

  test('with text in another encoding', async () => {
    const parts = toBytes(workbookParts(good));
    parts['xl/worksheets/sheet2.xml'] = Buffer.from('<worksheet>£</worksheet>', 'latin1');
    expect(await refusalOf(zipSync(parts))).toContain('xl/worksheets/sheet2.xml in the workbook is not UTF-8 text.');
  });

  test.each([['r="0"'], ['r="99999999"'], ['r="x"']])('with a row numbered %s', async (number) => {
    expect(await refusalOf(withSheet(`<worksheet><sheetData><row ${number}><c><v>1</v></c></row></sheetData></worksheet>`))).toContain('Sheet plans has a row numbered');
  });

  const heading = `<row r="1">${['plan_ref', 'authority_codes', 'title', 'kind', 'coverage'].map((text) => `<c t="str"><v>${text}</v></c>`).join('')}</row>`;
  const row = (...cells: string[]) => `<worksheet><sheetData>${heading}<row r="2"><c r="A2" t="str"><v>cypp</v></c><c r="B2" t="str"><v>E06000016</v></c>${cells.join('')}<c r="D2" t="str"><v>cypp</v></c><c r="E2" t="str"><v>whole</v></c></row></sheetData></worksheet>`;

  test.each([
    ['two cells of one reference', ['<c r="C2" t="str"><v>Plan A</v></c>', '<c r="C2" t="str"><v>Plan B</v></c>'], 'two cells C2: "Plan A" and "Plan B"'],
    ['two cells in one place, of which one says so', ['<c t="str"><v>Plan A</v></c>', '<c r="C2" t="str"><v>Plan B</v></c>'], 'two cells C2: "Plan A" and "Plan B"'],
    ['a cell of another row', ['<c r="C5" t="str"><v>Plan A</v></c>'], 'a cell in row 2 that says it is "C5"'],
    ['a cell of no place', ['<c r="c2" t="str"><v>Plan A</v></c>'], 'a cell in row 2 that says it is "c2"'],
  ])('with %s', async (_, cells, found) => {
    expect(await refusalOf(withSheet(row(...cells)))).toBe(`Sheet plans has ${found}, so the workbook is damaged. Open it in a spreadsheet program, see that it says what it should, and save it again. Nothing was changed.`);
  });

  test('with two cells of one reference of which only one says something is read by that one', async () => {
    const hub = await openTestHub();
    await hub.harvest(fileOf(withSheet(row('<c r="C2"/>', '<c r="C2" t="str"><v>Plan A</v></c>', '<c r="C2"/>'))));
    expect(await hub.rows('select title from plan')).toEqual([{ title: 'Plan A' }]);
  });

  test('with a text that is not among its texts', async () => {
    const hub = await openTestHub();
    const row = (...texts: string[]) => `<row>${texts.map((text) => (text === '' ? '<c t="s"><v>9999</v></c>' : `<c t="inlineStr"><is><t>${text}</t></is></c>`)).join('')}</row>`;
    const rows = row('plan_ref', 'authority_codes', 'title', 'kind', 'coverage') + row('p1', 'E06000016', '', 'cypp', 'whole');
    const report = await hub.harvest(fileOf(withSheet(`<worksheet><sheetData>${rows}</sheetData></worksheet>`)));
    expect(report).toMatchObject({ status: 'failed', message: 'The only row could not be used. Nothing was changed.' });
    expect(report.issues[0]!.message).toContain('the workbook has lost this one');
  });
});

describe('a workbook made to do harm', () => {
  test('entities and document types are refused unread', async () => {
    const billion = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>';
    const outside = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>';
    for (const xml of [billion, outside]) expect(await refusalOf(withSheet(xml))).toBe('xl/worksheets/sheet2.xml in the workbook declares a document type or entities, which no spreadsheet program writes and which can do harm. It was not read. Nothing was changed.');
  });

  test('a part that unpacks to far more than a workbook holds is read no further', async () => {
    const parts = { ...toBytes(workbookParts(good)), 'xl/worksheets/sheet2.xml': new Uint8Array(151_000_000).fill(32) };
    const bytes = zipSync(parts, { level: 1 });
    expect(bytes.length).toBeLessThan(5_000_000);
    expect(await refusalOf(bytes)).toBe('leicester.xlsx unpacks to more than 150000000 bytes, far more than a workbook of this kind holds. It was not read further. Nothing was changed.');
  });

  test('a part that unpacks to more than it says is damaged', async () => {
    const bytes = Buffer.from(zipSync({ ...toBytes(workbookParts(good)), 'xl/worksheets/sheet2.xml': new Uint8Array(1_000_000).fill(32) }));
    const entry = bytes.lastIndexOf('xl/worksheets/sheet2.xml') - 46;
    expect(bytes.readUInt32LE(entry + 24)).toBe(1_000_000);
    bytes.writeUInt32LE(100, entry + 24);
    expect(await refusalOf(bytes)).toContain('leicester.xlsx is damaged');
  });

  test('levels without end are refused', async () => {
    expect(await refusalOf(withSheet('<a>'.repeat(100_000)))).toContain('nests more than 100 levels');
  });

  test('more rows, sheets, parts, cells or characters than an officer writes are refused', async () => {
    const rows = `<worksheet><sheetData>${'<row><c><v>1</v></c></row>'.repeat(200_001)}</sheetData></worksheet>`;
    expect(await refusalOf(withSheet(rows))).toBe('The workbook holds more than 200000 rows, more than the hub reads from one. Publish so much as CSV files. Nothing was changed.');
    expect(await refusalOf(workbookBytes([leicester, ...Array.from({ length: 200 }, (_, index) => ({ name: `Sheet${index}`, rows: [] }))]))).toBe('The workbook has more than 200 sheets. Nothing was changed.');
    expect(await refusalOf(zipSync(Object.fromEntries(Array.from({ length: 5_001 }, (_, index) => [`part${index}`, new Uint8Array()]))))).toContain('leicester.xlsx has 5001 parts inside it. Allowed: 5000.');
    const wide = `<worksheet><sheetData>${'<row><c r="SF1"><v>1</v></c></row>'.repeat(20_001)}</sheetData></worksheet>`;
    expect(await refusalOf(withSheet(wide))).toContain('The workbook holds more than 10000000 cells');
    expect(await refusalOf(withSheet('<worksheet><sheetData><row r="7"><c r="XFD7"><v>1</v></c></row></sheetData></worksheet>'))).toBe(
      'Sheet plans, row 7 has a value in column XFD. The hub reads the first 500 columns. Take away what stands beyond them. Nothing was changed.',
    );
    const shared = `<worksheet><sheetData>${'<row><c t="s"><v>0</v></c></row>'.repeat(4_000)}</sheetData></worksheet>`;
    const long = workbookBytes(good, { parts: { 'xl/worksheets/sheet2.xml': shared, 'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(32_000)}</t></si></sst>`, 'xl/worksheets/sheet1.xml': '<worksheet/>' } });
    expect(await refusalOf(long)).toContain('The workbook holds more than 100000000 characters');
  });

  test('more merged ranges, entries of columns, styles, relations or attributes than a spreadsheet program writes are refused', async () => {
    const refusal = (what: string, most: number) => `${what} are more than ${most}, far more than a workbook of this kind needs. It was not read further. Nothing was changed.`;
    const merges = '<mergeCell ref="A2:A3"/>'.repeat(10_001);
    expect(await refusalOf(withSheet(`<worksheet><sheetData/><mergeCells>${merges}</mergeCells></worksheet>`))).toBe(refusal('The ranges of merged cells in sheet plans', 10_000));
    const columns = '<col min="1" max="500" hidden="1"/>'.repeat(16_385);
    expect(await refusalOf(withSheet(`<worksheet><cols>${columns}</cols><sheetData/></worksheet>`))).toBe(refusal('The entries by which sheet plans says how its columns are shown', 16_384));
    expect(await refusalOf(workbookBytes(good, { parts: { 'xl/styles.xml': `<styleSheet><cellXfs>${'<xf/>'.repeat(100_001)}</cellXfs></styleSheet>` } }))).toBe(refusal('The formats and styles of the workbook', 100_000));
    const relations = Array.from({ length: 5_001 }, (_, index) => `<Relationship Id="r${index}" Type="x/image" Target="${index}"/>`).join('');
    expect(await refusalOf(workbookBytes(good, { parts: { 'xl/_rels/workbook.xml.rels': `<Relationships>${relations}</Relationships>` } }))).toBe(refusal('The relations in xl/_rels/workbook.xml.rels', 5_000));
    const attributes = Array.from({ length: 1_001 }, (_, index) => ` a${index}=""`).join('');
    expect(await refusalOf(withSheet(`<worksheet${attributes}><sheetData/></worksheet>`))).toBe('xl/worksheets/sheet2.xml in the workbook has an element of more than 1000 attributes, which no spreadsheet program writes. It was not read. Nothing was changed.');
  });

  test('a text longer than a cell can hold is refused', async () => {
    expect(await refusalOf(workbookBytes([leicester, { ...plans, rows: [...plans.rows, ['p2', 'E06000016', 'x'.repeat(32_768), 'cypp', 'whole']] }]))).toBe('Sheet plans, row 3 has a text of 32768 characters. A cell holds 32767 at most. Nothing was changed.');
  });

  test('a part outside the workbook is not asked for', async () => {
    const relations = '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/worksheet" Target="../../../../etc/passwd"/><Relationship Id="rId3" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>';
    expect(await refusalOf(workbookBytes(good, { parts: { 'xl/_rels/workbook.xml.rels': relations } }))).toContain('lacks its part etc/passwd');
  });
});
