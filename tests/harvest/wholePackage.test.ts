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

/** Harvests a good package, then the broken one in its place; the second run's message, once it is sure that it changed nothing. */
async function messageOfBroken(files: PackageFiles, descriptor = {}): Promise<string> {
  const hub = await openTestHub();
  const folder = makePackage(good);
  await hub.harvest(folder);
  const before = { rows: await hub.everything(), source: await hub.rows('select * from source') };
  folder.write(files, { title: 'A title that must not land', ...descriptor });
  const report = await hub.harvest(folder);
  expect(report).toMatchObject({ status: 'failed', dataVersion: null });
  expect({ rows: await hub.everything(), source: await hub.rows('select * from source') }).toEqual(before);
  expect(await hub.rows(`select message from harvest where status = 'failed'`)).toEqual([{ message: report.message }]);
  return report.message!;
}

describe('a package that breaks off changes nothing', () => {
  test('a file cut in the middle of a row', async () => {
    expect(await messageOfBroken({ ...good, 'priorities.csv': bytes(priorities.slice(0, -20)) })).toBe('priorities.csv breaks off in line 3: 3 of 5 cells and no end of line. Nothing was changed.');
  });

  test('a file cut inside a quoted value', async () => {
    expect(await messageOfBroken({ ...good, 'priorities.csv': bytes(priorities.slice(0, priorities.indexOf('anywhere'))) })).toBe(
      'priorities.csv cannot be read from line 2 on: a quotation mark is opened and never closed, or the file breaks off. Nothing was changed.',
    );
  });

  test('a file that is listed and not there', async () => {
    const resources = [{ path: 'plans.csv' }, { path: 'priorities.csv' }];
    expect(await messageOfBroken({ 'plans.csv': plans }, { resources })).toBe('priorities.csv is listed in datapackage.json and is not there. Nothing was changed.');
  });

  test('a file with fewer bytes than the descriptor says', async () => {
    const resources = [{ path: 'plans.csv', bytes: 1000 }];
    expect(await messageOfBroken(good, { resources })).toBe(`plans.csv has ${Buffer.byteLength(plans)} bytes; datapackage.json says 1000. The file seems to have broken off. Nothing was changed.`);
  });

  test.each(['md5:', 'sha256:', ''])('a file with another %shash than the descriptor says', async (prefix) => {
    const resources = [{ path: 'plans.csv', hash: `${prefix}0123456789abcdef` }];
    expect(await messageOfBroken(good, { resources })).toContain('hash that datapackage.json states. Nothing was changed.');
  });

  test('a file that is not UTF-8', async () => {
    expect(await messageOfBroken({ ...good, 'plans.csv': Buffer.from(plans.replace('’', '£'), 'latin1') })).toBe('plans.csv is not UTF-8 text. In Excel, save it as "CSV UTF-8". Nothing was changed.');
  });

  test('a file without a column that every row needs', async () => {
    expect(await messageOfBroken({ ...good, 'plans.csv': 'plan_ref,title\ncypp-2006,Plan' })).toBe(
      'plans.csv has no column authority_codes, kind, coverage, which every row needs. Its columns are plan_ref, title. Nothing was changed.',
    );
  });

  test('a file with a column twice', async () => {
    expect(await messageOfBroken({ ...good, 'plans.csv': plans.replace('title,kind', 'title,title') })).toContain('plans.csv has two columns called "title".');
  });

  test('an empty file', async () => {
    expect(await messageOfBroken({ ...good, 'plans.csv': bytes('') })).toBe('plans.csv is empty. Expected a first row of column names.');
  });

  test('a file listed twice', async () => {
    const resources = [{ path: 'plans.csv' }, { path: 'old/plans.csv' }];
    expect(await messageOfBroken({ ...good, 'old/plans.csv': plans }, { resources })).toContain('lists plans.csv twice');
  });

  test('a row of eight megabytes', async () => {
    expect(await messageOfBroken({ ...good, 'plans.csv': `${plans}x,"${'a'.repeat(8_000_000)}` })).toBe(
      'plans.csv cannot be read from line 4 on: the row is longer than 1000000 bytes, perhaps because a quotation mark is not closed. Nothing was changed.',
    );
  });

  test('a header of a million columns', async () => {
    expect(await messageOfBroken({ ...good, 'plans.csv': ','.repeat(1_000_000) })).toBe('plans.csv has 1000001 columns. Allowed: 500.');
  });
});

