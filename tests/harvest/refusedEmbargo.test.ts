import { describe, expect, test } from 'vitest';
import { makePackage, openTestHub, type PackageFiles, type TestHub } from '../support/harvest.ts';

const columns = 'plan_ref,authority_codes,title,kind,valid_from,coverage,embargo_until';
const open = 'lei,E06000016,Open plan,cypp,2024,whole,';
const embargoed = 'lei,E06000016,Zebra plan,cypp,2024,whole,2027-07-01';

/** A public plan with a priority, an action and a target. */
const before: PackageFiles = {
  'groups.csv': 'group_ref,name,kind,authority_codes\nboard,Board,board,E06000016',
  'inspections.csv': 'inspection_ref,authority_code,title\njar,E06000016,Joint area review',
  'plans.csv': `${columns}\n${open}\nold,E06000016,Old plan,cypp,2020,whole,`,
  'priorities.csv': 'plan_ref,priority_ref,title,kind\nlei,p1,Better mental health,priority\nold,o1,Safer homes,priority',
  'actions.csv': 'plan_ref,inspection_ref,action_ref,title\nlei,,a1,Train schools',
  'targets.csv': 'indicator_code,area_code,period,text,kind,priority_ref\nNI 117,E06000016,CY2026,Fewer,target,p1',
};

/** What the next package says beside the plans: the same, and of everything that can hang on the plan something new, marked Zebra. */
const next: PackageFiles = {
  ...before,
  'plan_steps.csv': 'plan_ref,date,body,purpose\nlei,2027-01,Zebra Cabinet,approval',
  'plan_links.csv': 'plan_ref,related_ref,related_title\nlei,,Zebra link\nold,lei,Zebra title',
  'consultations.csv': 'consultation_ref,plan_ref,title\nc9,lei,Zebra consultation',
  'outcomes.csv': 'plan_ref,outcome_ref,title\nlei,x9,Zebra outcome',
  'priorities.csv': `${String(before['priorities.csv']).replace('Better', 'Zebra better')}\nlei,p9,Zebra close the unit,priority`,
  'plan_indicators.csv': 'plan_ref,indicator_code,role,lead,outcome_ref,priority_ref\nlei,NI 117,key,Zebra lead,,\nold,NI 50,key,Zebra lead,,p1\nold,NI 117,key,Zebra lead,x9,',
  'recommendations.csv': 'plan_ref,recommendation_ref,title\nlei,r9,Zebra recommendation',
  'actions.csv': `${String(before['actions.csv'])}\nlei,,a9,Zebra action\nlei,jar,a8,Zebra action of both`,
  'milestones.csv': 'action_refs,title\na1,Zebra milestone\na9,Zebra milestone two',
  'targets.csv': `${String(before['targets.csv'])}\nNI 50,E06000016,CY2026,Zebra target,target,p1\nNI 50,E06000016,CY2027,Zebra target two,target,p9`,
  'responsibilities.csv': 'group_ref,subject_kind,subject_ref,text\nboard,priority,p1,Zebra answer\nboard,strategy,lei,Zebra strategy\nboard,report,E06000016/c9,Zebra report',
  'meetings.csv': 'group_ref,date,item,subject_ref\nboard,2027-01,Zebra item,p9\nboard,2027-01,Zebra plan item,lei\nboard,2027-01,Zebra item one,p1',
};

/** Every row of the catalogue that is published, in words. */
async function published({ everything }: TestHub): Promise<string> {
  const tables = Object.entries(await everything()).filter(([name]) => !name.startsWith('search_'));
  return JSON.stringify(tables.map(([name, rows]) => [name, rows.filter((row) => ((row as { withdrawn_on?: string | null }).withdrawn_on ?? null) === null)]));
}

