import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import type { Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub } from '../support/api.ts';
import { openTestHub, type PackageFiles } from '../support/harvest.ts';

const files: PackageFiles = {
  'groups.csv': 'group_ref,name,kind,authority_codes,reports_to_ref,status,valid_to,terms_agreed_on,annual_plan_agreed_on\nboard,Board,board,E06000016,,,,,\nexec,Executive,executive,E06000016,board,,,,\nteens,13 to 19 group,age,E06000016,exec,,,,2024-03-31\nfives,Five to 13 group,age,E06000016,exec,,,2024-01,2024\nplay,Play group,age,E06000016,exec,proposed,,,\nring,Ring,team,E06000016,,,,,',
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nnow,E06000016,Now,cypp,whole,2024,2026\nthen,E06000016,Then,cypp,whole,2018,2020',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,lead\nnow,p1,Led by a group,priority,yes,\nnow,p2,Led by a post,priority,yes,Director\nnow,p3,Led by nobody,priority,yes,\nnow,p4,Not its own,priority,no,\nthen,p5,Over,priority,yes,',
  'plan_indicators.csv': 'plan_ref,indicator_code,priority_ref,role,lead\nnow,NI 117,p1,key,\nnow,NI 50,p3,key,\n',
  'responsibilities.csv': 'group_ref,subject_kind,subject_ref,role\nteens,priority,p1,lead\nteens,theme,SEND,lead\nteens,report,Annual report,lead',
  'targets.csv': 'indicator_code,area_code,period,value,kind,priority_ref,group_ref\nNI 117,E06000016,CY2025,7,target,p1,\nNI 50,E06000016,CY2025,7,target,p3,\nNI 50,E06000016,CY2026,8,target,p3,exec',
};

/** With a group above itself: an import refuses it now, and an older hub may hold one. */
async function openGroups(): Promise<Hub> {
  const { hub, harvestFiles } = await openTestHub();
  expect((await harvestFiles(files)).issues).toEqual([]);
  await sql`update governance_group set reports_to_id = id where id = 'E06000016/ring'`.execute(hub.stored);
  return hub;
}

test('governance is the tree of groups, what each answers for, and what nobody is known to lead on', async () => {
  const { data, errors, statements } = await (await apiOver(await openGroups())).query(`{ governance(authority: "E06000016") {
    asAt explanation authority { name }
    groups { depth group { name overdue { kind state agreedOn dueBy explanation } } answersFor { priorities indicators themes strategies reports targetsLed } }
    targetsWithoutLead { totalCount nodes { indicatorCode period } } indicatorsWithoutLead { nodes { indicatorCode } } prioritiesWithoutLead { nodes { title } } } }`);
  expect(errors).toEqual([]);
  const { groups, ...rest } = data.governance;
  expect(rest).toEqual({
    asAt: '2025-06-01',
    authority: { name: 'Leicester' },
    explanation: '5 groups of Leicester on 2025-06-01, 5 without a stated first or last day. 1 more is not in being on the day. Nobody is known to lead on 1 of 3 running targets, on 1 of 2 indicators of plans in force, on 1 of 3 adopted priorities of plans in force.',
    targetsWithoutLead: { totalCount: 1, nodes: [{ indicatorCode: 'NI 50', period: 'CY2025' }] },
    indicatorsWithoutLead: { nodes: [{ indicatorCode: 'NI 50' }] },
    prioritiesWithoutLead: { nodes: [{ title: 'Led by nobody' }] },
  });
  const nothing = { priorities: 0, indicators: 0, themes: 0, strategies: 0, reports: 0, targetsLed: 0 };
  expect(groups).toMatchObject([
    { depth: 0, group: { name: 'Board', overdue: [] }, answersFor: nothing },
    { depth: 1, group: { name: 'Executive', overdue: [] }, answersFor: { ...nothing, targetsLed: 1 } },
    { depth: 2, group: { name: '13 to 19 group', overdue: [{ kind: 'ANNUAL_PLAN', state: 'OVERDUE', agreedOn: '2024-03-31', dueBy: '2025-03-31', explanation: 'The annual plan, agreed on 2024-03-31, was due again by 2025-03-31: 12 months after.' }, { kind: 'TERMS_OF_REFERENCE', state: 'NOT_KNOWN', agreedOn: null, dueBy: null, explanation: 'Nothing published says when the terms of reference were agreed: whether they are in date on 2025-06-01 is not known.' }] }, answersFor: { ...nothing, priorities: 1, themes: 1, reports: 1, targetsLed: 1 } },
    { depth: 2, group: { name: 'Five to 13 group', overdue: [] } },
    { depth: 0, group: { name: 'Ring' } },
  ]);
  expect(statements).toBeLessThanOrEqual(11);
});

