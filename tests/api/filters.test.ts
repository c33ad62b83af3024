import { expect, test } from 'vitest';
import { refreshOverlaps } from '../../src/hub.ts';
import { apiOver, type TestApi } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';

const lines = (count: number, line: (number: number) => string) => Array.from({ length: count }, (_, index) => line(index + 1)).join('\n');

/** A plan and a report whose references do not sort as text: 10 comes after 9, and only the publisher's order says so. */
const numbered: PackageFiles = {
  'plans.csv': `
    plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage
    plan,E06000016,Plan,cypp,2006,2008,whole
  `,
  'plan_steps.csv': `
    plan_ref,date,body,purpose
    plan,2006-03,Board,draft
    plan,2006,Cabinet,approval
  `,
  'outcomes.csv': `plan_ref,outcome_ref,title,ecm_outcome\n${lines(11, (n) => `plan,o${n},Outcome ${n},be-healthy`)}`,
  'priorities.csv': `plan_ref,priority_ref,title,kind,adopted\n${lines(11, (n) => `plan,P${n},Statement ${n},priority,yes`)}`,
  'inspections.csv': `
    inspection_ref,authority_code,title
    jar,E06000016,Joint Area Review
  `,
  'recommendations.csv': `inspection_ref,recommendation_ref,title\n${lines(11, (n) => `jar,R${n},Do ${n}`)}`,
  'actions.csv': `plan_ref,action_ref,title\n${lines(11, (n) => `plan,${n}.1,Action ${n}`)}`,
  'milestones.csv': `title,action_refs\n${lines(11, (n) => `Point ${12 - n},1.1`)}`,
};

async function openNumbered(): Promise<TestApi> {
  const { hub, harvestFiles } = await openTestHub();
  expect((await harvestFiles(numbered)).issues).toEqual([]);
  return apiOver(hub);
}

async function refusal(api: TestApi, text: string, variables?: Record<string, unknown>): Promise<string> {
  const { errors } = await api.query(text, variables);
  return `${String(errors[0]?.extensions?.code)}: ${errors[0]?.message}`;
}

test('what stands in a document is listed as its publisher lists it, ten after nine', async () => {
  const api = await openNumbered();
  const { data, errors } = await api.query(
    `{ plan(id: "E06000016/plan") { steps { body } outcomes { ref } priorities { nodes { ref } } actions { nodes { ref milestones { title } } } }
       recommendations { nodes { ref } } actions(first: 3) { nodes { ref } pageInfo { endCursor } } }`,
  );
  expect(errors).toEqual([]);
  const refs = (rows: { ref: string }[]) => rows.map((row) => row.ref);
  const upToEleven = (word: (number: number) => string) => Array.from({ length: 11 }, (_, index) => word(index + 1));
  expect(data.plan.steps).toEqual([{ body: 'Board' }, { body: 'Cabinet' }]);
  expect(refs(data.plan.outcomes)).toEqual(upToEleven((n) => `o${n}`));
  expect(refs(data.plan.priorities.nodes)).toEqual(upToEleven((n) => `P${n}`));
  expect(refs(data.plan.actions.nodes)).toEqual(upToEleven((n) => `${n}.1`));
  expect(data.plan.actions.nodes[0].milestones.map((milestone: { title: string }) => milestone.title)).toEqual(upToEleven((n) => `Point ${12 - n}`));
  expect(refs(data.recommendations.nodes)).toEqual(upToEleven((n) => `R${n}`));
  const rest = await api.query('query ($after: String) { actions(after: $after) { nodes { ref } } }', { after: data.actions.pageInfo.endCursor });
  expect(refs(rest.data.actions.nodes)).toEqual(upToEleven((n) => `${n}.1`).slice(3));
});

