import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles, type TestHub } from '../support/harvest.ts';

const figures: PackageFiles = {
  'observations.csv': ['indicator_code,area_code,period,value,breakdown', 'NI 117,E06000018,CY2005,10,', 'NI 117,E06000018,CY2006,9.8,', 'NI 117,E06000018,CY2007,10.1,', 'NI 117,E06000018,CY2008,10,', 'NI 117,E06000018,CY2009,8,', 'NI 117,E06000018,CY2010,6,', 'NI 117,E06000018,CY2011,5,', 'NI 117,E06000018,CY2010,20,care leavers'].join('\n'),
};
const nottingham: PackageFiles = {
  'groups.csv': 'group_ref,name,kind,authority_codes\nboard,Board,board,E06000018',
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000018,Plan for children,cypp,whole,2010,2014\njoint,E06000018;E06000016,Joint plan,youth-justice,whole,2010,2014',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,lead\ncypp,P1,More young people in work and learning,priority,yes,Director\ncypp,P2,Be heard,priority,yes,',
  'plan_indicators.csv': 'plan_ref,indicator_code,priority_ref,role,polarity,lead,sponsor,reporting_cycle\ncypp,NI 117,P1,obsession,low,Head of Connexions,Chair of the board,"September 2011, then a regular cycle"',
  'targets.csv': 'indicator_code,area_code,period,value,kind,status,action_refs,group_ref\nNI 117,E06000018,CY2010,7,trajectory,agreed,A1,board\nNI 117,E06000018,CY2012,5.5,target,agreed,,board\nNI 117,E06000018,CY2012,7,target,superseded,,board\nNI 117,E06000018,CY2011,1,stretch,agreed,,board',
  'actions.csv': 'plan_ref,action_ref,priority_ref,title,due_to,status\ncypp,A1,,September guarantee,2010-09-30,completed\ncypp,A2,P1,Apprenticeships,2012,\ncypp,A3,P2,Council of children,2009,',
};

async function openCards(): Promise<TestHub> {
  const testHub = await openTestHub();
  await testHub.harvestFiles(figures, { publisher: publishers.england, name: 'figures' });
  await testHub.harvestFiles(nottingham, { publisher: publishers.nottingham });
  return testHub;
}

const ask = `query Card($authority: ID!, $indicator: ID, $priority: ID, $breakdown: String, $asAt: Date = "2010-12-31") { reportCard(authority: $authority, indicator: $indicator, priority: $priority, breakdown: $breakdown, asAt: $asAt) {
  plan { title } priority { ref } lead sponsor nextReport { month words }
  measures { indicator { code } planIndicator { role } series { breakdown points { observation { period value } } turning { direction verdict } } targets { target { kind period } attainment { state } } variance { target { period } attainment { state actual } } }
  story { note } partners { note } whatWorks { note } correctiveAction { note }
  actions { ref progress(asAt: $asAt) { state } } missing
} }`;

test('the card of an indicator has its curve until the day, its targets, who leads, what is done and what nobody has told', async () => {
  const { hub } = await openCards();
  const { data, errors } = await (await apiOver(hub)).query(ask, { authority: 'E06000018', indicator: 'NI 117' });
  expect(errors).toEqual([]);
  expect(data.reportCard).toEqual({
    plan: { title: 'Plan for children' }, priority: { ref: 'P1' }, lead: 'Head of Connexions', sponsor: 'Chair of the board',
    nextReport: { month: '2011-09', words: 'September 2011, then a regular cycle' },
    measures: [{
      indicator: { code: 'NI 117' }, planIndicator: { role: 'OBSESSION' },
      series: { breakdown: null, points: [10, 9.8, 10.1, 10, 8, 6].map((value, index) => ({ observation: { period: `CY${2005 + index}`, value } })), turning: { direction: 'BELOW', verdict: 'BETTER' } },
      targets: [
        { target: { kind: 'TRAJECTORY', period: 'CY2010' }, attainment: { state: 'EXCEEDED_BY_FAR' } },
        { target: { kind: 'STRETCH', period: 'CY2011' }, attainment: { state: 'UNLIKELY' } },
        { target: { kind: 'TARGET', period: 'CY2012' }, attainment: { state: 'AT_RISK' } },
      ],
      variance: { target: { period: 'CY2010' }, attainment: { state: 'EXCEEDED_BY_FAR', actual: 6 } },
    }],
    story: null, partners: null, whatWorks: null, correctiveAction: null,
    actions: [{ ref: 'A1', progress: { state: 'DONE' } }, { ref: 'A2', progress: { state: 'NOT_DUE' } }],
    missing: ['Nobody has told the story behind the curve, its partners or what works: the publisher or a reviewer can, with recordProgress of the indicator in its plan.'],
  });
});

