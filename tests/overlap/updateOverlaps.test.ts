import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { refreshOverlaps } from '../../src/hub.ts';
import { nextDataVersion } from '../../src/harvest/recordHarvest.ts';
import { storeDecisions } from '../../src/overlap/decisions/decide.ts';
import { updateOverlaps } from '../../src/overlap/updateOverlaps.ts';
import { openTestHub, publishers, referenceFiles, type TestHub } from '../support/harvest.ts';
import { turnsDuring } from '../support/turnsDuring.ts';

const plans = `
  plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage
  p,E06000016,Plan,cypp,2024,2026,partial
`;
const priorities = (rows: string[]) => ['plan_ref,priority_ref,title,kind,adopted', ...rows].join('\n');
const update = ({ hub }: TestHub) => updateOverlaps(hub.write, loadEngine(), () => new Date('2025-06-01'), nextDataVersion);

test('a priority is read once, and again only when its words change', async () => {
  const test = await openTestHub();
  await test.harvestFiles({ 'plans.csv': plans, 'priorities.csv': priorities(['p,1,Improve outcomes for looked-after children,priority,yes', 'p,2,Reduce the number of young people who are NEET,priority,yes']) });
  expect((await update(test)).read).toBe(2);
  expect(await update(test)).toEqual({ read: 0, forgotten: 0, overlapsTouched: [], dataVersion: null });

  await test.harvestFiles({ 'plans.csv': plans, 'priorities.csv': priorities(['p,1,Improve outcomes for children in care,priority,yes', 'p,2,Reduce the number of young people who are NEET,priority,yes']) });
  expect(await update(test)).toMatchObject({ read: 1, forgotten: 0, overlapsTouched: ['LAC'] });
});

test('a withdrawn priority leaves the overlaps', async () => {
  const test = await openTestHub();
  await test.harvestFiles({ 'plans.csv': plans, 'priorities.csv': priorities(['p,1,Improve outcomes for looked-after children,priority,yes', 'p,2,Reduce the number of young people who are NEET,priority,yes']) });
  await update(test);
  await test.harvestFiles({ 'plans.csv': plans, 'priorities.csv': priorities(['p,2,Reduce the number of young people who are NEET,priority,yes']) });
  expect(await update(test)).toMatchObject({ read: 0, forgotten: 1 });
  expect(await test.rows(`select priority_id from overlap_member`)).toEqual([{ priority_id: 'E06000016/2' }]);
  expect(await test.rows(`select id from overlap`)).toEqual([{ id: 'overlap-NEET' }]);
});

test('an overlap that gains a member keeps its id, and its data version moves', async () => {
  const test = await openTestHub();
  const first = 'p,1,Reduce the number of young people who are NEET,priority,yes';
  await test.harvestFiles({ 'plans.csv': plans, 'priorities.csv': priorities([first]) });
  await refreshOverlaps(test.hub);
  const [before] = await test.rows<{ id: string; data_version: number }>(`select id, data_version from overlap`);
  await test.harvestFiles({ 'plans.csv': plans, 'priorities.csv': priorities([first, 'p,2,Help more school leavers into education employment or training,priority,yes']) });
  await refreshOverlaps(test.hub);
  const [after] = await test.rows<{ id: string; data_version: number }>(`select id, data_version from overlap where theme_code = 'NEET'`);
  expect(after!.id).toBe(before!.id);
  expect(after!.data_version).toBeGreaterThan(before!.data_version);
});

