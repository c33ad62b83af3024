import DataLoader from 'dataloader';
import type { ActionType } from '../../catalogue/action.ts';
import type { MilestoneType } from '../../catalogue/milestone.ts';
import { parsePartialDate } from '../../catalogue/period.ts';
import { firmestFirst } from '../../performance/firmest.ts';
import type { Dated } from '../../performance/regularRun.ts';
import { progressOf, type Progress, type SaidState, type Task } from '../../performance/progress/progressOf.ts';
import { subjectOf, type SubjectTable } from '../../performance/progress/subjects.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import { milestoneList } from '../lists/milestones.ts';
import type { ProgressReportType, ProgressType } from '../types/progress.ts';
import { isOneOf } from './conditions.ts';
import { readFigures } from './readFigures.ts';
import { readPolarities } from './readPolarities.ts';
import { findAllChildren } from './related.ts';

/** Every report about some records, as `subjectOf` names them, that tells of a day or before and was not taken back, oldest first. One statement for all asked at once. */
export async function reportsOf(context: RequestContext, subjects: readonly string[], asAt: string): Promise<ProgressReportType[]> {
  const loader = loaderOf(context, `reports of progress until ${asAt}`, () => new DataLoader<string, ProgressReportType[]>((asked) => readReports(context, asked, asAt)));
  const reports = await Promise.all(subjects.map((subject) => loader.load(subject)));
  return reports.flat().sort(inOrder);
}

/** How far an action is on a day. Eight statements at most, whatever the number of actions and milestones. */
export async function progressOfAction(context: RequestContext, action: ActionType, asAt: string): Promise<ProgressType> {
  const milestones = await findAllChildren<MilestoneType>(context, milestoneList, { id: action.id, link: 'milestone_action', side: 'target' });
  const progresses = await Promise.all(milestones.map((milestone) => progressOfMilestone(context, milestone, asAt)));
  const report = await latestState(context, 'action', action.id, asAt);
  return told(progressOf({ due: action.dueTo, status: action.status, report: asSaid(report), milestones: progresses }, asAt), report);
}

/** How far a milestone is on a day: where it is measured by an indicator, by its value in the authority of its actions. */
export async function progressOfMilestone(context: RequestContext, milestone: MilestoneType, asAt: string): Promise<ProgressType> {
  const report = await latestState(context, 'milestone', milestone.id, asAt);
  const value = await loaderOf(context, `values of milestones until ${asAt}`, () => new DataLoader((asked: readonly MilestoneType[]) => readValues(context, asked, asAt))).load(milestone);
  return told(progressOf({ due: milestone.due, status: milestone.status, report: asSaid(report), value }, asAt), report);
}

/** What was last said of how far a record is. */
export async function latestState(context: RequestContext, table: SubjectTable, id: string, asAt: string): Promise<ProgressReportType | null> {
  const reports = await reportsOf(context, [subjectOf(table, id)], asAt);
  return reports.findLast(({ state }) => state !== null) ?? null;
}

function asSaid(report: ProgressReportType | null): Task['report'] {
  return report && { state: String(report.state) as SaidState, onDay: report.onDay, madeBy: report.madeBy };
}

function told(progress: Progress, report: ProgressReportType | null): ProgressType {
  return { ...progress, report } as ProgressType;
}

function inOrder(a: ProgressReportType, b: ProgressReportType): number {
  const [first, second] = [a, b].map(({ onDay, madeAt, id }) => [onDay, madeAt, id].join(' ')) as [string, string];
  return first < second ? -1 : first > second ? 1 : 0;
}

async function readReports({ db }: RequestContext, subjects: readonly string[], asAt: string): Promise<ProgressReportType[][]> {
  const rows = await db.selectFrom('progress_report').selectAll().where(isOneOf('progress_report.subject', subjects)).where('onDay', '<=', asAt).where('withdrawnAt', 'is', null).orderBy('onDay').orderBy('madeAt').orderBy('id').execute();
  const bySubject = Map.groupBy(rows as unknown as ProgressReportType[], ({ subject }) => subject);
  return subjects.map((subject) => bySubject.get(subject) ?? []);
}

