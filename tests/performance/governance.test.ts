import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths } from '../../src/performance/addMonths.ts';
import { standingOf, type Standing } from '../../src/performance/exceptions/standingOf.ts';
import { isReferredTo, mayBeOn } from '../../src/performance/governance/agendaDates.ts';
import { isInBeing } from '../../src/performance/governance/inBeing.ts';
import { papersOf } from '../../src/performance/governance/papersOf.ts';
import { reportDue } from '../../src/performance/governance/reportDue.ts';
import { groupsAbove, inTreeOrder } from '../../src/performance/governance/tree.ts';
import { routeOf, whoLeads, type Answering, type Governing } from '../../src/performance/governance/whoLeads.ts';

const group = (id: string, kind: string, reportsToId: string | null = null, authorityCodes = ['A']): Governing => ({ id, name: `The ${id}`, kind, reportsToId, authorityCodes });
const trust = [group('board', 'board'), group('executive', 'executive', 'board'), group('teens', 'age', 'executive'), group('camhs', 'cross-cutting', 'teens', ['A', 'B'])];
const answers = (groupId: string, subjectKind: string, subjectRef: string, role: string | null = 'lead'): Answering => ({ id: `A/${groupId}|${subjectKind}|${subjectRef}`, groupId, subjectKind, subjectRef, role });
const idsOf = (groups: readonly { id: string }[]) => groups.map(({ id }) => id);

describe('who leads', () => {
  const target = { groupId: 'teens', indicatorCode: 'NI 117', priorityId: 'A/p1' };
  test.each([
    ['the group the target names, before any that answers for its indicator', target, [answers('board', 'indicator', 'NI 117')], ['target', 'teens']],
    ['else who answers for the target of the indicator, where the named group is not in being', { ...target, groupId: 'gone' }, [answers('executive', 'target', 'NI 117', null)], ['indicator', 'executive']],
    ['else who answers for its priority, by the reference of the same publisher', { ...target, groupId: null }, [answers('executive', 'priority', 'p1')], ['priority', 'executive']],
    ['not who only scrutinises, sponsors or contributes', { ...target, groupId: null }, ['scrutiny', 'sponsor', 'member'].map((role) => answers('board', 'indicator', 'NI 117', role)), ['nobody']],
    ['not who answers for another publisher’s priority of the same reference', { ...target, groupId: null, priorityId: 'B/p1' }, [answers('executive', 'priority', 'p1')], ['nobody']],
    ['not a group of another authority, though it answers for the same indicator', { ...target, groupId: null }, [answers('elsewhere', 'indicator', 'NI 117')], ['nobody']],
  ] as const)('%s', (_, led, responsibilities, [basis, ...ids]) => {
    const found = whoLeads(led, 'A', [...trust, group('elsewhere', 'executive', null, ['B'])], responsibilities);
    expect([found.basis, ...idsOf(found.groups)]).toEqual([basis, ...ids]);
  });
});

describe('where it goes', () => {
  const place = { authority: { code: 'A', name: 'Leicester' }, day: '2008-06-30' };
  const led = { groups: [trust[3]!], basis: 'target' as const };
  const nobody = { groups: [], basis: 'nobody' as const };
  test('to the lead and all above it up to the board, or to the lead alone, as the rule says', () => {
    expect(idsOf(routeOf(led, place, 'board', trust).groups)).toEqual(['camhs', 'teens', 'executive', 'board']);
    expect(routeOf(led, place, 'lead', trust)).toMatchObject({ groups: [trust[3]], explanation: 'The camhs leads: the target names it. It goes to that group alone.' });
  });
  test('to the executive where nobody leads, and to the board above it where the rule reaches it', () => {
    expect(routeOf(nobody, place, 'lead', trust)).toMatchObject({ groups: [trust[1]], explanation: 'No group is known to lead. It goes to the executive of Leicester instead: The executive.' });
    expect(idsOf(routeOf(nobody, place, 'board', trust).groups)).toEqual(['executive', 'board']);
  });
  test('failing an executive, to the board to which others report', () => {
    const boards = [group('trust', 'board'), group('sub', 'cross-cutting', 'trust'), group('safeguarding', 'board')];
    expect(routeOf(nobody, place, 'lead', boards)).toMatchObject({ groups: [boards[0]], explanation: expect.stringContaining('knows no executive of Leicester on 2008-06-30, so it goes to The trust.') });
  });
  test('to all boards where none is stated to be above the others, and says so', () => {
    expect(routeOf(nobody, place, 'lead', [group('one', 'board'), group('two', 'board')])).toMatchObject({ groups: [{ id: 'one' }, { id: 'two' }], explanation: expect.stringContaining('2 boards of which none is stated to be above the others') });
  });
  test.each([
    ['no group at all', [], 'The hub knows no group of Leicester on 2008-06-30: it goes to nobody.'],
    ['neither executive nor board', [group('team', 'team')], 'Of the one group of Leicester on 2008-06-30 that the hub knows, none is an executive or a board: it goes to nobody.'],
    ['groups of another authority alone', [group('other', 'executive', null, ['B'])], 'knows no group of Leicester'],
  ])('to nobody where the hub knows %s', (_, groups, words) => {
    expect(routeOf(nobody, place, 'board', groups)).toMatchObject({ groups: [], explanation: expect.stringContaining(words) });
  });
});

