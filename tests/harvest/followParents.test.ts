import { expect, test } from 'vitest';
import { refreshOverlaps } from '../../src/hub.ts';
import { apiOver } from '../support/api.ts';
import { makePackage, openTestHub, publishers, type PackageFiles, type TestHub } from '../support/harvest.ts';

/** Rows that must name one of the rows that are taken away, directly or by another. */
const parts: PackageFiles = {
  'populations.csv': 'area_code,period,age_from,age_to,persons\nX1,CY2020,0,19,1000',
  'plan_steps.csv': 'plan_ref,date,body,purpose\nold,2019-12-31,Cabinet,approval',
  'plan_links.csv': 'plan_ref,related_title\nold,Strategy',
  'consultations.csv': 'plan_ref,consultation_ref,title\nold,c1,Big ask',
  'outcomes.csv': 'plan_ref,outcome_ref,title\nold,o1,Be safe',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nold,p1,Improve outcomes for looked-after children of zorgleblat,priority,yes',
  'plan_indicators.csv': 'plan_ref,indicator_code,role\nold,OURS,key',
  'judgements.csv': 'inspection_ref,area,grade,best_grade\njar,Safety,2,4',
  'recommendations.csv': 'inspection_ref,plan_ref,recommendation_ref,title\njar,,r1,Do better\n,old,r2,Do more',
  'actions.csv': 'plan_ref,inspection_ref,action_ref,title\nold,,a1,Train\n,jar,a2,Answer\nold,jar,a3,Both',
  'milestones.csv': 'action_refs,title\na1;a2,Half trained',
  'observations.csv': 'indicator_code,area_code,period,value\nOURS,E06000016,CY2020,1\nNI 117,X1,CY2020,1',
  'targets.csv': 'indicator_code,area_code,period,value,kind\nOURS,E06000016,CY2021,1,target',
  'service_places.csv': 'service_ref,place_ref,name\ns1,here,Hall',
  'service_use.csv': 'service_ref,service_kind,home_area_code,period,users\ns1,,E06000016,CY2020,1',
  'responsibilities.csv': 'group_ref,subject_kind,subject_ref\ng1,report,Annual report\ng2,priority,p1\ng2,indicator,OURS',
  'meetings.csv': 'group_ref,date\ng1,2020-12-31',
};
/** Rows that stay: they hang on something else, or on nothing. */
const others: PackageFiles = {
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nnew,E06000016,New plan,cypp,partial,2024,2026\nold,E06000016,Old plan,cypp,partial,2024,2026',
  'areas.csv': 'area_code,name,kind,parent_code\nX1,Beaumont Leys,ward,E06000016',
  'indicators.csv': 'indicator_code,title,measure,unit,polarity\nOURS,Ours,count,people,high',
  'groups.csv': 'group_ref,name,kind,authority_codes\ng1,Board,board,E06000016\ng2,Team,team,E06000016',
  'inspections.csv': 'inspection_ref,authority_code,title\njar,E06000016,JAR',
  'services.csv': 'service_ref,name,authority_codes\ns1,Home,E06000016\ns2,School,E06000016',
};
/** The same without what the parts hang on. */
const bare: PackageFiles = {
  'plans.csv': (others['plans.csv'] as string).replace(/\nold.*/, ''),
  'groups.csv': (others['groups.csv'] as string).replace(/\ng1.*/, ''),
  'services.csv': (others['services.csv'] as string).replace(/\ns1.*/, ''),
};
const tables = ['population', 'plan_step', 'plan_link', 'consultation', 'outcome', 'priority', 'plan_indicator', 'judgement', 'recommendation', 'action', 'milestone', 'observation', 'target', 'service_place', 'service_use', 'responsibility', 'meeting'];

async function shownParts({ rows }: TestHub): Promise<Record<string, number>> {
  const counts = await Promise.all(tables.map(async (table) => [table, Number((await rows<{ n: number }>(`select count(*) as n from ${table} where withdrawn_on is null`))[0]!.n)] as const));
  return Object.fromEntries(counts.filter(([, n]) => n > 0));
}

const asked = `{
  priority(id: "E06000016/p1") { id } search(text: "zorgleblat") { totalCount }
  priorities { totalCount } targets { totalCount } populations { totalCount } meetings { totalCount } responsibilities { totalCount } serviceUse { totalCount }
}`;

