import { isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { apiOver, type TestApi } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';

/** Leicester's data in small: a plan with one of each part, an inspection with its reply, a service, a group and some figures. */
const leicester: PackageFiles = {
  'plans.csv': `
    plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage,supersedes_ref
    cypp-2006,E06000016,Children and Young People's Plan 2006,cypp,2006,2008,whole,
    cypp-2009,E06000016;E06000018,Joint Plan 2009,cypp,2009,2011,whole,cypp-2006
  `,
  'plan_steps.csv': `
    plan_ref,date,body,purpose
    cypp-2006,2006-03,Cabinet,approval
  `,
  'consultations.csv': `
    consultation_ref,plan_ref,title
    talk,cypp-2006,Have your say
  `,
  'plan_links.csv': `
    plan_ref,related_title
    cypp-2006,Local Area Agreement
  `,
  'outcomes.csv': `
    plan_ref,outcome_ref,title,ecm_outcome
    cypp-2006,o1,Be healthy,be-healthy
  `,
  'priorities.csv': `
    plan_ref,priority_ref,title,outcome_ref,kind,adopted,age_from,age_to,theme_codes,indicator_codes
    cypp-2006,p1,Support children with disabilities,o1,priority,yes,0,19,SEND,NI 117
    cypp-2006,p2,Listen to inspectors,,recommendation,no,,,,
    cypp-2009,p3,Better homes for looked-after children,,priority,yes,,,,
  `,
  'plan_indicators.csv': `
    plan_ref,indicator_code,outcome_ref,priority_ref,role
    cypp-2006,NI 117,o1,p1,obsession
  `,
  'inspections.csv': `
    inspection_ref,authority_code,title
    jar,E06000016,Joint Area Review
  `,
  'judgements.csv': `
    inspection_ref,area,grade,best_grade
    jar,Safeguarding,3,4
  `,
  'recommendations.csv': `
    inspection_ref,recommendation_ref,title,theme_codes
    jar,r1,Keep children safe,LAC
  `,
  'actions.csv': `
    plan_ref,inspection_ref,action_ref,priority_ref,recommendation_ref,parent_action_ref,title,due_to,see_also_refs
    cypp-2006,jar,1,p1,r1,,Write a strategy,2008,
    cypp-2006,jar,1.1,p1,r1,1,Ask parents,2008-11,1
  `,
  'milestones.csv': `
    title,action_refs,indicator_code
    Draft ready,1.1,NI 117
  `,
  'groups.csv': `
    group_ref,name,kind,authority_codes,reports_to_ref
    board,Trust board,board,E06000016,
    exec,Executive,executive,E06000016,board
  `,
  'meetings.csv': `
    group_ref,date
    board,2008-05-30
  `,
  'responsibilities.csv': `
    group_ref,subject_kind,subject_ref
    exec,indicator,NI 117
  `,
  'services.csv': `
    service_ref,name,authority_codes,area_codes,theme_codes,tiers,tier_model,open_to_residents_of,age_from,age_to
    s1,Short breaks,E06000016,E06000016,SEND,2;3,Derby,E06000018;E12000004,5,18
    s2,Directory,E06000016,,,,,,,
  `,
  'service_use.csv': `
    service_kind,home_area_code,period,users
    respite,E06000016,FY2007/08,40
  `,
  'budgets.csv': `
    authority_codes,period,amount,kind
    E06000016,FY2007/08,1000000,budget
  `,
  'populations.csv': `
    area_code,period,age_from,age_to,persons
    E06000016,2008-06-30,0,19,80000
  `,
  'neighbour_models.csv': `
    model,authority_code,rank,neighbour_code
    DfE 2021,E06000016,1,E06000018
  `,
  'protocols.csv': `
    protocol_ref,title,authority_codes,theme_codes
    moves,Children who move,E06000016;E06000018,LAC
  `,
  'observations.csv': `
    indicator_code,area_code,period,value,status,breakdown
    NI 117,E06000016,CY2006,9.5,final,
    NI 117,E06000016,CY2007,8.1,final,
    NI 117,E06000016,CY2008,,suppressed,
    NI 117,E06000016,AY2006/07,8.8,final,
    NI 117,E06000016,CY2006,20,final,looked-after children
    NI 117,E12000004,CY2006,7,final,
  `,
  'targets.csv': `
    indicator_code,area_code,period,value,kind,priority_ref,action_refs,group_ref
    NI 117,E06000016,CY2010,6,target,p1,1,exec
  `,
};

async function openLeicester(files: PackageFiles = leicester): Promise<TestApi> {
  const { hub, harvestFiles } = await openTestHub();
  const report = await harvestFiles(files);
  expect(report.issues).toEqual([]);
  return apiOver(hub);
}

async function ask(api: TestApi, text: string, variables?: Record<string, unknown>) {
  const { data, errors } = await api.query(text, variables);
  expect(errors).toEqual([]);
  return data;
}

async function refusal(api: TestApi, text: string): Promise<[unknown, string]> {
  const { errors } = await api.query(text);
  return [errors[0]?.extensions?.code, errors[0]?.message ?? ''];
}

describe('relations lead there and back', () => {
  test('from a region by its authorities to plans, their parts and back', async () => {
    const api = await openLeicester();
    const { region } = await ask(
      api,
      `{ region(code: "E12000004") { authorities(first: 3, filter: { codes: ["E06000016"] }) { nodes { region { code } plans(filter: { joint: false }, first: 3) { nodes {
          authorities { code } supersedes { ref } supersededBy { ref supersedes { ref } }
          steps { date plan { ref } } consultations { title plan { ref } }
          outcomes { title plan { ref } priorities(first: 3) { nodes { ref outcome { ref } } } indicators(first: 3) { nodes { role } } }
          priorities(first: 3) { nodes { ref plan { ref } authorities { code } statedThemes { code } indicators { code } actions(first: 3) { totalCount } targets { totalCount } } }
          indicators(first: 3) { nodes { role plan { ref } indicator { code } outcome { ref } priority { ref } } } actions(first: 3) { totalCount }
        } } } } } }`,
    );
    const [city] = region.authorities.nodes;
    expect(city.region.code).toBe('E12000004');
    expect(city.plans.nodes).toEqual([
      {
        authorities: [{ code: 'E06000016' }],
        supersedes: null,
        supersededBy: [{ ref: 'cypp-2009', supersedes: { ref: 'cypp-2006' } }],
        steps: [{ date: '2006-03', plan: { ref: 'cypp-2006' } }],
        consultations: [{ title: 'Have your say', plan: { ref: 'cypp-2006' } }],
        outcomes: [{ title: 'Be healthy', plan: { ref: 'cypp-2006' }, priorities: { nodes: [{ ref: 'p1', outcome: { ref: 'o1' } }] }, indicators: { nodes: [{ role: 'OBSESSION' }] } }],
        priorities: {
          nodes: [
            { ref: 'p1', plan: { ref: 'cypp-2006' }, authorities: [{ code: 'E06000016' }], statedThemes: [{ code: 'SEND' }], indicators: [{ code: 'NI 117' }], actions: { totalCount: 2 }, targets: { totalCount: 1 } },
            { ref: 'p2', plan: { ref: 'cypp-2006' }, authorities: [{ code: 'E06000016' }], statedThemes: [], indicators: [], actions: { totalCount: 0 }, targets: { totalCount: 0 } },
          ],
        },
        indicators: { nodes: [{ role: 'OBSESSION', plan: { ref: 'cypp-2006' }, indicator: { code: 'NI 117' }, outcome: { ref: 'o1' }, priority: { ref: 'p1' } }] },
        actions: { totalCount: 2 },
      },
    ]);
  });

  test('from an inspection by its recommendations to actions, their parts and back', async () => {
    const api = await openLeicester();
    const { inspections, action } = await ask(
      api,
      `{ inspections(first: 3) { nodes { authority { code } judgements { grade bestGrade inspection { ref } place { code } }
          recommendations(first: 3) { nodes { ref inspection { ref } plan { ref } themes { code } actions(first: 3) { nodes { ref parent { ref } children { ref } seeAlso { ref } referredToBy { ref } } } } } actions(first: 3) { totalCount } } }
         action(id: "E06000016/1.1") { plan { ref } inspection { ref } priority { ref } recommendation { ref } milestones { title actions { ref } indicator { code } } parent { targets { value } } } }`,
    );
    expect(inspections.nodes).toEqual([
      {
        authority: { code: 'E06000016' },
        judgements: [{ grade: 3, bestGrade: 4, inspection: { ref: 'jar' }, place: null }],
        recommendations: {
          nodes: [
            {
              ref: 'r1',
              inspection: { ref: 'jar' },
              plan: null,
              themes: [{ code: 'LAC' }],
              actions: {
                nodes: [
                  { ref: '1', parent: null, children: [{ ref: '1.1' }], seeAlso: [], referredToBy: [{ ref: '1.1' }] },
                  { ref: '1.1', parent: { ref: '1' }, children: [], seeAlso: [{ ref: '1' }], referredToBy: [] },
                ],
              },
            },
          ],
        },
        actions: { totalCount: 2 },
      },
    ]);
    expect(action).toEqual({
      plan: { ref: 'cypp-2006' }, inspection: { ref: 'jar' }, priority: { ref: 'p1' }, recommendation: { ref: 'r1' },
      milestones: [{ title: 'Draft ready', actions: [{ ref: '1.1' }], indicator: { code: 'NI 117' } }],
      parent: { targets: [{ value: 6 }] },
    });
  });

  test('from a theme by its services and protocols to places, and from a group to what it answers for', async () => {
    const api = await openLeicester();
    const { theme, lac, groups, responsibilities } = await ask(
      api,
      `{ theme(code: "SEND") { altLabels broader { code } narrower { code } services { nodes { name tiers themes { code } authorities { code } areas { code kind } openToResidentsOf { code kind name } } } }
         lac: theme(code: "LAC") { protocols { nodes { title themes { code } authorities { code } } } recommendations { nodes { ref } } }
         groups { nodes { ref authorities { code } reportsTo { ref } reportsFrom { ref } responsibilities { nodes { subjectRef } } targets { nodes { value group { ref } priority { ref } actions { ref } area { kind } authority { code } } } } }
         responsibilities(filter: { subjectRefs: ["NI 117"], roles: [LEAD] }) { nodes { group { ref } indicator { code responsibilities { nodes { subjectKind } } } theme { code } } } }`,
    );
    expect(theme).toEqual({
      altLabels: [], broader: null, narrower: [],
      services: {
        nodes: [
          {
            name: 'Short breaks', tiers: ['2', '3'], themes: [{ code: 'SEND' }], authorities: [{ code: 'E06000016' }], areas: [{ code: 'E06000016', kind: 'AUTHORITY' }],
            openToResidentsOf: [
              { code: 'E12000004', kind: 'REGION', name: 'East Midlands' },
              { code: 'E06000018', kind: 'AUTHORITY', name: 'Nottingham' },
            ],
          },
        ],
      },
    });
    expect(lac).toEqual({ protocols: { nodes: [{ title: 'Children who move', themes: [{ code: 'LAC' }], authorities: [{ code: 'E06000016' }, { code: 'E06000018' }] }] }, recommendations: { nodes: [{ ref: 'r1' }] } });
    expect(groups.nodes).toEqual([
      {
        ref: 'exec', authorities: [{ code: 'E06000016' }], reportsTo: { ref: 'board' }, reportsFrom: [], responsibilities: { nodes: [{ subjectRef: 'NI 117' }] },
        targets: { nodes: [{ value: 6, group: { ref: 'exec' }, priority: { ref: 'p1' }, actions: [{ ref: '1' }], area: { kind: 'AUTHORITY' }, authority: { code: 'E06000016' } }] },
      },
      { ref: 'board', authorities: [{ code: 'E06000016' }], reportsTo: null, reportsFrom: [{ ref: 'exec' }], responsibilities: { nodes: [] }, targets: { nodes: [] } },
    ]);
    expect(responsibilities.nodes).toEqual([{ group: { ref: 'exec' }, indicator: { code: 'NI 117', responsibilities: { nodes: [{ subjectKind: 'INDICATOR' }] } }, theme: null }]);
  });

  test('a priority of a joint plan hangs on each of its authorities', async () => {
    const api = await openLeicester();
    const { authorities } = await ask(api, '{ authorities { nodes { code priorities(filter: { adopted: true }) { totalCount nodes { ref } } } } }');
    expect(authorities.nodes).toEqual([
      { code: 'E06000016', priorities: { totalCount: 2, nodes: [{ ref: 'p1' }, { ref: 'p3' }] } },
      { code: 'E10000021', priorities: { totalCount: 0, nodes: [] } },
      { code: 'E06000018', priorities: { totalCount: 1, nodes: [{ ref: 'p3' }] } },
    ]);
  });
});

test('authorities are neighbours by the word of either', async () => {
  const { hub, harvestFiles } = await openTestHub({ reference: false });
  await harvestFiles(
    { 'authorities.csv': 'gss_code,name,kind,neighbour_codes\nE06000016,Leicester,unitary,\nE10000018,Leicestershire,county,E06000016;E06000017\nE06000017,Rutland,unitary,E10000018\n' },
    { publisher: publishers.england, name: 'places' },
  );
  const { authorities } = await ask(await apiOver(hub), '{ authorities { nodes { name neighbours { name } } } }');
  expect(authorities.nodes).toEqual([
    { name: 'Leicester', neighbours: [{ name: 'Leicestershire' }] },
    { name: 'Leicestershire', neighbours: [{ name: 'Leicester' }, { name: 'Rutland' }] },
    { name: 'Rutland', neighbours: [{ name: 'Leicestershire' }] },
  ]);
});

describe('filters', () => {
  test('latest keeps the last value of each place, group of children and kind of period, and passes over periods without one', async () => {
    const api = await openLeicester();
    const { observations } = await ask(api, '{ observations(filter: { latest: true }) { totalCount nodes { period value breakdown area { kind } authority { code } } } }');
    expect(observations.nodes).toEqual([
      { period: 'CY2006', value: 20, breakdown: 'looked-after children', area: { kind: 'AUTHORITY' }, authority: { code: 'E06000016' } },
      { period: 'AY2006/07', value: 8.8, breakdown: null, area: { kind: 'AUTHORITY' }, authority: { code: 'E06000016' } },
      { period: 'CY2007', value: 8.1, breakdown: null, area: { kind: 'AUTHORITY' }, authority: { code: 'E06000016' } },
      { period: 'CY2006', value: 7, breakdown: null, area: { kind: 'REGION' }, authority: null },
    ]);
    const upTo2006 = await ask(api, '{ authority(code: "E06000016") { observations(filter: { latest: true, to: "2006-12-31", allChildren: true }) { nodes { value } } } }');
    expect(upTo2006.authority.observations.nodes).toEqual([{ value: 9.5 }]);
  });

  test('asAt keeps the authorities that existed then, and the priorities of plans in force then', async () => {
    const api = await openLeicester();
    const { before, after, priorities } = await ask(
      api,
      `{ before: authorities(filter: { asAt: "2021-03-31" }) { totalCount } after: authorities(filter: { asAt: "2021-04-01" }) { totalCount }
         priorities(filter: { asAt: "2010-06-01", planKinds: [CYPP] }) { nodes { ref } } }`,
    );
    expect([before.totalCount, after.totalCount, priorities.nodes]).toEqual([3, 2, [{ ref: 'p3' }]]);
  });

  test('an age range keeps services that state no ages, since not stated is not none', async () => {
    const api = await openLeicester();
    const { young, grown } = await ask(api, '{ young: services(filter: { ages: { from: 4, to: 5 } }) { nodes { ref } } grown: services(filter: { ages: { from: 20, to: 25 } }) { nodes { ref } } }');
    expect([young.nodes, grown.nodes]).toEqual([[{ ref: 's2' }, { ref: 's1' }], [{ ref: 's2' }]]);
  });

  test('an action due in a month or year is due by its last day', async () => {
    const api = await openLeicester();
    const due = async (day: string) => (await ask(api, `{ actions(filter: { dueBy: "${day}" }) { nodes { ref } } }`)).actions.nodes.map((action: { ref: string }) => action.ref);
    expect(await due('2008-11-29')).toEqual([]);
    expect(await due('2008-11-30')).toEqual(['1.1']);
    expect(await due('2008-12-31')).toEqual(['1', '1.1']);
  });

  test('a condition sent as null is no condition', async () => {
    const api = await openLeicester();
    const { plans } = await ask(api, 'query ($region: ID, $after: String) { plans(after: $after, filter: { region: $region, joint: null }) { totalCount nodes { ref } } }', { region: null, after: null });
    expect(plans.totalCount).toBe(2);
    expect(plans.nodes).toHaveLength(2);
  });

  test('a code nobody has is refused by name, and never answered with none', async () => {
    const api = await openLeicester();
    const [region, named] = await refusal(api, '{ plans(filter: { region: "E1" }) { totalCount } }');
    expect([region, named]).toEqual(['UNKNOWN_REGION', 'No region has the code "E1". Known: E12000004 East Midlands.']);
    expect((await refusal(api, '{ services(filter: { authorities: ["E06000016", "E2"] }) { totalCount } }'))[0]).toBe('UNKNOWN_AUTHORITY');
    expect((await refusal(api, '{ indicators(filter: { themes: ["SENT"] }) { totalCount } }'))[0]).toBe('UNKNOWN_THEME');
    expect(await refusal(api, '{ observations(filter: { indicators: ["NI117"] }) { totalCount } }')).toEqual(['UNKNOWN_RECORD', expect.stringContaining('"NI117"')]);
    expect(await refusal(api, '{ targets(filter: { areas: ["E9"] }) { totalCount } }')).toEqual(['UNKNOWN_RECORD', expect.stringContaining('"E9"')]);
  });

  test('one record asked by a code nobody has is null', async () => {
    const api = await openLeicester();
    const ids = ['plan', 'priority', 'inspection', 'recommendation', 'action', 'target', 'service', 'protocol', 'group', 'source'].map((noun) => `${noun}(id: "x") { id }`);
    const codes = ['region', 'authority', 'area', 'theme', 'indicator'].map((noun) => `${noun}(code: "x") { id }`);
    expect(Object.values(await ask(api, `{ ${[...ids, ...codes].join(' ')} }`)).every((record) => record === null)).toBe(true);
  });
});

test('a list is read whole by its cursors, forwards and newest first', async () => {
  const api = await openLeicester();
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const { observations }: { observations: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } = await ask(
      api,
      'query ($after: String) { observations(first: 4, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
      { after },
    );
    ids.push(...observations.nodes.map(({ id }) => id));
    after = observations.pageInfo.hasNextPage ? observations.pageInfo.endCursor : null;
  } while (after !== null);
  expect(new Set(ids).size).toBe(6);
  expect(ids).toHaveLength(6);
  const { harvests } = await ask(api, '{ harvests(first: 1) { nodes { id } pageInfo { endCursor } totalCount } }');
  const next = await ask(api, '{ harvests(first: 1, after: "' + harvests.pageInfo.endCursor + '") { nodes { id } pageInfo { hasNextPage } } }');
  expect([harvests.nodes, harvests.totalCount, next.harvests]).toEqual([[{ id: '2' }], 2, { nodes: [{ id: '1' }], pageInfo: { hasNextPage: false } }]);
});

