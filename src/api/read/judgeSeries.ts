import type { IndicatorType } from '../../catalogue/indicator.ts';
import type { ObservationType } from '../../catalogue/observation.ts';
import { compareWith, judge } from '../../performance/compareWith.ts';
import { directionOfTravel, type DirectionOfTravel as Found } from '../../performance/directionOfTravel.ts';
import { firmestFirst } from '../../performance/firmest.ts';
import { intervalOf } from '../../performance/intervalOf.ts';
import { latestRegularRun } from '../../performance/regularRun.ts';
import { forecastOf, turningOf } from '../../performance/turningTheCurve.ts';
import type { Place } from '../types/place.ts';
import type { AlikeComparison, DirectionOfTravel, IndicatorSeries, SeriesComparison, SeriesPoint, TurningCurve } from '../types/series.ts';
import type { Alike } from './readAlike.ts';

/** One value for each period: of several the one that counts first. */
export function pointsOf(indicator: IndicatorType, observations: readonly ObservationType[]): SeriesPoint[] {
  return [...Map.groupBy(observations, ({ period }) => period).values()].map((same) => {
    const [observation, ...others] = firmestFirst(same);
    return { observation: observation!, interval: intervalOf({ ...indicator, ...observation! }), others: others.length };
  });
}

export function directionOf(polarity: string, points: readonly SeriesPoint[]): DirectionOfTravel {
  const known = points.filter(({ observation }) => observation.value !== null).map(({ observation, interval }) => ({ ...observation, value: observation.value!, lower: interval?.lower ?? null, upper: interval?.upper ?? null }));
  const run = latestRegularRun(known);
  const found: Found = run === null
    ? { direction: 'too-few', method: null, points: known.length, explanation: 'Its periods overlap, so that values share what they count: no test of a trend holds for them.' }
    : directionOfTravel(run);
  const gap = run !== null && found.direction === 'too-few' && run.length < known.length ? ` Before the last ${run.length} a period is missing.` : '';
  return { ...found, explanation: `${found.explanation}${gap}`, verdict: judge(found.direction, polarity) } as DirectionOfTravel;
}

export function curveOf(polarity: string, points: readonly SeriesPoint[]): Pick<IndicatorSeries, 'forecast' | 'turning'> {
  const known = points.flatMap(({ observation: { period, periodKind, periodFrom, periodTo, value } }) => (value === null ? [] : [{ period, periodKind, periodFrom, periodTo, value }]));
  const turning = turningOf(known);
  return { forecast: forecastOf(known), turning: { ...turning, verdict: judge(turning.direction ?? '', polarity) } as TurningCurve };
}

export function besides(polarity: string, points: readonly SeriesPoint[], area: Place, others: readonly SeriesPoint[]): SeriesComparison[] {
  const byPeriod = new Map(others.map((point) => [point.observation.period, point.observation.value]));
  const shared = points.findLast(({ observation }) => observation.value !== null && typeof byPeriod.get(observation.period) === 'number');
  if (!shared) return [];
  const { observation: { period, value }, interval } = shared;
  const other = byPeriod.get(period)!;
  const standing = compareWith(value!, interval, other);
  return [{ area, period, value: value!, other, standing, verdict: judge(standing, polarity) } as SeriesComparison];
}

/** Fewer values than this have no middle worth naming. */
const leastForMedian = 3;

export function besideAlike(polarity: string, points: readonly SeriesPoint[], alike: readonly (Alike & { points: readonly SeriesPoint[] })[]): AlikeComparison | null {
  const latest = points.findLast(({ observation }) => observation.value !== null);
  const [first] = alike;
  if (!latest || !first) return null;
  const { observation: { period, value }, interval } = latest;
  const neighbours = alike.map(({ points: others, authority, rank, closeness, isMutual }) => ({ authority, rank, closeness, isMutual, value: others.find(({ observation }) => observation.period === period)?.observation.value ?? null }));
  const known = neighbours.flatMap((neighbour) => neighbour.value ?? []);
  const median = known.length < leastForMedian ? null : medianOf(known);
  const standing = median === null ? 'cannot-say' : compareWith(value!, interval, median);
  return { model: first.model, validFrom: first.validFrom, neighbours, period, value: value!, known: known.length, median, standing, verdict: judge(standing, polarity) } as AlikeComparison;
}

function medianOf(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  const middle = ordered.length / 2;
  return ordered.length % 2 === 1 ? ordered[Math.floor(middle)]! : (ordered[middle - 1]! + ordered[middle]!) / 2;
}
