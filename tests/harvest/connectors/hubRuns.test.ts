import { expect, onTestFinished, test, vi } from 'vitest';
import { endRun } from '../../../src/harvest/runs/askForRun.ts';
import { openHubOnTheNet, recordsOf, type OnTheNet } from '../../support/otherHub.ts';

const through = 'E12000004/hub';
const plan = { 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\ncypp,E06000016,Children’s plan,cypp,whole' };
const indicator = { 'indicators.csv': 'indicator_code,title,measure,unit,polarity\nL 1,Children who say that they are safe,proportion,%,high' };
const priority = { 'priorities.csv': 'plan_ref,priority_ref,title,kind,indicator_codes\ncypp,safe,Children are safe,priority,L 1' };
const service = { 'services.csv': 'service_ref,name,authority_codes\nhub,Family hub,E06000016' };

/** A hub that knows nothing and reads that of a region, in which Leicester has these packages. */
async function nationReading(packages: Record<string, Record<string, string>>): Promise<{ region: OnTheNet; nation: OnTheNet; read: (day?: number) => ReturnType<OnTheNet['read']> }> {
  const region = await openHubOnTheNet();
  for (const [name, files] of Object.entries(packages)) await region.harvestFiles(files, { name, title: name });
  const nation = await openHubOnTheNet({ reference: false });
  const id = await nation.connect(region.address);
  return { region, nation, read: (day) => nation.read(id, day) };
}

test('packages of one publisher that lean on one another come whole by one run through a hub, whatever their names, and a further run finds nothing', async () => {
  const { region, nation, read } = await nationReading({ z: { ...plan, ...indicator }, a: { ...priority, ...service } });
  const [whole, ...reports] = await read();
  expect(reports.map(({ sourceId, rowsRefused, issues }) => [sourceId, rowsRefused, issues])).toEqual([['E92000001/reference', 0, []], ['E06000016/a', 0, []], ['E06000016/z', 0, []]]);
  expect(whole).toMatchObject({ status: 'harvested', rowsRefused: 0 });
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
  expect(await read()).toMatchObject([{ sourceId: through, status: 'unchanged' }]);
});

test('what a publisher moves from one of its packages into another is never withdrawn by a run through a hub', async () => {
  const { region, nation, read } = await nationReading({ z: { ...plan, ...indicator }, a: service, m: priority });
  await read(1);
  // The plan is now in the package that comes first.
  await region.harvestFiles(indicator, { name: 'z', title: 'z' });
  await region.harvestFiles({ ...service, ...plan }, { name: 'a', title: 'a' });
  await region.harvestFiles(priority, { name: 'm', title: 'm' });
  await read(2);
  expect(await nation.rows('select source_id, withdrawn_on from plan')).toEqual([{ source_id: 'E06000016/a', withdrawn_on: null }]);
  expect(await nation.rows('select withdrawn_on from priority')).toEqual([{ withdrawn_on: null }]);
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
});

test('a run through a hub that is cancelled while its sources land says by whom and how far it came, and the next one reads the rest', async () => {
  const { region, nation, read } = await nationReading({ a: plan, z: service });
  const { harvesting } = nation.running;
  onTestFinished(() => void vi.restoreAllMocks());
  // Ended as soon as the first package of Leicester's landed.
  nation.running.harvesting = { ...harvesting, afterMerge: async (transaction, sourceIds) => {
    await harvesting.afterMerge?.(transaction, sourceIds);
    if (!sourceIds.has('E06000016/a')) return;
    await endRun(transaction.db, { sourceId: through, by: 'Derby', at: new Date('2025-06-01T12:00:00Z') });
    // A run looks once a second whether it was cancelled.
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 2_000);
  } };
  const [whole, ...reports] = await read(1);
  expect(whole).toMatchObject({ sourceId: through, status: 'cancelled', message: 'The run was cancelled by Derby. Before that, 2 of 3 sources had been read, and what landed stays (10 records new, 0 changed, 0 withdrawn). Nothing of E06000016/z was changed. The next run reads the rest.' });
  expect(reports.map(({ sourceId, status }) => [sourceId, status])).toEqual([['E92000001/reference', 'harvested'], ['E06000016/a', 'harvested'], ['E06000016/z', 'cancelled']]);
  expect(await nation.rows(`select status, message from harvest where source_id = '${through}'`)).toEqual([{ status: 'cancelled', message: whole!.message }]);
  expect(await nation.rows(`select stale_since, failed_runs from source where id = '${through}'`)).toEqual([{ stale_since: null, failed_runs: 0 }]);
  nation.running.harvesting = harvesting;
  await read(1);
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
});

test('a run through a hub whose time is up while its sources land ends there, says how far it came and leaves the rest stale, and the next one reads it', async () => {
  const { region, nation, read } = await nationReading({ a: plan, m: indicator, z: service });
  await read(1);
  for (const [name, files] of Object.entries({ a: plan, m: indicator, z: service })) await region.harvestFiles(Object.fromEntries(Object.entries(files).map(([file, text]) => [file, text.replace(/Children|Family/, 'Young')])), { name, title: name });
  const { harvesting } = nation.running;
  onTestFinished(() => void vi.restoreAllMocks());
  nation.running.harvesting = { ...harvesting, afterMerge: async (transaction, sourceIds) => {
    await harvesting.afterMerge?.(transaction, sourceIds);
    if (sourceIds.has('E06000016/a')) vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 601_000);
  } };
  const [whole, ...reports] = await read(2);
  expect(whole).toMatchObject({ sourceId: through, status: 'failed', message: 'The run took longer than 600 seconds, the setting "seconds" of the source. Before that, 2 of 4 sources had been read, and what landed stays (0 records new, 1 changed, 0 withdrawn). Nothing of E06000016/m was changed. The next run reads the rest.' });
  expect(reports.map(({ sourceId, status }) => [sourceId, status])).toEqual([['E06000016/a', 'harvested'], ['E06000016/m', 'failed']]);
  const stale = "select id, failed_runs from source where stale_since = '2025-06-02T12:00:00.000Z' order by id";
  expect(await nation.rows(stale)).toEqual([through, 'E06000016/m', 'E06000016/z'].toSorted().map((id) => ({ id, failed_runs: 1 })));
  nation.running.harvesting = harvesting;
  vi.restoreAllMocks();
  await read(2);
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
  expect(await nation.rows(stale)).toEqual([]);
});
