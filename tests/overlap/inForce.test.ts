import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overlapIdOf, partIdOf, subjectOf, type Decision } from '../../src/overlap/decisions/Decision.ts';
import { settle, type Act } from '../../src/overlap/decisions/inForce.ts';

const priority = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F');
const themeCode = fc.constantFrom('T', 'U');
const pair = fc.uniqueArray(priority, { minLength: 2, maxLength: 2 });
/** Of the ids of overlaps that there then may be: those of the themes, and parts. */
const place = fc.nat({ max: 4 });

const drawn = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('link-priorities' as const), priorityIds: pair, themeCode }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('unlink-priorities' as const), priorityIds: pair }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('set-theme' as const, 'refuse-theme' as const), priorityIds: priority.map((one) => [one]), themeCode }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('split-overlap' as const), overlap: place, themeCode, priorityIds: fc.uniqueArray(priority, { maxLength: 3 }), coreKeys: fc.constantFrom([], ['T/x'], ['U/x']) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge-overlaps' as const), overlap: place, into: place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('confirm-overlap' as const, 'reject-overlap' as const, 'rename-overlap' as const), overlap: place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), undoes: fc.nat() }) },
);
type Drawn = typeof drawn extends fc.Arbitrary<infer Value> ? Value : never;

const nothing = { priorityIds: [], themeCode: null, overlapId: null, otherOverlapId: null, coreKeys: [], undoesId: null };

/** Acts one after the other, some in the same moment. */
function historyOf(all: readonly Drawn[]): Act[] {
  const history: Act[] = [];
  const places = [overlapIdOf('T'), overlapIdOf('U')];
  const placeAt = (at: number): string => places[at % places.length]!;
  for (const [at, one] of all.entries()) {
    const known = { ...nothing, id: `${String(at * 7919 % 100).padStart(8, '0')}-0000-4000-8000-${String(at).padStart(12, '0')}`, madeAt: `2025-06-01T12:00:0${Math.floor(at / 3)}.000Z` };
    if (one.kind === 'undo') {
      if (history.length > 0) history.push({ ...known, kind: 'undo', undoesId: history[one.undoes % history.length]!.id });
    } else if (one.kind === 'split-overlap') {
      const otherOverlapId = partIdOf(one.themeCode, known.id);
      const { overlap, ...said } = one;
      history.push({ ...known, ...said, overlapId: placeAt(overlap), otherOverlapId });
      places.push(otherOverlapId);
    } else if (one.kind === 'merge-overlaps') {
      if (placeAt(one.overlap) !== placeAt(one.into)) history.push({ ...known, kind: one.kind, overlapId: placeAt(one.overlap), otherOverlapId: placeAt(one.into) });
    } else if ('overlap' in one) {
      history.push({ ...known, kind: one.kind, overlapId: placeAt(one.overlap) });
    } else {
      history.push({ ...known, ...one });
    }
  }
  return history;
}

/** The rules said plainly: each decision is held against all that count, and clusters are made anew each time. */
function settledPlainly(history: readonly Act[]): { counting: Act[]; overruled: Map<string, string> } {
  const standing = history.filter(({ id, kind }) => kind !== 'undo' && !history.some(({ undoesId }) => undoesId === id)).sort((a, b) => (`${a.madeAt} ${a.id}` < `${b.madeAt} ${b.id}` ? -1 : 1));
  let counting: Act[] = [];
  const overruled = new Map<string, string>();
  for (const later of standing) {
    const same = counting.filter((one) => subjectOf(one) === subjectOf(later));
    const others = counting.filter((one) => !same.includes(one));
    const against = [...same, ...againstPlainly(later, others)];
    for (const { id } of against) overruled.set(id, later.id);
    counting = [...counting.filter((one) => !against.includes(one)), later];
  }
  return { counting, overruled };
}

function againstPlainly(later: Act, others: readonly Act[]): Act[] {
  const links = others.filter(({ kind }) => kind === 'link-priorities');
  const [first, second] = later.priorityIds as [string, string];
  switch (later.kind) {
    case 'link-priorities':
      return others.filter(({ kind, themeCode: theme, priorityIds: [a, b] }) => (kind === 'refuse-theme' && theme === later.themeCode && later.priorityIds.includes(a!)) || (kind === 'unlink-priorities' && together(a!, b!, [...links, later].filter((link) => link.themeCode === later.themeCode))));
    case 'unlink-priorities':
      return [...Map.groupBy(links, (link) => link.themeCode).values()].flatMap((ofTheme) => {
        if (!together(first, second, ofTheme)) return [];
        return anchorOf(second, ofTheme) === second ? cut([first], second, ofTheme) : cut([second], first, ofTheme);
      });
    case 'refuse-theme':
      return links.filter((link) => link.themeCode === later.themeCode && link.priorityIds.includes(first));
    case 'split-overlap': {
      const moves = others.filter(({ kind }) => kind === 'split-overlap' || kind === 'merge-overlaps');
      const found: Act[] = [];
      for (;;) {
        const left = links.filter((link) => !found.includes(link));
        const more = later.priorityIds.flatMap((named) => ['T', 'U'].flatMap((theme) => {
          const ofTheme = left.filter((link) => link.themeCode === theme);
          const anchor = anchorOf(named, ofTheme);
          return !later.priorityIds.includes(anchor) && mayBeIn(later.overlapId!, anchor, theme, moves) ? cut(later.priorityIds, anchor, ofTheme) : [];
        }));
        if (more.length === 0) return found;
        found.push(...new Set(more));
      }
    }
    case 'merge-overlaps':
      return others.filter(({ kind, overlapId }) => kind === 'reject-overlap' && [later.overlapId, later.otherOverlapId].includes(overlapId));
    default:
      return [];
  }
}

