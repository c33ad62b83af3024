import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPosition, stances, type Position } from '../../../src/commissioning/proposals/positions.ts';
import { agreementOf, standingsOf, type Version } from '../../../src/commissioning/proposals/standing.ts';
import { derby, leicester, names, rutland, shortBreaks } from '../../support/proposals.ts';

const today = '2026-11-27';

function position(changes: Partial<Position> = {}): Position {
  return {
    bodyCode: derby, versionNumber: 2, evidenceNumber: 1, stance: 'support', conditions: '', reason: '', decisionTaker: 'Cabinet', decidingGroupId: null, decidedOn: '2026-11-10', isKeyDecision: false,
    callInEndsOn: null, calledIn: false, power: 'Section 10 of the Children Act 2004', by: 'Head of commissioning', at: '2026-11-11T09:00:00Z', ...changes,
  };
}

const versions: Version[] = [{ number: 1, content: shortBreaks() }, { number: 2, content: shortBreaks({ who: 'Leicester buys for all' }) }];

const evidence = [{ number: 1, sha256: 'aa' }];

describe('a position', () => {
  const check = (changes: Partial<Position>) => () => checkPosition(position(changes), { content: versions[1]!.content, versionNumber: 2, evidenceNumber: 1, today });

  test('may be taken by a body that takes part, today or earlier', () => {
    expect(check({})).not.toThrow();
    expect(check({ decidedOn: today, isKeyDecision: true, callInEndsOn: today })).not.toThrow();
    expect(check({ decisionTaker: '', decidingGroupId: 'board', stance: 'support-with-conditions', conditions: 'Reviewed each year' })).not.toThrow();
    expect(check({ stance: 'object', reason: 'Too far for parents' })).not.toThrow();
  });

  test.each<[string, Partial<Position>]>([
    [`bodyCode is "E06000018", which does not take part. Those that do: ${derby}, ${leicester} and ${rutland}.`, { bodyCode: 'E06000018' }],
    ['version is 1, and version 2 is in force. Read what changed since, and take the position on version 2.', { versionNumber: 1 }],
    ['evidence is 2, and evidence 1 is the latest. Read what moved since, and take the position on evidence 1.', { evidenceNumber: 2 }],
    ['stance is "maybe". Expected one of support, support-with-conditions, abstain, object.', { stance: 'maybe' as Position['stance'] }],
    ['conditions is empty, and the stance is support-with-conditions. Say on which conditions, or send the stance support.', { stance: 'support-with-conditions' }],
    ['conditions is told, and the stance is support. Send the stance support-with-conditions, or no conditions.', { conditions: 'Reviewed each year' }],
    ['reason is empty, and the stance is object. Say why, so that the others know what would have to change.', { stance: 'object' }],
    ['decisionTaker is empty, and no decidingGroup is sent. Say who decided: a committee, a board or a post, never a person’s name.', { decisionTaker: '' }],
    ['power is empty. Say which power the decision relies on, for example "Section 10 of the Children Act 2004".', { power: ' ' }],
    ['decidedOn is "10 November". Expected a date such as 2026-11-27.', { decidedOn: '10 November' }],
    ['decidedOn is 2026-11-28, and today is 2026-11-27. Record the decision once it is taken.', { decidedOn: '2026-11-28' }],
    ['callInEndsOn is missing, and it is a key decision. Send the last day on which the decision may be called in.', { isKeyDecision: true }],
    ['callInEndsOn is 2026-11-09, before the decision of 2026-11-10. Send the last day on which the decision may be called in.', { isKeyDecision: true, callInEndsOn: '2026-11-09' }],
    ['callInEndsOn is "soon". Expected a date such as 2026-12-04.', { callInEndsOn: 'soon' }],
    ['calledIn is true, and callInEndsOn is missing. Send the last day on which the decision could be called in.', { calledIn: true }],
  ])('is refused: %s', (message, changes) => {
    expect(check(changes)).toThrow(message);
  });
});

