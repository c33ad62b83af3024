import type { AuthorityType } from '../../catalogue/authority.ts';
import type { IndicatorType } from '../../catalogue/indicator.ts';
import type { ObservationType } from '../../catalogue/observation.ts';
import { judge, standBeside, standingInWords } from '../../performance/compareWith.ts';
import { directionOfTravel, type DirectionOfTravel as Found } from '../../performance/directionOfTravel.ts';
import { firmestFirst } from '../../performance/firmest.ts';
import { medianOf } from '../../performance/medianOf.ts';
import { intervalOf } from '../../performance/intervalOf.ts';
import type { Known } from '../../performance/projection.ts';
import { latestRegularRun } from '../../performance/regularRun.ts';
import { forecastOf, turningOf } from '../../performance/turningTheCurve.ts';
import type { Place } from '../types/place.ts';
import type { AlikeComparison, DirectionOfTravel, GroupComparison, IndicatorSeries, SeriesComparison, SeriesPoint, TurningCurve } from '../types/series.ts';
import { inSentence } from './places.ts';
import type { Alike } from './readAlike.ts';

/** One value for each period: of several the one that counts first. */
export function pointsOf(indicator: IndicatorType, observations: readonly ObservationType[]): SeriesPoint[] {
  return [...Map.groupBy(observations, ({ period }) => period).values()].map((same) => {
    const [observation, ...others] = firmestFirst(same);
    return { observation: observation!, interval: intervalOf({ ...indicator, ...observation! }), others: others.length };
  });
}

/** A value of a series that may be judged, with its limits where these are known. */
export interface KnownPoint extends Known {
  lower: number | null;
  upper: number | null;
}

/** The values of a series, those periods left out that have none. */
export function knownOf(points: readonly SeriesPoint[]): KnownPoint[] {
  return points.flatMap(({ observation: { period, periodKind, periodFrom, periodTo, value }, interval }) => (value === null ? [] : [{ period, periodKind, periodFrom, periodTo, value, lower: interval?.lower ?? null, upper: interval?.upper ?? null }]));
}

export function directionOf(polarity: string, known: readonly KnownPoint[]): DirectionOfTravel {
  const run = latestRegularRun(known);
  const found: Found = run === null
    ? { direction: 'too-few', method: null, points: known.length, explanation: 'Its periods overlap, so that values share what they count: no test of a trend holds for them.' }
    : directionOfTravel(run);
  const gap = run !== null && found.direction === 'too-few' && run.length < known.length ? ` Before the last ${run.length} a period is missing.` : '';
  return { ...found, explanation: `${found.explanation}${gap}`, verdict: judge(found.direction, polarity) } as DirectionOfTravel;
}

export function curveOf(polarity: string, known: readonly KnownPoint[]): Pick<IndicatorSeries, 'forecast' | 'turning'> {
  const turning = turningOf(known);
  return { forecast: forecastOf(known), turning: { ...turning, verdict: judge(turning.direction ?? '', polarity) } as TurningCurve };
}

/** How values of an indicator are compared in a place. */
interface JudgedBy {
  measure: string;
  polarity: string;
}

export function besides({ measure, polarity }: JudgedBy, points: readonly SeriesPoint[], area: Place, others: readonly SeriesPoint[]): SeriesComparison[] {
  const byPeriod = new Map(others.filter(({ observation }) => observation.value !== null).map((point) => [point.observation.period, point]));
  const shared = points.findLast(({ observation }) => observation.value !== null && byPeriod.has(observation.period));
  if (!shared) return [];
  const { observation: { period, value }, interval } = shared;
  const otherPoint = byPeriod.get(period)!;
  const other = otherPoint.observation.value!;
  const standing = standBeside(measure, value!, interval, other);
  const verdict = judge(standing, polarity);
  return [{ area, period, value: value!, other, otherPoint, standing, verdict, explanation: standingInWords({ measure, period, value: value!, interval, other, against: `that of ${area.kind === 'region' && !area.code.startsWith('E92') ? inSentence(area.name) : area.name}`, standing, verdict }) } as SeriesComparison];
}

/** Fewer values than this have no middle worth naming. */
const leastForMedian = 3;

export function besideAlike(by: JudgedBy, points: readonly SeriesPoint[], alike: readonly (Alike & { points: readonly SeriesPoint[] })[]): AlikeComparison | null {
  const latest = points.findLast(({ observation }) => observation.value !== null);
  const [first] = alike;
  if (!latest || !first) return null;
  const { period } = latest.observation;
  const neighbours = alike.map(({ points: others, authority, rank, closeness, isMutual }) => ({ authority, rank, closeness, isMutual, value: others.find(({ observation }) => observation.period === period)?.observation.value ?? null }));
  const known = neighbours.flatMap((neighbour) => neighbour.value ?? []);
  return { model: first.model, validFrom: first.validFrom, neighbours, period, ...besideMiddle(by, latest, known, 'statistical neighbours') } as AlikeComparison;
}

/** A series beside a group of authorities, at its latest period. */
export function besideGroup(by: JudgedBy, points: readonly SeriesPoint[], name: string, others: readonly { authority: AuthorityType; points: readonly SeriesPoint[] }[]): GroupComparison | null {
  const latest = points.findLast(({ observation }) => observation.value !== null);
  if (!latest) return null;
  const { period } = latest.observation;
  const authorities = others.map(({ authority, points: own }) => ({ authority, value: own.find(({ observation }) => observation.period === period)?.observation.value ?? null }));
  return { name, authorities, period, ...besideMiddle(by, latest, authorities.flatMap(({ value }) => value ?? []), name === 'authorities named' ? name : `authorities of “${name}”`) } as GroupComparison;
}

/** A value beside the middle one of those of other authorities. */
function besideMiddle({ measure, polarity }: JudgedBy, { observation: { period, value }, interval }: SeriesPoint, known: readonly number[], whose: string): Pick<AlikeComparison, 'value' | 'known' | 'median' | 'standing' | 'verdict' | 'explanation'> {
  const median = known.length < leastForMedian ? null : medianOf(known);
  const standing = median === null ? 'cannot-say' : standBeside(measure, value!, interval, median);
  const verdict = judge(standing, polarity);
  const explanation = median === null
    ? `${known.length === 0 ? 'None' : `Only ${known.length}`} of the ${whose} ${known.length === 1 ? 'has' : 'have'} a value in ${period}: a middle one takes ${leastForMedian}.`
    : standingInWords({ measure, period, value: value!, interval, other: median, against: `the middle one of ${known.length} ${whose}`, standing, verdict });
  return { value: value!, known: known.length, median, standing, verdict, explanation } as ReturnType<typeof besideMiddle>;
}