describe('a package without anything usable', () => {
  test('fails when every row is refused, and says so', async () => {
    expect(await messageOfBroken({ 'plans.csv': plans.replaceAll('whole', 'most') })).toBe('None of the 2 rows could be used. Nothing was changed.');
  });

  test('fails when it holds no rows', async () => {
    expect(await messageOfBroken({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage' })).toBe('The package holds no rows. Nothing was changed.');
  });

  test('keeps the issues of its rows for the publisher', async () => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({ 'plans.csv': plans.replaceAll('whole', 'most') });
    expect(report.issues).toHaveLength(2);
    expect(await hub.rows('select line from issue')).toEqual([{ line: 2 }, { line: 3 }]);
  });

  test('is read again once it is mended', async () => {
    const hub = await openTestHub();
    const folder = makePackage({ 'plans.csv': plans.replaceAll('whole', 'most') });
    await hub.harvest(folder);
    folder.write(good);
    expect(await hub.harvest(folder)).toMatchObject({ status: 'harvested', counts: { added: 4 } });
  });
});

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
    expect(issues).toEqual([{ rule: 'BAD_VALUE', line: 2, message: 'Found "O\uFFFDne"; expected text without NUL characters. The row was refused.' }]);
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

  test('a file of another name, one not read yet and one not listed are left out and named', async () => {
    const files = { 'plans.csv': plans, 'budgets.csv': 'a\n1', 'wishes.csv': 'a\n1', 'priorities.csv': priorities };
    expect(await filesOf(files, [{ path: 'plans.csv' }, { path: 'budgets.csv' }, { path: 'wishes.csv' }])).toEqual({
      status: 'harvested',
      issues: [{ rule: 'FILE_NOT_LISTED', file: 'priorities.csv' }, { rule: 'FILE_NOT_READ', file: 'budgets.csv' }, { rule: 'FILE_NOT_READ', file: 'wishes.csv' }],
    });
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
    const report = await hub.harvest('/nowhere/at/all');
    expect(report).toMatchObject({ status: 'failed', sourceId: null, message: 'No datapackage.json in /nowhere/at/all. A data package is a folder that holds datapackage.json and CSV files.' });
  });

  test('a descriptor of many megabytes is not read', async () => {
    const folder = makePackage(good);
    writeFileSync(path.join(folder.path, 'datapackage.json'), '['.repeat(6_000_000));
    const hub = await openTestHub();
    expect((await hub.harvest(folder)).message).toBe('datapackage.json has 6000000 bytes. Allowed: 5000000.');
  });
});

describe('a fault of the hub between staging and commit', () => {
  test.each(['priority', 'harvest', 'data_version'])('in writing %s leaves every row as before', async (table) => {
    const hub = await openTestHub();
    const folder = makePackage(good);
    await hub.harvest(folder);
    const all = async () => ({ rows: await hub.everything(), source: await hub.rows('select * from source'), harvests: await hub.rows('select * from harvest') });
    const before = await all();
    await hub.rows(`create trigger fault before insert on ${table} begin select raise(abort, 'the disk is full'); end`);
    folder.write({ 'plans.csv': plans.replace('Local', 'New local'), 'priorities.csv': `${priorities}laa-2008,P9,Another,priority,yes` }, { title: 'Changed' });
    await expect(hub.harvest(folder)).rejects.toThrow('the disk is full');
    expect(await all()).toEqual(before);
    await hub.rows('drop trigger fault');
    expect(await hub.harvest(folder)).toMatchObject({ status: 'harvested', counts: { added: 1, changed: 1 } });
  });
});
