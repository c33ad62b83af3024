import { expressionForms, namesOf, parseExpression, type Expression } from '../../catalogue/expression.ts';
import type { IndicatorType } from '../../catalogue/indicator.ts';
import type { ObservationType } from '../../catalogue/observation.ts';
import { HubError } from '../../errors.ts';
import { evaluate, type NoNumber, type Outcome } from '../../performance/derived/evaluate.ts';
import { describeUnit, unitOf } from '../../performance/derived/unitOf.ts';
import { firmestFirst } from '../../performance/firmest.ts';
import type { RequestContext } from '../context.ts';
import type { DerivedArgs, DerivedPoint, DerivedSeries } from '../types/derived.ts';
import type { Place } from '../types/place.ts';
import { checkCodes } from './checkCodes.ts';
import { isOneOf } from './conditions.ts';
import { curveOf, directionOf } from './judgeSeries.ts';
import { findPlace } from './places.ts';
import { populationOf, type PopulationCount } from './populationOf.ts';
import { readFigures } from './readFigures.ts';
import { readPolarities } from './readPolarities.ts';
import { findOne } from './related.ts';
import { mostWithoutPages } from './shortLists.ts';

/** What an expression comes to in a place, period by period: a series for each kind of period. Seven statements at most. */
export async function readDerived(context: RequestContext, args: DerivedArgs): Promise<DerivedSeries[]> {
  const { indicator, text, better } = await definitionOf(context, args);
  const expression = parseExpression(text);
  if (typeof expression === 'string') throw new HubError('BAD_ARGUMENT', `expression is “${text.slice(0, 100)}”: ${expression}. Expected ${expressionForms}.`);
  await checkCodes(context, 'place', [args.area]);
  const codes = codesOf(expression);
  if (codes.length === 0) throw new HubError('BAD_ARGUMENT', `expression is “${text.slice(0, 100)}”, which names no indicator: it would be the same in every period. Expected ${expressionForms}.`);
  await checkCodes(context, 'indicator', codes);
  const unit = describeUnit(await findUnit(context, expression, text));
  const area = (await findPlace(context, args.area)) as Place;
  const polarityOf = await readPolarities(context, indicator === null ? [] : [indicator.code], [args.area]);
  const byKind = Map.groupBy(await readObservations(context, codes, args.area), ({ periodKind }) => periodKind);
  return Promise.all([...byKind].sort(([a], [b]) => (a < b ? -1 : 1)).map(async ([periodKind, rows]) => {
    const points = await Promise.all([...Map.groupBy(rows, ({ period }) => period).values()].map((own) => pointOf(context, expression, own, args.area)));
    const known = points.flatMap(({ period, periodTo, value }, index) => (value === null ? [] : [{ period, periodKind, periodFrom: startOf(rows, points[index]!.period), periodTo, value, lower: null, upper: null }]));
    const { periodFrom, periodTo } = rows.at(-1)!;
    const polarity = indicator === null ? better : polarityOf(indicator, args.area, periodFrom, periodTo).polarity;
    return { indicator, expression: text, unit, area, periodKind, polarity, points, direction: directionOf(polarity, known), ...curveOf(polarity, known) } as DerivedSeries;
  }));
}

/** What is to be worked out, and which direction of an expression of one's own is better. */
async function definitionOf(context: RequestContext, { indicator: code, expression, better = 'neutral' as never }: DerivedArgs): Promise<{ indicator: IndicatorType | null; text: string; better: string }> {
  if ((code === undefined) === (expression === undefined)) throw new HubError('BAD_ARGUMENT', `${code === undefined ? 'Neither indicator nor expression' : 'Both indicator and expression'} was given. Give one.`);
  if (code === undefined) return { indicator: null, text: expression!, better };
  await checkCodes(context, 'indicator', [code]);
  const indicator = (await findOne<IndicatorType>(context, 'indicator', code))!;
  if (indicator.derivedFrom === null) throw new HubError('BAD_ARGUMENT', `${code} is not derived from others: its values are published, and "indicatorSeries" has them. To work something out from them, give an expression.`);
  return { indicator, text: indicator.derivedFrom, better };
}

function codesOf(expression: Expression): string[] {
  return [...new Set(namesOf(expression).flatMap((named) => (named.kind === 'published' ? named.code : [])))];
}

