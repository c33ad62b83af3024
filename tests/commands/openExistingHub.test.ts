import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listAgreements } from '../../src/commands/agreements.ts';
import { printAudit, verifyAudit } from '../../src/commands/audit.ts';
import { backUp } from '../../src/commands/backup.ts';
import { exportDecisions, importDecisions } from '../../src/commands/decisions.ts';
import { harvestSources } from '../../src/commands/harvest.ts';
import { endKey, listKeys } from '../../src/commands/key.ts';
import { printOverlaps } from '../../src/commands/overlaps.ts';
import { writePaper } from '../../src/commands/paper.ts';
import { protectSource } from '../../src/commands/protect.ts';
import { showSource } from '../../src/commands/showSource.ts';
import { dropSource, listSources } from '../../src/commands/sources.ts';
import { exportTerms, listUnmapped } from '../../src/commands/terms.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { findTables } from '../../src/db/backup/backupFile.ts';
import { nameOf } from '../../src/db/databaseUrl.ts';
import { openUnmigrated } from '../../src/db/openUnmigrated.ts';
import { hubTables, openHub } from '../../src/hub.ts';
import { newPlace } from '../support/database.ts';

const quiet = (): void => {};

async function newConfig(): Promise<{ config: Config; file: string }> {
  const place = await newPlace();
  onTestFinished(place.remove);
  return { config: readConfig(place.settings), file: path.join(place.dataFolder, 'written') };
}

type Command = (config: Config, file: string) => Promise<number>;

test.each<[string, Command]>([
  ['agreements', (config) => listAgreements(config, quiet)],
  ['audit', (config) => printAudit(config, {}, quiet)],
  ['audit verify', (config) => verifyAudit(config, quiet)],
  ['backup', (config, file) => backUp(config, file, quiet)],
  ['decisions export', (config, file) => exportDecisions(config, file, quiet)],
  ['harvest --cancel', (config) => harvestSources(config, ['E06000016/plans'], { cancel: true }, quiet)],
  ['key', (config) => listKeys(config, quiet)],
  ['key revoke', (config) => endKey(config, '3f0c5a9be812', quiet)],
  ['overlaps', (config) => printOverlaps(config, { region: 'E12000004' }, quiet)],
  ['paper', (config, file) => writePaper(config, { id: 'one', out: `${file}.html`, exempt: false }, quiet)],
  ['sources', (config) => listSources(config, quiet)],
  ['sources protect', (config) => protectSource(config, 'E06000016/plans', { threshold: '5', by: 'Derby' }, quiet)],
  ['sources remove', (config) => dropSource(config, 'E06000016/plans', quiet)],
  ['sources show', (config) => showSource(config, 'E06000016/plans', quiet)],
  ['terms export', (config, file) => exportTerms(config, file, quiet)],
  ['terms unmapped', (config) => listUnmapped(config, {}, quiet)],
])('%s, which makes no hub, refuses a place where there is none and leaves it as it was', async (_, command) => {
  const { config, file } = await newConfig();
  await expect(command(config, file)).rejects.toMatchObject({
    code: 'NO_DATABASE',
    message: `There is no hub in ${nameOf(config.database)}, so this command has nothing to work on; nothing was made there. Set HUB_DATA to the folder of the hub's data, or DATABASE_URL to its database, as they are set where the hub runs.`,
  });
  expect(readdirSync(path.dirname(file))).toEqual([]);
  if (config.database.kind === 'sqlite') return;
  const opened = await openUnmigrated(config.database, hubTables);
  expect(await findTables(opened.stored)).toEqual([]);
  await opened.close();
});

test('where a hub is, be it an empty one, its decisions are written; and they may come before it has any data', async () => {
  const [made, empty] = [await newConfig(), await newConfig()];
  await (await openHub(made.config)).close();
  expect(await exportDecisions(made.config, made.file, quiet)).toBe(0);
  expect(existsSync(made.file)).toBe(true);
  expect(await importDecisions(empty.config, made.file, quiet)).toBe(0);
});