test('recommendations are of the authorities of their inspection, or of the plan or paper that makes them', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const report = await harvestFiles({
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\npaper,E06000016;E06000018,Paper,other,partial',
    'inspections.csv': 'inspection_ref,authority_code,title\njar,E06000016,Joint Area Review',
    'recommendations.csv': 'inspection_ref,plan_ref,recommendation_ref,title\njar,,R1,Do better\n,paper,R2,Approve the plan',
  });
  expect(report.issues).toEqual([]);
  const api = await apiOver(hub);
  const refs = async (filter: string) => (await api.query(`{ recommendations(filter: { ${filter} }) { nodes { ref } } }`)).data.recommendations.nodes.map(({ ref }: { ref: string }) => ref);
  expect(await refs('authorities: ["E06000016"]')).toEqual(['R1', 'R2']);
  expect(await refs('authorities: ["E06000018"]')).toEqual(['R2']);
  expect(await refs('authorities: ["E10000021"]')).toEqual([]);
  expect(await refs('region: "E12000004"')).toEqual(['R1', 'R2']);
});

test('lists are narrowed by what else their records state', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const report = await harvestFiles({
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,status\npaper,E06000016,Paper,other,partial,draft\nplan,E06000016,Plan,cypp,partial,',
    'recommendations.csv': 'plan_ref,recommendation_ref,title\npaper,R1,Approve the plan\nplan,R2,Do more',
    'targets.csv': 'indicator_code,area_code,period,value,kind,breakdown,text,reason\nNI 117,E06000016,CY2024,5,target,girls,Half of them,\nNI 117,E06000016,CY2025,4,target,,,The recession',
    'groups.csv': 'group_ref,name,kind,authority_codes,valid_from,valid_to\nold,Old board,board,E06000016,2006,2010-03\nnew,New board,board,E06000016,2010-04-01,\never,Team,team,E06000016,,',
  });
  expect(report.issues).toEqual([]);
  const api = await apiOver(hub);
  const read = async (list: string, filter: string, field: string) => (await api.query(`{ ${list}(filter: { ${filter} }) { nodes { ${field} } } }`)).data[list].nodes.map((node: Record<string, string>) => node[field]);
  expect(await read('recommendations', 'plans: ["E06000016/paper"]', 'ref')).toEqual(['R1']);
  expect(await read('plans', 'statuses: ["draft", "approved"]', 'ref')).toEqual(['paper']);
  expect(await read('targets', 'breakdowns: ["girls"]', 'period')).toEqual(['CY2024']);
  expect(await read('targets', 'text: "half OF"', 'period')).toEqual(['CY2024']);
  expect(await read('targets', 'text: "recession"', 'period')).toEqual(['CY2025']);
  expect(await read('groups', 'asAt: "2010-03-31"', 'ref')).toEqual(['old', 'ever']);
  expect(await read('groups', 'asAt: "2010-04-01"', 'ref')).toEqual(['new', 'ever']);
});

test('an id that no record has is refused, like any other code', async () => {
  const api = await openNumbered();
  expect(await refusal(api, '{ priorities(filter: { plans: ["E06000016/plan", "E06000016/plans"] }) { totalCount } }')).toBe('UNKNOWN_RECORD: No plan has the id "E06000016/plans". "plans" lists the ids.');
  for (const [list, filter] of [
    ['actions', 'plans'],
    ['actions', 'inspections'],
    ['recommendations', 'inspections'],
    ['recommendations', 'plans'],
    ['planLinks', 'plans'],
    ['planLinks', 'related'],
    ['meetings', 'groups'],
    ['budgets', 'services'],
    ['serviceUse', 'services'],
    ['harvests', 'sources'],
    ['issues', 'sources'],
  ]) {
    expect(await refusal(api, `{ ${list}(filter: { ${filter}: ["nowhere"] }) { totalCount } }`), list).toMatch(/^UNKNOWN_(RECORD|SERVICE|SOURCE): No .* has the id "nowhere"/);
  }
  expect((await api.query('{ actions(filter: { plans: ["E06000016/plan"] }) { totalCount } }')).data.actions.totalCount).toBe(11);
});

