import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { importPackages } from '../../src/commands/import.ts';
import { readConfig } from '../../src/config.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { openHub } from '../../src/hub.ts';
import { newPlace } from '../support/database.ts';
import { makePackage, publishers, referenceFiles } from '../support/harvest.ts';
import { makeZip } from '../support/makeZip.ts';
import { leicester, workbookBytes, type TestSheet } from '../support/workbook.ts';

const descriptor = JSON.stringify({ name: 'directory', title: 'Leicester’s directory', publisher: publishers.leicester });
const services = JSON.stringify([{ id: 's1', name: 'Youth club', status: 'active' }]);

/** A folder of its own for a hub that knows the reference data, and the settings by which it is found. */
async function placeWithReference() {
  const place = await newPlace();
  onTestFinished(place.remove);
  const config = readConfig(place.settings);
  const prepared = await openHub(config);
  await harvestPackage(prepared.harvesting, makePackage(referenceFiles, { name: 'reference', title: 'Reference data', publisher: publishers.england }).path);
  await prepared.close();
  return { place, config };
}

/** What `hub import` says and leaves behind, for such a hub. */
async function importFile(file: string) {
  const { place, config } = await placeWithReference();
  const output: string[] = [];
  const passing = path.join(place.dataFolder, 'passing');
  mkdirSync(passing);
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, passing);
  const code = await importPackages(config, file, (line) => output.push(line));
  vi.unstubAllEnvs();
  const hub = await openHub(config);
  const landed = await sql<{ name: string; address: string }>`select service.name, source.address from service join source on source.id = service.source_id`.execute(hub.stored);
  await hub.close();
  return { code, output: output.join('\n'), services: landed.rows, leftBehind: readdirSync(passing) };
}

