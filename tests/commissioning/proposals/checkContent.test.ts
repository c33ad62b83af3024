import { describe, expect, test } from 'vitest';
import { checkContent, emptyContent } from '../../../src/commissioning/proposals/checkContent.ts';
import { sectionNames, sections, type ProposalContent, type ProposalStage } from '../../../src/commissioning/proposals/ProposalContent.ts';
import { HubError } from '../../../src/errors.ts';
import { derby, leicester, rutland, shortBreakCosts, shortBreaks, taking } from '../../support/proposals.ts';

/** What is wrong with the content of short breaks, changed so. */
function wrongWith(changes: Partial<ProposalContent>): string {
  try {
    checkContent(shortBreaks(changes));
  } catch (error) {
    if (error instanceof HubError && error.code === 'BAD_ARGUMENT') return error.message;
    throw error;
  }
  return 'nothing';
}

const shares = (...percents: number[]) => percents.map((percent, index) => ({ bodyCode: [derby, leicester, rutland][index]!, percent }));
const option = { title: 'Wait', isDoNothing: false, isPreferred: false, cost: null, costs: '', benefits: '' };
const manyBodies = (count: number) => taking(...Array.from({ length: count }, (_, index) => `E${10_000_000 + index}`));

test('what a proposal begins with may be, and so may one that tells everything', () => {
  expect(() => checkContent(emptyContent('Short breaks'))).not.toThrow();
  expect(wrongWith({
    summary: 'In lines,\n\tand with tabs.', regionCode: 'E12000004', ages: { from: 0, to: 120 }, fundingModel: 'pooled', shares: shares(33.33, 33.33, 33.34),
    objectives: [{ text: 'Fewer days missed', indicatorCode: 'ABS', areaCode: derby, breakdown: null, baseline: { value: 6.99, period: 'AY2023/24' }, target: { value: -1, period: 'AY2027/28' } }],
    options: [{ ...option, isDoNothing: true }, { ...option, title: 'Buy together', isPreferred: true, cost: { low: 0, high: 1 } }], risks: [{ text: 'Nobody bids', likelihood: 'low', impact: null, mitigation: '' }],
    consultation: [{ whom: 'Parents', said: '', response: '' }], recommendations: ['Agree it'], reliesOn: [{ factKey: 'indicators:ABS', holdsWhile: 'at-least', value: 5 }, { factKey: 'coverage', holdsWhile: 'same', value: null }], exempt: { text: 'Rates', paragraph: 3 },
  })).toBe('nothing');
});

test('each section is checked, and has a name', () => {
  expect(sections.toSorted()).toEqual(Object.keys(emptyContent('x')).toSorted());
  expect(Object.values(sectionNames).every((name) => name.trim() !== '')).toBe(true);
  // Nothing that a section may be is a text of 20,001 characters, or holds one.
  const tooLong = 'x'.repeat(20_001);
  for (const section of sections.filter((one) => typeof emptyContent('x')[one] === 'string')) expect(wrongWith({ [section]: tooLong }), section).toMatch(new RegExp(`^${section} `));
});

