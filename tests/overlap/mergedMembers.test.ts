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

test('who sat in one meeting of an overlap still does once another was merged into it, whatever themes they also have', () => {
  const merge: Decision = { ...nothing, id: 'm', kind: 'merge-overlaps', overlapId: overlapIdOf('U'), otherOverlapId: overlapIdOf('T') };
  const split: Decision = { ...nothing, id: 's', kind: 'split-overlap', themeCode: 'T', overlapId: overlapIdOf('T'), coreKeys: ['T/x'], otherOverlapId: partIdOf('T', 's') };
  const intoPart: Decision = { ...merge, otherOverlapId: partIdOf('T', 's') };
  let together = 0;
  fc.assert(fc.property(standingsOf('T', ['T/x', 'T/y', null]), standingsOf('U', ['U/x', 'U/y', null]), fc.boolean(), (ofT, ofU, isIntoPart) => {
    const standings = [...ofT, ...ofU].filter((one) => one !== null);
    const decisions = isIntoPart ? [split, intoPart] : [merge];
    const placesOf = (by: readonly Decision[]) => new Map(placeMembers(ids, standings, by).filter(({ themeCode, coreKey }) => themeCode === 'T' && coreKey !== null).map((member) => [member.priorityId, `${member.overlapId} ${member.coreKey}`]));
    const [before, after] = [placesOf(decisions.slice(0, -1)), placesOf(decisions)];
    for (const [one, place] of before) for (const [other, otherPlace] of before) {
      if (one === other || place !== otherPlace) continue;
      together += 1;
      expect(after.get(one)).toBe(after.get(other));
      expect(after.get(one)).toBeDefined();
    }
  }));
  expect(together).toBeGreaterThan(100);
});
