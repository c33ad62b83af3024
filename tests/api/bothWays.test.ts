import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub, type Answer, type TestApi } from '../support/api.ts';
import { openTestHub, type PackageFiles } from '../support/harvest.ts';

const files: PackageFiles = {
  'groups.csv': 'group_ref,name,kind,authority_codes\nboard,Board,board,E06000016',
  'areas.csv': 'area_code,name,kind,parent_code\nbeaumont,Beaumont,locality,E06000016',
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nnew,E06000016,New plan,cypp,whole,2011,2015\nold,E06000016,Old plan,cypp,whole,2006,2009',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,indicator_codes\nnew,P1,Work for the young,priority,yes,NI 117\nnew,P2,Named twice,priority,yes,NI 117;NI 117\nold,P3,Named by its plan alone,priority,yes,\nnew,P4,Names none,priority,yes,',
  'plan_indicators.csv': 'plan_ref,indicator_code,priority_ref,role\nnew,NI 117,P2,key\nold,NI 117,P3,obsession',
  'plan_steps.csv': 'plan_ref,date,body,purpose,planned\nnew,2011-03,Cabinet,approval,no\nnew,2012,Board,review,yes\nold,2006-05-01,Cabinet,approval,',
  'consultations.csv': 'plan_ref,consultation_ref,title,from,to\nnew,c1,The young,2010-09,2010-12\nold,c2,Undated,,',
  'outcomes.csv': 'plan_ref,outcome_ref,title,ecm_outcome,concept\nnew,o1,Have fun growing up,,leeds:have-fun\nnew,o2,Are safe,stay-safe,\nold,o3,Were safe at home,stay-safe,\nold,o4,Mapped to nothing,,',
  'inspections.csv': 'inspection_ref,authority_code,title,published_on\njar,E06000016,Joint Area Review,2008-01',
  'judgements.csv': 'inspection_ref,area,grade,best_grade,area_code\njar,safeguarding,2,4,\njar,youth work,3,4,beaumont',
  'actions.csv': 'plan_ref,inspection_ref,action_ref,title\nnew,,a1,Act\n,jar,a2,Reply',
  'milestones.csv': 'action_refs,title,due,indicator_code,value\na1,Fewer,2012,NI 117,8\na2,Written,2008-06-30,,',
  'responsibilities.csv': 'group_ref,subject_kind,subject_ref,role\nboard,priority,P1,lead\nboard,strategy,P1,lead\nboard,strategy,new,scrutiny',
  'meetings.csv': 'group_ref,date,item,subject_ref\nboard,2011-01,The plan,new\nboard,2011-02,The priority,P1\nboard,2011-03,The figure,NI 117\nboard,2011-04,The theme,LAC\nboard,2011-05,A word,',
  'neighbour_models.csv': 'model,authority_code,rank,neighbour_code\nNew,E06000016,1,E06000018\nNew,E06000016,2,E10000021\nOld,E06000016,1,E10000021',
  'services.csv': 'service_ref,name,authority_codes,area_codes,open_to_residents_of\ns1,Club,E06000016,beaumont;E06000016;E12000004,beaumont;E06000016;E12000004',
};

async function openApi(): Promise<TestApi> {
  const { hub, harvestFiles } = await openTestHub();
  expect((await harvestFiles(files)).issues).toEqual([]);
  return apiOver(hub);
}

async function ask(api: TestApi, query: string): Promise<Answer['data']> {
  const { data, errors } = await api.query(`{ ${query} }`);
  expect(errors).toEqual([]);
  return data;
}

