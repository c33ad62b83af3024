import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { protectSource } from '../../src/commands/protect.ts';
import { showSource } from '../../src/commands/showSource.ts';
import { readConfig } from '../../src/config.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { openHub } from '../../src/hub.ts';
import { newPlace } from '../support/database.ts';
import { makePackage, publishers, referenceFiles } from '../support/harvest.ts';

test('an operator protects a source on the command line, and sees what holds', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const config = readConfig(place.settings);
  const hub = await openHub(config);
  await harvestPackage(hub.harvesting, makePackage(referenceFiles, { name: 'reference', publisher: publishers.england }).path);
  await harvestPackage(hub.harvesting, makePackage({ 'populations.csv': 'area_code,period,age_from,age_to,persons\nE06000016,CY2008,0,4,4\nE06000016,CY2008,0,17,400\n' }).path);
  await hub.close();
  const printed: string[] = [];
  const print = (line: string): void => void printed.push(line);
  await protectSource(config, 'E06000016/plans', { threshold: '5', secondary: true, by: 'Data protection officer', reason: 'Agreed' }, print);
  await showSource(config, 'E06000016/plans', print);
  const after = await openHub(config);
  onTestFinished(() => after.close());
  const holds = 'Counts of people from 1 to 5, and rates that rest on them, are hidden; so is what would let them be worked out from a total. Zero is shown as zero.';
  expect(printed.slice(0, 2)).toEqual([`E06000016/plans: ${holds}`, 'Rows of figures hidden now: 1 because they are small, 0 so that those do not follow from totals. What may be shown again comes back when the source is next read.']);
  expect(printed).toContain(`  Small numbers: ${holds}`);
  expect((await sql`select persons from population order by age_to`.execute(after.stored)).rows).toEqual([{ persons: null }, { persons: 400 }]);
  expect((await sql`select set_by, reason from disclosure_policy`.execute(after.stored)).rows).toEqual([{ set_by: 'Data protection officer', reason: 'Agreed' }]);
  await expect(protectSource(config, 'E06000016/plans', { threshold: 'five', by: 'x' }, print)).rejects.toThrow('Expected a whole number from 0 to 100');
  // What an unset variable of a script, or a number in another form, leaves would protect nothing any more, or something else.
  for (const threshold of ['', ' ', '0x5', '1e1', '5.0', '+6']) await expect(protectSource(config, 'E06000016/plans', { threshold, by: 'x' }, print), threshold).rejects.toThrow('Expected a whole number from 0 to 100');
  await expect(protectSource(config, 'E06000016/plans', { threshold: '5', round: '', by: 'x' }, print)).rejects.toThrow('The policy cannot be used');
  await expect(protectSource(config, 'E06000016/none', { threshold: '5', by: 'x' }, print)).rejects.toThrow('No source has the id "E06000016/none"');
});
