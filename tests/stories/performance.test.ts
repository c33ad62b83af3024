import { expect, onTestFinished, test } from 'vitest';
import { newPlace } from '../support/database.ts';
import { runHub, startHub } from '../support/startHub.ts';

// oxlint-disable-next-line typescript/no-explicit-any
type Ask = (query: string, variables?: Record<string, unknown>) => Promise<any>;

const asker = (address: string, key?: string): Ask => async (query, variables = {}) => {
  const response = await fetch(`${address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) }, body: JSON.stringify({ query, variables }) });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  expect(errors, query).toBeUndefined();
  return data;
};

const plan = 'E06000016/jar-action-plan-2008';
const record = 'mutation Record($input: RecordProgressInput!) { recordProgress(input: $input) { report { id } } }';

test('an officer of Leicester reports on the action plan of 2008, and everybody sees it in the report of the quarter, after a restart, too', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const made = await runHub(['key', 'make', 'publisher', '--body', 'E06000016'], place.settings);
  const [, key] = /^ {2}(cg_\w+_[\w-]{43})$/m.exec(made.output)!;
  const { settings } = place;
  const hub = await startHub(settings);
  const [anybody, officer] = [asker(hub.address), asker(hub.address, key)];

  const report = `{ planReport(plan: "${plan}", asAt: "2009-03-31") { quarter summary actions { total byState { state count } } correctiveActions { note madeBy } indicatorCards { measures { indicator { code } planIndicator { id } } missing } } }`;
  const before = (await anybody(report)).planReport;
  expect(before).toMatchObject({ quarter: 'FY2008-Q4', actions: { total: 110 }, correctiveActions: [] });
  const unreported = before.actions.byState.find(({ state }: { state: string }) => state === 'NOT_REPORTED').count as number;
  expect(before.actions.byState.find(({ state }: { state: string }) => state === 'DONE')).toBeUndefined();

  const neet = before.indicatorCards.flatMap(({ measures }: { measures: { indicator: { code: string }; planIndicator: { id: string } }[] }) => measures).find(({ indicator }: { indicator: { code: string } }) => indicator.code === 'NI 117');
  await officer(record, { input: { kind: 'ACTION', subject: 'E06000016/1.1', state: 'DONE', note: 'The findings were presented to the council.', on: '2008-08-28' } });
  await officer(record, { input: { kind: 'ACTION', subject: 'E06000016/3.1', state: 'UNDER_WAY', note: 'Reports are late.', on: '2009-01-15' } });
  await officer(record, { input: { kind: 'PLAN_INDICATOR', subject: neet.planIndicator.id, aspect: 'STORY', note: 'Fewer places for sixteen-year-olds.', on: '2009-03-01' } });
  await officer(record, { input: { kind: 'PLAN_INDICATOR', subject: neet.planIndicator.id, aspect: 'CORRECTIVE_ACTION', note: 'The September guarantee is brought forward.', on: '2009-03-01' } });

  const check = async (ask: Ask): Promise<void> => {
    const { actions, correctiveActions } = (await ask(report)).planReport;
    const counts = Object.fromEntries(actions.byState.map(({ state, count }: { state: string; count: number }) => [state, count]));
    expect(counts).toMatchObject({ DONE: 1, OVERDUE: 1, NOT_REPORTED: unreported - 2 });
    expect(correctiveActions).toEqual([{ note: 'The September guarantee is brought forward.', madeBy: 'Leicester' }]);
    const { reportCard } = await ask('{ reportCard(authority: "E06000016", indicator: "NI 117", asAt: "2009-03-31") { story { note } missing measures { targets { target { period value } attainment { state } } } } }');
    expect(reportCard.story).toEqual({ note: 'Fewer places for sixteen-year-olds.' });
    expect(reportCard.measures[0].targets).toEqual(['2008-11/2009-01', '2009-11/2010-01', '2010-11/2011-01'].map((period, index) => ({ target: { period, value: [8.4, 8.1, 7.7][index] }, attainment: { state: 'NOT_MEASURABLE' } })));
    expect(reportCard.missing).toContain('Nobody has told its partners or what works: the publisher or a reviewer can, with recordProgress of the indicator in its plan.');
  };
  await check(anybody);
  expect(await hub.stop()).toBe(0);

  const again = await startHub(settings);
  await check(asker(again.address));
  expect(await again.stop()).toBe(0);
});
