import type { PlanIndicatorType } from '../../../catalogue/planIndicator.ts';
import type { PriorityType } from '../../../catalogue/priority.ts';
import { subjectOf } from '../../../performance/progress/subjects.ts';
import type { RequestContext } from '../../context.ts';
import { isOneOf } from '../conditions.ts';
import { findOne } from '../related.ts';

/** What a card is about: an indicator, as a plan uses it or without a plan; or a priority with the indicators of its plan. */
export interface Subject {
  priority: PriorityType | null;
  planId: string | null;
  /** Whether the card is the priority's. */
  isOfPriority: boolean;
  measures: { code: string; planIndicator: PlanIndicatorType | null }[];
  /** What the reports are about that tell its words, as `subjectOf` names it. */
  reportedOn: readonly string[];
}

/** An indicator as a plan uses it; where it does so for several priorities, as it first does, and with what was told of any of them. */
export async function subjectOfUses(context: RequestContext, uses: readonly [PlanIndicatorType, ...PlanIndicatorType[]]): Promise<Subject> {
  const [first] = uses;
  const priority = await findOne<PriorityType>(context, 'priority', first.priorityId);
  return { priority, planId: first.planId, isOfPriority: false, measures: [{ code: first.indicatorCode, planIndicator: first }], reportedOn: uses.map(({ id }) => subjectOf('plan_indicator', id)) };
}

/** Priorities with the indicators that their plans tie to them. Two statements. */
export async function subjectsOfPriorities({ db }: RequestContext, priorities: readonly PriorityType[]): Promise<Subject[]> {
  const ids = priorities.map(({ id }) => id);
  const used = (await db.selectFrom('plan_indicator').selectAll().where(isOneOf('plan_indicator.priorityId', ids)).orderBy('line').orderBy('id').execute()) as unknown as PlanIndicatorType[];
  const named = await db.selectFrom('priority_indicator').selectAll().where(isOneOf('priority_indicator.ownerId', ids)).orderBy('targetId').execute();
  return priorities.map((priority) => {
    const own = usesByIndicator(used.filter(({ priorityId }) => priorityId === priority.id)).map(([first]) => first);
    const others = named.filter(({ ownerId, targetId }) => ownerId === priority.id && !own.some(({ indicatorCode }) => indicatorCode === targetId));
    const measures = [...own.map((planIndicator) => ({ code: planIndicator.indicatorCode, planIndicator })), ...others.map(({ targetId }) => ({ code: targetId, planIndicator: null }))];
    return { priority, planId: priority.planId, isOfPriority: true, measures, reportedOn: [subjectOf('priority', priority.id)] };
  });
}

/** The rows in which one plan names its indicators, indicator by indicator: a plan may name one for several priorities and outcomes. */
export function usesByIndicator<Row extends { indicatorCode: string }>(rows: readonly Row[]): [Row, ...Row[]][] {
  return [...Map.groupBy(rows, ({ indicatorCode }) => indicatorCode).values()] as [Row, ...Row[]][];
}
