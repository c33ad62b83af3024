import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import type { HarvestContext } from '../../src/harvest/harvestReport.ts';
import { openHub } from '../../src/hub.ts';
import { isSearchStale, updateSearch } from '../../src/search/updateSearch.ts';
import { newPlace } from '../support/database.ts';
import { makePackage, openTestHub, publishers, type PackageFiles, type TestHub } from '../support/harvest.ts';

const plans = 'plan_ref,authority_codes,title,kind,coverage\np,E06000016,Plan,cypp,partial\n';
const priorities = (...titles: string[]): PackageFiles => ({ 'plans.csv': plans, 'priorities.csv': `plan_ref,priority_ref,title,kind\n${titles.map((title, index) => `p,${index + 1},${title},priority\n`).join('')}` });
const update = ({ hub }: TestHub) => hub.write((writer) => writer.inTransaction((db) => updateSearch(writer.within(db))));
const indexed = async ({ rows }: TestHub, word: string) => (await rows<{ record_id: string }>(`select record_id from search_word where word = '${word}' order by 1`)).map((row) => row.record_id);

test('a harvest leaves the index right, in the same transaction and the same data version', async () => {
  const test = await openTestHub();
  const report = await test.harvestFiles(priorities('Safer schools', 'Healthy meals'));
  expect(await indexed(test, 'safer')).toEqual(['E06000016/1']);
  expect(await isSearchStale(test.hub.stored)).toBe(false);
  expect(await test.rows('select max(version) as version from data_version')).toEqual([{ version: report.dataVersion }]);
});

test('a harvest that fails leaves the index as it was', async () => {
  const test = await openTestHub();
  await test.harvestFiles(priorities('Safer schools'));
  const before = await test.everything();
  const context: HarvestContext = {
    ...test.hub.harvesting,
    async afterMerge(transaction) {
      await updateSearch(transaction);
      throw new Error('the disk is full');
    },
  };
  await expect(harvestPackage(context, makePackage(priorities('Happier schools')).path)).rejects.toThrow('the disk is full');
  expect(await test.everything()).toEqual(before);
});

test('only what changed is read again', async () => {
  const test = await openTestHub();
  await test.harvestFiles(priorities('Safer schools', 'Healthy meals'));
  expect(await update(test)).toEqual({ read: 0, forgotten: 0 });
  await sql`update priority set title = 'Safe roads', content_hash = 'other' where id = 'E06000016/1'`.execute(test.hub.stored);
  expect(await isSearchStale(test.hub.stored)).toBe(true);
  expect(await update(test)).toEqual({ read: 1, forgotten: 0 });
  expect([await indexed(test, 'roads'), await indexed(test, 'schools'), await indexed(test, 'meals')]).toEqual([['E06000016/1'], [], ['E06000016/2']]);
});

test('what is withdrawn is forgotten, and comes back with what is published again', async () => {
  const test = await openTestHub();
  await test.harvestFiles(priorities('Safer schools', 'Healthy meals'));
  await test.harvestFiles(priorities('Safer schools'));
  expect(await indexed(test, 'meals')).toEqual([]);
  expect(await test.rows(`select count(*) as n from search_record where record_id = 'E06000016/2'`)).toEqual([{ n: 0 }]);
  await test.harvestFiles(priorities('Safer schools', 'Healthy meals'));
  expect(await indexed(test, 'meals')).toEqual(['E06000016/2']);
});

test('each harvest looks through its own source alone, and a code that another source takes over is found by what that source says', async () => {
  const test = await openTestHub();
  const indicators = (title: string): PackageFiles => ({ 'indicators.csv': `indicator_code,title,measure,unit,polarity\nX 1,${title},proportion,%,low\n` });
  const others: PackageFiles = { 'indicators.csv': 'indicator_code,title,measure,unit,polarity\nX 2,Trust,proportion,%,high\n' };
  const first = { name: 'first', publisher: publishers.england };
  await test.harvestFiles(indicators('Truancy'), first);
  await sql`update search_record set index_version = 'of last year' where record_id = 'X 1'`.execute(test.hub.stored);
  await test.harvestFiles(indicators('Absence'), { name: 'second', publisher: publishers.eastMidlands });
  expect(await test.rows(`select index_version from search_record where record_id = 'X 1'`)).toEqual([{ index_version: 'of last year' }]);
  await test.harvestFiles(others, first);
  expect(await indexed(test, 'truancy')).toEqual([]);
  await test.harvestFiles(indicators('Absence'), { name: 'second', publisher: publishers.eastMidlands });
  expect([await indexed(test, 'absence'), await indexed(test, 'trust'), await isSearchStale(test.hub.stored)]).toEqual([['X 1'], ['X 2'], false]);
});

test('a hub whose index was made another way makes it anew when it is opened, and says so by a new data version', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const first = await openHub(place);
  await harvestPackage(first.harvesting, 'seeds/england');
  await sql`update search_record set index_version = 'of last year'`.execute(first.stored);
  await sql`delete from search_word where word = 'children'`.execute(first.stored);
  const version = async (hub: typeof first) => (await sql<{ version: number }>`select max(version) as version from data_version`.execute(hub.stored)).rows[0]!.version;
  const before = await version(first);
  await first.close();
  const second = await openHub(place);
  onTestFinished(() => second.close());
  expect((await sql`select 1 from search_word where word = 'children' limit 1`.execute(second.stored)).rows).toHaveLength(1);
  expect(await isSearchStale(second.stored)).toBe(false);
  expect(await version(second)).toBe(before + 1);
});

test('a title of ten thousand characters, or in any script, is taken', async () => {
  const test = await openTestHub();
  const report = await test.harvestFiles(priorities('x'.repeat(10_000), 'تعليم 🙂 ‮', '%_*', 'word '.repeat(2000)));
  expect(report.rowsRefused).toBe(0);
  expect(await indexed(test, 'تعليم')).toEqual(['E06000016/2']);
  expect(await indexed(test, 'x'.repeat(60))).toEqual(['E06000016/1']);
});
