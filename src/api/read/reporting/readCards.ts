import type { ActionType } from '../../../catalogue/action.ts';
import type { AuthorityType } from '../../../catalogue/authority.ts';
import type { IndicatorType } from '../../../catalogue/indicator.ts';
import type { PlanType } from '../../../catalogue/plan.ts';
import type { TargetType } from '../../../catalogue/target.ts';
import { nextReport } from '../../../performance/governance/reportDue.ts';
import type { RequestContext } from '../../context.ts';
import type { ProgressReportType } from '../../types/progress.ts';
import type { CardMeasure, CardTarget, NextReport, ReportCard } from '../../types/reportCard.ts';
import type { IndicatorSeries } from '../../types/series.ts';
import { agreedBy, isOneOf } from '../conditions.ts';
import { findAttainment } from '../readAttainment.ts';
import { reportsOf } from '../readProgress.ts';
import { readSeriesOf } from '../readSeries.ts';
import { findOne } from '../related.ts';
import { lacksOf } from './lacksOf.ts';
import { readCardActions } from './readCardActions.ts';
import type { Subject } from './subjectsOfCards.ts';

export interface Frame {
  authority: AuthorityType;
  asAt: string;
  breakdown: string | null;
}

/** Report cards of one authority on a day, one for each subject. Some twenty statements, whatever the number of cards. */
export async function readCards(context: RequestContext, frame: Frame, subjects: readonly Subject[]): Promise<ReportCard[]> {
  const codes = [...new Set(subjects.flatMap(({ measures }) => measures.map(({ code }) => code)))];
  const series = await readSeriesOf(context, codes, frame.authority.code, { until: frame.asAt, groups: [frame.breakdown] });
  const targets = await readTargets(context, frame, codes);
  const actions = await readCardActions(context, frame.authority.code, { codes, priorityIds: subjects.flatMap(({ priority }) => priority?.id ?? []) });
  return Promise.all(subjects.map(async (subject) => {
    const measures = (await Promise.all(subject.measures.map((measure) => readMeasure(context, frame, measure, { series: series.get(measure.code) ?? [], targets: targets.get(measure.code) ?? [] })))).filter((measure) => measure !== null);
    const words = await readWords(context, subject, frame.asAt);
    const [first] = subject.measures;
    const named = subject.isOfPriority ? subject.priority : (first?.planIndicator ?? null);
    const card = {
      ...frame,
      plan: await findOne<PlanType>(context, 'plan', subject.planId),
      priority: subject.priority,
      measures,
      lead: named?.lead ?? subject.priority?.lead ?? null,
      sponsor: named?.sponsor ?? subject.priority?.sponsor ?? null,
      ...words,
      actions: await findActions(context, actions, subject),
      nextReport: nextReportOf(subject, frame.asAt),
    };
    return { ...card, missing: lacksOf(card, subject.isOfPriority) };
  }));
}

async function readMeasure(context: RequestContext, { asAt, breakdown }: Frame, { code, planIndicator }: Subject['measures'][number], { series, targets }: { series: readonly IndicatorSeries[]; targets: readonly TargetType[] }): Promise<CardMeasure | null> {
  const indicator = await findOne<IndicatorType>(context, 'indicator', code);
  if (indicator === null) return null;
  const judged = await Promise.all(targets.map(async (target): Promise<CardTarget> => ({ target, attainment: await findAttainment(context, target, asAt) })));
  return { indicator, planIndicator, series: latestOf(series.filter((one) => (one.breakdown ?? null) === breakdown)), targets: judged, variance: varianceOf(judged, asAt) };
}

/** Of several kinds of period the series with the latest value, the longer of two that end alike. */
function latestOf(series: readonly IndicatorSeries[]): IndicatorSeries | null {
  const endOf = ({ points }: IndicatorSeries): string => points.findLast(({ observation }) => observation.value !== null)?.observation.periodTo ?? '';
  const [latest] = series.toSorted((a, b) => (endOf(a) === endOf(b) ? b.points.length - a.points.length : endOf(a) < endOf(b) ? 1 : -1));
  return latest ?? null;
}

/** The target it stands against: the latest that has a value of its own period, else the next to come. */
function varianceOf(targets: readonly CardTarget[], asAt: string): CardTarget | null {
  const aims = targets.filter(({ target }) => String(target.kind) !== 'stretch');
  const next = aims.find(({ target }) => target.periodTo !== null && target.periodTo > asAt);
  return aims.findLast(({ attainment }) => attainment.actual !== null) ?? next ?? aims.at(-1) ?? null;
}

/** Targets that anybody had on the day, by indicator, the earliest first. */
async function readTargets({ db }: RequestContext, { authority, breakdown, asAt }: Frame, codes: readonly string[]): Promise<Map<string, TargetType[]>> {
  const rows = await db
    .selectFrom('target')
    .selectAll()
    .where(isOneOf('target.indicatorCode', codes))
    .where('areaCode', '=', authority.code)
    .where('breakdown', breakdown === null ? 'is' : '=', breakdown)
    .where((where) => where.or([where('status', 'is', null), where('status', 'not in', ['proposed', 'superseded'])]))
    .where(agreedBy(asAt))
    .orderBy('id')
    .execute();
  const targets = (rows as unknown as TargetType[]).sort((a, b) => ((a.periodTo ?? '9999') === (b.periodTo ?? '9999') ? 0 : (a.periodTo ?? '9999') < (b.periodTo ?? '9999') ? -1 : 1));
  return Map.groupBy(targets, ({ indicatorCode }) => indicatorCode);
}

type Words = Pick<ReportCard, 'story' | 'partners' | 'whatWorks' | 'correctiveAction'>;

/** What was last told of each aspect: of an indicator's card of the indicator in its plan, of a priority's of the priority. */
async function readWords(context: RequestContext, { reportedOn }: Subject, asAt: string): Promise<Words> {
  const reports = await reportsOf(context, reportedOn, asAt);
  const last = (wanted: string): ProgressReportType | null => reports.findLast(({ aspect }) => String(aspect) === wanted) ?? null;
  return { story: last('story'), partners: last('partners'), whatWorks: last('what-works'), correctiveAction: last('corrective-action') };
}

async function findActions(context: RequestContext, actions: Awaited<ReturnType<typeof readCardActions>>, { priority, measures }: Subject): Promise<ActionType[]> {
  const ofIndicators = measures.flatMap(({ code }) => actions.byIndicator.get(code) ?? []);
  const ids = [...new Set([...(priority === null ? [] : (actions.byPriority.get(priority.id) ?? [])), ...ofIndicators])];
  const found = (await Promise.all(ids.map((id) => findOne<ActionType>(context, 'action', id)))).filter((action) => action !== null);
  return found.sort((a, b) => (a.sourceId === b.sourceId ? a.line - b.line : a.sourceId < b.sourceId ? -1 : 1));
}

function nextReportOf({ measures }: Subject, asAt: string): NextReport | null {
  const words = measures.map(({ planIndicator }) => planIndicator?.reportingCycle ?? null).filter((cycle) => cycle !== null);
  const [first] = words.map((cycle) => ({ month: nextReport(cycle, asAt), words: cycle })).sort((a, b) => ((a.month ?? '9999') < (b.month ?? '9999') ? -1 : 1));
  return first ?? null;
}