test('a filter that nothing could fit is refused rather than answered with none', async () => {
  const api = await openNumbered();
  expect(await refusal(api, '{ plans(filter: { authorities: [] }) { totalCount } }')).toBe('BAD_ARGUMENT: authorities is an empty list. Name at least one, or leave it out.');
  expect(await refusal(api, '{ overlaps(filter: { authorities: [] }) { totalCount } }')).toMatch(/^BAD_ARGUMENT: authorities is an empty list/);
  expect(await refusal(api, '{ services(filter: { ages: { from: 9, to: 3 } }) { totalCount } }')).toBe('BAD_ARGUMENT: ages.from (9) is after ages.to (3).');
  expect(await refusal(api, '{ overlaps(filter: { ages: { from: -1, to: 3 } }) { totalCount } }')).toMatch(/^BAD_ARGUMENT: ages.from is -1/);
  expect(await refusal(api, '{ overlaps(filter: { minAuthorities: 0 }) { totalCount } }')).toMatch(/^BAD_ARGUMENT: minAuthorities is 0/);
  for (const minStrength of [-1, 50]) expect(await refusal(api, `{ overlaps(filter: { minStrength: ${minStrength} }) { totalCount } }`)).toBe(`BAD_ARGUMENT: minStrength is ${minStrength}. Allowed: 0 to 1.`);
  expect(await refusal(api, '{ observations(filter: { periodKinds: [SCHOOL_YEAR] }) { totalCount } }')).toMatch(/^GRAPHQL_VALIDATION_FAILED: .*"PeriodKind"/);
});

test('a text is trimmed, none is no condition, and one too long to look for is refused', async () => {
  const api = await openNumbered();
  const count = async (text: string) => (await api.query('query ($text: String) { priorities(filter: { text: $text }) { totalCount } }', { text })).data.priorities.totalCount as number;
  expect([await count('  statement 11 '), await count('   '), await count('x'.repeat(200))]).toEqual([1, 11, 0]);
  for (const name of ['commissioner', 'provider', 'quality', 'targetGroup']) {
    expect(await refusal(api, `query ($text: String) { services(filter: { ${name}: $text }) { totalCount } }`, { text: 'a'.repeat(100_000) })).toMatch(/^BAD_ARGUMENT: A text to look for has 100,000 characters\. The most is 200/);
  }
  for (const list of ['priorities', 'overlaps']) {
    expect(await refusal(api, `query ($text: String) { ${list}(filter: { text: $text }) { totalCount } }`, { text: '%'.repeat(50_000) })).toMatch(/^BAD_ARGUMENT: text has 50,000 characters. The most is 200/);
  }
});

test('a text is found whatever the case, in letters that no database folds as well', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\nplan,E06000016,Plan,cypp,whole',
    'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nplan,P1,École maternelle,priority,yes\nplan,P2,école d’été,priority,yes\nplan,P3,ÉCOLE 100%,priority,yes\nplan,P4,Enfants élevÉs à ŁÓDŹ,priority,yes\nplan,P5,абвгдежзийклмнопрстуф,priority,yes',
    'services.csv': 'service_ref,name,authority_codes,capacity,capacity_unit,tier_model,tiers\ns,Crèche,E06000016,10,Élèves,Échelle,1;2',
  });
  const api = await apiOver(hub);
  const find = async (text: string) => (await api.query('query ($text: String) { priorities(filter: { text: $text }) { nodes { ref } } }', { text })).data.priorities.nodes.map(({ ref }: { ref: string }) => ref);
  for (const text of ['École', 'école', 'ÉCOLE']) expect(await find(text), text).toEqual(['P1', 'P2', 'P3']);
  for (const text of ['élevés', 'ÉLEVÉS', 'élevÉs']) expect(await find(text), text).toEqual(['P4']);
  for (const text of ['łódź', 'Łódź']) expect(await find(text), text).toEqual(['P4']);
  expect(await find('É_ole')).toEqual([]);
  // As phones, word processors and keyboards write it.
  for (const text of ['d’été', "d'été", 'D‘ÉTÉ']) expect(await find(text), text).toEqual(['P2']);
  expect(await find("d''été")).toEqual([]);
  // Of more letters than the alphabets of Europe have, as it is written and in small letters or capitals throughout.
  const many = 'абвгдежзийклмнопрстуф';
  expect([await find(many), await find(many.toUpperCase())]).toEqual([['P5'], ['P5']]);
  expect(await refusal(api, 'query ($unit: String!) { services(filter: { capacity: { unit: $unit } }) { totalCount } }', { unit: 'ж'.repeat(700) })).toMatch(/^BAD_ARGUMENT: A text to look for has 700 characters/);
  for (const unit of ['Élèves', 'élèves', 'ÉLÈVES']) {
    const { data } = await api.query('query ($unit: String!) { services(filter: { capacity: { unit: $unit } }) { totalCount } }', { unit });
    expect(data.services.totalCount, unit).toBe(1);
  }
  const { data } = await api.query('{ services(filter: { tiers: { model: "échelle", tiers: ["2"] } }) { totalCount } }');
  expect(data.services.totalCount).toBe(1);
});

