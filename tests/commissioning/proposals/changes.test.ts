import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges, changedSections, differencesOf, mergeChanges } from '../../../src/commissioning/proposals/changes.ts';
import type { ProposalContent } from '../../../src/commissioning/proposals/ProposalContent.ts';
import { anyChanges, anyContent, derby, leicester, rutland, shortBreakCosts, shortBreaks, smallChanges, taking } from '../../support/proposals.ts';

/** What is different in one section of short breaks. */
function differentIn(before: Partial<ProposalContent>, after: Partial<ProposalContent>) {
  const differences = differencesOf(shortBreaks(before), shortBreaks(after));
  expect(differences).toHaveLength(1);
  return differences[0]!.parts;
}

const risk = { text: 'Nobody bids', likelihood: 'low' as const, impact: null, mitigation: '' };

describe('differences for people', () => {
  test('a text that is told, changed and taken away', () => {
    expect(differencesOf(shortBreaks(), shortBreaks({ who: 'Leicester buys for all' }))).toEqual([{ section: 'who', name: 'who should undertake the work', parts: [{ what: '', kind: 'added', was: null, now: 'Leicester buys for all' }] }]);
    expect(differentIn({ who: 'Leicester' }, { who: 'Derby' })).toEqual([{ what: '', kind: 'changed', was: 'Leicester', now: 'Derby' }]);
    expect(differentIn({ who: 'Leicester' }, {})).toEqual([{ what: '', kind: 'removed', was: 'Leicester', now: null }]);
  });

  test('a range in pounds, a body by its code, and nothing of what stayed', () => {
    expect(differentIn({}, { assumptions: shortBreakCosts({ unitCost: { low: 1_000, high: 1_500.5 } }) })).toEqual([{ what: 'unit cost', kind: 'changed', was: '£1,000 to £2,000', now: '£1,000 to £1,500.50' }]);
    expect(differentIn({}, { bodies: taking(derby, leicester) })).toEqual([{ what: `body ${rutland}`, kind: 'removed', was: rutland, now: null }]);
    expect(differentIn({}, { assumptions: shortBreakCosts({ volumes: shortBreakCosts().volumes.slice(1), economies: null }) })).toEqual([
      { what: `volume of ${derby}`, kind: 'removed', was: '20', now: null },
      { what: 'economies', kind: 'removed', was: '0 % to 10 %', now: null },
    ]);
  });

  test('lists entry by entry: what of one changed, which is reworded in its place, which is added', () => {
    expect(differentIn({ risks: [risk] }, { risks: [{ ...risk, likelihood: 'high', mitigation: 'Ask the market first' }] })).toEqual([
      { what: 'risk “Nobody bids”, likelihood', kind: 'changed', was: 'low', now: 'high' },
      { what: 'risk “Nobody bids”, mitigation', kind: 'added', was: null, now: 'Ask the market first' },
    ]);
    expect(differentIn({ recommendations: ['Agree it', 'Note it'] }, { recommendations: ['Agree it', 'Note the risks', 'Publish it'] })).toEqual([
      { what: 'recommendation “Note it”', kind: 'changed', was: 'Note it', now: 'Note the risks' },
      { what: 'recommendation “Publish it”', kind: 'added', was: null, now: 'Publish it' },
    ]);
    expect(differentIn({ risks: [risk] }, { risks: [] })).toEqual([{ what: 'risk “Nobody bids”', kind: 'removed', was: 'Nobody bids; likelihood: low', now: null }]);
  });

  test('a body in the place of another is another, and so are its share and its volume', () => {
    expect(differentIn({ bodies: taking(derby), leadCode: null }, { bodies: taking(rutland), leadCode: null })).toEqual([{ what: `body ${derby}`, kind: 'removed', was: derby, now: null }, { what: `body ${rutland}`, kind: 'added', was: null, now: rutland }]);
    expect(differentIn({ shares: [{ bodyCode: derby, percent: 100 }] }, { shares: [{ bodyCode: rutland, percent: 100 }] })).toEqual([{ what: `share of ${derby}`, kind: 'removed', was: '100 %', now: null }, { what: `share of ${rutland}`, kind: 'added', was: null, now: '100 %' }]);
  });

  test('what only stands in another order, and twice the same words', () => {
    expect(differentIn({ groups: ['a', 'b'] }, { groups: ['b', 'a'] })).toEqual([{ what: 'order', kind: 'changed', was: 'group “a”, group “b”', now: 'group “b”, group “a”' }]);
    expect(differentIn({ risks: [risk, risk] }, { risks: [risk] })).toEqual([{ what: 'risk “Nobody bids”', kind: 'removed', was: 'Nobody bids; likelihood: low', now: null }]);
  });

  test('every section that changed has a difference that shows both sides, and no other has one', () => {
    fc.assert(
      fc.property(anyContent, anyChanges, (before, changes) => {
        const after = applyChanges(before, changes);
        const differences = differencesOf(before, after);
        expect(differences.map(({ section }) => section)).toEqual(changedSections(before, after));
        for (const { parts } of differences) {
          expect(parts.length).toBeGreaterThan(0);
          for (const { was, now } of parts) expect(was).not.toBe(now);
        }
        for (const text of textsIn(after).filter((one) => !textsIn(before).includes(one))) expect(differences.some(({ parts }) => parts.some(({ now }) => now?.includes(text))), text).toBe(true);
        for (const text of textsIn(before).filter((one) => !textsIn(after).includes(one))) expect(differences.some(({ parts }) => parts.some(({ was }) => was?.includes(text))), text).toBe(true);
      }),
    );
  });
});

