import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { successorsFrom } from '../../src/overlap/successors.ts';
import { isConnected, jointPlansAbout, sharedCores, summariseOverlap, type MemberRow } from '../../src/overlap/summariseOverlap.ts';

const unrelated = { neighbours: new Map<string, string[]>(), successors: new Map<string, Set<string>>() };

/** Rows as "authority plan": a plan whose name holds several authorities, as in "NOTTM+NOTTS", is a joint one. */
function rowsOf(statements: string[], changes: Partial<MemberRow> = {}): MemberRow[] {
  return statements.flatMap((statement) => {
    const [who, planId] = statement.split(' ') as [string, string];
    const authorities = who.split('+');
    return authorities.map((authorityCode) => ({
      overlapId: 'overlap-SEND',
      themeCode: 'SEND',
      memberTheme: 'SEND',
      dataVersion: 1,
      overlapTitle: null,
      review: null,
      reviewId: null,
      priorityId: `${planId}/1`,
      title: 'Better support for children with SEND',
      planId,
      planAuthorities: authorities.length,
      authorityCode,
      ring: 'core',
      coreKey: null,
      coreTitle: null,
      confidence: 1,
      adopted: true,
      isPublic: true,
      from: '2024-01-01',
      to: '2026-12-31',
      ...changes,
    }));
  });
}

test('a core group is shared by two parties: not by one joint plan, and not by one authority however often it says it', () => {
  const sharing = (...statements: string[]) => sharedCores(rowsOf(statements, { coreKey: 'SEND/general/all/any' }), unrelated.successors).size;
  expect(sharing('NOTTM+NOTTS j')).toBe(0);
  expect(sharing('DERBY a', 'DERBY b')).toBe(0);
  expect(sharing('DERBY a', 'NOTTM b')).toBe(1);
  expect(sharing('NOTTM+NOTTS j', 'DERBY a')).toBe(1);
  expect(sharedCores(rowsOf(['DERBY a', 'NOTTM b']), unrelated.successors).size).toBe(0);
});

test('a joint plan is about it where a statement of it is core and sure, and not where it only touches on it', () => {
  const about = (changes: Partial<MemberRow>) => [...jointPlansAbout(summariseOverlap(rowsOf(['NOTTM+NOTTS j', 'DERBY a'], changes), 5, unrelated))];
  expect(about({ confidence: 0.6 })).toEqual(['j']);
  expect(about({ confidence: 0.599 })).toEqual([]);
  expect(about({ ring: 'related', confidence: 0.98 })).toEqual([]);
});

test('a joint plan of which only one authority is asked about commits none of the others to it', () => {
  const rows = rowsOf(['NOTTM+NOTTS j', 'DERBY a']).filter(({ authorityCode }) => authorityCode !== 'NOTTS');
  expect([...jointPlansAbout(summariseOverlap(rows, 5, unrelated))]).toEqual([]);
});

describe('parties', () => {
  const parties = (statements: string[]) => summariseOverlap(rowsOf(statements), 5, unrelated).parties;

  test('an authority never overlaps with itself, however many plans it has', () => {
    expect(parties(['DERBY a', 'DERBY b'])).toBe(1);
  });

  test('two authorities with a plan each are two parties', () => {
    expect(parties(['DERBY a', 'NOTTM b'])).toBe(2);
  });

  test('a joint plan never makes an overlap with itself', () => {
    expect(parties(['NOTTM+NOTTS j'])).toBe(1);
  });

  test("nor with a plan of one of its own authorities, since the other's only part is the joint plan", () => {
    expect(parties(['NOTTM+NOTTS j', 'NOTTM a'])).toBe(1);
  });

  test('a joint plan and a third authority are two parties', () => {
    expect(parties(['NOTTM+NOTTS j', 'DERBY a'])).toBe(2);
  });

  test('authorities of a joint plan that each have a plan of their own as well are parties of their own', () => {
    expect(parties(['NOTTM+NOTTS j', 'NOTTM a', 'NOTTS b'])).toBe(2);
  });

  test('joint plans that share an authority tie all of theirs into one party', () => {
    expect(parties(['LEICESTER+RUTLAND j', 'RUTLAND+LEICS k'])).toBe(1);
    expect(parties(['LEICESTER+RUTLAND j', 'NOTTM+NOTTS k'])).toBe(2);
  });
});

