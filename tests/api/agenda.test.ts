import { describe, expect, test } from 'vitest';
import { apiOver, type Answer } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles, type TestHub } from '../support/harvest.ts';

const trust: PackageFiles = {
  'groups.csv': 'group_ref,name,kind,authority_codes,reports_to_ref\nboard,Board,board,E06000016,\nexec,Executive,executive,E06000016,board\njoint,Joint group,cross-cutting,E06000016;E06000018,exec',
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until\ncypp,E06000016,Our plan,cypp,whole,2024,2026,\nsecret,E06000016,Secret plan,cypp,whole,2025,2026,2030-01-01',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,p1,More in work,priority,yes\nsecret,s1,Zebra,priority,yes',
  'plan_indicators.csv': 'plan_ref,indicator_code,priority_ref,role,reporting_cycle\ncypp,NI 117,p1,key,"Report card June 2025, then a regular cycle"\nsecret,NI 50,s1,key,monthly',
  'responsibilities.csv': 'group_ref,subject_kind,subject_ref,role,text\nboard,report,Annual report of the Executive,scrutiny,Receives it once a year\nboard,priority,p1,sponsor,\nexec,indicator,NI 117,lead,\nboard,indicator,NI 50,sponsor,',
  'meetings.csv': 'group_ref,date,item,subject_ref,for\nboard,2025-06-10,Pooled budgets,,decision\nboard,2025-06,Visit,,information\nboard,2025,Structure,,\nboard,2025-06-10,Results,NI 117,exception\nboard,2025-06-11,Too late,,decision\nboard,2025-06-10,,,',
  'targets.csv': 'indicator_code,area_code,period,value,kind\nNI 117,E06000016,CY2024,7,target',
};

async function openTrust(): Promise<TestHub> {
  const hub = await openTestHub();
  await hub.harvestFiles({ 'observations.csv': 'indicator_code,area_code,period,value\nNI 117,E06000016,CY2024,8' }, { publisher: publishers.england, name: 'figures' });
  const report = await hub.harvestFiles(trust);
  expect(report.issues).toEqual([]);
  return hub;
}

const items = '{ kind title why subject }';
const agendaQuery = (date: string, group = 'E06000016/board') => `{ group(id: "${group}") { agenda(date: "${date}") { explanation forDecision ${items} forInformation ${items} byException ${items} purposeNotStated ${items} } } }`;

interface Item {
  kind: string;
  title: string;
  why: string;
}
interface AgendaAnswer {
  explanation: string;
  forDecision: Item[];
  forInformation: Item[];
  byException: Item[];
  purposeNotStated: Item[];
}

async function agenda({ hub }: TestHub, date: string, { group, ...viewer }: { group?: string; asPublisher?: string } = {}): Promise<AgendaAnswer> {
  const { data, errors } = await (await apiOver(hub, viewer)).query(agendaQuery(date, group));
  expect(errors).toEqual([]);
  return data.group.agenda as AgendaAnswer;
}
const titles = (some: Item[]): string[] => some.map(({ kind, title }) => `${kind} ${title}`);

test('an agenda is what its publisher states, exceptions, reports due and referrals, for decision and for information, each with why', async () => {
  const found = await agenda(await openTrust(), '2025-06-10');
  expect(found.explanation).toBe('Board is stated to meet on 2025-06-10. It is stated to answer for 3 things.');
  expect(titles(found.forDecision)).toEqual(['MEETING_ITEM Pooled budgets', 'EXCEPTION The target was missed: NI 117, CY2024, Leicester']);
  expect(titles(found.forInformation)).toEqual(['MEETING_ITEM Visit']);
  expect(titles(found.byException)).toEqual(['MEETING_ITEM Results']);
  expect(titles(found.purposeNotStated)).toEqual(['MEETING_ITEM Structure', 'REPORT_DUE Annual report of the Executive', 'REPORT_DUE Report on NI 117: Young people not in education or work']);
  expect(found.forDecision[1]!.why).toBe('The target was missed. In CY2024 the value was 8, short of 7 by 1. Executive leads: it is stated to answer for the indicator. It goes to Executive and Board.');
  expect(found.forInformation[0]!.why).toBe("Its publisher lists it among the group's meetings, stated for 2025-06; on which day of the month is not known.");
  expect(found.purposeNotStated[1]!.why).toBe('The group is stated to receive it (“Receives it once a year”). When is stated in words only, so it may be due.');
  expect(found.purposeNotStated[2]!.why).toBe('Our plan has it reported “Report card June 2025, then a regular cycle”, and the group answers for it: this month is named.');
});