describe('a package that comes as a zip', () => {
  test.each([
    ['with its descriptor at the root', ''],
    ['of one folder', 'directory/'],
  ])('%s is read, its address is the zip, and nothing of it stays behind', async (_name, folder) => {
    const zip = makeZip({ [`${folder}datapackage.json`]: descriptor, [`${folder}services.json`]: services, [`__MACOSX/${folder}._services.json`]: 'x' });
    const { code, output, services: landed, leftBehind } = await importFile(zip);
    expect(output).toContain('1 landed (1 new');
    expect(landed).toEqual([{ name: 'Youth club', address: zip }]);
    expect(code).toBe(0);
    expect(leftBehind).toEqual([]);
  });

  test('of several folders is as many packages', async () => {
    const zip = makeZip({
      'a/datapackage.json': descriptor,
      'a/services.json': services,
      'b/datapackage.json': descriptor.replace('"directory"', '"more"'),
      'b/services.csv': 'service_ref,name,authority_codes\ns2,Choir,E06000016\n',
    });
    expect((await importFile(zip)).services.map(({ name }) => name).toSorted()).toEqual(['Choir', 'Youth club']);
  });

  test('may hold workbooks', async () => {
    const sheets = (ref: string): TestSheet[] => [{ ...leicester, rows: leicester.rows.map(([label, answer]) => [label!, label === 'name *' ? ref : answer!]) }, { name: 'services', rows: [['service_ref', 'name', 'authority_codes'], [ref, `Club ${ref}`, 'E06000016']] }];
    const zip = makeZip({ 'one.xlsx': workbookBytes(sheets('one')), 'two.xlsm': workbookBytes(sheets('two')), '__MACOSX/._one.xlsx': 'x' });
    const { code, services: landed, leftBehind } = await importFile(zip);
    expect(landed.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([{ name: 'Club one', address: zip }, { name: 'Club two', address: zip }]);
    expect([code, leftBehind]).toEqual([0, []]);
  });

  test('whose descriptor is no JSON is called by the name of the zip', async () => {
    const zip = makeZip({ 'datapackage.json': '{' });
    const { code, output } = await importFile(zip);
    expect(output).toContain(`${zip} could not be used: datapackage.json is not JSON`);
    expect(code).toBe(1);
  });

  const whole = { 'datapackage.json': descriptor, 'services.json': services };
  /** Changes what the zip says of its first file: in the central directory, where readers look. */
  const inDirectory = (change: (zip: Buffer, entry: number) => void) => (zip: Buffer) => {
    change(zip, zip.indexOf('PK\x01\x02', 0, 'latin1'));
    return zip;
  };
  test.each<[string, Record<string, string>, (zip: Buffer) => Buffer, string]>([
    ['without a descriptor', { 'far/down/datapackage.json': descriptor }, (zip) => zip, 'package.zip holds no datapackage.json, neither at its root nor in a folder at its root, and no workbook at its root. Nothing was changed.'],
    ['that leads out of its folder', { ...whole, '../evil.csv': 'x' }, (zip) => zip, 'package.zip holds a file whose name leads out of the folder it is unpacked to ("../evil.csv"). Expected plain names of files and folders. Nothing was changed.'],
    ['that names a place on the machine', { ...whole, '/etc/evil.csv': 'x' }, (zip) => zip, 'package.zip holds a file whose name leads out of the folder it is unpacked to ("/etc/evil.csv"). Expected plain names of files and folders. Nothing was changed.'],
    ['with a name that no file can have', { ...whole, 'a\0b.csv': 'x' }, (zip) => zip, 'package.zip cannot be unpacked: ERR_INVALID_ARG_VALUE. Nothing was changed.'],
    ['with too many files', { ...whole, ...Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`${index}.txt`, ''])) }, (zip) => zip, 'package.zip holds 2002 files. Allowed: 2000. Nothing was changed.'],
    ['that unpacks to more than any package', whole, inDirectory((zip, entry) => zip.writeUInt32LE(1_000_000_000, entry + 24)), `package.zip unpacks to ${1_000_000_000 + services.length} bytes. Allowed: 1000000000. Nothing was changed.`],
    ['that unpacks to more than it says', whole, inDirectory((zip, entry) => zip.writeUInt32LE(10, entry + 24)), 'package.zip cannot be unpacked: '],
    ['locked with a password', whole, inDirectory((zip, entry) => zip.writeUInt16LE(1, entry + 8)), 'package.zip is locked with a password. Expected one that anybody can open. Nothing was changed.'],
    ['whose content was damaged', whole, inDirectory((zip, entry) => zip.writeUInt32LE(1, entry + 16)), 'package.zip cannot be unpacked: datapackage.json was damaged on its way. Nothing was changed.'],
    ['that breaks off', whole, (zip) => zip.subarray(0, zip.length - 30), 'package.zip is no zip, or broke off on its way. Expected a zip that any program opens. Nothing was changed.'],
  ])('%s is refused in a sentence, and nothing of it stays behind', async (_name, files, damage, message) => {
    const zip = makeZip(files, damage);
    const { code, output, services: landed, leftBehind } = await importFile(zip);
    expect(output).toContain(message);
    expect(code).toBe(1);
    expect(landed).toEqual([]);
    expect(leftBehind).toEqual([]);
  });
});

test('a file that is called a zip and is none is refused', async () => {
  const zip = makeZip({}, () => Buffer.from(readFileSync('README.md')));
  const { code, output } = await importFile(zip);
  expect(output).toContain('package.zip is no zip, or broke off on its way.');
  expect(code).toBe(1);
});

test('the column adopted is spoken of where the package was read, not where nothing of it was', async () => {
  const { config } = await placeWithReference();
  const files = { 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\np,E06000016,Plan,cypp,partial', 'priorities.csv': 'plan_ref,priority_ref,title,kind\np,p1,Better buses,priority' };
  const folder = makePackage(files);
  const importIt = async (): Promise<string> => {
    const output: string[] = [];
    await importPackages(config, folder.path, (line) => output.push(line));
    return output.join('\n');
  };
  expect(await importIt()).toContain('Of 1 priority (p1) the column adopted does not say');
  folder.write({ ...files, 'priorities.csv': 'plan_ref,title,kind\np,Better buses,priority' });
  const failed = await importIt();
  expect(failed).toContain('could not be used');
  expect(failed).not.toContain('column adopted');
});
