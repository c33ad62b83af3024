import { addDays } from '../catalogue/period.ts';
import { addMonths } from './addMonths.ts';
import { fourFigures } from './fourFigures.ts';
import { areByCalendar, leastToProject, monthsBetween, project, type Known, type Projection } from './projection.ts';
import { latestRegularRun } from './regularRun.ts';

/** A period to come, with where the values so far lead. */
export interface ForecastPoint extends Projection {
  /** Last day of the period, ISO. */
  periodTo: string;
}

export interface Forecast {
  /** Empty where too few values follow one another. */
  points: ForecastPoint[];
  explanation: string;
}

export interface Turning {
  /** Which way the latest value leaves the line of those before it; null where that cannot be said. */
  direction: 'above' | 'below' | 'on-course' | null;
  explanation: string;
}

const periodsAhead = 3;
/** The latest values are judged by those before them. */
const judged = 2;

/** Where a series would go in its next three periods if nothing changed: the straight line through the latest values that follow one another, with 80% limits for a single value. */
export function forecastOf(known: readonly Known[]): Forecast {
  const run = latestRegularRun(known);
  if (run === null) return { points: [], explanation: 'Its periods overlap, and no line holds through them.' };
  if (run.length < leastToProject) return { points: [], explanation: `${run.length === 0 ? 'No value is' : run.length === 1 ? 'One value is' : `${run.length} values that follow one another are`} known; a line needs ${leastToProject}.` };
  const [first, last] = [run[0]!, run.at(-1)!];
  const points = Array.from({ length: periodsAhead }, (_, index) => stepsAfter(run, index + 1)).map((periodTo) => ({ periodTo, ...project(run, periodTo) }));
  return { points, explanation: `The straight line through the ${run.length} values from ${first.period} to ${last.period}, which says what would be if nothing changed.` };
}

/**
 * Whether the curve is turning: whether the latest value lies outside the 80% limits of where the values before the last two led. Those two are
 * left out of the line, or they would bend it towards themselves.
 */
export function turningOf(known: readonly Known[]): Turning {
  const run = latestRegularRun(known);
  const before = run?.slice(0, -judged) ?? [];
  if (run === null || before.length < leastToProject) return { direction: null, explanation: `To see whether the curve turns takes ${leastToProject + judged} values that follow one another; ${run === null ? 'its periods overlap' : `${run.length} ${run.length === 1 ? 'is' : 'are'} known`}.` };
  const last = run.at(-1)!;
  const { value, lower, upper } = project(before, last.periodTo);
  const direction = last.value > upper ? 'above' : last.value < lower ? 'below' : 'on-course';
  const told = { above: 'above those limits', below: 'below those limits', 'on-course': 'within those limits' }[direction];
  return { direction, explanation: `The values from ${before[0]!.period} to ${before.at(-1)!.period} led to ${fourFigures(value)} in ${last.period} (80% limits ${fourFigures(lower)} to ${fourFigures(upper)}); it was ${fourFigures(last.value)}, ${told}.` };
}

/** The last day of the period so many steps after the last of a run: by the calendar where its periods end so, or nearly a whole number of years apart; else by days. */
function stepsAfter(run: readonly Known[], steps: number): string {
  const [before, last] = [run.at(-2)!.periodTo, run.at(-1)!.periodTo];
  const days = (Date.parse(last) - Date.parse(before)) / 86_400_000;
  const years = Math.round(days / 365.25);
  const months = areByCalendar([before, last]) ? monthsBetween(before, last) : years > 0 && Math.abs(days - years * 365.25) <= 2 ? years * 12 : 0;
  if (months === 0) return addDays(last, days * steps);
  const isMonthEnd = areByCalendar([last, addMonths(`${last.slice(0, 8)}31`, 0)]);
  return addMonths(isMonthEnd ? `${last.slice(0, 8)}31` : last, months * steps);
}
