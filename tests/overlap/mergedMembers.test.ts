import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlapIdOf, partIdOf, type Decision } from '../../src/overlap/decisions/Decision.ts';
import { placeMembers } from '../../src/overlap/decisions/placeMembers.ts';
import type { Standing } from '../../src/overlap/decisions/Standing.ts';

const ids = ['A', 'B', 'C', 'D'];
const nothing = { priorityIds: [], themeCode: null, rank: null, overlapId: null, otherOverlapId: null, coreKeys: [], title: null, undoesId: null, note: 'So.', reviewer: 'Analyst', basis: {}, madeAt: '2025-06-01T12:00:00.000Z' };
const standing = (priorityId: string, themeCode: string, coreKey: string | null, confidence: number): Standing => ({ priorityId, themeCode, ring: coreKey === null ? 'related' : 'core', coreKey, coreTitle: coreKey, confidence, evidence: [] });
const confidence = fc.double({ min: 0.4, max: 0.98, noNaN: true });
const standingsOf = (themeCode: string, keys: readonly (string | null)[]) => fc.tuple(...ids.map((id) => fc.option(fc.record({ key: fc.constantFrom(...keys), confidence }).map((one) => standing(id, themeCode, one.key, one.confidence)), { nil: null })));

test('who sat in one meeting of an overlap still does once another was merged into it, whatever themes they also have and wherever all of them went', () => {
  const merge = (id: string, from: string, into: string): Decision => ({ ...nothing, id, kind: 'merge-overlaps', overlapId: from, otherOverlapId: into });
  const [t, u, w, part] = [overlapIdOf('T'), overlapIdOf('U'), overlapIdOf('W'), partIdOf('T', 's')];
  const split: Decision = { ...nothing, id: 's', kind: 'split-overlap', themeCode: 'T', overlapId: t, coreKeys: ['T/x'], otherOverlapId: part };
  const histories = [[merge('a', u, t)], [split, merge('a', u, part)], [merge('a', u, t), merge('b', t, w)], [merge('a', t, w), merge('b', u, w)], [split, merge('a', u, part), merge('b', part, w)], [merge('a', w, u), merge('b', u, t)]];
  let together = 0;
  fc.assert(fc.property(standingsOf('T', ['T/x', 'T/y', null]), standingsOf('U', ['U/x', 'U/y', null]), standingsOf('W', ['W/x', null]), fc.constantFrom(...histories), (ofT, ofU, ofW, history) => {
    const standings = [...ofT, ...ofU, ...ofW].filter((one) => one !== null);
    const meetings = (done: number) => new Map(placeMembers(ids, standings, history.slice(0, done)).filter(({ coreKey }) => coreKey !== null).map((member) => [`${member.priorityId} ${member.overlapId}`, `${member.overlapId} ${member.coreKey}`]));
    for (const [at, { kind, otherOverlapId: into }] of history.entries()) {
      if (kind !== 'merge-overlaps') continue;
      const [before, after] = [meetings(at), meetings(at + 1)];
      for (const one of ids) for (const other of ids) {
        const [place, otherPlace] = [one, other].map((id) => before.get(`${id} ${into}`));
        if (one === other || place === undefined || place !== otherPlace) continue;
        together += 1;
        expect(after.get(`${one} ${into}`)).toBe(place);
        expect(after.get(`${other} ${into}`)).toBe(place);
      }
    }
  }), { numRuns: 500 });
  expect(together).toBeGreaterThan(300);
});
