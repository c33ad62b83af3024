import { expect, onTestFinished, test } from 'vitest';
import { showSource } from '../../src/commands/showSource.ts';
import { dropSource } from '../../src/commands/sources.ts';
import { readConfig } from '../../src/config.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { openHub } from '../../src/hub.ts';
import { newPlace } from '../support/database.ts';
import { makePackage, publishers, referenceFiles } from '../support/harvest.ts';

const withoutDance = 'service_ref,name,authority_codes\nchess,Chess,E06000016\nboxing,Boxing,E06000016\n';
const plans = 'plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage,embargo_until\nplan,E06000016,Plan,cypp,2006,2008,whole,2999-01-01\n';

test('what is shown of a source counts the records it has now, under embargo or not, and none once it is removed', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const config = readConfig(place.settings);
  const hub = await openHub(config);
  await harvestPackage(hub.harvesting, makePackage(referenceFiles, { name: 'reference', publisher: publishers.england }).path);
  const folder = makePackage({ 'services.csv': `${withoutDance}dance,Dance,E06000016\n`, 'plans.csv': plans });
  await harvestPackage(hub.harvesting, folder.path);
  folder.write({ 'services.csv': withoutDance, 'plans.csv': plans });
  await harvestPackage(hub.harvesting, folder.path);
  await hub.close();

  const shown = async (): Promise<string[]> => {
    const printed: string[] = [];
    await showSource(config, 'E06000016/plans', (line) => void printed.push(line));
    return printed.filter((line) => /^ {2}(Records|Of)\b/.test(line));
  };
  expect(await shown()).toEqual([
    '  Records: 1 plan, 2 services.',
    '  Of 2 services, 0 state ages, 2 state area, 0 state theme, 0 state cost, 0 state dates, 0 state place.',
    '  Of 1 plan, 1 states area, 1 states dates.',
  ]);
  await dropSource(config, 'E06000016/plans', () => undefined);
  expect(await shown()).toEqual(['  Records: none.']);
});