describe('where a row of plans.csv states an embargo and is refused', () => {
  test.each([
    ['its date is no date as the hub reads it', embargoed.replace('2027-07-01', '01/07/2027')],
    ['its date is no day', embargoed.replace('2027-07-01', '2027-09-31')],
    ['another column of it is wrong', embargoed.replace(',whole', ',most')],
    ['its authority is unknown', embargoed.replace('E06000016', 'E09000033')],
    ['a comma too many shifts its cells', embargoed.replace('Zebra plan', 'Zebra, plan')],
    ['another row of the plan comes before it', `${open}\n${embargoed}`],
    ['another row of the plan comes after it', `${embargoed.replace('2027-07-01', 'July')}\n${open}`],
  ])('because %s, nothing new or changed of the plan is published, and what was stays', async (_why, plan) => {
    const hub = await openTestHub();
    const folder = makePackage(before);
    await hub.harvest(folder);
    folder.write({ ...next, 'plans.csv': `${columns}\n${plan}\nold,E06000016,Old plan renamed,cypp,2020,whole,` });
    const report = await hub.harvest(folder);
    expect(report.refusedEmbargo).toBe(true);
    expect(await published(hub)).not.toContain('Zebra');
    const there = { plan: 'lei', priority: 'p1', action: 'a1' };
    for (const [table, ref] of Object.entries(there)) expect(await hub.rows(`select ref, withdrawn_on from ${table} where ref = '${ref}'`), table).toEqual([{ ref, withdrawn_on: null }]);
    expect(await hub.rows('select text, withdrawn_on, priority_id from target')).toEqual([{ text: 'Fewer', withdrawn_on: null, priority_id: 'E06000016/p1' }]);
    // What does not hang on the plan lands.
    expect(await hub.rows(`select title from plan where ref = 'old'`)).toEqual([{ title: 'Old plan renamed' }]);
    expect(report.issues).toContainEqual(expect.objectContaining({ severity: 'error', file: 'priorities.csv', line: 4, column: 'plan_ref', found: 'lei', expected: 'a reference to a row that was not refused itself; mend that row of plans.csv first, because the package states an embargo, and what hangs on a refused row could show before it' }));
  });

  test('because another package of the publisher has the plan, nothing lands on the plan of that package', async () => {
    const hub = await openTestHub();
    await hub.harvestFiles(before, { name: 'first' });
    const mine = Object.fromEntries(Object.entries(next).map(([name, text]) => [name, String(text).split('\n').filter((line, index) => index === 0 || line.includes('Zebra')).join('\n')]));
    const report = await hub.harvestFiles({ ...mine, 'plans.csv': `${columns}\n${embargoed}\nother,E06000016,Another plan,laa,2024,whole,` }, { name: 'second' });
    expect(report.issues).toContainEqual(expect.objectContaining({ rule: 'KEY_OF_ANOTHER_SOURCE', file: 'plans.csv' }));
    expect(await published(hub)).not.toContain('Zebra');
    expect(await hub.rows(`select ref, withdrawn_on from plan order by 1`)).toEqual(['lei', 'old', 'other'].map((ref) => ({ ref, withdrawn_on: null })));
  });

  test('all of it lands once the row is mended', async () => {
    const hub = await openTestHub();
    const folder = makePackage(before);
    await hub.harvest(folder);
    const plans = (plan: string) => ({ ...next, 'plans.csv': `${columns}\n${plan}\nold,E06000016,Old plan,cypp,2020,whole,` });
    folder.write(plans(embargoed.replace('2027-07-01', '01/07/2027')));
    await hub.harvest(folder);
    folder.write(plans(embargoed));
    expect(await hub.harvest(folder)).toMatchObject({ rowsRefused: 0, issues: [] });
  });

  test('a row without an embargo is refused as before: what hangs on its last good state lands', async () => {
    const hub = await openTestHub();
    const folder = makePackage(before);
    await hub.harvest(folder);
    folder.write({ ...before, 'plans.csv': String(before['plans.csv']).replace(',whole', ',most'), 'priorities.csv': `${String(before['priorities.csv'])}\nlei,p2,More,priority` });
    expect(await hub.harvest(folder)).toMatchObject({ rowsRefused: 1, counts: { added: 1 } });
  });
});