test('who shares only through a joint plan is told apart', () => {
  const overlap = summariseOverlap(rowsOf(['NOTTM+NOTTS j', 'NOTTM a', 'DERBY b']), 5, unrelated);
  expect(overlap.sharing).toEqual(['DERBY', 'NOTTM', 'NOTTS']);
  expect(overlap.onlyJointly).toEqual(['NOTTS']);
});

test('a statement that nobody adopted is context and makes no overlap', () => {
  const overlap = summariseOverlap([...rowsOf(['DERBY a']), ...rowsOf(['LEICESTER jar'], { adopted: false })], 5, unrelated);
  expect(overlap.sharing).toEqual(['DERBY']);
  expect(overlap.parties).toBe(1);
  expect(overlap.context.map((row) => row.authorityCode)).toEqual(['LEICESTER']);
});

describe('an authority and those that took its place', () => {
  const successors = successorsFrom([{ ownerId: 'COUNTY', targetId: 'NORTH' }, { ownerId: 'COUNTY', targetId: 'WEST' }]);
  const summed = (statements: string[], changes: Partial<MemberRow> = {}, documented = 4) => summariseOverlap(rowsOf(statements, changes), documented, { neighbours: new Map([['NORTH', ['WEST']]]), successors });

  test('are no two parties, and the two successors are', () => {
    expect([['COUNTY a', 'NORTH b'], ['COUNTY a', 'NORTH b', 'WEST c'], ['COUNTY a', 'NORTH b', 'DERBY c']].map((statements) => summed(statements).parties)).toEqual([1, 2, 2]);
  });

  test('are one party also where one of them has its part by a joint plan only', () => {
    expect(summed(['COUNTY+LEICS j', 'NORTH a']).parties).toBe(1);
    expect(summed(['COUNTY a', 'NORTH+WEST j']).parties).toBe(1);
    expect(summed(['COUNTY+LEICS j', 'NORTH+WEST k']).parties).toBe(1);
    expect(summed(['COUNTY+LEICS j', 'NORTH a', 'LEICS b']).parties).toBe(2);
  });

  test('share no core group with one another', () => {
    const cores = (...statements: string[]) => sharedCores(rowsOf(statements, { coreKey: 'SEND/general/all/any' }), successors).size;
    expect([cores('COUNTY a', 'NORTH b'), cores('COUNTY a', 'NORTH b', 'DERBY c')]).toEqual([0, 1]);
  });

  test('are all named, and counted once', () => {
    expect(summed(['COUNTY a', 'NORTH b', 'DERBY c'])).toMatchObject({ sharing: ['COUNTY', 'DERBY', 'NORTH'], sharedBy: 2, latest: ['DERBY', 'NORTH'], strength: 0.5 });
    expect(summed(['COUNTY a', 'DERBY c'])).toMatchObject({ sharedBy: 2, latest: ['COUNTY', 'DERBY'], strength: 0.5 });
  });

  test('are not in force together by their own plans alone', () => {
    const at = (statement: string, from: string, to: string) => rowsOf([statement], { from, to });
    const concurrent = (...rows: MemberRow[][]) => summariseOverlap(rows.flat(), 4, { neighbours: new Map(), successors }).isConcurrent;
    const [county, north, west] = [at('COUNTY a', '2019-01-01', '2023-12-31'), at('NORTH b', '2022-01-01', '2024-12-31'), at('WEST c', '2024-01-01', '2026-12-31')];
    expect([concurrent(at('DERBY d', '2006-01-01', '2008-12-31'), county, north), concurrent(at('DERBY d', '2006-01-01', '2008-12-31'), county, north, west), concurrent(county, north, at('DERBY d', '2023-01-01', '2023-12-31'))]).toEqual([false, true, true]);
  });

  test('border on others as those do that came last', () => {
    expect([['COUNTY a', 'NORTH b', 'WEST c'], ['COUNTY a', 'NORTH b', 'DERBY c']].map((statements) => summed(statements).isContiguous)).toEqual([true, false]);
  });
});

describe('strength', () => {
  const strength = (statements: string[], documented: number, confidence = 1) => summariseOverlap(rowsOf(statements, { confidence }), documented, unrelated).strength;

  test('is 1 when every authority with a document has it for sure', () => {
    expect(strength(['DERBY a', 'NOTTM b'], 2)).toBe(1);
  });

  test('falls with the share of authorities that have it, and with confidence', () => {
    expect(strength(['DERBY a', 'NOTTM b'], 4)).toBe(0.5);
    expect(strength(['DERBY a', 'NOTTM b'], 4, 0.8)).toBeCloseTo(0.4);
  });

  test("counts each authority's surest statement once: a plan and its refresh do not add up", () => {
    expect(strength(['DERBY a', 'DERBY b', 'NOTTM c'], 4)).toBe(strength(['DERBY a', 'NOTTM c'], 4));
  });
});

