import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clustersOf, lastLinks } from '../../src/overlap/decisions/clusters.ts';
import { Counting } from '../../src/overlap/decisions/Counting.ts';
import { overlapIdOf, partIdOf, type Decision } from '../../src/overlap/decisions/Decision.ts';
import { inForce } from '../../src/overlap/decisions/inForce.ts';
import { placeMembers } from '../../src/overlap/decisions/placeMembers.ts';
import { leavingOf, splitsLeftBy, tyingOf, type Own } from '../../src/overlap/decisions/splitsLeft.ts';

const ids = ['A', 'B', 'C', 'D', 'E', 'F'];
const priority = fc.constantFrom(...ids);
const pair = fc.uniqueArray(priority, { minLength: 2, maxLength: 2 });
const place = fc.nat({ max: 4 });
const drawn = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('link-priorities' as const), priorityIds: pair }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unlink-priorities' as const), priorityIds: pair }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('split-overlap' as const), overlap: place, priorityIds: fc.uniqueArray(priority, { maxLength: 3 }), coreKeys: fc.constantFrom<string[]>([], ['T/x']) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge-overlaps' as const), overlap: place, into: place }) },
);
const owns = fc.tuple(...ids.map(() => fc.constantFrom<Own>({ isRead: true, coreKey: 'T/x' }, { isRead: true, coreKey: 'T/y' }, { isRead: true, coreKey: 'T/y' }, { isRead: true, coreKey: null }, { isRead: false, coreKey: null })));

const nothing = { priorityIds: [], themeCode: null, rank: null, overlapId: null, otherOverlapId: null, coreKeys: [], title: null, undoesId: null, note: 'So.', reviewer: 'Analyst', basis: {} };

function historyOf(all: readonly (typeof drawn extends fc.Arbitrary<infer Value> ? Value : never)[]): Decision[] {
  const places = [overlapIdOf('T'), overlapIdOf('U')];
  const placeAt = (at: number): string => places[at % places.length]!;
  return all.map((one, at) => {
    const known = { ...nothing, id: `${String(at).padStart(8, '0')}-0000-4000-8000-000000000000`, madeAt: new Date(Date.UTC(2025, 5, 1, 12, 0, at)).toISOString() };
    if (one.kind === 'merge-overlaps') return { ...known, kind: one.kind, overlapId: placeAt(one.overlap), otherOverlapId: placeAt(one.into) };
    if (one.kind !== 'split-overlap') return { ...known, ...one, themeCode: one.kind === 'link-priorities' ? 'T' : null };
    const split = { ...known, kind: one.kind, priorityIds: one.priorityIds, coreKeys: one.coreKeys, themeCode: 'T', overlapId: placeAt(one.overlap), otherOverlapId: partIdOf('T', known.id) };
    places.push(split.otherOverlapId);
    return split;
  }).filter(({ overlapId, otherOverlapId }) => overlapId === null || overlapId !== otherOverlapId);
}

describe('what a link takes from where splits that name it put it', () => {
  test('is what stood where splits and merges alone put it, and stands elsewhere once the link is made: all of it, where a part was merged with no other', () => {
    let seen = 0;
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 12, size: 'max' }).map(historyOf), owns, pair, (history, ownOf, priorityIds) => {
        const own = new Map(ids.map((id, at) => [id, ownOf[at]!]));
        const link: Decision = { ...nothing, id: '99999999-0000-4000-8000-000000000000', kind: 'link-priorities', priorityIds, themeCode: 'T', madeAt: '2025-06-02T00:00:00.000Z' };
        const counting = new Counting<Decision>();
        for (const one of inForce(history)) counting.add(one);
        const same = counting.aboutTheSame(link);
        for (const one of same ? [same] : []) counting.remove(one);
        for (const one of counting.contradictedBy(link)) counting.remove(one);
        const standing = counting.all();
        const placesBy = (decisions: readonly Decision[], those = ids, isRead = (id: string): boolean => own.get(id)!.isRead): Map<string, string> => {
          const standings = those.filter(isRead).map((priorityId) => ({ priorityId, themeCode: 'T', ring: 'core' as const, coreKey: own.get(priorityId)!.coreKey, coreTitle: null, confidence: 1, evidence: [] }));
          return new Map(placeMembers(those, standings, decisions).map((member) => [member.priorityId, member.overlapId]));
        };
        const aloneBy = (decisions: readonly Decision[], id: string): string | undefined => placesBy(decisions.filter(({ kind }) => kind === 'split-overlap' || kind === 'merge-overlaps'), [id], () => true).get(id);
        const [before, after] = [placesBy(standing), placesBy([...standing, link])];
        const left = splitsLeftBy(tyingOf(link, standing), standing, own);
        for (const [split, taken] of left) {
          for (const id of taken) {
            seen += 1;
            expect(split.priorityIds).toContain(id);
            expect(after.get(id)).not.toBe(before.get(id));
            expect(aloneBy(standing, id)).toBe(before.get(id));
          }
        }
        // What its split names may have come to a part in other ways, where that was merged with others.
        const merged = new Set(standing.filter(({ kind }) => kind === 'merge-overlaps').flatMap(({ overlapId, otherOverlapId }) => [overlapId, otherOverlapId]));
        for (const split of standing.filter(({ kind, otherOverlapId }) => kind === 'split-overlap' && !merged.has(otherOverlapId))) {
          const taken = split.priorityIds.filter((id) => before.get(id) === split.otherOverlapId && aloneBy(standing, id) === split.otherOverlapId && aloneBy(standing.filter((one) => one !== split), id) !== split.otherOverlapId && after.get(id) !== split.otherOverlapId);
          expect(left.get(split) ?? []).toEqual(expect.arrayContaining(taken));
        }
      }),
      { numRuns: 3_000 },
    );
    expect(seen).toBeGreaterThan(100);
  }, 60_000);
});