describe('where things come from', () => {
  test('every noun says who published it, when, and in which row', async () => {
    const api = await openLeicester();
    const lists = Object.values(api.schema.getQueryType()!.getFields()).flatMap(({ name, type }) => {
      const node = api.schema.getType(String(type).replace(/Connection!$/, ''));
      return isObjectType(node) && node.getInterfaces().some((face) => face.name === 'PublishedRecord') && String(type).endsWith('Connection!') ? [name] : [];
    });
    const all = await ask(api, `{ ${lists.map((list) => `${list}(first: 1) { nodes { provenance { file } } }`).join(' ')} }`);
    expect(Object.entries(all as Record<string, { nodes: object[] }>).map(([list, { nodes }]) => [list, nodes])).toEqual(lists.map((list) => [list, [{ provenance: { file: list === 'statisticalNeighbours' ? 'neighbour_models.csv' : `${list.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}.csv` } }]]));
    expect(lists.length).toBeGreaterThan(19);
    const { observations } = await ask(api, '{ observations(first: 1) { nodes { provenance { publisher { kind code name } source { id title } harvest { id status } file line document locator licence attribution firstSeen lastSeen } } } }');
    expect(observations.nodes[0].provenance).toEqual({
      publisher: { kind: 'AUTHORITY', code: 'E06000016', name: 'Leicester' },
      source: { id: 'E06000016/plans', title: 'Leicester’s plans' },
      harvest: { id: '2', status: 'SUCCEEDED' },
      file: 'observations.csv', document: null, locator: null, licence: null, attribution: null, firstSeen: '2025-06-01', lastSeen: '2025-06-01',
      line: expect.any(Number),
    });
  });

  test('a source shows how it stands: its last harvest in words, its issues, and what it holds', async () => {
    const { hub, harvestFiles } = await openTestHub();
    await harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\na,E06000016,A plan,cypp,whole\nb,E06000016,Another,cypp,half\n' });
    const { source } = await ask(
      await apiOver(hub),
      `{ source(id: "E06000016/plans") { status publisher { kind } records { noun count } lastHarvest { rowsRead rowsRefused } harvests { totalCount }
          issues(filter: { latest: true, severity: ERROR }) { nodes { rule file line column found expected harvest { id } source { id } } } } }`,
    );
    expect(source).toEqual({
      status: 'Read on 2025-06-01: 1 of 2 rows were refused; its issues tell the publisher, and mostly everybody, why.',
      publisher: { kind: 'AUTHORITY' },
      records: [{ noun: 'plans', count: 1 }],
      lastHarvest: { rowsRead: 2, rowsRefused: 1 },
      harvests: { totalCount: 1 },
      issues: { nodes: [{ rule: 'BAD_VALUE', file: 'plans.csv', line: 3, column: 'coverage', found: 'half', expected: expect.any(String), harvest: { id: '2' }, source: { id: 'E06000016/plans' } }] },
    });
  });

  test('the data version is 0 while the hub is empty, and moves with what changes it', async () => {
    const { hub, harvestFiles } = await openTestHub({ reference: false });
    const api = await apiOver(hub);
    expect(await ask(api, '{ dataVersion { number committedAt cause } }')).toEqual({ dataVersion: { number: 0, committedAt: null, cause: null } });
    await harvestFiles({ 'regions.csv': 'region_code,name\nE12000004,East Midlands\n' }, { publisher: publishers.england, name: 'places' });
    expect(await ask(api, '{ dataVersion { number committedAt cause } }')).toEqual({ dataVersion: { number: 1, committedAt: '2025-06-01T12:00:00.000Z', cause: 'Harvest of E92000001/places' } });
  });
});