describe('at the same time', () => {
  test('plans that follow each other are not concurrent', () => {
    const rows = [...rowsOf(['DERBY a'], { from: '2006-01-01', to: '2008-12-31' }), ...rowsOf(['NOTTM b'], { from: '2009-01-01', to: '2011-12-31' })];
    expect(summariseOverlap(rows, 2, unrelated).isConcurrent).toBe(false);
  });

  test('one common day is enough', () => {
    const rows = [...rowsOf(['DERBY a'], { from: '2006-01-01', to: '2009-01-01' }), ...rowsOf(['NOTTM b'], { from: '2009-01-01', to: '2011-12-31' })];
    expect(summariseOverlap(rows, 2, unrelated).isConcurrent).toBe(true);
  });

  test('is told as if every two rows were held against each other', () => {
    const span = fc.record({ who: fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { minLength: 1, maxLength: 3 }), statements: fc.integer({ min: 1, max: 3 }), first: fc.integer({ min: 0, max: 9 }), years: fc.integer({ min: 0, max: 4 }) });
    let concurrent = 0;
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 7 }), (spans) => {
        const rows = spans.flatMap(({ who, statements, first, years }, plan) => rowsOf(Array.from({ length: statements }, () => `${who.join('+')} p${plan}`), { from: `201${first}-01-01`, to: `20${10 + first + years}-01-01` }));
        const everyPair = rows.some((a) => rows.some((b) => a.authorityCode !== b.authorityCode && a.planId !== b.planId && a.from <= b.to && b.from <= a.to));
        if (everyPair) concurrent += 1;
        expect(summariseOverlap(rows, 3, unrelated).isConcurrent).toBe(everyPair);
      }),
      { numRuns: 1_000 },
    );
    expect(concurrent).toBeGreaterThan(100);
    expect(concurrent).toBeLessThan(900);
  });

  test('of ten thousand plans of which no two were in force together, none is held against all', () => {
    const day = (index: number): string => new Date(index * 86_400_000).toISOString().slice(0, 10);
    const rows = Array.from({ length: 10_000 }, (_, index) => rowsOf([`A${index % 100} p${index}`], { from: day(index), to: day(index) })[0]!);
    let compared = 0;
    const counted = rows.map((row) => Object.defineProperty({ ...row }, 'from', { get: () => ((compared += 1), row.from) }));
    expect(summariseOverlap(counted, 100, unrelated).isConcurrent).toBe(false);
    expect(compared).toBeLessThan(1_000_000);
  });
});

describe('contiguity', () => {
  const chain = new Map([
    ['A', ['B']],
    ['B', ['A', 'C']],
    ['C', ['B']],
  ]);

  test('holds when each can be reached from each inside the set', () => {
    expect(isConnected(['A', 'B', 'C'], chain)).toBe(true);
  });

  test('a neighbour outside the set is no bridge', () => {
    expect(isConnected(['A', 'C'], chain)).toBe(false);
  });
});

test('whatever the statements: sharing, parties and strength keep within their bounds, and the order of rows does not matter', () => {
  const statement = fc.record({ who: fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'), { minLength: 1, maxLength: 3 }), plan: fc.integer({ min: 1, max: 6 }) });
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 5 }), (statements, documented) => {
      // One plan has one set of authorities.
      const plans = new Map(statements.map(({ who, plan }) => [plan, who]));
      const rows = [...plans].flatMap(([plan, who]) => rowsOf([`${who.join('+')} p${plan}`]));
      const overlap = summariseOverlap(rows, documented, unrelated);
      expect(overlap.parties).toBeGreaterThanOrEqual(1);
      expect(overlap.parties).toBeLessThanOrEqual(overlap.sharing.length);
      expect(overlap.strength).toBeGreaterThanOrEqual(0);
      expect(overlap.strength).toBeLessThanOrEqual(1);
      const reversed = summariseOverlap([...rows].reverse(), documented, unrelated);
      expect([reversed.sharing, reversed.parties, reversed.strength]).toEqual([overlap.sharing, overlap.parties, overlap.strength]);
    }),
  );
});
