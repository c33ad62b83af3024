import { whatFollows } from './followsFrom.ts';
import { sumsThatHold, withAssumed, type Counts, type HoldingSum, type Sum } from './sums.ts';

/** A table of which some rows are hidden. */
export interface Table {
  /** The counts that each row shows or lets be worked out, quantity by quantity; first the one that the rows are about. */
  quantities: readonly Counts[];
  /** By row: hidden for its own sake, or before, when its counts are here no more. */
  isHidden: readonly boolean[];
  sums: readonly Sum[];
  /** The least that a hidden count may be. */
  least: 0 | 1;
}

/**
 * Rows to hide, so that no hidden count follows from totals and what else they are made of: those hidden already, and beside them the smallest
 * first, a total only when no part is left. A true zero is never hidden beside another: it would give itself away.
 */
export function hideBeside({ quantities, isHidden, sums, least }: Table): boolean[] {
  const hidden = [...isHidden];
  if (!hidden.includes(true)) return hidden;
  const views = quantities.map((stated) => {
    const counts = withAssumed(sums, stated, isHidden);
    return viewOf(counts, sumsThatHold(sums, counts));
  });
  const mayHide = (row: number): boolean => !hidden[row] && quantities[0]![row] !== 0;
  for (let isSafe = false; !isSafe; ) {
    isSafe = true;
    for (const view of views) {
      const known = whatFollows({ counts: view.counts, isHidden: hidden, sums: view.sums, least }, view.sumsAround);
      for (const row of besideEach(known, view, { hidden, mayHide })) [hidden[row], isSafe] = [true, false];
    }
  }
  return hidden;
}

/** One quantity of a table, with the sums that hold in it. */
interface View {
  counts: Counts;
  sums: readonly HoldingSum[];
  sumsAround: (cell: number) => readonly HoldingSum[];
}

interface Choice {
  hidden: readonly boolean[];
  mayHide: (row: number) => boolean;
}

function viewOf(counts: Counts, sums: readonly HoldingSum[]): View {
  const around = new Map<number, HoldingSum[]>();
  for (const sum of sums) for (const cell of cellsOf(sum)) around.set(cell, [...(around.get(cell) ?? []), sum]);
  return { counts, sums, sumsAround: (cell) => around.get(cell) ?? [] };
}

/** A row to hide beside each of the known cells, at most one in any sum, for one may protect several. */
function besideEach(known: ReadonlySet<number>, view: View, choice: Choice): number[] {
  const touched = new Set<HoldingSum>();
  return [...known].flatMap((cell) => {
    const around = view.sumsAround(cell);
    const chosen = around.some((sum) => touched.has(sum)) ? null : nextToHide(cell, view, choice);
    if (chosen === null) return [];
    for (const sum of [...around, ...view.sumsAround(chosen)]) touched.add(sum);
    return [chosen];
  });
}

/**
 * The smallest row shown in a sum around a cell, first in the sums with the fewest hidden cells, which give it away soonest; where all of those are hidden,
 * around the cells they are hidden with. Null when there is none.
 */
function nextToHide(cell: number, { counts, sumsAround }: View, { hidden, mayHide }: Choice): number | null {
  const smallest = (rows: readonly number[]): number | undefined => rows.filter((row) => (counts[row] ?? 0) > 0 && mayHide(row)).toSorted((a, b) => counts[a]! - counts[b]! || a - b)[0];
  const passed = new Set([cell]);
  for (let ring = [cell]; ring.length > 0; ) {
    const around = [...new Set(ring.flatMap(sumsAround))].map((sum) => ({ sum, hiddenIn: cellsOf(sum).filter((one) => hidden[one]).length })).toSorted((a, b) => a.hiddenIn - b.hiddenIn || Number(a.sum.isOpen) - Number(b.sum.isOpen)).map(({ sum }) => sum);
    const found = firstOf(around, ({ parts }) => smallest(parts)) ?? firstOf(around, ({ total }) => smallest([total]));
    if (found !== undefined) return found;
    ring = [...new Set(around.flatMap(cellsOf))].filter((one) => hidden[one] && !passed.has(one));
    for (const one of ring) passed.add(one);
  }
  return null;
}

function firstOf<Item>(items: readonly Item[], read: (item: Item) => number | undefined): number | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function cellsOf({ total, parts }: Sum): number[] {
  return [...parts, total];
}
