import { sql, type RawBuilder } from 'kysely';
import type { Comparison } from '../../../commissioning/judgeNeed.ts';
import type { Numbers } from '../../../commissioning/judgeSpecialism.ts';
import { isGroupTheme } from '../../../overlap/groupThemes.ts';
import { compareWith, judge } from '../../../performance/compareWith.ts';
import { growsWithPlace } from '../../../performance/growsWithPlace.ts';
import { intervalOf } from '../../../performance/intervalOf.ts';
import type { RequestContext } from '../../context.ts';
import { agreedBy, isOneOf } from '../conditions.ts';
import { england, inSentence } from '../places.ts';
import { populationOf } from '../populationOf.ts';
import { readPolarities, type PolarityOf } from '../readPolarities.ts';
import type { Asked } from './Asked.ts';
import { targetFor, type TargetRow } from './targetFor.ts';

interface IndicatorRow {
  themeCode: string;
  code: string;
  title: string;
  measure: string;
  polarity: string;
  unit: string;
  multiplier: number | null;
  numerator: string | null;
  denominator: string | null;
  groups: readonly string[];
}

interface FigureRow {
  indicatorCode: string;
  areaCode: string;
  period: string;
  periodKind: string;
  periodFrom: string;
  periodTo: string;
  value: number;
  numerator: number | null;
  denominator: number | null;
  lower: number | null;
  upper: number | null;
  regionCode: string | null;
  regionValue: number | null;
  countryValue: number | null;
}

/** What an indicator tells: where authorities stand, and how many children it is about. */
export interface IndicatorFigures {
  code: string;
  /** The themes of the groups of children that alone it is about; none where it is about all. */
  groups: readonly string[];
  comparisons: Comparison[];
  numbers: Numbers | null;
}

/** What is measured about each theme: where the authorities stand, and how many children it is about. Six statements, whatever the number of themes. */
export async function readFigures(context: RequestContext, asked: Asked, themeCodes: readonly string[]): Promise<Map<string, IndicatorFigures[]>> {
  const indicators = await readIndicators(context, themeCodes);
  const codes = [...new Set(indicators.map(({ code }) => code))];
  const figures = await readLatest(context, asked, codes);
  const targets = await readTargets(context, asked, codes);
  const polarityOf = await readPolarities(context, codes, asked.codes, asked);
  const regions = await readRegionNames(context);
  const byIndicator = Map.groupBy(figures, (figure) => figure.indicatorCode);
  const result = new Map<string, IndicatorFigures[]>();
  for (const [themeCode, own] of Map.groupBy(indicators, (indicator) => indicator.themeCode)) {
    const told = own.map(async (indicator) => {
      const rows = byIndicator.get(indicator.code) ?? [];
      const comparisons = rows.flatMap((row) => compare({ asked, indicator, row, targets, polarityOf, regions }));
      return { code: indicator.code, groups: indicator.groups, comparisons, numbers: await numbersOf(context, indicator, rows) };
    });
    result.set(themeCode, await Promise.all(told));
  }
  return result;
}

type Figure = 'own' | 'around' | 'national';

/** In the order of `firmestFirst`. */
function firmest(figure: Figure): RawBuilder<unknown> {
  return sql`case ${sql.ref(`${figure}.status`)} when 'final' then 0 when 'revised' then 1 when 'provisional' then 3 else 2 end, ${sql.ref(`${figure}.harvestId`)} desc`;
}

/** Of a region or of England, what an authority quotes in its own package. */
function quotedLast(figure: Exclude<Figure, 'own'>): RawBuilder<unknown> {
  const source = sql.ref(`${figure}.sourceId`);
  return sql`case when (${source} like 'E0%' or ${source} like 'E1%') and ${source} not like ${sql.ref(`${figure}.areaCode`)} || '/%' then 1 else 0 end`;
}

async function readIndicators({ db }: RequestContext, themeCodes: readonly string[]): Promise<IndicatorRow[]> {
  const rows = await db
    .selectFrom('indicator_theme')
    .innerJoin('indicator', 'indicator.id', 'indicator_theme.ownerId')
    .innerJoin('indicator_theme as each', 'each.ownerId', 'indicator.id')
    .select(['indicator_theme.targetId as themeCode', 'each.targetId as eachTheme', 'indicator.code', 'indicator.title', 'indicator.measure', 'indicator.polarity', 'indicator.unit', 'indicator.multiplier', 'indicator.numerator', 'indicator.denominator'])
    .where(isOneOf('indicator_theme.targetId', themeCodes))
    .orderBy('indicator.code')
    .orderBy('each.targetId')
    .execute();
  return [...Map.groupBy(rows, ({ themeCode, code }) => `${themeCode}\n${code}`).values()].map((own) => ({ ...own[0]!, groups: own.map(({ eachTheme }) => eachTheme).filter(isGroupTheme) })) as unknown as IndicatorRow[];
}

