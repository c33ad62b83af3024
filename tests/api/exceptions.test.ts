import { expect, test } from 'vitest';
import { apiOver, type Answer } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles, type TestHub } from '../support/harvest.ts';

const groups = (...rows: string[]) => ['group_ref,name,kind,authority_codes,reports_to_ref,status,valid_to', ...rows].join('\n');
const trust = ['board,Board,board,E06000016,,,', 'exec,Executive,executive,E06000016,board,,', 'teens,13 to 19 group,age,E06000016,exec,,'];
const targets = (...rows: string[]) => ['indicator_code,area_code,period,value,kind,status,priority_ref,group_ref,breakdown', ...rows].join('\n');
const responsibilities = (...rows: string[]) => ['group_ref,subject_kind,subject_ref,role', ...rows].join('\n');

/** Values of NI 117 (low is better) in Leicester: 9 in 2009, 8 in 2010, 7.5 in 2011. */
const values: PackageFiles = { 'observations.csv': 'indicator_code,area_code,period,value,status\nNI 117,E06000016,CY2009,9,final\nNI 117,E06000016,CY2010,8,final\nNI 117,E06000016,CY2011,7.5,final\n' };

async function openHub(files: PackageFiles): Promise<TestHub> {
  const hub = await openTestHub();
  await hub.harvestFiles(values, { publisher: publishers.england, name: 'figures' });
  const report = await hub.harvestFiles({ 'groups.csv': groups(...trust), ...files });
  expect(report.issues).toEqual([]);
  return hub;
}

async function ask({ hub }: TestHub, query: string): Promise<Answer> {
  const answer = await (await apiOver(hub)).query(query);
  expect(answer.errors).toEqual([]);
  return answer;
}

interface Row {
  rule: { code: string };
  target: { period: string };
  goesTo: { name: string }[];
}
const fields = 'rule { code } target { period } goesTo { name }';
const briefly = (nodes: Row[]): string[] => nodes.map(({ rule, target, goesTo }) => `${rule.code} ${target.period}: ${goesTo.map(({ name }) => name).join(', ')}`);
const exceptionsOf = async (hub: TestHub, args: string): Promise<string[]> => briefly((await ask(hub, `{ exceptions(${args}) { nodes { ${fields} } } }`)).data.exceptions.nodes as Row[]);

test('a target that was missed goes, for decision, to the group it names, the executive and the board, with the rule and the numbers', async () => {
  const hub = await openHub({ 'targets.csv': targets('NI 117,E06000016,CY2010,7,target,,,teens,') });
  const { data, statements } = await ask(hub, '{ exceptions(authority: "E06000016", asAt: "2011-06-30") { basis { asAt targets judged notMeasurable leftOut explanation } totalCount nodes { id rule { code title source } direction purpose explanation routing indicator { code } area { name } authority { name } target { value } attainment { state aim actual explanation } ledBy { name } ledByBasis goesTo { name } } } }');
  expect(data.exceptions).toEqual({
    basis: { asAt: '2011-06-30', targets: 1, judged: 1, notMeasurable: 0, leftOut: 0, explanation: '1 target holds on 2011-06-30: 1 can be judged, 0 cannot.' },
    totalCount: 1,
    nodes: [
      {
        id: 'missed:E06000016/NI 117|E06000016|CY2010|target||',
        rule: { code: 'missed', title: 'The target was missed', source: expect.stringContaining('Leicestershire 2008, The CYP Board') },
        direction: 'DIFFICULTY',
        purpose: 'DECISION',
        explanation: 'The target was missed. In CY2010 the value was 8, short of 7 by 1.',
        routing: '13 to 19 group leads: the target names it. It goes to 13 to 19 group, Executive and Board.',
        indicator: { code: 'NI 117' },
        area: { name: 'Leicester' },
        authority: { name: 'Leicester' },
        target: { value: 7 },
        attainment: { state: 'MISSED', aim: 7, actual: 8, explanation: 'In CY2010 the value was 8, short of 7 by 1.' },
        ledBy: [{ name: '13 to 19 group' }],
        ledByBasis: 'TARGET',
        goesTo: [{ name: '13 to 19 group' }, { name: 'Executive' }, { name: 'Board' }],
      },
    ],
  });
  expect(statements).toBeLessThanOrEqual(16);
});

test('a day is judged by the values of periods that were over by then', async () => {
  const hub = await openHub({ 'targets.csv': targets('NI 117,E06000016,CY2011,4,target,,,teens,') });
  expect(await exceptionsOf(hub, 'authority: "E06000016", asAt: "2010-06-30"')).toEqual([]);
  expect(await exceptionsOf(hub, 'authority: "E06000016", asAt: "2012-01-01"')).toEqual(['missed CY2011: 13 to 19 group, Executive, Board']);
});

