import { describe, expect, test } from 'vitest';
import { apiOver } from '../support/api.ts';
import { countOfWrites, databaseKind, temporaryTables } from '../support/database.ts';
import { makePackage, openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';

const plans = `
  plan_ref,authority_codes,title,kind,coverage
  cypp-2006,E06000016,Children and Young People’s Plan,cypp,whole
  send-2010,E06000016,SEND strategy,send,partial
`;
const priorities = `
  plan_ref,priority_ref,title,kind,adopted,theme_codes
  cypp-2006,P1,Fewer young people without work,priority,yes,
  cypp-2006,P2,Better support for carers,priority,no,LAC;SEND
`;
const package1: PackageFiles = { 'plans.csv': plans, 'priorities.csv': priorities };

describe('what lands', () => {
  test('every row of a good package lands, with the file and line it came from', async () => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles(package1);
    expect(report).toMatchObject({ status: 'harvested', rowsRead: 4, rowsRefused: 0, counts: { added: 4, changed: 0, unchanged: 0, withdrawn: 0 }, issues: [] });
    expect(await hub.rows('select id, ref, source_id, file, line, adopted, plan_id from priority order by id')).toEqual([
      { id: 'E06000016/P1', ref: 'P1', source_id: 'E06000016/plans', file: 'priorities.csv', line: 2, adopted: 1, plan_id: 'E06000016/cypp-2006' },
      { id: 'E06000016/P2', ref: 'P2', source_id: 'E06000016/plans', file: 'priorities.csv', line: 3, adopted: 0, plan_id: 'E06000016/cypp-2006' },
    ]);
    expect(await hub.rows('select * from priority_stated_theme order by 2')).toEqual([
      { owner_id: 'E06000016/P2', target_id: 'LAC' },
      { owner_id: 'E06000016/P2', target_id: 'SEND' },
    ]);
  });

  test('a row that reads differently is updated in place, under the harvest that changed it', async () => {
    const hub = await openTestHub();
    const folder = makePackage(package1);
    await hub.harvest(folder);
    folder.write({ ...package1, 'plans.csv': plans.replace('SEND strategy', 'SEND strategy (revised)') });
    const report = await hub.harvest(folder);
    expect(report.counts).toEqual({ added: 0, changed: 1, unchanged: 3, withdrawn: 0 });
    expect(await hub.rows('select title, first_harvest_id, harvest_id from plan order by id')).toEqual([
      { title: 'Children and Young People’s Plan', first_harvest_id: 2, harvest_id: 2 },
      { title: 'SEND strategy (revised)', first_harvest_id: 2, harvest_id: 3 },
    ]);
  });

  test('links that a row no longer names are gone', async () => {
    const hub = await openTestHub();
    const folder = makePackage(package1);
    await hub.harvest(folder);
    folder.write({ ...package1, 'priorities.csv': priorities.replace('LAC;SEND', 'LAC') });
    await hub.harvest(folder);
    expect(await hub.rows('select target_id from priority_stated_theme')).toEqual([{ target_id: 'LAC' }]);
  });

  test('a row that is gone is withdrawn on the day of the harvest', async () => {
    const hub = await openTestHub();
    const folder = makePackage(package1);
    await hub.harvest(folder);
    folder.write({ ...package1, 'plans.csv': plans.replace(/\n.*send-2010.*/, '') });
    const report = await hub.harvest(folder);
    expect(report.counts).toEqual({ added: 0, changed: 0, unchanged: 3, withdrawn: 1 });
    expect(await hub.rows(`select withdrawn_on from plan where ref = 'send-2010'`)).toEqual([{ withdrawn_on: '2025-06-01' }]);
  });

  test('a row that comes back is the record it was, withdrawn no more', async () => {
    const hub = await openTestHub();
    const folder = makePackage(package1);
    await hub.harvest(folder);
    folder.write({ ...package1, 'plans.csv': plans.replace(/\n.*send-2010.*/, '') });
    await hub.harvest(folder);
    folder.write(package1);
    const report = await hub.harvest(folder);
    expect(report.counts).toEqual({ added: 0, changed: 1, unchanged: 3, withdrawn: 0 });
    expect(await hub.rows(`select withdrawn_on, first_harvest_id from plan where ref = 'send-2010'`)).toEqual([{ withdrawn_on: null, first_harvest_id: 2 }]);
    expect(await hub.rows(`select target_id from plan_authority where owner_id = 'E06000016/send-2010'`)).toEqual([{ target_id: 'E06000016' }]);
  });

  test('a code that another publisher takes over, once it is withdrawn, was first seen when that one published it', async () => {
    const hub = await openTestHub();
    const indicators = 'indicator_code,title,measure,unit,polarity\nOURS 1,First,count,people,high\nOURS 2,Second,count,people,high';
    const leicester = makePackage({ 'indicators.csv': indicators });
    await hub.harvest(leicester);
    leicester.write({ 'indicators.csv': indicators.replace(/\nOURS 2.*/, '') });
    await hub.harvest(leicester);
    const report = await hub.harvestFiles({ 'indicators.csv': 'indicator_code,title,measure,unit,polarity\nOURS 2,Second,count,people,high' }, { publisher: publishers.nottingham });
    expect(report).toMatchObject({ issues: [], counts: { changed: 1 } });
    expect(await hub.rows(`select source_id, first_harvest_id, harvest_id from indicator where id = 'OURS 2'`)).toEqual([{ source_id: 'E06000018/plans', first_harvest_id: 4, harvest_id: 4 }]);
  });

  test('a file that is no longer in the package withdraws its rows', async () => {
    const hub = await openTestHub();
    const folder = makePackage(package1);
    await hub.harvest(folder);
    folder.write({ 'plans.csv': plans });
    const report = await hub.harvest(folder);
    expect(report.counts).toMatchObject({ unchanged: 2, withdrawn: 2 });
    expect(await hub.rows('select id from priority where withdrawn_on is null')).toEqual([]);
  });

  test("no other source's rows are withdrawn", async () => {
    const hub = await openTestHub();
    await hub.harvestFiles(package1);
    await hub.harvestFiles({ 'plans.csv': plans.replaceAll('E06000016', 'E06000018') }, { publisher: publishers.nottingham });
    expect(await hub.rows('select id from plan where withdrawn_on is null')).toHaveLength(4);
  });
});

