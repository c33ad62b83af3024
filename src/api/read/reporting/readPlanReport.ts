import type { AuthorityType } from '../../../catalogue/authority.ts';
import type { PlanType } from '../../../catalogue/plan.ts';
import type { PlanIndicatorType } from '../../../catalogue/planIndicator.ts';
import type { PriorityType } from '../../../catalogue/priority.ts';
import type { ThemeType } from '../../../catalogue/theme.ts';
import { HubError } from '../../../errors.ts';
import type { RequestContext } from '../../context.ts';
import { planIndicatorList } from '../../lists/planIndicators.ts';
import { priorityList } from '../../lists/priorities.ts';
import { AttainmentState } from '../../types/attainment.ts';
import type { CardMeasure, Movements, PlanReport, ThemeReport } from '../../types/reportCard.ts';
import { checkCodes } from '../checkCodes.ts';
import { isOneOf } from '../conditions.ts';
import { progressOfActions } from '../countProgress.ts';
import { findAllChildren, findLinked, findOne } from '../related.ts';
import { readCards } from './readCards.ts';
import { subjectOfUses, subjectsOfPriorities, usesByIndicator } from './subjectsOfCards.ts';

/** Variances worth a word: all but what is met, on course or cannot be measured. */
const varying: readonly string[] = [AttainmentState.MISSED, AttainmentState.UNLIKELY, AttainmentState.AT_RISK, AttainmentState.EXCEEDED_BY_FAR];

/** All report cards of a plan for one of its authorities on a day. */
export async function readPlanReport(context: RequestContext, { plan: id, authority: code, asAt }: { plan: string; authority: string | undefined; asAt: string }): Promise<PlanReport> {
  await checkCodes(context, 'plan', [id]);
  const plan = (await findOne<PlanType>(context, 'plan', id))!;
  const authority = await findAuthority(context, plan, code);
  const indicators = await findAllChildren<PlanIndicatorType>(context, planIndicatorList, { id: plan.id, column: 'planId' });
  const priorities = await findAllChildren<PriorityType>(context, priorityList, { id: plan.id, column: 'planId' });
  const ofIndicators = await Promise.all(usesByIndicator(indicators).map((uses) => subjectOfUses(context, uses)));
  const ofPriorities = await subjectsOfPriorities(context, priorities.filter(({ adopted }) => Boolean(adopted)));
  const cards = await readCards(context, { authority, asAt, breakdown: null }, [...ofIndicators, ...ofPriorities]);
  const [indicatorCards, priorityCards] = [cards.slice(0, ofIndicators.length), cards.slice(ofIndicators.length)];
  const measures = indicatorCards.flatMap((card) => card.measures);
  const variances = measures.filter(({ variance }) => variance !== null && varying.includes(String(variance.attainment.state)));
  const told = [...new Map(cards.flatMap(({ correctiveAction }) => correctiveAction ?? []).map((report) => [report.id, report])).values()];
  return {
    plan, authority, asAt,
    quarter: quarterOf(asAt),
    summary: summaryOf(measures, variances.length, { plan, asAt }),
    indicatorCards, priorityCards,
    themes: await readThemes(context, measures),
    variances,
    correctiveActions: told.sort((a, b) => (a.onDay === b.onDay ? (a.madeAt < b.madeAt ? 1 : -1) : a.onDay < b.onDay ? 1 : -1)),
    actions: await progressOfActions(context, { id: plan.id, column: 'planId' }, asAt),
  };
}

/** The plan's one authority, or the one of a joint plan that was asked about. */
async function findAuthority(context: RequestContext, plan: PlanType, code: string | undefined): Promise<AuthorityType> {
  const owners = await findLinked<AuthorityType>(context, { table: 'authority', through: 'plan_authority', from: 'owner' }, plan.id);
  const own = code === undefined && owners.length === 1 ? owners[0] : owners.find((owner) => owner.code === code);
  if (own) return own;
  const known = owners.map((owner) => `${owner.code} ${owner.name}`).join(', ');
  throw new HubError('BAD_ARGUMENT', code === undefined ? `“${plan.title}” is a plan of ${owners.length} authorities, and a report is of one. Name one as authority: ${known}.` : `authority is "${code.slice(0, 80)}", and “${plan.title}” is not its plan. It is of: ${known}.`);
}