test('on the last day of its period a target runs and is not judged by it yet: the period is over from the day after', async () => {
  const hub = await openHub({ 'targets.csv': targets('NI 117,E06000016,CY2010,9,target,,,,') });
  expect(await exceptionsOf(hub, 'authority: "E06000016", asAt: "2010-12-31"')).toEqual(['no-lead CY2010: Executive']);
  expect(await exceptionsOf(hub, 'authority: "E06000016", asAt: "2011-01-01"')).toEqual(['exceeded-by-far CY2010: Executive, Board']);
});

test('only targets that hold on the day count: proposed, superseded and long past ones are left out, and said to be', async () => {
  const hub = await openHub({ 'targets.csv': targets('NI 117,E06000016,CY2009,7,target,,,teens,', 'NI 117,E06000016,CY2010,7,stretch,proposed,,teens,', 'NI 117,E06000016,CY2010,7,target,superseded,,teens,', 'NI 117,E06000016,CY2011,7,target,provisional,,teens,') });
  expect(await exceptionsOf(hub, 'authority: "E06000016", asAt: "2012-06-30"')).toEqual(['missed CY2011: 13 to 19 group, Executive, Board']);
  const { data } = await ask(hub, '{ exceptions(authority: "E06000016", asAt: "2012-06-30") { basis { leftOut explanation } } }');
  expect(data.exceptions.basis).toEqual({ leftOut: 3, explanation: '1 target holds on 2012-06-30: 1 can be judged, 0 cannot. Left out: 1 whose period ended more than 24 months before, or whose plan is over; 2 proposed or superseded.' });
});

test('on a target that nobody leads is an exception, for the executive; a responsibility for the indicator or the priority ends it', async () => {
  const files = (row: string): PackageFiles => ({
    'groups.csv': groups(...trust, 'gone,Old group,age,E06000016,exec,ended,2009'),
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000016,Plan,cypp,whole,2009,2014',
    'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,p1,More in work,priority,yes',
    'targets.csv': targets('NI 117,E06000016,CY2013,7,target,,p1,gone,'),
    'responsibilities.csv': responsibilities(row),
  });
  const leadOf = async (row: string) => {
    const { data } = await ask(await openHub(files(row)), '{ exceptions(authority: "E06000016", asAt: "2010-06-30") { nodes { rule { code } explanation ledBy { name } goesTo { name } purpose } } }');
    return data.exceptions.nodes as { rule: { code: string } }[];
  };
  expect(await leadOf('teens,indicator,NI 117,scrutiny')).toEqual([{ rule: { code: 'no-lead' }, explanation: expect.stringContaining('names none that exists on the day'), ledBy: [], goesTo: [{ name: 'Executive' }], purpose: 'DECISION' }]);
  expect(await leadOf('teens,indicator,NI 117,')).toEqual([]);
  expect(await leadOf('teens,priority,p1,lead')).toEqual([]);
});

test('a target of a plan under embargo is an exception for its publisher alone, and is counted for nobody else', async () => {
  const { hub } = await openHub({
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until\ncypp,E06000016,Plan,cypp,whole,2009,2014,2030-01-01',
    'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,p1,More in work,priority,yes',
    'targets.csv': targets('NI 117,E06000016,CY2010,7,target,,p1,teens,'),
  });
  const seenBy = async (viewer: { asPublisher?: string }) => (await (await apiOver(hub, viewer)).query('{ exceptions(group: "E06000016/board", asAt: "2011-06-30") { totalCount basis { targets leftOut } } }')).data.exceptions;
  expect(await seenBy({ asPublisher: 'E06000016' })).toEqual({ totalCount: 1, basis: { targets: 1, leftOut: 0 } });
  expect(await seenBy({})).toEqual({ totalCount: 0, basis: { targets: 0, leftOut: 0 } });
});

test('where the hub knows no group, it says so and sends it to nobody', async () => {
  const hub = await openTestHub();
  await hub.harvestFiles({ 'targets.csv': targets('NI 117,E06000018,CY2013,7,target,,,,') }, { publisher: publishers.nottingham });
  const { data } = await ask(hub, '{ exceptions(authority: "E06000018", asAt: "2013-06-30") { nodes { goesTo { name } routing } } }');
  expect(data.exceptions.nodes).toEqual([{ goesTo: [], routing: 'No group is known to lead. The hub knows no group of Nottingham on 2013-06-30: it goes to nobody.' }]);
});