test('a report on an indicator that a plan names for two priorities stands on the agenda once', async () => {
  const hub = await openTrust();
  const again = `${String(trust['plan_indicators.csv'])}\ncypp,NI 117,p2,supporting,"Report card June 2025, then a regular cycle"`;
  await hub.harvestFiles({ ...trust, 'plan_indicators.csv': again, 'priorities.csv': `${String(trust['priorities.csv'])}\ncypp,p2,More in college,priority,yes` });
  expect(await hub.rows("select id from plan_indicator where indicator_code = 'NI 117'")).toHaveLength(2);
  expect(titles((await agenda(hub, '2025-06-10')).purposeNotStated).filter((title) => title.includes('NI 117'))).toEqual(['REPORT_DUE Report on NI 117: Young people not in education or work']);
});

test('a report stands on the agenda in the months its words name, and afterwards only as far as words go', async () => {
  const hub = await openTrust();
  const reports = async (date: string) => (await agenda(hub, date)).purposeNotStated.filter(({ title }) => title.startsWith('Report on')).map(({ why }) => why.replace(/.*answers for it/, ''));
  expect(await reports('2025-05-31')).toEqual([]);
  expect(await reports('2025-07-01')).toEqual(['. The cycle is stated in words only, so it may be due.']);
  expect(await reports('2027-01-01')).toEqual([]);
});

test('a plan under embargo puts nothing on an agenda but for its publisher', async () => {
  const hub = await openTrust();
  const secretOf = ({ purposeNotStated }: AgendaAnswer) => titles(purposeNotStated).filter((title) => title.includes('NI 50'));
  expect(secretOf(await agenda(hub, '2025-06-10'))).toEqual([]);
  expect(secretOf(await agenda(hub, '2025-06-10', { asPublisher: 'E06000016' }))).toEqual(['REPORT_DUE Report on NI 50: Emotional health of children']);
});

test('agendas of a list of groups cost as many statements as one', async () => {
  const { hub } = await openTrust();
  const api = await apiOver(hub);
  const [one, all] = [await api.query(agendaQuery('2025-06-10')), await api.query(`{ groups(filter: { authorities: ["E06000016"] }) { nodes { name depth above { name } agenda(date: "2025-06-10") { explanation forDecision { title } } } } }`)];
  expect([one.errors, all.errors]).toEqual([[], []]);
  // The list itself, those above, and that it asks for authorities by code.
  expect(all.statements - one.statements).toBeLessThanOrEqual(2);
  expect(all.data.groups.nodes.map(({ name, depth, agenda: { forDecision } }: { name: string; depth: number; agenda: { forDecision: unknown[] } }) => [name, depth, forDecision.length])).toEqual([['Board', 0, 2], ['Executive', 1, 1], ['Joint group', 2, 0]]);
});

