import type { IndicatorType } from '../../../catalogue/indicator.ts';
import type { ObservationType } from '../../../catalogue/observation.ts';
import { firmestFirst } from '../../../performance/firmest.ts';
import { growsWithPlace } from '../../../performance/growsWithPlace.ts';
import { intervalOf } from '../../../performance/intervalOf.ts';
import { distanceOn, needOf, scaleOf, type Need, type Scale, type Value } from '../../../performance/provision/needOf.ts';
import { threshold } from '../../../performance/provision/thresholds.ts';
import { withoutNoise } from '../../../catalogue/withoutNoise.ts';
import type { RequestContext } from '../../context.ts';
import type { NeedFigure, NeedScale } from '../../types/provision.ts';
import { isOneOf } from '../conditions.ts';
import { populationOf } from '../populationOf.ts';
import { readFigures } from '../readFigures.ts';
import { readPolarities, type PolarityOf } from '../readPolarities.ts';
import type { AskedProvision } from './askProvision.ts';

/** One indicator in one common period: each authority's value, or why it has none that can be used. */
export interface MeasuredNeed {
  indicator: IndicatorType;
  told: NeedScale;
  scale: Scale | null;
  values: ReadonlyMap<string, Usable>;
  polarityFor: (areaCode: string) => 'high' | 'low' | null;
}

interface Usable extends Value {
  observation: ObservationType;
  numerator: number | null;
  denominator: number | null;
}

/** Where each indicator has the authorities that are compared. Three statements, whatever the number of either. */
export async function readNeed(context: RequestContext, asked: AskedProvision): Promise<MeasuredNeed[]> {
  const indicators = await readIndicators(context, asked);
  const codes = indicators.map(({ code }) => code);
  const polarityOf = await readPolarities(context, codes, asked.codes, asked);
  const byIndicator = Map.groupBy(await readValues(context, asked, codes), (row) => row.indicatorCode);
  const measured = indicators.map((indicator) => measure(indicator, asked, byIndicator.get(indicator.code) ?? [], polarityOf));
  // Of the indicators of a theme, those that nobody could set beside one another are no news; of those asked for by code they are.
  return asked.filter.indicators ? measured : measured.filter(({ indicator, polarityFor }) => !growsWithPlace(indicator.measure) && asked.codes.some((code) => polarityFor(code) !== null));
}

async function readIndicators({ db }: RequestContext, { filter, themes }: AskedProvision): Promise<IndicatorType[]> {
  let query = db.selectFrom('indicator').selectAll();
  if (filter.indicators) query = query.where(isOneOf('indicator.id', filter.indicators));
  else query = query.where('indicator.id', 'in', db.selectFrom('indicator_theme').select('ownerId').where(isOneOf('targetId', themes)));
  return (await query.orderBy('indicator.code').orderBy('indicator.id').execute()) as unknown as IndicatorType[];
}

async function readValues({ db }: RequestContext, { codes, since, until }: AskedProvision, indicators: readonly string[]): Promise<ObservationType[]> {
  const query = db.selectFrom('observation').selectAll().where(isOneOf('observation.indicatorCode', indicators)).where(isOneOf('observation.areaCode', codes));
  const rows = await readFigures(query.where('breakdown', 'is', null).where('periodTo', '<=', until).where('periodTo', '>=', since), { indicators, areas: codes });
  return rows as unknown as ObservationType[];
}

function measure(indicator: IndicatorType, asked: AskedProvision, rows: readonly ObservationType[], polarityOf: PolarityOf): MeasuredNeed {
  const periods = [...Map.groupBy(rows, ({ period }) => period)].map(([period, own]) => ({ period, periodTo: own[0]!.periodTo, values: usableIn(indicator, own) }));
  periods.sort((a, b) => (a.periodTo > b.periodTo ? -1 : a.periodTo < b.periodTo ? 1 : a.period < b.period ? -1 : 1));
  const enough = Math.max(threshold('fewestAuthorities'), Math.ceil(asked.codes.length / 2));
  const chosen = periods.find(({ values }) => values.size >= enough);
  const polarityFor = (areaCode: string): 'high' | 'low' | null => {
    const { polarity } = polarityOf({ code: indicator.code, polarity: indicator.polarity }, areaCode, asked.from, asked.to);
    return polarity === 'high' || polarity === 'low' ? polarity : null;
  };
  const scale = chosen ? scaleOf([...chosen.values.values()].map(({ value }) => value)) : null;
  const leftOut = whyLeftOut(indicator, { asked, enough, best: Math.max(0, ...periods.map(({ values }) => values.size)), isChosen: chosen !== undefined, isSpread: scale !== null, hasPolarity: asked.codes.some((code) => polarityFor(code) !== null) });
  return {
    indicator, polarityFor, scale: leftOut === null ? scale : null, values: chosen?.values ?? new Map(),
    told: { indicatorCode: indicator.code, polarity: indicator.polarity, period: chosen?.period ?? null, known: chosen?.values.size ?? 0, mean: leftOut === null ? scale!.mean : null, deviation: leftOut === null ? scale!.deviation : null, leftOut },
  };
}

interface Why {
  asked: AskedProvision;
  enough: number;
  best: number;
  isChosen: boolean;
  isSpread: boolean;
  hasPolarity: boolean;
}