describe('the tree', () => {
  test('reads from the top, each group followed by those that report to it', () => {
    expect(inTreeOrder([trust[3]!, trust[2]!, group('forum', 'forum'), trust[0]!, trust[1]!]).map(({ group: { id }, depth }) => `${depth} ${id}`)).toEqual(['0 board', '1 executive', '2 teens', '3 camhs', '0 forum']);
  });
  test('law: whoever reports to whom, be it in a ring, each group is placed once, one deeper than the one it follows from, and the way up ends', () => {
    const reports = fc.array(fc.option(fc.nat({ max: 11 }), { nil: null }), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(reports, (to) => {
      const groups = to.map((above, index) => group(`g${index}`, index % 3 === 0 ? 'board' : 'team', above === null ? null : `g${above}`));
      const placed = inTreeOrder(groups);
      expect(idsOf(placed.map((one) => one.group)).toSorted()).toEqual(idsOf(groups).toSorted());
      const depthOf = new Map(placed.map(({ group: { id }, depth }) => [id, depth]));
      for (const { group: { reportsToId }, depth } of placed) if (depth > 0) expect(depthOf.get(reportsToId!)).toBe(depth - 1);
      const byId = new Map(groups.map((one) => [one.id, one]));
      for (const one of groups) {
        const above = idsOf(groupsAbove(one, byId));
        expect(new Set([one.id, ...above]).size).toBe(above.length + 1);
      }
    }));
  });
});

test.each([
  ['Detailed report June 2011; report card September 2011, then a regular cycle', '2011-06-30', 'due'],
  ['Detailed report June 2011; report card September 2011, then a regular cycle', '2011-09-01', 'due'],
  ['Detailed report June 2011; report card September 2011, then a regular cycle', '2011-08-15', 'not-then'],
  ['Detailed report June 2011; report card September 2011, then a regular cycle', '2011-10-01', 'words-only'],
  ['Report card September 2011.', '2011-10-01', 'not-then'],
  ['Report card September 2011.', '2010-09-01', 'not-then'],
  ['monthly', '2008-07-01', 'due'],
  ['quarterly', '2008-07-01', 'words-only'],
  ['Separate annual report', '2008-07-01', 'words-only'],
  ['in May, if possible', '2008-05-01', 'words-only'],
])('“%s” on %s: %s', (words, day, due) => {
  expect(reportDue(words, day)).toBe(due);
});

describe('papers of a group', () => {
  const ages = { annualPlan: { months: 12 }, termsOfReference: { months: 36 } };
  const stateOf = (annualPlanAgreedOn: string | null, day: string) => papersOf({ kind: 'age', reportsToId: 'A/executive', termsAgreedOn: null, annualPlanAgreedOn }, day, ages)[0]!;
  test.each([
    ['2008-04-15', '2009-04-15', 'in-date', '2009-04-15'],
    ['2008-04-15', '2009-04-16', 'overdue', '2009-04-15'],
    ['2008-04', '2009-04-30', 'in-date', '2009-04-30'],
    ['2008', '2009-12-31', 'in-date', '2009-12-31'],
    ['2008', '2010-01-01', 'overdue', '2009-12-31'],
  ])('an annual plan agreed in %s is on %s %s, due by %s', (agreed, day, state, dueBy) => {
    expect(stateOf(agreed, day)).toMatchObject({ state, agreedOn: agreed, dueBy });
  });
  test('what is not stated, or was agreed only later, is not known and never overdue', () => {
    expect(stateOf(null, '2030-01-01')).toMatchObject({ state: 'not-known', dueBy: null, explanation: 'Nothing published says when the annual plan was agreed: whether it is in date on 2030-01-01 is not known.' });
    expect(stateOf('2009', '2008-06-30')).toMatchObject({ state: 'not-known', agreedOn: null, explanation: expect.stringContaining('only later, in 2009') });
  });
  test('a group at the top, or an executive, is asked for none', () => {
    expect(papersOf({ kind: 'board', reportsToId: null, termsAgreedOn: null, annualPlanAgreedOn: null }, '2009-01-01', ages)).toEqual([]);
    expect(papersOf({ kind: 'executive', reportsToId: 'A/board', termsAgreedOn: null, annualPlanAgreedOn: '2001' }, '2009-01-01', ages)).toEqual([]);
  });
});

