import type { IndicatorType } from '../../catalogue/indicator.ts';
import type { ObservationType } from '../../catalogue/observation.ts';
import type { RequestContext } from '../context.ts';
import type { Place } from '../types/place.ts';
import type { IndicatorSeries, SeriesArgs, SeriesPoint } from '../types/series.ts';
import { checkCodes } from './checkCodes.ts';
import { comparatorOf, type Comparator } from './comparatorGroups.ts';
import { isOneOf } from './conditions.ts';
import { besideAlike, besideGroup, besides, curveOf, directionOf, knownOf, pointsOf } from './judgeSeries.ts';
import { england, findPlace } from './places.ts';
import { readAlike } from './readAlike.ts';
import { ofGroups, readFigures, tooManyFigures } from './readFigures.ts';
import { readPolarities } from './readPolarities.ts';
import { findOne } from './related.ts';
import { mostWithoutPages } from './shortLists.ts';

/** Every series of an indicator in a place, each beside its region's and England's. */
export async function readSeries(context: RequestContext, args: SeriesArgs): Promise<IndicatorSeries[]> {
  const { indicator, area, allChildren, breakdown } = args;
  await checkCodes(context, 'indicator', [indicator]);
  await checkCodes(context, 'place', [area]);
  const comparator = await comparatorOf(context, args);
  return (await readSeriesOf(context, [indicator], area, { allChildren, groups: breakdown === undefined ? undefined : [breakdown], comparator })).get(indicator) ?? [];
}

interface Wanted {
  /** True: only series of all children. False: only those of a group of them. */
  allChildren?: boolean | undefined;
  /** Only series of these groups of children, null being all of them. */
  groups?: readonly (string | null)[] | undefined;
  /** Leaves out what ended after this day. */
  until?: string;
  /** With whom each series is compared, beyond those around it and those like it. */
  comparator?: Comparator | null;
}

/** The series of several indicators in one place, by indicator. Nine statements at most, whatever the number of indicators or series. */
export async function readSeriesOf(context: RequestContext, codes: readonly string[], area: string, wanted: Wanted): Promise<Map<string, IndicatorSeries[]>> {
  const indicators = (await Promise.all(codes.map((code) => findOne<IndicatorType>(context, 'indicator', code)))).filter((found) => found !== null);
  const place = (await findPlace(context, area)) as Place;
  const around = await placesAround(context, area);
  const alike = await readAlike(context, area);
  const compared = wanted.comparator?.authorities ?? [];
  const polarityOf = await readPolarities(context, codes, [area]);
  const rows = await readObservations(context, codes, area, [...around.map((other) => other.code), ...alike.map(({ authority }) => authority.code), ...compared.map(({ code }) => code)], wanted);
  const byIndicator = Map.groupBy(rows, ({ indicatorCode }) => indicatorCode);
  return new Map(indicators.map((indicator) => {
    const byPlace = Map.groupBy(byIndicator.get(indicator.code) ?? [], ({ areaCode }) => areaCode);
    if ((byPlace.get(area) ?? []).length > mostWithoutPages) throw tooManyFigures({ indicators: [indicator.code], areas: [area] }, mostWithoutPages);
    const linesOf = new Map([...byPlace].map(([code, rows]) => [code, Map.groupBy(rows, lineOf)]));
    const lines = [...(linesOf.get(area) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    return [indicator.code, lines.map(([line, own]) => {
      const points = pointsOf(indicator, own);
      const pointsIn = (other: string): SeriesPoint[] => pointsOf(indicator, linesOf.get(other)?.get(line) ?? []);
      const { periodKind, breakdown, periodFrom, periodTo } = own.at(-1)!;
      const stated = polarityOf(indicator, area, periodFrom, periodTo);
      const { polarity } = stated;
      const by = { measure: indicator.measure, polarity };
      return {
        indicator, area: place, periodKind, breakdown, polarity: stated, points,
        direction: directionOf(polarity, knownOf(points)),
        ...curveOf(polarity, knownOf(points)),
        beside: around.flatMap((other) => besides(by, points, other, pointsIn(other.code))),
        alike: besideAlike(by, points, alike.map((one) => ({ ...one, points: pointsIn(one.authority.code) }))),
        compared: wanted.comparator ? besideGroup(by, points, wanted.comparator.name, compared.map((authority) => ({ authority, points: pointsIn(authority.code) }))) : null,
      } as IndicatorSeries;
    })];
  }));
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

async function readObservations({ db }: RequestContext, indicators: readonly string[], area: string, others: readonly string[], { allChildren, groups, until }: Wanted): Promise<ObservationType[]> {
  let query = db.selectFrom('observation').selectAll().where(isOneOf('observation.indicatorCode', indicators)).where(isOneOf('observation.areaCode', [area, ...others]));
  if (allChildren !== undefined) query = query.where('breakdown', allChildren ? 'is' : 'is not', null);
  if (until !== undefined) query = query.where('periodTo', '<=', until);
  return (await readFigures(groups ? ofGroups(query, groups) : query, { indicators, areas: [area], withOthers: true })) as unknown as ObservationType[];
}
