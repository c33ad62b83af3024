import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { isAnythingUnread, refreshDuplicates, refreshOverlaps } from '../../src/hub.ts';
import { nextDataVersion } from '../../src/harvest/recordHarvest.ts';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { readUpTo } from '../../src/overlap/findChanged.ts';
import { updateOverlaps } from '../../src/overlap/updateOverlaps.ts';
import { openTestHub, publishers, referenceFiles, type TestHub } from '../support/harvest.ts';

const plan = 'plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage\np,E06000016,Plan,cypp,2024,2026,partial';
const priorities = (...titles: string[]): string => ['plan_ref,priority_ref,title,kind,adopted', ...titles.map((title, index) => `p,${index + 1},${title},priority,yes`)].join('\n');
const plansOf = (...titles: string[]) => ({ 'plans.csv': plan, 'priorities.csv': priorities(...titles) });
const servicesOf = (...names: string[]) => ({ 'services.csv': ['service_ref,name,authority_codes', ...names.map((name) => `${name.replace(' ', '-')},${name},E06000016`)].join('\n') });

/** A hub in which a priority and some services landed and were read, and the harvest up to which they were. */
async function openReadHub(): Promise<TestHub & { since: number }> {
  const test = await openTestHub();
  await test.harvestFiles(plansOf('Improve outcomes for looked-after children'));
  await test.harvestFiles(servicesOf('Youth club', 'Homework club', 'Toy library'), { name: 'directory' });
  await readAll(test);
  return { ...test, since: await readUpTo(test.hub.stored) };
}

async function readAll({ hub }: TestHub): Promise<void> {
  await refreshOverlaps(hub);
  await refreshDuplicates(hub);
}

test.each([
  ['a priority was added', plansOf('Improve outcomes for looked-after children', 'Reduce the number of young people who are NEET'), 'plans'],
  ['a priority is worded otherwise', plansOf('Improve outcomes for children in care'), 'plans'],
  ['a priority is gone', { 'plans.csv': plan }, 'plans'],
  ['the plan of a priority is of another kind', { ...plansOf('Improve outcomes for looked-after children'), 'plans.csv': plan.replace('cypp', 'early-help') }, 'plans'],
  ['a service was added', servicesOf('Youth club', 'Homework club', 'Toy library', 'Youth theatre'), 'directory'],
  ['a service is gone', servicesOf('Youth club', 'Homework club'), 'directory'],
])('what landed is unread until it is read where %s', async (_, files, name) => {
  const { hub, harvestFiles, since, ...others } = await openReadHub();
  expect(await isAnythingUnread(hub, 0)).toBe(false);
  await harvestFiles(files, { name });
  expect(await isAnythingUnread(hub, since)).toBe(true);
  await readAll({ hub, harvestFiles, ...others });
  expect(await isAnythingUnread(hub, since)).toBe(false);
});

test('services are unread where an authority has another name, by which all are compared again', async () => {
  const { hub, harvestFiles, since } = await openReadHub();
  await harvestFiles({ ...referenceFiles, 'authorities.csv': String(referenceFiles['authorities.csv']).replace('Nottingham,', 'Nottingham City,') }, { name: 'reference', publisher: publishers.england });
  await refreshOverlaps(hub);
  expect(await isAnythingUnread(hub, since)).toBe(true);
  await refreshDuplicates(hub);
  expect(await isAnythingUnread(hub, since)).toBe(false);
});

test('what was read without the help that an embedding service could not give, or compared by the rules of another hub, is not unread', async () => {
  const { hub, harvestFiles } = await openReadHub();
  await harvestFiles(plansOf('Improve outcomes for children in care'));
  await updateOverlaps(hub.write, loadEngine(), () => new Date('2025-06-01'), nextDataVersion, { mark: ' service', of: () => undefined, trouble: 'It was away.' });
  await sql`update service_compared set read_from = 'others' || read_from`.execute(hub.stored);
  expect(await readUpTo(hub.stored)).toBe(0);
  expect(await isAnythingUnread(hub, 0)).toBe(false);
});

test('what was read with the help of an embedding service is not unread', async () => {
  const { hub } = await openReadHub();
  await sql`update priority_reading set read_from = read_from || ' service'`.execute(hub.stored);
  await sql`delete from all_read`.execute(hub.stored);
  expect(await isAnythingUnread(hub, 0)).toBe(false);
});