test.each([
  [{}, 'running'],
  [{ periodTo: '2009-01-31' }, 'lately-over'],
  [{ periodTo: '2007-06-30' }, 'lately-over'],
  [{ periodTo: '2007-06-29' }, 'over'],
  [{ status: 'provisional' }, 'running'],
  [{ status: 'proposed' }, 'not-in-use'],
  [{ status: 'superseded' }, 'not-in-use'],
  [{ agreedOn: '2009-07' }, 'not-yet'],
  [{ plans: [{ inForceFrom: '2010-01-01', inForceTo: '2012-12-31' }] }, 'not-yet'],
  [{ periodTo: null, plans: [{ inForceFrom: '2008-01-01', inForceTo: '2010-12-31' }] }, 'running'],
  [{ periodTo: null, plans: [{ inForceFrom: '2006-01-01', inForceTo: '2008-12-31' }] }, 'over'],
  [{ periodTo: null }, 'undated'],
  [{ periodTo: null, plans: [{ inForceFrom: null, inForceTo: null }] }, 'undated'],
] as [Partial<Standing>, string][])('a target %o stands on 2009-06-30 as %s', (changes, standing) => {
  expect(standingOf({ status: null, agreedOn: null, periodTo: '2010-12-31', plans: [], ...changes }, '2009-06-30', 24)).toBe(standing);
});

test.each([
  [{}, true],
  [{ status: 'proposed' }, false],
  [{ status: 'ended' }, false],
  [{ status: 'ended', validTo: '2009' }, true],
  [{ validFrom: '2008-07' }, false],
  [{ validTo: '2008-06' }, true],
  [{ validTo: '2007' }, false],
])('a group %o is in being on 2008-06-30: %s', (changes, is) => {
  expect(isInBeing({ status: null, validFrom: null, validTo: null, ...changes }, '2008-06-30')).toBe(is);
});

test('a month later than the last of January is the last of February, and a year later than a leap day is 28 February', () => {
  expect([addMonths('2008-01-31', 1), addMonths('2009-01-31', 1), addMonths('2008-02-29', 12), addMonths('2008-11-30', 3)]).toEqual(['2008-02-29', '2009-02-28', '2009-02-28', '2009-02-28']);
});

test.each([
  ['2011-09-15', 'stated for this day'],
  ['2011-09', 'stated for 2011-09; on which day of the month is not known'],
  ['2011', 'stated for 2011; on which day of the year is not known'],
  ['2011-09-16', null],
  ['2011-08', null],
])('a meeting stated for %s, asked for 2011-09-15: %s', (stated, why) => {
  expect(mayBeOn(stated, '2011-09-15')).toBe(why);
});

test.each([
  ['for another day', '2025-07-08', [], false],
  ['for this day', '2025-07-01', ['2025-06-20'], true],
  ['for the next meeting, of which none is known', null, [], true],
  ['for the next meeting, and one was before it was referred', null, ['2025-05-31', '2025'], true],
  ['for the next meeting, and one has passed since', null, ['2025-06-20'], false],
  ['for the next meeting, which is on this day', null, ['2025-07-01'], true],
  ['for the next meeting, and one is in the same month, perhaps earlier that day', null, ['2025-06'], true],
  ['for the next meeting, and one is on the same day, perhaps over', null, ['2025-06-01'], true],
  ['for the next meeting, and one is on the day after', null, ['2025-06-02'], false],
] as [string, string | null, string[], boolean][])('an item referred on 1 June %s stands on the agenda of 1 July: %s', (_, meetingDate, meetings, stands) => {
  expect(isReferredTo({ meetingDate, madeAt: '2025-06-01T12:00:00Z' }, '2025-07-01', meetings)).toBe(stands);
});
