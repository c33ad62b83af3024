import { describe, expect, test } from 'vitest';
import { apiOver, openSeededHub } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';

const leicester: PackageFiles = {
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until\ncypp,E06000016,Plan,cypp,whole,2024,2027,\nsecret,E06000016,Secret plan,cypp,whole,2024,2027,2026-01-01',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,1,Better support for children with special educational needs,priority,yes',
  'inspections.csv': 'inspection_ref,authority_code,title\njar,E06000016,Joint area review',
  'recommendations.csv': 'inspection_ref,recommendation_ref,title,horizon\njar,R1,tell young people,immediate action\njar,R2,set targets,over the next six months\njar,R3,nobody replies,over the next six months',
  'actions.csv': 'plan_ref,inspection_ref,action_ref,recommendation_ref,title,due_to,status\n,jar,1,R1,Present the findings,2024-08-31,\n,jar,2,R2,Agree targets,2026,\n,jar,3,R2,Publish them,,\nsecret,,9,,Secret action,2024,',
  'milestones.csv': 'action_refs,title,due,indicator_code,value\n2,NEET by January 2025,2025-01,NI 117,8',
};
const figures: PackageFiles = { 'observations.csv': 'indicator_code,area_code,period,value\nNI 117,E06000016,2024-11/2025-01,8.4\nNI 117,E06000016,2023-11/2024-01,9\nNI 117,E06000018,2024-11/2025-01,1' };

async function openProgress() {
  const testHub = await openTestHub();
  await testHub.harvestFiles(figures, { publisher: publishers.england, name: 'figures' });
  await testHub.harvestFiles(leicester);
  const as = (who: { asPublisher?: string; asReviewer?: string; today?: string } = {}) => apiOver(testHub.hub, who);
  return { ...testHub, as };
}

const record = 'mutation Record($input: RecordProgressInput!) { recordProgress(input: $input) { report { id kind subject state note onDay madeBy } action { ref progress { state basis report { note } } } priority { title } } }';
const states = '{ actions(filter: { inspections: ["E06000016/jar"] }) { nodes { ref progress(asAt: "2025-06-01") { state basis dueOn daysOver explanation } milestones { progress { state explanation } } } } }';

test('an action is judged by its date, by the value its milestone is measured by, and by what is reported', async () => {
  const { as } = await openProgress();
  const before = await (await as()).query(states);
  expect(before.errors).toEqual([]);
  expect(before.data.actions.nodes).toEqual([
    { ref: '1', progress: { state: 'NOT_REPORTED', basis: 'DATES', dueOn: '2024-08-31', daysOver: 274, explanation: expect.stringContaining('Whether it was done is not known.') }, milestones: [] },
    { ref: '2', progress: { state: 'OFF_COURSE', basis: 'MILESTONES', dueOn: '2026-12-31', daysOver: null, explanation: 'Its milestone was not reached in time. It is due on 2026-12-31.' }, milestones: [{ progress: { state: 'MISSED', explanation: 'In 2024-11/2025-01 the value was 8.4, which falls short of the 8 aimed at.' } }] },
    { ref: '3', progress: { state: 'NO_DATE', basis: 'DATES', dueOn: null, daysOver: null, explanation: 'Nothing was reported of it, and it has no date that the hub can read.' }, milestones: [] },
  ]);
  const made = await (await as({ asPublisher: 'E06000016' })).query(record, { input: { kind: 'ACTION', subject: 'E06000016/1', state: 'DONE', note: ' Presented to the council. ', on: '2024-09-30', evidence: 'https://example.org/minutes' } });
  expect(made.errors).toEqual([]);
  expect(made.data.recordProgress).toEqual({
    report: { id: expect.stringMatching(/^[0-9a-f-]{36}$/), kind: 'ACTION', subject: 'E06000016/1', state: 'DONE', note: 'Presented to the council.', onDay: '2024-09-30', madeBy: 'Leicester' },
    action: { ref: '1', progress: { state: 'DONE', basis: 'REPORT', report: { note: 'Presented to the council.' } } },
    priority: null,
  });
  // Looked at on a day before, it was not reported yet.
  const { data } = await (await as()).query('{ action(id: "E06000016/1") { now: progress { state } before: progress(asAt: "2024-09-29") { state } } }');
  expect(data.action).toEqual({ now: { state: 'DONE' }, before: { state: 'NOT_REPORTED' } });
});

test('progress is counted by recommendation and by horizon, in a fixed number of statements', async () => {
  const { as } = await openProgress();
  await (await as({ asReviewer: 'Rae' })).query(record, { input: { kind: 'RECOMMENDATION', subject: 'E06000016/jar/R1', state: 'DONE', note: 'Told.' } });
  const ask = '{ inspection(id: "E06000016/jar") { progress(asAt: "2025-06-01") { horizon recommendations done withoutActions actions { total byState { state count } } } recommendations { nodes { ref progress(asAt: "2025-06-01") { report { madeBy } actions { total } } } } } }';
  const { data, errors, statements } = await (await as()).query(ask);
  expect(errors).toEqual([]);
  expect(data.inspection.progress).toEqual([
    { horizon: 'immediate action', recommendations: 1, done: 0, withoutActions: 0, actions: { total: 1, byState: [{ state: 'NOT_REPORTED', count: 1 }] } },
    { horizon: 'over the next six months', recommendations: 2, done: 0, withoutActions: 1, actions: { total: 2, byState: [{ state: 'OFF_COURSE', count: 1 }, { state: 'NO_DATE', count: 1 }] } },
  ]);
  expect(statements).toBeLessThanOrEqual(14);
});