/** Every word that people wrote, wherever it stands. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return value === null || typeof value !== 'object' ? [] : Object.entries(value).filter(([key]) => key !== 'bodyCode').flatMap(([, inner]) => textsIn(inner));
}

describe('two people editing at once', () => {
  const base = shortBreaks({ who: 'Leicester', how: 'Tender' });

  test('who changed different sections, both keep theirs', () => {
    expect(mergeChanges({ base, current: { ...base, who: 'Derby' }, changes: { how: 'Framework' } })).toEqual({ merged: { ...base, who: 'Derby', how: 'Framework' } });
  });

  test('who changed one section differently, are shown all three, and nothing is merged', () => {
    expect(mergeChanges({ base, current: { ...base, who: 'Derby' }, changes: { who: 'Rutland', how: 'Framework' } })).toEqual({
      conflicts: [{
        section: 'who', name: 'who should undertake the work', base: 'Leicester', theirs: 'Derby', yours: 'Rutland',
        changedByThem: [{ what: '', kind: 'changed', was: 'Leicester', now: 'Derby' }],
        changedByYou: [{ what: '', kind: 'changed', was: 'Leicester', now: 'Rutland' }],
      }],
    });
  });

  test('who made the same change, are of one mind; and a section sent back as it was read undoes nobody', () => {
    expect(mergeChanges({ base, current: { ...base, who: 'Derby' }, changes: { who: 'Derby' } })).toEqual({ merged: { ...base, who: 'Derby' } });
    expect(mergeChanges({ base, current: { ...base, who: 'Derby' }, changes: { who: 'Leicester', how: 'Framework' } })).toEqual({ merged: { ...base, who: 'Derby', how: 'Framework' } });
  });

  test('who sends a section back with its parts in another order, or as GraphQL hands it over, has not changed it', () => {
    const ages = Object.assign(Object.create(null) as object, { to: 17, from: 5 }) as { from: number; to: number };
    expect(changedSections({ ...base, ages: { from: 5, to: 17 } }, { ...base, ages })).toEqual([]);
  });

  test('an edit of what is in force is applied as it is', () => {
    fc.assert(
      fc.property(anyContent, anyChanges, (content, changes) => {
        expect(mergeChanges({ base: content, current: content, changes })).toEqual({ merged: applyChanges(content, changes) });
      }),
    );
  });

  test('no word of either side is ever lost', () => {
    fc.assert(
      fc.property(anyContent, smallChanges, smallChanges, (content, theirs, yours) => {
        const [current, wanted] = [applyChanges(content, theirs), applyChanges(content, yours)];
        const result = mergeChanges({ base: content, current, changes: yours });
        for (const [side, key] of [[current, 'theirs'], [wanted, 'yours']] as const) {
          for (const section of changedSections(content, side)) {
            // In conflict nothing is merged: what is in force stands, and the edit is still in the hands of its editor, who sees both.
            if ('merged' in result) expect(result.merged[section]).toEqual(side[section]);
            else if (changedSections(current, wanted).includes(section) && changedSections(content, current).includes(section) && changedSections(content, wanted).includes(section)) expect(result.conflicts.find((one) => one.section === section)?.[key]).toEqual(side[section]);
          }
        }
      }),
    );
  });

  test('sections that neither touched stay as they were', () => {
    fc.assert(
      fc.property(anyContent, smallChanges, smallChanges, (content, theirs, yours) => {
        const result = mergeChanges({ base: content, current: applyChanges(content, theirs), changes: yours });
        if ('conflicts' in result) return;
        for (const section of changedSections(content, result.merged)) expect(section in theirs || section in yours).toBe(true);
      }),
    );
  });

  test('edits of different sections lead to the same whichever comes first', () => {
    fc.assert(
      fc.property(anyContent, smallChanges, smallChanges, (content, one, other) => {
        fc.pre(Object.keys(one).every((section) => !(section in other)));
        expect(mergeChanges({ base: content, current: applyChanges(content, one), changes: other })).toEqual(mergeChanges({ base: content, current: applyChanges(content, other), changes: one }));
      }),
    );
  });
});