test('the indicators of a priority are those named with it and those that its plan names for it, each once', async () => {
  const api = await openApi();
  const data = await ask(api, `every: priorities { nodes { ref indicators { code } planIndicators { nodes { role } } } }
    indicator(code: "NI 117") { priorities { totalCount nodes { ref } } first: priorities(first: 2) { pageInfo { hasNextPage endCursor } nodes { ref } } }
    priorities(filter: { indicators: ["NI 117"] }) { totalCount nodes { ref } }`);
  expect(data.every.nodes).toEqual([
    { ref: 'P1', indicators: [{ code: 'NI 117' }], planIndicators: { nodes: [] } },
    { ref: 'P2', indicators: [{ code: 'NI 117' }], planIndicators: { nodes: [{ role: 'KEY' }] } },
    { ref: 'P4', indicators: [], planIndicators: { nodes: [] } },
    { ref: 'P3', indicators: [{ code: 'NI 117' }], planIndicators: { nodes: [{ role: 'OBSESSION' }] } },
  ]);
  const all = { totalCount: 3, nodes: [{ ref: 'P1' }, { ref: 'P2' }, { ref: 'P3' }] };
  expect([data.indicator.priorities, data.priorities]).toEqual([all, all]);
  expect([data.indicator.first.nodes, data.indicator.first.pageInfo.hasNextPage]).toEqual([all.nodes.slice(0, 2), true]);
  const rest = await ask(api, `indicator(code: "NI 117") { priorities(after: "${data.indicator.first.pageInfo.endCursor}") { nodes { ref } } }`);
  expect(rest.indicator.priorities.nodes).toEqual([{ ref: 'P3' }]);
});

test('what a withdrawn row of the plan named for a priority is named no longer', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles(files);
  await harvestFiles({ ...files, 'plan_indicators.csv': 'plan_ref,indicator_code,priority_ref,role\nnew,NI 117,P2,key' });
  const data = await ask(await apiOver(hub), 'indicator(code: "NI 117") { priorities { nodes { ref } } } priorities(filter: { indicators: ["NI 117"] }) { nodes { ref } } priority(id: "E06000016/P3") { indicators { code } }');
  const two = { nodes: [{ ref: 'P1' }, { ref: 'P2' }] };
  expect(data).toEqual({ indicator: { priorities: two }, priorities: two, priority: { indicators: [] } });
});

