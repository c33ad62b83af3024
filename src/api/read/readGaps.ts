import type { IndicatorType } from '../../catalogue/indicator.ts';
import { fourFigures } from '../../performance/fourFigures.ts';
import { gapOf, type Estimate, type Figure } from '../../performance/gaps/gapOf.ts';
import { growsWithPlace } from '../../performance/growsWithPlace.ts';
import { intervalOf } from '../../performance/intervalOf.ts';
import type { RequestContext } from '../context.ts';
import { GapDirection, type GapArgs, type GapPoint, type OutcomeGap } from '../types/derived.ts';
import type { IndicatorSeries, SeriesPoint } from '../types/series.ts';
import { checkCodes } from './checkCodes.ts';
import { directionOf, type KnownPoint } from './judgeSeries.ts';
import { readSeriesOf } from './readSeries.ts';

/** The gaps between each group of an indicator in a place and all, over time. As many statements as its series take. */
export async function readGaps(context: RequestContext, { indicator: code, area, breakdown }: GapArgs): Promise<OutcomeGap[]> {
  await checkCodes(context, 'indicator', [code]);
  await checkCodes(context, 'place', [area]);
  const series = (await readSeriesOf(context, [code], area, { groups: breakdown === undefined ? undefined : [breakdown, null] })).get(code) ?? [];
  const groups = series.filter((one) => (one.breakdown ?? '') !== '' && (breakdown === undefined || one.breakdown === breakdown));
  return groups.map((group) => describeGap(group, series.find((one) => (one.breakdown ?? '') === '' && one.periodKind === group.periodKind)));
}

function describeGap(group: IndicatorSeries, all: IndicatorSeries | undefined): OutcomeGap {
  const { indicator, area, periodKind } = group;
  const polarity = String(group.polarity.polarity);
  const ofAll = new Map((all?.points ?? []).map((point) => [point.observation.period, point]));
  const points = group.points.map((point) => pointOf(indicator, point, ofAll.get(point.observation.period)));
  // How far the group is behind: what is above nought is to its disadvantage.
  const sign = polarity === 'high' ? -1 : 1;
  const behind = points.flatMap((point, index): KnownPoint[] => {
    const { period, periodFrom, periodTo } = group.points[index]!.observation;
    return point.difference === null ? [] : [{ period, periodKind, periodFrom, periodTo, value: sign * point.difference, ...limitsOf(point, sign) }];
  });
  if (growsWithPlace(indicator.measure)) return { indicator, area, periodKind, breakdown: group.breakdown!, points, direction: GapDirection.NO_CLEAR_CHANGE, explanation: `It is a ${indicator.measure === 'money' ? 'sum of money' : 'count'}, of which the group has a part: that a part is less than the whole is no gap. A rate or a proportion shows one.` };
  const trend = directionOf('neutral', behind);
  const last = points.findLast(({ difference }) => difference !== null);
  const isAhead = (behind.at(-1)?.value ?? 0) < 0;
  const direction = directionIn(String(trend.direction), polarity, isAhead);
  const now = last === undefined
    ? `There is no period in which both have a value${all === undefined ? ': the hub knows none of all children' : ''}.`
    : `In ${last.period} the group had ${fourFigures(last.group!)}, and all ${fourFigures(last.all!)}: ${standing(last, polarity, isAhead)}`;
  const ofWhat = polarity === 'high' || polarity === 'low' ? 'Of how far the group is behind' : 'Of the difference';
  return { indicator, area, breakdown: group.breakdown!, periodKind, points, direction, explanation: `${now} ${ofWhat}: ${trend.explanation}` };
}

function standing({ difference, lower, upper }: GapPoint, polarity: string, isAhead: boolean): string {
  const size = `a gap of ${fourFigures(Math.abs(difference!))}`;
  const who = polarity !== 'high' && polarity !== 'low' ? ', and nobody has said which direction is better' : difference === 0 ? '' : isAhead ? ' in favour of the group' : ' against the group';
  if (lower === null || upper === null) return `${size}${who}; without limits it may be chance.`;
  // The counts behind two values that are rounded may say that it is the other way round.
  if (difference! > 0 ? upper < 0 : difference! < 0 && lower > 0) return `${size}${who} as they are published, and the other way round by their counts (95% limits ${fourFigures(lower)} to ${fourFigures(upper)}): the values are rounded.`;
  return lower <= 0 && upper >= 0 ? `${size}${who}, which may be chance (95% limits ${fourFigures(lower)} to ${fourFigures(upper)}).` : `${size}${who}, beyond chance (95% limits ${fourFigures(lower)} to ${fourFigures(upper)}).`;
}

function directionIn(trend: string, polarity: string, isAhead: boolean): GapDirection {
  if (trend === 'too-few') return GapDirection.TOO_FEW;
  if (trend === 'no-clear-change' || (polarity !== 'high' && polarity !== 'low')) return GapDirection.NO_CLEAR_CHANGE;
  if (isAhead) return trend === 'decreasing' ? GapDirection.LEAD_GROWING : GapDirection.LEAD_SHRINKING;
  return trend === 'decreasing' ? GapDirection.NARROWING : GapDirection.WIDENING;
}

function limitsOf({ lower, upper }: GapPoint, sign: 1 | -1): Pick<KnownPoint, 'lower' | 'upper'> {
  if (lower === null || upper === null) return { lower: null, upper: null };
  return sign === 1 ? { lower, upper } : { lower: -upper, upper: -lower };
}

function pointOf(indicator: IndicatorType, group: SeriesPoint, all: SeriesPoint | undefined): GapPoint {
  const { period, periodTo, value } = group.observation;
  const point = { period, periodTo, group: value, all: all?.observation.value ?? null, groupObservation: group.observation, allObservation: all?.observation ?? null };
  const [one, other] = [figureOf(indicator, group), all && figureOf(indicator, all)];
  if (one === null || !other || growsWithPlace(indicator.measure)) return { ...point, difference: null, ratio: null, lower: null, upper: null, method: null };
  const { difference, ratio, interval } = gapOf(one, other, (numerator, denominator) => estimateOf(indicator, numerator, denominator));
  return { ...point, difference, ratio: indicator.measure === 'score' ? null : ratio, lower: interval?.lower ?? null, upper: interval?.upper ?? null, method: interval?.method ?? null };
}

/** Counts that do not give the value are of something else, and left aside. */
function figureOf(indicator: IndicatorType, { observation, interval }: SeriesPoint): Figure | null {
  const { value, numerator, denominator } = observation;
  if (value === null) return null;
  const isCounted = intervalOf({ ...indicator, ...observation, ...notPublished }) !== null;
  return { value, numerator: isCounted ? numerator : null, denominator: isCounted ? denominator : null, interval };
}

/** What counts alone give. */
function estimateOf(indicator: IndicatorType, numerator: number, denominator: number): Estimate | null {
  const value = (numerator / denominator) * (indicator.multiplier ?? 100);
  const limits = intervalOf({ ...indicator, value, numerator, denominator, ...notPublished });
  return limits && { ...limits, value };
}

const notPublished = { lower: null, upper: null, intervalMethod: null } as const;