test('an authority that nobody has is refused', async () => {
  const { hub } = await openTestHub();
  const { errors } = await (await apiOver(hub)).query('{ governance(authority: "E06999999") { explanation } }');
  expect(errors).toMatchObject([{ extensions: { code: 'UNKNOWN_AUTHORITY' } }]);
});

test('the groups above one are told the nearest first, in one statement for a list', async () => {
  const api = await apiOver(await openGroups());
  const bare = await api.query('{ groups { nodes { name } } }');
  const { data, statements } = await api.query('{ groups { nodes { name depth above { name } } } }');
  expect(statements - bare.statements).toBe(1);
  expect(data.groups.nodes).toEqual([
    { name: '13 to 19 group', depth: 2, above: [{ name: 'Executive' }, { name: 'Board' }] },
    { name: 'Board', depth: 0, above: [] },
    { name: 'Executive', depth: 1, above: [{ name: 'Board' }] },
    { name: 'Five to 13 group', depth: 2, above: [{ name: 'Executive' }, { name: 'Board' }] },
    { name: 'Play group', depth: 2, above: [{ name: 'Executive' }, { name: 'Board' }] },
    { name: 'Ring', depth: 0, above: [] },
  ]);
});

describe('on the seeds', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await openSeededHub();
  });
  afterAll(() => hub.close());
  const answer = async (operation: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await (await apiOver(hub, { today: '2026-01-15' })).query(readFileSync(`schema/operations/${operation}.graphql`, 'utf8'), variables);
    expect(errors).toEqual([]);
    return data;
  };

  test('Leicestershire is governed in 2008 as its paper says: a board, its executive, and the groups under that', async () => {
    const { governance } = await answer('governance-of-an-authority');
    const tree = governance.groups.map(({ depth, group }: { depth: number; group: { name: string } }) => `${'- '.repeat(depth)}${group.name}`);
    expect(tree.slice(0, 8)).toEqual(["Children and Young People's Board (CYP Board)", '- CYP Executive', '- - 13 to 19 group', '- - Active involvement group', '- - Birth to five group', '- - Commissioning group', '- - Corporate parenting group', "- - Disabled children's group"]);
    expect(tree).toEqual(expect.arrayContaining(["- - Districts' Implementation Group (DIG)", "- - - LSP children and young people's focus groups", '- - - CAMHS strategy group (joint with the City)', '- Local Safeguarding Children Board (LSCB)', 'School funding forum']));
    expect(governance.explanation).toBe('22 groups of Leicestershire on 2008-06-30, 22 without a stated first or last day. The hub knows no running target, no indicator of a plan in force, no adopted priority of a plan in force.');
    expect(governance.groups[2].group.overdue.map(({ state }: { state: string }) => state)).toEqual(['NOT_KNOWN', 'NOT_KNOWN']);
  });

  test('of Leicester’s targets of 2008 to 2011 nobody is known to lead on any, and none can be judged', async () => {
    const { exceptions } = await answer('exceptions-of-an-authority');
    expect(exceptions.basis).toMatchObject({ targets: 29, judged: 0, notMeasurable: 29 });
    expect([...new Set(exceptions.nodes.map(({ rule }: { rule: { code: string } }) => rule.code))]).toEqual(['no-lead']);
    expect(exceptions.nodes[0].routing).toContain('knows no executive of Leicester on 2009-06-30, and 9 boards of which none is stated to be above the others');
  });

  test('Hertfordshire’s travel plans of 2006/07 exceeded their target by far, and nobody is known to tell', async () => {
    const { exceptions } = await answer('exceptions-of-an-authority', { authority: 'E10000015', asAt: '2007-06-30' });
    expect(exceptions.nodes.filter(({ direction }: { direction: string }) => direction === 'EXCEPTIONALLY_GOOD')).toMatchObject([{ explanation: 'The target was exceeded by far. In FY2006/07 the value was 66, better than 58 by 8.', goesTo: [], routing: expect.stringContaining('knows no group of Hertfordshire') }]);
  });

  test('the Children’s Trust Board of Leeds is to receive report cards and a report on attendance in September 2011', async () => {
    const { group } = await answer('agenda-of-a-group');
    expect(group.agenda.purposeNotStated.map(({ title }: { title: string }) => title)).toEqual(expect.arrayContaining(['Detailed report: improving school attendance', 'Report cards on each of the 15 key indicators', 'Report on LDS-LAC: Number of looked-after children', 'Report on LDS-ATT: School attendance']));
    expect(group.agenda.explanation).toContain('stated to meet');
  });
});
