import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { harvestSources } from '../../src/commands/harvest.ts';
import { showSource } from '../../src/commands/showSource.ts';
import { addSource, dropSource, listSources } from '../../src/commands/sources.ts';
import { readConfig } from '../../src/config.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { openHub } from '../../src/hub.ts';
import { newPlace } from '../support/database.ts';
import { makePackage, publishers, referenceFiles, type PackageFiles } from '../support/harvest.ts';

const id = 'E06000016/directory';
const quiet = (): void => {};

/** So many services of Leicester's. */
function services(count: number): PackageFiles {
  return { 'services.csv': `service_ref,name,authority_codes\n${Array.from({ length: count }, (_, index) => `s${index},Club ${index},E06000016`).join('\n')}\n` };
}

test('a source is listed and shown with the one standing that it has, and never as stale while nothing of it was read', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const config = readConfig(place.settings);
  const hub = await openHub(config);
  await harvestPackage(hub.harvesting, makePackage(referenceFiles, { name: 'reference', publisher: publishers.england }).path);
  await hub.close();
  const folder = makePackage({}, { name: 'directory' });
  const registration = path.join(place.dataFolder, 'directory.json');
  writeFileSync(registration, JSON.stringify({ connector: 'package', publisher: publishers.leicester, name: 'directory', title: 'Directory', settings: { address: folder.path } }));
  const add = () => addSource(config, registration, { check: false }, quiet);
  const read = async (files: PackageFiles): Promise<void> => {
    folder.write(files);
    await harvestSources(config, [id], {}, quiet);
  };
  /** How it was read as the list has it; and the line of trouble, which what is shown has too but for the seconds of its time. */
  const standing = async (): Promise<string[]> => {
    const [listed, shown]: string[][] = [[], []];
    await listSources(config, (line) => void listed!.push(line));
    await showSource(config, id, (line) => void shown!.push(line));
    const trouble = (lines: string[]) => lines.filter((line) => /^ {2}(NEVER READ|STALE|HELD)/.test(line)).map((line) => line.trim().replaceAll(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:[\d.]+Z)?/g, 'NOW'));
    const place = listed!.findIndex((line) => line.startsWith(id));
    expect(trouble(shown!)).toEqual(trouble(listed!));
    return [/package, (removed|last read|not read yet)/.exec(listed![place + 1]!)![1]!, ...trouble(listed!)];
  };

  await add();
  expect(await standing()).toEqual(['not read yet']);
  await read({});
  expect(await standing()).toEqual(['not read yet', 'NEVER READ to its end, after 1 run that did not land since NOW: The package holds no rows. Nothing was changed.']);
  await read(services(12));
  expect(await standing()).toEqual(['last read']);
  await read({});
  expect(await standing()).toEqual(['last read', expect.stringMatching(/^STALE since NOW, after 1 run that did not land: The package holds no rows\./)]);
  await read(services(3));
  expect(await standing()).toEqual(['last read', expect.stringMatching(/^HELD until somebody confirms it, after 2 runs that did not land since NOW: 9 of 12 records are gone .*--confirm\.$/)]);
  await dropSource(config, id, quiet);
  expect(await standing()).toEqual(['removed']);
  await add();
  expect(await standing()).toEqual(['not read yet']);
});