function together(a: string, b: string, links: readonly Act[]): boolean {
  const reached = new Set([a]);
  for (const one of reached) for (const { priorityIds } of links) if (priorityIds.includes(one)) for (const other of priorityIds) reached.add(other);
  return reached.has(b);
}

/** Where each link takes all that hangs together with its second to where all that hangs together with its first is. */
function anchorOf(one: string, links: readonly Act[]): string {
  const anchors = new Map<string, string>();
  const known = (id: string): string => anchors.get(id) ?? id;
  for (const { priorityIds: [first, second] } of links) {
    const [to, from] = [known(first!), known(second!)];
    for (const id of ['A', 'B', 'C', 'D', 'E', 'F']) if (known(id) === from) anchors.set(id, to);
  }
  return known(one);
}

/** Links of some with others that are together, without any of the some, with one that stays. */
function cut(some: readonly string[], stays: string, links: readonly Act[]): Act[] {
  const rest = links.filter(({ priorityIds }) => !priorityIds.some((id) => some.includes(id)));
  return links.filter(({ priorityIds }) => priorityIds.some((id) => some.includes(id)) && priorityIds.some((id) => !some.includes(id) && together(id, stays, rest)));
}

/** Whether there is a way by splits and merges, each a part that is there. Of a split by core groups both is possible. */
function mayBeIn(place: string, one: string, theme: string, moves: readonly Act[], from = overlapIdOf(theme), parts: readonly string[] = []): boolean {
  if (moves.length === 0) return place === from;
  const [move, ...rest] = moves as [Act, ...Act[]];
  const isThere = (id: string): boolean => parts.includes(id) || [overlapIdOf('T'), overlapIdOf('U')].includes(id);
  const parted = move.kind === 'split-overlap' && isThere(move.overlapId!) ? [...parts, move.otherOverlapId!] : parts;
  const isMoved = move.overlapId === from && isThere(move.overlapId) && (parted.includes(move.otherOverlapId!) || isThere(move.otherOverlapId!));
  const mustGo = isMoved && (move.kind === 'merge-overlaps' || move.priorityIds.includes(one));
  const mayGo = mustGo || (isMoved && move.coreKeys.some((key) => key.startsWith(`${theme}/`)));
  return (mayGo && mayBeIn(place, one, theme, rest, move.otherOverlapId!, parted)) || (!mustGo && mayBeIn(place, one, theme, rest, from, parted));
}

describe('which decisions count, and which overrule which', () => {
  test('is what holding each against all that count says, in whatever order they come', () => {
    const seen = { overruled: 0, bySplits: 0 };
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 27, size: 'max' }).map(historyOf), fc.gen(), (history, random) => {
        const expected = settledPlainly(history);
        const shuffled = random(fc.shuffledSubarray, history, { minLength: history.length });
        const { counting, overruled } = settle(shuffled);
        expect(counting).toEqual(expected.counting);
        expect(overruled).toEqual(expected.overruled);
        seen.overruled += expected.overruled.size;
        seen.bySplits += [...expected.overruled].filter(([of, by]) => history.find(({ id }) => id === of)!.kind === 'link-priorities' && history.find(({ id }) => id === by)!.kind === 'split-overlap').length;
      }),
      { numRuns: 1_500 },
    );
    expect(Math.min(seen.overruled, seen.bySplits)).toBeGreaterThan(100);
  }, 60_000);
});

type Said = Pick<Decision, 'kind' | 'priorityIds'> & Partial<Act>;
const made = (...all: Said[]): Act[] => all.map((one, at) => ({ ...nothing, id: `0000000${at}-0000-4000-8000-000000000000`, madeAt: `2025-06-01T12:00:0${at}.000Z`, ...one }));
const link = (first: string, second: string, theme = 'T'): Said => ({ kind: 'link-priorities', priorityIds: [first, second], themeCode: theme });
const split = (overlapId: string, ...priorityIds: string[]): Said => ({ kind: 'split-overlap', priorityIds, overlapId, themeCode: 'T', otherOverlapId: 'overlap-T-000000000000' });
const merge = (overlapId: string, otherOverlapId: string): Said => ({ kind: 'merge-overlaps', priorityIds: [], overlapId, otherOverlapId });
/** Places in the history of those that a later one overrules. */
const overruledAmong = (...all: Said[]): number[] => [...settle(made(...all)).overruled.keys()].map((id) => Number(id[7])).sort((a, b) => a - b);

describe('a split overrules', () => {
  test('a link to what it leaves, also by another theme, where a merge brought that into the same overlap', () => {
    expect(overruledAmong(link('A', 'B', 'U'), merge('overlap-U', 'overlap-T'), split('overlap-T', 'B'))).toEqual([0]);
    expect(overruledAmong(link('A', 'B', 'U'), merge('overlap-U', 'overlap-T'), split('overlap-T', 'A'))).toEqual([]);
    expect(overruledAmong(link('A', 'B', 'U'), merge('overlap-U', 'overlap-T'), split('overlap-T', 'A', 'B'))).toEqual([]);
  });

  test('no link in another overlap: what it names stands there, too', () => {
    expect(overruledAmong(link('A', 'B', 'U'), split('overlap-T', 'B'))).toEqual([]);
    expect(overruledAmong(link('A', 'B'), merge('overlap-T', 'overlap-U'), split('overlap-T', 'B'))).toEqual([]);
  });

  test('the link by which the first of another hangs on what it leaves', () => {
    expect(overruledAmong(link('A', 'B'), link('C', 'B'), split('overlap-T', 'A'))).toEqual([0]);
  });

  test('no link to what comes along with one that it names', () => {
    expect(overruledAmong(link('A', 'B'), link('B', 'C'), split('overlap-T', 'A', 'C'))).toEqual([]);
  });
});
