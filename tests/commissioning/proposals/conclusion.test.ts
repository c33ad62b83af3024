import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conclusionOf } from '../../../src/commissioning/proposals/conclusion.ts';
import { factSections, verdictOf, type Fact } from '../../../src/commissioning/proposals/Fact.ts';
import { hashOfFacts, movedFacts } from '../../../src/commissioning/proposals/movedFacts.ts';
import type { Reliance } from '../../../src/commissioning/proposals/ProposalContent.ts';

function fact(changes: Partial<Fact> = {}): Fact {
  return { key: 'absence', section: 'indicators', bodyCode: 'E06000015', label: 'Pupils absent, Derby', value: 6.99, unit: '%', period: 'AY2023/24', text: '', verdict: 'worse', isKnown: true, source: 'DfE', ...changes };
}

const places = fact({ key: 'places', label: 'Places, Rutland', value: 4, unit: 'places', period: null, verdict: null });

describe('facts that moved', () => {
  test('are told with what was and what is', () => {
    expect(movedFacts([fact()], [fact({ value: 7.2, period: 'AY2024/25' })])).toMatchObject([{ key: 'absence', how: 'changed', what: ['value'], explanation: 'Pupils absent, Derby: was 6.99 % (AY2023/24), worse, is now 7.2 % (AY2024/25), worse.' }]);
    expect(movedFacts([fact()], [fact({ value: 6.99, verdict: 'not-worse' })])).toMatchObject([{ what: ['verdict'], explanation: 'Pupils absent, Derby: was 6.99 % (AY2023/24), worse, is now 6.99 % (AY2023/24), not worse.' }]);
    expect(movedFacts([fact()], [fact({ value: null, isKnown: false, verdict: 'not-known', text: 'Suppressed.' })])).toMatchObject([{ what: ['value', 'text', 'verdict'], explanation: 'Pupils absent, Derby: was 6.99 % (AY2023/24), worse, is now not known (AY2023/24).' }]);
    expect(movedFacts([fact({ text: 'As published' })], [fact({ text: 'As revised' })])).toMatchObject([{ what: ['text'], explanation: 'Pupils absent, Derby: still 6.99 % (AY2023/24), worse, but the words changed from “As published” to “As revised”.' }]);
    expect(movedFacts([fact({ value: null, unit: null, period: null, verdict: null, text: 'Open more beds' })], [fact({ value: null, unit: null, period: null, verdict: null, text: 'Open two homes' })])).toMatchObject([{ explanation: 'Pupils absent, Derby: was “Open more beds”, is now “Open two homes”.' }]);
  });

  test('are of another period, though the figure is the same', () => {
    expect(movedFacts([fact()], [fact({ period: 'AY2024/25' })])).toMatchObject([{ what: ['value'], explanation: 'Pupils absent, Derby: was 6.99 % (AY2023/24), worse, is now 6.99 % (AY2024/25), worse.' }]);
  });

  test('are gone, or new, and in money in pounds', () => {
    expect(movedFacts([fact({ value: -1_200, unit: '£', verdict: null })], [places])).toMatchObject([
      { key: 'absence', how: 'gone', after: null, explanation: 'Pupils absent, Derby: was -£1,200 (AY2023/24), and the hub no longer tells of it.' },
      { key: 'places', how: 'new', before: null, explanation: 'New: Places, Rutland: 4 places.' },
    ]);
  });

  test('are none where only the source or the order is another', () => {
    expect(movedFacts([fact(), places], [places, fact({ source: 'DfE, revised' })])).toEqual([]);
  });

  test('have keys of their own: two under one key are a fault of the hub', () => {
    expect(() => movedFacts([fact(), fact({ value: 1 })], [])).toThrow('Facts have one key each, and 1 of 2 have that of another.');
  });
});