test("the publisher's own theme code counts, and is said to be the publisher's", async () => {
  const test = await openTestHub();
  await test.harvestFiles({ 'plans.csv': plans, 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,theme_codes\np,1,Aim higher together,priority,yes,LAC\n' });
  await update(test);
  expect(await test.rows(`select target_id, assigned_by from priority_theme where target_id = 'LAC'`)).toEqual([{ target_id: 'LAC', assigned_by: 'publisher' }]);
});

test('a priority is read again when the heading above it, or the theme of an indicator it is measured by, says something else', async () => {
  const test = await openTestHub();
  const files = (heading: string) => ({
    'plans.csv': plans,
    'outcomes.csv': `plan_ref,outcome_ref,title\np,o,${heading}`,
    'priorities.csv': 'plan_ref,priority_ref,outcome_ref,title,kind,adopted,indicator_codes\np,1,o,Do better together,priority,yes,\np,2,,Aim higher together,priority,yes,NI 117\n',
  });
  await test.harvestFiles(files('Be healthy'));
  expect((await update(test)).read).toBe(2);
  await test.harvestFiles(files('Children in care'));
  expect(await update(test)).toMatchObject({ read: 1, forgotten: 0 });

  const indicators = 'indicator_code,title,measure,unit,polarity,theme_codes\nNI 117,Young people not in education or work,proportion,%,low,SEND\nNI 50,Emotional health of children,proportion,%,high,\n';
  await test.harvestFiles({ ...referenceFiles, 'indicators.csv': indicators }, { name: 'reference', title: 'Reference data', publisher: publishers.england });
  expect(await update(test)).toMatchObject({ read: 1, forgotten: 0 });
});

test('only what a harvest since can have touched is looked through, and everything when the engine is another', async () => {
  const test = await openTestHub();
  const one = (title: string) => ({ 'plans.csv': plans, 'priorities.csv': priorities([`p,1,${title},priority,yes`]) });
  const other = { 'plans.csv': plans.replace('E06000016', 'E06000018'), 'priorities.csv': priorities(['p,1,Improve outcomes for looked-after children,priority,yes']) };
  await test.harvestFiles(one('Help more young people into work'));
  await test.harvestFiles(other, { name: 'nottingham', title: 'Nottingham', publisher: publishers.nottingham });
  expect((await update(test)).read).toBe(2);
  // As no harvest leaves it: who looked at it would read it again.
  await sql`update priority set content_hash = 'other' where id = 'E06000018/1'`.execute(test.hub.stored);
  expect((await update(test)).read).toBe(0);
  await test.harvestFiles(one('Help more young people into jobs'));
  expect((await update(test)).read).toBe(1);
  const anotherEngine = { ...loadEngine(), version: 'another' };
  expect((await updateOverlaps(test.hub.write, anotherEngine, () => new Date('2025-06-01'), nextDataVersion)).read).toBe(2);
});

test('a priority is read again when its plan, which another package of its publisher tells of, becomes one of another kind', async () => {
  const test = await openTestHub();
  const planOf = (kind: string) => test.harvestFiles({ 'plans.csv': plans.replace('cypp', kind) }, { name: 'plans', title: 'Plans', publisher: publishers.leicester });
  await planOf('cypp');
  await test.harvestFiles({ 'priorities.csv': priorities(['p,1,Aim higher together,priority,yes']) }, { name: 'priorities', title: 'Priorities', publisher: publishers.leicester });
  expect((await update(test)).read).toBe(1);
  await planOf('community');
  expect(await update(test)).toMatchObject({ read: 1, forgotten: 0 });
});

test('while many priorities are read, other work of the process gets its turn', async () => {
  const test = await openTestHub();
  const many = Array.from({ length: 450 }, (_, row) => `p,${row},Improve outcomes for looked-after children ${row},priority,yes`);
  await test.harvestFiles({ 'plans.csv': plans, 'priorities.csv': priorities(many) });
  const updated = update(test);
  const turns = await turnsDuring(updated);
  expect((await updated).read).toBe(450);
  // Once for each hundred of them at the least.
  expect(turns).toBeGreaterThanOrEqual(5);
});

test('evidence is stored once, with the reading; a member has its own only where a decision added to it', async () => {
  const test = await openTestHub();
  await test.harvestFiles({ 'plans.csv': plans, 'priorities.csv': priorities(['p,1,Improve outcomes for looked-after children,priority,yes', 'p,2,Aim higher together,priority,yes']) });
  await update(test);
  expect(await test.rows(`select priority_id, evidence from overlap_member where overlap_id = 'overlap-LAC'`)).toEqual([{ priority_id: 'E06000016/1', evidence: null }]);
  const link = { kind: 'link-priorities', priorityIds: ['E06000016/1', 'E06000016/2'], themeCode: 'LAC', rank: null, overlapId: null, otherOverlapId: null, coreKeys: [], title: null, undoesId: null, note: 'They are one.', reviewer: 'Analyst', basis: {} } as const;
  await test.hub.acts.decide({ ...link, id: 'one', madeAt: '2025-05-01T12:00:00.000Z', overrule: false });
  const [first, second] = await test.rows<{ evidence: string | null }>(`select evidence from overlap_member where overlap_id = 'overlap-LAC' order by priority_id`);
  expect(first).toEqual({ evidence: null });
  expect(JSON.parse(second!.evidence!)).toMatchObject([{ kind: 'DECISION' }]);
});

test('what was decided about the themes of a priority is part of what its reading follows from', async () => {
  const test = await openTestHub();
  await test.harvestFiles({ 'plans.csv': plans, 'priorities.csv': priorities(['p,1,Improve outcomes for looked-after children,priority,yes', 'p,2,Aim higher together,priority,yes']) });
  expect((await update(test)).read).toBe(2);
  const decision = { kind: 'set-theme', priorityIds: ['E06000016/2'], themeCode: 'LAC', rank: 'primary', overlapId: null, otherOverlapId: null, coreKeys: [], title: null, undoesId: null, note: 'So it is.', reviewer: 'Analyst', basis: {} } as const;
  // As if another hub's process had written it and gone no further.
  await storeDecisions(test.hub.stored, [{ ...decision, id: 'one', madeAt: '2025-05-01T12:00:00.000Z' }]);
  const { read, overlapsTouched } = await update(test);
  expect([read, overlapsTouched.includes('LAC')]).toEqual([1, true]);
  expect(await test.rows(`select assigned_by from priority_theme where owner_id = 'E06000016/2' and target_id = 'LAC'`)).toEqual([{ assigned_by: 'reviewer' }]);
  expect((await update(test)).read).toBe(0);
});

test('an indicator counts for a priority that plan_indicators.csv names it for, and the priority is read again when such a row comes, goes, or names another', async () => {
  const test = await openTestHub();
  const indicatorsOf = (theme: string) => {
    const indicators = `indicator_code,title,measure,unit,polarity,theme_codes\nNI 117,Young people not in education or work,proportion,%,low,SEND\nNI 50,Emotional health of children,proportion,%,high,${theme}\n`;
    return test.harvestFiles({ ...referenceFiles, 'indicators.csv': indicators }, { name: 'reference', title: 'Reference data', publisher: publishers.england });
  };
  await indicatorsOf('LAC');
  const twoPlans = `${plans.trimEnd()}\n  q,E06000016,Another plan,cypp,2024,2026,partial\n`;
  await test.harvestFiles({ 'plans.csv': twoPlans, 'priorities.csv': priorities(['p,1,Meet needs together,priority,yes', 'p,2,Aim higher together,priority,yes', 'q,of-another-plan,Go further together,priority,yes']) });
  const measuredBy = async (...rows: string[]) => {
    await test.harvestFiles({ 'plan_indicators.csv': ['plan_ref,indicator_code,priority_ref,role', ...rows].join('\n') }, { name: 'indicators', title: 'Indicators', publisher: publishers.leicester });
    return (await update(test)).read;
  };
  const readings = (id: string) => test.rows<{ evidence: string }>(`select evidence from priority_theme where owner_id = '${id}' union all select evidence from priority_runner_up where owner_id = '${id}'`);
  const codes = async (id: string) => (await readings(id)).flatMap(({ evidence }) => evidence.match(/NI \d+/g) ?? []);
  expect((await update(test)).read).toBe(3);
  expect(await codes('E06000016/1')).toEqual([]);
  expect(await measuredBy('p,NI 117,1,key')).toBe(1);
  expect(await codes('E06000016/1')).toContain('NI 117');
  expect(await measuredBy('p,NI 117,2,key')).toBe(2);
  expect(await codes('E06000016/1')).toEqual([]);
  expect(await codes('E06000016/2')).toContain('NI 117');
  expect(await measuredBy('p,NI 117,2,supporting', 'p,NI 50,2,key')).toBe(1);
  expect(await measuredBy('p,NI 117,of-another-plan,key', 'p,NI 50,2,key')).toBe(2);
  expect(await codes('E06000016/2')).not.toContain('NI 117');
  expect(await codes('E06000016/of-another-plan')).toContain('NI 117');
  await indicatorsOf('SEND');
  expect((await update(test)).read).toBe(1);
  expect(await measuredBy('p,NI 117,of-another-plan,key')).toBe(1);
  expect(await codes('E06000016/2')).toEqual([]);
});