describe('it is told which section is wrong, what was found and what to send', () => {
  test.each<[string, Partial<ProposalContent>]>([
    ['title is " ", of 1 character. Expected a line of 1 to 200 characters of plain text.', { title: ' ' }],
    [`title is "${'x'.repeat(80)}", of 201 characters. Expected a line of 1 to 200 characters of plain text.`, { title: 'x'.repeat(201) }],
    ['title is "two\nlines", of 9 characters. Expected a line of 1 to 200 characters of plain text.', { title: 'two\nlines' }],
    ['who has 20,001 characters. The most is 20,000.', { who: 'x'.repeat(20_001) }],
    ['legal has control characters or others that show nothing. Send plain text, in lines if need be.', { legal: 'turned \u202E round' }],
    ['risks, entry 1, mitigation, has a character that is cut in half. Send whole characters of Unicode.', { risks: [{ text: 'a', likelihood: null, impact: null, mitigation: 'half \uD83D' }] }],
    ['stage is "late". Expected one of feasibility, proposal.', { stage: 'late' as ProposalStage }],
    ['bodies, entry 3, code, is "Rutland". Expected a code of nine characters, a capital letter and 8 digits, for example E06000016 for Leicester.', { bodies: taking(derby, leicester, 'Rutland') }],
    [`bodies has "${derby}" more than once. Send it once.`, { bodies: taking(derby, derby, leicester) }],
    ['bodies has 61 entries. At most 60 bodies may take part.', { bodies: manyBodies(61) }],
    ['bodies, entry 1, name, is "", of 0 characters. Expected a line of 1 to 200 characters of plain text.', { bodies: [{ code: leicester, name: '', decidingGroupId: null }] }],
    [`leadCode is "E06000018", which does not take part. Those that do: ${derby}, ${leicester} and ${rutland}.`, { leadCode: 'E06000018' }],
    [`leadCode is "${derby}", which does not take part. No body takes part yet: name it in bodies first.`, { bodies: [], leadCode: derby, assumptions: shortBreakCosts({ volumes: [] }) }],
    ['options has 2 that do nothing: “Wait” and “Also wait”. Expected at most one.', { options: [{ ...option, isDoNothing: true }, { ...option, title: 'Also wait', isDoNothing: true }] }],
    ['options has 2 that are preferred: “Wait” and “Wait”. Expected at most one.', { options: [{ ...option, isPreferred: true }, { ...option, isPreferred: true }] }],
    ['options, entry 1, cost, goes from 5 down to 4. Send the lower as low and the higher as high.', { options: [{ ...option, cost: { low: 5, high: 4 } }] }],
    ['ages go from 9 down to 8. Send the youngest as from and the oldest as to.', { ages: { from: 9, to: 8 } }],
    ['ages, to, is 121. Expected a whole number from 0 to 120.', { ages: { from: 0, to: 121 } }],
    ['assumptions, unitCost, low, is -1. Expected a number from 0 to 1,000,000,000,000.', { assumptions: shortBreakCosts({ unitCost: { low: -1, high: 4 } }) }],
    ['assumptions, oneOffCost, high, is ∞. Expected a number from 0 to 1,000,000,000,000.', { assumptions: shortBreakCosts({ oneOffCost: { low: 1, high: Infinity } }) }],
    ['assumptions, economies, high, is 101. Expected a number from 0 to 100.', { assumptions: shortBreakCosts({ economies: { low: 1, high: 101 } }) }],
    ['assumptions, years, is 0. Expected a whole number from 1 to 30.', { assumptions: shortBreakCosts({ years: 0 }) }],
    ['assumptions, years, is 2.5. Expected a whole number from 1 to 30.', { assumptions: shortBreakCosts({ years: 2.5 }) }],
    ['assumptions, priceYear, is "2026". Expected one whole year, for example FY2026/27.', { assumptions: shortBreakCosts({ priceYear: '2026' }) }],
    [`assumptions, volumes, has "E06000018", which does not take part. Those that do: ${derby}, ${leicester} and ${rutland}.`, { assumptions: shortBreakCosts({ volumes: [{ bodyCode: 'E06000018', units: { low: 1, high: 1 } }] }) }],
    [`assumptions, spendNow, has "${derby}" more than once. Send it once.`, { assumptions: shortBreakCosts({ spendNow: [{ bodyCode: derby, amount: 1, source: '' }, { bodyCode: derby, amount: 2, source: '' }] }) }],
    ['shares are stated, and the funding model is keeps-own. Each body keeps its own resources unless the proposal says otherwise: send no shares, or with them the funding model pooled or lead-recharges.', { shares: shares(50, 50) }],
    ['shares are stated, and the funding model is aligned. Each body keeps its own resources unless the proposal says otherwise: send no shares, or with them the funding model pooled or lead-recharges.', { fundingModel: 'aligned', shares: shares(100) }],
    ['shares total 99.99 %. Expected 100 %: what each body that takes part bears of all costs.', { fundingModel: 'pooled', shares: shares(50, 30, 19.99) }],
    ['shares, entry 1, percent, is 101. Expected a number from 0 to 100.', { fundingModel: 'lead-recharges', shares: shares(101, -1) }],
    [`shares has "${derby}" more than once. Send it once.`, { fundingModel: 'pooled', shares: [{ bodyCode: derby, percent: 50 }, { bodyCode: derby, percent: 50 }] }],
    ['exempt, paragraph, is 8. Expected a whole number from 1 to 7.', { exempt: { text: 'Rates', paragraph: 8 } }],
    ['exempt, text, is empty. Say it in words, or leave the whole entry out.', { exempt: { text: '\n', paragraph: 3 } }],
    ['recommendations has 101 entries. The most is 100.', { recommendations: Array.from({ length: 101 }, () => 'Agree') }],
    ['recommendations, entry 2, is empty. Say it in words, or leave the whole entry out.', { recommendations: ['Agree', ''] }],
    ['themeCodes has "SEND" more than once. Send it once.', { themeCodes: ['SEND', 'SEND'] }],
    ['objectives, entry 1, baseline, period, is "2023-24". Expected one of the forms CY2008, AY2007/08, FY2007/08, CY2008-Q3, FY2008-Q3, 2008-11, 2008-11/2009-01, 2008-03-31 or CY2013/2015.', { objectives: [{ text: 'Less', indicatorCode: null, areaCode: null, breakdown: null, baseline: { value: 1, period: '2023-24' }, target: null }] }],
    ['reliesOn, entry 1, factKey, is empty. Name a fact of the evidence by its key.', { reliesOn: [{ factKey: '', holdsWhile: 'same', value: null }] }],
    ['reliesOn, entry 1, value, is missing, and it holds while the figure is at-most that value. Send the value.', { reliesOn: [{ factKey: 'a', holdsWhile: 'at-most', value: null }] }],
    ['reliesOn, entry 1, value, is stated, and it holds while the fact is the same. Send no value, or at-least or at-most with it.', { reliesOn: [{ factKey: 'a', holdsWhile: 'same', value: 1 }] }],
  ])('%s', (message, changes) => {
    expect(wrongWith(changes)).toBe(message);
  });
});

test('shares total 100 within half of a hundredth, and 60 bodies may take part', () => {
  expect(wrongWith({ fundingModel: 'pooled', shares: shares(33.335, 33.335, 33.335) })).toBe('nothing');
  expect(wrongWith({ fundingModel: 'pooled', shares: shares(33.33, 33.33, 33.335) })).toBe('nothing');
  expect(wrongWith({ fundingModel: 'pooled', shares: shares(33.335, 33.335, 33.336) })).toBe('shares total 100.006 %. Expected 100 %: what each body that takes part bears of all costs.');
  expect(wrongWith({ bodies: manyBodies(60), leadCode: null, assumptions: shortBreakCosts({ volumes: [] }) })).toBe('nothing');
});