describe('a figure without limits that was frozen as better or worse', () => {
  const text = (other: number) => `In AY2023/24 it was 6.99, and that of the East Midlands was ${other}. Without confidence limits the difference may be chance. Nobody has said which direction is better.`;
  const [frozen, now] = [fact({ text: text(6.5) }), fact({ text: text(6.5), verdict: 'higher-but-may-be-chance' })];
  const same: Reliance = { factKey: 'absence', holdsWhile: 'same', value: null };
  const judge = (after: Fact) => conclusionOf({ frozen: [frozen], now: [after], conclusion: 'More are absent.', reliesOn: [same] }).state;

  test('is read as higher or lower, which may be chance, so that no conclusion turns because the word did', () => {
    expect([movedFacts([frozen], [now]), judge(now)]).toEqual([[], 'holds']);
    expect([verdictOf(frozen), verdictOf(fact({ text: text(7), verdict: 'neither' })), verdictOf(fact({ text: text(7), verdict: 'better' }))]).toEqual(['higher-but-may-be-chance', 'lower-but-may-be-chance', 'lower-but-may-be-chance']);
  });

  test('has moved when it is on the other side, and has turned', () => {
    const crossed = fact({ text: text(7), verdict: 'lower-but-may-be-chance' });
    expect(movedFacts([frozen], [crossed])).toMatchObject([{ what: ['text', 'verdict'], explanation: 'Pupils absent, Derby: was 6.99 % (AY2023/24), higher but may be chance, is now 6.99 % (AY2023/24), lower but may be chance.' }]);
    expect(judge(crossed)).toBe('no-longer');
  });

  test('keeps its verdict where its words name limits, and its hash always', () => {
    expect(verdictOf(fact({ text: 'In AY2023/24 it was 6.99 (95% limits 6.9 to 7.1), higher than that of the East Midlands, 6.5: significantly worse.' }))).toBe('worse');
    expect(hashOfFacts([frozen])).not.toBe(hashOfFacts([now]));
  });
});

