import { describe, expect, test } from 'vitest';
import { makePackage, openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';

const plans = 'plan_ref,authority_codes,title,kind,coverage\ncypp,E06000016,A plan,cypp,whole';
const service = 'service_ref,name,authority_codes\nhome,Short breaks,E06000016';
const useHeader = 'service_ref,service_kind,home_area_code,place_area_code,period,users';

async function harvest(files: PackageFiles, descriptor = {}) {
  const hub = await openTestHub();
  const { issues, counts } = await hub.harvestFiles(files, descriptor);
  return { hub, counts, issues: issues.map(({ rule, column, line, severity }) => ({ rule, column, line, severity })) };
}

describe('a link between plans', () => {
  test('to a plan the hub does not know keeps its title', async () => {
    const { hub, issues } = await harvest({ 'plans.csv': plans, 'plan_links.csv': 'plan_ref,related_ref,related_title\ncypp,gone,Local Area Agreement' });
    expect(issues).toEqual([{ rule: 'UNKNOWN_REFERENCE', column: 'related_ref', line: 2, severity: 'warning' }]);
    expect(await hub.rows('select related_id, related_title from plan_link')).toEqual([{ related_id: null, related_title: 'Local Area Agreement' }]);
  });

  test('to a plan the hub does not know, without a title, says nothing and is refused', async () => {
    const { hub, issues } = await harvest({ 'plans.csv': plans, 'plan_links.csv': 'plan_ref,related_ref,related_title\ncypp,gone,' });
    expect(issues).toContainEqual({ rule: 'UNKNOWN_REFERENCE', column: 'related_ref or related_title', line: 2, severity: 'error' });
    expect(await hub.rows('select id from plan_link')).toEqual([]);
  });

  test('to nothing at all is refused', async () => {
    const { issues } = await harvest({ 'plans.csv': plans, 'plan_links.csv': 'plan_ref,related_ref,related_title\ncypp,,' });
    expect(issues).toEqual([{ rule: 'BAD_VALUE', column: 'related_ref or related_title', line: 2, severity: 'error' }]);
  });
});

describe('service use', () => {
  test('of a kind of service lands without naming one', async () => {
    const { hub, issues } = await harvest({ 'service_use.csv': `${useHeader}\n,residential school,E06000016,,AY2008/09,12` });
    expect(issues).toEqual([]);
    expect(await hub.rows('select id, service_id, period_kind from service_use')).toEqual([{ id: 'E06000016/|residential school|E06000016||AY2008/09||||', service_id: null, period_kind: 'ACADEMIC_YEAR' }]);
  });

  test('of neither a service nor a kind is refused', async () => {
    const { issues } = await harvest({ 'service_use.csv': `${useHeader}\n,,E06000016,,AY2008/09,12`, 'plans.csv': plans });
    expect(issues).toEqual([{ rule: 'BAD_VALUE', column: 'service_ref or service_kind', line: 2, severity: 'error' }]);
  });

  test('may be told by whoever it concerns: the home, the place or the provider, and by nobody else', async () => {
    const { hub, issues } = await harvest({
      'services.csv': service,
      'service_use.csv': `
        ${useHeader}
        ,ours go there,E06000016,E06000018,CY2008,1
        ,theirs come here,E06000018,E06000016,CY2008,2
        home,,E06000018,,CY2008,3
        ,theirs go elsewhere,E06000018,E10000021,CY2008,4
        ,theirs,E06000018,,CY2008,5
      `,
    });
    expect(issues).toEqual([5, 6].map((line) => ({ rule: 'NOT_THE_PUBLISHERS', column: 'home_area_code', line, severity: 'error' })));
    expect(await hub.rows('select users from service_use order by 1')).toEqual([{ users: 1 }, { users: 2 }, { users: 3 }]);
  });

  test('may be told of anybody by a national body', async () => {
    const { issues } = await harvest({ 'service_use.csv': `${useHeader}\n,special school,E06000018,E10000021,CY2008,4` }, { publisher: publishers.england, name: 'placements' });
    expect(issues).toEqual([]);
  });
});

test('the population of somebody else is refused', async () => {
  const { issues } = await harvest({ 'plans.csv': plans, 'populations.csv': 'area_code,period,age_from,age_to,persons\nE06000018,CY2008,0,19,1000' });
  expect(issues).toEqual([{ rule: 'NOT_THE_PUBLISHERS', column: 'area_code', line: 2, severity: 'error' }]);
});

test('an age band that ends before it begins, and papers due after their meeting, are refused', async () => {
  const { issues } = await harvest({
    'plans.csv': plans,
    'groups.csv': 'group_ref,name,kind,authority_codes\nboard,Board,board,E06000016',
    'populations.csv': 'area_code,period,age_from,age_to,persons\nE06000016,CY2008,5,4,1000',
    'meetings.csv': 'group_ref,date,papers_due\nboard,2008-05-30,2008-06\nboard,2008-05,2008-05-20',
  });
  expect(issues).toEqual([
    { rule: 'CONTRADICTION', column: 'age_to', line: 2, severity: 'error' },
    { rule: 'CONTRADICTION', column: 'date', line: 2, severity: 'error' },
  ]);
});

test('more people than the API can count are refused', async () => {
  const { issues } = await harvest({ 'plans.csv': plans, 'populations.csv': 'area_code,period,age_from,age_to,persons\nE06000016,CY2008,0,19,3000000000' });
  expect(issues).toEqual([{ rule: 'BAD_VALUE', column: 'persons', line: 2, severity: 'error' }]);
});

describe('a sum of money', () => {
  const budgets = (codes: string) => `authority_codes,period,amount,kind,basis\n${codes},FY2008/09,5,pooled,\n${codes},FY2008/09,1,pooled,change`;

  test('and its change stand beside each other', async () => {
    const { hub, issues } = await harvest({ 'budgets.csv': budgets('E06000016') });
    expect(issues).toEqual([]);
    expect(await hub.rows('select amount, period_from from budget order by 1')).toEqual([{ amount: 1, period_from: '2008-04-01' }, { amount: 5, period_from: '2008-04-01' }]);
  });

  test('is the same in whatever order its authorities are named', async () => {
    const hub = await openTestHub();
    const folder = makePackage({ 'budgets.csv': budgets('E06000016;E06000018') });
    await hub.harvest(folder);
    folder.write({ 'budgets.csv': budgets('E06000018;E06000016') });
    expect((await hub.harvest(folder)).counts).toMatchObject({ added: 0, withdrawn: 0 });
  });
});

test('an indicator of a plan for two priorities, one use that two pay for, one item of a meeting about two things and one thing judged in two places are each two rows', async () => {
  const { hub, issues } = await harvest({
    'plans.csv': plans,
    'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,P1,More in work,priority,yes\ncypp,P2,Fewer in care,priority,yes',
    'plan_indicators.csv': 'plan_ref,indicator_code,priority_ref,role\ncypp,NI 117,P1,obsession\ncypp,NI 117,P2,supporting\ncypp,NI 117,P2,key',
    'service_use.csv': `${useHeader},paid_by\n,residential school,E06000016,,AY2008/09,12,Council\n,residential school,E06000016,,AY2008/09,5,Health`,
    'inspections.csv': 'inspection_ref,authority_code,title\njar,E06000016,Joint Area Review',
    'judgements.csv': 'inspection_ref,area,area_code,grade,best_grade\njar,Safeguarding,,3,4\njar,Safeguarding,E06000016,2,4',
    'groups.csv': 'group_ref,name,kind,authority_codes\nboard,Board,board,E06000016',
    'meetings.csv': 'group_ref,date,item,subject_ref,for\nboard,2025-06-10,Results,NI 117,information\nboard,2025-06-10,Results,NI 50,exception',
  });
  expect(issues).toEqual([{ rule: 'REPEATED_KEY', column: 'plan_ref, indicator_code, outcome_ref, priority_ref', line: 4, severity: 'error' }]);
  expect(await hub.rows('select id, priority_id, role from plan_indicator order by line')).toEqual([
    { id: 'E06000016/cypp|NI 117||P1', priority_id: 'E06000016/P1', role: 'obsession' },
    { id: 'E06000016/cypp|NI 117||P2', priority_id: 'E06000016/P2', role: 'supporting' },
  ]);
  expect(await hub.rows('select id, area_code, grade from judgement order by line')).toEqual([
    { id: 'E06000016/jar|Safeguarding|', area_code: null, grade: 3 },
    { id: 'E06000016/jar|Safeguarding|E06000016', area_code: 'E06000016', grade: 2 },
  ]);
  expect(await hub.rows('select paid_by, users from service_use order by line')).toEqual([{ paid_by: 'Council', users: 12 }, { paid_by: 'Health', users: 5 }]);
  expect(await hub.rows('select subject_ref, "for" from meeting order by line')).toEqual([{ subject_ref: 'NI 117', for: 'information' }, { subject_ref: 'NI 50', for: 'exception' }]);
});
