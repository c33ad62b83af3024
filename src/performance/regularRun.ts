/** When a value of a series is of: ISO days. */
export interface Dated {
  periodFrom: string;
  periodTo: string;
}

/** Years are of 365 or 366 days, months of 28 to 31. */
const tolerance = 0.12;

/**
 * The latest values that follow one another at even steps: a trend over a gap would take two steps for one. Null when periods overlap, as
 * those of three pooled years a year apart do: their values share events, and no test of a trend holds for them.
 */
export function latestRegularRun<Point extends Dated>(points: readonly Point[]): Point[] | null {
  const run: Point[] = [];
  let step: number | null = null;
  for (const point of points.toReversed()) {
    const next = run[0];
    if (!next) {
      run.unshift(point);
      continue;
    }
    if (point.periodTo >= next.periodFrom && point.periodFrom !== point.periodTo) return null;
    const days = daysBetween(point.periodTo, next.periodTo);
    step ??= days;
    if (Math.abs(days - step) > step * tolerance) break;
    run.unshift(point);
  }
  return run;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
