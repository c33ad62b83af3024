import fc from 'fast-check';
import { expect, test } from 'vitest';
import { progressOf, readStatus, saidStates, type Task } from '../../src/performance/progress/progressOf.ts';

const task = (changes: Partial<Task> = {}): Task => ({ due: '2008-12-31', status: null, report: null, ...changes });
const reported = (state: (typeof saidStates)[number]): Task['report'] => ({ state, onDay: '2009-01-15', madeBy: 'Leicester' });

test.each([
  ['not-due', task(), '2008-12-31', 'Nothing was reported of it. It is due on 2008-12-31.'],
  ['not-reported', task(), '2009-01-01', 'Nothing was reported of it. It was due on 2008-12-31, 1 day before 2009-01-01. Whether it was done is not known.'],
  ['no-date', task({ due: null }), '2009-01-01', 'Nothing was reported of it, and it has no date that the hub can read.'],
  ['overdue', task({ report: reported('under-way') }), '2009-01-31', 'Reported as under way on 2009-01-15 by Leicester. It was due on 2008-12-31, 31 days before 2009-01-31.'],
  ['overdue', task({ status: 'Not started' }), '2009-01-31', 'Its publisher says “Not started”.'],
  ['under-way', task({ due: '2010', report: reported('under-way') }), '2009-01-31', 'It is due on 2010-12-31.'],
  ['done', task({ report: reported('done') }), '2012-01-31', 'Reported as done on 2009-01-15 by Leicester.'],
  ['done', task({ status: 'Completed.' }), '2012-01-31', 'Its publisher says “Completed.”.'],
  ['stopped', task({ status: 'superseded' }), '2012-01-31', 'Its publisher says “superseded”.'],
  ['not-reported', task({ status: 'see the minutes' }), '2009-01-31', 'Its publisher says “see the minutes”, which the hub cannot read as done or not done.'],
  ['done', task({ value: { actual: 8, aim: 8.1, period: '2008-11/2009-01', isReached: true } }), '2009-01-31', 'In 2008-11/2009-01 the value was 8, which reaches the 8.1 aimed at.'],
  ['missed', task({ value: { actual: 8.4, aim: 8.1, period: '2008-11/2009-01', isReached: false } }), '2009-01-31', 'which falls short of the 8.1 aimed at.'],
  ['off-course', task({ due: '2010', milestones: [{ state: 'missed', dueOn: '2009-01-31' }, { state: 'not-due', dueOn: '2010-01-31' }] }), '2009-06-30', '1 of its 2 milestones was not reached in time. It is due on 2010-12-31.'],
  ['under-way', task({ due: '2010', milestones: [{ state: 'done', dueOn: '2009-01-31' }, { state: 'not-due', dueOn: '2010-01-31' }] }), '2009-06-30', '1 of its 2 milestones is reached.'],
] as [string, Task, string, string][])('%s: %o on %s', (state, of, asAt, words) => {
  const found = progressOf(of, asAt);
  expect([found.state, found.explanation]).toEqual([state, expect.stringContaining(words)]);
});

test('a report counts before the words of its publisher, and these before a value', () => {
  const value = { actual: 1, aim: 2, period: 'CY2008', isReached: false };
  expect(progressOf(task({ report: reported('done'), status: 'not started', value }), '2009-06-30').basis).toBe('report');
  expect(progressOf(task({ status: 'done', value }), '2009-06-30').basis).toBe('publisher');
  expect(progressOf(task({ value }), '2009-06-30').basis).toBe('value');
});

test('only plain words are read: what is said at greater length is not guessed at', () => {
  expect(readStatus('On target')).toBe('under-way');
  expect(readStatus('not completed')).toBe('under-way');
  expect(readStatus('Outstanding')).toBeNull();
  expect(readStatus('completed in part, see below')).toBeNull();
  expect(readStatus('not done because the post was vacant')).toBeNull();
});

test('law: without a word from anybody nothing is ever overdue, and nothing done or stopped is ever late', () => {
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  fc.assert(fc.property(day, day, fc.option(fc.constantFrom(...saidStates)), (due, asAt, state) => {
    const found = progressOf(task({ due, report: state === null ? null : { state, onDay: asAt, madeBy: 'Leeds' } }), asAt);
    if (state === null) expect(['not-due', 'not-reported']).toContain(found.state);
    if (state === 'done' || state === 'stopped') expect([found.state, found.daysOver]).toEqual([state, null]);
    expect(found.daysOver === null || found.daysOver > 0).toBe(true);
  }));
});
