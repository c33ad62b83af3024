/** A sum that an attacker knows to hold: of cells by their positions, with its total. */
export interface KnownSum {
  total: number;
  parts: readonly number[];
}

/**
 * Which hidden cells an attacker can work out who knows every sum of a table, and that nothing hidden is zero: those that have the same count in
 * every table that fits. It knows nothing of how the hub decides: it looks for another table near the true one, cell by cell.
 */
export function recovered(truth: readonly number[], shown: readonly (number | null)[], sums: readonly KnownSum[]): number[] {
  const hidden = truth.flatMap((_, cell) => (shown[cell] === null ? [cell] : []));
  return hidden.filter((cell) => ![1, -1, 2, -2, 3, -3].some((by) => truth[cell]! + by >= 1 && fits(truth.with(cell, truth[cell]! + by), hidden.filter((other) => other !== cell), sums)));
}

/** Whether the free cells, each within 3 of what it is, can make every sum hold. */
function fits(cells: readonly number[], free: readonly number[], sums: readonly KnownSum[]): boolean {
  const isOff = (sum: KnownSum) => sum.parts.reduce((all, part) => all + cells[part]!, 0) !== cells[sum.total]!;
  const isFree = new Set(free);
  const off = sums.filter(isOff);
  if (off.length === 0) return true;
  // The sum with the fewest cells that can still move: one of them must.
  const movable = off.map((sum) => [...sum.parts, sum.total].filter((cell) => isFree.has(cell))).toSorted((a, b) => a.length - b.length)[0]!;
  return movable.some((cell, index) => {
    const left = free.filter((other) => !movable.slice(0, index + 1).includes(other));
    return [1, -1, 2, -2, 3, -3].some((by) => cells[cell]! + by >= 1 && fits(cells.with(cell, cells[cell]! + by), left, sums));
  });
}