const link = (first: string, second: string) => ({ kind: 'link-priorities' as const, priorityIds: [first, second] });
const split = (overlap: number, ...priorityIds: string[]) => ({ kind: 'split-overlap' as const, overlap, priorityIds, coreKeys: [] });
const merge = (overlap: number, into: number) => ({ kind: 'merge-overlaps' as const, overlap, into });
/** By the place in the history of each split that the last, a link, goes against: what it takes from it. All are of one core group. */
function leftBy(...all: Parameters<typeof historyOf>[0]): Record<string, readonly string[]> {
  const history = historyOf(all);
  return leftIn(history.at(-1)!, inForce(history.slice(0, -1)));
}

function leftIn(last: Decision, before: readonly Decision[]): Record<string, readonly string[]> {
  const { splits } = leavingOf(tyingOf(last, before), before, new Map(ids.map((id) => [id, { isRead: true, coreKey: 'T/y' }])));
  return Object.fromEntries([...splits].map(([{ id }, taken]) => [Number(id.slice(0, 8)), taken]));
}

describe('a link takes', () => {
  test('from a split what it names: the second, and what hangs on that', () => {
    expect(leftBy(split(0, 'A'), link('F', 'A'))).toEqual({ 0: ['A'] });
    expect(leftBy(split(0, 'A', 'C'), link('A', 'B'), link('F', 'B'))).toEqual({ 0: ['A'] });
    expect(leftBy(split(0, 'A'), split(0, 'C'), link('A', 'B'), link('C', 'B'))).toEqual({ 0: ['A'] });
  });

  test('nothing from a split of another place, or of what it brings to the part', () => {
    expect(leftBy(split(1, 'A'), link('F', 'A'))).toEqual({});
    expect(leftBy(split(0, 'A'), link('A', 'B'), link('B', 'F'))).toEqual({});
    expect(leftBy(split(0, 'A', 'B'), link('A', 'B'))).toEqual({});
  });

  test('nothing from a split whose part was merged back', () => {
    expect(leftBy(split(0, 'A'), merge(2, 0), split(0, 'F'), link('F', 'A'))).toEqual({});
    expect(leftBy(split(0, 'A'), merge(2, 1), link('F', 'A'))).toEqual({ 0: ['A'] });
  });

  test('of two splits one after the other, from the later alone where it stays within what the earlier took out', () => {
    expect(leftBy(split(0, 'A', 'F'), split(2, 'A'), link('F', 'A'))).toEqual({ 1: ['A'] });
    expect(leftBy(split(0, 'A', 'F'), split(2, 'A'), link('B', 'A'))).toEqual({ 0: ['A'], 1: ['A'] });
  });

  test('what it takes among ten thousand links and splits is told without going through all for each', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => [split(0, `S${at}`), link(`P${at}`, `P${at + 1}`)]).flat();
    const before = historyOf([...many, split(0, 'A'), link('A', 'P0')]);
    expect(leftIn({ ...before.at(-1)!, id: 'last', priorityIds: ['F', 'P5000'] }, before)).toEqual({ 10_000: ['A'] });
  }, 1_000);
});

test('of what hangs together each is brought by the last link that took it along, as a replay finds', () => {
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 12 }), (pairs) => {
      const links = pairs.map((priorityIds, at) => ({ id: `${at}`, madeAt: `2025-06-01T12:00:${String(at).padStart(2, '0')}.000Z`, priorityIds }));
      const anchors = new Map<string, string>(ids.map((id) => [id, id]));
      const last = new Map<string, string>();
      for (const { id: link, priorityIds } of links) {
        const [to, from] = priorityIds.map((id) => anchors.get(id)!) as [string, string];
        for (const id of to === from ? [] : ids.filter((each) => anchors.get(each) === from)) {
          anchors.set(id, to);
          last.set(id, link);
        }
      }
      const found = [...new Set(clustersOf(links).values())].flatMap((cluster) => [...lastLinks(cluster)].map(([id, link]) => [id, link.id] as const));
      expect(new Map(found)).toEqual(last);
    }),
  );
});
