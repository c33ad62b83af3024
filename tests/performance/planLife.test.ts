import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePartialDate } from '../../src/catalogue/period.ts';
import { planLifeOf, type LifeConsultation, type LifeStep } from '../../src/performance/plans/planLifeOf.ts';
import { planReviewOf, type ReviewedPlan, type ReviewStep } from '../../src/performance/plans/planReviewOf.ts';

const plan: ReviewedPlan = { kind: 'cypp', status: null, coverage: 'whole', validFrom: '2006-04', inForceFrom: '2006-04-01', inForceTo: '2009-03-31', inForceBasis: 'stated' };
const review = (date: string, planned: boolean | null = null, body = 'Board'): ReviewStep => ({ date, body, purpose: 'review', planned });
const judged = (steps: readonly ReviewStep[], day: string, changes: Partial<ReviewedPlan> = {}) => planReviewOf({ ...plan, ...changes }, steps, day);

describe('the yearly review of a plan', () => {
  test('is due a year after the plan came into force, of a month the last day', () => {
    expect(judged([], '2007-04-30')).toEqual({ state: 'in-date', lastReview: null, planned: [], dueBy: '2007-04-30', explanation: 'No review of it is known. The first is due by 2007-04-30, 12 months after it came into force in 2006-04.' });
  });

  test('is not known, and never overdue, where none is known', () => {
    expect(judged([], '2007-05-01')).toMatchObject({ state: 'not-known', dueBy: '2007-04-30', explanation: 'No review of it is known. The first was due by 2007-04-30, 12 months after it came into force in 2006-04: whether there was one is not known.' });
  });

  test('is due a year after the last that is known, and overdue the day after', () => {
    const steps = [review('2007'), review('2007-06-15', false, 'Executive')];
    // A year counts by its last day, so the later of the two is the one of which only the year is known.
    expect(judged(steps, '2008-12-31')).toMatchObject({ state: 'in-date', lastReview: steps[0], dueBy: '2008-12-31' });
    expect(judged([steps[1]!], '2008-06-15')).toMatchObject({ state: 'in-date', dueBy: '2008-06-15', explanation: 'The last review that the hub knows of was on 2007-06-15, by Executive. The next is due by 2008-06-15, 12 months after that review.' });
    expect(judged([steps[1]!], '2008-06-16')).toMatchObject({ state: 'overdue', dueBy: '2008-06-15', explanation: 'The last review that the hub knows of was on 2007-06-15, by Executive. The next was due by 2008-06-15, 12 months after that review: none is known since.' });
  });

  test('is not overdue where a later one was planned, of which nobody tells whether it took place', () => {
    const steps = [review('2008-05', true), review('2007-06-15'), review('2009-01', true), review('2006-12', true)];
    expect(judged(steps, '2008-07-01')).toMatchObject({ state: 'not-known', lastReview: steps[1], planned: [steps[3], steps[0], steps[2]], explanation: expect.stringContaining('One was planned for 2008-05, and whether it took place is not known. One is planned for 2009-01.') });
    // The control: planned for after the day, it does not put the judgement off.
    expect(judged([steps[1]!, steps[2]!], '2008-07-01')).toMatchObject({ state: 'overdue' });
  });

  test('of a day before it is not known yet', () => {
    expect(judged([review('2007-03')], '2007-02-28')).toMatchObject({ state: 'in-date', lastReview: null, dueBy: '2007-04-30' });
  });

  test('before the plan came into force does not count', () => {
    expect(judged([review('2006-01')], '2007-04-01')).toMatchObject({ lastReview: { date: '2006-01' }, dueBy: '2007-04-30' });
  });

  test.each<[string, Partial<ReviewedPlan>, string, string]>([
    ['not-asked', { kind: 'community' }, '2007-01-01', 'No yearly review is asked of a plan of this kind.'],
    ['not-asked', { coverage: 'none-required' }, '2007-01-01', 'not required to have a plan'],
    ['not-asked', { inForceTo: '2012-12-31' }, '2010-10-01', 'Since October 2010 no authority must have'],
    ['not-known', { inForceTo: '2012-12-31' }, '2010-09-30', 'whether there was one is not known'],
    ['not-in-force', { status: 'draft' }, '2007-01-01', 'its status is “draft”'],
    ['not-in-force', {}, '2006-03-31', 'It is not in force on 2006-03-31, but from 2006-04-01 to 2009-03-31.'],
    ['not-in-force', { inForceBasis: 'assumed' }, '2009-04-01', 'to 2009-03-31 (its end is assumed).'],
    ['not-known', { validFrom: null, inForceFrom: null, inForceTo: null, inForceBasis: 'unknown' }, '2007-01-01', 'On which days it is in force is not known'],
  ])('%s: %j on %s', (state, changes, day, words) => {
    expect(judged([], day, changes)).toMatchObject({ state, explanation: expect.stringContaining(words) });
  });

  test('is not due any more where the plan ends before, or where by then none is asked for', () => {
    expect(judged([review('2008-05-10')], '2009-01-01')).toMatchObject({ state: 'in-date', dueBy: null, explanation: expect.stringContaining('The next would be due by 2009-05-10, 12 months after that review, and by then it is not in force.') });
    expect(judged([review('2010-05-10')], '2010-06-01', { inForceTo: '2012-12-31' })).toMatchObject({ dueBy: null, explanation: expect.stringContaining('by then none is asked for') });
  });

  test('is never called overdue before its day, nor without a review that is known', () => {
    const day = fc.date({ min: new Date('2006-04-01'), max: new Date('2009-03-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    const step = fc.record({ date: fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length)), body: fc.constant('Board'), purpose: fc.constantFrom('review', 'approval'), planned: fc.constantFrom(true, false, null) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), day, (steps, asAt) => {
        const { state, dueBy, lastReview } = judged(steps, asAt);
        expect(state === 'overdue' && (lastReview === null || dueBy === null || dueBy >= asAt)).toBe(false);
        expect(state === 'in-date' && dueBy !== null && dueBy < asAt).toBe(false);
        expect(lastReview === null || (!lastReview.planned && lastReview.purpose === 'review')).toBe(true);
      }),
    );
  });
});