describe('what has not changed', () => {
  test('the same package again, on a later day, writes when it was read and nothing else', async () => {
    let now = new Date('2025-06-01T12:00:00Z');
    const hub = await openTestHub({ clock: () => now });
    const folder = makePackage(package1);
    await hub.harvest(folder);
    const writes = async () => (await hub.rows<{ n: number }>(countOfWrites))[0]!.n;
    const before = { writes: await writes(), rows: await hub.everything(), harvests: await hub.rows('select * from harvest'), versions: await hub.rows('select * from data_version') };
    now = new Date('2025-06-03T12:00:00Z');
    const report = await hub.harvest(folder);
    expect(report).toMatchObject({ status: 'unchanged', dataVersion: null });
    const oneRow = databaseKind === 'sqlite' ? 1 : 0;
    expect({ writes: await writes(), rows: await hub.everything(), harvests: await hub.rows('select * from harvest'), versions: await hub.rows('select * from data_version') }).toEqual({ ...before, writes: before.writes + oneRow });
    expect(await hub.rows(`select last_success_at, last_read_at from source where id = '${report.sourceId}'`)).toEqual([{ last_success_at: '2025-06-01T12:00:00.000Z', last_read_at: '2025-06-03T12:00:00.000Z' }]);
    const { data } = await (await apiOver(hub.hub)).query(`{ source(id: "${report.sourceId}") { lastReadAt } plans(first: 1) { nodes { provenance { firstSeen lastSeen } } } }`);
    expect(data).toMatchObject({ source: { lastReadAt: '2025-06-03T12:00:00.000Z' }, plans: { nodes: [{ provenance: { firstSeen: '2025-06-01', lastSeen: '2025-06-03' } }] } });
  });

  test('a package that differs only in its descriptor is read again, and the data version stays', async () => {
    const hub = await openTestHub();
    const folder = makePackage(package1);
    await hub.harvest(folder);
    const before = await hub.everything();
    folder.write(package1, { version: '2' });
    expect(await hub.harvest(folder)).toMatchObject({ status: 'harvested', counts: { added: 0, changed: 0, unchanged: 4, withdrawn: 0 }, dataVersion: null });
    expect(await hub.everything()).toEqual(before);
  });

  test.each([{ title: 'Other plans' }, { licenses: [{ title: 'Not open' }] }, { sources: [{ title: 'Somebody' }] }])('what every record quotes of its package is part of the data: %o', async (descriptor) => {
    const hub = await openTestHub();
    const folder = makePackage(package1);
    const first = await hub.harvest(folder);
    folder.write(package1, descriptor);
    expect(await hub.harvest(folder)).toMatchObject({ counts: { unchanged: 4 }, dataVersion: first.dataVersion! + 1 });
  });

  test('a row that only moved to another line counts as unchanged, and says where it stands now', async () => {
    const hub = await openTestHub();
    const folder = makePackage(package1);
    await hub.harvest(folder);
    const [header, ...rows] = priorities.trim().split('\n');
    folder.write({ ...package1, 'priorities.csv': [header, ...rows.toReversed()].join('\n') });
    const report = await hub.harvest(folder);
    expect(report.counts).toEqual({ added: 0, changed: 0, unchanged: 4, withdrawn: 0 });
    expect(await hub.rows('select ref, line, harvest_id from priority order by ref')).toEqual([
      { ref: 'P1', line: 3, harvest_id: 2 },
      { ref: 'P2', line: 2, harvest_id: 2 },
    ]);
    expect(report.dataVersion).toBe(3);
  });

  test('a run that changes data moves the data version by one', async () => {
    const hub = await openTestHub();
    expect((await hub.harvestFiles(package1)).dataVersion).toBe(2);
    expect(await hub.rows('select version, cause from data_version order by 1 desc limit 1')).toEqual([{ version: 2, cause: 'Harvest of E06000016/plans' }]);
  });

  test('two harvests begun at once wait for each other', async () => {
    const hub = await openTestHub();
    const reports = await Promise.all([
      hub.harvestFiles(package1),
      hub.harvestFiles({ 'plans.csv': plans.replaceAll('E06000016', 'E06000018') }, { publisher: publishers.nottingham }),
    ]);
    expect(reports.map((report) => report.counts.added)).toEqual([4, 2]);
  });

  test('a harvest leaves no staging tables behind', async () => {
    const hub = await openTestHub();
    await hub.harvestFiles(package1);
    expect(await hub.rows(temporaryTables)).toEqual([]);
  });
});
