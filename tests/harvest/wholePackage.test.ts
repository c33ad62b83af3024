import { sql, type Kysely } from 'kysely';
import { describe, expect, test } from 'vitest';
import { rehearse } from '../../src/db/rehearse.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { removeSource } from '../../src/harvest/sources/registerSource.ts';
import { breakInserts, mendInserts } from '../support/database.ts';
import { csv, makePackage, openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';
import { openRuns } from '../support/registeredSource.ts';

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

  test.each([['plans.csv', ' In Excel, save it as "CSV UTF-8".'], ['datapackage.json', '']])('%s in UTF-16, be there a byte order mark or none', async (name, advice) => {
    const text = name === 'plans.csv' ? plans : JSON.stringify({ name: 'plans', title: 'Plans' });
    for (const utf16 of [Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16(), Buffer.from(`\uFEFF${text}`, 'utf16le')]) {
      const hub = await openTestHub();
      expect(await hub.harvestFiles({ ...good, [name]: utf16 })).toMatchObject({ status: 'failed', message: `${name} is not UTF-8 text.${advice} Nothing was changed.` });
    }
  });

  test.each([
    ['two columns of one name', 'title,a\0,a\0', 'plans.csv has two columns called "a\uFFFD". Nothing was changed.'],
    ['a column that is missing', 'ti\0tle', expect.stringContaining('Its columns are plan_ref, authority_codes, ti\uFFFDtle, kind, coverage.')],
  ])('a NUL in the name of a column, which no database of PostgreSQL stores: %s', async (_what, columns, message) => {
    const hub = await openTestHub();
    expect(await hub.harvestFiles({ 'plans.csv': bytes(plans.replace('title', columns)) })).toMatchObject({ status: 'failed' });
    expect(await hub.rows(`select message from harvest where status = 'failed'`)).toEqual([{ message }]);
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

test('what went wrong within a transaction is told, and not that nothing more can be done in it', async () => {
  const { hub } = await openTestHub();
  const afterMerge = async ({ db }: { db: Kysely<unknown> }) => void (await sql`select no_such_column from plan`.execute(db));
  const preview = rehearse(hub.write, ({ write }) => harvestPackage({ ...hub.harvesting, write, afterMerge }, makePackage(good).path));
  await expect(preview).rejects.toThrow('no_such_column');
});

describe('a package without anything usable', () => {
  test('fails when every row is refused, and says so', async () => {
    expect(await messageOfBroken({ 'plans.csv': plans.replaceAll('whole', 'most') })).toBe('None of the 2 rows could be used. Nothing was changed.');
  });

  test('fails when it holds no rows', async () => {
    expect(await messageOfBroken({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage' })).toBe('The package holds no rows. Nothing was changed. To withdraw all that it holds in the hub, the operator runs "npm run hub -- sources remove E06000016/plans".');
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

describe('a fault of the hub between staging and commit', () => {
  test.each(['priority', 'harvest', 'data_version'])('in writing %s leaves every row as before', async (table) => {
    const hub = await openTestHub();
    const folder = makePackage(good);
    await hub.harvest(folder);
    const all = async () => ({ rows: await hub.everything(), source: await hub.rows('select * from source'), harvests: await hub.rows('select * from harvest') });
    const before = await all();
    await breakInserts(hub.hub, table, 'the disk is full');
    folder.write({ 'plans.csv': plans.replace('Local', 'New local'), 'priorities.csv': `${priorities}laa-2008,P9,Another,priority,yes` }, { title: 'Changed' });
    await expect(hub.harvest(folder)).rejects.toThrow('the disk is full');
    expect(await all()).toEqual(before);
    await mendInserts(hub.hub, table);
    expect(await hub.harvest(folder)).toMatchObject({ status: 'harvested', counts: { added: 1, changed: 1 } });
  });
});

test('a file separated by semicolons, as Excel saves it on some machines, is told how to be saved', async () => {
  const hub = await openTestHub();
  const report = await hub.harvestFiles({ 'plans.csv': 'plan_ref;authority_codes;title;kind;coverage\na;E06000016;Plan;cypp;whole\n' });
  expect(report).toMatchObject({ status: 'failed', message: expect.stringContaining('separated by semicolons, not by commas') });
});

test('a package that ships with the hub is left alone once its source was read from elsewhere', async () => {
  const hub = await openTestHub();
  const shipped = makePackage({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\na,E06000016,Shipped,cypp,whole\n' });
  const own = makePackage({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\na,E06000016,Own,cypp,whole\n' });
  const start = () => harvestPackage({ ...hub.hub.harvesting, shippedAs: 'seeds/leicester' }, shipped.path);
  expect(await start()).toMatchObject({ status: 'harvested' });
  expect(await start()).toMatchObject({ status: 'unchanged', message: null });
  await hub.harvest(own);
  expect(await start()).toMatchObject({ status: 'unchanged', message: `seeds/leicester is left alone: its source was read from ${own.path} since.` });
  expect(await hub.rows('select title from plan')).toEqual([{ title: 'Own' }]);
});

test('what was imported by hand is taken out by removing its source, and comes back when it is imported again', async () => {
  const hub = await openTestHub();
  const own = makePackage({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\na,E06000016,Own,cypp,whole\n' });
  await hub.harvest(own);
  own.write({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\n' });
  expect((await hub.harvest(own)).message).toBe('The package holds no rows. Nothing was changed. To withdraw all that it holds in the hub, the operator runs "npm run hub -- sources remove E06000016/plans".');
  const { harvesting } = hub.hub;
  expect(await removeSource(harvesting, { id: 'E06000016/plans' })).toMatchObject({ status: 'harvested', counts: { withdrawn: 1 } });
  const plansNow = () => hub.rows('select title, withdrawn_on is null as is_there from plan');
  expect(await plansNow()).toEqual([{ title: 'Own', is_there: expect.toSatisfy((is) => !is) }]);
  await expect(removeSource(harvesting, { id: 'E06000016/plans' })).rejects.toThrow(/^E06000016\/plans was removed on \d{4}-\d\d-\d\d\. Nothing was changed\.$/);
  await expect(removeSource(harvesting, { id: 'E06000016/none' })).rejects.toThrow('The hub has no source "E06000016/none".');
  own.write({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\na,E06000016,Own,cypp,whole\n' });
  expect(await hub.harvest(own)).toMatchObject({ status: 'harvested' });
  expect(await plansNow()).toEqual([{ title: 'Own', is_there: expect.toSatisfy(Boolean) }]);
});

test('a package that ships with the hub and was removed stays out, until somebody imports it', async () => {
  const hub = await openTestHub();
  const shipped = makePackage({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\na,E06000016,Shipped,cypp,whole\n' });
  const start = () => harvestPackage({ ...hub.hub.harvesting, shippedAs: 'seeds/leicester' }, shipped.path);
  await start();
  await removeSource(hub.hub.harvesting, { id: 'E06000016/plans' });
  expect(await start()).toMatchObject({ status: 'unchanged', message: expect.stringMatching(/^seeds\/leicester is left alone: its source was removed here on \d{4}-\d\d-\d\d\. To have it back, import it\.$/) });
  expect(await hub.harvest(shipped)).toMatchObject({ status: 'harvested' });
});

test('a package that ships with the hub does not come back under a source that somebody removed and registered to be read from elsewhere', async () => {
  const hub = await openRuns();
  const shipped = makePackage({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\na,E06000016,Shipped,cypp,whole\n' });
  const start = () => harvestPackage({ ...hub.hub.harvesting, shippedAs: 'seeds/leicester' }, shipped.path);
  await start();
  await removeSource(hub.hub.harvesting, { id: 'E06000016/plans' });
  await hub.save({ connector: 'package', publisher: publishers.leicester, name: 'plans', title: 'Plans', settings: { address: 'https://leicester.example/plans.zip' } });
  expect(await start()).toMatchObject({ status: 'unchanged', message: 'seeds/leicester is left alone: its source is registered, to be read from https://leicester.example/plans.zip.' });
});
