import type { HoldingSum, ShownTable } from './sums.ts';

/** How many steps a search may take: enough for what hangs together in most tables. */
const mostSteps = 2_000;
const tiny = 1e-9;

/**
 * Looks for another table that a reader could take for the true one, with another count in a hidden cell. Returns every cell that differs in it;
 * none when there is no such table, null when the search was given up.
 */
export function findOtherTable(table: ShownTable, cell: number, sumsAround: (cell: number) => readonly HoldingSum[]): number[] | null {
  const search = new Search(table, sumsAround);
  const isFound = [1, -1].some((by) => search.move(cell, by));
  return isFound ? search.moved : search.isGivenUp ? null : [];
}

/** Moves hidden counts a little, one after the other, until every sum holds again. */
class Search {
  readonly #by = new Map<number, number>();
  /** Of each sum that a move changed: by how much its parts are more than its total. */
  readonly #excess = new Map<HoldingSum, number>();
  readonly #table: ShownTable;
  readonly #sumsAround: (cell: number) => readonly HoldingSum[];
  #steps = 0;

  constructor(table: ShownTable, sumsAround: (cell: number) => readonly HoldingSum[]) {
    this.#table = table;
    this.#sumsAround = sumsAround;
  }

  get isGivenUp(): boolean {
    return this.#steps > mostSteps;
  }

  get moved(): number[] {
    return [...this.#by.keys()];
  }

  /** Whether this move, with others after it, leads to a table that fits. */
  move(cell: number, by: number): boolean {
    const { counts, isHidden, least } = this.#table;
    const count = counts[cell] ?? null;
    this.#steps += 1;
    if (this.isGivenUp || !isHidden[cell] || count === null || this.#by.has(cell) || count + by < least) return false;
    this.#apply(cell, by);
    this.#by.set(cell, by);
    if (this.#mend()) return true;
    this.#by.delete(cell);
    this.#apply(cell, -by);
    return false;
  }

  #apply(cell: number, by: number): void {
    for (const sum of this.#sumsAround(cell)) this.#excess.set(sum, (this.#excess.get(sum) ?? this.#excessOf(sum)) + (sum.total === cell ? -by : by));
  }

  #excessOf({ total, parts }: HoldingSum): number {
    return parts.reduce((all, part) => all + (this.#table.counts[part] ?? 0), 0) - this.#table.counts[total]!;
  }

  /** Takes up a sum that does not hold, of these the one with the fewest ways to mend it: one of its counts must move. */
  #mend(): boolean {
    const ways = [...this.#excess].flatMap(([sum, excess]) => (sum.isOpen ? excess > tiny : Math.abs(excess) > tiny) ? [this.#waysToMend(sum, excess)] : []);
    if (ways.length === 0) return true;
    return ways.reduce((fewest, next) => (next.length < fewest.length ? next : fewest)).some(([cell, by]) => this.move(cell, by));
  }

  #waysToMend({ total, parts }: HoldingSum, excess: number): [cell: number, by: number][] {
    const steps = Math.abs(excess) > 1 ? [1, 2] : [1];
    const { isHidden } = this.#table;
    return [...parts, total].filter((cell) => isHidden[cell] && !this.#by.has(cell)).flatMap((cell) => steps.map((step): [number, number] => [cell, (cell === total ? 1 : -1) * Math.sign(excess) * step]));
  }
}