describe('a conclusion', () => {
  const atLeast: Reliance = { factKey: 'absence', holdsWhile: 'at-least', value: 6.5 };
  const same: Reliance = { factKey: 'absence', holdsWhile: 'same', value: null };
  const judge = (now: Fact[], reliesOn: Reliance[] = [atLeast], conclusion = 'More are absent.') => {
    const { state, explanation } = conclusionOf({ frozen: [fact(), places], now, conclusion, reliesOn });
    return [state, explanation];
  };

  test('holds while the figures it rests on stay within', () => {
    expect(judge([fact({ value: 6.5 }), places])).toEqual(['holds', 'The conclusion holds. The one fact it rests on bears it out. Nothing else turned.']);
    expect(judge([fact({ value: 7.1 }), places], [{ ...atLeast, holdsWhile: 'at-most', value: 7.1 }])[0]).toBe('holds');
    expect(judge([fact({ value: 7.2 }), places], [same])[0]).toBe('holds');
    expect(judge([fact({ value: 7.2 }), { ...places, value: 5 }], [])).toEqual(['holds', 'The conclusion holds. It names no fact that it rests on. Nothing else turned.']);
  });

  test('no longer does when one of them moves out', () => {
    expect(judge([fact({ value: 6.4 }), places])).toEqual(['no-longer', 'The conclusion no longer holds: the one fact it rests on does not bear it out. Pupils absent, Derby: was 6.99 % (AY2023/24), worse, is now 6.4 % (AY2023/24), worse; the conclusion needs at least 6.5.']);
    expect(judge([fact({ value: 7.2 }), places], [{ ...atLeast, holdsWhile: 'at-most', value: 7.1 }])[0]).toBe('no-longer');
    expect(judge([fact({ verdict: 'better' }), places], [same])[0]).toBe('no-longer');
    expect(judge([fact(), { ...places, value: 5 }], [{ ...same, factKey: 'places' }])[0]).toBe('no-longer');
  });

  test('cannot be told when one of them is gone, not known, told in words only or never was', () => {
    expect(judge([places])).toEqual(['cannot-say', 'Whether the conclusion holds cannot be said: the one fact it rests on is not known now. Pupils absent, Derby: was 6.99 % (AY2023/24), worse, and the hub no longer tells of it.']);
    expect(judge([fact({ isKnown: false, value: null, text: 'Suppressed.' }), places], [same])).toEqual(['cannot-say', expect.stringMatching(/is now not known\. Suppressed\.$/)]);
    expect(judge([fact({ value: null, text: 'High' }), places])[0]).toBe('cannot-say');
    expect(judge([fact(), places], [{ ...same, factKey: 'other' }])).toEqual(['cannot-say', expect.stringMatching(/The evidence has no fact “other”\.$/)]);
  });

  test('that fails on one fact fails, though another is not known', () => {
    expect(judge([fact({ value: 1 })], [atLeast, { ...same, factKey: 'places' }])).toEqual(['no-longer', expect.stringMatching(/^The conclusion no longer holds: 1 of the 2 facts it rests on does not bear it out\. Pupils absent, .* Places, Rutland: was 4 places, and the hub no longer tells of it\.$/)]);
  });

  test('is in doubt when a verdict turned, or a known fact is known no longer, on which it does not rest by name', () => {
    expect(judge([fact({ verdict: 'better' }), places], [])).toEqual(['in-doubt', 'The conclusion is in doubt. It names no fact that it rests on. But other evidence turned: Pupils absent, Derby: was 6.99 % (AY2023/24), worse, is now 6.99 % (AY2023/24), better.']);
    expect(judge([fact(), { ...places, isKnown: false, value: null }])[0]).toBe('in-doubt');
    expect(judge([fact()])[0]).toBe('in-doubt');
    // A reliance on the figure says that the verdict does not matter.
    expect(judge([fact({ verdict: 'better' }), places])[0]).toBe('holds');
  });

  test('that nobody has told neither holds nor fails, and what turned is told all the same', () => {
    expect(judge([fact(), places], [], ' ')).toEqual(['cannot-say', 'No conclusion is told yet, so none can hold or fail.']);
    expect(judge([fact({ verdict: 'better' }), places], [same], '')).toEqual(['cannot-say', expect.stringMatching(/^No conclusion is told yet, so none can hold or fail\. Pupils absent, .*the conclusion needs it the same\.$/)]);
  });

  test('is not put in doubt by what is new, or was never known', () => {
    const unknown = { ...places, isKnown: false, value: null };
    expect(conclusionOf({ frozen: [fact(), unknown], now: [fact(), fact({ key: 'new' })], conclusion: 'More are absent.', reliesOn: [] }).state).toBe('holds');
  });
});

describe('the hash of facts', () => {
  const any = fc.uniqueArray(fc.record({ key: fc.string(), section: fc.constantFrom(...factSections), bodyCode: fc.option(fc.string()), label: fc.string(), value: fc.option(fc.integer()), unit: fc.option(fc.string()), period: fc.option(fc.string()), text: fc.string(), verdict: fc.option(fc.string()), isKnown: fc.boolean(), source: fc.option(fc.string()) }), { selector: ({ key }) => key, maxLength: 6 });

  test('is that of their JSON, by key', () => {
    const json = '[{"bodyCode":null,"isKnown":true,"key":"a","label":"A","period":null,"section":"use","source":null,"text":"é","unit":null,"value":1.5,"verdict":null}]';
    expect(hashOfFacts([{ verdict: null, value: 1.5, unit: null, text: 'é', source: null, section: 'use', period: null, label: 'A', key: 'a', isKnown: true, bodyCode: null }])).toBe(createHash('sha256').update(json).digest('hex'));
    expect(hashOfFacts([])).toBe('4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945');
  });

  test('is the same whatever the order of facts and of what they tell, and another once anything changes', () => {
    fc.assert(
      fc.property(any, fc.string(), (facts, word) => {
        const turned = facts.toReversed().map((one) => Object.fromEntries(Object.entries(one).toReversed()) as unknown as Fact);
        expect(hashOfFacts(turned)).toBe(hashOfFacts(facts));
        const [first, ...rest] = facts;
        if (first !== undefined && first.text !== word) expect(hashOfFacts([{ ...first, text: word }, ...rest])).not.toBe(hashOfFacts(facts));
      }),
    );
  });
});