function whyLeftOut({ measure }: IndicatorType, { asked, enough, best, isChosen, isSpread, hasPolarity }: Why): string | null {
  if (growsWithPlace(measure)) return `It is a ${measure === 'money' ? 'sum of money' : measure}, which grows with the authority: authorities of different size cannot be compared by it.`;
  if (!hasPolarity) return 'Neither the indicator nor a plan in force says which direction is better, so more of it is neither more nor less need.';
  if (!isChosen) return `No one period from ${asked.since} to ${asked.until} has a value that can be used of ${enough} of the ${asked.codes.length} authorities compared; ${best === 0 ? 'none has one' : `at most ${best} have one`}.`;
  return isSpread ? null : 'All have the same value, so none has more need than another.';
}

/** Of each authority the value that counts, where it is published and not counted from too few. */
function usableIn(indicator: IndicatorType, rows: readonly ObservationType[]): Map<string, Usable> {
  const firmest = [...Map.groupBy(rows, ({ areaCode }) => areaCode)].map(([code, own]) => [code, firmestFirst(own as (ObservationType & { harvestId: number })[])[0]!] as const);
  return new Map(firmest.flatMap(([code, observation]) => {
    const { value, numerator, denominator, lower, upper, intervalMethod } = observation;
    if (value === null || (numerator !== null && numerator < threshold('fewestCounted'))) return [];
    const limits = intervalOf({ measure: indicator.measure, multiplier: indicator.multiplier, value, numerator, denominator, lower, upper, intervalMethod });
    return [[code, { value, lower: limits?.lower ?? null, upper: limits?.upper ?? null, numerator, denominator, observation }] as const];
  }));
}

export interface NeedOfPlace {
  need: Need;
  figures: NeedFigure[];
}

/** Need of one authority, or of several taken as one place. */
export async function needOfPlace(context: RequestContext, asked: AskedProvision, place: readonly string[], measured: readonly MeasuredNeed[]): Promise<NeedOfPlace> {
  const taking = measured.filter(({ scale }) => scale !== null);
  const persons = place.length < 2 ? [] : await Promise.all(place.map(async (code) => (await populationOf(context, code, asked.ages, { from: asked.until, to: asked.until }))?.persons ?? null));
  const figures = taking.map((one) => figureOf(one, place, persons));
  const distances = figures.flatMap(({ distance, lower, upper }) => (distance === null ? [] : [{ distance, lower, upper }]));
  const missing = taking.filter((_, index) => figures[index]!.distance === null).map(({ indicator }) => indicator.title);
  return { need: needOf(distances, missing), figures };
}

function figureOf({ indicator, told, scale, values, polarityFor }: MeasuredNeed, place: readonly string[], persons: readonly (number | null)[]): NeedFigure {
  const own = place.flatMap((code) => (values.has(code) ? [values.get(code)!] : []));
  const none = { indicatorCode: indicator.code, period: told.period!, value: null, distance: null, lower: null, upper: null, observations: own.map(({ observation }) => observation) };
  if (own.length < place.length || place.length === 0) return { ...none, explanation: place.length === 1 ? `No value of ${told.period} is known that is published and counted from ${threshold('fewestCounted')} or more.` : `A value that can be used is known of ${own.length} of the ${place.length} authorities.` };
  const joint = place.length === 1 ? { value: own[0]!, explanation: null } : takenTogether(indicator, own, persons);
  if (joint.value === null) return { ...none, explanation: joint.explanation };
  const directions = new Set(place.map(polarityFor));
  const [direction] = directions;
  if (directions.size > 1 || !direction) return { ...none, value: joint.value.value, explanation: directions.size > 1 ? 'Their plans do not agree which direction is better.' : 'Nobody says which direction is better here.' };
  return { ...none, value: joint.value.value, ...distanceOn(scale!, joint.value, direction), explanation: joint.explanation };
}

/** One value of several authorities: by what was counted in each; else their mean, each by its children; else none. */
function takenTogether(indicator: IndicatorType, own: readonly Usable[], persons: readonly (number | null)[]): { value: Value | null; explanation: string } {
  const { measure, multiplier } = indicator;
  const scale = multiplier ?? (measure === 'proportion' ? 100 : null);
  const isCounted = own.every(({ numerator, denominator }) => numerator !== null && denominator !== null && denominator > 0);
  if (isCounted && scale !== null && (measure === 'proportion' || measure === 'rate')) {
    const [numerator, denominator] = [total(own.map((one) => one.numerator!)), total(own.map((one) => one.denominator!))];
    const value = withoutNoise((numerator / denominator) * scale);
    const limits = intervalOf({ measure, multiplier, value, numerator, denominator, lower: null, upper: null, intervalMethod: null });
    return { value: { value, lower: limits?.lower ?? null, upper: limits?.upper ?? null }, explanation: 'From what was counted in each of them.' };
  }
  if (persons.some((one) => one === null || one === 0)) return { value: null, explanation: 'How much each of them counts in a common value is not known: neither are counts published of each, nor its children of these ages.' };
  const weights = persons as readonly number[];
  return { value: { value: withoutNoise(total(own.map(({ value }, index) => value * weights[index]!)) / total(weights)), lower: null, upper: null }, explanation: 'The mean of their values, each counting by its children of these ages, since counts are not published of each: near the true one, not just it.' };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