test('a theme leads to the priorities to which publishers gave it, whatever the hub reads in their words', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({ ...files, 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,theme_codes\nnew,P1,Fewer young people smoke,priority,yes,LAC\nnew,P2,Looked-after children thrive,priority,yes,' });
  const data = await ask(await apiOver(hub), `theme(code: "LAC") { statedPriorities { totalCount nodes { ref statedThemes { code } } } }`);
  expect(data.theme.statedPriorities).toEqual({ totalCount: 1, nodes: [{ ref: 'P1', statedThemes: [{ code: 'LAC' }] }] });
});

test('an authority knows to which others a model finds it alike', async () => {
  const data = await ask(await openApi(), `own: authority(code: "E06000016") { statisticalNeighbours { rank neighbour { name } } statisticalNeighbourOf { rank } } other: authority(code: "E06000018") { statisticalNeighbours { rank } statisticalNeighbourOf { rank model authority { name } } }`);
  expect(data.own).toEqual({ statisticalNeighbours: [{ rank: 1, neighbour: { name: 'Nottingham' } }, { rank: 2, neighbour: { name: 'Northamptonshire' } }, { rank: 1, neighbour: { name: 'Northamptonshire' } }], statisticalNeighbourOf: [] });
  expect(data.other).toEqual({ statisticalNeighbours: [], statisticalNeighbourOf: [{ rank: 1, model: 'New', authority: { name: 'Leicester' } }] });
});

test('what a group answers for and meets about leads to the record named, and back', async () => {
  const data = await ask(await openApi(), `responsibilities { nodes { subjectKind priority { ref } plan { ref } } } meetings { nodes { item plan { ref } priority { ref } indicator { code } theme { code } } }
    priority(id: "E06000016/P1") { responsibilities { totalCount nodes { subjectKind group { name } } } meetings { nodes { item } } }
    other: priority(id: "E06000016/P2") { responsibilities { totalCount } meetings { totalCount } }
    plan(id: "E06000016/new") { responsibilities { nodes { role group { name } } } meetings { nodes { item } } } indicator(code: "NI 117") { meetings { nodes { item } } } theme(code: "LAC") { meetings { nodes { item } } }`);
  expect(data.responsibilities.nodes).toEqual([
    { subjectKind: 'PRIORITY', priority: { ref: 'P1' }, plan: null },
    { subjectKind: 'STRATEGY', priority: null, plan: null },
    { subjectKind: 'STRATEGY', priority: null, plan: { ref: 'new' } },
  ]);
  expect(data.plan.responsibilities.nodes).toEqual([{ role: 'SCRUTINY', group: { name: 'Board' } }]);
  const none = { plan: null, priority: null, indicator: null, theme: null };
  expect(data.meetings.nodes).toEqual([
    { ...none, item: 'The plan', plan: { ref: 'new' } },
    { ...none, item: 'The priority', priority: { ref: 'P1' } },
    { ...none, item: 'The figure', indicator: { code: 'NI 117' } },
    { ...none, item: 'The theme', theme: { code: 'LAC' } },
    { ...none, item: 'A word' },
  ]);
  expect(data.priority).toEqual({ responsibilities: { totalCount: 1, nodes: [{ subjectKind: 'PRIORITY', group: { name: 'Board' } }] }, meetings: { nodes: [{ item: 'The priority' }] } });
  expect(data.other).toEqual({ responsibilities: { totalCount: 0 }, meetings: { totalCount: 0 } });
  expect([data.plan, data.indicator, data.theme].map(({ meetings }: { meetings: { nodes: { item: string }[] } }) => meetings.nodes[0]!.item)).toEqual(['The plan', 'The figure', 'The theme']);
});

test('grades, milestones and services are found from the places and indicators they are about', async () => {
  const data = await ask(await openApi(), `authority(code: "E06000016") { judgements { totalCount nodes { area place { kind area { name } authority { name } region { name } } } } servicesGivenHere { nodes { name } } servicesForResidents { nodes { name } } }
    area(code: "beaumont") { judgements { nodes { area } } servicesForResidents { nodes { name } } }
    region(code: "E12000004") { servicesGivenHere { nodes { name } } servicesForResidents { nodes { name } } }
    indicator(code: "NI 117") { milestones { nodes { title } } }
    services { nodes { areas { code region { code } authority { code } area { code } } } }`);
  expect(data.authority.judgements).toEqual({ totalCount: 2, nodes: [{ area: 'safeguarding', place: null }, { area: 'youth work', place: { kind: 'LOCALITY', area: { name: 'Beaumont' }, authority: null, region: null } }] });
  const club = { nodes: [{ name: 'Club' }] };
  expect([data.authority.servicesGivenHere, data.authority.servicesForResidents, data.area.servicesForResidents, data.region.servicesGivenHere, data.region.servicesForResidents]).toEqual([club, club, club, club, club]);
  expect(data.area.judgements.nodes).toEqual([{ area: 'youth work' }]);
  expect(data.indicator.milestones.nodes).toEqual([{ title: 'Fewer' }]);
  const empty = { region: null, authority: null, area: null };
  expect(data.services.nodes[0].areas.toSorted((a: { code: string }, b: { code: string }) => (a.code < b.code ? -1 : 1))).toEqual([
    { ...empty, code: 'E06000016', authority: { code: 'E06000016' } },
    { ...empty, code: 'E12000004', region: { code: 'E12000004' } },
    { ...empty, code: 'beaumont', area: { code: 'beaumont' } },
  ]);
});

test.each([
  ['planIndicators', 'region: "E12000004", roles: [OBSESSION]', 'priority { ref }', [{ priority: { ref: 'P3' } }]],
  ['planIndicators', 'authorities: ["E06000016"], asAt: "2007-01-01"', 'role', [{ role: 'OBSESSION' }]],
  ['planIndicators', 'plans: ["E06000016/new"], priorities: ["E06000016/P2"], indicators: ["NI 117"]', 'role', [{ role: 'KEY' }]],
  ['planIndicators', 'authorities: ["E06000018"]', 'role', []],
  ['planSteps', 'region: "E12000004", purposes: [APPROVAL], from: "2007-01-01"', 'date', [{ date: '2011-03' }]],
  ['planSteps', 'plans: ["E06000016/new"], planned: true, to: "2012-06-01", text: "board"', 'date', [{ date: '2012' }]],
  ['planSteps', 'authorities: ["E06000016"], planned: false', 'date', [{ date: '2011-03' }]],
  ['consultations', 'region: "E12000004", from: "2010-12-31", to: "2011-01-01"', 'ref', [{ ref: 'c1' }]],
  ['consultations', 'authorities: ["E06000016"], plans: ["E06000016/old"], text: "undated"', 'ref', [{ ref: 'c2' }]],
  ['consultations', 'from: "2011-01-01"', 'ref', []],
  ['milestones', 'region: "E12000004", plans: ["E06000016/new"], dueFrom: "2012-05-01"', 'title', [{ title: 'Fewer' }]],
  ['milestones', 'authorities: ["E06000016"], inspections: ["E06000016/jar"], dueBy: "2008-06-30"', 'title', [{ title: 'Written' }]],
  ['milestones', 'actions: ["E06000016/a1"], indicators: ["NI 117"], text: "fewer"', 'title', [{ title: 'Fewer' }]],
  ['milestones', 'authorities: ["E06000018"]', 'title', []],
  ['judgements', 'region: "E12000004", publishedFrom: "2008-01-15", publishedTo: "2008-02-01", text: "safe"', 'grade', [{ grade: 2 }]],
  ['judgements', 'authorities: ["E06000016"], inspections: ["E06000016/jar"], places: ["beaumont"]', 'grade', [{ grade: 3 }]],
  ['judgements', 'publishedFrom: "2008-02-01"', 'grade', []],
  ['outcomes', 'region: "E12000004", ecmOutcomes: [STAY_SAFE]', 'ref', [{ ref: 'o2' }, { ref: 'o3' }]],
  ['outcomes', 'authorities: ["E06000016"], asAt: "2007-01-01", text: "SAFE"', 'ref plan { ref }', [{ ref: 'o3', plan: { ref: 'old' } }]],
  ['outcomes', 'concepts: ["leeds:have-fun", "ecm:stay-safe"]', 'ref', [{ ref: 'o1' }, { ref: 'o2' }, { ref: 'o3' }]],
  ['outcomes', 'plans: ["E06000016/old"]', 'ref', [{ ref: 'o3' }, { ref: 'o4' }]],
  ['outcomes', 'concepts: ["leeds:have-fun"]', 'ref', [{ ref: 'o1' }]],
  ['outcomes', 'authorities: ["E06000018"]', 'ref', []],
  ['statisticalNeighbours', 'region: "E12000004", maxRank: 1', 'rank neighbour { name }', [{ rank: 1, neighbour: { name: 'Nottingham' } }, { rank: 1, neighbour: { name: 'Northamptonshire' } }]],
  ['statisticalNeighbours', 'authorities: ["E06000016"], models: ["New"]', 'rank neighbour { name }', [{ rank: 1, neighbour: { name: 'Nottingham' } }, { rank: 2, neighbour: { name: 'Northamptonshire' } }]],
  ['statisticalNeighbours', 'neighbours: ["E10000021"]', 'model authority { name }', [{ model: 'New', authority: { name: 'Leicester' } }, { model: 'Old', authority: { name: 'Leicester' } }]],
  ['statisticalNeighbours', 'authorities: ["E10000021"]', 'rank', []],
  ['regions', 'codes: ["E12000004"], text: "EAST"', 'name', [{ name: 'East Midlands' }]],
  ['regions', 'text: "west"', 'name', []],
  ['actions', 'region: "E12000004"', 'ref', [{ ref: 'a1' }, { ref: 'a2' }]],
  ['actions', 'authorities: ["E06000018"]', 'ref', []],
  ['responsibilities', 'region: "E12000004", authorities: ["E06000016"]', 'subjectKind', [{ subjectKind: 'PRIORITY' }, { subjectKind: 'STRATEGY' }, { subjectKind: 'STRATEGY' }]],
  ['responsibilities', 'authorities: ["E06000018"]', 'subjectKind', []],
])('%s are those of the filter %s', async (list, filter, fields, nodes) => {
  const data = await ask(await openApi(), `${list}(filter: { ${filter} }) { totalCount nodes { ${fields} } }`);
  expect(data[list]).toEqual({ totalCount: nodes.length, nodes });
});

test.each([
  ['outcomes', 'concepts: ["leeds:have-fu"]', 'No concept has the code "leeds:have-fu". Codes are of the form ecm:be-healthy; "vocabularies" lists them.'],
  ['outcomes', 'plans: ["nowhere"]', 'No plan has the id "nowhere". "plans" lists the ids.'],
  ['statisticalNeighbours', 'models: ["new"]', 'No model of statistical neighbours is called "new". Known: "New", "Old".'],
  ['statisticalNeighbours', 'maxRank: 0', 'maxRank is 0. Allowed: 1, which is the most alike, or more.'],
  ['regions', 'codes: ["E06000016"]', 'No region has the code "E06000016". Codes are GSS codes, for example E12000004 for the East Midlands; "regions" lists them.'],
])('%s refuse the filter %s rather than answer with none', async (list, filter, message) => {
  const { errors } = await (await openApi()).query(`{ ${list}(filter: { ${filter} }) { totalCount } }`);
  expect(errors.map(({ extensions, ...error }) => [extensions?.code, error.message])).toEqual([[message.includes('Allowed') ? 'BAD_ARGUMENT' : list === 'regions' ? 'UNKNOWN_REGION' : 'UNKNOWN_RECORD', message]]);
});

describe('of the seeds', () => {
  let hub: Hub;
  let api: TestApi;
  beforeAll(async () => {
    hub = await openSeededHub();
    api = await apiOver(hub);
  });
  afterAll(() => hub.close());

  test('the three obsessions of Leeds are found from its region, its priorities and its meetings', async () => {
    const data = await ask(api, `planIndicators(filter: { region: "E12000003", roles: [OBSESSION] }) { nodes { indicatorCode priority { ref indicators { code } responsibilities { totalCount } } } }
      priorities(filter: { indicators: ["LDS-LAC", "LDS-NEET", "LDS-ATT"] }) { totalCount }
      indicator(code: "LDS-ATT") { priorities { nodes { ref } } meetings { totalCount } }
      plan(id: "E08000035/cypp-2011") { meetings { totalCount } }`);
    expect(data.planIndicators.nodes).toEqual([['LDS-LAC', 'P0025'], ['LDS-NEET', 'P0026'], ['LDS-ATT', 'P0027']].map(([code, ref]) => ({ indicatorCode: code, priority: { ref, indicators: [{ code }], responsibilities: { totalCount: 2 } } })));
    expect(data.priorities.totalCount).toBe(3);
    expect(data.indicator).toEqual({ priorities: { nodes: [{ ref: 'P0027' }] }, meetings: { totalCount: 1 } });
    expect(data.plan.meetings.totalCount).toBe(3);
  });

  test('outcomes and statistical neighbours are paged to the end, each page by one statement, one more for the count, and one to find where a page of a list in the order of a file begins', async () => {
    for (const [list, toBegin] of [['outcomes', 1], ['statisticalNeighbours', 0]] as const) {
      const ids: string[] = [];
      let [after, total] = ['', 0];
      do {
        const { data, errors, statements } = await api.query(`{ list: ${list}(first: 25${after}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`);
        expect([errors, statements]).toEqual([[], after === '' ? 2 : 2 + toBegin]);
        ids.push(...data.list.nodes.map(({ id }: { id: string }) => id));
        total = data.list.totalCount;
        after = data.list.pageInfo.hasNextPage ? `, after: "${data.list.pageInfo.endCursor}"` : '';
      } while (after !== '');
      expect(ids.length, list).toBeGreaterThan(50);
      expect(new Set(ids).size, list).toBe(total);
    }
  });

  test('the ways back take one statement each, however many records are asked', async () => {
    const query = (first: number) => `priorities(first: ${first}) { nodes { indicators { code } planIndicators(first: 3) { nodes { role } } responsibilities(first: 3) { nodes { role } } meetings(first: 3) { nodes { item } } } } authorities(first: ${first}) { nodes { judgements(first: 3) { nodes { grade } } } }`;
    const [few, many] = [await api.query(`{ ${query(2)} }`), await api.query(`{ ${query(150)} }`)];
    expect([few.errors, many.errors]).toEqual([[], []]);
    expect(many.statements).toBeLessThanOrEqual(7);
  });
});