interface KnownValue extends Dated {
  indicatorCode: string;
  areaCode: string;
  sourceId: string;
  period: string;
  value: number | null;
  status: string | null;
  harvestId: number;
}

/** The value of each milestone that is measured: of the authority of its actions, all children, for a period that ends within the time it is due. */
async function readValues(context: RequestContext, milestones: readonly MilestoneType[], asAt: string): Promise<(Task['value'] | null)[]> {
  const measured = milestones.filter(({ indicatorCode, value, due }) => indicatorCode !== null && value !== null && due !== null);
  if (measured.length === 0) return milestones.map(() => null);
  const codes = [...new Set(measured.map(({ indicatorCode }) => indicatorCode!))];
  const areas = await readAuthorities(context, measured.map(({ id }) => id));
  const areaCodes = [...new Set([...areas.values()].flatMap((own) => [...own]))];
  const indicators = await context.db.selectFrom('indicator').select(['code', 'polarity']).where(isOneOf('indicator.id', codes)).execute();
  const polarityOf = await readPolarities(context, codes, areaCodes);
  const query = context.db
    .selectFrom('observation')
    .select(['id', 'indicatorCode', 'areaCode', 'period', 'periodKind', 'periodFrom', 'periodTo', 'value', 'status', 'harvestId', 'sourceId'])
    .where(isOneOf('observation.indicatorCode', codes))
    .where(isOneOf('observation.areaCode', areaCodes))
    .where('breakdown', 'is', null)
    .where('value', 'is not', null)
    .where('periodTo', '<=', asAt);
  const rows = (await readFigures(query, { indicators: codes, areas: areaCodes })) as unknown as KnownValue[];
  return milestones.map((milestone) => {
    const span = parsePartialDate(milestone.due ?? '');
    const indicator = indicators.find(({ code }) => code === milestone.indicatorCode);
    // Of actions of several authorities it is not known whose value is meant.
    const [area, ...others] = areas.get(milestone.id) ?? [];
    if (!span || !indicator || milestone.value === null || area === undefined || others.length > 0) return null;
    const own = rows.filter((row) => row.indicatorCode === indicator.code && row.areaCode === area && row.periodTo >= span.from && row.periodTo <= span.to);
    // Values of two kinds of period that end alike are two answers, and so none.
    if (own.length === 0 || new Set(own.map(({ period }) => period)).size > 1) return null;
    const { value, period, periodFrom, periodTo } = firmestFirst(own)[0]!;
    const { polarity } = polarityOf(indicator, area, periodFrom, periodTo);
    if (polarity !== 'high' && polarity !== 'low') return null;
    return { actual: value!, aim: milestone.value, period, isReached: polarity === 'high' ? value! >= milestone.value : value! <= milestone.value };
  });
}

/** The authorities of the plans and inspections to which the actions of milestones belong. */
async function readAuthorities({ db }: RequestContext, milestoneIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const rows = await db
    .selectFrom('milestone_action')
    .innerJoin('action', 'action.id', 'milestone_action.targetId')
    .leftJoin('inspection', 'inspection.id', 'action.inspectionId')
    .leftJoin('plan_authority', 'plan_authority.ownerId', 'action.planId')
    .select(['milestone_action.ownerId as milestoneId', 'inspection.authorityCode', 'plan_authority.targetId as planAuthority'])
    .where(isOneOf('milestone_action.ownerId', milestoneIds))
    .execute();
  const byMilestone = Map.groupBy(rows, ({ milestoneId }) => milestoneId);
  return new Map([...byMilestone].map(([id, own]) => [id, new Set(own.flatMap(({ authorityCode, planAuthority }) => [authorityCode, planAuthority].filter((code) => code !== null)))]));
}