test('a list of words is searched word by word, and not by how it is stored', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({ 'budgets.csv': 'authority_codes,period,amount,kind,contributors\nE06000016,FY2024/25,10,budget,"quote ""q""; PCT"' });
  const api = await apiOver(hub);
  const count = async (list: string, text: string) => (await api.query(`query ($text: String) { ${list}(filter: { text: $text }) { totalCount } }`, { text })).data[list].totalCount as number;
  expect([await count('budgets', '"q"'), await count('budgets', 'pct'), await count('budgets', '['), await count('budgets', '","')]).toEqual([1, 1, 0, 0]);
  const otherName = async () => (await api.query('{ themes { nodes { altLabels } } }')).data.themes.nodes.flatMap(({ altLabels }: { altLabels: string[] }) => altLabels)[0] as string;
  expect([await count('themes', '['), await count('themes', '","')]).toEqual([0, 0]);
  expect(await count('themes', await otherName())).toBeGreaterThan(0);
});

test('overlaps are found by a title whatever the shape of its apostrophes', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const of = (code: string) => ({ 'plans.csv': `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nplan,${code},Plan,cypp,whole,2024,2027`, 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nplan,P1,Improve looked-after children’s health,priority,yes' });
  await harvestFiles(of('E06000016'));
  await harvestFiles(of('E06000018'), { publisher: publishers.nottingham });
  await refreshOverlaps(hub);
  const api = await apiOver(hub);
  for (const text of ["children's", 'CHILDREN’S']) {
    const { data } = await api.query('query ($text: String) { overlaps(filter: { text: $text }) { totalCount } }', { text });
    expect(data.overlaps.totalCount, text).toBeGreaterThan(0);
  }
});

test('what was due in a year is found by its last day, be it the first year or the last', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\nplan,E06000016,Plan,cypp,whole', 'actions.csv': 'plan_ref,action_ref,title,due_to\nplan,A1,One,2010\nplan,A2,Two,2010-03\nplan,A3,Three,9999' });
  const api = await apiOver(hub);
  const due = async (day: string) => (await api.query(`{ actions(filter: { dueBy: "${day}" }) { nodes { ref } } }`)).data.actions.nodes.map(({ ref }: { ref: string }) => ref);
  expect([await due('1000-12-30'), await due('2010-12-30'), await due('2010-12-31'), await due('2010-03-30'), await due('2010-03-31'), await due('9999-12-30'), await due('9999-12-31')])
    .toEqual([[], ['A2'], ['A1', 'A2'], [], ['A2'], ['A1', 'A2'], ['A1', 'A2', 'A3']]);
});

test('a letter without a capital is itself', async () => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\nplan,E06000016,Plan,cypp,whole',
    'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nplan,P1,Less missing,priority,yes\nplan,P2,Große Pause,priority,yes',
  });
  const { data } = await (await apiOver(hub)).query('{ priorities(filter: { text: "ß" }) { nodes { ref } } }');
  expect(data.priorities.nodes).toEqual([{ ref: 'P2' }]);
});

test('every letter of which Unicode has other cases than a small one and its capital is found by itself, and a titlecase one by both others', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const odd = Array.from({ length: 0x1f000 - 0x80 }, (_, at) => String.fromCodePoint(at + 0x80)).filter((letter) => /\p{L}/u.test(letter) && ![letter.toLowerCase().toUpperCase(), letter.toUpperCase().toLowerCase()].includes(letter));
  expect(odd).toContain('ǅ');
  expect(odd.length).toBeGreaterThan(50);
  const words = [...odd.map((letter) => `x${letter}y`), 'xςΣy', 'xΟΔΟΣy'];
  await harvestFiles({
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\nplan,E06000016,Plan,cypp,whole',
    'priorities.csv': `plan_ref,priority_ref,title,kind,adopted\n${words.map((word, at) => `plan,P${at},${word},priority,yes`).join('\n')}`,
  });
  const api = await apiOver(hub);
  const find = async (text: string): Promise<string[]> => (await api.query('query ($text: String) { priorities(first: 200, filter: { text: $text }) { nodes { title } } }', { text })).data.priorities.nodes.map(({ title }: { title: string }) => title);
  for (const word of words) expect(await find(word), word).toContain(word);
  for (const text of ['xǆy', 'xǅy', 'xǄy']) expect(await find(text), text).toEqual(['xǅy']);
  expect(await find('xοδοςy')).toEqual(['xΟΔΟΣy']);
});

