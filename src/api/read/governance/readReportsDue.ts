import type { GroupType } from '../../../catalogue/group.ts';
import type { PlanIndicatorType } from '../../../catalogue/planIndicator.ts';
import { ResponsibilitySubject, type ResponsibilityType } from '../../../catalogue/responsibility.ts';
import { reportDue } from '../../../performance/governance/reportDue.ts';
import { isAboutIndicator, isAboutPriority } from '../../../performance/governance/whoLeads.ts';
import type { RequestContext } from '../../context.ts';
import { AgendaItemKind } from '../../types/agenda.ts';
import { inForceDuring, isOneOf } from '../conditions.ts';
import { placed, type Placed } from './agendaItem.ts';

/** Reports that are due, or of which the cycle is stated in words only, group by group. One statement. */
export async function readReportsDue(context: RequestContext, groups: readonly GroupType[], responsibilities: ReadonlyMap<string, readonly ResponsibilityType[]>, day: string): Promise<Map<string, Placed[]>> {
  const uses = await readReportedIndicators(context, groups.map(({ id }) => id), day);
  return new Map(groups.map(({ id }) => {
    const own = responsibilities.get(id) ?? [];
    const ofIndicators = reportsOnce((uses.get(id) ?? []).filter((use) => own.some((one) => isAboutIndicator(one, use.indicatorCode) || isAboutPriority(one, use.priorityId))));
    return [id, [...own.filter(({ subjectKind }) => subjectKind === ResponsibilitySubject.REPORT).flatMap((one) => fromResponsibility(one, day)), ...ofIndicators.flatMap((use) => fromPlan(use, day))]] as const;
  }));
}

type ReportedIndicator = PlanIndicatorType & { groupId: string; indicatorTitle: string; planTitle: string };

/** Indicators of plans in force on the day, of the groups' authorities, whose plan says when they are reported. */
async function readReportedIndicators({ db }: RequestContext, groupIds: readonly string[], day: string): Promise<Map<string, ReportedIndicator[]>> {
  const rows = await db
    .selectFrom('plan_indicator')
    .innerJoin('plan', 'plan.id', 'plan_indicator.planId')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'plan.id')
    .innerJoin('group_authority', 'group_authority.targetId', 'plan_authority.targetId')
    .innerJoin('indicator', 'indicator.id', 'plan_indicator.indicatorCode')
    .selectAll('plan_indicator')
    .select(['group_authority.ownerId as groupId', 'indicator.title as indicatorTitle', 'plan.title as planTitle'])
    .where(isOneOf('group_authority.ownerId', groupIds))
    .where(inForceDuring('plan', day, day))
    .where('plan_indicator.reportingCycle', 'is not', null)
    .orderBy('plan_indicator.planId')
    .orderBy('plan_indicator.line')
    .orderBy('plan_indicator.id')
    .execute();
  return Map.groupBy(rows as unknown as ReportedIndicator[], ({ groupId }) => groupId);
}

/** A plan and a group that share two authorities meet twice, and a plan may name an indicator for several priorities: it is one report. */
function reportsOnce(uses: readonly ReportedIndicator[]): ReportedIndicator[] {
  const byReport = Map.groupBy(uses, ({ planId, indicatorCode, reportingCycle }) => JSON.stringify([planId, indicatorCode, reportingCycle]));
  return [...byReport.values()].map(([first]) => first!);
}

function fromResponsibility(responsibility: ResponsibilityType, day: string): Placed[] {
  const { subjectRef, text, role } = responsibility;
  const due = reportDue([subjectRef, text].filter(Boolean).join('. '), day);
  if (due === 'not-then') return [];
  const told = `The group is stated to ${role === 'scrutiny' ? 'receive it' : role === 'lead' || role === null ? 'prepare it' : 'have a part in it'}${text === null ? '' : ` (“${text}”)`}`;
  return [placed({ kind: AgendaItemKind.REPORT_DUE, purpose: null, title: subjectRef, why: due === 'due' ? `${told}, and this month is named.` : `${told}. When is stated in words only, so it may be due.`, responsibility })];
}

function fromPlan({ groupId: _, indicatorTitle, planTitle, ...use }: ReportedIndicator, day: string): Placed[] {
  const due = reportDue(use.reportingCycle!, day);
  if (due === 'not-then') return [];
  const told = `${planTitle} has it reported “${use.reportingCycle!}”, and the group answers for it`;
  return [placed({ kind: AgendaItemKind.REPORT_DUE, purpose: null, title: `Report on ${use.indicatorCode}: ${indicatorTitle}`, subject: use.indicatorCode, why: due === 'due' ? `${told}: this month is named.` : `${told}. The cycle is stated in words only, so it may be due.`, planIndicator: use as unknown as PlanIndicatorType })];
}