test('in a package that states an embargo, a row that is part of a plan by what it names is refused rather than landing without the name', async () => {
  const hub = await openTestHub();
  const files: PackageFiles = {
    ...before,
    'plans.csv': `${columns}\n${embargoed}`,
    'priorities.csv': 'plan_ref,priority_ref,title,kind\nlei,p1,Better mental health,priority\nlei,p2,Zebra,wish',
    'targets.csv': 'indicator_code,area_code,period,text,kind,priority_ref,action_refs\nNI 117,E06000016,CY2026,Zebra,target,p2,\nNI 117,E06000016,CY2027,Zebra,target,p-1,\nNI 50,E06000016,CY2026,Zebra,target,,a1;a9\nNI 50,E06000016,CY2027,Fewer,target,p1,a1',
    'meetings.csv': 'group_ref,date,item,subject_ref\nboard,2025-06-10,Zebra,p2\nboard,2025-06-10,Visit,nothing',
  };
  const report = await hub.harvestFiles(files);
  const left = '; left out, it would take the row from under the embargo that the package states';
  expect(report.issues.filter(({ file }) => file !== 'priorities.csv').map(({ severity, file, line, column, found, expected }) => [severity, file, line, column, found, expected])).toEqual([
    ['error', 'targets.csv', 2, 'priority_ref', 'p2', 'a reference to a row that was not refused itself; mend that row of priorities.csv first, because the package states an embargo, and what hangs on a refused row could show before it'],
    ['error', 'targets.csv', 3, 'priority_ref', 'p-1', `a reference that is in priorities.csv of this package${left}`],
    ['error', 'targets.csv', 4, 'action_refs', 'a9', `a reference that is in actions.csv of this package${left}`],
    ['error', 'meetings.csv', 2, 'subject_ref', 'p2', 'what was not refused itself: the package states an embargo, and until that row is mended nothing tells whether it holds here, too'],
    ['warning', 'meetings.csv', 3, 'subject_ref', 'nothing', expect.any(String)],
  ]);
  expect(await hub.rows('select text from target')).toEqual([{ text: 'Fewer' }]);
  // The control: without an embargo it lands without the name.
  const plain = await openTestHub();
  await plain.harvestFiles({ ...files, 'plans.csv': `${columns}\n${open}` });
  expect(await plain.rows('select count(*) as n from target')).toEqual([{ n: 4 }]);
});

describe('what is part of a plan by what it names', () => {
  const past = 'old,E06000016,Old plan,cypp,2020,whole,';
  const first: PackageFiles = {
    'inspections.csv': 'inspection_ref,authority_code,title\njar,E06000016,Joint area review',
    'plans.csv': `${columns}\n${past}`,
    'priorities.csv': 'plan_ref,priority_ref,title,kind\nold,p1,Safer homes,priority',
    'actions.csv': 'plan_ref,inspection_ref,action_ref,title\nold,,a1,Train schools',
  };
  const zebras: PackageFiles = {
    'priorities.csv': 'plan_ref,priority_ref,title,kind\nnew,p1,Zebra,wish\nnew,p2,Zebra two,priority',
    'actions.csv': 'plan_ref,inspection_ref,action_ref,title\nnew,,a1,',
    'milestones.csv': 'action_refs,title\na1,Zebra milestone',
    'targets.csv': 'indicator_code,area_code,period,text,kind,priority_ref\nNI 117,E06000016,CY2026,Zebra target,target,p1',
  };
  const hanging = ['milestone', 'target'] as const;

  test.each([
    ['is in the package still', past],
    ['is in the package no more', ''],
  ])('does not land on the last good record of a refused row, which was part of a plan that %s', async (_where, old) => {
    const hub = await openTestHub();
    const folder = makePackage(first);
    await hub.harvest(folder);
    folder.write({ ...first, ...zebras, 'plans.csv': [columns, old, 'new,E06000016,Zebra plan,cypp,2027,whole,2027-07-01'].filter(Boolean).join('\n') });
    await hub.harvest(folder);
    for (const table of hanging) expect(await hub.rows(`select id from ${table}`), table).toEqual([]);
  });

  test('does not land on a record of another package that has the same reference', async () => {
    const hub = await openTestHub();
    await hub.harvestFiles(first, { name: 'first' });
    await hub.harvestFiles({ ...zebras, 'plans.csv': `${columns}\nnew,E06000016,Zebra plan,cypp,2027,whole,2027-07-01`, 'priorities.csv': 'plan_ref,priority_ref,title,kind\nnew,p1,Zebra,priority', 'actions.csv': 'plan_ref,action_ref,title\nnew,a1,Zebra' }, { name: 'second' });
    for (const table of hanging) expect(await hub.rows(`select id from ${table}`), table).toEqual([]);
  });

  test('is as before where a plan without an embargo is refused beside one with', async () => {
    const hub = await openTestHub();
    const folder = makePackage({ ...first, 'plans.csv': `${columns}\n${past}\n${open}` });
    await hub.harvest(folder);
    folder.write({ ...first, 'plans.csv': `${columns}\n${past.replace('whole', 'most')}\n${embargoed.replace('2027-07-01', 'July')}`, 'priorities.csv': `${String(first['priorities.csv'])}\nold,p3,More,priority\nlei,p9,Zebra,priority` });
    const report = await hub.harvest(folder);
    expect(report.issues.filter(({ severity }) => severity === 'error').map(({ file, line }) => `${file}:${line}`)).toEqual(['plans.csv:2', 'plans.csv:3', 'priorities.csv:4']);
    expect(await hub.rows(`select ref from priority order by ref`)).toEqual([{ ref: 'p1' }, { ref: 'p3' }]);
  });
});

