/** Levels at which intervals are given, with the standard normal deviate of each, two-sided. */
export const levels = { 95: 1.959963984540054, 99.8: 3.090232306167813 } as const;
export type Level = keyof typeof levels;

export interface Interval {
  lower: number;
  upper: number;
  /** As published with it: "95% Wilson". */
  method: string;
}

/** Fewer events than this, and Byar's approximation is not good enough. */
const leastForByar = 10;

/**
 * Wilson's score interval of a proportion, on the scale of `multiplier` (100 for per cent). Source: Wilson, J. Am. Stat. Assoc. 22 (1927), as
 * PHE's technical guide on confidence intervals (2018) has it. Null when it is no proportion: nothing to count out of, or more than that.
 */
export function wilson(events: number, outOf: number, multiplier: number, level: Level = 95): Interval | null {
  if (!(outOf > 0) || events < 0 || events > outOf) return null;
  const z = levels[level];
  const width = z * Math.sqrt(z * z + 4 * events * (1 - events / outOf));
  const limit = (sign: -1 | 1): number => (2 * events + z * z + sign * width) / (2 * (outOf + z * z));
  // At none and at all the arithmetic leaves a rest of rounding.
  return { lower: (events === 0 ? 0 : limit(-1)) * multiplier, upper: (events === outOf ? 1 : limit(1)) * multiplier, method: `${level}% Wilson` };
}

/**
 * Interval of a rate: Byar's approximation, and the exact Poisson limits below ten events. Source: Breslow and Day, Statistical Methods in
 * Cancer Research II (1987), as PHE's technical guide has it. Null when there is nobody whose rate it could be.
 */
export function poissonRate(events: number, people: number, multiplier: number, level: Level = 95): Interval | null {
  if (!(people > 0) || events < 0) return null;
  const [lower, upper] = events < leastForByar ? exactLimits(events, level) : byarLimits(events, level);
  return { lower: (lower / people) * multiplier, upper: (upper / people) * multiplier, method: `${level}% ${events < leastForByar ? 'exact Poisson' : 'Byar'}` };
}

/** Byar's limits of a number of events. */
export function byarLimits(events: number, level: Level = 95): [number, number] {
  const z = levels[level];
  const limit = (count: number, sign: -1 | 1): number => count * (1 - 1 / (9 * count) + (sign * z) / (3 * Math.sqrt(count))) ** 3;
  return [limit(events, -1), limit(events + 1, 1)];
}

/** The means of a Poisson distribution for which so many events, or fewer or more, are just likely enough. */
export function exactLimits(events: number, level: Level = 95): [number, number] {
  const tail = (1 - level / 100) / 2;
  const lower = events === 0 ? 0 : solve((mean) => 1 - cumulative(events - 1, mean) - tail);
  return [lower, solve((mean) => tail - cumulative(events, mean))];
}

/** The chance of at most so many events where so many are expected. */
function cumulative(events: number, mean: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  for (let count = 1; count <= events; count += 1) {
    term *= mean / count;
    sum += term;
  }
  return sum;
}

/** Where a function that grows crosses zero, found by halving: sixty times are more than a number of this machine has places. */
function solve(grows: (value: number) => number): number {
  let [low, high] = [0, 100];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (grows(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
