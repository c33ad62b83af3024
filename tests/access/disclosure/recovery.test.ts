import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stricterOf, type DisclosurePolicy } from '../../../src/access/disclosure/DisclosurePolicy.ts';
import type { FigureRow } from '../../../src/access/disclosure/FigureKind.ts';
import { observationFigures } from '../../../src/access/disclosure/observations.ts';
import { populationFigures } from '../../../src/access/disclosure/populations.ts';
import { protect } from '../../../src/access/disclosure/protect.ts';
import { recovered, type KnownSum } from './attack.ts';
import { around, observation, population } from './tables.ts';

const [region, areas] = ['E12000004', ['E06000016', 'E06000018', 'E06000015']];
const groups = ['Group: a', 'Group: b', 'Group: c'];
const counts = fc.array(fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 40 })), { minLength: 9, maxLength: 9 });
const policies: fc.Arbitrary<DisclosurePolicy> = fc.record({ threshold: fc.integer({ min: 1, max: 7 }), secondary: fc.boolean(), rounding: fc.constantFrom(null, 5, 10) });

/** Three authorities by three groups, with every total: of an authority, of a group in the region, and of the region. */
function gridOf(cells: readonly number[]): { rows: FigureRow[]; sums: KnownSum[] } {
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  const full = [0, 1, 2].map((area) => cells.slice(3 * area, 3 * area + 3)).map((own) => [...own, sum(own)]);
  const grid = [...full, [0, 1, 2, 3].map((group) => sum(full.map((own) => own[group]!)))];
  const rows = grid.flatMap((own, area) => own.map((value, group) => observation({ value, area_code: areas[area] ?? region!, breakdown: groups[group] ?? null })));
  const at = (area: number, group: number) => 4 * area + group;
  const sums = [0, 1, 2, 3].flatMap((line) => [
    { total: at(line, 3), parts: [0, 1, 2].map((group) => at(line, group)) },
    { total: at(3, line), parts: [0, 1, 2].map((area) => at(area, line)) },
  ]);
  return { rows, sums };
}

const seen = (rows: readonly FigureRow[], policy: DisclosurePolicy) => protect(rows, policy, observationFigures, around).rows;
const shown = (rows: readonly FigureRow[], policy: DisclosurePolicy, column = 'value') => seen(rows, policy).map((row) => row[column] as number | null);

test('the attacker finds what is hidden without more beside it', () => {
  const { rows, sums } = gridOf([3, 40, 20, 30, 25, 31, 17, 16, 15]);
  const truth = rows.map((row) => Number(row.value));
  expect(recovered(truth, shown(rows, { threshold: 5, secondary: false, rounding: null }), sums)).toEqual([0]);
});

test('no hidden count can be worked out from the totals of areas and groups', () => {
  fc.assert(fc.property(counts, fc.integer({ min: 1, max: 7 }), (cells, threshold) => {
    const { rows, sums } = gridOf(cells);
    expect(recovered(rows.map((row) => Number(row.value)), shown(rows, { threshold, secondary: true, rounding: null }), sums)).toEqual([]);
  }), { numRuns: 400 });
});

test('no hidden population can be worked out from bands of ages that hold others, or from the other sex', () => {
  const bands = [[0, 4], [5, 9], [10, 14], [15, 19]] as const;
  const persons = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), { minLength: 4, maxLength: 4 });
  fc.assert(fc.property(persons, fc.integer({ min: 1, max: 5 }), (cells, threshold) => {
    const tellings = (sex: string | null, of: (cell: readonly [number, number]) => number): FigureRow[] => {
      const sum = (from: number, to: number) => cells.slice(from, to).reduce((all, cell) => all + of(cell), 0);
      return [...bands.map(([age_from, age_to], index) => population({ age_from, age_to, sex, persons: of(cells[index]!) })), population({ age_to: 9, sex, persons: sum(0, 2) }), population({ age_from: 10, sex, persons: sum(2, 4) }), population({ sex, persons: sum(0, 4) })];
    };
    const rows = [...tellings(null, ([girls, boys]) => girls + boys), ...tellings('female', ([girls]) => girls), ...tellings('male', ([, boys]) => boys)];
    const byAge = [0, 7, 14].flatMap((first) => [{ total: first + 4, parts: [first, first + 1] }, { total: first + 5, parts: [first + 2, first + 3] }, { total: first + 6, parts: [first + 4, first + 5] }]);
    const bySex = [0, 1, 2, 3, 4, 5, 6].map((band) => ({ total: band, parts: [band + 7, band + 14] }));
    const { rows: told } = protect(rows, { threshold, secondary: true, rounding: null }, populationFigures, around);
    expect(recovered(rows.map((row) => Number(row.persons)), told.map((row) => row.persons as number | null), [...byAge, ...bySex])).toEqual([]);
  }), { numRuns: 200 });
});

test('what is protected once stays as it is when it is protected again', () => {
  fc.assert(fc.property(counts, policies, (cells, policy) => {
    // Sums of rounded figures no longer hold, so that looking for others again may hide more of them; never less.
    const asked = policy.rounding === null ? policy : { ...policy, secondary: false };
    const once = seen(gridOf(cells).rows, asked);
    expect(seen(once, asked)).toEqual(once);
  }));
});

test('a higher threshold, or rounding besides, never shows a small count that a milder policy hides', () => {
  fc.assert(fc.property(counts, policies, policies, (cells, one, other) => {
    const { rows } = gridOf(cells);
    const [mild, strict] = [shown(rows, { ...one, secondary: false }), shown(rows, { ...stricterOf(one, other), secondary: false })];
    expect(strict.filter((value, cell) => value !== null && mild[cell] === null)).toEqual([]);
  }));
});

test('without rounding nothing changes but what is hidden, and nothing is hidden beside where nothing is small', () => {
  fc.assert(fc.property(counts, fc.integer({ min: 1, max: 7 }), (cells, threshold) => {
    const { rows } = gridOf(cells);
    const told = seen(rows, { threshold, secondary: true, rounding: null });
    for (const [index, row] of told.entries()) if (row.value !== null) expect(row).toBe(rows[index]);
    if (!rows.some((row) => Number(row.value) > 0 && Number(row.value) <= threshold)) expect(told).toEqual(rows);
    for (const [index, row] of rows.entries()) if (row.value === 0) expect(told[index]!.value).toBe(0);
  }));
});
