import { expect, onTestFinished, test } from 'vitest';
import { harvestSeeds } from '../../src/commands/harvestSeeds.ts';
import { printOverlaps } from '../../src/commands/overlaps.ts';
import { listSources } from '../../src/commands/sources.ts';
import { readConfig } from '../../src/config.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { openHub, refreshOverlaps } from '../../src/hub.ts';
import { newPlace } from '../support/database.ts';
import { makePackage, publishers } from '../support/harvest.ts';

const plansOf = (authority: string) => ({
  'plans.csv': `plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage\np,${authority},Plan,cypp,2024,2026,partial\n`,
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,theme_codes\np,1,Corporate parenting and stability of placements in care,priority,yes,LAC\n',
});

test('of one package, source or overlap commands speak as of one', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const config = readConfig({ ...place.settings, SEEDS: 'england' });
  const printed: string[] = [];
  const print = (line: string): void => void printed.push(line);
  const hub = await openHub(config);
  await harvestSeeds(hub, config, print);
  await listSources(config, print);
  await harvestPackage(hub.harvesting, makePackage(plansOf('E06000016')).path);
  await harvestPackage(hub.harvesting, makePackage(plansOf('E06000018'), { publisher: publishers.nottingham }).path);
  await refreshOverlaps(hub);
  await hub.close();
  await printOverlaps(config, { region: 'E12000004' }, print);
  expect(printed).toEqual(expect.arrayContaining([
    expect.stringMatching(/^Read 1 package: /),
    expect.stringMatching(/^1 source\. /),
    expect.stringMatching(/^1 overlap, the strongest first/),
  ]));
});