async function findUnit(context: RequestContext, expression: Expression, text: string): Promise<Exclude<ReturnType<typeof unitOf>, string>> {
  const indicators = new Map(await Promise.all(codesOf(expression).map(async (code) => [code, (await findOne<IndicatorType>(context, 'indicator', code))!] as const)));
  const unit = unitOf(expression, (code) => indicators.get(code)!);
  if (typeof unit === 'string') throw new HubError('BAD_ARGUMENT', `expression is “${text.slice(0, 100)}”: ${unit}. Expected figures of one unit where it adds or takes away.`);
  return unit;
}

async function readObservations({ db }: RequestContext, codes: readonly string[], area: string): Promise<ObservationType[]> {
  const query = db.selectFrom('observation').selectAll().where(isOneOf('observation.indicatorCode', codes)).where('areaCode', '=', area).where('breakdown', 'is', null);
  return (await readFigures(query, { indicators: codes, areas: [area] }, mostWithoutPages)) as unknown as ObservationType[];
}

function firmestOf(rows: readonly ObservationType[] | undefined): ObservationType | null {
  return rows === undefined ? null : firmestFirst(rows)[0]!;
}

function startOf(rows: readonly ObservationType[], period: string): string {
  return rows.find((row) => row.period === period)!.periodFrom;
}

async function pointOf(context: RequestContext, expression: Expression, rows: readonly ObservationType[], area: string): Promise<DerivedPoint> {
  const { period, periodFrom, periodTo } = rows[0]!;
  const byIndicator = Map.groupBy(rows, ({ indicatorCode }) => indicatorCode);
  const names = namesOf(expression);
  const populations = new Map(await Promise.all(names.flatMap((named) => (named.kind === 'population' ? [populationOf(context, area, named, { from: periodFrom, to: periodTo }).then((count) => [nameOf(named), count] as const)] : []))));
  const figureOf = (named: (typeof names)[number]): Outcome => (named.kind === 'population' ? personsOf(populations.get(nameOf(named)) ?? null, named) : publishedOf(byIndicator.get(named.code), named, period));
  const outcome = evaluate(expression, figureOf);
  const inputs = [...new Map(names.map((named) => [nameOf(named), named])).values()].map((named) => ({ name: nameOf(named), ...asColumns(figureOf(named)), observation: named.kind === 'population' ? null : firmestOf(byIndicator.get(named.code)) }));
  return { period, periodTo, ...asColumns(outcome), reason: 'value' in outcome ? null : outcome.reason, inputs } as DerivedPoint;
}

function asColumns(outcome: Outcome): { value: number | null; status: NoNumber | null } {
  return 'value' in outcome ? { value: outcome.value, status: null } : { value: null, status: outcome.status };
}

function nameOf(named: ReturnType<typeof namesOf>[number]): string {
  return named.kind === 'population' ? `population(${named.from}, ${named.to})` : `${named.part}("${named.code}")`;
}

function personsOf(count: PopulationCount | null, named: { from: number; to: number }): Outcome {
  if (count !== null) return { value: count.persons };
  return { status: 'unknown', reason: `The hub knows no population of just these ages, ${named.from} to ${named.to}, within five years of the period.` };
}

const withoutValue: Record<string, NoNumber> = { suppressed: 'suppressed', 'not-applicable': 'not-applicable', missing: 'missing', low: 'low' };

/** A published figure of the period. Counts of a suppressed value are as hidden as the value. */
function publishedOf(rows: readonly ObservationType[] | undefined, named: Extract<Expression, { kind: 'published' }>, period: string): Outcome {
  const name = nameOf(named);
  if (rows === undefined) return { status: 'unknown', reason: `The hub knows no ${name} of ${period}.` };
  const row = firmestOf(rows)!;
  // What one source suppresses and none gives stays suppressed, whichever counts another has of it.
  const status = row.value === null && rows.some((one) => String(one.status) === 'suppressed') ? 'suppressed' : withoutValue[String(row.status)];
  if (status !== undefined && row.value === null) return { status, reason: `${name} of ${period} is ${status.replace('-', ' ')}.` };
  const value = row[named.part];
  return value === null ? { status: 'missing', reason: `${name} of ${period} was not published.` } : { value };
}