test('targets of areas within an authority are its own', async () => {
  const hub = await openHub({
    'areas.csv': 'area_code,name,kind,parent_code\nE06000016-W,West,locality,E06000016',
    'observations.csv': 'indicator_code,area_code,period,value\nNI 117,E06000016-W,CY2010,4',
    'targets.csv': targets('NI 117,E06000016-W,CY2010,8,target,,,teens,'),
  });
  const { data } = await ask(hub, '{ exceptions(region: "E12000004", asAt: "2011-06-30") { nodes { rule { code } area { name } authority { name } } } }');
  expect(data.exceptions.nodes).toEqual([{ rule: { code: 'exceeded-by-far' }, area: { name: 'West' }, authority: { name: 'Leicester' } }]);
});

test('a group is asked for what goes to it, from the groups below it too, whatever authority they work for', async () => {
  const hub = await openHub({
    'groups.csv': groups(...trust, 'joint,Joint group,cross-cutting,E06000016;E06000018,teens,,'),
    'targets.csv': targets('NI 117,E06000016,CY2010,7,target,,,exec,'),
  });
  await hub.harvestFiles({ 'observations.csv': 'indicator_code,area_code,period,value\nNI 117,E06000018,CY2010,9', 'targets.csv': targets('NI 117,E06000018,CY2010,7,target,,,,') }, { publisher: publishers.nottingham });
  await hub.harvestFiles({ 'responsibilities.csv': responsibilities('joint,indicator,NI 117,lead') }, { name: 'more' });
  expect(await exceptionsOf(hub, 'group: "E06000016/teens", asAt: "2011-06-30"')).toEqual(['missed CY2010: Joint group, 13 to 19 group, Executive, Board']);
  expect(await exceptionsOf(hub, 'group: "E06000016/board", asAt: "2011-06-30"')).toHaveLength(2);
  expect(await exceptionsOf(hub, 'group: "E06000016/board", authority: "E06000016", asAt: "2011-06-30"')).toEqual(['missed CY2010: Executive, Board']);
});

test('however many targets and authorities, the number of statements is the same, and pages follow one another', async () => {
  const one = await openHub({ 'targets.csv': targets('NI 117,E06000016,CY2010,7,target,,,teens,') });
  const many = await openHub({ 'targets.csv': targets(...['CY2009', 'CY2010', 'CY2011', 'CY2012'].flatMap((period) => ['', 'boys', 'girls'].map((breakdown) => `NI 117,E06000016,${period},7,target,,,,${breakdown}`)), 'NI 117,E06000016,CY2010,9,stretch,,,teens,') });
  await many.harvestFiles({ 'targets.csv': targets('NI 117,E06000018,CY2010,7,target,,,,') }, { publisher: publishers.nottingham });
  const query = (page: string) => `{ exceptions(region: "E12000004", asAt: "2011-06-30"${page}) { totalCount pageInfo { endCursor hasNextPage } nodes { id ledBy { name } goesTo { name } } } }`;
  const [few, all] = [await ask(one, query('')), await ask(many, query(''))];
  expect([few.data.exceptions.totalCount, all.data.exceptions.totalCount]).toEqual([1, 9]);
  expect(all.statements).toBe(few.statements);
  const ids = (answer: Answer): string[] => answer.data.exceptions.nodes.map(({ id }: { id: string }) => id);
  const first = await ask(many, query(', first: 4'));
  const rest = await ask(many, query(`, after: "${first.data.exceptions.pageInfo.endCursor}"`));
  expect([...ids(first), ...ids(rest)]).toEqual(ids(all));
});

test.each([
  ['', 'BAD_ARGUMENT', 'None of authority, region and group is given.'],
  ['authority: "E06999999"', 'UNKNOWN_AUTHORITY', 'No authority has the code "E06999999"'],
  ['region: "E12999999"', 'UNKNOWN_REGION', 'No region has the code'],
  ['group: "x"', 'UNKNOWN_RECORD', 'No group has the id "x". "groups" lists the ids.'],
  ['authority: "E06000016", asAt: "soon"', 'GRAPHQL_VALIDATION_FAILED', '"soon" is no day of the calendar'],
  ['authority: "E06000016", after: "x"', 'BAD_CURSOR', 'is not a cursor of this list'],
])('exceptions(%s) is refused', async (args, code, words) => {
  const { hub } = await openTestHub();
  const { errors } = await (await apiOver(hub)).query(`{ exceptions${args && `(${args})`} { totalCount } }`);
  expect(errors).toMatchObject([{ extensions: { code }, message: expect.stringContaining(words) }]);
});