test('a target counts on the cards and reports of the days since it was agreed; one of which nobody says when counts on all', async () => {
  const testHub = await openCards();
  const targets = 'indicator_code,area_code,period,value,kind,agreed_on\nNI 117,E06000018,CY2010,7,target,2010-06-15\nNI 117,E06000018,CY2011,5,target,2010-08\nNI 117,E06000018,CY2012,4,target,2011\nNI 117,E06000018,CY2013,3,target,';
  await testHub.harvestFiles({ ...nottingham, 'targets.csv': targets }, { publisher: publishers.nottingham });
  const api = await apiOver(testHub.hub);
  const heldOn = async (asAt: string) => {
    const { reportCard } = (await api.query(ask, { authority: 'E06000018', indicator: 'NI 117', asAt })).data;
    const { planReport } = (await api.query(`{ planReport(plan: "E06000018/cypp", asAt: "${asAt}") { indicatorCards { measures { targets { target { period } } } } } }`)).data;
    const periods = (measure: { targets: { target: { period: string } }[] }) => measure.targets.map(({ target }) => target.period);
    expect(periods(planReport.indicatorCards[0].measures[0])).toEqual(periods(reportCard.measures[0]));
    return [...periods(reportCard.measures[0]), 'against', reportCard.measures[0].variance.target.period];
  };
  expect(await heldOn('2010-06-14')).toEqual(['CY2013', 'against', 'CY2013']);
  expect(await heldOn('2010-06-15')).toEqual(['CY2010', 'CY2013', 'against', 'CY2010']);
  expect(await heldOn('2010-08-01')).toEqual(['CY2010', 'CY2011', 'CY2013', 'against', 'CY2010']);
  expect(await heldOn('2011-01-01')).toEqual(['CY2010', 'CY2011', 'CY2012', 'CY2013', 'against', 'CY2010']);
});

test('an indicator that the plan names for two priorities has one card, with what was told of either, and the plan\'s report one card of it', async () => {
  const testHub = await openCards();
  await testHub.harvestFiles({ ...nottingham, 'plan_indicators.csv': `${String(nottingham['plan_indicators.csv'])}\ncypp,NI 117,P2,supporting,low,,,` }, { publisher: publishers.nottingham });
  const own = await apiOver(testHub.hub, { asPublisher: 'E06000018' });
  const [first, second] = (await own.query('{ plan(id: "E06000018/cypp") { indicators { nodes { id } } } }')).data.plan.indicators.nodes as { id: string }[];
  const tell = 'mutation Tell($input: RecordProgressInput!) { recordProgress(input: $input) { planIndicator { role } } }';
  for (const [of, aspect, note, on] of [[second, 'STORY', 'Fewer jobs.', '2010-06-01'], [first, 'STORY', 'More jobs.', '2010-12-01'], [second, 'PARTNERS', 'Colleges.', '2010-06-02']] as const) {
    expect((await own.query(tell, { input: { kind: 'PLAN_INDICATOR', subject: of!.id, aspect, note, on } })).errors).toEqual([]);
  }
  const { data } = await own.query(ask, { authority: 'E06000018', indicator: 'NI 117' });
  expect(data.reportCard).toMatchObject({ priority: { ref: 'P1' }, lead: 'Head of Connexions', story: { note: 'More jobs.' }, partners: { note: 'Colleges.' } });
  const report = await own.query('{ planReport(plan: "E06000018/cypp", asAt: "2010-12-31") { summary indicatorCards { partners { note } measures { indicator { code } } } } }');
  expect(report.data.planReport).toMatchObject({ summary: expect.stringMatching(/^Of 1 indicator/), indicatorCards: [{ partners: { note: 'Colleges.' }, measures: [{ indicator: { code: 'NI 117' } }] }] });
});