describe('rows with too many cells', () => {
  const wide = `${columns},supersedes_ref`;
  const priorities = 'plan_ref,priority_ref,title,kind\nlei,p1,Better,priority\nold,o1,Safer,priority';

  test('that are empty beyond the last heading are rows like others', async () => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({ 'plans.csv': `${wide}\nold,E06000016,Old plan,cypp,2020,whole,,\nlei,E06000016,Open plan,cypp,2024,whole,,old,,`, 'priorities.csv': priorities });
    expect(report).toMatchObject({ rowsRefused: 0, refusedEmbargo: false, issues: [] });
  });

  test('hold back the plan that they may mean, and not the one that they name beside it', async () => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({ 'plans.csv': `${wide}\nold,E06000016,Old plan,cypp,2020,whole,,\nlei,E06000016,Open, plan,cypp,2024,whole,,old`, 'priorities.csv': priorities });
    expect(report.issues.map(({ file, line }) => `${file}:${line}`)).toEqual(['plans.csv:3', 'priorities.csv:2']);
    expect(await hub.rows('select ref from priority')).toEqual([{ ref: 'o1' }]);
  });
});

test('an embargo whose day has come is none: what names nothing known lands without the name', async () => {
  const hub = await openTestHub();
  const files = (until: string): PackageFiles => ({ 'plans.csv': `${columns}\n${open}${until}`, 'targets.csv': 'indicator_code,area_code,period,text,kind,priority_ref\nNI 117,E06000016,CY2026,Fewer,target,p9' });
  expect(await hub.harvestFiles(files('2021-07-01'))).toMatchObject({ rowsRefused: 0 });
  const other = await openTestHub();
  expect(await other.harvestFiles(files('2097-07-01'))).toMatchObject({ rowsRefused: 1 });
});

test.each([
  ['a ring', 'lei,,a,Act,b\nlei,,b,Act,a'],
  ['itself refused', 'lei,,a,Act,nope'],
])('what hangs on an action that is %s is not published either, where the action may be under embargo', async (_what, refused) => {
  const hub = await openTestHub();
  const report = await hub.harvestFiles({ 'inspections.csv': before['inspections.csv']!, 'plans.csv': `${columns}\n${embargoed}`, 'actions.csv': `plan_ref,inspection_ref,action_ref,title,parent_action_ref\n${refused}\n,jar,c,Zebra,a\n,jar,d,Zebra,c` });
  expect(report.issues.filter(({ severity }) => severity === 'error').map(({ line }) => line ?? 0).toSorted((a, b) => a - b)).toEqual(refused.includes('\n') ? [2, 3, 4, 5] : [2, 3, 4]);
  expect(await hub.rows('select ref from action')).toEqual([]);
});

test('a long chain of actions of which the first is refused is refused row by row, in time', async () => {
  const hub = await openTestHub();
  const numbers = Array.from({ length: 20_000 }, (_, index) => index);
  const report = await hub.harvestFiles({ 'plans.csv': `${columns}\n${embargoed}`, 'actions.csv': `plan_ref,action_ref,title,parent_action_ref\n${numbers.map((number) => `lei,a${number},Zebra,a${number - 1}`).join('\n')}` });
  expect(report.rowsRefused).toBe(20_000);
  // Of that the first names nothing, and a thousand that hang on it; the others are counted.
  expect(report.issues.slice(0, -1).map(({ line, found }) => ({ line, found }))).toEqual(numbers.slice(0, 1_001).map((number) => ({ line: number + 2, found: `a${number - 1}` })));
  expect(report.issues.at(-1)).toMatchObject({ count: 18_999, follows: true });
  expect(report.issues.at(-1)?.expected).toContain('a reference to a row that was not refused itself');
  expect(await hub.rows('select ref from action')).toEqual([]);
});