async function answers({ hub, rows }: TestHub): Promise<Record<string, unknown>> {
  await refreshOverlaps(hub);
  const { data, errors } = await (await apiOver(hub)).query(asked);
  expect(errors).toEqual([]);
  return { ...data, members: await rows('select priority_id from overlap_member order by 1') };
}

test('whatever must name something of a package that is withdrawn is shown to nobody, and comes back with it', async () => {
  const hub = await openTestHub();
  const folder = makePackage({ ...others, ...parts });
  expect((await hub.harvest(folder)).issues).toEqual([]);
  const [before, shown] = [await shownParts(hub), await answers(hub)];
  expect(Object.keys(before)).toEqual(tables);

  folder.write({ ...bare, ...parts });
  const report = await hub.harvest(folder);
  expect(report).toMatchObject({ status: 'harvested', kept: 0, parts: { hidden: 23, shown: 0 } });
  expect(await shownParts(hub)).toEqual({});
  const none = { totalCount: 0 };
  expect(await answers(hub)).toEqual({ priority: null, members: [], search: none, priorities: none, targets: none, populations: none, meetings: none, responsibilities: none, serviceUse: none });
  // Reading it once more finds nothing else to hide.
  folder.write({ ...bare, ...parts }, { version: '2' });
  expect(await hub.harvest(folder)).toMatchObject({ parts: { hidden: 0, shown: 0 } });

  folder.write({ ...others, ...parts });
  expect(await hub.harvest(folder)).toMatchObject({ rowsRefused: 0 });
  expect([await shownParts(hub), await answers(hub)]).toEqual([before, shown]);
  expect(await hub.rows('select * from withdrawn_part')).toEqual([]);
});

const plansOf = (rows: string) => `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\n${rows}`;
const withOld: PackageFiles = { 'plans.csv': plansOf('new,E06000016,New plan,cypp,partial,2024,2026\nold,E06000016,Old plan,cypp,partial,2024,2026') };
const withoutOld: PackageFiles = { 'plans.csv': plansOf('new,E06000016,New plan,cypp,partial,2024,2026') };
const elsewhere: PackageFiles = {
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nold,q1,Improve outcomes for looked-after children of zorgleblat,priority,yes\nnew,q2,Better buses,priority,yes',
  'actions.csv': 'plan_ref,action_ref,priority_ref,title\nold,a1,q1,Train\nnew,a2,q1,Answer',
  'milestones.csv': 'action_refs,title\na1,Half trained\na1;a2,All trained',
};

async function shownElsewhere(hub: TestHub): Promise<string[]> {
  const rows = await hub.rows<{ id: string }>(`select id from priority where withdrawn_on is null union select id from action where withdrawn_on is null union select title from milestone where withdrawn_on is null order by 1`);
  return rows.map(({ id }) => id.replace('E06000016/', '')).sort();
}

async function openWithTwoSources() {
  const hub = await openTestHub();
  const [first, second] = [makePackage(withOld, { name: 'first' }), makePackage(elsewhere, { name: 'second' })];
  for (const folder of [first, second]) expect((await hub.harvest(folder)).issues).toEqual([]);
  return { hub, first, second };
}

test('what another source hangs on a plan goes and comes with it, though its own package is never read again', async () => {
  const { hub, first } = await openWithTwoSources();
  const [before, said] = [await shownElsewhere(hub), await answers(hub)];
  expect(said).toMatchObject({ search: { totalCount: 1 }, members: [{ priority_id: 'E06000016/q1' }, { priority_id: 'E06000016/q2' }] });
  first.write(withoutOld);
  expect(await hub.harvest(first)).toMatchObject({ counts: { withdrawn: 1 }, parts: { hidden: 3, shown: 0 } });
  expect(await shownElsewhere(hub)).toEqual(['All trained', 'a2', 'q2']);
  expect(await answers(hub)).toMatchObject({ priority: null, search: { totalCount: 0 }, members: [{ priority_id: 'E06000016/q2' }] });
  first.write(withOld);
  expect(await hub.harvest(first)).toMatchObject({ parts: { hidden: 0, shown: 3 } });
  expect([await shownElsewhere(hub), await answers(hub)]).toEqual([before, said]);
});