test('what is told of the indicator in its plan stands on its card, as it was on the day', async () => {
  const { hub } = await openCards();
  const own = await apiOver(hub, { asPublisher: 'E06000018' });
  const [{ id }] = (await own.query('{ plan(id: "E06000018/cypp") { indicators { nodes { id } } } }')).data.plan.indicators.nodes;
  const tell = 'mutation Tell($input: RecordProgressInput!) { recordProgress(input: $input) { planIndicator { role } } }';
  for (const [aspect, note, on] of [['STORY', 'Fewer jobs.', '2010-06-01'], ['STORY', 'More jobs.', '2010-12-01'], ['PARTNERS', 'Colleges.', '2010-06-01'], ['WHAT_WORKS', 'Personal advisers.', '2010-06-01'], ['CORRECTIVE_ACTION', 'More advisers.', '2010-06-01']]) {
    expect((await own.query(tell, { input: { kind: 'PLAN_INDICATOR', subject: id, aspect, note, on } })).errors).toEqual([]);
  }
  const told = async (asAt: string) => {
    const { story, partners, whatWorks, correctiveAction, missing } = (await (await apiOver(hub)).query(ask, { authority: 'E06000018', indicator: 'NI 117', asAt })).data.reportCard;
    return [story, partners, whatWorks, correctiveAction].map((one) => one?.note ?? null).concat(missing);
  };
  expect(await told('2010-12-31')).toEqual(['More jobs.', 'Colleges.', 'Personal advisers.', 'More advisers.']);
  expect(await told('2010-06-30')).toEqual(['Fewer jobs.', 'Colleges.', 'Personal advisers.', 'More advisers.']);
  expect((await told('2010-05-31')).slice(0, 4)).toEqual([null, null, null, null]);
});

describe('the card', () => {
  test('of a group of children has the values of that group alone', async () => {
    const { hub } = await openCards();
    const { data } = await (await apiOver(hub)).query(ask, { authority: 'E06000018', indicator: 'NI 117', breakdown: 'care leavers' });
    expect(data.reportCard.measures[0]).toMatchObject({ series: { breakdown: 'care leavers', points: [{ observation: { period: 'CY2010', value: 20 } }] }, targets: [], variance: null });
  });

  test('of a priority has every indicator its plan ties to it, and says when that is none', async () => {
    const { hub } = await openCards();
    const api = await apiOver(hub);
    const first = await api.query(ask, { authority: 'E06000018', priority: 'E06000018/P1' });
    expect(first.errors).toEqual([]);
    expect(first.data.reportCard).toMatchObject({ priority: { ref: 'P1' }, lead: 'Director', sponsor: null, measures: [{ indicator: { code: 'NI 117' } }], actions: [{ ref: 'A1' }, { ref: 'A2' }] });
    const second = await api.query(ask, { authority: 'E06000018', priority: 'E06000018/P2' });
    expect(second.data.reportCard).toMatchObject({ measures: [], nextReport: null, actions: [{ ref: 'A3', progress: { state: 'NOT_REPORTED' } }] });
    expect(second.data.reportCard.missing).toEqual([
      'The plan ties no indicator to the priority (plan_indicators.csv, or indicator_codes of priorities.csv), so that no curve can be drawn.',
      'The plan names nobody who leads on the priority.',
      'Nobody has told the story behind the curve, its partners or what works: the publisher or a reviewer can, with recordProgress.',
    ]);
  });

  test('of an indicator that no plan names says so, and shows its curve all the same', async () => {
    const { hub } = await openCards();
    const { data } = await (await apiOver(hub)).query(ask, { authority: 'E06000018', indicator: 'NI 117', asAt: '2015-06-01' });
    expect(data.reportCard).toMatchObject({ plan: null, lead: null, measures: [{ planIndicator: null, series: { points: { length: 7 } } }] });
    expect(data.reportCard.missing[0]).toBe('No plan of Nottingham in force on the day names the indicator, so that nobody is known to answer for it.');
  });

  test.each([
    [{ authority: 'E06000018' }, 'BAD_ARGUMENT', 'Neither indicator nor priority was given.'],
    [{ authority: 'E06000018', indicator: 'NI 117', priority: 'E06000018/P1' }, 'BAD_ARGUMENT', 'Both indicator and priority was given.'],
    [{ authority: 'E06000016', priority: 'E06000018/P1' }, 'BAD_ARGUMENT', 'is of a plan of Nottingham (E06000018), not of Leicester (E06000016)'],
    [{ authority: 'E06000018', priority: 'P1' }, 'UNKNOWN_PRIORITY', 'No priority has the id "P1".'],
    [{ authority: 'E06000018', indicator: 'NI117' }, 'UNKNOWN_RECORD', 'No indicator has the code "NI117".'],
    [{ authority: 'E99', indicator: 'NI 117' }, 'UNKNOWN_AUTHORITY', 'has the code "E99"'],
  ])('of %o is refused: %s', async (variables, code, message) => {
    const { hub } = await openCards();
    const { errors } = await (await apiOver(hub)).query(ask, variables);
    expect(errors[0]).toMatchObject({ message: expect.stringContaining(message), extensions: { code } });
  });
});

