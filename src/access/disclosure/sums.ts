/** Cells of a table of which one is the sum of the others, by their positions. */
export interface Sum {
  total: number;
  parts: readonly number[];
}

/** What is known of the cells of a table: null where a count is not stated. */
export type Counts = readonly (number | null)[];

/** A sum that holds among counts. Open: parts are missing or not stated, so that the known ones make less than the total, or may. */
export interface HoldingSum extends Sum {
  isOpen: boolean;
}

/** A table as its readers have it: counts, those that they do not see, and the sums they know to hold. */
export interface ShownTable {
  counts: Counts;
  isHidden: readonly boolean[];
  sums: readonly HoldingSum[];
  /** The least that a hidden count may be. */
  least: 0 | 1;
}

/** Far more groups than one statistic has; pairs among more would only be chance. */
const mostGroupsPaired = 60;

/**
 * Counts with what hidden ones that are here no more may be (of rows that were hidden before, or that their publisher withholds): what is left of
 * their total, since that is what a reader would make of it.
 */
export function withAssumed(sums: readonly Sum[], counts: Counts, isHidden: readonly boolean[]): Counts {
  const assumed = [...counts];
  for (const { total, parts } of sums) {
    const unknown = parts.filter((part) => assumed[part] === null);
    const left = (assumed[total] ?? 0) - parts.reduce((sum, part) => sum + (assumed[part] ?? 0), 0);
    if (unknown.length === 0 || left <= 0 || !unknown.every((part) => isHidden[part])) continue;
    for (const [index, part] of unknown.entries()) assumed[part] = Math.floor((left + index) / unknown.length);
  }
  return assumed;
}

/**
 * The sums that hold. Parts that make more than their total overlap, so nothing follows from them together; but two of them may be all there is (girls and boys, among other groups), or all but one or two that lie across the others.
 */
export function sumsThatHold(sums: readonly Sum[], counts: Counts): HoldingSum[] {
  return sums.flatMap(({ total, parts }) => {
    const whole = counts[total];
    if (whole === null || whole === undefined) return [];
    const known = parts.reduce((sum, part) => sum + (counts[part] ?? 0), 0);
    if (known > whole) return pairsThatMake(whole, total, parts, counts);
    return [{ total, parts, isOpen: known < whole || parts.some((part) => counts[part] === null) }];
  });
}

function pairsThatMake(whole: number, total: number, parts: readonly number[], counts: Counts): HoldingSum[] {
  if (parts.length > mostGroupsPaired) return [];
  const excess = parts.reduce((sum, part) => sum + (counts[part] ?? 0), 0) - whole;
  const across = parts.filter((part) => counts[part] === excess).map((part): HoldingSum => ({ total, parts: parts.filter((other) => other !== part), isOpen: false }));
  return [...across, ...parts.flatMap((one, index) => parts.slice(index + 1).filter((other) => counts[one] !== null && counts[other] !== null && counts[one]! + counts[other]! === whole).map((other) => ({ total, parts: [one, other], isOpen: false })))];
}
