import { expect, test } from 'vitest';
import { publicViewer } from '../../src/access/viewer.ts';
import { contextOf, type RequestContext } from '../../src/api/context.ts';
import { readPage, type Page } from '../../src/api/read/readPage.ts';
import { findLinked, findOne } from '../../src/api/read/related.ts';
import { rowRules } from '../../src/hub.ts';
import { openTestHub } from '../support/harvest.ts';
import { viewerOf } from '../support/keys.ts';

const today = '2025-06-01';

/** Requests, one after another, through one door: what is kept of statements serves them all. */
async function openDoor() {
  const test = await openTestHub();
  await test.harvestFiles({
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,embargo_until\na,E06000016,Plan A,cypp,partial,\nb,E06000016;E06000018,Plan B,cypp,partial,2025-07-01\n',
    'priorities.csv': 'plan_ref,priority_ref,title,kind\na,1,Safer schools,priority\na,2,Healthy meals,priority\nb,3,Good homes,priority\n',
  });
  const { rows, acts, harvesting } = test.hub;
  const door = { rows, rules: rowRules, acts, now: harvesting.now };
  return {
    test,
    asPublic: (day = today) => contextOf(door, publicViewer(day)),
    asLeicester: () => contextOf(door, viewerOf('publisher', { body: 'E06000016', today })),
  };
}

const titleOf = async (context: RequestContext, id: string) => (await findOne<{ title: string }>(context, 'plan', id))?.title ?? null;
const titlesUnder = async (context: RequestContext, id: string, first = 10) => {
  const page: Page<{ title: string }> = await readPage(context, { list: { table: 'priority', orderBy: ['line', 'id'] }, page: { first }, parent: { id, column: 'planId' } });
  return page.rows.map(({ title }) => title);
};

test('a statement that is kept reads other records for other ids, and none for an id that nothing has', async () => {
  const { asPublic, test: { harvestFiles } } = await openDoor();
  expect(await titleOf(asPublic(), 'E06000016/a')).toBe('Plan A');
  expect(await titleOf(asPublic(), 'E06000016/nothing')).toBeNull();
  expect(await titlesUnder(asPublic(), 'E06000016/a')).toEqual(['Safer schools', 'Healthy meals']);
  expect(await titlesUnder(asPublic(), 'E06000016/b')).toEqual([]);
  expect(await titlesUnder(asPublic(), 'E06000016/a', 1)).toEqual(['Safer schools']);
  await harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\na,E06000016,Plan A again,cypp,partial\n' });
  expect(await titleOf(asPublic(), 'E06000016/a')).toBe('Plan A again');
});

test('a statement kept for one viewer or day never answers another', async () => {
  const { asPublic, asLeicester } = await openDoor();
  const plansOfLeicester = async (context: RequestContext) => (await findLinked<{ title: string }>(context, { table: 'plan', through: 'plan_authority', from: 'target' }, 'E06000016')).map(({ title }) => title);
  for (let time = 0; time < 2; time += 1) {
    expect(await titleOf(asPublic(), 'E06000016/b')).toBeNull();
    expect(await titleOf(asLeicester(), 'E06000016/b')).toBe('Plan B');
    expect(await titlesUnder(asLeicester(), 'E06000016/b')).toEqual(['Good homes']);
    expect(await titlesUnder(asPublic(), 'E06000016/b')).toEqual([]);
    expect(await plansOfLeicester(asPublic())).toEqual(['Plan A']);
    expect(await plansOfLeicester(asLeicester())).toEqual(['Plan A', 'Plan B']);
    expect(await titleOf(asPublic('2025-07-01'), 'E06000016/b')).toBe('Plan B');
  }
});