test('a plan under embargo is seen through no relation before its day', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({
    'plans.csv': 'plan_ref,authority_codes,title,kind,valid_from,coverage,embargo_until\nsecret,E06000016,A secret plan,cypp,2025,whole,2025-07-01\n',
    'outcomes.csv': 'plan_ref,outcome_ref,title\nsecret,o1,A secret outcome\n',
    'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,indicator_codes\nsecret,p1,A secret priority,priority,yes,NI 117\n',
    'plan_indicators.csv': 'plan_ref,indicator_code,role\nsecret,NI 117,key\n',
    'actions.csv': 'plan_ref,action_ref,title\nsecret,a1,A secret action\n',
  });
  const look = `{ plans { nodes { title } } priorities { totalCount nodes { title } } actions { totalCount } plan(id: "E06000016/secret") { title } priority(id: "E06000016/p1") { title }
    authority(code: "E06000016") { plans { totalCount } priorities { totalCount nodes { title } } } indicator(code: "NI 117") { plans { totalCount } priorities { totalCount nodes { title } } } }`;
  const nothing = { totalCount: 0, nodes: [] };
  expect(await ask(await apiOver(hub, { today: '2025-06-30' }), look)).toEqual({
    plans: { nodes: [] }, priorities: nothing, actions: { totalCount: 0 }, plan: null, priority: null,
    authority: { plans: { totalCount: 0 }, priorities: nothing },
    indicator: { plans: { totalCount: 0 }, priorities: nothing },
  });
  expect(await ask(await apiOver(hub, { today: '2025-07-01' }), look)).toMatchObject({ priorities: { totalCount: 1 }, plan: { title: 'A secret plan' }, priority: { title: 'A secret priority' } });
});
