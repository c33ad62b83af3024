import { sql, type Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { readable } from '../../src/access/readable.ts';
import { publicViewer } from '../../src/access/viewer.ts';
import type { HubRows } from '../../src/api/context.ts';
import { rowRules } from '../../src/hub.ts';
import { openTestHub } from '../support/harvest.ts';

const plans = (embargo: string) => `
  plan_ref,authority_codes,title,kind,coverage,embargo_until
  open,E06000016,Open plan,cypp,partial,
  secret,E06000016,Secret plan,cypp,partial,${embargo}
`;

async function doorOn(today: string, embargo = '2025-07-01'): Promise<{ door: Kysely<HubRows>; all: Kysely<HubRows> }> {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({ 'plans.csv': plans(embargo), 'priorities.csv': 'plan_ref,priority_ref,title,kind\nopen,1,One,priority\nsecret,2,Two,priority\n' });
  return { door: readable(hub.rows, rowRules, publicViewer(today)), all: hub.rows };
}

test('a plan under embargo is not there for the public until its day', async () => {
  const { door, all } = await doorOn('2025-06-30');
  expect(await door.selectFrom('plan').select('ref').execute()).toEqual([{ ref: 'open' }]);
  // The control: without the door it is there, so the rule is what hides it.
  expect(await all.selectFrom('plan').select('ref').execute()).toHaveLength(2);
});

test('on its day it is', async () => {
  const { door } = await doorOn('2025-07-01');
  expect(await door.selectFrom('plan').select('ref').execute()).toHaveLength(2);
});

test('so are its parts: joins, aliases and subqueries go through the door as well', async () => {
  const { door } = await doorOn('2025-06-30');
  const parts = await door.selectFrom('priority').select('ref').execute();
  expect(parts).toEqual([{ ref: '1' }]);
  const joined = await door.selectFrom('priority').innerJoin('plan as document', 'document.id', 'priority.planId').select('document.ref').execute();
  expect(joined).toEqual([{ ref: 'open' }]);
  const inner = door.selectFrom('plan').selectAll().as('some_plans');
  expect(await door.selectFrom(inner).select('ref').execute()).toEqual([{ ref: 'open' }]);
  const counted = await door.selectFrom('plan').select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow();
  expect(Number(counted.n)).toBe(1);
  const inside = await door.selectFrom('priority').select('ref').where('planId', 'in', (eb) => eb.selectFrom('plan').select('id')).execute();
  expect(inside).toEqual([{ ref: '1' }]);
});

test('what a publisher withdrew is not there', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({ 'plans.csv': plans('') });
  await harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\nopen,E06000016,Open plan,cypp,partial\n' });
  const door = readable(hub.rows, rowRules, publicViewer('2025-06-30'));
  expect(await door.selectFrom('plan').select('ref').execute()).toEqual([{ ref: 'open' }]);
  const { rows } = await sql`select ref from plan where withdrawn_on is not null`.execute(hub.stored);
  expect(rows).toEqual([{ ref: 'secret' }]);
});

test('a plan under embargo does not show in what is public: not in issues, nor in the last day of the plan it replaces', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({
    'plans.csv': `
      plan_ref,authority_codes,title,kind,coverage,valid_from,supersedes_ref,embargo_until
      open,E06000016,Open plan,cypp,partial,2024,,
      secret,E06000016,Secret plan,cypp,partial,2025,open,2030-01-01
    `,
    'priorities.csv': 'plan_ref,priority_ref,title,kind\nsecret,2,Secret words,no-such-kind\n',
  });
  const [before, after] = ['2029-12-31', '2030-01-01'].map((today) => readable(hub.rows, rowRules, publicViewer(today)));
  expect(await before!.selectFrom('issue').select('column').execute()).toEqual([]);
  expect(await after!.selectFrom('issue').select('column').execute()).toEqual([{ column: 'kind' }]);
  expect(await before!.selectFrom('plan').select(['ref', 'inForceBasis']).execute()).toEqual([{ ref: 'open', inForceBasis: 'assumed' }]);
});
