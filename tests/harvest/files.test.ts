import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { csv, makePackage, openTestHub, type PackageFiles } from '../support/harvest.ts';

const plans = csv(`
  plan_ref,authority_codes,title,kind,coverage
  cypp-2006,E06000016,Children and Young People’s Plan,cypp,whole
  laa-2008,E06000016,Local Area Agreement,laa,whole
`);
const priorities = csv(`
  plan_ref,priority_ref,title,kind,adopted
  cypp-2006,P1,"Fewer young people, anywhere, without work",priority,yes
  cypp-2006,P2,Better support for carers,priority,no
`);
const good: PackageFiles = { 'plans.csv': plans, 'priorities.csv': priorities };
const bytes = (text: string) => Buffer.from(text);

describe('how files are read', () => {
  async function linesAndTitles(content: string | Buffer) {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({ 'plans.csv': bytes(plans), 'priorities.csv': typeof content === 'string' ? bytes(content) : content });
    return { rows: await hub.rows('select line, title from priority order by line'), issues: report.issues.map(({ rule, line, message }) => ({ rule, line, message })) };
  }
  const header = 'plan_ref,priority_ref,title,kind';
  const row = (ref: string, title: string) => `cypp-2006,${ref},${title},priority`;

  test('a byte order mark is no part of the first column', async () => {
    expect((await linesAndTitles(`\uFEFF${header}\n${row('P1', 'One')}\n`)).rows).toEqual([{ line: 2, title: 'One' }]);
  });

  test.each([['LF', '\n'], ['CRLF', '\r\n'], ['CR', '\r']])('lines ended by %s are counted alike', async (_name, end) => {
    const text = [header, row('P1', `"One${end}and a half"`), '', row('P2', 'Two'), row('P3', '"Three"'), ''].join(end);
    const { rows, issues } = await linesAndTitles(text);
    expect(rows).toEqual([{ line: 2, title: `One${end}and a half` }, { line: 5, title: 'Two' }, { line: 6, title: 'Three' }]);
    expect(issues).toEqual([]);
  });

  test('line ends may be mixed', async () => {
    const { rows } = await linesAndTitles(`${header}\r\n${row('P1', 'One')}\n${row('P2', 'Two')}\r\n`);
    expect(rows).toEqual([{ line: 2, title: 'One' }, { line: 3, title: 'Two' }]);
  });

  test('a last line without an end is a row, when it is whole', async () => {
    expect((await linesAndTitles(`${header}\n${row('P1', 'One')}`)).rows).toEqual([{ line: 2, title: 'One' }]);
  });

  test('rows of nothing but commas, as a spreadsheet leaves them, are passed over', async () => {
    const { rows, issues } = await linesAndTitles(`${header}\n${row('P1', 'One')}\n,,,\n , ,,\n`);
    expect({ rows, issues }).toEqual({ rows: [{ line: 2, title: 'One' }], issues: [] });
  });

  test('quotes and commas inside quoted values are text', async () => {
    expect((await linesAndTitles(`${header}\n${row('P1', '"Say ""yes"", always"')}\n`)).rows).toEqual([{ line: 2, title: 'Say "yes", always' }]);
  });

  test('columns the package does not have are left out and named', async () => {
    const { rows, issues } = await linesAndTitles(`${header},colour,__proto__,\n${row('P1', 'One')},red,x,y\n`);
    expect(rows).toEqual([{ line: 2, title: 'One' }]);
    expect(issues).toEqual([
      { rule: 'UNKNOWN_COLUMN', line: 1, message: 'The data package has no column "colour" in priorities.csv. It was left out.' },
      { rule: 'UNKNOWN_COLUMN', line: 1, message: 'The data package has no column "__proto__" in priorities.csv. It was left out.' },
      { rule: 'UNKNOWN_COLUMN', line: 1, message: 'Column 7 has no name. It was left out.' },
    ]);
  });

  test('a NUL in a cell refuses its row and no other', async () => {
    const { rows, issues } = await linesAndTitles(`${header}\n${row('P1', 'O\0ne')}\n${row('P2', 'Two')}\n`);
    expect(rows).toEqual([{ line: 3, title: 'Two' }]);
    expect(issues).toEqual([{ rule: 'BAD_VALUE', line: 2, message: 'Found "O\uFFFDne", which holds a control character (U+0000); expected text without NUL characters. The row was refused.' }]);
  });
});