describe('a report of progress', () => {
  const input = { kind: 'ACTION', subject: 'E06000016/1', state: 'UNDER_WAY', note: 'Begun.' };

  test.each([
    [{}, {}, 'NOT_SIGNED_IN', 'Only a reviewer, or the publisher, may record progress.'],
    [{ asPublisher: 'E06000018' }, {}, 'NOT_ALLOWED', 'It is published by Leicester (E06000016), and your key is that of E06000018'],
    [{ asReviewer: 'Rae' }, { subject: 'E06000016/77' }, 'UNKNOWN_RECORD', 'subject is "E06000016/77", which no action has as its id.'],
    [{ asReviewer: 'Rae' }, { subject: 'E06000016/9' }, 'UNKNOWN_RECORD', 'which no action has as its id.'],
    [{ asReviewer: 'Rae' }, { state: null }, 'BAD_ARGUMENT', 'state is missing.'],
    [{ asReviewer: 'Rae' }, { on: '2025-06-02' }, 'BAD_ARGUMENT', 'on is 2025-06-02, a day to come.'],
    [{ asReviewer: 'Rae' }, { evidence: 'javascript:alert(1)' }, 'BAD_ARGUMENT', 'evidence is "javascript:alert(1)".'],
    [{ asReviewer: 'Rae' }, { evidence: 'https://rae:hunter2@example.org/minutes' }, 'BAD_ARGUMENT', 'evidence has a name or a password before the host'],
    [{ asReviewer: 'Rae' }, { evidence: `https://example.org/${'é'.repeat(700)}` }, 'BAD_ARGUMENT', 'at most 2,000 characters'],
    [{ asReviewer: 'Rae' }, { aspect: 'STORY' }, 'BAD_ARGUMENT', 'state belongs to aspect STATE alone.'],
    [{ asReviewer: 'Rae' }, { aspect: 'STORY', state: null }, 'BAD_ARGUMENT', 'belong to the report card'],
    [{ asReviewer: 'Rae' }, { kind: 'PRIORITY', subject: 'E06000016/1' }, 'BAD_ARGUMENT', 'have no state of their own'],
    [{ asReviewer: 'Rae' }, { note: '  ' }, 'BAD_ARGUMENT', 'note is empty.'],
  ])('of %o with %o is refused: %s', async (who, changes, code, message) => {
    const { as, rows } = await openProgress();
    const { data, errors } = await (await as(who)).query(record, { input: { ...input, ...changes } });
    expect(data.recordProgress).toBeNull();
    expect(errors[0]).toMatchObject({ message: expect.stringContaining(message), extensions: { code } });
    expect(await rows('select * from progress_report')).toEqual([]);
  });

  test('told twice is recorded once, stays in the history when taken back, and counts no more', async () => {
    const { as } = await openProgress();
    const api = await as({ asReviewer: 'Rae' });
    const first = await api.query(record, { input });
    const again = await api.query(record, { input });
    const { id } = first.data.recordProgress.report;
    expect(again.data.recordProgress.report.id).toBe(id);
    const withdraw = 'mutation Back($input: WithdrawProgressInput!) { withdrawProgress(input: $input) { report { withdrawnBy withdrawnNote } action { progress { state } progressReports { totalCount } } } }';
    const back = await api.query(withdraw, { input: { report: id, note: 'Of another action.' } });
    expect(back.errors).toEqual([]);
    expect(back.data.withdrawProgress).toEqual({ report: { withdrawnBy: 'Rae', withdrawnNote: 'Of another action.' }, action: { progress: { state: 'NOT_REPORTED' }, progressReports: { totalCount: 1 } } });
    expect((await api.query(withdraw, { input: { report: id, note: 'Again.' } })).errors[0]?.message).toContain('was taken back already');
  });

  test('of a plan under embargo is seen by its publisher alone', async () => {
    const { as } = await openProgress();
    const own = await as({ asPublisher: 'E06000016' });
    expect((await own.query(record, { input: { ...input, subject: 'E06000016/9' } })).errors).toEqual([]);
    const ask = '{ progressReports { totalCount nodes { subject } } }';
    expect((await own.query(ask)).data.progressReports.totalCount).toBe(1);
    expect((await (await as()).query(ask)).data.progressReports).toEqual({ totalCount: 0, nodes: [] });
    expect((await (await as({ today: '2026-01-01' })).query(ask)).data.progressReports.totalCount).toBe(1);
  });
});

test('seeds: of Leicester\'s 110 actions of 2008 the hub says what is due and that nothing was reported', async () => {
  const hub = await openSeededHub();
  const { data, errors } = await (await apiOver(hub)).query('{ inspection(id: "E06000016/jar-2008") { progress(asAt: "2009-01-01") { horizon recommendations actions { total byState { state count } } } } }');
  await hub.close();
  expect(errors).toEqual([]);
  expect(data.inspection.progress.map(({ horizon, recommendations }: { horizon: string; recommendations: number }) => [horizon, recommendations])).toEqual([['immediate action', 5], ['over the next six months', 9], ['longer term', 2]]);
  expect(data.inspection.progress[0].actions).toEqual({ total: 25, byState: [{ state: 'NOT_REPORTED', count: 8 }, { state: 'NOT_DUE', count: 5 }, { state: 'NO_DATE', count: 12 }] });
});