function summaryOf(measures: readonly CardMeasure[], variances: number, { plan, asAt }: { plan: PlanType; asAt: string }): string {
  if (measures.length === 0) return `The hub knows no indicator of “${plan.title}”.`;
  const { withValues, better, worse, unclear, tooFew } = movementsOf(measures);
  if (withValues === 0) return `The hub has no value by ${asAt} of ${measures.length === 1 ? 'its one indicator' : `any of its ${measures.length} indicators`}, so no curve and no target can be judged.`;
  const judged = measures.filter(({ variance }) => variance !== null && String(variance.attainment.state) !== 'not-measurable').length;
  return `Of ${measures.length} ${measures.length === 1 ? 'indicator' : 'indicators'} ${withValues} ${withValues === 1 ? 'has' : 'have'} a value by ${asAt}: ${better} better, ${worse} worse, ${unclear} without a change that is clearly for better or worse, ${tooFew} with too few values to say. ${judged} can be set against a target, ${variances} of them with a variance.`;
}

function movementsOf(measures: readonly CardMeasure[]): Movements {
  const series = measures.flatMap((measure) => (measure.series?.points.some(({ observation }) => observation.value !== null) ? measure.series : []));
  const count = (test: (direction: string, verdict: string) => boolean): number => series.filter(({ direction }) => test(String(direction.direction), String(direction.verdict))).length;
  return {
    withValues: series.length,
    better: count((_, verdict) => verdict === 'better'),
    worse: count((_, verdict) => verdict === 'worse'),
    unclear: count((direction, verdict) => verdict === 'neither' && direction !== 'too-few'),
    tooFew: count((direction) => direction === 'too-few'),
  };
}

/** The measures by the themes of their indicators; one of two themes counts in both. */
async function readThemes(context: RequestContext, measures: readonly CardMeasure[]): Promise<ThemeReport[]> {
  const codes = [...new Set(measures.map(({ indicator }) => indicator.code))];
  const rows = await context.db.selectFrom('indicator_theme').innerJoin('theme', 'theme.id', 'indicator_theme.targetId').selectAll('theme').select('indicator_theme.ownerId as indicatorCode').where(isOneOf('indicator_theme.ownerId', codes)).orderBy('theme.label').orderBy('theme.id').execute();
  const byTheme = Map.groupBy(rows, ({ id }) => id);
  const themed = new Set(rows.map(({ indicatorCode }) => indicatorCode));
  const groups: [ThemeType | null, CardMeasure[]][] = [...byTheme.values()].map((own) => [own[0] as unknown as ThemeType, measures.filter(({ indicator }) => own.some(({ indicatorCode }) => indicatorCode === indicator.code))]);
  return [...groups, [null, measures.filter(({ indicator }) => !themed.has(indicator.code))] as [null, CardMeasure[]]].filter(([, own]) => own.length > 0).map(([theme, own]) => {
    const states = own.flatMap(({ variance }) => (variance === null ? [] : String(variance.attainment.state)));
    const counts = Object.values(AttainmentState).map((state) => ({ state, count: states.filter((one) => one === state).length }));
    return { theme, indicators: own.length, movements: movementsOf(own), variances: counts.filter(({ count }) => count > 0) };
  });
}

/** The quarter of the financial year: FY2008-Q4 is January to March 2009. */
function quarterOf(day: string): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return month < 4 ? `FY${year - 1}-Q4` : `FY${year}-Q${Math.floor((month - 1) / 3)}`;
}
