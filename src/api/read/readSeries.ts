import type { IndicatorType } from '../../catalogue/indicator.ts';
import type { ObservationType } from '../../catalogue/observation.ts';
import { compareWith, judge } from '../../performance/compareWith.ts';
import { directionOfTravel, type DirectionOfTravel as Found } from '../../performance/directionOfTravel.ts';
import { firmestFirst } from '../../performance/firmest.ts';
import { intervalOf } from '../../performance/intervalOf.ts';
import { latestRegularRun } from '../../performance/regularRun.ts';
import { forecastOf, turningOf } from '../../performance/turningTheCurve.ts';
import type { RequestContext } from '../context.ts';
import type { AlikeComparison, DirectionOfTravel, IndicatorSeries, SeriesArgs, SeriesComparison, SeriesPoint, TurningCurve } from '../types/series.ts';
import type { Place } from '../types/place.ts';
import { checkCodes } from './checkCodes.ts';
import { readAlike, type Alike } from './readAlike.ts';
import { isOneOf } from './conditions.ts';
import { findPlace } from './places.ts';
import { findOne } from './related.ts';

const england = 'E92000001';
/** Every series of an indicator in a place, each beside its region's and England's. Eight statements at most, whatever their number. */
export async function readSeries(context: RequestContext, { indicator: code, area, allChildren }: SeriesArgs): Promise<IndicatorSeries[]> {
  await checkCodes(context, 'indicator', [code]);
  await checkCodes(context, 'place', [area]);
  const indicator = (await findOne<IndicatorType>(context, 'indicator', code))!;
  const place = (await findPlace(context, area)) as Place;
  const around = await placesAround(context, area);
  const alike = await readAlike(context, area);
  const rows = await readObservations(context, code, [area, ...around.map((other) => other.code), ...alike.map(({ authority }) => authority.code)], allChildren);
  const byPlace = Map.groupBy(rows, ({ areaCode }) => areaCode);
  return [...Map.groupBy(byPlace.get(area) ?? [], lineOf)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([line, own]) => {
    const points = pointsOf(indicator, own);
    const { periodKind, breakdown } = own[0]!;
    const pointsIn = (other: string): SeriesPoint[] => pointsOf(indicator, (byPlace.get(other) ?? []).filter((row) => lineOf(row) === line));
    return { indicator, area: place, periodKind, breakdown, points, direction: directionOf(indicator, points), ...curveOf(indicator, points), beside: around.flatMap((other) => besides(indicator, points, other, pointsIn(other.code))), alike: besideAlike(indicator, points, alike.map((one) => ({ ...one, points: pointsIn(one.authority.code) }))) };
  });
}

/** Values of two kinds of period, or of two groups of children, are never one line. */
function lineOf({ breakdown, periodKind }: ObservationType): string {
  return JSON.stringify([breakdown ?? '', periodKind]);
}

/** The region of an authority and England, where the place is neither. */
async function placesAround(context: RequestContext, area: string): Promise<Place[]> {
  const authority = await findOne<{ regionCode: string | null }>(context, 'authority', area);
  const codes = [authority?.regionCode, england].filter((other): other is string => typeof other === 'string' && other !== area);
  const places = await Promise.all(codes.map((other) => findPlace(context, other)));
  return places.filter((found) => found !== null) as Place[];
}

async function readObservations({ db }: RequestContext, indicator: string, areas: readonly string[], allChildren: boolean | undefined): Promise<ObservationType[]> {
  const all = db.selectFrom('observation').selectAll().where('indicatorCode', '=', indicator).where(isOneOf('observation.areaCode', areas)).orderBy('periodTo').orderBy('periodFrom').orderBy('id');
  const narrowed = allChildren === undefined ? all : all.where('breakdown', allChildren ? 'is' : 'is not', null);
  return (await narrowed.execute()) as unknown as ObservationType[];
}

function pointsOf(indicator: IndicatorType, observations: readonly ObservationType[]): SeriesPoint[] {
  return [...Map.groupBy(observations, ({ period }) => period).values()].map((same) => {
    const [observation, ...others] = firmestFirst(same);
    return { observation: observation!, interval: intervalOf({ ...indicator, ...observation! }), others: others.length };
  });
}

function directionOf({ polarity }: IndicatorType, points: readonly SeriesPoint[]): DirectionOfTravel {
  const known = points.filter(({ observation }) => observation.value !== null).map(({ observation, interval }) => ({ ...observation, value: observation.value!, lower: interval?.lower ?? null, upper: interval?.upper ?? null }));
  const run = latestRegularRun(known);
  const found: Found = run === null
    ? { direction: 'too-few', method: null, points: known.length, explanation: 'Its periods overlap, so that values share what they count: no test of a trend holds for them.' }
    : directionOfTravel(run);
  const gap = run !== null && found.direction === 'too-few' && run.length < known.length ? ` Before the last ${run.length} a period is missing.` : '';
  return { ...found, explanation: `${found.explanation}${gap}`, verdict: judge(found.direction, polarity) } as DirectionOfTravel;
}

function curveOf({ polarity }: IndicatorType, points: readonly SeriesPoint[]): Pick<IndicatorSeries, 'forecast' | 'turning'> {
  const known = points.flatMap(({ observation: { period, periodKind, periodFrom, periodTo, value } }) => (value === null ? [] : [{ period, periodKind, periodFrom, periodTo, value }]));
  const turning = turningOf(known);
  return { forecast: forecastOf(known), turning: { ...turning, verdict: judge(turning.direction ?? '', polarity) } as TurningCurve };
}

function besides({ polarity }: IndicatorType, points: readonly SeriesPoint[], area: Place, others: readonly SeriesPoint[]): SeriesComparison[] {
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

function besideAlike({ polarity }: IndicatorType, points: readonly SeriesPoint[], alike: readonly (Alike & { points: readonly SeriesPoint[] })[]): AlikeComparison | null {
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
