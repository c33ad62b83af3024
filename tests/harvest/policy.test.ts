import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { readable } from '../../src/access/readable.ts';
import { publicViewer } from '../../src/access/viewer.ts';
import { catalogueTables } from '../../src/catalogue/tables.ts';
import { filesWithOwnReference } from '../../src/harvest/package/ownReferences.ts';
import { tableSchema } from '../../src/harvest/package/tableSchema.ts';
import { rowRules } from '../../src/hub.ts';
import { openTestHub, type PackageFiles } from '../support/harvest.ts';

/** Of the secret plan what has a reference of its own, by which a row may name it. */
const named = ['secret', 'c1', 'o1', 'p1', 'r1', 'a1'];

/** A plan under embargo with one of everything that can hang on a plan; some of it hangs on a public plan as well. */
const secret: PackageFiles = {
  'plans.csv': `
    plan_ref,authority_codes,title,kind,coverage,embargo_until
    secret,E06000016,Secret plan,cypp,whole,2025-07-01
    open,E06000016,Open plan,cypp,whole,
  `,
  'plan_steps.csv': 'plan_ref,date,body,purpose\nsecret,2025-06,Cabinet,approval',
  'plan_links.csv': 'plan_ref,related_ref,related_title\nsecret,open,\nopen,secret,Secret plan',
  'consultations.csv': 'consultation_ref,plan_ref,title\nc1,secret,Have your say',
  'outcomes.csv': 'plan_ref,outcome_ref,title\nsecret,o1,Be healthy',
  'priorities.csv': 'plan_ref,priority_ref,title,kind\nsecret,p1,A priority,priority',
  'plan_indicators.csv': 'plan_ref,indicator_code,role,outcome_ref,priority_ref\nsecret,NI 117,key,,\nopen,NI 117,key,o1,\nopen,NI 50,key,,p1',
  'recommendations.csv': 'plan_ref,recommendation_ref,title\nsecret,r1,A recommendation',
  'actions.csv': 'plan_ref,action_ref,title\nsecret,a1,An action',
  'milestones.csv': 'action_refs,title\na1,A milestone',
  'targets.csv': 'indicator_code,area_code,period,value,kind,priority_ref,action_refs\nNI 117,E06000016,CY2026,5,target,p1,\nNI 50,E06000016,CY2026,5,target,,a1',
  'groups.csv': 'group_ref,name,kind,authority_codes\nboard,Board,board,E06000016',
  'meetings.csv': `group_ref,date,item,subject_ref\n${[...named, 'open'].map((subject) => `board,2025-06-10,On ${subject},${subject}`).join('\n')}`,
  'responsibilities.csv': `group_ref,subject_kind,subject_ref\nboard,priority,p1\nboard,report,E06000016/secret\n${[...named, 'open'].map((subject) => `board,strategy,${subject}`).join('\n')}`,
};

/** Tables whose rows name a plan, or a part of one, in a column of their own. */
const tablesOnPlans = catalogueTables.filter(({ meta }) => ['planId', 'priorityId', 'outcomeId'].some((column) => column in meta.properties)).map(({ meta }) => meta.tableName);

async function doorOn(today: string) {
  const { hub, harvestFiles } = await openTestHub();
  expect((await harvestFiles(secret)).issues).toEqual([]);
  const door = readable(hub.stored, rowRules, publicViewer(today)) as never as typeof hub.rows;
  return { hub, count: async (table: string) => (await door.selectFrom(table as 'plan').select('id').execute()).length };
}

test('every table on which a plan can be named is among those tried, so that none is forgotten', async () => {
  const { hub } = await doorOn('2025-06-30');
  expect(tablesOnPlans).toEqual(expect.arrayContaining(['plan_link', 'plan_step', 'priority', 'action', 'target']));
  for (const table of [...tablesOnPlans, 'milestone']) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(hub.stored);
    expect(rows[0]!.n, `${table} has no row in this test: give the secret plan one`).toBeGreaterThan(0);
  }
});

test('nothing that hangs on a plan under embargo is there before its day, and all of it on the day', async () => {
  const [before, after] = [await doorOn('2025-06-30'), await doorOn('2025-07-01')];
  for (const table of [...tablesOnPlans, 'milestone']) {
    expect([table, await before.count(table)]).toEqual([table, 0]);
    expect(await after.count(table), table).toBeGreaterThan(0);
  }
  expect(await before.count('plan')).toBe(1);
});