const report = `query Report($plan: ID!, $asAt: Date!, $authority: ID) { planReport(plan: $plan, asAt: $asAt, authority: $authority) { quarter summary
  themes { theme { code } indicators movements { withValues better tooFew } variances { state count } }
  variances { indicator { code } } actions { total byState { state count } } indicatorCards { measures { indicator { code } } } priorityCards { priority { ref } } correctiveActions { note } } }`;

test('a plan\'s cards are one report of its quarter, in a number of statements that the number of cards does not change', async () => {
  const { hub } = await openCards();
  const { data, errors } = await (await apiOver(hub)).query(report, { plan: 'E06000018/cypp', asAt: '2011-03-31' });
  expect(errors).toEqual([]);
  expect(data.planReport).toEqual({
    quarter: 'FY2010-Q4',
    summary: 'Of 1 indicator 1 has a value by 2011-03-31: 0 better, 0 worse, 0 without a change that is clearly for better or worse, 1 with too few values to say. 1 can be set against a target, 1 of them with a variance.',
    themes: [{ theme: null, indicators: 1, movements: { withValues: 1, better: 0, tooFew: 1 }, variances: [{ state: 'EXCEEDED_BY_FAR', count: 1 }] }],
    variances: [{ indicator: { code: 'NI 117' } }],
    actions: { total: 3, byState: [{ state: 'DONE', count: 1 }, { state: 'NOT_REPORTED', count: 1 }, { state: 'NOT_DUE', count: 1 }] },
    indicatorCards: [{ measures: [{ indicator: { code: 'NI 117' } }] }],
    priorityCards: [{ priority: { ref: 'P1' } }, { priority: { ref: 'P2' } }],
    correctiveActions: [],
  });
});

test('a report of a joint plan is of one of its authorities, which must be named', async () => {
  const { hub } = await openCards();
  const api = await apiOver(hub);
  const unnamed = await api.query(report, { plan: 'E06000018/joint', asAt: '2011-03-31' });
  expect(unnamed.errors[0]?.message).toBe('“Joint plan” is a plan of 2 authorities, and a report is of one. Name one as authority: E06000016 Leicester, E06000018 Nottingham.');
  const { data, errors } = await api.query(report, { plan: 'E06000018/joint', asAt: '2011-03-31', authority: 'E06000016' });
  expect(errors).toEqual([]);
  expect(data.planReport.summary).toBe('The hub knows no indicator of “Joint plan”.');
});

describe('on the seeds', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await openSeededHub();
  });
  afterAll(() => hub.close());

  test('cards of many indicators take no more statements than those of few', async () => {
    const api = await apiOver(hub);
    const many = await api.query(report, { plan: 'E06000016/jar-action-plan-2008', asAt: '2009-03-31' });
    const few = await api.query(report, { plan: 'E08000035/cypp-2011', asAt: '2011-09-30' });
    expect([...many.errors, ...few.errors]).toEqual([]);
    expect(many.data.planReport.indicatorCards).toHaveLength(22);
    expect(few.data.planReport.indicatorCards).toHaveLength(4);
    // Leicester has milestones and targets to judge, of which Leeds has none.
    expect(many.statements).toBeLessThanOrEqual(few.statements + 10);
    expect(few.statements).toBeLessThanOrEqual(30);
    expect(many.data.planReport.summary).toBe('The hub has no value by 2009-03-31 of any of its 22 indicators, so no curve and no target can be judged.');
  });
});