test('what its own package says meanwhile holds: what left it stays away, what hangs on something else is back', async () => {
  const { hub, first, second } = await openWithTwoSources();
  first.write(withoutOld);
  await hub.harvest(first);
  second.write({ ...elsewhere, 'priorities.csv': (elsewhere['priorities.csv'] as string).replace('old,q1', 'new,q1'), 'milestones.csv': 'action_refs,title\na2,Trained at last' });
  await hub.harvest(second);
  expect(await shownElsewhere(hub)).toEqual(['Trained at last', 'a2', 'q1', 'q2']);
  first.write(withOld);
  expect(await hub.harvest(first)).toMatchObject({ parts: { hidden: 0, shown: 1 } });
  expect(await shownElsewhere(hub)).toEqual(['Trained at last', 'a1', 'a2', 'q1', 'q2']);
  expect(await hub.rows('select * from withdrawn_part')).toEqual([]);
});

test('parts of parts of three sources follow, and overlaps and search with them', async () => {
  const hub = await openTestHub({ reference: false });
  const areas = 'area_code,name,kind,parent_code\nE92000001,England,country,';
  const authorities = 'gss_code,name,kind\nE06000016,Leicester,unitary\nE06000018,Nottingham,unitary';
  const reference = makePackage({ 'authorities.csv': authorities, 'areas.csv': areas, 'themes.csv': 'theme_code,label\nLAC,Looked-after children' }, { name: 'reference', publisher: publishers.england });
  await hub.harvest(reference);
  await hub.harvestFiles(withOld, { name: 'first' });
  await hub.harvestFiles(elsewhere, { name: 'second' });
  const before = await answers(hub);
  reference.write({ 'authorities.csv': authorities.replace(/\nE06000016.*/, ''), 'areas.csv': areas, 'themes.csv': 'theme_code,label\nLAC,Looked-after children' });
  expect(await hub.harvest(reference)).toMatchObject({ parts: { hidden: 8, shown: 0 } });
  expect(await shownElsewhere(hub)).toEqual([]);
  expect(await answers(hub)).toMatchObject({ priorities: { totalCount: 0 }, search: { totalCount: 0 }, members: [] });
  reference.write({ 'authorities.csv': authorities, 'areas.csv': areas, 'themes.csv': 'theme_code,label\nLAC,Looked-after children' });
  expect(await hub.harvest(reference)).toMatchObject({ parts: { hidden: 0, shown: 8 } });
  expect(await answers(hub)).toEqual(before);
});

test('what hung on nothing before parts followed is hidden when the package is read again', async () => {
  const { hub, first } = await openWithTwoSources();
  first.write(withoutOld);
  await hub.harvest(first);
  // As a hub without this rule left them.
  for (const table of ['priority', 'action', 'milestone']) await hub.rows(`update ${table} set withdrawn_on = null where (${table}.id) in (select record_id from withdrawn_part where record_table = '${table}')`);
  await hub.rows('delete from withdrawn_part');
  first.write(withoutOld, { version: '2' });
  expect(await hub.harvest(first)).toMatchObject({ parts: { hidden: 3 } });
});

test('many may hang on one', async () => {
  const hub = await openTestHub();
  const rows = Array.from({ length: 130_000 }, (_, index) => `OURS,E06000016,CY2020,group ${index},1`);
  const files = { 'indicators.csv': `${others['indicators.csv'] as string}\nTHEIRS,Theirs,count,people,high`, 'observations.csv': `indicator_code,area_code,period,breakdown,value\n${rows.join('\n')}` };
  expect(await hub.harvestFiles(files)).toMatchObject({ rowsRefused: 0 });
  expect(await hub.harvestFiles({ ...files, 'indicators.csv': files['indicators.csv'].replace(/\nOURS.*/, '') })).toMatchObject({ parts: { hidden: 130_000, shown: 0 } });
  expect(await hub.harvestFiles(files)).toMatchObject({ parts: { hidden: 0 } });
  expect(await hub.rows('select count(*) as n from observation where withdrawn_on is null')).toEqual([{ n: 130_000 }]);
});