test('a row that names anything of a plan under embargo by its reference is there only from its day on', async () => {
  const parts = filesWithOwnReference.filter(({ name }) => tableSchema(name).fields.some((field) => field.name === 'plan_ref'));
  expect(named, 'what has a reference of its own and is part of a plan').toHaveLength(parts.length);
  for (const [table, visible] of [['meeting', 1], ['responsibility', 1]] as const) {
    expect([table, await (await doorOn('2025-06-30')).count(table)]).toEqual([table, visible]);
    expect(await (await doorOn('2025-07-01')).count(table), table).toBeGreaterThan(named.length);
  }
});

test('an item of a meeting that named a plan before the hub knew of it, or by its whole id, is there only from the day of the plan on', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const meetings = 'group_ref,date,item,subject_ref\nboard,2025-06-10,"A | \\ b",la|t\\er\nboard,2025-06,,E06000016/la|t\\er\nboard,2025-06-11,Other,never';
  expect((await harvestFiles({ 'groups.csv': 'group_ref,name,kind,authority_codes\nboard,Board,board,E06000016', 'meetings.csv': meetings })).issues).toHaveLength(3);
  const seenOn = async (today: string) => (await (readable(hub.stored, rowRules, publicViewer(today)) as never as typeof hub.rows).selectFrom('meeting').select('date').orderBy('date').execute()).map(({ date }) => date);
  expect(await seenOn('2025-06-30')).toHaveLength(3);
  await harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,embargo_until\nla|t\\er,E06000016,Later plan,cypp,whole,2025-07-01' }, { name: 'later' });
  expect(await seenOn('2025-06-30')).toEqual(['2025-06-11']);
  expect(await seenOn('2025-07-01')).toHaveLength(3);
});

test('a plan that states an embargo and is refused shows in no issue, whatever else of its package is refused with it', async () => {
  const { rows, harvestFiles } = await openTestHub();
  const header = 'plan_ref,authority_codes,title,kind,coverage,embargo_until';
  const priorities = 'plan_ref,priority_ref,title,kind\nZebra,p1,Zebra words,Zebra kind';
  const plans = ['Zebra,E06000016,Zebra plan,Zebra kind,whole,2025-07-01', 'Zebra,E06000016,Zebra plan,cypp,whole,1 July 2025', 'Zebra,E06000016,Zebra, plan,cypp,whole,2025-07-01', 'Zebra,E06000016;Zebra,Zebra plan,cypp,whole,2025-07-01\nZebra,E06000016,Zebra again,cypp,whole,2025-07-01'];
  for (const [index, plan] of plans.entries()) {
    const report = await harvestFiles({ 'plans.csv': `${header}\n${plan}`, 'priorities.csv': priorities }, { name: `p${index}` });
    // Whoever imports is told all of it.
    expect(JSON.stringify(report.issues)).toContain('Zebra');
  }
  const stored = JSON.stringify([await rows('select * from issue'), await rows('select * from harvest')]);
  expect(stored).not.toContain('Zebra');
  expect(await rows("select line, severity, message from issue where file = 'plans.csv' and source_id like '%/p0'")).toEqual([
    { line: 2, severity: 'error', message: 'The row was refused. What was found is not kept, because a plan that states an embargo was refused: the report of the import says it.' },
  ]);
  // The control: without an embargo the same fault is quoted.
  await harvestFiles({ 'plans.csv': `${header}\nopen,E06000016,Open plan,Zebra kind,whole,`, 'priorities.csv': priorities }, { name: 'p4' });
  expect(JSON.stringify(await rows('select * from issue'))).toContain('Zebra');
});

test.each(['Embargo ends', 'emabrgo_until', 'embarg_until'])('a column that was meant for the embargo and is called otherwise (%s) stops the import: left out, it would show the plan at once', async (column) => {
  const { harvestFiles } = await openTestHub();
  const report = await harvestFiles({ 'plans.csv': `plan_ref,authority_codes,title,kind,coverage,${column}\nsecret,E06000016,Secret plan,cypp,whole,2025-07-01` });
  expect(report).toMatchObject({ status: 'failed', message: `plans.csv has a column "${column}", which the hub does not know. An embargo is stated of plans, in a column called embargo_until. Nothing was changed.` });
});

test('whose issues are hidden is looked up once, however many issues there are: for each it took a minute for some thousand plans', async () => {
  const { hub } = await openTestHub();
  const rule = rowRules.find(({ table }) => table === 'issue')!.visible(publicViewer('2026-01-01'));
  const isSqlite = hub.url.kind === 'sqlite';
  const { rows } = await sql<Record<string, string>>`${sql.raw(isSqlite ? 'explain query plan' : 'explain')} select count(*) from issue where ${rule}`.execute(hub.stored);
  const plan = rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])).join('\n');
  if (isSqlite) expect(plan).not.toContain('CORRELATED');
  else expect(plan).toMatch(/hashed SubPlan/);
});
