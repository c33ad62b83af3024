import { describe, expect, test } from 'vitest';
import type { ProposalContent } from '../../../src/commissioning/proposals/ProposalContent.ts';
import { checkReady, readinessOf, type ReadinessKey } from '../../../src/commissioning/proposals/readiness.ts';
import { emptyContent } from '../../../src/commissioning/proposals/checkContent.ts';
import { derby, leicester, names, rutland, shortBreakCosts, shortBreaks, taking } from '../../support/proposals.ts';

const answered = { who: 'Leicester', how: 'By tender', specification: 'Overnight stays', funding: 'Each its own' };

function answerTo(key: ReadinessKey, changes: Partial<ProposalContent>, hasEvidence = true) {
  const { isAnswered, explanation } = readinessOf(shortBreaks(changes), { hasEvidence, names }).find((one) => one.key === key)!;
  return [isAnswered, explanation];
}

test('the four questions, the evidence, the bodies, the lead and the money gate what is submitted, and nothing else does', () => {
  expect(readinessOf(emptyContent('x'), { hasEvidence: false }).filter(({ gatesSubmission }) => gatesSubmission).map(({ key }) => key)).toEqual(['who', 'how', 'specification', 'funding', 'evidence', 'bodies', 'lead', 'money']);
  expect(() => checkReady(readinessOf(shortBreaks(answered), { hasEvidence: true }))).not.toThrow();
});

test('a submission that is refused names every question it leaves open, and says that it may be discussed', () => {
  expect(() => checkReady(readinessOf(shortBreaks({ ...answered, how: ' \n', leadCode: null }), { hasEvidence: false }))).toThrow(
    'The proposal leaves 3 questions open that must be answered before it is submitted: how: How is the work to be done? Not told yet. evidence: On which evidence does it rest? No evidence is frozen yet: have the hub fill it in. lead: Which of them leads? No lead is named yet. It may be discussed in consultation as it is.',
  );
});

test.each(['who', 'how', 'specification', 'funding'] as const)('a proposal that does not say %s is not ready, and one that does is', (key) => {
  expect(answerTo(key, { [key]: '' })).toEqual([false, 'Not told yet.']);
  expect(answerTo(key, { [key]: 'As the boards agreed' })).toEqual([true, 'Told in 4 words.']);
  expect(() => checkReady(readinessOf(shortBreaks({ ...answered, [key]: '' }), { hasEvidence: true }))).toThrow(`1 question open that must be answered before it is submitted: ${key}:`);
});

test('a body alone proposes nothing jointly', () => {
  expect(answerTo('bodies', { bodies: taking(derby) })).toEqual([false, '1 takes part; at least 2 are needed.']);
  expect(answerTo('bodies', {})).toEqual([true, '3 take part.']);
  expect(answerTo('lead', {})).toEqual([true, 'Leicester leads.']);
});

describe('the money is in order', () => {
  const share = (bodyCode: string, percent: number) => ({ bodyCode, percent });

  test('where each keeps its own', () => {
    expect(answerTo('money', {})).toEqual([true, 'Each body keeps its own resources and bears its own costs.']);
    expect(answerTo('money', { fundingModel: 'aligned' })[0]).toBe(true);
  });

  test('where shares total 100 % and each body has one, 0 included', () => {
    expect(answerTo('money', { fundingModel: 'pooled' })).toEqual([false, 'No shares are stated; they must total 100 %.']);
    expect(answerTo('money', { fundingModel: 'pooled', shares: [share(derby, 50), share(leicester, 49)] })).toEqual([false, 'The shares total 99 %, and must total 100 %.']);
    expect(answerTo('money', { fundingModel: 'lead-recharges', shares: [share(derby, 50), share(leicester, 50)] })).toEqual([false, 'No share is stated of Rutland: state 0 where a body bears none.']);
    expect(answerTo('money', { fundingModel: 'lead-recharges', shares: [share(derby, 50), share(leicester, 50), share(rutland, 0)] })).toEqual([true, 'The shares of 3 bodies total 100 %.']);
  });
});

describe('what is asked and gates nothing', () => {
  const objective = { text: 'Fewer days missed', indicatorCode: 'ABS', areaCode: null, breakdown: null, baseline: { value: 6.99, period: 'AY2023/24' }, target: { value: 6, period: 'AY2027/28' } };
  const option = { title: 'Buy together', isDoNothing: false, isPreferred: true, cost: null, costs: '', benefits: '' };

  test.each<[ReadinessKey, Partial<ProposalContent>, boolean, string]>([
    ['assumptions', { assumptions: shortBreakCosts({ volumes: [], economies: null }) }, false, 'Not stated yet: the volumes of 3 of 3 bodies and the economies.'],
    ['assumptions', {}, true, 'Unit cost, volumes, one-off cost and economies are stated.'],
    ['objectives', { objectives: [objective, { ...objective, baseline: null }] }, false, '1 of 2 objectives is tied to an indicator with baseline and target.'],
    ['objectives', { objectives: [objective] }, true, '1 of 1 objective is tied to an indicator with baseline and target.'],
    ['options', { options: [option] }, false, '1 option, doing nothing not among them; “Buy together” is preferred.'],
    ['options', { options: [option, { ...option, title: 'Wait', isDoNothing: true, isPreferred: false }] }, true, '2 options, doing nothing among them; “Buy together” is preferred.'],
    ['risks', { risks: [{ text: 'Nobody bids', likelihood: null, impact: null, mitigation: '' }] }, true, '1 risk, 0 with what is done about it.'],
    ['consultation', { consultation: [{ whom: 'Parents', said: 'Closer', response: 'Two sites' }] }, true, '1 group asked, 1 with what was done about it.'],
    ['recommendations', {}, false, 'No recommendation is made yet.'],
    ['conclusion', {}, false, 'None is named yet, so the hub cannot tell when the conclusion no longer holds.'],
    ['wards', { wards: 'All' }, true, 'Told in 1 word.'],
  ])('%s of %j', (key, changes, isAnswered, explanation) => {
    expect(answerTo(key, changes)).toEqual([isAnswered, explanation]);
  });
});
