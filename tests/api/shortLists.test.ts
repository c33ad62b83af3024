import { expect, test } from 'vitest';
import { mostWithoutPages } from '../../src/api/read/shortLists.ts';
import { apiOver, type TestApi } from '../support/api.ts';
import { openTestHub, type PackageFiles } from '../support/harvest.ts';

const lines = (count: number, line: (number: number) => string) => Array.from({ length: count }, (_, index) => line(index + 1)).join('\n');

/** One plan with so many of everything that hangs on a record in a list without pages. */
function withSoMany(count: number): PackageFiles {
  return {
    'areas.csv': `area_code,name,kind,parent_code\n${lines(count, (n) => `ward-${n},Ward ${n},ward,E06000016`)}`,
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\nplan,E06000016,Plan,cypp,whole\nother,E06000016,Other,cypp,whole',
    'plan_steps.csv': `plan_ref,date,body,purpose\nother,2010,Board,draft\n${lines(count, (n) => `plan,2011,Body ${n},review`)}`,
    'consultations.csv': `plan_ref,consultation_ref,title\n${lines(count, (n) => `plan,c${n},Consultation ${n}`)}`,
    'outcomes.csv': `plan_ref,outcome_ref,title\n${lines(count, (n) => `plan,o${n},Outcome ${n}`)}`,
    'inspections.csv': 'inspection_ref,authority_code,title\njar,E06000016,Joint Area Review',
    'judgements.csv': `inspection_ref,area,grade,best_grade\n${lines(count, (n) => `jar,Area ${n},2,4`)}`,
    'actions.csv': `plan_ref,action_ref,parent_action_ref,title\nplan,whole,,Whole\nplan,single,,Single\n${lines(count, (n) => `plan,part-${n},whole,Part ${n}`)}`,
    'milestones.csv': `action_refs,title\n${lines(count, (n) => `single,Point ${n}`)}`,
    'services.csv': `service_ref,name,authority_codes,area_codes\nclub,Club,E06000016,${lines(count, (n) => `ward-${n}`).replaceAll('\n', ';')}`,
  };
}

const lists = [
  ['plan', 'steps', '"planSteps" with the filter plans'],
  ['plan', 'life', '"planSteps" with the filter plans'],
  ['plan', 'consultations', '"consultations" with the filter plans'],
  ['plan', 'outcomes', '"outcomes" with the filter plans'],
  ['inspection', 'judgements', '"judgements" with the filter inspections'],
  ['whole', 'children', '"rows" of its "source" with the noun "actions"'],
  ['single', 'milestones', '"rows" of its "source" with the noun "milestones"'],
  ['service', 'areas', '"rows" of its "source" with the noun "services"'],
] as const;

const parents = { plan: ['plan', 'plan'], inspection: ['inspection', 'jar'], whole: ['action', 'whole'], single: ['action', 'single'], service: ['service', 'club'] } as const;

async function openWith(count: number): Promise<TestApi> {
  const { hub, harvestFiles } = await openTestHub();
  expect((await harvestFiles(withSoMany(count))).issues).toEqual([]);
  return apiOver(hub);
}

function ask(api: TestApi, parent: keyof typeof parents, list: string) {
  const [noun, ref] = parents[parent];
  return api.query(`{ one: ${noun}(id: "E06000016/${ref}") { rows: ${list} { __typename } } }`);
}

test('a list without pages gives all its rows, up to the most', async () => {
  const api = await openWith(mostWithoutPages);
  // The life of the plan has its consultations beside its steps.
  for (const [parent, list] of lists) expect((await ask(api, parent, list)).data.one.rows, list).toHaveLength(list === 'life' ? 2 * mostWithoutPages : mostWithoutPages);
});

test('a list without pages that has more is refused, and says where it is paged', async () => {
  const api = await openWith(mostWithoutPages + 1);
  for (const [parent, list, where] of lists) {
    const { errors } = await ask(api, parent, list);
    const id = `E06000016/${parents[parent][1]}`;
    expect(errors.map(({ extensions, message }) => [extensions?.code, message]), list).toEqual([['PAGE_TOO_LARGE', `A list of "${id}" has more than 5,000 rows, the most in a list without pages. Page through ${where} instead.`]]);
  }
  const { data, errors } = await api.query(`{ planSteps(first: 500, filter: { plans: ["E06000016/plan"] }) { totalCount nodes { body } } plan(id: "E06000016/other") { steps { body } } }`);
  expect(errors).toEqual([]);
  expect([data.planSteps.totalCount, data.planSteps.nodes.length, data.plan.steps]).toEqual([mostWithoutPages + 1, 500, [{ body: 'Board' }]]);
});

test('what is worked out from such a list rests on all of it', async () => {
  const { data, errors } = await (await openWith(mostWithoutPages + 1)).query('{ plan(id: "E06000016/plan") { progress { total } annualReview { state } } action(id: "E06000016/single") { progress { state } } }');
  expect(errors).toEqual([]);
  expect(data.plan.progress.total).toBe(mostWithoutPages + 3);
});
