import { readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { confirmHeld } from '../../../src/harvest/runs/askForRun.ts';
import { readRegistration } from '../../../src/harvest/sources/registration.ts';
import { findRegistered, removeSource } from '../../../src/harvest/sources/registerSource.ts';
import { apiOver } from '../../support/api.ts';
import { json, trouble } from '../../support/fakeAuthority.ts';
import { publishers, type PackageFiles, type TestHub } from '../../support/harvest.ts';
import { openHubOnTheNet, recordsOf, type OnTheNet } from '../../support/otherHub.ts';

const through = 'E12000004/hub';
const nottingham = { name: 'plans', title: 'Nottingham’s plans', publisher: publishers.nottingham };

/** Leicester's plan with a few priorities. */
function plan(titles: readonly string[]): PackageFiles {
  return {
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\ncypp,E06000016,Children’s plan,cypp,whole\n',
    'priorities.csv': `priority_ref,plan_ref,title,kind,theme_codes\n${titles.map((title, index) => `p${index},cypp,${title},priority,SEND;LAC`).join('\n')}\n`,
  };
}

/** So many services of Nottingham's. */
function services(count: number, name = 'Club'): PackageFiles {
  return { 'services.csv': `service_ref,name,authority_codes\n${Array.from({ length: count }, (_, index) => `s${String(index).padStart(4, '0')},${name} ${index},E06000018`).join('\n')}\n` };
}

/** A regional hub with reference data, Leicester's plan and Nottingham's services, and a hub that knows nothing and reads it. */
async function regionAndNation(changes: Record<string, unknown> = {}): Promise<{ region: OnTheNet; nation: OnTheNet; read: (day?: number) => ReturnType<OnTheNet['read']> }> {
  const region = await openHubOnTheNet();
  await region.harvestFiles(plan(['Safe at home', 'Ready for school']), { version: '3', licenses: [{ title: 'OGL v3' }], sources: [{ title: 'Leicester City Council' }] });
  await region.harvestFiles(services(1100), nottingham);
  const nation = await openHubOnTheNet({ reference: false });
  const id = await nation.connect(region.address, changes);
  return { region, nation, read: (day) => nation.read(id, day) };
}

function operations({ asked }: OnTheNet): string[] {
  return asked.splice(0).map(({ operation, variables: { source, noun, changedAfter } }) => [operation, source, noun, changedAfter && 'changed'].filter(Boolean).join(' '));
}

async function sourceOf(hub: TestHub, id: string): Promise<Record<string, unknown>> {
  return (await hub.rows<Record<string, unknown>>(`select * from source where id = '${id}'`))[0]!;
}

test('a hub that is read for the first time gives all its records, each in the name of its first publisher and in the line where that one has it', async () => {
  const { region, nation, read } = await regionAndNation();
  const [whole, ...reports] = await read();
  expect(reports.map(({ sourceId, status, issues }) => [sourceId, status, issues])).toEqual([['E92000001/reference', 'harvested', []], ['E06000016/plans', 'harvested', []], ['E06000018/plans', 'harvested', []]]);
  expect(whole).toMatchObject({ sourceId: through, status: 'harvested', rowsRefused: 0, counts: { added: 1112, withdrawn: 0 } });
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
  const { data } = await (await apiOver(nation.hub)).query('{ priorities(first: 1) { nodes { title provenance { publisher { name } source { id version connector through { id } } file line originalId licence attribution } } } }');
  expect(data.priorities.nodes).toEqual([{ title: 'Safe at home', provenance: { publisher: { name: 'Leicester' }, source: { id: 'E06000016/plans', version: '3', connector: 'hub', through: { id: through } }, file: 'priorities.csv', line: 2, originalId: 'p0', licence: 'OGL v3', attribution: 'Leicester City Council' } }]);
});

test('a hub in which nothing changed is asked one question, and its sources count as read again', async () => {
  const { region, nation, read } = await regionAndNation();
  await read(1);
  operations(region);
  expect(await read(1)).toMatchObject([{ sourceId: through, status: 'unchanged' }]);
  expect(operations(region)).toEqual(['HubState']);
  // What is under embargo may be told the next day.
  expect(await read(2)).toHaveLength(1);
  expect(operations(region)).toEqual(['HubState', 'HubSources', 'HubState']);
  for (const id of [through, 'E06000016/plans']) expect((await sourceOf(nation, id)).last_read_at).toBe('2025-06-02T12:00:00.000Z');
  expect(await nation.rows('select count(*) as n from harvest')).toEqual([{ n: 4 }]);
});

test('of a source in which a record changed only that record is asked for', async () => {
  const { region, nation, read } = await regionAndNation();
  await read(1);
  operations(region);
  const changed = services(1100);
  await region.harvestFiles({ 'services.csv': String(changed['services.csv']).replace('Club 7,', 'Chess club,') }, nottingham);
  const given: number[] = [];
  region.interfere(async ({ operation, variables }) => {
    if (operation === 'HubRows') given.push(Number(variables.changedAfter));
    return null;
  });
  expect(await read(1)).toMatchObject([{ counts: { changed: 1, added: 0, withdrawn: 0 } }, { sourceId: 'E06000018/plans', counts: { changed: 1, unchanged: 1099 } }]);
  expect(operations(region)).toEqual(['HubState', 'HubSources', 'HubRows E06000018/plans services changed', 'HubState']);
  expect(given).toEqual([3]);
  expect(await nation.rows("select name from service where id = 'E06000018/s0007'")).toEqual([{ name: 'Chess club' }]);
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
});

test('what its publisher withdraws is withdrawn from that day, and what comes back is the same record', async () => {
  const { region, nation, read } = await regionAndNation();
  await read(1);
  await region.harvestFiles(plan(['Safe at home']));
  await read(2);
  expect(await nation.rows('select id, withdrawn_on from priority order by id')).toEqual([{ id: 'E06000016/p0', withdrawn_on: null }, { id: 'E06000016/p1', withdrawn_on: '2025-06-02' }]);
  await region.harvestFiles(plan(['Safe at home', 'Ready for school']));
  await read(3);
  expect(await nation.rows('select withdrawn_on, first_harvest_id = harvest_id as is_new from priority order by id')).toEqual([{ withdrawn_on: null, is_new: 1 }, { withdrawn_on: null, is_new: 0 }]);
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
});

test('rows of which the hub’s machine lost some as it went down are asked for anew, and none of them is withdrawn', async () => {
  const { region, nation, read } = await regionAndNation();
  await region.harvestFiles({ ...services(1100), 'protocols.csv': 'protocol_ref,title,authority_codes\nx,Sharing,E06000018\n' }, nottingham);
  await read(1);
  const kept = readdirSync(nation.running.gatheredFolder, { recursive: true, encoding: 'utf8' }).map((name) => join(nation.running.gatheredFolder, name)).filter((name) => name.endsWith('.jsonl'));
  const largest = kept.toSorted((a, b) => statSync(b).size - statSync(a).size)[0]!;
  truncateSync(largest, Math.floor(statSync(largest).size * 0.9));
  await region.harvestFiles({ ...services(1100), 'protocols.csv': 'protocol_ref,title,authority_codes\nx,Sharing more,E06000018\n' }, nottingham);
  const [whole] = await read(2);
  expect(whole).toMatchObject({ status: 'harvested', counts: { changed: 1, withdrawn: 0 } });
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
});

test('rows that only moved in their file are followed, too', async () => {
  const { region, nation, read } = await regionAndNation();
  await read();
  await region.harvestFiles({ ...plan([]), 'priorities.csv': 'priority_ref,plan_ref,title,kind,theme_codes\np1,cypp,Ready for school,priority,SEND;LAC\np0,cypp,Safe at home,priority,SEND;LAC\n' });
  await read();
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
});

test('a hub that gets its own records back knows them, and asks for none of them', async () => {
  const { region, nation, read } = await regionAndNation();
  await read();
  await nation.harvestFiles(services(3, 'National club'), { name: 'clubs', title: 'Clubs of England', publisher: publishers.england });
  const back = await region.connect(nation.address, { publisher: publishers.england });
  const before = await recordsOf(region);
  const reports = await region.read(back);
  expect(operations(nation)).toEqual(['HubState', 'HubSources', 'HubRows E92000001/clubs services', 'HubState']);
  expect(reports).toMatchObject([{ sourceId: 'E92000001/hub', message: expect.stringContaining('E06000016/plans is left alone: the hub reads it itself.') }, { sourceId: 'E92000001/clubs' }]);
  const { service: ofBoth, service_authority: _, ...others } = await recordsOf(region);
  expect({ ...others, service: ofBoth!.filter((row) => (row as { source_id: string }).source_id !== 'E92000001/clubs') }).toEqual({ ...before, service_authority: undefined });
  expect(ofBoth).toHaveLength(1103);
  // And round again: neither takes the other's word for its own.
  await read();
  await region.read(back);
  expect((await sourceOf(region, 'E06000018/plans')).via_id).toBeNull();
  expect((await sourceOf(nation, 'E92000001/clubs')).via_id).toBeNull();
});

test('of two hubs that have a source the first stays its way in, until a person removes that hub', async () => {
  const { nation, read } = await regionAndNation();
  const other = await openHubOnTheNet();
  await other.harvestFiles(services(20), nottingham);
  const second = await nation.connect(other.address, { name: 'other' });
  await read();
  expect(await nation.read(second)).toMatchObject([{ sourceId: 'E12000004/other', status: 'unchanged' }]);
  expect(operations(other)).toEqual(['HubState', 'HubSources', 'HubState']);
  expect(await nation.rows('select count(*) as n from service where withdrawn_on is null')).toEqual([{ n: 1100 }]);
  await removeSource(nation.running.harvesting, await findRegistered(nation.hub.stored, through));
  expect(await nation.rows('select count(*) as n from service where withdrawn_on is null')).toEqual([{ n: 0 }]);
  expect((await nation.read(second)).map(({ sourceId }) => sourceId)).toEqual(['E12000004/other', 'E92000001/reference', 'E06000018/plans']);
  expect(await recordsOf(nation)).toEqual(await recordsOf(other));
});

test('a hub from which a source is no longer taken stays its way in', async () => {
  const { region, nation, read } = await regionAndNation();
  await read();
  await nation.connect(region.address, { settings: { leave: ['E06000018'] }, mayShrinkBy: 100 });
  await read();
  const other = await openHubOnTheNet();
  await other.harvestFiles(services(20), nottingham);
  expect(await nation.read(await nation.connect(other.address, { name: 'other' }))).toMatchObject([{ sourceId: 'E12000004/other', status: 'unchanged' }]);
  expect(await sourceOf(nation, 'E06000018/plans')).toMatchObject({ via_id: through, last_success_id: null, removed_at: '2025-06-01T12:00:00.000Z' });
});

test('what a publisher withdrew does not come back through hubs that read one another in a ring', async () => {
  const { region, nation, read } = await regionAndNation({ mayShrinkBy: 100 });
  const third = await openHubOnTheNet({ reference: false });
  const ofNation = await third.connect(nation.address);
  const ofThird = await nation.connect(third.address, { name: 'third' });
  await read();
  await third.read(ofNation);
  // The region no longer has Nottingham's services; the third hub does not know it yet.
  await region.rows("delete from service_authority where owner_id like 'E06000018/%'");
  await region.rows("delete from service where source_id = 'E06000018/plans'");
  await region.harvestFiles(plan(['Safe at home']));
  await read();
  await nation.read(ofThird);
  expect(await nation.rows('select count(*) as n from service where withdrawn_on is null')).toEqual([{ n: 0 }]);
});

test('a source that comes through another hub is taken out by what is read of that one', async () => {
  const { nation, read } = await regionAndNation();
  await read();
  await expect(removeSource(nation.running.harvesting, { id: 'E06000018/plans' })).rejects.toThrow('E06000018/plans comes through E12000004/hub. Leave it out in the settings of that one');
});

test('a source that was removed here comes back through a hub only when the settings name it', async () => {
  const { region, nation, read } = await regionAndNation();
  await nation.harvestFiles(services(5), nottingham);
  await removeSource(nation.running.harvesting, { id: 'E06000018/plans' });
  expect((await read())[0]!.message).toContain('E06000018/plans is left alone: it was removed here on 2025-06-01. To have it from there, name "E06000018/plans" in the setting "take".');
  await nation.connect(region.address, { settings: { take: ['E92000001', 'E06000018/plans'] }, mayShrinkBy: 100 });
  await read();
  expect(await nation.rows('select distinct source_id from service where withdrawn_on is null')).toEqual([{ source_id: 'E06000018/plans' }]);
  expect(await sourceOf(nation, 'E06000018/plans')).toMatchObject({ via_id: through, removed_at: null });
});

test('the settings choose publishers and sources, and what they no longer take is withdrawn', async () => {
  const { region, nation, read } = await regionAndNation({ settings: { leave: ['E06000018'] } });
  await read();
  expect(await nation.rows('select distinct source_id from source s join harvest h on h.source_id = s.id order by 1')).toEqual([{ source_id: 'E06000016/plans' }, { source_id: through }, { source_id: 'E92000001/reference' }]);
  expect(operations(region).filter((asked) => asked.includes('E06000018'))).toEqual([]);
  await nation.connect(region.address, { settings: { take: ['E92000001'] } });
  await read();
  expect(await nation.rows('select id, withdrawn_on from plan')).toEqual([{ id: 'E06000016/cypp', withdrawn_on: '2025-06-01' }]);
  const { data } = await (await apiOver(nation.hub)).query('{ source(id: "E06000016/plans") { standing status } }');
  expect(data.source).toEqual({ standing: 'REMOVED', status: 'Removed on 2025-06-01, so its records are withdrawn.' });
  expect(readRegistration(JSON.stringify({ connector: 'hub', publisher: publishers.england, name: 'hub', title: 'A hub', settings: { address: 'regional.example', take: ['Leicester'] } }))).toEqual({ problems: [
    '"settings.address" is "regional.example". Allowed: a web address (https://… or http://…), mostly one that ends in /graphql.',
    expect.stringContaining('Allowed: a list of codes of publishers and ids of sources, for example ["E06000016", "E06000018/plans"].'),
  ] });
});

test('a hub that suddenly has few sources is held; a person confirms, and what is gone is withdrawn', async () => {
  const { region, nation, read } = await regionAndNation();
  await read(1);
  await region.rows("delete from service_authority where owner_id like 'E06000018/%'");
  await region.rows("delete from service where source_id = 'E06000018/plans'");
  await region.harvestFiles(plan(['Safe at home']));
  const [held] = await read(2);
  expect(held).toMatchObject({ status: 'held', sourceId: through, message: expect.stringContaining('1100 of 1112 records are gone from it (99 %; allowed: 30 %)') });
  expect(await nation.rows('select count(*) as n from priority where withdrawn_on is null')).toEqual([{ n: 2 }]);
  expect(await nation.running.harvesting.write(({ db }) => confirmHeld(db, through))).toBe(true);
  expect(await read(3)).toMatchObject([{ status: 'harvested' }, { sourceId: 'E06000018/plans', counts: { withdrawn: 1100 } }, { sourceId: 'E06000016/plans', counts: { withdrawn: 1 } }]);
  expect(await nation.rows('select distinct withdrawn_on from service')).toEqual([{ withdrawn_on: '2025-06-03' }]);
  expect(await nation.running.harvesting.write(({ db }) => confirmHeld(db, through))).toBe(false);
});

test('one source that shrinks is held by itself, and is confirmed at the hub through which it comes', async () => {
  const { region, nation, read } = await regionAndNation();
  await read(1);
  await region.harvestFiles(services(20), nottingham);
  await region.harvestFiles(plan(['Safe at home', 'Ready for work']));
  expect(await read(2)).toMatchObject([{ status: 'harvested' }, { sourceId: 'E06000016/plans', status: 'harvested' }, { sourceId: 'E06000018/plans', status: 'held', message: expect.stringContaining(`npm run hub -- harvest ${through} --confirm`) }]);
  expect(await nation.rows('select count(*) as n from service where withdrawn_on is null')).toEqual([{ n: 1100 }]);
  operations(region);
  expect(await nation.running.harvesting.write(({ db }) => confirmHeld(db, through))).toBe(true);
  expect(await read(2)).toMatchObject([{}, { sourceId: 'E06000018/plans', counts: { withdrawn: 1080 } }]);
  expect(operations(region)).toEqual(['HubState']);
});

test('a hub that breaks off half way leaves what was read before, and says since when it is stale, as does every source that comes through it', async () => {
  const { region, nation, read } = await regionAndNation();
  await read(1);
  const before = await recordsOf(nation);
  await region.harvestFiles(services(1100, 'Society'), nottingham);
  region.interfere(({ operation, variables }) => (operation === 'HubRows' && variables.after ? trouble.halfABody : null));
  const [failed] = await read(2);
  expect(failed).toMatchObject({ status: 'failed', message: expect.stringContaining('broke off before its answer was whole') });
  expect(await recordsOf(nation)).toEqual(before);
  const { data } = await (await apiOver(nation.hub)).query('{ source(id: "E06000018/plans") { standing staleSince status } }');
  expect(data.source).toEqual({ standing: 'STALE', staleSince: '2025-06-02T12:00:00.000Z', status: 'E12000004/hub, through which it comes, could not be read since 2025-06-02, so what was read until 2025-06-01 still stands.' });
  region.interfere(() => null);
  await read(3);
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
  expect(await nation.rows('select id from source where stale_since is not null')).toEqual([]);
});

test('a run that the hub’s own machine stops leaves every source that comes through the hub stale, too', async () => {
  const { nation, read } = await regionAndNation();
  await read(1);
  const { gatheredFolder } = nation.running;
  // Where its folder should be, a file is: no folder can be made there.
  nation.running.gatheredFolder = join(gatheredFolder, 'taken');
  writeFileSync(nation.running.gatheredFolder, '');
  expect(await read(2)).toMatchObject([{ status: 'failed', message: expect.stringContaining('could not keep what it gathered') }]);
  expect(await sourceOf(nation, 'E06000018/plans')).toMatchObject({ stale_since: '2025-06-02T12:00:00.000Z', failed_runs: 1 });
  nation.running.gatheredFolder = gatheredFolder;
  await read(3);
  expect(await nation.rows('select id from source where stale_since is not null')).toEqual([]);
});

test('a publisher of another kind than its code is refused through a hub as in a package; what was read of it stays, and the others land', async () => {
  const { region, nation, read } = await regionAndNation();
  await read(1);
  await region.harvestFiles(plan(['Heard']));
  await region.harvestFiles(services(1101), nottingham);
  await region.rows("update source set publisher_kind = 'national' where id = 'E06000016/plans'");
  const [, ...reports] = await read(2);
  expect(reports).toMatchObject([
    { sourceId: 'E06000016/plans', status: 'failed', message: 'The hub that it comes through says that its publisher is "national", and E06000016 is the code of an authority. Expected "authority", or another code. Nothing was changed. Tell whoever runs that hub.' },
    { sourceId: 'E06000018/plans', status: 'harvested', counts: { added: 1 } },
  ]);
  expect(await sourceOf(nation, 'E06000016/plans')).toMatchObject({ publisher_kind: 'authority', stale_since: '2025-06-02T12:00:00.000Z' });
  expect(await nation.rows('select title from priority where withdrawn_on is null order by title')).toEqual([{ title: 'Ready for school' }, { title: 'Safe at home' }]);
});

test('a hub that changes while it is read is read again; one that changes each time is given up, and nothing is changed', async () => {
  const { region, nation, read } = await regionAndNation();
  let changes = 0;
  const most = { changes: 1 };
  region.interfere(async ({ operation, variables }) => {
    if (operation === 'HubRows' && variables.noun === 'services' && !variables.after && changes < most.changes) await region.harvestFiles(plan([`Safe at home ${(changes += 1)}`, 'Ready for school']));
    return null;
  });
  expect(await read(1)).toMatchObject([{ status: 'harvested' }, {}, {}, {}]);
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
  region.interfere(async ({ operation }) => {
    if (operation === 'HubSources') await region.harvestFiles(plan([`Safe at home ${(changes += 1)}`, 'Ready for school']));
    return null;
  });
  const before = await recordsOf(nation);
  await region.harvestFiles(plan(['Something new']));
  expect(await read(1)).toMatchObject([{ status: 'failed', message: expect.stringContaining('changed each of the 3 times that they were read') }]);
  expect(await recordsOf(nation)).toEqual(before);
});

const noMore = { pageInfo: { hasNextPage: false, endCursor: null } };
const services2 = { noun: 'services', count: 2, fingerprint: 'x' };
const wrongRows = (changes: object): object => ({ data: { source: { rows: { columns: ['region_code', 'name'], pageInfo: { hasNextPage: false, endCursor: null }, nodes: [{ id: 'E12000004', hash: 'x', harvest: 1, file: 'regions.csv', line: 2, cells: ['E12000004', 'East Midlands'], ...changes }] } } } });
const oneSource = (changes: object): object => ({ data: { sources: { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [{ id: 'E06000016/plans', title: 'Plans', version: null, licence: null, attribution: null, link: null, publisher: { kind: 'AUTHORITY', code: 'E06000016', name: 'Leicester' }, records: [], ...changes }] } } });

test.each([
  ['is older than the questions', 'HubSources', { errors: [{ message: 'Cannot query field "fingerprint" on type "RecordCount".', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] }, /does not know what one hub asks another: Cannot query field "fingerprint" on type "RecordCount"\. It is an older Common Ground, or something else\..*Ask whoever runs it to update it/],
  ['is another GraphQL service', 'HubState', { errors: [{ message: "Cannot query field 'dataVersion' on type 'Query'." }] }, /Expected: a Common Ground whose contract has Source.rows/],
  ['has lower limits', 'HubSources', { errors: [{ message: 'The query may return 41000 values. Allowed: 20000 (MAX_COST).', extensions: { code: 'QUERY_TOO_COSTLY' } }] }, /set its limits lower than the questions of another hub need: The query may return 41000 values\. Allowed: 20000 \(MAX_COST\)\. Ask whoever runs it to raise that limit/],
  ['refuses in another way', 'HubState', { errors: [{}] }, /refused what one hub asks another: it gives no reason\./],
  ['is no GraphQL service', 'HubState', { hello: 'world' }, /answered with JSON that is no answer of GraphQL\. Expected: the GraphQL address of a Common Ground/],
  ['tells of no version', 'HubState', { data: {} }, /answered with JSON in which data\.dataVersion is not what a Common Ground has there\. Expected: the GraphQL address of a Common Ground/],
  ['gives no sources', 'HubSources', { data: {} }, /in which data\.sources is not/],
  ['gives a list without a word of the next page', 'HubSources', { data: { sources: { nodes: [] } } }, /in which data\.sources\.pageInfo is not/],
  ['gives nothing in place of a source', 'HubSources', { data: { sources: { ...noMore, nodes: [null] } } }, /in which data\.sources\.nodes\[0\] is not/],
  ['gives nothing in place of a count', 'HubSources', oneSource({ records: [null] }), /in which data\.sources\.nodes\[0\]\.records\[0\] is not/],
  ['gives a publisher of no kind', 'HubSources', oneSource({ publisher: { kind: {}, code: 'E06000016', name: 'Leicester' } }), /in which data\.sources\.nodes\[0\]\.publisher\.kind is not/],
  ['gives a source whose link is a number', 'HubSources', oneSource({ link: 7 }), /in which data\.sources\.nodes\[0\]\.link is not/],
  ['counts one noun twice', 'HubSources', oneSource({ records: [services2, services2] }), /a source that is none of a Common Ground: .* its records of each noun once/],
  ['gives a source of another publisher', 'HubSources', oneSource({ publisher: { kind: 'AUTHORITY', code: 'E06000018', name: 'Nottingham' } }), /a source that is none of a Common Ground/],
  ['gives a source whose id is a path', 'HubSources', oneSource({ id: 'E06000016/../plans' }), /a source that is none of a Common Ground/],
  ['gives a row with a cell too few', 'HubRows', wrongRows({ cells: ['E12000004'] }), /rows whose cells are not as many as their columns \(areas of E92000001\/reference\)/],
  ['gives no word of a source', 'HubRows', { data: {} }, /in which data\.source is not/],
  ['gives a source without rows', 'HubRows', { data: { source: {} } }, /in which data\.source\.rows is not/],
  ['gives nothing in place of rows', 'HubRows', { data: { source: { rows: null } } }, /in which data\.source\.rows is not/],
  ['gives nothing in place of a row', 'HubRows', { data: { source: { rows: { ...noMore, columns: [], nodes: [null] } } } }, /in which data\.source\.rows\.nodes\[0\] is not/],
  ['gives rows without a word of the next page', 'HubRows', { data: { source: { rows: { columns: [], nodes: [] } } } }, /in which data\.source\.rows\.pageInfo is not/],
  ['gives a row without a line', 'HubRows', wrongRows({ line: null }), /in which data\.source\.rows\.nodes\[0\]\.line is not/],
  ['gives a line that GraphQL cannot carry', 'HubRows', wrongRows({ line: 4_000_000_000 }), /in which data\.source\.rows\.nodes\[0\]\.line is not/],
  ['gives a number of a harvest that GraphQL cannot carry', 'HubRows', wrongRows({ harvest: 4_000_000_000 }), /in which data\.source\.rows\.nodes\[0\]\.harvest is not/],
  ['gives other rows than it says it has', 'HubRows', wrongRows({}), /What http.* gives of E92000001\/reference is not what it says that it has of it\. Nothing was changed/],
])('a server that %s is refused in a sentence, and nothing is changed', async (_, operation, answer, sentence) => {
  const { region, nation, read } = await regionAndNation();
  region.interfere((asked) => (asked.operation === operation ? json(answer) : null));
  const [report] = await read();
  expect(report).toMatchObject({ status: 'failed', message: expect.stringMatching(sentence) });
  expect(await recordsOf(nation)).toEqual({});
  expect(await sourceOf(nation, through)).toMatchObject({ stale_since: '2025-06-01T12:00:00.000Z' });
});

test('a hub that refuses to tell what changed is read whole, where the next run would fail, and every one after it', async () => {
  const { region, nation, read } = await regionAndNation();
  await read(1);
  await region.harvestFiles(plan(['Safe at home', 'Ready for work']));
  operations(region);
  region.interfere(({ operation, variables }) => (operation === 'HubRows' && variables.changedAfter ? json({ errors: [{ message: 'Variable "$changedAfter" got invalid value 4000000000', extensions: { code: 'BAD_USER_INPUT' } }] }) : null));
  expect(await read(2)).toMatchObject([{ status: 'harvested' }, { sourceId: 'E06000016/plans', counts: { changed: 1 } }]);
  expect(operations(region)).toEqual(['HubState', 'HubSources', 'HubRows E06000016/plans priorities changed', 'HubRows E06000016/plans priorities', 'HubState']);
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
});

test('a source that stands on two pages, as when its title changes meanwhile, is read once', async () => {
  const { region, nation, read } = await regionAndNation();
  await read(1);
  await region.harvestFiles(plan(['Safe at home']));
  region.interfere(async ({ operation, variables }) => {
    if (operation !== 'HubSources') return null;
    const { data } = await (await apiOver(region.hub)).query('{ sources(first: 8) { nodes { id title version licence attribution link publisher { kind code name } records { noun count fingerprint } } } }');
    const { nodes } = data.sources as { nodes: { records: unknown[] }[] };
    return json({ data: { sources: { pageInfo: { hasNextPage: !variables.after, endCursor: 'second' }, nodes: variables.after ? nodes.slice(0, 1) : nodes } } });
  });
  expect(await read(2)).toMatchObject([{ status: 'harvested', counts: { withdrawn: 1 } }, { sourceId: 'E06000016/plans' }]);
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
});

test('rows that do not come in the order of their ids are refused, because changes could not be put in their place', async () => {
  const { region, read } = await regionAndNation();
  const node = (id: string) => ({ id, hash: 'x', harvest: 1, file: 'themes.csv', line: 2, cells: [] });
  region.interfere(({ variables }) => (variables.noun === 'themes' ? json({ data: { source: { rows: { columns: [], pageInfo: { hasNextPage: false, endCursor: null }, nodes: [node('b'), node('a')] } } } }) : null));
  expect((await read())[0]!.message).toContain('rows that are not in the order of their ids (themes of E92000001/reference)');
});

test('a limit that a real hub sets is told in its own words', async () => {
  const region = await openHubOnTheNet();
  const nation = await openHubOnTheNet({ reference: false });
  const id = await nation.connect(region.address.replace('/graphql', '/nothing'));
  expect((await nation.read(id))[0]).toMatchObject({ status: 'failed', message: expect.stringContaining('/nothing answered') });
});

test('rows of long texts are asked for in smaller pages, where the other hub sends no longer answers', async () => {
  const region = await openHubOnTheNet({ settings: { MAX_ANSWER_CHARACTERS: '2000000' } });
  const rows = Array.from({ length: 90 }, (_, index) => `s${String(index).padStart(2, '0')},Club ${index},E06000018,${'long '.repeat(index === 7 ? 2_000 : 6_500)}`);
  await region.harvestFiles({ 'services.csv': `service_ref,name,authority_codes,description\n${rows.join('\n')}\n` }, nottingham);
  const nation = await openHubOnTheNet({ reference: false });
  const [whole] = await nation.read(await nation.connect(region.address));
  expect(whole).toMatchObject({ status: 'harvested', rowsRefused: 0 });
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
  const asked = region.asked.filter(({ variables }) => variables.noun === 'services').map(({ variables }) => variables.first);
  expect(asked.slice(0, 5)).toEqual([500, 250, 125, 63, 32]);
  expect(new Set(asked.slice(4))).toEqual(new Set([32]));
});

test('a single row that is too long for an answer is told as a limit of the other hub', async () => {
  const { region, read } = await regionAndNation();
  region.interfere(({ operation }) => (operation === 'HubRows' ? json({ errors: [{ message: 'The answer would have more than 9 characters.', extensions: { code: 'ANSWER_TOO_LARGE' } }] }) : null));
  expect((await read())[0]).toMatchObject({ status: 'failed', message: expect.stringContaining('set its limits lower than the questions of another hub need: The answer would have more than 9 characters.') });
  const asked = region.asked.filter(({ operation }) => operation === 'HubRows').map(({ variables }) => variables.first);
  expect([...new Set(asked)]).toEqual([500, 250, 125, 63, 32, 16, 8, 4, 2, 1]);
});

test('rows that stand in different files keep theirs: a refused row’s last good record is still in the file it came in', async () => {
  const { region, nation, read } = await regionAndNation();
  await region.rows("update service set file = 'sheet services', line = 7 where id = 'E06000018/s0003'");
  await read();
  expect(await nation.rows("select file, line from service where id in ('E06000018/s0002', 'E06000018/s0003') order by id")).toEqual([{ file: 'services.csv', line: 4 }, { file: 'sheet services', line: 7 }]);
  expect(await recordsOf(nation)).toEqual(await recordsOf(region));
});

/** What a publisher may do to its file: a row is added, changed, taken out, or put elsewhere. References begin with signs of which the order is one in bytes and another in UTF-16. */
const change = fc.record({ what: fc.constantFrom('add', 'change', 'remove', 'move'), at: fc.nat(20), sign: fc.constantFrom('s', 'é', '～', '𝄞'), name: fc.stringMatching(/^[A-Za-z ,;"éß✓𝄞]{1,12}$/u).filter((name) => name.trim() !== '') });

test('after any changes and a run, the one hub holds what the other holds, and says the same of it', { timeout: 300_000 }, async () => {
  const region = await openHubOnTheNet();
  const nation = await openHubOnTheNet({ reference: false });
  const id = await nation.connect(region.address, { mayShrinkBy: 100 });
  let rows: { ref: string; name: string }[] = [];
  let made = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(change, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 2 }), async (batches) => {
      for (const batch of batches) {
        for (const { what, at, sign, name } of batch) {
          const place = rows.length === 0 ? 0 : at % rows.length;
          if (what === 'add' || rows.length === 0) rows.splice(place, 0, { ref: `${sign}${(made += 1)}`, name });
          else if (what === 'change') rows[place] = { ...rows[place]!, name };
          else if (what === 'move') rows.push(...rows.splice(place, 1));
          else rows.splice(place, 1);
        }
        if (rows.length === 0) rows = [{ ref: `s${(made += 1)}`, name: 'Club' }];
        const lines = rows.map(({ ref, name }) => `${ref},"${name.replaceAll('"', '""')}",E06000018`);
        await region.harvestFiles({ 'services.csv': `service_ref,name,authority_codes\n${lines.join('\n')}\n` }, nottingham);
      }
      await nation.read(id);
      const said = '{ sources(filter: { publishers: ["E06000018"] }) { nodes { id records { noun count fingerprint } } } }';
      const [here, there] = [await apiOver(nation.hub), await apiOver(region.hub)];
      expect((await here.query(said)).data).toEqual((await there.query(said)).data);
      expect(await recordsOf(nation)).toEqual(await recordsOf(region));
    }),
    { numRuns: 40 },
  );
});