describe('which files are read', () => {
  const filesOf = async (files: PackageFiles, resources?: unknown) => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles(files, { resources });
    return { status: report.status, issues: report.issues.map(({ rule, file }) => ({ rule, file })) };
  };

  test('without a list, every CSV file beside the descriptor', async () => {
    expect(await filesOf(good)).toEqual({ status: 'harvested', issues: [] });
  });

  test('listed files may lie in folders, and their integrity may be stated', async () => {
    const hash = createHash('sha256').update(plans).digest('hex');
    expect(await filesOf({ 'data/plans.csv': plans }, [{ name: 'plans', path: 'data/plans.csv', bytes: Buffer.byteLength(plans), hash: `sha256:${hash.toUpperCase()}` }])).toEqual({ status: 'harvested', issues: [] });
  });

  test('a file of another name and one not listed are left out and named', async () => {
    const files = { 'plans.csv': plans, 'wishes.csv': 'a\n1', 'priorities.csv': priorities };
    expect(await filesOf(files, [{ path: 'plans.csv' }, { path: 'wishes.csv' }])).toEqual({
      status: 'harvested',
      issues: [{ rule: 'FILE_NOT_LISTED', file: 'priorities.csv' }, { rule: 'FILE_NOT_READ', file: 'wishes.csv' }],
    });
  });

  test.each([
    ['priorities.CSV', 'priorities.csv', undefined],
    ['Priorities.csv', 'priorities.csv', undefined],
    ['priority.csv', 'priorities.csv', undefined],
    ['ours.csv', 'priorities.csv', 'priorities'],
    ['Services.json', 'services.json', undefined],
    ['priorities (2).csv', 'priorities.csv', undefined],
    ['our priorities.csv', 'priorities.csv', undefined],
    ['what-we-want.csv', 'priorities.csv', undefined],
    ['priorities.tsv', 'priorities.csv', 'priorities'],
  ])('%s stops a package, because what the hub has of %s would be withdrawn', async (path, meant, name) => {
    const hub = await openTestHub();
    await hub.harvest(makePackage({ 'plans.csv': plans, 'priorities.csv': priorities }));
    const resources = name === undefined ? {} : { resources: [{ path: 'plans.csv' }, { path, name }] };
    const report = await hub.harvest(makePackage({ 'plans.csv': plans, [path]: priorities }, resources));
    expect(report).toMatchObject({ status: 'failed', message: expect.stringContaining(`${path} is no file of a data package. Expected ${meant}, in small letters: `) as unknown });
    expect(report.message).toMatch(/; to leave it out on purpose, begin its name with an underscore\. Nothing was changed\.$/);
    expect(await hub.rows('select count(*) as held from priority where withdrawn_on is null')).not.toEqual([{ held: 0 }]);
  });

  test('a file beside that whose name another is near to is left out and named', async () => {
    expect((await filesOf({ 'plans.csv': plans, 'plan.csv': plans })).issues).toEqual([{ rule: 'FILE_NOT_READ', file: 'plan.csv' }]);
    const others = ['places.csv', 'reasons.csv', 'sections.csv', 'ages.csv', 'README.csv'];
    expect((await filesOf({ 'plans.csv': plans, ...Object.fromEntries(others.map((name) => [name, 'a\n1'])) })).issues.map(({ file }) => file)).toEqual(others.toSorted());
    expect((await filesOf({ 'plans.csv': plans, 'areas.geojson': '{}', 'targets.pdf': 'x' }, [{ path: 'plans.csv' }, { name: 'areas', path: 'areas.geojson' }, { name: 'targets', path: 'targets.pdf' }])).issues.map(({ file }) => file)).toEqual(['areas.geojson', 'targets.pdf']);
  });

  test.each([
    ['priorities.tsv', 'is no file of a data package. Expected priorities.csv, in small letters: save it as comma-separated CSV under that name'],
    ['priorities.csv.txt', 'is no file of a data package. Expected priorities.csv, in small letters: save it as comma-separated CSV under that name'],
    ['Priorities.xls', 'is no file of a data package. Expected priorities.csv, in small letters: save it as comma-separated CSV under that name'],
    ['data/priorities.csv', 'lies in a folder below datapackage.json, which does not list it. To have it read, move it beside datapackage.json'],
    ['data/priority.csv', 'is no file of a data package. Expected priorities.csv, in small letters: give it that name, beside datapackage.json'],
  ])('%s in place of priorities.csv stops a package that lists no files; an underscore leaves it out', async (file, reason) => {
    const hub = await openTestHub();
    await hub.harvest(makePackage(good));
    const before = await hub.everything();
    expect(await hub.harvest(makePackage({ 'plans.csv': plans, [file]: priorities }))).toMatchObject({ status: 'failed', message: `${file} ${reason}; to leave it out on purpose, begin its name with an underscore. Nothing was changed.` });
    expect(await hub.everything()).toEqual(before);
    expect(await hub.harvest(makePackage({ 'plans.csv': plans, [file.replace(/[^/]+$/, '_$&')]: priorities }))).toMatchObject({ status: 'harvested', counts: { withdrawn: 2 } });
  });

  test('other tables and copies of what is there are left out and named, texts and what lies deeper are passed over', async () => {
    const strange = ['priorities.tsv', 'sums.xlsx', 'old/priorities.csv', 'Our priorities.csv'];
    const passed = ['README.txt', 'notes.docx', '~$sums.xlsx', 'old/sums.csv', 'a/b/priorities.csv', 'other/datapackage.json', 'other/plans.csv'];
    const files = { ...good, ...Object.fromEntries([...strange, ...passed].map((name) => [name, name.includes('priorities') ? priorities : 'x'])) };
    expect((await filesOf(files)).issues).toEqual(['old/priorities.csv', 'priorities.tsv', 'sums.xlsx', 'Our priorities.csv'].map((file) => ({ rule: 'FILE_NOT_READ', file })));
    expect((await filesOf(files, [{ path: 'plans.csv' }, { path: 'priorities.csv' }])).issues).toEqual(['Our priorities.csv', 'old/priorities.csv', 'priorities.tsv', 'sums.xlsx'].map((file) => ({ rule: 'FILE_NOT_LISTED', file })));
  });

  test('the descriptor itself may be named instead of its folder', async () => {
    const hub = await openTestHub();
    expect((await hub.harvest(path.join(makePackage(good).path, 'datapackage.json'))).status).toBe('harvested');
  });

  test('a link that leads out of the folder is refused', async () => {
    const elsewhere = makePackage(good);
    const folder = makePackage({}, { resources: [{ path: 'plans.csv' }] });
    symlinkSync(path.join(elsewhere.path, 'plans.csv'), path.join(folder.path, 'plans.csv'));
    const hub = await openTestHub();
    expect((await hub.harvest(folder)).message).toBe("plans.csv is a link to a file outside the package's folder. Nothing was changed.");
  });

  test('a folder that leads out of the folder is refused', async () => {
    const elsewhere = makePackage(good);
    const folder = makePackage({}, { resources: [{ path: 'data/plans.csv' }] });
    symlinkSync(elsewhere.path, path.join(folder.path, 'data'));
    const hub = await openTestHub();
    expect((await hub.harvest(folder)).message).toContain('is a link to a file outside');
  });

  test('a link within the folder is a file like any other', async () => {
    const folder = makePackage({ 'data/plans.csv': plans });
    symlinkSync(path.join(folder.path, 'data/plans.csv'), path.join(folder.path, 'plans.csv'));
    const hub = await openTestHub();
    expect((await hub.harvest(folder)).status).toBe('harvested');
  });

  test('a folder with the name of a file is no file', async () => {
    const folder = makePackage({ 'priorities.csv': priorities });
    mkdirSync(path.join(folder.path, 'plans.csv'));
    const hub = await openTestHub();
    expect(await hub.harvest(folder)).toMatchObject({ status: 'failed', message: 'plans.csv is listed in datapackage.json and is not there. Nothing was changed.' });
  });

  test('a folder without a descriptor is no package', async () => {
    const hub = await openTestHub();
    expect(await hub.harvest('/nowhere/at/all')).toMatchObject({ status: 'failed', sourceId: null, message: 'There is nothing at /nowhere/at/all. Give the path of a folder, a workbook or a zip.' });
    const folder = path.dirname(makePackage(good).path);
    expect(await hub.harvest(folder)).toMatchObject({ status: 'failed', sourceId: null, message: `No datapackage.json in ${folder}. A data package is a folder that holds datapackage.json and CSV files.` });
  });

  test('a descriptor of many megabytes is not read', async () => {
    const folder = makePackage(good);
    writeFileSync(path.join(folder.path, 'datapackage.json'), '['.repeat(6_000_000));
    const hub = await openTestHub();
    expect((await hub.harvest(folder)).message).toBe('datapackage.json has 6000000 bytes. Allowed: 5000000.');
  });
});