describe('an item referred to a group', () => {
  const refer = 'mutation($input: ReferItemInput!) { referItem(input: $input) { referral { id title purpose meetingDate note by madeAt withdrawnAt withdrawal group { name } target { id } indicator { code } priority { id } } } }';
  const withdraw = 'mutation($input: WithdrawReferralInput!) { withdrawReferral(input: $input) { referral { id withdrawnAt withdrawal } } }';
  const input = { group: 'E06000016/board', title: 'County-wide gap in youth work', purpose: 'DECISION', note: 'Seen in three localities.' };
  const referAs = async ({ hub }: TestHub, viewer: { asPublisher?: string; asReviewer?: string }, changes: Record<string, unknown> = {}): Promise<Answer> => (await apiOver(hub, viewer)).query(refer, { input: { ...input, ...changes } });
  const idOf = ({ data, errors }: Answer): string => {
    expect(errors).toEqual([]);
    return data.referItem.referral.id as string;
  };
  const referred = async (hub: TestHub, date: string) => titles((await agenda(hub, date)).forDecision).filter((title) => title.startsWith('REFERRAL'));

  test('by a reviewer stands on the agenda of its day with who, when and why', async () => {
    const hub = await openTrust();
    const { data } = await referAs(hub, { asReviewer: 'Analyst' }, { meetingDate: '2025-07-08', indicator: 'NI 117' });
    expect(data.referItem.referral).toEqual({ id: expect.any(String), title: input.title, purpose: 'DECISION', meetingDate: '2025-07-08', note: input.note, by: 'Analyst', madeAt: '2025-06-01T12:00:00.000Z', withdrawnAt: null, withdrawal: null, group: { name: 'Board' }, target: null, indicator: { code: 'NI 117' }, priority: null });
    expect((await agenda(hub, '2025-07-08')).forDecision[0]).toEqual({ kind: 'REFERRAL', title: input.title, subject: 'NI 117', why: 'Referred by Analyst on 2025-06-01, for this day: Seen in three localities.' });
    expect(await referred(hub, '2025-07-09')).toEqual([]);
  });

  test('for the next meeting stands until one is known to have passed', async () => {
    const hub = await openTrust();
    idOf(await referAs(hub, { asPublisher: 'E06000016' }));
    expect([await referred(hub, '2025-05-31'), await referred(hub, '2025-06-10'), await referred(hub, '2025-06-11')]).toEqual([[], [`REFERRAL ${input.title}`], []]);
  });

  test('on the day of a meeting is not lost, since that meeting may have been over', async () => {
    const hub = await openTrust();
    const { data, errors } = await (await apiOver(hub.hub, { asReviewer: 'Analyst', today: '2025-06-11' })).query(refer, { input });
    expect([data.referItem.referral.madeAt, errors]).toEqual(['2025-06-11T12:00:00.000Z', []]);
    expect([await referred(hub, '2025-06-11'), await referred(hub, '2025-06-12')]).toEqual([[`REFERRAL ${input.title}`], [`REFERRAL ${input.title}`]]);
  });

  test('twice in the same words is referred once; withdrawn, it leaves the agenda, and both acts stay', async () => {
    const hub = await openTrust();
    const id = idOf(await referAs(hub, { asPublisher: 'E06000016' }));
    expect(idOf(await referAs(hub, { asPublisher: 'E06000016' }))).toBe(id);
    const publisher = await apiOver(hub.hub, { asPublisher: 'E06000016', today: '2025-06-02' });
    const { data, errors } = await publisher.query(withdraw, { input: { referral: id, note: 'Settled.' } });
    expect(errors).toEqual([]);
    expect(data.withdrawReferral.referral).toEqual({ id, withdrawnAt: '2025-06-02T12:00:00.000Z', withdrawal: 'Leicester: Settled.' });
    expect(await referred(hub, '2025-06-10')).toEqual([]);
    expect((await publisher.query(withdraw, { input: { referral: id, note: 'Again.' } })).data.withdrawReferral.referral.withdrawal).toBe('Leicester: Settled.');
    const { data: history } = await (await apiOver(hub.hub)).query('{ group(id: "E06000016/board") { referrals { id } all: referrals(withdrawn: true) { id withdrawal } } }');
    expect(history.group).toEqual({ referrals: [], all: [{ id, withdrawal: 'Leicester: Settled.' }] });
    expect(await hub.rows('select kind, "by", note from referral order by made_at, id')).toEqual([{ kind: 'refer', by: 'Leicester', note: input.note }, { kind: 'withdraw', by: 'Leicester', note: 'Settled.' }]);
    expect(idOf(await referAs(hub, { asPublisher: 'E06000016' }))).not.toBe(id);
  });

  test('moves the data version, so that kept answers end', async () => {
    const hub = await openTrust();
    const version = async () => (await hub.rows<{ cause: string }>('select cause from data_version order by version desc limit 1'))[0]!.cause;
    idOf(await referAs(hub, { asReviewer: 'Analyst' }));
    expect(await version()).toBe('Somebody who is signed in changed something');
  });

  test.each([
    ['by the public', {}, {}, 'NOT_SIGNED_IN', 'Only a reviewer, or a body for groups of its own'],
    ['by another body', { asPublisher: 'E06000018' }, {}, 'NOT_ALLOWED', 'Board is no group of E06000018'],
    ['to no group', { asReviewer: 'Analyst' }, { group: 'x' }, 'UNKNOWN_RECORD', 'No group has the id "x"'],
    ['without a title', { asReviewer: 'Analyst' }, { title: ' ' }, 'BAD_ARGUMENT', 'Expected a line of 1 to 200 characters'],
    ['without a note', { asReviewer: 'Analyst' }, { note: '' }, 'BAD_ARGUMENT', 'Say in a sentence why it is referred'],
    ['for a day that is past', { asReviewer: 'Analyst' }, { meetingDate: '2025-05-31' }, 'BAD_ARGUMENT', 'meetingDate is 2025-05-31, which is past.'],
    ['about two things', { asReviewer: 'Analyst' }, { indicator: 'NI 117', priority: 'E06000016/p1' }, 'BAD_ARGUMENT', 'The item is about 2 things'],
    ['about a target that is none', { asReviewer: 'Analyst' }, { target: 'x' }, 'UNKNOWN_RECORD', 'No target has the id "x"'],
    ['about a priority that a reviewer may not see', { asReviewer: 'Analyst' }, { priority: 'E06000016/s1' }, 'UNKNOWN_PRIORITY', 'No priority has the id "E06000016/s1"'],
  ])('%s is refused', async (_, viewer, changes, code, words) => {
    const { data, errors } = await referAs(await openTrust(), viewer, changes);
    expect(data).toEqual({ referItem: null });
    expect(errors).toMatchObject([{ extensions: { code }, message: expect.stringContaining(words) }]);
  });

  test('a body may refer to a group that works for it with others, and another may not take that back', async () => {
    const hub = await openTrust();
    const id = idOf(await referAs(hub, { asPublisher: 'E06000018' }, { group: 'E06000016/joint' }));
    const { errors } = await (await apiOver(hub.hub, { asPublisher: 'E06000016' })).query(withdraw, { input: { referral: id, note: 'No.' } });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_ALLOWED' }, message: expect.stringContaining(`${id} was referred by Nottingham`) }]);
    const { data } = await (await apiOver(hub.hub, { asReviewer: 'Analyst' })).query(withdraw, { input: { referral: id, note: 'Double.' } });
    expect(data.withdrawReferral.referral.withdrawal).toBe('Analyst: Double.');
  });

  test('about a priority under embargo is its publisher’s alone, and nobody’s once the group is withdrawn', async () => {
    const hub = await openTrust();
    idOf(await referAs(hub, { asPublisher: 'E06000016' }, { priority: 'E06000016/s1', title: 'Zebra' }));
    const seen = async (viewer: { asPublisher?: string }) => titles((await agenda(hub, '2025-06-10', viewer)).forDecision).includes('REFERRAL Zebra');
    expect([await seen({}), await seen({ asPublisher: 'E06000018' }), await seen({ asPublisher: 'E06000016' })]).toEqual([false, false, true]);
    expect((await hub.rows('select id from referral')).length).toBe(1);
  });
});
