import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { importPackages } from '../../src/commands/import.ts';
import { previewPackages } from '../../src/commands/preview.ts';
import { readConfig } from '../../src/config.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { openHub } from '../../src/hub.ts';
import { newPlace } from '../support/database.ts';
import { makePackage, publishers, referenceFiles } from '../support/harvest.ts';
import { leicester, workbookBytes } from '../support/workbook.ts';

/** A folder of two packages of Leicester's: the first by name tells of what a plan of the second says, which names an indicator of the first. */
function twoPackages(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'common-ground-together-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = {
    'a/datapackage.json': JSON.stringify({ name: 'statistics', title: 'Leicester’s statistics', publisher: publishers.leicester }),
    'a/indicators.csv': 'indicator_code,title,measure,unit,polarity\nL 1,Children who say that they are safe,proportion,%,high\n',
    'a/priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,safe,Children are safe,priority,yes\n',
    'b/datapackage.json': JSON.stringify({ name: 'plan', title: 'Leicester’s plan', publisher: publishers.leicester }),
    'b/plans.csv': 'plan_ref,authority_codes,title,kind,coverage\ncypp,E06000016,Children’s plan,cypp,whole\n',
    'b/plan_indicators.csv': 'plan_ref,indicator_code,role\ncypp,L 1,key\n',
  };
  for (const name of ['a', 'b']) mkdirSync(path.join(folder, name));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

test('packages that lean on one another land whole by one import, of which a preview tells the same, one report for each', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const config = readConfig(place.settings);
  const hub = await openHub(config);
  await harvestPackage(hub.harvesting, makePackage(referenceFiles, { name: 'reference', publisher: publishers.england }).path);
  await hub.close();
  const folder = twoPackages();
  const printed = async (command: typeof importPackages): Promise<string> => {
    const lines: string[] = [];
    expect(await command(config, folder, (line) => lines.push(line))).toBe(0);
    return lines.join('\n');
  };
  const preview = await printed(previewPackages);
  expect(preview).toContain('Leicester’s statistics (E06000016/statistics): read 2 rows.\n  2 would land (2 new, 0 changed, 0 as before), 0 would be refused.');
  expect(preview).toMatch(/indicators.*L 1/);
  expect(preview).toMatch(/priorities.*safe/);
  const imported = await printed(importPackages);
  expect(imported).toContain('Leicester’s statistics (E06000016/statistics): read 2 rows.\n  2 landed (2 new, 0 changed, 0 as before), 0 refused.');
  expect(imported).not.toMatch(/Refused:|Look at:/);
  expect(imported.match(/read 2 rows/g)).toHaveLength(2);
  const again = await printed(importPackages);
  expect(again).toContain('Leicester’s statistics (E06000016/statistics): nothing has changed since it was last read.');
});

test('packages that call themselves the same source are not read, of the others nothing is lost', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const config = readConfig(place.settings);
  const prepared = await openHub(config);
  await harvestPackage(prepared.harvesting, makePackage(referenceFiles, { name: 'reference', publisher: publishers.england }).path);
  await prepared.close();
  const folder = twoPackages();
  const workbook = (title: string) => workbookBytes([leicester, { name: 'plans', rows: [['plan_ref', 'authority_codes', 'title', 'kind', 'coverage'], ['cypp', 'E06000016', title, 'cypp', 'whole']] }]);
  writeFileSync(path.join(folder, 'one.xlsx'), workbook('As it was'));
  writeFileSync(path.join(folder, 'two.xlsx'), workbook('As it is'));
  for (const [command, code] of [[previewPackages, 0], [importPackages, 0]] as const) {
    const lines: string[] = [];
    expect(await command(config, folder, (line) => lines.push(line))).toBe(code);
    expect(lines.filter((line) => line.includes('one.xlsx and two.xlsx have the same publisher and the same name, so they are one source (E06000016/plans)'))).toHaveLength(2);
    expect(lines.join('\n')).toContain('Leicester’s plan (E06000016/plan): read 2 rows.');
  }
  const hub = await openHub(config);
  onTestFinished(() => hub.close());
  expect((await hub.rows.selectFrom('source').select('id').orderBy('id').execute()).map(({ id }) => id)).toEqual(['E06000016/plan', 'E06000016/statistics', 'E92000001/reference']);
});