test('a day that is none is refused with the form expected', async () => {
  const api = await openNumbered();
  expect(await refusal(api, '{ plans(filter: { asAt: "2008-02-31" }) { totalCount } }')).toBe('GRAPHQL_VALIDATION_FAILED: "2008-02-31" is no day of the calendar. Expected a day as YYYY-MM-DD, for example 2008-05-30.');
  expect(await refusal(api, 'query ($day: Date) { plans(filter: { asAt: $day }) { totalCount } }', { day: 2008 })).toMatch(/^BAD_USER_INPUT: Variable "\$day" got invalid value 2008; A day is a text. Expected a day as YYYY-MM-DD/);
});

test('a cursor is good for its own list only', async () => {
  const api = await openNumbered();
  const { data } = await api.query('{ recommendations(first: 1) { pageInfo { endCursor } } }');
  const after = data.recommendations.pageInfo.endCursor as string;
  expect((await api.query('query ($after: String) { recommendations(after: $after) { nodes { ref } } }', { after })).data.recommendations.nodes).toHaveLength(10);
  // All of these have as many keys, or no rows at all.
  for (const list of ['actions', 'priorities', 'overlaps']) expect(await refusal(api, `query ($after: String) { ${list}(after: $after) { totalCount nodes { id } } }`, { after }), list).toMatch(/^BAD_CURSOR/);
});

test('a number beyond what there is is refused, and not answered with all or none', async () => {
  const api = await openNumbered();
  const refused = [
    ['overlaps(filter: { minStrength: 1.01 }) { totalCount }', 'minStrength is 1.01. Allowed: 0 to 1.'],
    ['overlaps(filter: { minStrength: -1 }) { totalCount }', 'minStrength is -1. Allowed: 0 to 1.'],
    ['overlaps(filter: { minConfidence: 2 }) { totalCount }', 'minConfidence is 2. Allowed: 0 to 1.'],
    ['duplicateCandidates(filter: { minScore: 101 }) { totalCount }', 'minScore is 101. Allowed: 0 to 100.'],
    ['duplicateCandidates(filter: { minScore: -1 }) { totalCount }', 'minScore is -1. Allowed: 0 to 100.'],
    ['services(filter: { annualCost: { to: -5 } }) { totalCount }', 'annualCost.to is -5. Allowed: 0 or more.'],
    ['services(filter: { capacity: { unit: "places", from: -1 } }) { totalCount }', 'capacity.from is -1. Allowed: 0 or more.'],
    ['priorities(filter: { ages: { from: 0, to: 121 } }) { totalCount }', 'ages.to is 121. Allowed: 0 to 120.'],
    ['services(filter: { ages: { from: 200, to: 300 } }) { totalCount }', 'ages.from is 200. Allowed: 0 to 120.'],
    ['valueForMoney(ages: { from: -1, to: 3 }) { prices }', 'ages.from is -1. Allowed: 0 to 120.'],
    ['sources { nodes { rows(noun: "plans", changedAfter: -1) { totalCount } } }', 'changedAfter is -1. Allowed: 0 or more.'],
  ];
  for (const [query, message] of refused) expect([query, await refusal(api, `{ ${query} }`)]).toEqual([query, `BAD_ARGUMENT: ${message}`]);
  const { errors } = await api.query('{ overlaps(filter: { minStrength: 0, minConfidence: 1 }) { totalCount } duplicateCandidates(filter: { minScore: 100 }) { totalCount } services(filter: { annualCost: { from: 0 }, ages: { from: 0, to: 120 } }) { totalCount } sources { nodes { rows(noun: "plans", changedAfter: 0) { totalCount } } } }');
  expect(errors).toEqual([]);
});
