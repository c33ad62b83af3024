import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { exceptionsOf, type Judged } from '../../src/performance/exceptions/exceptionsOf.ts';
import { loadExceptionRules } from '../../src/performance/exceptions/rules.ts';
import type { AttainmentState } from '../../src/performance/attainment.ts';

const ours = JSON.parse(readFileSync('src/performance/exceptions/rules.json', 'utf8')) as { rules: Record<string, unknown>[] } & Record<string, unknown>;

/** A file of an operator with these contents, which goes when the test ends. */
function fileOf(contents: unknown): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'common-ground-rules-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'rules.json');
  writeFileSync(file, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return file;
}

const board = { id: 'board', name: 'Board', kind: 'board', reportsToId: null, authorityCodes: ['A'] };
const executive = { ...board, id: 'executive', name: 'Executive', kind: 'executive', reportsToId: 'board' };
const place = { authority: { code: 'A', name: 'Leicester' }, day: '2009-06-30' };

/** What the hub's own rules say of a target that the executive leads, or nobody. */
function found(state: AttainmentState, { kind = 'target', isLed = true, standing = 'running' as Judged<unknown>['standing'] } = {}) {
  const lead = isLed ? { groups: [executive], basis: 'target' as const } : { groups: [], basis: 'nobody' as const };
  const attainment = { state, aim: 10, actual: 9, projected: null, explanation: 'In CY2008 the value was 9, short of 10 by 1.' };
  return exceptionsOf({ id: 'A/t', kind, standing, attainment, lead }, loadExceptionRules().rules, place, [board, executive]).map(({ id, rule, goesTo }) => [id, rule.purpose, goesTo.map((group) => group.id).join(' ')]);
}

test.each([
  ['missed', [['missed:A/t', 'decision', 'executive board']]],
  ['unlikely', [['unlikely:A/t', 'decision', 'executive board']]],
  ['exceeded-by-far', [['exceeded-by-far:A/t', 'information', 'executive board']]],
  ['at-risk', [['at-risk:A/t', 'information', 'executive']]],
  ['met', []],
  ['on-course', []],
  ['not-measurable', []],
] as [AttainmentState, string[][]][])('by the rules of the Leicestershire paper a target that is %s goes: %o', (state, exceptions) => {
  expect(found(state)).toEqual(exceptions);
});

test('a stretch target that is missed is no difficulty, and a floor that is exceeded by far nothing exceptional', () => {
  expect([found('missed', { kind: 'stretch' }), found('exceeded-by-far', { kind: 'floor' })]).toEqual([[], []]);
});

test('that nobody leads is an exception of its own, beside any other, as long as the target runs', () => {
  expect(found('missed', { isLed: false })).toEqual([['missed:A/t', 'decision', 'executive board'], ['no-lead:A/t', 'decision', 'executive']]);
  expect(found('missed', { isLed: false, standing: 'lately-over' })).toEqual([['missed:A/t', 'decision', 'executive board']]);
});

test('an exception says which rule with which numbers', () => {
  const attainment = { state: 'missed' as const, aim: 10, actual: 9, projected: null, explanation: 'In CY2008 the value was 9, short of 10 by 1.' };
  const [missed] = exceptionsOf({ id: 'A/t', kind: 'target', standing: 'running', attainment, lead: { groups: [executive], basis: 'target' } }, loadExceptionRules().rules, place, [board, executive]);
  expect(missed).toMatchObject({ explanation: 'The target was missed. In CY2008 the value was 9, short of 10 by 1.', routing: 'Executive leads: the target names it. It goes to Executive and Board.' });
});

test('an operator’s file takes the place of the hub’s rules', () => {
  const file = fileOf({ ...ours, rules: [{ ...ours.rules[0], code: 'met', attainment: ['met'] }] });
  expect(readConfig({ EXCEPTION_RULES: file }).exceptionRules.rules).toMatchObject([{ code: 'met', attainment: ['met'], hasNoLead: false }]);
  expect(readConfig({}).exceptionRules).toBe(loadExceptionRules());
});

const [missed] = ours.rules as [Record<string, unknown>];
test.each([
  ['is not JSON', '{', 'is not JSON'],
  ['is a list', [], 'Expected an object with monthsAfterPeriod, annualPlan, termsOfReference and rules.'],
  ['has no rules', { ...ours, rules: [] }, 'rules is not there, or empty.'],
  ['has a state that is none', { ...ours, rules: [{ ...missed, attainment: ['failed'] }] }, 'rules[0].attainment is ["failed"]. Expected a list of any of met, exceeded-by-far, missed'],
  ['has no trigger', { ...ours, rules: [{ ...missed, attainment: undefined }] }, 'rules[0] has neither attainment nor hasNoLead.'],
  ['has two triggers', { ...ours, rules: [{ ...missed, hasNoLead: true }] }, 'rules[0] has both attainment and hasNoLead.'],
  ['has a code twice', { ...ours, rules: [missed, missed] }, 'The code "missed" is there twice.'],
  ['has a property nobody reads', { ...ours, rules: [{ ...missed, prupose: 'decision' }] }, 'rules[0].prupose is no property of it.'],
  ['lacks a property', { ...ours, rules: [{ ...missed, purpose: undefined }] }, 'rules[0].purpose is not there. Expected one of decision, information.'],
  ['has months that are none', { ...ours, annualPlan: { months: 0, source: 'x' } }, 'annualPlan.months is 0. Expected a whole number from 1 to 600.'],
  ['has a rule that is none', { ...ours, rules: [null] }, 'rules[0] is null. Expected an object with code'],
])('a file that %s stops the start, with what is wrong', (_, contents, words) => {
  expect(() => readConfig({ EXCEPTION_RULES: fileOf(contents) })).toThrow(expect.objectContaining({ code: 'BAD_CONFIGURATION', message: expect.stringContaining(words) }));
});

test('a file that is not there stops the start', () => {
  expect(() => readConfig({ EXCEPTION_RULES: 'no/such/rules.json' })).toThrow(expect.objectContaining({ code: 'BAD_CONFIGURATION', message: expect.stringContaining('EXCEPTION_RULES is "no/such/rules.json", which cannot be read') }));
});

test('rules without a code are told that they need one, and not that they share one', () => {
  const { code: _, ...codeless } = missed;
  const file = fileOf({ ...ours, rules: [codeless, codeless] });
  const told = (words: unknown): unknown => expect.objectContaining({ message: words });
  expect(() => readConfig({ EXCEPTION_RULES: file })).toThrow(told(expect.stringContaining('rules[1].code is not there.')));
  expect(() => readConfig({ EXCEPTION_RULES: file })).toThrow(told(expect.not.stringContaining('is there twice')));
});
