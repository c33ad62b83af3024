import { findOtherTable } from './otherTable.ts';
import type { HoldingSum, ShownTable } from './sums.ts';

/** `sum of each factor × unknown + rest = 0`. An open one has besides an unknown of its own, of at least 0, beside the parts. */
interface Equation {
  factors: Map<number, number>;
  rest: number;
  isOpen: boolean;
}

/** More unknowns than this that hang together are not solved as one system, only bounded: the time it takes grows with their cube. */
const mostSolved = 250;
const tiny = 1e-9;

/**
 * The hidden cells of which a reader could work out the count: by what a count can be at least and at most, by adding and subtracting sums, or because no
 * other table fits. Where the last would take too long, the first two decide.
 */
export function whatFollows(table: ShownTable, sumsAround: (cell: number) => readonly HoldingSum[]): Set<number> {
  const equations = equationsOf(table);
  const found = new Set([...foundByBounds(equations, table.least), ...systemsOf(equations.filter(({ isOpen }) => !isOpen)).flatMap(foundBySolving)].filter((cell) => table.isHidden[cell]));
  const safe = new Set<number>();
  for (const cell of new Set(equations.flatMap(({ factors }) => [...factors.keys()]))) {
    if (found.has(cell) || safe.has(cell) || table.counts[cell] === null) continue;
    const others = findOtherTable(table, cell, sumsAround);
    if (others?.length === 0) found.add(cell);
    for (const other of others ?? []) safe.add(other);
  }
  return found;
}

function equationsOf({ counts, isHidden, sums }: ShownTable): Equation[] {
  return sums.flatMap(({ total, parts, isOpen }) => {
    const factors = new Map<number, number>();
    let rest = 0;
    for (const [cell, factor] of [...parts.map((part) => [part, 1] as const), [total, -1] as const]) {
      if (isHidden[cell] || counts[cell] === null) factors.set(cell, factor);
      else rest += factor * counts[cell]!;
    }
    return factors.size === 0 ? [] : [{ factors, rest, isOpen }];
  });
}

/** Unknowns that can be only one number between the least and the most that the others leave them. */
function foundByBounds(equations: readonly Equation[], least: number): number[] {
  const unknowns = equations.flatMap(({ factors }) => [...factors.keys()]);
  const low = new Map(unknowns.map((cell) => [cell, least]));
  const high = new Map(unknowns.map((cell) => [cell, Infinity]));
  for (let isMoving = true, rounds = 0; isMoving && rounds < 100; rounds += 1) {
    isMoving = false;
    for (const equation of equations) if (narrow(equation, low, high)) isMoving = true;
  }
  // Bounds that cross say that the sum does not hold after all (rounded figures): nothing follows from it.
  return [...low.keys()].filter((cell) => high.get(cell)! - low.get(cell)! > -tiny && high.get(cell)! - low.get(cell)! < 1 - tiny);
}

function narrow({ factors, rest, isOpen }: Equation, low: Map<number, number>, high: Map<number, number>): boolean {
  let hasMoved = false;
  for (const [cell, factor] of factors) {
    // factor × cell = −rest − others, so it lies between the ends of what the others can make.
    let [least, most] = [-rest, -rest];
    if (isOpen) least = -Infinity;
    for (const [other, by] of factors) {
      if (other === cell) continue;
      least -= by > 0 ? high.get(other)! : -low.get(other)!;
      most -= by > 0 ? low.get(other)! : -high.get(other)!;
    }
    const [from, to] = factor > 0 ? [least, most] : [-most, -least];
    const [isHigher, isLower] = [from > low.get(cell)! + tiny, to < high.get(cell)! - tiny];
    if (isHigher) low.set(cell, from);
    if (isLower) high.set(cell, to);
    hasMoved ||= isHigher || isLower;
  }
  return hasMoved;
}

/** Equations that share unknowns, directly or through others, together. */
function systemsOf(equations: readonly Equation[]): Equation[][] {
  const above = new Map<number, number>();
  const topOf = (cell: number): number => {
    let top = cell;
    while ((above.get(top) ?? top) !== top) top = above.get(top)!;
    above.set(cell, top);
    return top;
  };
  for (const { factors } of equations) {
    const [first, ...others] = [...factors.keys()];
    for (const other of others) above.set(topOf(other), topOf(first!));
  }
  return [...Map.groupBy(equations, ({ factors }) => topOf([...factors.keys()][0]!)).values()];
}

/** Unknowns that stand alone once all others are eliminated (Gauss and Jordan). */
function foundBySolving(equations: readonly Equation[]): number[] {
  const unknowns = [...new Set(equations.flatMap(({ factors }) => [...factors.keys()]))];
  if (unknowns.length > mostSolved) return [];
  const rows = equations.map(({ factors }) => unknowns.map((cell) => factors.get(cell) ?? 0));
  let solved = 0;
  for (let column = 0; column < unknowns.length && solved < rows.length; column += 1) {
    const pivot = rows.findIndex((row, index) => index >= solved && Math.abs(row[column]!) > tiny);
    if (pivot < 0) continue;
    [rows[solved], rows[pivot]] = [rows[pivot]!, rows[solved]!];
    const leading = rows[solved]![column]!;
    const lead = (rows[solved] = rows[solved]!.map((value) => value / leading));
    for (const [index, row] of rows.entries()) {
      const by = row[column]!;
      if (index !== solved && Math.abs(by) > tiny) rows[index] = row.map((value, at) => value - by * lead[at]!);
    }
    solved += 1;
  }
  return rows.flatMap((row) => {
    const places = row.flatMap((value, index) => (Math.abs(value) > tiny ? [index] : []));
    return places.length === 1 ? [unknowns[places[0]!]!] : [];
  });
}