/** For each indicator and authority the newest figure of all children of the five years before, one rather that can be set beside its region or the country. */
async function readLatest({ db }: RequestContext, { codes, until, since }: Asked, indicators: readonly string[]): Promise<FigureRow[]> {
  const ranked = db
    .selectFrom('observation as own')
    .innerJoin('authority as whose', 'whose.id', 'own.areaCode')
    .leftJoin('observation as around', (join) => join.onRef('around.indicatorCode', '=', 'own.indicatorCode').onRef('around.areaCode', '=', 'whose.regionCode').onRef('around.period', '=', 'own.period').onRef('around.periodTo', '=', 'own.periodTo').on('around.breakdown', 'is', null).on('around.value', 'is not', null))
    .leftJoin('observation as national', (join) => join.onRef('national.indicatorCode', '=', 'own.indicatorCode').on('national.areaCode', '=', england).onRef('national.period', '=', 'own.period').onRef('national.periodTo', '=', 'own.periodTo').on('national.breakdown', 'is', null).on('national.value', 'is not', null))
    .select(['own.indicatorCode', 'own.areaCode', 'own.period', 'own.periodKind', 'own.periodFrom', 'own.periodTo', 'own.value', 'own.numerator', 'own.denominator', 'own.lower', 'own.upper', 'whose.regionCode', 'around.value as regionValue', 'national.value as countryValue'])
    .select(
      sql<number>`row_number() over (partition by own.indicator_code, own.area_code
        order by case when around.value is null and national.value is null then 1 else 0 end, own.period_to desc, own.period_kind, ${firmest('own')}, ${quotedLast('around')}, ${firmest('around')}, ${quotedLast('national')}, ${firmest('national')}, own.id, around.id, national.id)`.as('position'),
    )
    .where(isOneOf('own.indicatorCode', indicators))
    .where(isOneOf('own.areaCode', codes))
    .where('own.value', 'is not', null)
    .where('own.breakdown', 'is', null)
    .where('own.periodTo', '<=', until)
    .where('own.periodTo', '>=', since)
    .as('ranked');
  return (await db.selectFrom(ranked).selectAll().where('position', '=', 1).orderBy('indicatorCode').orderBy('areaCode').execute()) as FigureRow[];
}

/** Targets that hold on the last day asked about and say which value is to be reached, for all children. */
async function readTargets({ db }: RequestContext, { codes, until }: Asked, indicators: readonly string[]): Promise<Map<string, TargetRow[]>> {
  const rows = await db
    .selectFrom('target')
    .select(['indicatorCode', 'areaCode', 'period', 'periodKind', 'periodTo', 'value'])
    .where(isOneOf('indicatorCode', indicators))
    .where(isOneOf('areaCode', codes))
    .where('value', 'is not', null)
    .where('breakdown', 'is', null)
    .where('periodTo', 'is not', null)
    .where((where) => where.or([where('basis', 'is', null), where('basis', '=', 'absolute')]))
    .where((where) => where.or([where('status', 'is', null), where('status', 'not in', ['proposed', 'superseded'])]))
    .where(agreedBy(until))
    .where('kind', 'in', ['target', 'floor', 'milestone', 'trajectory'])
    .orderBy('id')
    .execute();
  return Map.groupBy(rows as TargetRow[], (row) => `${row.indicatorCode}\n${row.areaCode}`);
}