const step = (date: string, changes: Partial<LifeStep> = {}): LifeStep => ({ date, body: 'Cabinet', purpose: 'approval', result: null, planned: null, ...changes });
const consultation = (from: string | null, to: string | null, changes: Partial<LifeConsultation> = {}): LifeConsultation => ({ title: 'Hear by Right', from, to, participants: null, approximate: null, audience: null, findings: null, response: null, ...changes });

describe('the life of a plan', () => {
  test('stands in the order of its dates where they tell, else as its publisher lists it, and without a date last', () => {
    const life = planLifeOf([step('2006-04'), step('2006'), step('2005'), step('2006-02-21')], [consultation(null, null), consultation('2005-10', '2006-01'), consultation('2006-05', null)]);
    expect(life.map(({ when }) => when)).toEqual(['2005', '2005-10 to 2006-01', '2006', '2006-02-21', '2006-04', 'from 2006-05', null]);
  });

  test('says of each consultation what was said and done about it, and where that is not told', () => {
    const told = consultation('2006', '2006', { participants: 1650, approximate: true, audience: 'Parents', findings: 'Too few places', response: 'Forty more are planned.' });
    expect(planLifeOf([], [told, consultation(null, '2006')])).toMatchObject([
      { when: 'until 2006', who: null, cameOfIt: 'How many took part is not told. What they said is not told. What was done about it is not told.' },
      { when: '2006', who: 'Parents', what: 'Hear by Right', cameOfIt: 'About 1,650 took part. They said: Too few places. What was done about it: Forty more are planned.' },
    ].toReversed());
  });

  test('marks what was still to come', () => {
    const cameOfIt = (changes: Partial<LifeStep>) => planLifeOf([step('2006', changes)], [])[0]!.cameOfIt;
    expect(cameOfIt({ planned: true, result: 'Plan to return' })).toBe('Told of as still to come: Plan to return. Whether it took place is not told.');
    expect(cameOfIt({ planned: 1 })).toBe('Told of as still to come. Whether it took place is not told.');
    expect(cameOfIt({ planned: false, result: 'Approved' })).toBe('Approved.');
    expect(cameOfIt({})).toBe('What came of it is not told.');
  });

  test('keeps every event once, with nothing after what is certainly later, and steps that may be of one time as listed', () => {
    const date = fc.tuple(fc.constantFrom('2005', '2006', '2007'), fc.constantFrom('', '-02', '-07', '-07-15')).map((parts) => parts.join(''));
    const steps = fc.array(date.map((one) => step(one)), { maxLength: 8 });
    const consultations = fc.array(fc.tuple(fc.option(date), fc.option(date)).map(([from, to]) => consultation(from, to)), { maxLength: 5 });
    const spanOf = (when: string | null) => (when === null || when.includes(' ') ? null : parsePartialDate(when));
    fc.assert(
      fc.property(steps, consultations, (ofSteps, ofConsultations) => {
        const life = planLifeOf(ofSteps, ofConsultations);
        expect(new Set(life.map(({ step: one, consultation: other }) => one ?? other)).size).toBe(ofSteps.length + ofConsultations.length);
        const spans = life.map(({ when }) => spanOf(when));
        spans.forEach((one, index) => spans.slice(index + 1).forEach((later) => expect(one !== null && later !== null && later.to < one.from).toBe(false)));
        if (new Set(ofSteps.map((one) => one.date)).size === 1) expect(life.flatMap((event) => event.step ?? [])).toEqual(ofSteps);
      }),
    );
  });
});