describe('where each body stands', () => {
  const standingOf = (bodyCode: string, positions: Position[], onDay = today) => standingsOf({ positions, versions, evidence, today: onDay, names }).find((standing) => standing.bodyCode === bodyCode)!;

  test('is its latest word, on the version in force or on an earlier one, with what changed since', () => {
    const [first, second] = [position({ versionNumber: 1 }), position({ stance: 'object', reason: 'Too far', at: '2026-11-20T09:00:00Z' })];
    expect(standingOf(derby, [second, first])).toMatchObject({ position: { stance: 'object' }, isOnCurrentVersion: true, differences: [], explanation: 'Derby objects to version 2, decided on 2026-11-10. No call-in is stated; it is no key decision.' });
    expect(standingOf(derby, [first])).toMatchObject({
      isOnCurrentVersion: false,
      differences: [{ section: 'who', parts: [{ was: null, now: 'Leicester buys for all' }] }],
      explanation: 'Derby supports version 1, decided on 2026-11-10. Version 2 is in force. Changed since: who should undertake the work. It is asked again. No call-in is stated; it is no key decision.',
    });
    expect(standingOf(rutland, [first])).toEqual({ bodyCode: rutland, name: 'Rutland', isLead: false, position: null, isOnCurrentVersion: false, isOnCurrentEvidence: false, isAskedAgain: false, differences: null, mayBeActedOn: false, explanation: 'Rutland has taken no position yet.' });
  });

  test('a decision is acted on from the day after the last on which it may be called in, and never once it was', () => {
    const key = position({ isKeyDecision: true, callInEndsOn: '2026-11-17' });
    expect([standingOf(derby, [key], '2026-11-17'), standingOf(derby, [key], '2026-11-18'), standingOf(derby, [{ ...key, calledIn: true }], '2026-11-18')].map(({ mayBeActedOn, explanation }) => [mayBeActedOn, explanation])).toEqual([
      [false, 'Derby supports version 2, decided on 2026-11-10. The key decision may be called in until 2026-11-17, and be acted on from 2026-11-18.'],
      [true, 'Derby supports version 2, decided on 2026-11-10. The key decision may be acted on: call-in ended on 2026-11-17.'],
      [false, 'Derby supports version 2, decided on 2026-11-10. The decision was called in, and waits for scrutiny.'],
    ]);
  });

  test('on evidence that says otherwise now is asked again; on the same facts frozen anew it is not', () => {
    const standing = (sha256: string) => standingsOf({ positions: [position()], versions, evidence: [...evidence, { number: 2, sha256 }], today, names })[0];
    expect(standing('bb')).toMatchObject({
      isOnCurrentVersion: true, isOnCurrentEvidence: false, isAskedAgain: true,
      explanation: 'Derby supports version 2, decided on 2026-11-10. Evidence 2 was frozen since, and says otherwise than evidence 1, on which it decided. It is asked again. No call-in is stated; it is no key decision.',
    });
    expect(standing('aa')).toMatchObject({ isOnCurrentEvidence: true, isAskedAgain: false });
  });

  test('only bodies that take part in the version in force stand anywhere', () => {
    expect(standingsOf({ positions: [position({ bodyCode: 'E06000018' })], versions, evidence, today }).map(({ bodyCode, name, isLead }) => [bodyCode, name, isLead])).toEqual([[derby, derby, false], [leicester, leicester, true], [rutland, rutland, false]]);
  });
});

describe('a proposal may be agreed', () => {
  const all = (...changes: Partial<Position>[]) => [derby, leicester, rutland].flatMap((bodyCode, index) => (changes[index] === undefined ? [] : [position({ bodyCode, ...changes[index] })]));
  const agreement = (positions: Position[]) => agreementOf(standingsOf({ positions, versions, evidence, today, names }));

  test('when all have a position on the version in force, two support it with the lead, and no call-in is open', () => {
    expect(agreement(all({}, { stance: 'support-with-conditions', conditions: 'Reviewed' }, { stance: 'abstain' }))).toEqual({ mayBeAgreed: true, missing: [], explanation: 'It may be agreed: 3 of 3 bodies have a position on the version in force, none objects, Derby and Leicester support it, Leicester as its lead, and no decision can still be called in.' });
  });

  test.each<[string, Position[]]>([
    ['Rutland has taken no position yet.', all({}, {})],
    ['Rutland has a position on an earlier version only.', all({}, {}, { versionNumber: 1 })],
    ['Rutland objects.', all({}, {}, { stance: 'object' })],
    ['At least 2 bodies must support it; only Leicester does.', all({ stance: 'abstain' }, {}, { stance: 'abstain' })],
    ['The lead, Leicester, does not support the version in force.', all({}, { stance: 'abstain' }, {})],
    ['Derby waits for scrutiny of a decision that was called in.', all({ callInEndsOn: '2026-11-17', calledIn: true }, {}, {})],
    ['The decision of Derby may be called in until 2026-11-27.', all({ isKeyDecision: true, callInEndsOn: '2026-11-27' }, {}, {})],
  ])('not while %s', (missing, positions) => {
    expect(agreement(positions)).toEqual({ mayBeAgreed: false, missing: [missing], explanation: `It may not be agreed yet. ${missing}` });
  });

  test('not while one decided on evidence that says otherwise now', () => {
    const newer = [...evidence, { number: 2, sha256: 'bb' }];
    const missing = (positions: Position[]) => agreementOf(standingsOf({ positions, versions, evidence: newer, today, names })).missing;
    expect(missing(all({ evidenceNumber: 2 }, { evidenceNumber: 2 }, {}))).toEqual(['Rutland has a position on earlier evidence only, which said otherwise.']);
    expect(missing(all({ evidenceNumber: 2 }, { evidenceNumber: 2 }, { evidenceNumber: 2 }))).toEqual([]);
  });

  test('not without a lead or bodies', () => {
    expect(agreementOf([]).missing).toEqual(['No body takes part.', 'At least 2 bodies must support it; none does.', 'No lead is named.']);
  });

  test('never while one objects, has not decided on it, or can be called in, whatever the others say', () => {
    const any = fc.record({ stance: fc.constantFrom(...stances), versionNumber: fc.constantFrom(1, 2, 2), callInEndsOn: fc.constantFrom(null, '2026-11-20', today), calledIn: fc.boolean() });
    fc.assert(
      fc.property(fc.array(any, { minLength: 2, maxLength: 3 }), (changes) => {
        const positions = all(...changes.map((one) => ({ ...one, calledIn: one.calledIn && one.callInEndsOn !== null })));
        const supports = (code: string) => positions.some(({ bodyCode, stance }) => bodyCode === code && stance.startsWith('support'));
        const expected = positions.length === 3 && positions.every(({ stance, versionNumber, callInEndsOn, calledIn }) => stance !== 'object' && versionNumber === 2 && !calledIn && callInEndsOn !== today) && supports(leicester) && (supports(derby) || supports(rutland));
        expect(agreement(positions).mayBeAgreed).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});