async function readRegionNames({ db }: RequestContext): Promise<Map<string, string>> {
  const rows = await db.selectFrom('region').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

interface Comparing {
  asked: Asked;
  indicator: IndicatorRow;
  row: FigureRow;
  targets: ReadonlyMap<string, readonly TargetRow[]>;
  polarityOf: PolarityOf;
  regions: ReadonlyMap<string, string>;
}

function compare({ asked, indicator, row, targets, polarityOf, regions }: Comparing): Comparison[] {
  const key = `${row.indicatorCode}\n${row.areaCode}`;
  const { polarity } = polarityOf(indicator, row.areaCode, asked.from, asked.to);
  if (polarity !== 'high' && polarity !== 'low') return [];
  const about = { indicator: { code: indicator.code, title: indicator.title }, authority: asked.named.get(row.areaCode)!, period: row.period };
  const found: Comparison[] = [];
  const beside = row.regionValue ?? row.countryValue;
  if (beside !== null && !growsWithPlace(indicator.measure)) found.push({ ...about, ...besideOthers(indicator, row, beside, polarity), against: row.regionValue === null ? 'England' : inSentence(regions.get(row.regionCode!) ?? 'region') });
  const target = targetFor(row, targets.get(key) ?? []);
  if (target !== null) found.push({ ...about, isWorse: isPlainlyWorse(row.value, target, polarity), mayBeChance: false, against: 'its target' });
  return found;
}

/** As everywhere, worse only where the other value lies outside the 95% limits, published or worked out from counts. Where there are none the plain difference counts, and `mayBeChance` says so. */
function besideOthers({ measure, multiplier }: IndicatorRow, row: FigureRow, other: number, polarity: 'high' | 'low'): Pick<Comparison, 'isWorse' | 'mayBeChance'> {
  const limits = intervalOf({ ...row, measure, multiplier, intervalMethod: null });
  if (limits === null) return { isWorse: isPlainlyWorse(row.value, other, polarity), mayBeChance: true };
  return { isWorse: judge(compareWith(row.value, limits, other), polarity) === 'worse', mayBeChance: false };
}

function isPlainlyWorse(value: number, other: number, polarity: 'high' | 'low'): boolean {
  return polarity === 'high' ? value < other : value > other;
}

/** A number is of children where the words about it say that people were counted, and not schools or centres. */
const people = /\b(child|children|young people|pupil|pupils|students?|persons?|people|babies|infants|births|conceptions|entrants|offenders|carers?|parents?|leavers?|families)\b/i;

/** How many children an indicator counts in each authority: as counted, or worked out from a rate and the people of the ages it is out of. */
async function numbersOf(context: RequestContext, indicator: IndicatorRow, rows: readonly FigureRow[]): Promise<Numbers | null> {
  const isOfPeople = people.test(`${indicator.title} ${indicator.unit} ${indicator.numerator ?? ''}`);
  if (!isOfPeople) return null;
  const entries = await Promise.all(rows.map(async (row) => [row.areaCode, await numberOf(context, indicator, row)] as const));
  const found = entries.filter((entry): entry is [string, number] => entry[1] !== null);
  const isEstimate = indicator.measure === 'rate' && rows.every((row) => row.numerator === null);
  return found.length === 0 ? null : { label: `“${indicator.title}”${isEstimate ? ', worked out from the rate and the number of children of those ages' : ''}`, byAuthority: new Map(found) };
}

async function numberOf(context: RequestContext, indicator: IndicatorRow, row: FigureRow): Promise<number | null> {
  if (row.numerator !== null) return row.numerator;
  if (indicator.measure === 'count') return row.value;
  // Rates of conceptions and births are out of girls and women, whether their unit says so or not.
  const isOutOfChildren = indicator.measure === 'rate' && indicator.multiplier !== null && !/concep|pregnan|birth|matern/i.test(indicator.title);
  const ages = isOutOfChildren ? agesOutOf(indicator) : null;
  if (ages === null) return null;
  const population = await populationOf(context, row.areaCode, ages, { from: row.periodFrom, to: row.periodTo });
  return population && Math.max(leastTold, (row.value / indicator.multiplier!) * population.persons);
}

/** Fewer than this, worked out from a rate, are told as so many: the count itself may be one that its publisher hides. */
const leastTold = 10;

/** The ages a rate is out of, where its denominator or unit names them; not its title, which names whom it counts. Girls alone are not all children of an age. */
export function agesOutOf({ unit, denominator }: Pick<IndicatorRow, 'unit' | 'denominator'>): { from: number; to: number } | null {
  const words = denominator ?? unit;
  if (/female|girl|women|\bmale|\bboys?\b/i.test(words)) return null;
  const range = /\b(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})\b/.exec(words);
  if (range) return Number(range[1]) <= Number(range[2]) ? { from: Number(range[1]), to: Number(range[2]) } : null;
  const below = /(?:\bunder|<)[\s-]*(\d{1,2})s?\b/i.exec(words);
  return below && Number(below[1]) > 0 ? { from: 0, to: Number(below[1]) - 1 } : null;
}
